//go:build unix

package main

import (
	"os"
	"testing"
	"time"

	"duban/sandbox"
)

// TestSheetKilled kills the program in the middle of an import that was confirmed in a chat,
// twice: the next run finishes it by itself, enters each row once, and answers.
func TestSheetKilled(t *testing.T) {
	const units, each = 20, 150
	s := newSite(t)
	s.settleIn(units, 1)
	_, tasksFile := writeLedger(t, units, each, time.Now().AddDate(0, 2, 0))
	body, err := os.ReadFile(tasksFile)
	if err != nil {
		t.Fatal(err)
	}
	p := s.serve()
	officer := s.join("刘敏", "办公室")
	s.say(sandbox.Speech{Person: officer, Document: &sandbox.Upload{Name: "tasks.csv", Data: body}})
	eventually(t, "it shows what the file would do", func() bool { return s.heard(officer, "还没有导入") == 1 })
	s.say(sandbox.Speech{Person: officer, Text: "确认"})
	kills := 0
	for _, goal := range []int64{400, 1600} {
		eventually(t, "a part of it is entered", func() bool { return stored(t, s.store) >= goal })
		if s.heard(officer, "已导入") == 0 {
			p.kill()
			kills++
			p = s.serve()
		}
	}
	eventually(t, "it is finished", func() bool { return s.heard(officer, "已导入") > 0 })
	if got := stored(t, s.store); kills == 0 || got != units*each {
		t.Errorf("after %d kills there are %d tasks, want %d", kills, got, units*each)
	}
	p.stop()
	s.verified()
}
