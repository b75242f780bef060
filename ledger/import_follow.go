package ledger

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// follow is the task after a later import of its row, and what that changes.
func (t Task) follow(draft Draft, on Date) (Task, []FieldDiff) {
	if t.State == StateCancelled {
		return t, nil // its row may stand in the list; the task is not taken up again by that
	}
	next := t.withRow(draft).followState(draft, t.Notes).withReceipts()
	if t.Open() && !next.Open() {
		next = next.endEscalation()
	}
	fields := t.differs(next)
	if len(fields) == 0 {
		return t, nil
	}
	return next.tellParts(t, on).tellHandedOn(t, "", on), fields
}

// saidOtherwise reports whether the row says anything of the task that it did not say before.
// What the office was to confirm of it is no matter any more once the task is cancelled.
func (t Task) saidOtherwise(draft Draft) bool {
	next := t.withRow(draft)
	next.Confirm = t.Confirm
	return len(t.differs(next)) > 0
}

// withRow is the task with what its row says, without the words about its state.
func (t Task) withRow(draft Draft) Task {
	row := draft.Task
	next := t.ledBy(row.Lead)
	next.Title, next.Target, next.Measures = row.Title, row.Target, row.Measures
	next.Source, next.Item, next.Basis, next.Campaign = row.Source, row.Item, row.Basis, row.Campaign
	next.Co, next.Implement = row.Co, row.Implement
	next.Supervise, next.Accept = row.Supervise, row.Accept
	next.Leader, next.Linked = row.Leader, row.Linked
	next.Rhythm, next.Priority = row.Rhythm, row.Priority
	next.Notes, next.Confirm = row.Notes, row.Confirm
	next.RepeatOf = cmp.Or(t.RepeatOf, row.RepeatOf)
	if draft.listed {
		next.List = row.List
	}
	next.Limit = row.Limit.withDone(t.Limit.Milestones)
	if len(t.Extensions)+len(t.Reopened) > 0 && row.Limit.Raw == t.Limit.Raw {
		next.Limit = t.Limit // the list does not know that it was moved, nor that it was settled
		next.Confirm = slices.Concat(slices.DeleteFunc(slices.Clone(row.Confirm), ofLimit), t.limitProblems())
	}
	return next
}

// keepsLimit reports whether the same words keep the limit that they were read as.
// Without the document's date the day of the import would stand for it, and 60日内 would
// move with every import; an export does not say the date of the document.
func (t Task) keepsLimit(draft Draft, dated bool) bool {
	return t.Limit.Raw == draft.Task.Limit.Raw && (!dated || draft.Code == t.ID)
}

// withLimit is the draft with the limit of a task, and what the office was asked of it.
func (d Draft) withLimit(t Task) Draft {
	problems := slices.DeleteFunc(slices.Clone(d.Problems), ofLimit)
	for _, p := range t.Confirm {
		if ofLimit(p) {
			problems = append(problems, p)
		}
	}
	d.Problems, d.Task.Limit = problems, t.Limit
	d.settle()
	return d
}

// followState moves the state where the row's own words about it have changed, and to
// and from "registered" as it becomes certain or uncertain who leads.
func (t Task) followState(draft Draft, before []Note) Task {
	certain := draft.Task.State != StateRegistered
	changed := slices.ContainsFunc(draft.said, func(said Note) bool { return !slices.Contains(before, said) })
	switch {
	case t.Divided(): // its children say how it stands
	case changed && draft.Progress != nil && certain:
		t.State, t.Percent = draft.Progress.State, draft.Progress.Percent
		if !t.Open() {
			t.Blocked, t.BlockedOn, t.Promise = "", 0, Promise{}
			t.Completed = draft.Task.Completed
		} else {
			t.Completed = 0
		}
	case t.State == StateRegistered && certain && draft.Task.State != StateCancelled: // nobody cancels by a list
		t.State, t.Percent, t.Completed = draft.Task.State, draft.Task.Percent, draft.Task.Completed
	case (t.State == StateAssigned || t.State == StateAccepted) && !certain:
		t.State = StateRegistered
	}
	return t
}

// withDone keeps which milestones were reached.
func (l Limit) withDone(before []Milestone) Limit {
	l.Milestones = slices.Clone(l.Milestones)
	for i, m := range l.Milestones {
		l.Milestones[i].Done = slices.ContainsFunc(before, func(was Milestone) bool { return was.Done && was.Date == m.Date })
	}
	return l
}

// differs tells what an entry has to say about two states of a task.
func (t Task) differs(next Task) []FieldDiff {
	var d diffs
	d.text("title", t.Title, next.Title)
	d.text("target", t.Target, next.Target)
	d.text("measures", t.Measures, next.Measures)
	d.text("source", t.Source, next.Source)
	d.text("item", t.Item, next.Item)
	d.text("list", t.List, next.List)
	d.text("basis", t.Basis, next.Basis)
	d.text(RepeatField, string(t.RepeatOf), string(next.RepeatOf))
	d.text("campaign", t.Campaign, next.Campaign)
	d.units("lead", t.Lead, next.Lead)
	d.units("co", t.Co, next.Co)
	d.units("implement", t.Implement, next.Implement)
	d.units("supervise", t.Supervise, next.Supervise)
	d.units("accept", t.Accept, next.Accept)
	d.text("leader", t.Leader, next.Leader)
	d.text("linked", t.Linked, next.Linked)
	d.text("limit", t.Limit.said(), next.Limit.said())
	d.text("rhythm", string(t.Rhythm), string(next.Rhythm))
	d.text("priority", yes(t.Priority), yes(next.Priority))
	d.text("notes", saidNotes(t.Notes), saidNotes(next.Notes))
	d.text("confirm", saidProblems(t.Confirm), saidProblems(next.Confirm))
	return append(d, t.Standing().to(next.Standing())...)
}

func (u Unit) differs(next Unit) []FieldDiff {
	var d diffs
	d.text("full", u.Full, next.Full)
	d.text("kind", u.Kind, next.Kind)
	d.text("parent", string(u.Parent), string(next.Parent))
	d.text("aliases", strings.Join(u.Aliases, "、"), strings.Join(next.Aliases, "、"))
	d.text("group", u.Group, next.Group)
	d.text("mandated", mandatedWord(u.Mandated), mandatedWord(next.Mandated))
	d.text("order", strconv.Itoa(u.Order), strconv.Itoa(next.Order))
	return d
}

func mandatedWord(has bool) string {
	if has {
		return "yes"
	}
	return ""
}

type diffs []FieldDiff

func (d *diffs) text(name, before, after string) {
	if before != after {
		*d = append(*d, FieldDiff{Name: name, Before: before, After: after})
	}
}

func (d *diffs) units(name string, before, after []UnitID) {
	d.text(name, joinUnits(before), joinUnits(after))
}

func joinUnits(units []UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, "、")
}

func yes(value bool) string {
	if value {
		return "yes"
	}
	return ""
}

// said is everything that was read of a limit, in one line.
func (l Limit) said() string {
	parts := []string{l.Raw}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+"="+value)
		}
	}
	add("due", l.Due.String())
	add("hard", yes(l.Hard))
	add("standing", yes(l.Standing))
	add("review", string(l.ReviewEvery))
	for _, m := range l.Milestones {
		add("milestone", m.Date.String()+m.Title)
	}
	add("recurring", string(l.Recurring))
	add("forecast", l.Forecast.String())
	add("schedule", yes(l.Schedule))
	add("confirm", yes(l.NeedsConfirm))
	return strings.Join(parts, " ")
}

func saidNotes(notes []Note) string {
	lines := make([]string, len(notes))
	for i, note := range notes {
		lines[i] = note.Column + ":" + note.Text
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func saidProblems(problems []Problem) string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = strings.Join([]string{p.Code, p.Column, p.Words, joinUnits(p.Near)}, "|")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
