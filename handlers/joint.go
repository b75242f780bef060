package handlers

import (
	"context"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// toOtherLeads tells those who lead a task beside a unit what came of what that did or asked for.
func (a *ask) toOtherLeads(ctx context.Context, change *ledger.Change, t ledger.Task, unit ledger.UnitID, text string) error {
	for _, other := range t.JointLeads(unit) {
		if slices.Contains(a.Person.Units(a.today), other) {
			continue // he speaks for both, and reads the answer
		}
		send, missing, err := a.toUnit(ctx, t, other, text, "decide")
		if err != nil {
			return err
		}
		change.Send = numberedSend(a.Cause, append(change.Send, send...))
		change.Entries = append(change.Entries, missing...)
	}
	return nil
}

// leadOf is the unit for which the asker speaks on a task that it leads.
func (a *ask) leadOf(t ledger.Task) ledger.UnitID {
	for _, unit := range t.Lead {
		if slices.Contains(a.Person.Units(a.today), unit) {
			return unit
		}
	}
	return ""
}

// tellJoint tells other leads what a report of one of them has ended of theirs: a difficulty
// that waits for an answer, or their completion, which waits for the office.
func (a *ask) tellJoint(ctx context.Context, change *ledger.Change, done ledger.Reported, t ledger.Task) error {
	if !done.Lead {
		return nil
	}
	ended, units := done.EndedFor()
	texted := map[ledger.UnitID]string{}
	for _, unit := range units {
		texted[unit] = texts.DifficultyEndedBy(ended, t, done.Unit)
	}
	for _, record := range change.Put {
		if m, ok := record.(ledger.Matter); ok && t.Overtaken(m) {
			units, texted[m.Unit] = append(units, m.Unit), texts.ReviewOvertaken(t)
		}
	}
	for _, unit := range slices.Compact(units) {
		if slices.Contains(a.Person.Units(a.today), unit) {
			continue
		}
		send, missing, err := a.toUnit(ctx, t, unit, texted[unit], "decide")
		if err != nil {
			return err
		}
		change.Send = numberedSend(a.Cause, append(change.Send, send...))
		change.Entries = append(change.Entries, missing...)
	}
	return nil
}
