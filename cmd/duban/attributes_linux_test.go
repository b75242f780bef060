package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// attributes let a process end with the test's, however that ends.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// peak waits until a process has ended and tells the most memory that it had, in bytes.
// It is read while the process runs: what the kernel tells at the end includes the test's
// own memory, which the process shared for the moment before it became the program.
func peak(p *process) int64 {
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	enough := time.After(patience) // whoever waits for it then says so
	most := int64(0)
	for {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
		if _, rest, ok := strings.Cut(string(status), "VmHWM:"); ok && err == nil {
			kilobytes, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			if n, err := strconv.ParseInt(kilobytes, 10, 64); err == nil {
				most = max(most, n<<10)
			}
		}
		select {
		case <-p.ended:
			return most
		case <-enough:
			return most
		case <-look.C:
		}
	}
}
