package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

const stuckReads = 1000 // tasks that the audit of the ladder looks at

// stuckBy is the last workday: what was due by it should have risen.
func (t *turn) stuckBy() ledger.Date {
	day := t.today - 1
	for range 30 { // no notice gives a month off
		if works, _ := t.Quiet.Calendar.Works(day); works {
			break
		}
		day--
	}
	return day
}

// stuck are the tasks whose supervision should have risen by the last workday and did not,
// with the reason: the ladder is checked by somebody else than itself.
func (t *turn) stuck(ctx context.Context) (texts.Stuck, error) {
	on := false
	for _, j := range t.jobs {
		on = on || j.name == JobLadder
	}
	if !on {
		return texts.Stuck{}, nil // the operator switched it off
	}
	day := t.stuckBy()
	due, err := t.shouldRise(ctx, day)
	if err != nil || len(due.Tasks) == 0 {
		return texts.Stuck{}, err
	}
	back, err := t.takenUp(ctx, day+1)
	if err != nil {
		return texts.Stuck{}, err
	}
	found := texts.Stuck{Due: day}
	for i, task := range due.Tasks {
		if !back[task.ID] {
			found.Tasks, found.Names = append(found.Tasks, task), append(found.Names, due.Names[i])
		}
	}
	if len(found.Tasks) == 0 {
		return texts.Stuck{}, nil
	}
	slots, err := t.Book.Slots(ctx, JobLadder)
	if err != nil {
		return texts.Stuck{}, fmt.Errorf("slot of the ladder: %w", err)
	}
	found.Ran = slots[0].Last
	return found, nil
}

// shouldRise are the tasks whose supervision rises by a day, as they stand: none on the
// evening of a day on which the ladder was worked.
func (t *turn) shouldRise(ctx context.Context, day ledger.Date) (texts.Stuck, error) {
	policy, err := t.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return texts.Stuck{}, fmt.Errorf("policy: %w", err)
	}
	c := climbing{turn: t, policies: map[int]ledger.Policy{policy.Version: policy}, current: policy}
	pages, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.LadderRange(day), Limit: stuckReads})
	if err != nil {
		return texts.Stuck{}, fmt.Errorf("tasks that should have risen: %w", err)
	}
	due := texts.Stuck{}
	for _, task := range pages[0] {
		under, err := c.policy(ctx, task.Escalation)
		if err != nil {
			return texts.Stuck{}, err
		}
		if rise, ok := task.NextRise(day, t.Quiet.Calendar, under); ok {
			due.Tasks, due.Names = append(due.Tasks, task), append(due.Names, rise.Name)
		}
	}
	return c.blockersStuck(ctx, day, due)
}

// takenUp are the tasks that came back to where supervision of them rises, from a day on: none
// of them waited for the ladder before.
func (t *turn) takenUp(ctx context.Context, from ledger.Date) (map[ledger.TaskID]bool, error) {
	entries, err := t.Book.EntriesOfKind(ctx, from.At(0, 0, t.Zone), entriesRead, ledger.BackToWork()...)
	if err != nil {
		return nil, fmt.Errorf("what was taken up again: %w", err)
	}
	back := map[ledger.TaskID]bool{}
	for _, e := range entries {
		back[e.Task] = back[e.Task] || e.TookUp()
	}
	return back, nil
}
