package handlers

import (
	"context"

	"duban/ledger"
	"duban/texts"
)

// decidedOfEnd stores a decision about the end of a task: the review of its completion, a
// step of its close-out or an objection to it. What follows is part of the same change:
// the next step, what waits no more, and the words to the unit where it has something to do
// or to know. A step that passes is not news: the unit sees it when it looks.
func (a *ask) decidedOfEnd(ctx context.Context, decided ledger.Decided) (ledger.Change, error) {
	m := decided.Matter
	t, put, entries, err := a.void(ctx, decided.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{Put: append(put, m), Entries: append(decided.Entries, entries...)}
	approved := m.Verdict == ledger.VerdictApproved
	var text string
	switch {
	case m.Kind == ledger.MatterReview && approved:
		change.Put = append(change.Put, t)
		before := len(change.Entries)
		err = a.sendUnits(ctx, &change, t, texts.CompletedToUnit(t), "complete", ledger.OccasionFinished)
		text = texts.CompletedToOffice(t, len(change.Entries) == before)
	case m.Kind == ledger.MatterReview:
		if t, text, err = a.standsAgain(ctx, &change, t, m); err != nil {
			return ledger.Change{}, err
		}
		change.Put = append(change.Put, t)
		text = texts.ReviewReturnedToOffice(m, t) + text
		err = a.sendUnits(ctx, &change, t, texts.ReviewReturned(m, t), "decide", ledger.OccasionDecided)
	case m.Kind == ledger.MatterObjection && !approved:
		change.Put = append(change.Put, t)
		text = texts.ObjectionDecided(m, t, a.today)
	case m.Kind == ledger.MatterObjection || !approved:
		change.Put = append(change.Put, t)
		err = a.sendUnits(ctx, &change, t, texts.CloseoutReturned(t), "decide", ledger.OccasionDecided)
		text = texts.StepDecided(m, t)
		if m.Kind == ledger.MatterObjection {
			text = texts.ObjectionDecided(m, t, a.today)
		}
	default:
		t, err = a.step(ctx, &change, t)
		text = texts.StepDecided(m, t)
	}
	if err != nil {
		return ledger.Change{}, err
	}
	if m.Instead != "" && m.Instead == m.Desk {
		send, err := a.toDesk(ctx, m, texts.DecidedInPlace(m), nil)
		if err != nil {
			return ledger.Change{}, err
		}
		for i := range send {
			send[i].Buttons = nil
		}
		change.Send = numberedSend(a.Cause, append(change.Send, send...))
	}
	var p printed
	if m.Step == ledger.StepPublicNotice && approved && m.Kind == ledger.MatterStep { // the office posts it
		if p, err = a.printPublic(ctx, t); err != nil {
			return ledger.Change{}, err
		}
	}
	change.Answer = ledger.Reply{Text: text + p.missing(), Files: p.files, About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	return change, nil
}
