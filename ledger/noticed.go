package ledger

import (
	"slices"
	"strings"
	"time"
)

// Answering is what somebody of a unit does with a notice that it received.
type Answering struct {
	By       Person
	At       time.Time
	Text     string
	Files    []File
	Album    string
	HeadSits bool // somebody can sign for the unit, where the level wants that
	AnswerBy Date
}

// addressed is the unit for which a person answers a notice, of those that owe something.
func (n Notice) addressed(t Task, p Person, at time.Time) (UnitID, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(p, ActionNoticeReply, t, today); refusal != nil {
		return "", refusal
	}
	var mine UnitID
	for _, unit := range p.Units(today) {
		if slices.Contains(n.Units, unit) && (mine == "" || n.owes(unit)) {
			mine = unit
		}
	}
	if mine == "" {
		return "", &Refusal{Reason: ReasonNotLead, Task: n.Task}
	}
	return mine, n.over()
}

// over is why nothing can be done with a notice any more, or not yet; nil: something can.
func (n Notice) over() *Refusal {
	refusal := &Refusal{Task: n.Task, Words: n.Number()}
	switch n.State {
	case NoticeVoid, NoticeDeclined:
		refusal.Reason = ReasonNoticeVoid
	case NoticeDone:
		refusal.Reason = ReasonNoticeDone
	case NoticeDraft:
		refusal.Reason = ReasonNotIssued
	case NoticeIssued, NoticeAcknowledged, NoticeReplied, NoticeReturned:
		return nil
	}
	return refusal
}

// Moved reports whether anything became of a notice since it was issued that its paper does
// not tell of.
func (n Notice) Moved() bool {
	return n.N > 0 && (len(n.Received)+len(n.Replies) > 0 || n.State == NoticeVoid)
}

// MayReply reports why somebody may not reply to the notice now; nil: he may.
func (n Notice) MayReply(t Task, by Person, at time.Time) *Refusal {
	unit, refusal := n.addressed(t, by, at)
	if refusal == nil && !n.owes(unit) {
		refusal = &Refusal{Reason: ReasonReplied, Task: n.Task, Words: n.Number()}
	}
	return refusal
}

// Unsigned reports whether one of the units has not signed for the notice.
func (n Notice) Unsigned(units []UnitID) bool {
	return slices.ContainsFunc(units, func(u UnitID) bool { return slices.Contains(n.Units, u) && !n.received(u) })
}

// Acknowledge records that a unit has received the notice (签收督办): once.
// cal tells whether that is late: after the workday that follows the day of its issue.
func (n Notice) Acknowledge(t Task, by Person, at time.Time, cal Calendar) (Noted, *Refusal) {
	unit, refusal := n.addressed(t, by, at)
	switch {
	case refusal != nil:
		return Noted{}, refusal
	case n.received(unit):
		return Noted{}, &Refusal{Reason: ReasonReceived, Task: n.Task, Words: n.Number()}
	}
	n = n.receive(unit, by, at)
	entry := n.entry(WhatReceived, by, at)
	if DateOf(at) > cal.After(DateOf(n.Signed.At), 1) {
		n.Received[len(n.Received)-1].Late, entry.Why = true, ReceivedLate
	}
	entry.Unit = unit
	return Noted{Task: t.keep(n), Notice: n, Entries: []Entry{entry}}, nil
}

func (n Notice) receive(unit UnitID, by Person, at time.Time) Notice {
	n.Received = append(slices.Clone(n.Received), Receiving{Unit: unit, By: by.ID, Name: by.Name, At: at})
	n.State = n.stand()
	return n
}

// Reply is a unit's reply to the notice. Where its head must sign and somebody else wrote
// it, it waits at the head's desk first, then at the office's. Whoever replies has received.
func (n Notice) Reply(t Task, a Answering) (Noted, *Refusal) {
	unit, refusal := n.addressed(t, a.By, a.At)
	if refusal != nil {
		return Noted{}, refusal
	}
	a.Text = strings.TrimSpace(a.Text)
	switch {
	case !n.owes(unit):
		return Noted{}, &Refusal{Reason: ReasonReplied, Task: n.Task, Words: n.Number()}
	case IsCourtesy(a.Text) && len(a.Files) == 0: // 收到 says nothing of what was done
		return Noted{}, &Refusal{Reason: ReasonNoReply, Task: n.Task, Words: n.Number()}
	}
	if refusal := fitWords(n.Task, a.Text, a.Files); refusal != nil {
		return Noted{}, refusal
	}
	reply := NoticeReply{Unit: unit, By: a.By.ID, Name: a.By.Name, At: a.At, Text: a.Text, Files: a.Files}
	kind, desk := MatterNoticeReview, DeskOffice
	if n.Level.HeadSigns {
		if a.By.sitsHimself(DeskHead(unit), DateOf(a.At)) {
			reply.Head = Settled{By: a.By.ID, Name: a.By.Name, At: a.At}
		} else if a.HeadSits {
			kind, desk = MatterHeadSign, DeskHead(unit)
		}
	}
	if !n.received(unit) {
		n = n.receive(unit, a.By, a.At)
	}
	n.Replies = append(slices.Clone(n.Replies), reply)
	n.State = n.stand()
	entry := n.entry(WhatReplied, a.By, a.At, "text", a.Text)
	entry.Fields = append(entry.Fields, filesDiff(a.Files)...)
	if kind == MatterHeadSign {
		entry.Why = string(kind)
	}
	entry.Unit = unit
	noted := t.ask(n, kind, desk, Applying{By: a.By, At: a.At, Text: a.Text, Files: a.Files, Album: a.Album, AnswerBy: a.AnswerBy}, entry)
	noted.Matter.Unit = unit
	return noted, nil
}

// HeadSigned is the notice after a unit's head signed the reply, which then goes to the
// office, or did not.
func (n Notice) HeadSigned(d Decided, answerBy Date) Noted {
	if d.Matter.Verdict != VerdictApproved {
		return n.Reviewed(d)
	}
	n = n.settleReply(d, func(r *NoticeReply) { r.Head = d.Matter.Settled })
	m := d.Matter
	noted := d.Task.ask(n, MatterNoticeReview, DeskOffice, Applying{
		By: Person{ID: m.By, Name: m.ByName}, At: m.Settled.At, Text: m.Text, Files: m.Files, Album: m.Album, AnswerBy: answerBy,
	}, d.Entries...)
	noted.Matter.Unit = m.Unit
	return noted
}

// Reviewed is the notice after a reply was found good, or sent back to be made again.
func (n Notice) Reviewed(d Decided) Noted {
	n = n.settleReply(d, func(r *NoticeReply) {
		r.Verdict, r.Settled = VerdictApproved, d.Matter.Settled
		if d.Matter.Verdict != VerdictApproved {
			r.Verdict = VerdictReturned // whoever says no wants another reply
		}
	})
	settled := d.Matter.Settled
	entry := n.entry(WhatReviewed, Person{ID: settled.By}, settled.At, "notice_state", string(n.State), "text", settled.Words)
	entry.Unit = d.Matter.Unit
	return Noted{Task: d.Task.keep(n), Notice: n, Entries: append(d.Entries, entry)}
}

// settleReply changes the newest reply of the matter's unit.
func (n Notice) settleReply(d Decided, change func(*NoticeReply)) Notice {
	n.Replies = slices.Clone(n.Replies)
	for i := len(n.Replies) - 1; i >= 0; i-- {
		if n.Replies[i].Unit == d.Matter.Unit {
			change(&n.Replies[i])
			break
		}
	}
	n.State = n.stand()
	return n
}

// Cancel declares a notice void (作废), with the reason. It keeps its number, which nobody
// gets again; one that was answered and found good stands. matters are those that wait on it. The office may do that with any, a
// supervisor with what he drafted.
func (n Notice) Cancel(t Task, matters []Matter, by Person, at time.Time, why string) (Noted, []Record, *Refusal) {
	today := DateOf(at)
	why = strings.TrimSpace(why)
	if refusal := MayTask(by, ActionNotice, t, today); refusal != nil {
		return Noted{}, nil, refusal
	}
	switch {
	case !by.Has(today, RoleOffice) && n.By != by.ID:
		return Noted{}, nil, &Refusal{Reason: ReasonNotDrafter, Task: n.Task, Words: n.Number()}
	case n.State == NoticeVoid:
		return Noted{}, nil, &Refusal{Reason: ReasonNoticeVoid, Task: n.Task, Words: n.Number()}
	case n.State == NoticeDone && n.Level.ReplyDays > 0: // one that asks for nothing is done at once, and may be wrong
		return Noted{}, nil, &Refusal{Reason: ReasonNoticeDone, Task: n.Task, Words: n.Number()}
	case why == "":
		return Noted{}, nil, &Refusal{Reason: ReasonNoWhy, Task: n.Task, Words: n.Number()}
	}
	if refusal := fitWords(n.Task, why, nil); refusal != nil {
		return Noted{}, nil, refusal
	}
	t, put, entries := t.Void(matters, at)
	n.State, n.Ended = NoticeVoid, Settled{By: by.ID, Name: by.Name, At: at, Words: why}
	entry := n.entry(WhatNoticeEnded, by, at, "notice_state", string(n.State), "text", why)
	return Noted{Task: t.keep(n), Notice: n, Entries: append(entries, entry)}, put, nil
}

// EndNotices ends what was drafted and is not signed, and what is still owed, on a task
// that has ended, or of which the answer is there (see [Task.Answerless]). Notices keep their numbers and count as done.
func (t Task) EndNotices(notices []Notice, at time.Time) (Task, []Record, []Entry) {
	var put []Record
	var entries []Entry
	for _, n := range notices {
		if !n.State.Running() {
			continue
		}
		if n.N == 0 {
			n.State = NoticeDeclined
		} else {
			n.State = NoticeDone
		}
		n.Ended = Settled{At: at}
		t = t.keep(n)
		put = append(put, n)
		entries = append(entries, n.entry(WhatNoticeEnded, Person{}, at, "notice_state", string(n.State)))
	}
	return t, put, entries
}
