package scheduler

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

const (
	overdueShown = 15
	entriesRead  = 500
	// A missing notice is said two weeks ahead, while there is time to load it.
	calendarAhead = 14
)

// overdue tells the office its day: what is overdue, what was due and not said, what
// waits for it, and whether the calendar knows the days to come.
func overdue(ctx context.Context, t *turn) (ledger.Change, error) {
	units, err := t.Book.UnitIDs(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	marked := func(mark string) ledger.Range {
		return ledger.Range{Mark: ledger.MarkOf(mark, ledger.ScopeOffice), Max: ledger.NoLimit}
	}
	ranges := append(overdueBy(units, t.today), ledger.OverdueRange(ledger.ScopeOffice, t.today),
		marked(ledger.MarkSubmitted), marked(ledger.MarkConfirm), ledger.StuckRange(ledger.ScopeOffice, t.today),
		ledger.QueueRange(ledger.DeskOffice), ledger.UnansweredRange(ledger.DeskOffice, t.today),
		ledger.ReadyRange(ledger.ScopeOffice, t.today, t.Quiet.Calendar), ledger.UnsignedRange(ledger.ScopeOffice, t.today),
		ledger.LateRepliesRange(t.today), ledger.BlockingRange(t.today), ledger.LadderRange(t.stuckBy()), ledger.ForwardedRange(), ledger.EndingRange(t.today),
		ledger.StalledRange(ledger.ScopeOffice, t.today))
	counts, head, err := t.Book.Count(ctx, ranges...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("counts: %w", err)
	}
	n := len(units)
	day := texts.OfficeDay{
		At: t.now, Head: head, Overdue: ledger.Worst(units, counts[:n]), Total: counts[n],
		Submitted: counts[n+1], Confirm: counts[n+2], Blocked: counts[n+3], Waiting: counts[n+4], Unanswered: counts[n+5],
		Ready: counts[n+6], Unsigned: counts[n+7], RepliesN: counts[n+8], StalledN: counts[n+13], NoCalendar: t.missingYear(),
	}
	if err := t.looksAt(ctx, &day, counts[n+9] > 0, counts[n+10]+counts[n+11] > 0); err != nil {
		return ledger.Change{}, err
	}
	if counts[n+12] > 0 {
		if day.Groups, err = t.endingGroups(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	if err := t.entriesToday(ctx, &day); err != nil {
		return ledger.Change{}, err
	}
	return t.tell(ctx, JobOverdue, ledger.AudienceOffice, ledger.RoleOffice, ledger.Message{Text: texts.Overdue(day)})
}

// looksAt reads what of the day's figures is shown one by one, where there is any.
func (t *turn) looksAt(ctx context.Context, day *texts.OfficeDay, blocking, ladder bool) error {
	if day.Total > 0 {
		first, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.OverdueRange(ledger.ScopeOffice, t.today), Limit: overdueShown})
		if err != nil {
			return fmt.Errorf("overdue tasks: %w", err)
		}
		day.First = first[0]
	}
	var err error
	if day.StalledN > 0 {
		first, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.StalledRange(ledger.ScopeOffice, t.today), Limit: overdueShown})
		if err != nil {
			return fmt.Errorf("close-outs that wait: %w", err)
		}
		day.Stalled = first[0]
	}
	if day.RepliesN > 0 {
		if day.Replies, _, err = t.Book.NoticesIn(ctx, ledger.Page{Range: ledger.LateRepliesRange(t.today), Limit: overdueShown}); err != nil {
			return fmt.Errorf("late replies: %w", err)
		}
	}
	if blocking {
		if day.Blocking, _, err = t.Book.MattersIn(ctx, ledger.Page{Range: ledger.BlockingRange(t.today), Limit: overdueShown}); err != nil {
			return fmt.Errorf("what other units should have answered: %w", err)
		}
	}
	if ladder {
		day.Stuck, err = t.stuck(ctx)
	}
	return err
}

// endingGroups are the groups whose end is near, or just passed.
func (t *turn) endingGroups(ctx context.Context) ([]ledger.Chat, error) {
	chats, err := t.Book.Chats(ctx, ledger.MarkEnding)
	if err != nil {
		return nil, fmt.Errorf("groups that end: %w", err)
	}
	return slices.DeleteFunc(chats, func(c ledger.Chat) bool { return !c.Ending(t.today) }), nil
}

// entriesToday adds what was not said today, what was said and did not arrive, what
// leaders wrote and what was cancelled.
func (t *turn) entriesToday(ctx context.Context, day *texts.OfficeDay) error {
	entries, err := t.Book.EntriesOfKind(ctx, t.today.At(0, 0, t.Zone), entriesRead,
		ledger.WhatNotTold, ledger.WhatRefused, ledger.WhatUnknown, ledger.WhatInstructed, ledger.WhatCancelled,
		ledger.WhatReplied, ledger.WhatReceived, ledger.WhatWithdrawn)
	if err != nil {
		return fmt.Errorf("entries of the day: %w", err)
	}
	day.Instructed = ledger.Instructions(entries)
	for _, e := range entries {
		switch e.What {
		case ledger.WhatNotTold:
			day.NotTold = append(day.NotTold, e)
		case ledger.WhatCancelled:
			day.Cancelled = append(day.Cancelled, e)
		case ledger.WhatReplied:
			day.Replied = append(day.Replied, e)
		case ledger.WhatReceived:
			if e.Why == ledger.ReceivedLate {
				day.LateSigned = append(day.LateSigned, e)
			}
		case ledger.WhatInstructed, ledger.WhatWithdrawn: // see Instructions
		default:
			day.Undone = append(day.Undone, e)
		}
	}
	return t.wishes(ctx, day)
}

// wishes counts the leaders' wishes of the day that wait for an answer or for their task.
func (t *turn) wishes(ctx context.Context, day *texts.OfficeDay) error {
	var ids []ledger.MatterID
	for _, e := range day.Instructed {
		for _, f := range e.Fields {
			if f.Name == "matter" && e.Why == string(ledger.MatterInstruction) {
				ids = append(ids, ledger.MatterID(f.After))
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := t.Book.Matters(ctx, ids...)
	if err != nil {
		return fmt.Errorf("wishes of the day: %w", err)
	}
	for _, m := range found {
		if m.Verdict == "" {
			day.Wishes++
		}
	}
	return nil
}

// missingYear is the year of which the calendar knows nothing, now or soon; 0: none.
func (t *turn) missingYear() int {
	for _, day := range []ledger.Date{t.today, t.today + calendarAhead} {
		if !t.Quiet.Calendar.Knows(day.Year()) {
			return day.Year()
		}
	}
	return 0
}
