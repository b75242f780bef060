package handlers

import (
	"context"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// tellPressing tells units at once of tasks that are new to them and whose limit comes before the
// digest in which they would hear of them: nobody should first read that he is late. It gives back
// the tasks of which it told, and those of which the units cannot be told in time (domain §9).
func (a *ask) tellPressing(ctx context.Context, change *ledger.Change, ids ...ledger.TaskID) (told, late []ledger.Task, err error) {
	for i, record := range change.Put {
		t, ok := record.(ledger.Task)
		if !ok || !slices.Contains(ids, t.ID) || t.State == ledger.StateRegistered || !a.beforeDigest(t.Limit.Due) {
			continue
		}
		if !a.tellableBy(t.Limit.Due) {
			late = append(late, t)
			continue
		}
		for _, unit := range t.Lead {
			if !t.ToldOn(unit).IsZero() {
				continue
			}
			send, missing, err := a.toEach(ctx, t, []ledger.UnitID{unit}, texts.NewToUnit(t, a.today), "new", ledger.OccasionNew)
			if err != nil {
				return nil, nil, err
			}
			change.Send, change.Entries = numberedSend(a.Cause, append(change.Send, send...)), append(change.Entries, missing...)
			if len(send) > 0 {
				t = t.TellDone(unit, a.today)
				change.Put[i] = t
				told = append(told, t)
			}
		}
	}
	return told, late, nil
}

// heardLate warns of tasks of which the units hear when the limit has passed.
func (a *ask) heardLate(late []ledger.Task) string {
	return texts.HeardLate(late, a.today, a.h.Calendar.After(a.today, 1))
}

// proposedLate warns of a task that its units would hear of too late, before it is entered.
func (a *ask) proposedLate(t ledger.Task) string {
	if due := t.Limit.Due; !a.beforeDigest(due) || a.tellableBy(due) {
		return ""
	}
	return texts.ProposedLate(a.today, a.h.Calendar.After(a.today, 1))
}
