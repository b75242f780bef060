package ledger

import (
	"strconv"
	"time"
)

// ReviewAnswer is within how many workdays the office looks at a submitted completion [O].
const ReviewAnswer = 3

// ReturnedMost is the percentage at most of work that is not completed after all [O]: what
// was sent back or reopened does not stand at 100.
const ReturnedMost = 95

// Submit asks the office to look at a completion that the leading unit has reported
// (报办结): a report of 100 % is a submission, not a completion.
func (t Task) Submit(r Report, a Applying) (Applied, *Refusal) {
	a.Text, a.Files = r.Text, r.Files
	applied, refusal := t.open(MatterReview, DeskOffice, a)
	applied.Matter.Percent = r.Before.Percent
	return applied, refusal
}

// Renew is a review with what the unit said last: a second report of 100 % adds to the
// first one and waits in its place.
func (m Matter) Renew(r Report) Matter {
	if r.Text != "" {
		m.Text = r.Text
	}
	m.Files = joinFiles(m.Files, r.Files)
	return m
}

// Submission is the completion as the unit has said it: a report of 100 % and those that came
// while it waited, oldest first, none of them withdrawn. None: it was said in no report.
func Submission(reports []Report) Report {
	var all Report
	for i, r := range reports {
		if i == 0 {
			all = r
			continue
		}
		if r.Text != "" {
			all.Text = r.Text
		}
		all.Files = joinFiles(all.Files, r.Files)
	}
	return all
}

// Restate is a review with a submission as it is in force again, after what was added to it
// was withdrawn.
func (m Matter) Restate(submission Report) Matter {
	m.Text, m.Files = submission.Text, submission.Files
	return m
}

// reviewed completes the work whose completion the office approved.
func (t Task) reviewed(d Deciding) (Task, *Refusal) {
	if t.State != StateSubmitted {
		return Task{}, &Refusal{Reason: ReasonVoid, Task: t.ID}
	}
	return t.complete(DateOf(d.At)), nil
}

// resume takes up again work whose completion the office sent back: at what the unit
// had reported before the 100 %, and below 100 in any case.
func (t Task) resume(m Matter) Task {
	if t.State == StateSubmitted {
		t.State, t.Percent = StateInProgress, min(m.Percent, ReturnedMost)
	}
	return t
}

// Endless reports whether the work never ends by being reported as complete (长期坚持): it is
// reviewed, and only the office ends it (domain §3).
func (t Task) Endless() bool { return t.Limit.Standing && t.Limit.Due.IsZero() }

// complete is the task as it is once its work counts as completed.
func (t Task) complete(on Date) Task {
	t.Reached = t.Percent
	t.State, t.Percent, t.Completed, t.Promise = StateCompleted, 100, on, Promise{}
	t.Blocked, t.BlockedOn = "", 0
	t.Closed, t.Closeout = 0, Closeout{} // of an earlier completion, if an import took that back
	return t.endEscalation()
}

// Moot are the matters on which nothing is left to decide as the task stands now: its work
// has ended or began again, or the unit took back what it had asked for. Whoever moves a
// task to another state voids them.
func (t Task) Moot() []MatterID {
	var moot []MatterID
	for _, w := range t.Waiting {
		if !t.decidable(w.Kind) || t.answerless(w) || t.groundless(w.Kind, w.Notice, w.Asked) {
			moot = append(moot, w.Matter)
		}
	}
	return moot
}

// decidable reports whether a matter of a kind can be decided while the task stands as it does.
func (t Task) decidable(kind MatterKind) bool {
	switch kind {
	case MatterReview:
		return t.State == StateSubmitted
	case MatterStep:
		return t.Closing()
	case MatterObjection:
		return t.Public()
	case MatterSentBack:
		return t.Open() && t.unheard()
	case MatterPartial:
		return t.Open() && t.State != StateSubmitted
	case MatterClaim:
		return t.unled()
	case MatterExtension: // the limit of what rests moves by itself
		return t.Open() && t.State != StateSuspended
	case MatterSuspension: // it rests already, or its unit says that there is nothing left to do
		return t.Open() && t.State != StateSuspended && t.State != StateSubmitted
	default:
		return t.Open()
	}
}

// EndsUnanswered reports whether a matter is a unit's application that will not be answered
// any more. Replies to notices end with their notices, of which the unit hears.
func (m Matter) EndsUnanswered() bool {
	if m.Verdict != VerdictVoid || m.Unit == "" || m.Settled.By != 0 { // who took it back knows
		return false
	}
	switch m.Kind {
	case MatterExtension, MatterSuspension, MatterSentBack, MatterPartial, MatterClaim, MatterStep:
		return true
	case MatterDifficulty:
		return m.Part != "" // the lead ends its own; another unit's may end with the task
	case MatterReview, MatterObjection, MatterInstruction, MatterSign, MatterHeadSign, MatterNoticeReview,
		MatterAdmonition:
		return false
	default:
		return false
	}
}

// Complete is the office's word that the work is completed (办结). It is not struck off
// (销号) by that.
//
// A task that its unit has not reported as complete is completed only when sure is set. The
// way back is [Task.Reopen].
func (t Task) Complete(by Person, at time.Time, sure bool) (Promised, *Refusal) {
	if refusal := MayTask(by, ActionComplete, t, DateOf(at)); refusal != nil {
		return Promised{}, refusal
	}
	if !t.Open() {
		return Promised{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	}
	if t.Divided() && t.State != StateSubmitted {
		return Promised{}, t.refusesDirectly()
	}
	if t.Endless() && !sure {
		return Promised{}, &Refusal{Reason: ReasonStanding, Task: t.ID}
	}
	if t.State != StateSubmitted && !sure {
		return Promised{}, &Refusal{Reason: ReasonNotSubmitted, Task: t.ID, Words: strconv.Itoa(t.Percent)}
	}
	done := t.complete(DateOf(at))
	entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatCompleted, Fields: t.Standing().to(done.Standing())}
	return Promised{Task: done, Entries: []Entry{entry}}, nil
}
