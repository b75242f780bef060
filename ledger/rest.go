package ledger

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Rest lets what waits on a task rest with it: while it does, no answer and no reply is late.
// matters are those that wait, notices those that run.
func (t Task) Rest(matters []Matter, notices []Notice) []Record {
	var put []Record
	for _, m := range matters {
		if m.Verdict == "" && m.Rests.IsZero() {
			m.Rests = t.Suspension.On
			put = append(put, m)
		}
	}
	for _, n := range notices {
		if n.State.Running() && n.Rests.IsZero() {
			n.Rests = t.Suspension.On
			put = append(put, n)
		}
	}
	return put
}

// WentOn is a task that goes on, with what waits on it.
type WentOn struct {
	Task    Task
	Put     []Record // without the task
	Matters []Matter // whose day of answer moved
	Notices []Notice // whose day of reply moved
	Entries []Entry
}

// GoOn moves the days by which something is to be answered or replied to by as many workdays
// as the task rested: nobody had them. What came while it rested moves by the rest of it.
func (t Task) GoOn(matters []Matter, notices []Notice, at time.Time, c Calendar) WentOn {
	done, today := WentOn{Task: t}, DateOf(at)
	moved := func(by, since Date) Date { return c.After(by, c.Workdays(max(since, t.Suspension.On), today)) }
	entry := Entry{At: at, Task: t.ID, What: WhatResumed, Why: "answers"}
	moot := t.Moot()
	for _, m := range matters {
		if m.Verdict != "" || slices.Contains(moot, m.ID) {
			continue
		}
		was := m.AnswerBy
		if m.Rests = 0; !was.IsZero() {
			m.AnswerBy = moved(was, DateOf(m.At))
		}
		done.Put = append(done.Put, m)
		if m.AnswerBy != was {
			done.Matters = append(done.Matters, m)
			entry.Fields = append(entry.Fields, FieldDiff{Name: "answer_by " + string(m.ID), Before: was.String(), After: m.AnswerBy.String()})
		}
	}
	for _, n := range notices {
		if !n.State.Running() {
			continue
		}
		was := n.ReplyBy
		if n.Rests = 0; !was.IsZero() {
			n = n.replyBy(moved(was, DateOf(n.Signed.At)))
		}
		done.Put, done.Task = append(done.Put, n), done.Task.keep(n)
		if n.ReplyBy != was {
			done.Notices = append(done.Notices, n)
			entry.Fields = append(entry.Fields, FieldDiff{Name: "reply_by " + string(n.ID), Before: was.String(), After: n.ReplyBy.String()})
		}
	}
	if len(entry.Fields) > 0 {
		done.Entries = []Entry{entry}
	}
	return done
}

// replyBy moves the day by which a notice asks for a reply. What was signed and sent says the first
// one for ever.
func (n Notice) replyBy(day Date) Notice {
	if n.FirstReply.IsZero() && day != n.ReplyBy {
		n.FirstReply = n.ReplyBy
	}
	n.ReplyBy = day
	return n
}

// SignedReplyBy is the day by which the notice asks for a reply as it was signed.
func (n Notice) SignedReplyBy() Date { return cmp.Or(n.FirstReply, n.ReplyBy) }

// Workdays counts the workdays from a day on and before another one, by [Calendar.Works].
func (c Calendar) Workdays(from, before Date) int {
	n := 0
	for day := from; day < before; day++ {
		if works, _ := c.Works(day); works {
			n++
		}
	}
	return n
}

// MattersOf are all matters of a task, the newest last.
func MattersOf(task TaskID) Range { return Range{Mark: MattersMark(task), Max: math.MaxInt64} }

// NoticesOf are all notices on a task, the newest last.
func NoticesOf(task TaskID) Range { return Range{Mark: NoticesMark(task), Max: math.MaxInt64} }

// Owed are the units whose reply to the notice is still to come.
func (n Notice) Owed() []UnitID {
	return slices.DeleteFunc(slices.Clone(n.Units), func(unit UnitID) bool { return !n.owes(unit) })
}
