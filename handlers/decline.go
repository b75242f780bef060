package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// decline asks the office to take back a task that was handed to the wrong unit: 退办 17 理由.
func decline(ctx context.Context, a *ask) (ledger.Change, error) {
	t, why, err := a.taskOrTheirs(ctx, ledger.ActionApply)
	if err != nil {
		return ledger.Change{}, err
	}
	applied, err := a.applying(ledger.Applying{
		By: a.Person, At: a.At, Text: why, Files: a.Files, AnswerBy: a.h.Calendar.After(a.today, ledger.ExtensionAnswer),
	}, t.ApplySentBack)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.apply(ctx, applied)
}

// handing are the words before a unit that something goes to, where a space parts them from it.
var handing = regexp.MustCompile(`^(?:改交给?|转交|改给|改由|转由|交给|交由|转给|给|交|由|请|转)[ ，,：:]+`)

// rightUnit reads the unit with which what was sent back is granted, and the day that it is given:
// 同意 17 水务局 [9月30日] [一句话].
func (a *ask) rightUnit(ctx context.Context, d *ledger.Deciding) error {
	words := strings.TrimSpace(d.Words)
	first, rest := firstOf(words[len(handing.FindString(words)):])
	if first == "" {
		return nil
	}
	var err error
	if d.Lead, err = a.unit(ctx, first); err != nil {
		return err
	}
	d.Words = rest
	if day, why := firstOf(rest); a.isDay(day) {
		d.Date, d.Words = a.limitDay(day), why
	}
	return nil
}

// assignedAnew closes what waited on whose a task is, since the office has just handed it
// over, and tells a unit that had claimed it and did not get it.
func (a *ask) assignedAnew(ctx context.Context, change *ledger.Change, t ledger.Task) (ledger.Task, error) {
	waiting, err := a.waitingOn(ctx, t)
	if err != nil {
		return ledger.Task{}, err
	}
	for _, m := range waiting {
		if m.Kind != ledger.MatterSentBack && m.Kind != ledger.MatterClaim {
			continue
		}
		var put []ledger.Record
		var entries []ledger.Entry
		t, put, entries = t.Void([]ledger.Matter{m}, a.At)
		change.Put, change.Entries = append(change.Put, put...), append(change.Entries, entries...)
		if m.Kind != ledger.MatterClaim || slices.Contains(t.Lead, m.Unit) {
			continue // the new lead and the old one read it in their digests
		}
		send, missing, err := a.toUnit(ctx, t, m.Unit, texts.ClaimPassed(m, t), "assign")
		if err != nil {
			return ledger.Task{}, err
		}
		change.Send, change.Entries = append(change.Send, send...), append(change.Entries, missing...)
	}
	return t, nil
}
