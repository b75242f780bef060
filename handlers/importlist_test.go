package handlers_test

import (
	"bytes"
	"testing"

	"duban/ledger"
)

// TestImportAnotherNameLater imports the same list under another name after some of its tasks
// were completed, struck off and cancelled: none of them is made anew or opened again.
func TestImportAnotherNameLater(t *testing.T) {
	book := newImportBook(t)
	input := lechangInput(t)
	first := mustImport(t, book, input)
	states := []ledger.State{ledger.StateCompleted, ledger.StateClosed, ledger.StateCancelled, ledger.StateSubmitted}
	var codes []ledger.TaskID
	change := ledger.Change{Cause: "states", At: input.At, Entries: []ledger.Entry{{At: input.At, What: ledger.WhatChanged}}}
	for i, state := range states {
		codes = append(codes, first.Rows[i].Code)
		tasks, err := book.Tasks(t.Context(), codes[i])
		if err != nil {
			t.Fatal(err)
		}
		task := tasks[0]
		task.State, task.Percent, task.Completed = state, 100, ledger.DateOf(input.At)
		change.Put = append(change.Put, task)
	}
	if _, err := book.Store.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	_, cut, _ := bytes.Cut(input.TasksBody, []byte("\n"))
	_, cut, _ = bytes.Cut(cut, []byte("\n"))
	input.TasksName, input.TasksBody = "tasks (1).csv", cut
	again := mustImport(t, book, input)
	if again.New != 0 || again.Changed != 0 || again.List != first.List || !again.Like.Again() {
		t.Errorf("under another name: %s in %q, %+v; want nothing new in %q", counts(again), again.List, again.Like, first.List)
	}
	tasks, err := book.Tasks(t.Context(), codes...)
	if err != nil {
		t.Fatal(err)
	}
	for i, task := range tasks {
		if task.State != states[i] {
			t.Errorf("task %s is %s, want %s as before", task.ID, task.State, states[i])
		}
	}
}
