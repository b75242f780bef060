package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// draftsEnded tells those who would have decided that what the ladder put before them has
// ended: nobody looks for a draft that is gone. Whoever brought it about reads it in his
// answer, if he may know of it.
func (a *ask) draftsEnded(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	for _, record := range slices.Clone(change.Put) {
		m, ok := record.(ledger.Matter)
		if !ok {
			continue
		}
		t, ok := taskIn(change.Put, m.Task)
		if !ok || !t.LadderEnds(m) {
			continue
		}
		words := texts.DraftEnded(m, t, noticeIn(change.Put, m.Notice), a.today)
		mine := a.Person.Sits(m.Desk, a.today)
		if (mine || a.Person.Sits(ledger.DeskOffice, a.today)) && a.wide() && change.Answer.Text != "" {
			change.Answer.Text += "\n" + words
		}
		if mine {
			continue
		}
		if err := a.tellDesk(ctx, &change, m, words); err != nil {
			return ledger.Change{}, err
		}
	}
	return change, nil
}

// tellDesk tells those who sit at a matter's desk, each in private; nobody for the office, which
// reads it with the review that came instead.
func (a *ask) tellDesk(ctx context.Context, change *ledger.Change, m ledger.Matter, text string) error {
	to, err := a.deskAddresses(ctx, m.Desk)
	if err != nil {
		return err
	}
	for _, address := range to {
		change.Send = append(change.Send, ledger.Message{
			To: address, Text: text, NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice,
			About: ledger.About{Tasks: []ledger.TaskID{m.Task}}, Why: "matter " + string(m.Kind),
		})
	}
	change.Send = numberedSend(a.Cause, change.Send)
	return nil
}

func noticeIn(put []ledger.Record, id ledger.NoticeID) ledger.Notice {
	for _, record := range put {
		if n, ok := record.(ledger.Notice); ok && n.ID == id {
			return n
		}
	}
	return ledger.Notice{}
}

// revived puts back what a report had ended that is withdrawn, or says something else now.
func (a *ask) revived(ctx context.Context, done *ledger.Reported) (ledger.Task, []ledger.Record, []ledger.Matter, error) {
	if len(done.Report.Ended) == 0 {
		return done.Task, nil, nil, nil
	}
	matters, err := a.h.Book.Matters(ctx, done.Report.Ended...)
	if err != nil {
		return ledger.Task{}, nil, nil, fmt.Errorf("handlers: what %s ended: %w", done.Report.ID, err)
	}
	var ids []ledger.NoticeID
	for _, m := range matters {
		if m.Notice != "" {
			ids = append(ids, m.Notice)
		}
	}
	var notices []ledger.Notice
	if len(ids) > 0 {
		if notices, err = a.h.Book.Notices(ctx, ids...); err != nil {
			return ledger.Task{}, nil, nil, fmt.Errorf("handlers: drafts that %s ended: %w", done.Report.ID, err)
		}
	}
	t, put, back, fields := done.Task.Revive(matters, notices)
	done.Report.Ended = slices.DeleteFunc(slices.Clone(done.Report.Ended), func(id ledger.MatterID) bool {
		return slices.ContainsFunc(back, func(m ledger.Matter) bool { return m.ID == id })
	})
	if len(done.Report.Ended) == 0 {
		done.Report.Ended = nil
	}
	done.Entries[0].Fields = append(slices.Clip(done.Entries[0].Fields), fields...)
	return t, put, back, nil
}

// tellBack says what waits again: to the unit what it had asked for, to whoever signs what is
// before him again.
func (a *ask) tellBack(ctx context.Context, change *ledger.Change, t ledger.Task, back []ledger.Matter) error {
	for _, m := range back {
		if _, waits := t.Waits(m.Kind); m.Kind == ledger.MatterReview && !waits {
			continue
		}
		switch {
		case m.By == 0 && (m.Kind == ledger.MatterSign || m.Kind == ledger.MatterAdmonition):
			if err := a.tellDesk(ctx, change, m, texts.DraftBack(m, noticeIn(change.Put, m.Notice))); err != nil {
				return err
			}
		case m.Unit == "":
		case slices.Contains(a.Person.Units(a.today), m.Unit):
			change.Answer.Text = strings.TrimSpace(change.Answer.Text + "\n" + texts.ApplicationBack(m))
		default:
			send, missing, err := a.toUnit(ctx, t, m.Unit, texts.ApplicationBackToUnit(m, t), "decide")
			if err != nil {
				return err
			}
			change.Send = numberedSend(a.Cause, append(change.Send, send...))
			change.Entries = append(change.Entries, missing...)
		}
	}
	return nil
}

// withoutReviews are records without those that come again behind them.
func withoutReviews(put, again []ledger.Record) []ledger.Record {
	return slices.DeleteFunc(slices.Clone(put), func(was ledger.Record) bool {
		m, ok := was.(ledger.Matter)
		return ok && slices.ContainsFunc(again, func(is ledger.Record) bool {
			n, same := is.(ledger.Matter)
			return same && n.ID == m.ID
		})
	})
}

// withEnded keeps with the review of a submission what of the ladder ended by it: it comes back
// if the office sends the work back.
func withEnded(put []ledger.Record, t ledger.Task, ended []ledger.Record) []ledger.Record {
	var ids []ledger.MatterID
	for _, record := range ended {
		if m, ok := record.(ledger.Matter); ok && t.LadderEnds(m) {
			ids = append(ids, m.ID)
		}
	}
	for i, record := range put {
		if m, ok := record.(ledger.Matter); ok && m.Kind == ledger.MatterReview && m.Verdict == "" && len(ids) > 0 {
			m.Ended = append(slices.Clip(m.Ended), ids...)
			put[i] = m
		}
	}
	return put
}

// standsAgain puts back what the ladder had put before somebody when the work was reported as
// complete, and was not.
func (a *ask) standsAgain(ctx context.Context, change *ledger.Change, t ledger.Task, m ledger.Matter) (ledger.Task, string, error) {
	of := ledger.Reported{Task: t, Report: ledger.Report{Ended: m.Ended}, Entries: change.Entries}
	t, put, back, err := a.revived(ctx, &of)
	if err != nil || len(back) == 0 {
		return t, "", err
	}
	change.Put, change.Entries = append(change.Put, put...), of.Entries
	var said strings.Builder
	for _, m := range back {
		words := texts.DraftStands(m, noticeIn(put, m.Notice))
		if said.WriteString("\n" + words); a.Person.Sits(m.Desk, a.today) {
			continue
		}
		if err := a.tellDesk(ctx, change, m, words); err != nil {
			return t, "", err
		}
	}
	return t, said.String(), nil
}
