//go:build unix

package documents

import (
	"os/exec"
	"syscall"
	"time"
)

// together ends a program with everything that it started: soffice is a script that starts
// another one.
func together(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
	command.WaitDelay = 2 * time.Second
}
