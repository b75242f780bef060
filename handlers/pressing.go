package handlers

import (
	"context"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// tellPressing tells units at once of tasks that are new to them and whose limit comes before the
// digest in which they would hear of them: nobody should first read that he is late. When they
// cannot be told in time, whoever gave them the task reads that he is to call them (domain §9).
func (a *ask) tellPressing(ctx context.Context, change *ledger.Change, ids ...ledger.TaskID) (texts.AtOnce, error) {
	var told texts.AtOnce
	for i, record := range change.Put {
		t, ok := record.(ledger.Task)
		if !ok || !slices.Contains(ids, t.ID) || t.State == ledger.StateRegistered || !a.beforeDigest(t.Limit.Due) {
			continue
		}
		if !a.tellableBy(t.Limit.Due) {
			told.Late = append(told.Late, t)
			continue
		}
		units, text := t.Lead, texts.NewToUnit(t, a.today)
		if t.Superior.Number != "" {
			units, text = slices.Concat(t.Lead, t.Co), texts.SuperiorToUnits(t, a.today)
		}
		for _, unit := range units {
			if !t.ToldOn(unit).IsZero() {
				continue
			}
			send, missing, err := a.toEach(ctx, t, []ledger.UnitID{unit}, text, "new", ledger.OccasionNew)
			if err != nil {
				return texts.AtOnce{}, err
			}
			change.Send, change.Entries = numberedSend(a.Cause, append(change.Send, send...)), append(change.Entries, missing...)
			if len(send) == 0 {
				told.Unknown = append(told.Unknown, unit)
				continue
			}
			t = t.TellDone(unit, a.today)
			change.Put[i], told.Tasks, told.Units = t, append(told.Tasks, t), append(told.Units, unit)
		}
	}
	return told, nil
}

// heardLate warns of work of which the units hear when the limit has passed.
func (a *ask) heardLate(told texts.AtOnce) string {
	return texts.HeardLate(told.Late, a.today, a.h.Calendar.After(a.today, 1))
}

// draftsLate warns of drafts that their units would hear of too late, before they are entered.
func (a *ask) draftsLate(tasks []ledger.Task) string {
	var late []int
	for i, t := range tasks {
		if due := t.Limit.Due; a.beforeDigest(due) && !a.tellableBy(due) {
			late = append(late, i+1)
		}
	}
	return texts.DraftsLate(late, a.today, a.h.Calendar.After(a.today, 1))
}

// proposedLate warns of a task that its units would hear of too late, before it is entered.
func (a *ask) proposedLate(t ledger.Task) string {
	if due := t.Limit.Due; !a.beforeDigest(due) || a.tellableBy(due) {
		return ""
	}
	return texts.ProposedLate(a.today, a.h.Calendar.After(a.today, 1))
}
