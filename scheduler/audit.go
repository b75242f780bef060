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
	policy, err := t.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return texts.Stuck{}, fmt.Errorf("policy: %w", err)
	}
	c := climbing{turn: t, policies: map[int]ledger.Policy{policy.Version: policy}, current: policy}
	pages, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.LadderRange(day), Limit: stuckReads})
	if err != nil {
		return texts.Stuck{}, fmt.Errorf("tasks that should have risen: %w", err)
	}
	found := texts.Stuck{}
	for _, task := range pages[0] {
		under, err := c.policy(ctx, task)
		if err != nil {
			return texts.Stuck{}, err
		}
		if rise, ok := task.NextRise(day, t.Quiet.Calendar, under); ok {
			found.Tasks, found.Names = append(found.Tasks, task), append(found.Names, rise.Name)
		}
	}
	if len(found.Tasks) == 0 {
		return found, nil
	}
	slots, err := t.Book.Slots(ctx, JobLadder)
	if err != nil {
		return texts.Stuck{}, fmt.Errorf("slot of the ladder: %w", err)
	}
	found.Ran = slots[0].Last
	found.Due = day
	return found, nil
}
