package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"
)

// The bounds of one commit of an import.
const (
	batchTasks = 200
	batchBytes = 1 << 20
)

// Intake is one import of a list.
type Intake struct {
	File   string // its name, for the entries
	Digest string // SHA-256 of its body, hex
	Year   int    // of the document: tasks are numbered by it
	At     time.Time
	By     PersonID
	Dated  bool // the document's date is known; if not, the day of the import stood for it
	Batch  int  // rows of one change; 200 if 0

	Earlier map[TaskID]Task // those of which rows say that they came back (反弹)
}

func (in Intake) batch() int { return cmp.Or(in.Batch, batchTasks) }

// ImportAction is what an import does with a row.
type ImportAction string

// The actions. A row that is an error has none.
const (
	ImportNew       ImportAction = "new"
	ImportChanged   ImportAction = "changed"
	ImportUnchanged ImportAction = "unchanged"
)

// ImportRow is what becomes of one source row.
type ImportRow struct {
	Draft  Draft // its Problems include those that only the whole list shows
	Action ImportAction
	Task   Task // as it is after the import, with its code
}

// Acts reports whether a change carries the row.
func (r ImportRow) Acts() bool { return r.Action == ImportNew || r.Action == ImportChanged }

// ImportPlan is an import decided as a whole.
type ImportPlan struct {
	Absent []TaskID // tasks of the list that no row speaks of: they stay as they are

	drafts  []Draft
	match   *matching
	counter Counter
	in      Intake
}

// CounterOfTasks numbers the tasks of a year.
func CounterOfTasks(year int) string { return "task/" + strconv.Itoa(year) }

// PlanImport decides what an import changes. existing are the tasks of the lists that
// the rows stand in, and those whose code they name; counter numbers the tasks of the
// document's year.
//
// A task whose row says the same is not touched, so an import that broke off is finished
// by importing the file again. An import never takes back what was reported: state and
// percentage follow the row only where the row's own words about them have changed.
func PlanImport(drafts []Draft, existing []Task, counter Counter, in Intake) ImportPlan {
	match := newMatching(drafts, existing)
	return ImportPlan{Absent: match.absent(), drafts: drafts, match: match, counter: counter, in: in}
}

// Rows are the source rows in order, each with the change that is full with it; most have
// none. A change carries the rows that act since the one before, the last row closes it. They
// are made one by one: all at once, those of a long list would take most of a small
// machine's memory.
func (p ImportPlan) Rows() iter.Seq2[ImportRow, Change] {
	return func(yield func(ImportRow, Change) bool) {
		batch := newBatch(p.counter, p.in)
		for i := range p.drafts {
			row, entry := p.row(i, batch)
			if row.Acts() {
				batch.add(row, entry)
			}
			var full Change
			if batch.full() || i == len(p.drafts)-1 {
				full = batch.flush()
			}
			if !yield(row, full) {
				return
			}
		}
	}
}

// row decides what becomes of one row.
func (p ImportPlan) row(i int, batch *batch) (ImportRow, Entry) {
	draft := p.match.draft(i)
	was, ok := p.match.existing(i)
	draft = draft.returns(was, p.in.Earlier)
	if ok && was.keepsLimit(draft, p.in.Dated) {
		draft = draft.withLimit(was)
	}
	row := ImportRow{Draft: draft, Task: draft.Task}
	var entry Entry
	switch {
	case draft.Status == DraftError:
	case !ok:
		row.Task, row.Action = batch.register(draft.Task), ImportNew
		entry = Entry{What: WhatRegistered, Fields: Standing{}.to(row.Task.Standing())}
		if row.Task.RepeatOf != "" {
			entry.Fields = append(entry.Fields, FieldDiff{Name: RepeatField, After: string(row.Task.RepeatOf)})
		}
	case was.State == StateCancelled && was.saidOtherwise(draft):
		// said, and not swallowed: whoever changed the row believes that it is still to be done
		row.Draft.Status = DraftError
		row.Draft.Problems = []Problem{{Code: ProblemCancelled, Column: draft.heading, Words: string(was.ID)}}
		row.Task.ID = was.ID
	default:
		row.Task, entry.Fields = was.follow(draft, DateOf(p.in.At))
		row.Action, entry.What = ImportUnchanged, WhatChanged
		if len(entry.Fields) > 0 {
			row.Action = ImportChanged
		}
	}
	return row, entry
}

// batch gathers rows into changes of bounded size.
type batch struct {
	in      Intake
	counter Counter
	given   bool // the open change has taken codes
	open    Change
	size    int
}

func newBatch(counter Counter, in Intake) *batch { return &batch{in: in, counter: counter} }

// register gives a task its code.
func (b *batch) register(t Task) Task {
	b.counter.Last++
	b.given = true
	t.ID, t.Rev, t.Registered = NewTaskID(b.in.Year, b.counter.Last), 0, DateOf(b.in.At)
	return t.tellParts(Task{}, t.Registered)
}

// add puts a row into the open change.
func (b *batch) add(row ImportRow, entry Entry) {
	entry.At, entry.By, entry.Task = b.in.At, b.in.By, row.Task.ID
	entry.Why = fmt.Sprintf("%s#%d", b.in.File, row.Draft.Row)
	b.open.Put = append(b.open.Put, row.Task)
	b.open.Entries = append(b.open.Entries, entry)
	t := row.Task
	b.size += len(t.Title) + len(t.Target) + len(t.Measures) + len(t.Limit.Raw)
	for _, note := range t.Notes {
		b.size += len(note.Text)
	}
}

func (b *batch) full() bool { return len(b.open.Entries) >= b.in.batch() || b.size >= batchBytes }

// flush closes the open change; it is empty if no row acts.
func (b *batch) flush() Change {
	if len(b.open.Put) == 0 {
		return Change{}
	}
	if b.given {
		b.open.Put = append(b.open.Put, b.counter)
		b.counter.Rev++
	}
	done := sealed(b.open, b.in)
	b.open, b.size, b.given = Change{}, 0, false
	return done
}

// sealed gives a change its cause: what it makes of which revisions. The same decision
// is then known when it comes again, and a list that was changed back is a new one.
func sealed(change Change, in Intake) Change {
	hash := sha256.New()
	for _, record := range change.Put {
		kind, key := record.Ref()
		body, err := json.Marshal(record)
		if err != nil {
			panic("ledger: a record cannot be written: " + err.Error()) // a test would have found it
		}
		line := fmt.Appendf(nil, "%s %s %d %s\n", kind, key, record.Revision(), body)
		hash.Write(line) // never fails, by its contract
	}
	change.At = in.At
	change.Cause = fmt.Sprintf("import:%.8s:%s", in.Digest, hex.EncodeToString(hash.Sum(nil)[:12]))
	return change
}

// UnitsPlan is a list of units decided as a whole.
type UnitsPlan struct {
	Units        []Unit // all, as they are after the import
	New, Changed int
	Changes      []Change
}

// PlanUnits enters the units of a list and changes those that it tells otherwise. A unit
// that the list does not name stays. All keep the order of the list, which is that of
// the house: 各镇 are named, and led, in it.
func PlanUnits(list, existing []Unit, in Intake) UnitsPlan {
	plan := UnitsPlan{Units: append([]Unit(nil), existing...)}
	place := make(map[UnitID]int, len(existing))
	for i, unit := range existing {
		place[unit.ID] = i
	}
	var open Change
	for n, unit := range list {
		unit.Order = n + 1
		entry := Entry{At: in.At, By: in.By, Unit: unit.ID, What: WhatUnit, Why: in.File}
		at, ok := place[unit.ID]
		if ok && existing[at].Merged != "" {
			continue // an old list does not bring a unit back
		}
		if ok {
			unit.Rev, unit.Moving = existing[at].Rev, existing[at].Moving
			unit.Mandated = unit.Mandated || existing[at].Mandated // a list gives it; it is taken back in chat
			if entry.Fields = existing[at].differs(unit); len(entry.Fields) == 0 {
				continue
			}
			plan.Units[at] = unit
			plan.Changed++
		} else {
			plan.Units = append(plan.Units, unit)
			plan.New++
		}
		open.Put, open.Entries = append(open.Put, unit), append(open.Entries, entry)
		if len(open.Put) == in.batch() {
			plan.Changes, open = append(plan.Changes, sealed(open, in)), Change{}
		}
	}
	if len(open.Put) > 0 {
		plan.Changes = append(plan.Changes, sealed(open, in))
	}
	slices.SortStableFunc(plan.Units, func(a, b Unit) int {
		if (a.Order == 0) != (b.Order == 0) {
			return b.Order - a.Order // those that no list has named come last
		}
		return a.Order - b.Order
	})
	return plan
}
