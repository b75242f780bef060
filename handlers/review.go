package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// reported is the change that a report makes: the task and the report, and what follows
// for the review of a completion. A report of 100 % asks the office to look; one that says
// it no longer takes that back.
func (a *ask) reported(ctx context.Context, done ledger.Reported) (ledger.Change, error) {
	change := ledger.Change{Put: []ledger.Record{done.Report}, Entries: done.Entries}
	for _, m := range done.Matters {
		change.Put = append(change.Put, m)
	}
	t, revived, back, err := a.revived(ctx, &done)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put = append(change.Put, revived...)
	if t.State == ledger.StateSubmitted && done.Lead {
		submitted, put, entries, err := a.submitted(ctx, t, done.Report, back)
		if err != nil {
			return ledger.Change{}, err
		}
		t, change.Put, change.Entries = submitted, append(withoutReviews(change.Put, put), put...), append(change.Entries, entries...)
	}
	t, put, entries, err := a.void(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	done.Report.Ended = append(done.Report.Ended, ledger.EndedBy(put)...)
	change.Put[0] = done.Report
	change.Put = withEnded(change.Put, t, put)
	change.Put = append(append([]ledger.Record{t}, change.Put...), put...)
	change.Entries = append(change.Entries, entries...)
	if err := a.tellJoint(ctx, &change, done, t); err != nil {
		return ledger.Change{}, err
	}
	if err := a.tellBack(ctx, &change, t, back); err != nil {
		return ledger.Change{}, err
	}
	return a.tookBack(ctx, change, done.Report)
}

// tookBack tells the office that a completion which waits for it was taken back by a report, or
// waits for it again since that report was withdrawn: it may have it before it, and would look for
// it in vain. A completion that is withdrawn itself, within minutes, is not worth a message.
func (a *ask) tookBack(ctx context.Context, change ledger.Change, r ledger.Report) (ledger.Change, error) {
	m, text := ledger.Matter{}, ""
	for _, record := range change.Put {
		review, ok := record.(ledger.Matter)
		switch {
		case !ok || review.Kind != ledger.MatterReview:
		case review.Verdict == ledger.VerdictVoid && r.Withdrawn.IsZero():
			m, text = review, texts.TookBack(review, r)
		case review.Verdict == "" && !r.Withdrawn.IsZero() && (r.Blocked || r.Percent < 100):
			m, text = review, texts.BackInReview(review)
		}
	}
	if text == "" {
		return change, nil
	}
	to, err := a.officeAddresses(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	for i, address := range a.elsewhereThan(to) {
		change.Send = append(change.Send, ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/%s/%d", a.Cause, m.ID, i+1)), To: address, Text: text,
			NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, About: ledger.About{Tasks: []ledger.TaskID{m.Task}}, Why: "matter " + string(m.Kind),
		})
	}
	return change, nil
}

// submitted is a task that its unit says is completed, with the review of that. What was
// withdrawn is no reason for it: then what it had said before is in force again. back are
// matters that wait again by that.
func (a *ask) submitted(ctx context.Context, t ledger.Task, r ledger.Report, back []ledger.Matter) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	undone := !r.Withdrawn.IsZero()
	if undone {
		reports, err := a.submission(ctx, t)
		if err != nil {
			return t, nil, nil, err
		}
		r = ledger.Submission(reports)
	}
	others, err := a.otherLeads(ctx, t, r)
	if err != nil {
		return t, nil, nil, err
	}
	w, waits := t.Waits(ledger.MatterReview)
	if !waits {
		applied, refusal := t.Submit(r, ledger.Applying{
			By: a.Person, At: a.At, AnswerBy: a.h.Calendar.After(a.today, ledger.ReviewAnswer),
		})
		if refusal != nil {
			return t, nil, nil, refusal
		}
		applied.Matter.Others = others
		return applied.Task, []ledger.Record{applied.Matter}, applied.Entries, nil
	}
	found := slices.DeleteFunc(slices.Clone(back), func(m ledger.Matter) bool { return m.ID != w.Matter })
	if len(found) == 0 {
		var err error
		if found, err = a.h.Book.Matters(ctx, w.Matter); err != nil {
			return t, nil, nil, fmt.Errorf("handlers: review of %s: %w", t.ID, err)
		}
	}
	var put []ledger.Record
	for _, m := range found {
		m.Others = others
		if undone {
			put = append(put, m.Restate(r))
		} else {
			put = append(put, m.Renew(r))
		}
	}
	return t, put, nil, nil
}

// otherLeads are the units that lead a task together with the one that reports it as complete,
// and did not say so. The report itself is not stored yet.
func (a *ask) otherLeads(ctx context.Context, t ledger.Task, r ledger.Report) ([]ledger.OtherLead, error) {
	if len(t.Lead) < 2 {
		return nil, nil
	}
	reports, err := a.h.Book.Reports(ctx, ledger.ReportsMark(t.ID), maxLines)
	if err != nil {
		return nil, fmt.Errorf("handlers: reports on %s: %w", t.ID, err)
	}
	return t.OtherLeads(r.Unit, reports), nil
}

// submission are the reports in which a unit has said that its task is completed, oldest
// first: from the one in force back to the one before which it was not.
func (a *ask) submission(ctx context.Context, t ledger.Task) ([]ledger.Report, error) {
	var reports []ledger.Report
	for id := t.Last.Report; id != ""; {
		r, found, err := a.h.Book.Report(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("handlers: report %s: %w", id, err)
		}
		if !found {
			break
		}
		reports = append(reports, r)
		if r.Before.State != ledger.StateSubmitted {
			break
		}
		id = r.Before.Last.Report
	}
	slices.Reverse(reports)
	return reports, nil
}

// void closes what waits on a task and cannot be decided any more as it stands now, and the
// notices on one that has ended.
func (a *ask) void(ctx context.Context, t ledger.Task) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	return endMoot(ctx, a.h.Book, t, a.At)
}
