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

// tellJoint tells another lead that a report has taken back its completion, which waits for the
// office.
func (a *ask) tellJoint(ctx context.Context, change *ledger.Change, done ledger.Reported, t ledger.Task) error {
	if !done.Lead {
		return nil
	}
	for _, record := range change.Put {
		m, ok := record.(ledger.Matter)
		if !ok || !t.Overtaken(m) || slices.Contains(a.Person.Units(a.today), m.Unit) {
			continue
		}
		send, missing, err := a.toUnit(ctx, t, m.Unit, texts.ReviewOvertaken(t), "decide")
		if err != nil {
			return err
		}
		change.Send = numberedSend(a.Cause, append(change.Send, send...))
		change.Entries = append(change.Entries, missing...)
	}
	return nil
}
