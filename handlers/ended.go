package handlers

import (
	"context"
	"iter"
	"slices"
	"time"

	"duban/ledger"
	"duban/texts"
)

// ended tells units which of their applications end with a change, and why: nobody waits for
// an answer that will not come. The unit reads it in the answer if it brought the end about
// itself, else in the message that it gets anyway, else in one of its own: it asked.
func (a *ask) ended(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	for m, t := range unanswered(change.Put) {
		mine := slices.Contains(a.Person.Units(a.today), m.Unit)
		switch at := messageTo(change.Send, m); {
		case mine && (m.Kind == ledger.MatterSentBack || m.Kind == ledger.MatterDifficulty): // its report has said so
		case mine && change.Answer.Text != "":
			change.Answer.Text += "\n" + texts.EndedWith(m, t)
		case len(at) > 0 && m.Kind == ledger.MatterClaim: // the message is about that
		case len(at) > 0:
			for _, i := range at {
				change.Send[i].Text += "\n" + texts.EndedWith(m, t)
			}
		default:
			send, missing, err := a.toUnit(ctx, t, m.Unit, texts.EndedApplication(m, t), "end")
			if err != nil {
				return ledger.Change{}, err
			}
			change.Send = numberedSend(a.Cause, append(change.Send, send...))
			change.Entries = append(change.Entries, missing...)
		}
	}
	return change, nil
}

// endedByList tells units which of their applications end with a part of an import: nobody
// whom it concerns is asking, so each gets a message.
func (i *importing) endedByList(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	words := telling{book: i.book, at: i.input.At, by: i.input.By, cause: change.Cause, hours: i.input.Hours}
	if words.hours == nil {
		words.hours = func(time.Time) time.Time { return time.Time{} }
	}
	for m, t := range unanswered(change.Put) {
		send, missing, err := words.toEach(ctx, t, []ledger.UnitID{m.Unit}, texts.EndedApplication(m, t), "end "+string(ledger.OccasionDecided))
		if err != nil {
			return ledger.Change{}, err
		}
		change.Send = numberedSend(change.Cause, append(change.Send, send...))
		change.Entries = append(change.Entries, missing...)
	}
	return change, nil
}

// unanswered are the applications that end without an answer, each with its task.
func unanswered(put []ledger.Record) iter.Seq2[ledger.Matter, ledger.Task] {
	return func(yield func(ledger.Matter, ledger.Task) bool) {
		for _, record := range put {
			m, ok := record.(ledger.Matter)
			if !ok || !m.EndsUnanswered() {
				continue
			}
			if t, ok := taskIn(put, m.Task); ok && !yield(m, t) {
				return
			}
		}
	}
}

func taskIn(put []ledger.Record, id ledger.TaskID) (ledger.Task, bool) {
	for _, record := range put {
		if t, ok := record.(ledger.Task); ok && t.ID == id {
			return t, true
		}
	}
	return ledger.Task{}, false
}

// messageTo are the places of the messages that the unit of a matter gets about its task.
func messageTo(send []ledger.Message, m ledger.Matter) []int {
	var at []int
	for i, message := range send {
		if message.About.Unit == m.Unit && slices.Contains(message.About.Tasks, m.Task) {
			at = append(at, i)
		}
	}
	return at
}
