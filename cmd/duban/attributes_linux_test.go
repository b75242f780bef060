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

// processors are how long the processors of this machine were there for somebody, and how
// long they were computing, since it started: nothing where that is not to be found out.
func processors() (all, busy time.Duration) {
	const tick = 10 * time.Millisecond // the kernel's unit towards programs, on every machine
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0
	}
	first, _, _ := strings.Cut(string(stat), "\n")
	for i, field := range strings.Fields(first) { // cpu user nice system idle iowait irq softirq steal …
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil || i > 8 { // a guest's time is in the others
			continue
		}
		all += time.Duration(n) * tick
		if i != 4 && i != 5 {
			busy += time.Duration(n) * tick
		}
	}
	return all, busy
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
