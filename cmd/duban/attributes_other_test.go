//go:build unix && !linux

package main

import (
	"runtime"
	"syscall"
	"time"
)

func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }

// processors are not to be asked here.
func processors() (all, busy time.Duration) { return 0, 0 }

// peak waits until a process has ended and tells the most memory that it had, in bytes.
func peak(p *process) int64 {
	p.wait()
	usage, ok := p.cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss << 10
}
