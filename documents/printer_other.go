//go:build !unix

package documents

import (
	"os/exec"
	"time"
)

// together ends the program alone: groups of processes are a thing of Unix.
func together(command *exec.Cmd) { command.WaitDelay = 2 * time.Second }
