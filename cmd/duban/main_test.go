package main

import (
	"strings"
	"testing"
)

// TestHelp holds that what people type first shows what there is, however they ask for it.
func TestHelp(t *testing.T) {
	for _, args := range [][]string{nil, {"help"}, {"--help"}, {"help", "import"}} {
		var said, complaints strings.Builder
		code := run(outside{ctx: t.Context(), stdout: &said, stderr: &complaints, env: noEnv}, args)
		want := "Usage: duban <command>"
		if len(args) == 2 {
			want = "Usage: duban import <units> <tasks>"
		}
		if code != 0 || !strings.HasPrefix(said.String(), want) {
			t.Errorf("duban %s: got %d %q %q, want %q", strings.Join(args, " "), code, said.String(), complaints.String(), want)
		}
	}
}
