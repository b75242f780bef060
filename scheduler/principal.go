package scheduler

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// principal tells the principal leader (主要领导) in one message of all that rose so far that he is
// to know of it. It is read from the entries since the last time, so that a morning on which the
// job broke off in the middle tells him of all. Where nobody holds the post, the office reads that.
func (c *climbing) principal(ctx context.Context) (ledger.Change, error) {
	since := c.today
	if !c.last.Last.IsZero() {
		since = min(since, ledger.DateOf(c.last.Last.In(c.Zone))+1)
	}
	entries, err := c.Book.EntriesOfKind(ctx, since.At(0, 0, c.Zone), entriesRead, ledger.WhatRose)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("what rose: %w", err)
	}
	var risen []texts.RisenHigh
	var ids []ledger.TaskID
	for _, e := range slices.Backward(entries) { // the latest come first
		if code, ok := e.ForPrincipal(); ok {
			level, _ := c.current.LevelOf(code)
			risen, ids = append(risen, texts.RisenHigh{Level: cmp.Or(level.Name, code), Unit: e.Unit}), append(ids, e.Task)
		}
	}
	if len(risen) == 0 {
		return ledger.Change{}, nil
	}
	tasks, err := c.Book.Tasks(ctx, ids...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("tasks that rose: %w", err)
	}
	for i, id := range ids {
		if at := slices.IndexFunc(tasks, func(t ledger.Task) bool { return t.ID == id }); at >= 0 {
			risen[i].Task = tasks[at]
		}
	}
	to, err := c.desk(ctx, ledger.DeskLeader(ledger.PrincipalLeader))
	if err != nil {
		return ledger.Change{}, err
	}
	var change ledger.Change
	if len(to) == 0 {
		for _, id := range ids {
			change.Entries = append(change.Entries, ledger.Entry{At: c.now, Task: id, What: ledger.WhatNotTold, Why: string(ledger.ReasonNoPrincipal)})
		}
		return change, nil
	}
	change.Send = c.messages(slotCause(JobLadder, c.slot)+":principal", to, ledger.Message{
		Text: texts.RisenToPrincipal(risen, c.today), About: ledger.About{Tasks: ids}, Why: c.why(JobLadder),
	})
	return change, nil
}
