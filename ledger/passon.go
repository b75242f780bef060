package ledger

import (
	"slices"
	"time"
)

// ledBy is the task for other units that lead it from now on. Of the former ones those are
// to be told that knew of it; their receipts and what they promised end. Where none of them
// stays, supervision begins anew: what made it rise was not the new unit's.
func (t Task) ledBy(lead []UnitID) Task {
	leads := func(unit UnitID) bool { return slices.Contains(lead, unit) }
	leaves := func(unit UnitID) bool { return !leads(unit) }
	if len(lead) == 0 || !slices.ContainsFunc(t.Lead, leaves) { // nobody leaves: of whom it is not yet certain, nobody has it instead
		t.Moved = slices.DeleteFunc(slices.Clone(t.Moved), leads)
		t.Lead = lead
		return t
	}
	moved := slices.Clone(t.Moved)
	for _, unit := range t.Lead {
		if !leads(unit) && t.Open() && t.knows(unit) && !slices.Contains(moved, unit) {
			moved = append(moved, unit)
		}
	}
	t.Moved = slices.DeleteFunc(moved, leads)
	t.Told = slices.DeleteFunc(slices.Clone(t.Told), func(told Told) bool { return !leads(told.Unit) && told.Unit != t.HandedBy })
	t.Accepted = slices.DeleteFunc(slices.Clone(t.Accepted), func(a Acceptance) bool { return !leads(a.Unit) })
	t.Addressed = slices.DeleteFunc(slices.Clone(t.Addressed), leaves)
	if !leads(t.Promise.Unit) {
		t.Promise = Promise{}
	}
	if !slices.ContainsFunc(t.Lead, leads) {
		t = t.endEscalation()
		t.Escalation.Past = len(t.Escalation.Rises)
	}
	t.Lead = lead
	return t
}

// PassOn settles what was between the office and units that lead the task no more: what
// they asked for themselves is void, and so are notices to them. What the work itself waits
// for goes over to the unit that leads now. matters are those that wait, notices those that
// run.
func (t Task) PassOn(matters []Matter, notices []Notice, at time.Time) (Task, []Record, []Entry) {
	t, put, ended := t.withdraw(notices, at)
	var void []Matter
	for _, m := range matters {
		stays := m.Unit == "" || t.leads(m.Unit)
		if m.Part != "" { // a difficulty beside the lead's: it goes with its unit
			switch {
			case stays:
				m.Part = ""
				t, put = t.seat(m), append(put, m)
			case !t.Answers(m.Unit):
				void = append(void, m)
			}
			continue
		}
		switch m.Kind {
		case MatterReview, MatterStep, MatterObjection, MatterDifficulty:
			if !stays && len(t.Lead) > 0 {
				m = t.succeed(m)
				t, put = t.seat(m), append(put, m)
			}
			continue
		case MatterSign:
			n, _ := t.noticeOf(m.Notice)
			stays = n.State.Running()
		case MatterAdmonition:
			stays = m.Asked != "" || t.Escalation.Level != "" || t.Escalation.Past == 0
		case MatterExtension, MatterSuspension, MatterHeadSign, MatterNoticeReview, MatterInstruction,
			MatterSentBack, MatterPartial, MatterClaim, MatterBulletin:
		}
		if !stays {
			void = append(void, m)
		}
	}
	if len(t.Lead) > 0 && t.Closeout.Unit != "" && !t.leads(t.Closeout.Unit) {
		t.Closeout.Unit = t.Lead[0]
	}
	t, voided, entries := t.Void(void, at)
	return t, append(put, voided...), append(ended, entries...)
}

// withdraw takes back notices from the units that lead the task no more. One that is to
// nobody else is void.
func (t Task) withdraw(notices []Notice, at time.Time) (Task, []Record, []Entry) {
	var put []Record
	var entries []Entry
	for _, n := range notices {
		left := slices.DeleteFunc(slices.Clone(n.Units), t.leads)
		if len(left) == 0 || !n.State.Running() || n.Asked != "" {
			continue // one that asks another unit for an answer is not to the lead
		}
		switch stay := slices.DeleteFunc(slices.Clone(n.Units), func(unit UnitID) bool { return !t.leads(unit) }); {
		case len(stay) > 0 && n.N > 0:
			n.Units = stay
			n.State = n.stand()
		case len(stay) > 0:
			n.Units = stay
		case n.N == 0:
			n.State, n.Ended = NoticeDeclined, Settled{At: at}
		default:
			n.State, n.Ended = NoticeVoid, Settled{At: at}
		}
		t, put = t.keep(n), append(put, n)
		if n.N > 0 {
			t = t.withNews(n.newsVoid(left, DateOf(at))...)
		}
		entries = append(entries, n.entry(WhatNoticeEnded, Person{}, at, "notice_state", string(n.State), "left", joinUnits(left)))
	}
	return t, put, entries
}

// succeed is a matter of a former unit as that of the one that leads now.
func (t Task) succeed(m Matter) Matter {
	switch lead := t.Lead[0]; {
	case m.Desk == DeskHead(m.Unit):
		m.Desk = DeskHead(lead)
	case m.Kind == MatterDifficulty && m.Desk == DeskUnit(lead): // nobody is asked about his own task
		m.Desk = DeskOffice
	case m.Desk == DeskUnit(m.Unit):
		m.Desk = DeskUnit(lead)
	}
	m.Unit = t.Lead[0]
	return m
}

// seat keeps the desk of a matter that waits, and what is asked there, in step with the matter.
func (t Task) seat(m Matter) Task {
	t.Waiting = slices.Clone(t.Waiting)
	for i := range t.Waiting {
		if t.Waiting[i].Matter == m.ID {
			t.Waiting[i].Kind = m.Kind
			if m.Desk == DeskOffice {
				t.Waiting[i].By = 0
			}
			t.Waiting[i].Desk, t.Waiting[i].Unit, t.Waiting[i].Asked, t.Waiting[i].Since = m.Desk, m.side(), m.Asked, 0
			t.Waiting[i].Of = m.Of
			t.Waiting[i].Lead, t.Waiting[i].Words, t.Waiting[i].On = t.leadOf(m), "", 0
			if t.Waiting[i].Lead != "" {
				t.Waiting[i].Words, t.Waiting[i].On = m.Text, DateOf(m.At)
			}
			if _, asked := m.Desk.Unit(); asked && m.Kind == MatterDifficulty {
				t.Waiting[i].Since = m.askedOn()
			}
		}
	}
	return t
}

func (t Task) leads(unit UnitID) bool { return slices.Contains(t.Lead, unit) }

// noticeOf is one of the task's notices.
func (t Task) noticeOf(id NoticeID) (Noticed, bool) {
	i := slices.IndexFunc(t.Notices, func(n Noticed) bool { return n.Notice == id })
	if i < 0 {
		return Noticed{}, false
	}
	return t.Notices[i], true
}

// Running are the notices on the task that still want something of somebody.
func (t Task) Running() []NoticeID {
	var running []NoticeID
	for _, n := range t.Notices {
		if n.State.Running() {
			running = append(running, n.Notice)
		}
	}
	return running
}
