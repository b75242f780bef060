package ledger

import "slices"

// WishSource is the source of a task that a leader asked for (批示立项).
const WishSource = "批示"

// AgreedOnly reports whether the office has agreed to a leader's wish for a task that is not made
// yet: until it is, the wish stays in the office's queue.
func (m Matter) AgreedOnly() bool {
	return m.Kind == MatterInstruction && m.Verdict == "" && !m.Agreed.At.IsZero()
}

// agree records that the office agrees to a leader's wish. It waits on, for its task.
func (m Matter) agree(d Deciding) Decided {
	m.Agreed = Settled{By: d.By.ID, Name: d.By.Name, At: d.At, Words: d.Words}
	return Decided{Matter: m, Entries: []Entry{{At: d.At, By: d.By.ID, Task: m.Task, What: WhatDecided, Why: string(m.Kind), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "agreed", After: d.By.Name}, {Name: "text", After: d.Words},
	}}}}
}

// Wished is a task as it comes of a leader's wish: of that source, with his words, and in his
// charge where nobody else's is named.
func (t Task) Wished(m Matter, leader Person) Task {
	t.Wish = m.ID
	if t.Source == "" {
		t.Source = WishSource
	}
	post := leader.title(DateOf(m.At))
	if t.Leader == "" {
		t.Leader = post
	}
	t.Instructions = append(slices.Clone(t.Instructions), Instruction{At: m.At, By: m.By, Name: leader.Name, Post: post, Text: m.Text})
	return t
}

// Make closes a leader's wish: the task is made, or it was there already.
func (m Matter) Make(t Task, d Deciding) (Matter, Entry, *Refusal) {
	if refusal := May(d.By, ActionDecide, DateOf(d.At)); refusal != nil {
		return Matter{}, Entry{}, refusal
	}
	switch {
	case m.Kind != MatterInstruction || !d.By.MayDecide(m, DateOf(d.At)):
		return Matter{}, Entry{}, &Refusal{Reason: ReasonNoMatter}
	case m.Over() != nil:
		return Matter{}, Entry{}, m.Over()
	}
	m.Verdict, m.Made = VerdictApproved, t.ID
	m.Settled = Settled{By: d.By.ID, Name: d.By.Name, At: d.At, Words: d.Words}
	return m, Entry{At: d.At, By: d.By.ID, Task: t.ID, What: WhatDecided, Why: string(m.Kind), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "verdict", After: string(VerdictApproved)}, {Name: "made", After: string(t.ID)},
	}}, nil
}

// Carry lets a task that is there already stand for a leader's wish: his words are written on it.
func (m Matter) Carry(t Task, leader Person, d Deciding) (Task, Matter, []Entry, *Refusal) {
	if !t.Open() {
		return Task{}, Matter{}, nil, &Refusal{Reason: ReasonClosed, Task: t.ID}
	}
	m, entry, refusal := m.Make(t, d)
	if refusal != nil {
		return Task{}, Matter{}, nil, refusal
	}
	source := t.Source
	t = t.Wished(m, leader)
	t.Source = source
	return t, m, []Entry{entry}, nil
}
