package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Child is one unit's share of a divided task (分解), as its parent knows it. It is a task
// of its own; what stands here moves with it in the same commit.
type Child struct {
	Task    TaskID `json:"task"`
	Unit    UnitID `json:"unit,omitempty"` // that leads it
	Percent int    `json:"percent"`
	Done    bool   `json:"done,omitempty"` // completed or struck off
}

func childOf(t Task) Child {
	c := Child{Task: t.ID, Percent: t.Percent, Done: t.State == StateCompleted || t.State == StateClosed}
	if len(t.Lead) > 0 {
		c.Unit = t.Lead[0]
	}
	return c
}

// calledAfter gives a share of a divided task the name of the unit that leads it now, where it
// bore that of the one which did.
func (t Task) calledAfter(was []UnitID) Task {
	if t.Parent == "" {
		return t
	}
	title := t.Title
	if len(was) > 0 {
		bare, ok := strings.CutPrefix(title, string(was[0])+"：")
		if !ok {
			return t
		}
		title = bare
	}
	if len(t.Lead) > 0 {
		title = string(t.Lead[0]) + "：" + title
	}
	t.Title = title
	return t
}

// Divided reports whether the task has children: its progress is theirs, and nobody reports
// on it directly.
func (t Task) Divided() bool { return len(t.Children) > 0 }

// ChildrenDone counts the children that are completed: 3 of 7.
func (t Task) ChildrenDone() int {
	n := 0
	for _, c := range t.Children {
		if c.Done {
			n++
		}
	}
	return n
}

// Dividing is between which units a task is to be divided.
type Dividing struct {
	By      Person
	At      time.Time
	Units   []UnitID
	Counter Counter // of the year's tasks
}

// Divided is a task with the children that it got.
type Divided struct {
	Task     Task
	Children []Task
	Counter  Counter
	Entries  []Entry
}

// Divide gives each of the units a task of its own out of this one (分解): by the office,
// before anything was reported on it; more units may be added later. The children inherit
// the limit and the rhythm. There is one level: a child is not divided.
func (t Task) Divide(d Dividing) (Divided, *Refusal) {
	if refusal := MayTask(d.By, ActionAssign, t, DateOf(d.At)); refusal != nil {
		return Divided{}, refusal
	}
	if refusal := t.refusesDivision(d.Units); refusal != nil {
		return Divided{}, refusal
	}
	done, was, today := Divided{Counter: d.Counter}, t, DateOf(d.At)
	mandate := t.byMandate(d.By, ActionAssign, today)
	if slices.Contains(d.Units, mandate) {
		return Divided{}, &Refusal{Reason: ReasonOwnLead, Task: t.ID, Words: string(mandate)}
	}
	t = t.supervisedBy(mandate)
	t.Children = slices.Clone(t.Children)
	for _, unit := range d.Units {
		done.Counter.Last++
		child := Task{
			ID: NewTaskID(today.Year(), done.Counter.Last), Parent: t.ID, Title: string(unit) + "：" + t.Title,
			Target: t.Target, Measures: t.Measures, Source: t.Source, Basis: t.Basis, Campaign: t.Campaign,
			Lead: []UnitID{unit}, Leader: t.Leader, Linked: t.Linked, Limit: t.Limit, Rhythm: t.Rhythm, Priority: t.Priority,
			State: StateAssigned, Registered: today, HandedBy: t.HandedBy,
		}
		if t.HandedBy != "" {
			child.Supervise = []UnitID{t.HandedBy}
		}
		t.Children = append(t.Children, childOf(child))
		done.Children = append(done.Children, child)
		done.Entries = append(done.Entries, Entry{At: d.At, By: d.By.ID, Task: child.ID, What: WhatRegistered, Why: string(t.ID), Fields: append([]FieldDiff{
			{Name: "parent", After: string(t.ID)}, {Name: "lead", After: string(unit)},
		}, Standing{}.to(child.Standing())...)})
	}
	t.Percent, t.Promise, t.Shared = t.meanPercent(), Promise{}, today
	done.Task = t
	done.Entries = append(done.Entries, Entry{At: d.At, By: d.By.ID, Task: t.ID, What: WhatDivided, Fields: append([]FieldDiff{
		{Name: fieldChildren, Before: childCodes(was.Children), After: childCodes(t.Children)},
	}, was.Standing().to(t.Standing())...)})
	return done, nil
}

func (t Task) refusesDivision(units []UnitID) *Refusal {
	refuse := func(reason Reason, words string) *Refusal { return &Refusal{Reason: reason, Task: t.ID, Words: words} }
	switch {
	case t.Parent != "":
		return refuse(ReasonChild, string(t.Parent))
	case t.State == StateSuspended:
		return refuse(ReasonSuspended, "")
	case t.refusesEnded() != nil:
		return t.refusesEnded()
	case len(t.Lead) == 0:
		return refuse(ReasonDivideLead, "")
	case !t.Divided() && !t.unheard() && !t.Shareless():
		return refuse(ReasonReported, "")
	case len(units) == 0:
		return refuse(ReasonNoLead, "")
	}
	for _, c := range t.Children {
		if slices.Contains(units, c.Unit) {
			return refuse(ReasonHasChild, string(c.Task)+" "+string(c.Unit))
		}
	}
	return nil
}

// Shareless reports whether the task was divided, all its children have left it since, and nothing
// was reported on it itself: it may be divided anew.
func (t Task) Shareless() bool {
	return t.Open() && !t.Divided() && t.Gone > 0 && t.Last.Report == ""
}

// meanPercent is the percentage of a divided task: the mean of its children's, rounded down.
func (t Task) meanPercent() int {
	sum := 0
	for _, c := range t.Children {
		sum += c.Percent
	}
	return sum / max(1, len(t.Children))
}

// Followed is a divided task after some of its children moved.
type Followed struct {
	Task    Task
	Matters []Matter // the review that it asks for
	Entries []Entry
}

// Follow is the task after some of its children changed. When all of them are completed it
// is submitted by itself; when one is taken up again it goes back, also after it was
// completed. One that was cancelled leaves it, and it is measured by the others. false:
// nothing of it moves.
func (t Task) Follow(children []Task, at time.Time, answerBy Date) (Followed, bool) {
	was := t
	t.Children = slices.Clone(t.Children)
	entry := Entry{At: at, Task: t.ID, What: WhatFollowed}
	begun := false
	var back Task
	for _, child := range children {
		i := slices.IndexFunc(t.Children, func(c Child) bool { return c.Task == child.ID })
		if i < 0 || t.Children[i] == childOf(child) && child.State != StateCancelled {
			continue
		}
		before := t.Children[i]
		if child.State == StateCancelled { // it leaves the whole
			t.Children, t.Gone = slices.Delete(t.Children, i, i+1), t.Gone+1
			entry.Fields = append(entry.Fields, FieldDiff{Name: childPrefix + string(child.ID), Before: before.words(), After: string(StateCancelled)})
			continue
		}
		t.Children[i] = childOf(child)
		entry.Fields = append(entry.Fields, FieldDiff{Name: childPrefix + string(child.ID), Before: before.words(), After: t.Children[i].words()})
		begun = begun || before.Percent != child.Percent || before.Done != t.Children[i].Done
		if n := len(child.Reopened); n > 0 && before.Done {
			back = child
		}
	}
	if len(entry.Fields) == 0 {
		return Followed{}, false
	}
	whole := t.Divided() && t.ChildrenDone() == len(t.Children)
	submits := whole && t.Open() && t.State != StateSubmitted
	switch {
	case submits:
		t.State, t.Percent = StateSubmitted, 100
	case whole: // it was submitted or completed before
	case !t.Open():
		t = t.backFromEnd(DateOf(at), back)
	case t.State == StateSubmitted || begun:
		t.State, t.Percent = StateInProgress, t.meanPercent()
	default: // a child left it
		t.Percent = t.meanPercent()
	}
	entry.Fields = append(entry.Fields, was.Standing().to(t.Standing())...)
	done := Followed{Task: t, Entries: []Entry{entry}}
	if submits {
		asked := t.opened(MatterReview, DeskOffice, Applying{At: at, AnswerBy: answerBy})
		done.Task, done.Matters, done.Entries = asked.Task, []Matter{asked.Matter}, append(done.Entries, asked.Entries...)
	}
	return done, true
}

// backFromEnd takes up again a divided task that had ended, since a child was taken up again.
// What came back came back there, and is counted there: the whole counts no relapse of its
// own. A limit that would end before the child's new one moves to that.
func (t Task) backFromEnd(today Date, child Task) Task {
	past := Reopening{On: today, Child: child.ID, Completed: t.Completed, Closed: t.Closed, Closeout: t.Closeout}
	if n := len(child.Reopened); n > 0 {
		past.Why = child.Reopened[n-1].Why
	}
	if due := child.Limit.Due; !t.Limit.Due.IsZero() && due > t.Limit.Due {
		past.Limit, past.Plan = t.Limit, t.Plan
		t.Limit, t.Plan = Limit{Raw: t.Limit.Raw, Due: due, Hard: t.Limit.Hard}, Plan{}
	}
	t.Reopened = append(slices.Clone(t.Reopened), past)
	t.State, t.Percent, t.Reached, t.Completed, t.Closed, t.Closeout = StateInProgress, t.meanPercent(), 0, 0, 0, Closeout{}
	return t
}

// refusesOpenParts says that a divided task is struck off after its children, and names those
// that are not; nil: all of them are. One that was cancelled has left it.
func (t Task) refusesOpenParts(children []Task) *Refusal {
	var names []string
	for _, c := range t.Children {
		i := slices.IndexFunc(children, func(child Task) bool { return child.ID == c.Task })
		if i >= 0 && children[i].State != StateClosed && children[i].State != StateCancelled {
			names = append(names, string(c.Task)+" "+string(c.Unit))
		}
	}
	if len(names) == 0 {
		return nil
	}
	if len(names) > childrenNamed {
		names = append(names[:childrenNamed], "")
	}
	return &Refusal{Reason: ReasonOpenParts, Task: t.ID, Words: strings.Join(names, "、")}
}

// Outlives reports whether a limit of a child would be later than that of the whole.
func (t Task) Outlives(due Date) bool {
	return t.Open() && t.Divided() && !t.Limit.Due.IsZero() && due > t.Limit.Due
}

// ExtendChild moves the limit of a child with that of its parent: where it was the parent's
// old one. A limit that is the child's own stays. m is the parent's application as it was
// decided; false: nothing moves.
func (t Task) ExtendChild(child Task, m Matter) (Task, Entry, bool) {
	if n := len(t.Extensions); n == 0 || t.Extensions[n-1].Matter != m.ID {
		return Task{}, Entry{}, false
	}
	return t.moveChild(child, Entry{At: m.Settled.At, By: m.Settled.By, What: WhatDecided, Why: string(m.Kind), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)},
	}})
}

// moveChild moves the limit of a child as that of the whole moved last, where it was the same one.
func (t Task) moveChild(child Task, entry Entry) (Task, Entry, bool) {
	n := len(t.Extensions)
	if n == 0 || child.Parent != t.ID || !child.Open() || child.Limit.Due != t.Extensions[n-1].From {
		return Task{}, Entry{}, false
	}
	was, move := child, t.Extensions[n-1]
	switch {
	case move.Matter != "":
		child = child.moveLimit(move)
	default:
		move.Of = t.ID
		child = child.withLimit(t.Limit, move)
	}
	entry.Task = child.ID
	entry.Fields = append(entry.Fields, was.Standing().to(child.Standing())...)
	return child, entry, true
}

// tellsShared is from which day the lead of a divided task is told of its children: from the
// morning after, since that day's digest has been said; zero: he was told.
func (t Task) tellsShared(unit UnitID) Date {
	if t.Shared.IsZero() || !t.Divided() || !t.Open() || !t.leads(unit) || t.ToldOn(unit) > t.Shared {
		return 0
	}
	return t.Shared + 1
}

func (c Child) words() string {
	words := string(c.Unit) + " " + strconv.Itoa(c.Percent) + "%"
	if c.Done {
		words += " done"
	}
	return words
}

func childCodes(children []Child) string {
	codes := make([]string, len(children))
	for i, c := range children {
		codes[i] = string(c.Task)
	}
	return strings.Join(codes, " ")
}

// childrenNamed is how many children a refusal names.
const childrenNamed = 5

// refusesWhole says to somebody who reports on a divided task which share he can report on: that
// of his own unit comes first. Whose unit has none reports nothing.
func (t Task) refusesWhole(by Person, today Date) *Refusal {
	units := by.Units(today)
	own := func(c Child) bool { return slices.Contains(units, c.Unit) }
	refusal := t.refusesDirectly()
	i := slices.IndexFunc(t.Children, own)
	if i < 0 {
		refusal.Reason = ReasonNoShare
		return refusal
	}
	mine := t
	mine.Children = append([]Child{t.Children[i]}, slices.Delete(slices.Clone(t.Children), i, i+1)...)
	return mine.refusesDirectly()
}

// refusesDirectly says that a divided task is moved by its children only, and names them.
func (t Task) refusesDirectly() *Refusal {
	if !t.Divided() {
		return nil
	}
	var names []string
	for _, c := range t.Children[:min(len(t.Children), childrenNamed)] {
		names = append(names, string(c.Task)+" "+string(c.Unit))
	}
	return &Refusal{Reason: ReasonParent, Task: t.ID, Words: strings.Join(names, "、")}
}
