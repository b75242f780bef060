package main

import (
	"fmt"
	"runtime/debug"
)

type versionCommand struct{}

// Run prints the module's version, the revision it was built from, and Go's.
func (versionCommand) Run(out *outside) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		_, err := fmt.Fprintln(out.stdout, "duban (unknown)")
		return err
	}
	revision := "unknown"
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value
		}
	}
	_, err := fmt.Fprintf(out.stdout, "duban %s, revision %s, %s\n", info.Main.Version, revision, info.GoVersion)
	return err
}
