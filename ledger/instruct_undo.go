package ledger

import (
	"slices"
	"strconv"
	"time"
)

// WishedMark holds a leader's wishes for tasks that are not made yet; score: milliseconds.
func WishedMark(person PersonID) string { return "wished:" + strconv.FormatInt(int64(person), 10) }

// InstructedMark holds the tasks on which a leader wrote; score: milliseconds of the newest
// words that stand.
func InstructedMark(person PersonID) string {
	return "instructed:" + strconv.FormatInt(int64(person), 10)
}

// instructedMarks are those by which leaders withdraw what they wrote.
func (t Task) instructedMarks() []Mark {
	var marks []Mark
	for _, i := range t.Instructions {
		if i.From == "" || !i.Withdrawn.IsZero() {
			continue
		}
		mark := Mark{InstructedMark(i.By), i.At.UnixMilli()}
		if at := slices.IndexFunc(marks, func(m Mark) bool { return m.Name == mark.Name }); at >= 0 {
			marks[at] = mark
		} else {
			marks = append(marks, mark)
		}
	}
	return marks
}

// remarkedOn is the day of the newest words of a leader that stand on the task; zero: there are none.
func (t Task) remarkedOn() Date {
	for _, i := range slices.Backward(t.Instructions) {
		if i.Withdrawn.IsZero() {
			return DateOf(i.At)
		}
	}
	return 0
}

// remarkedMarks are those by which tasks with words of a leader are found.
func (t Task) remarkedMarks(add func(name string, score Date)) {
	if last := t.remarkedOn(); !last.IsZero() && t.State != StateClosed {
		add(MarkRemarked, last)
	}
}

// UndoInstruction withdraws what a leader wrote on the task, within the bounds of a report: it
// stays to be read as withdrawn. from is the message that it
// came with.
func (t Task) UndoInstruction(by Person, said time.Time, from string) (Instructed, *Refusal) {
	if refusal := MayTask(by, ActionInstruct, t, DateOf(said)); refusal != nil {
		return Instructed{}, refusal
	}
	n := slices.IndexFunc(t.Instructions, func(i Instruction) bool { return i.From == from && i.By == by.ID && i.Withdrawn.IsZero() })
	switch {
	case n < 0:
		return Instructed{}, &Refusal{Reason: ReasonUndoRemark, Task: t.ID}
	case said.Sub(t.Instructions[n].At) > UndoWithin:
		return Instructed{}, &Refusal{Reason: ReasonUndoRemarkLate, Task: t.ID}
	}
	t.Instructions = slices.Clone(t.Instructions)
	t.Instructions[n].Withdrawn = said
	i := t.Instructions[n]
	return Instructed{Task: t, Instruction: i, Entries: []Entry{{
		At: said, By: by.ID, Task: t.ID, What: WhatWithdrawn, Why: string(WhatInstructed), Fields: []FieldDiff{
			{Name: "post", Before: i.Post}, {Name: "text", Before: i.Text},
		},
	}}}, nil
}

// LastInstruction is the newest that a leader wrote on the task and that stands; false: none.
func (t Task) LastInstruction(by PersonID) (Instruction, bool) {
	for _, i := range slices.Backward(t.Instructions) {
		if i.By == by && i.From != "" && i.Withdrawn.IsZero() {
			return i, true
		}
	}
	return Instruction{}, false
}

// UndoWish withdraws a leader's wish for a task, as long as the task is not made.
func (m Matter) UndoWish(by Person, said time.Time) (Matter, Entry, *Refusal) {
	switch {
	case m.Kind != MatterInstruction || m.By != by.ID:
		return Matter{}, Entry{}, &Refusal{Reason: ReasonUndoRemark}
	case m.Over() != nil:
		return Matter{}, Entry{}, m.Over()
	case said.Sub(m.At) > UndoWithin:
		return Matter{}, Entry{}, &Refusal{Reason: ReasonUndoRemarkLate}
	}
	m.Verdict, m.Settled = VerdictVoid, Settled{By: by.ID, Name: by.Name, At: said}
	return m, Entry{At: said, By: by.ID, Task: m.Task, What: WhatWithdrawn, Why: string(MatterInstruction), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "text", Before: m.Text},
	}}, nil
}

// Instructions are the entries of what leaders wrote, the latest first as they came, without what
// they took back since.
func Instructions(entries []Entry) []Entry {
	var written, back []Entry
	for _, e := range entries {
		switch {
		case e.What == WhatInstructed:
			written = append(written, e)
		case e.What == WhatWithdrawn && (e.Why == string(WhatInstructed) || e.Why == string(MatterInstruction)):
			back = append(back, e)
		}
	}
	for _, b := range back {
		i := slices.IndexFunc(written, func(w Entry) bool { return b.takesBack(w) && b.field("text").Before == w.field("text").After })
		if i < 0 { // it was changed between
			i = slices.IndexFunc(written, b.takesBack)
		}
		if i >= 0 {
			written = slices.Delete(written, i, i+1)
		}
	}
	return written
}

// takesBack reports whether the entry of a withdrawal may be of what another entry tells was
// written.
func (e Entry) takesBack(written Entry) bool {
	if e.By != written.By || e.Task != written.Task || e.At.Before(written.At) {
		return false
	}
	if e.Why == string(MatterInstruction) {
		return written.Why == e.Why && e.field("matter").After == written.field("matter").After
	}
	return written.Why == ""
}

func (e Entry) field(name string) FieldDiff {
	if i := slices.IndexFunc(e.Fields, func(f FieldDiff) bool { return f.Name == name }); i >= 0 {
		return e.Fields[i]
	}
	return FieldDiff{}
}
