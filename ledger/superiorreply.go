package ledger

import (
	"strings"
	"time"
)

// SuperiorReply is the record that our answer to a superior's notice went out (上级督办 已回复).
type SuperiorReply struct {
	On     Date      `json:"on"`               // when it went out, as the officer says it
	Number string    `json:"number,omitempty"` // 文号 of our own paper
	By     PersonID  `json:"by"`               // who recorded it
	Name   string    `json:"name,omitempty"`
	At     time.Time `json:"at"` // when
	Files  []File    `json:"files,omitempty"`
}

// SuperiorNear is how many natural days before the superior's day the office is reminded [O]; it is
// again on the day before and on the day itself, and while the day has passed.
const SuperiorNear = 3

// Owes reports whether the superior waits for our reply.
func (s Superior) Owes() bool { return s.Number != "" && s.Reply.On.IsZero() }

// Late counts the natural days by which the reply came after the superior's day, or by which that
// day has passed without one; 0: in time.
func (s Superior) Late(today Date) int {
	day := today
	if !s.Reply.On.IsZero() {
		day = s.Reply.On
	}
	if s.Number == "" || day <= s.ReplyBy {
		return 0
	}
	return day.Sub(s.ReplyBy)
}

// Reminds reports whether the office is reminded of the reply on a workday: where its day comes
// near, on the last workday before it, on the day itself, and once it has passed. What falls on a
// day off is said before that; horizon is the day before the next workday.
func (s Superior) Reminds(today, horizon Date) bool {
	if !s.Owes() {
		return false
	}
	near := s.ReplyBy.AddDays(-SuperiorNear)
	return s.ReplyBy <= horizon+1 || near >= today && near <= horizon
}

// SuperiorReplying is the record of a reply as the office makes it. Said again it corrects the one
// that stands, and what is not said again stays.
type SuperiorReplying struct {
	By     Person
	At     time.Time
	On     Date // zero: today, or the day that stands
	Number string
	Files  []File
}

// RepliedSuperior is a task of which the reply to the superior was recorded, corrected or taken back.
type RepliedSuperior struct {
	Task    Task
	Was     SuperiorReply // what stood before; without a day: nothing
	Entries []Entry
}

// ReplySuperior records that our reply went out. It is the office's act towards the superior, and
// has nothing to do with the state of the work: that may be completed before or after.
func (t Task) ReplySuperior(r SuperiorReplying) (RepliedSuperior, *Refusal) {
	today := DateOf(r.At)
	if refusal := t.maySuperior(r.By, today); refusal != nil {
		return RepliedSuperior{}, refusal
	}
	was := t.Superior.Reply
	is := was
	is.By, is.Name, is.At = r.By.ID, r.By.Name, r.At
	if number := strings.TrimSpace(r.Number); number != "" {
		is.Number = number
	}
	switch {
	case !r.On.IsZero():
		is.On = r.On
	case was.On.IsZero():
		is.On = today
	}
	is.Files = joinFiles(was.Files, r.Files)
	refuse := func(reason Reason, words string) (RepliedSuperior, *Refusal) {
		return RepliedSuperior{}, &Refusal{Reason: reason, Task: t.ID, Words: words}
	}
	switch {
	case is.On > today:
		return refuse(ReasonSuperiorReplyFuture, is.On.String())
	case is.On < t.Superior.On:
		return refuse(ReasonSuperiorReplyEarly, t.Superior.On.String())
	case is.On == was.On && is.Number == was.Number && len(fresh(was.Files, r.Files)) == 0:
		return refuse(ReasonSuperiorReplied, was.Name)
	}
	if refusal := fitWords(t.ID, is.Number, r.Files); refusal != nil {
		return RepliedSuperior{}, refusal
	}
	t.Superior.Reply = is
	return RepliedSuperior{Task: t, Was: was, Entries: []Entry{t.superiorEntry(r.By, r.At, was, "")}}, nil
}

// UnreplySuperior takes the record of a reply back: within ten minutes as it is, later with the
// reason, since somebody may have read it by then.
func (t Task) UnreplySuperior(by Person, at time.Time, why string) (RepliedSuperior, *Refusal) {
	if refusal := t.maySuperior(by, DateOf(at)); refusal != nil {
		return RepliedSuperior{}, refusal
	}
	was, why := t.Superior.Reply, strings.TrimSpace(why)
	switch {
	case was.On.IsZero():
		return RepliedSuperior{}, &Refusal{Reason: ReasonSuperiorUnreplied, Task: t.ID}
	case why == "" && at.Sub(was.At) > UndoWithin:
		return RepliedSuperior{}, &Refusal{Reason: ReasonSuperiorUndoWhy, Task: t.ID}
	}
	if refusal := fitWords(t.ID, why, nil); refusal != nil {
		return RepliedSuperior{}, refusal
	}
	t.Superior.Reply = SuperiorReply{}
	return RepliedSuperior{Task: t, Was: was, Entries: []Entry{t.superiorEntry(by, at, was, why)}}, nil
}

// maySuperior says why somebody may not keep the reply that a task owes to a superior.
func (t Task) maySuperior(by Person, today Date) *Refusal {
	if refusal := MayTask(by, ActionSuperior, t, today); refusal != nil {
		return refusal
	}
	if t.Superior.Number == "" {
		return &Refusal{Reason: ReasonNotSuperior, Task: t.ID}
	}
	return nil
}

// superiorEntry tells what the record of the reply was and is.
func (t Task) superiorEntry(by Person, at time.Time, was SuperiorReply, why string) Entry {
	is := t.Superior.Reply
	var d diffs
	d.text("number", "", t.Superior.Number)
	d.text("replied_on", was.On.String(), is.On.String())
	d.text("reply_number", was.Number, is.Number)
	d.text("files", fileNames(was.Files), fileNames(is.Files))
	if why != "" {
		d.text("text", "", why)
	}
	return Entry{At: at, By: by.ID, Task: t.ID, What: WhatRepliedUp, Fields: d}
}

// superiorMarks are those of a task that answers a superior's notice: while the superior waits for
// the reply, and for ever. Neither asks how the work itself stands.
func (t Task) superiorMarks(add func(name string, score Date)) []Mark {
	if t.Superior.Number == "" {
		return nil
	}
	add(MarkSuperiors, t.Superior.ReplyBy)
	if t.Superior.Owes() {
		add(MarkSuperior, t.Superior.ReplyBy)
	}
	return []Mark{{Name: SuperiorMark(t.Superior.Number)}}
}

// SuperiorRange are the tasks of a scope of which a superior waits for the reply, the nearest day
// first. Completed work stays there until the reply is recorded.
func SuperiorRange(scope Scope) Range { return Range{Mark: MarkOf(MarkSuperior, scope), Max: NoLimit} }

// SuperiorLateRange are those of them whose day has passed: the one place that says so, for the
// figures and for the lists.
func SuperiorLateRange(scope Scope, today Date) Range {
	return Range{Mark: MarkOf(MarkSuperior, scope), Max: int64(today) - 1}
}

// SuperiorsRange are all tasks of a scope that answer a superior's notice, also those of which the
// reply went out.
func SuperiorsRange(scope Scope) Range {
	return Range{Mark: MarkOf(MarkSuperiors, scope), Max: NoLimit}
}

// SuperiorNearRange are those of the office of which [Superior.Reminds] may be true.
func SuperiorNearRange(horizon Date) Range {
	return Range{Mark: MarkOf(MarkSuperior, ScopeOffice), Max: int64(horizon.AddDays(SuperiorNear))}
}
