package scheduler

import (
	"context"
	"errors"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// noticesRead is how many public notices are ended in one morning; the others wait for the next.
const noticesRead = 1000

// endNotices passes every public notice whose last day is over: its next step waits for
// somebody from now on, and where there is none the task is struck off.
func (t *turn) endNotices(ctx context.Context) error {
	pages, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.NoticesOver(t.today), Limit: noticesRead})
	if err != nil {
		return fmt.Errorf("public notices: %w", err)
	}
	for _, task := range pages[0] {
		if err := t.endNotice(ctx, task); err != nil {
			return fmt.Errorf("public notice of %s: %w", task.ID, err)
		}
	}
	return nil
}

// endNotice stores the end of one notice. If the task changed meanwhile it is read and
// decided again: an objection may have come in.
func (t *turn) endNotice(ctx context.Context, task ledger.Task) error {
	for try := 1; ; try++ {
		change, over, err := t.noticeChange(ctx, task)
		if err != nil || !over {
			return err
		}
		if change, err = t.counted(ctx, change); err != nil {
			return err
		}
		committed, err := t.Book.Commit(ctx, change)
		if err == nil {
			if !committed.Already {
				t.done.Messages += len(change.Send)
			}
			return nil
		}
		if !errors.Is(err, ledger.ErrStale) || try == staleTries {
			return err
		}
		found, err := t.Book.Tasks(ctx, task.ID)
		if err != nil || len(found) == 0 {
			return err
		}
		task = found[0]
	}
}

func (t *turn) noticeChange(ctx context.Context, task ledger.Task) (ledger.Change, bool, error) {
	ended, entries, over := task.EndNotice(t.now)
	if !over {
		return ledger.Change{}, false, nil
	}
	change := ledger.Change{Cause: fmt.Sprintf("public:%s:%s", task.ID, task.NoticeEnds()), At: t.now, Entries: entries}
	if ended.State == ledger.StateClosed {
		err := t.tellClosed(ctx, &change, ended)
		change.Put = []ledger.Record{ended}
		return change, true, err
	}
	manned, err := t.manned(ctx, ended.CloseoutDesks())
	if err != nil {
		return ledger.Change{}, false, err
	}
	next, _ := ended.OpenStep(ledger.Stepping{At: t.now, Calendar: t.Quiet.Calendar, Manned: manned})
	change.Put = []ledger.Record{next.Task, next.Matter}
	change.Entries = append(change.Entries, next.Entries...)
	return change, true, nil
}

// manned are those of the desks at which somebody sits who can be told.
func (t *turn) manned(ctx context.Context, desks []ledger.Desk) ([]ledger.Desk, error) {
	var manned []ledger.Desk
	for _, desk := range desks {
		to, err := t.desk(ctx, desk)
		if err != nil {
			return nil, err
		}
		if len(to) > 0 {
			manned = append(manned, desk)
		}
	}
	return manned, nil
}

// tellClosed tells the leading units that a task was struck off by the clock.
func (t *turn) tellClosed(ctx context.Context, change *ledger.Change, task ledger.Task) error {
	to, err := t.unitAddresses(ctx, task.Lead)
	if err != nil {
		return err
	}
	for _, unit := range task.Lead {
		if len(to[unit]) == 0 {
			change.Entries = append(change.Entries, ledger.Entry{
				At: t.now, Unit: unit, Task: task.ID, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
			})
			continue
		}
		about := ledger.About{Unit: unit, Tasks: []ledger.TaskID{task.ID}}
		words := ledger.Message{Text: texts.Closed(task), About: about, Why: "public " + string(ledger.OccasionClosed)}
		change.Send = append(change.Send, t.messages(change.Cause+":"+string(unit), to[unit], words)...)
	}
	return nil
}
