package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Proposal is what an officer is about to enter (拟立项): tasks that have no code and
// count for nothing until he confirms them. There is one of each sort for a person.
type Proposal struct {
	ID      string     `json:"id"` // see ProposalOf
	Rev     int64      `json:"-"`
	Version int        `json:"version"` // a change makes the buttons under the earlier words old
	Source  string     `json:"source,omitempty"`
	Tasks   []Task     `json:"tasks,omitempty"`   // none: nothing is proposed
	Left    []string   `json:"left,omitempty"`    // passages of a pasted text that make no task
	Sheet   *Sheet     `json:"sheet,omitempty"`   // a file that waits to be imported
	Words   string     `json:"words,omitempty"`   // of which it is not certain what they are about
	Command string     `json:"command,omitempty"` // that was said with them
	Files   []File     `json:"files,omitempty"`   // that came with them
	Matters []MatterID `json:"matters,omitempty"` // of which the words can be a decision
	Expires time.Time  `json:"expires,omitzero"`
}

// ProposalSort is how a proposal came about.
type ProposalSort string

// The sorts of proposals.
const (
	ProposalNew     ProposalSort = "new"     // 立项: one task
	ProposalMeeting ProposalSort = "meeting" // 会议: the decisions of a meeting
	ProposalImport  ProposalSort = "import"  // 导入: a file
	ProposalRemark  ProposalSort = "remark"  // 批示: words that wait for their task
	ProposalSaying  ProposalSort = "saying"  // of a unit's people: words that wait for their task
)

// How long a proposal waits for its confirmation [O].
const (
	ProposalNewWaits     = 30 * time.Minute
	ProposalMeetingWaits = 24 * time.Hour
	ProposalImportWaits  = 24 * time.Hour
	ProposalRemarkWaits  = 7 * 24 * time.Hour
	ProposalSayingWaits  = 24 * time.Hour
)

// ProposalOf names the proposal of a sort that a person is working on.
func ProposalOf(p PersonID, sort ProposalSort) string {
	return strconv.FormatInt(int64(p), 10) + "/" + string(sort)
}

// Sort is how the proposal came about.
func (p Proposal) Sort() ProposalSort { return ProposalSort(p.ID[strings.LastIndex(p.ID, "/")+1:]) }

// Alive reports whether there is something to go on with. An import that has begun is gone
// on with at any time.
func (p Proposal) Alive(now time.Time) bool {
	if p.Sheet != nil && !p.Sheet.Begun.IsZero() {
		return true
	}
	return (len(p.Tasks) > 0 || p.Sheet != nil || p.Words != "" || p.Command != "") && now.Before(p.Expires)
}

// Press is what the buttons under a proposal carry: of this version and no other.
func (p Proposal) Press() string { return p.ID + "/" + strconv.Itoa(p.Version) }

// Asking is what must still be said before a task can be entered.
type Asking string

// What is asked for, in this order.
const (
	AskingNothing Asking = ""
	AskingTitle   Asking = "title"
	AskingLead    Asking = "lead"
	AskingLimit   Asking = "limit"
)

// Field is where an answer to the question goes.
func (a Asking) Field() Field {
	switch a {
	case AskingLead:
		return FieldLead
	case AskingLimit:
		return FieldLimit
	case AskingTitle, AskingNothing:
	}
	return FieldTitle
}

// Lacks is what a proposed task still lacks.
func (t Task) Lacks() Asking {
	switch {
	case t.Title == "":
		return AskingTitle
	case len(t.Lead) == 0:
		return AskingLead
	case !t.Limit.read():
		return AskingLimit
	}
	return AskingNothing
}

// read reports whether the words of a limit say when.
func (l Limit) read() bool {
	return !l.Due.IsZero() || l.Standing || l.Recurring != RhythmNone || l.Schedule
}

// Propose reads the labelled words of somebody who enters a task by hand. He is there to
// be asked: what cannot be read with confidence is refused with its words, and the task
// has only what was said.
func (r Reading) Propose(cells []Cell) (Task, *Refusal) {
	d := drafting{Reading: r, row: Row{Cells: cells}}
	size := 0
	for _, cell := range cells {
		size += utf8.RuneCountInString(cell.Text)
		if Marked(cell.Text) {
			return Task{}, &Refusal{Reason: ReasonSecret}
		}
	}
	title := d.row.Text(FieldTitle)
	switch {
	case size > maxRow || utf8.RuneCountInString(title) > maxTitle:
		return Task{}, &Refusal{Reason: ReasonTooLong}
	case title != "" && len(Letters(title)) < 2:
		return Task{}, &Refusal{Reason: ReasonShortTitle, Words: title}
	}
	d.words()
	d.units()
	if d.row.Text(FieldLimit) != "" {
		d.limit()
	}
	d.rhythm()
	d.priority()
	words, limit := d.row.Text(FieldLimit), d.draft.Task.Limit
	switch {
	case words == "":
	case !limit.read():
		return Task{}, &Refusal{Reason: ReasonLimit, Words: words}
	case !limit.Due.IsZero() && limit.Due < r.On:
		return Task{}, &Refusal{Reason: ReasonLimitPast, Words: words}
	}
	for _, p := range d.draft.Problems {
		if refusal := d.refuses(p); refusal != nil {
			return Task{}, refusal
		}
	}
	t := d.draft.Task
	t.Title = strings.TrimRight(t.Title, "。") // it is read inside sentences
	t.Limit.NeedsConfirm, t.Notes = false, nil
	return t, nil
}

// refuses is the refusal that a problem is where somebody can be asked.
func (d *drafting) refuses(p Problem) *Refusal {
	switch p.Code {
	case ProblemNoLead, string(LimitPast), string(LimitImmediate):
		return nil // asked for, refused before, or shown with the day that it gives
	case string(UnitNearTie):
		return &Refusal{Reason: ReasonWhichUnit, Words: joinUnits(p.Near)}
	case ProblemRhythm, ProblemTooOften:
		return &Refusal{Reason: ReasonRhythm, Words: p.Words}
	case ProblemPriority:
		return &Refusal{Reason: ReasonForm, Words: p.Words}
	}
	if ofLimit(p) {
		return &Refusal{Reason: ReasonLimit, Words: d.row.Text(FieldLimit)}
	}
	return &Refusal{Reason: ReasonUnknownUnit, Words: p.Words}
}

// Add completes or corrects a proposed task by what was said later.
func (t Task) Add(said Task) Task {
	text := func(into *string, words string) {
		if words != "" {
			*into = words
		}
	}
	units := func(into *[]UnitID, said []UnitID) {
		if len(said) > 0 {
			*into = said
		}
	}
	text(&t.Title, said.Title)
	text(&t.Target, said.Target)
	text(&t.Measures, said.Measures)
	text(&t.Source, said.Source)
	text(&t.Basis, said.Basis)
	text(&t.Campaign, said.Campaign)
	text(&t.Leader, said.Leader)
	text(&t.Linked, said.Linked)
	units(&t.Lead, said.Lead)
	units(&t.Co, said.Co)
	units(&t.Implement, said.Implement)
	units(&t.Supervise, said.Supervise)
	units(&t.Accept, said.Accept)
	t.Co = without(slices.Clone(t.Co), t.Lead)
	t.Implement = without(slices.Clone(t.Implement), t.Lead, t.Co)
	if said.Limit.Raw != "" {
		t.Limit = said.Limit
	}
	if said.Rhythm != RhythmNone {
		t.Rhythm = said.Rhythm
	}
	t.Priority = t.Priority || said.Priority
	return t
}

// With is the proposal with other tasks, waiting anew.
func (p Proposal) With(tasks []Task, by PersonID, at time.Time, waits time.Duration) (Proposal, Entry) {
	p.Version++
	p.Tasks, p.Expires = tasks, at.Add(waits)
	return p, Entry{At: at, By: by, What: WhatProposed, Why: p.ID}
}

// Dropped is the proposal after it was cancelled or entered.
func (p Proposal) Dropped() Proposal {
	p.Version++
	p.Tasks, p.Left, p.Source, p.Sheet, p.Expires = nil, nil, "", nil, time.Time{}
	p.Words, p.Command, p.Files, p.Matters = "", "", nil, nil
	return p
}

// Registered are the tasks that a confirmed proposal became.
type Registered struct {
	Tasks   []Task
	Put     []Record // with the counter that numbered them, and the proposal
	Entries []Entry
}

// Register enters the tasks of a proposal (立项). They are numbered by the counter of the
// year: its revision decides if two do it at once, so no number is used twice. A task of
// which it is not said who leads waits for that, as an imported one does.
func (p Proposal) Register(counter Counter, by Person, at time.Time) (Registered, *Refusal) {
	today := DateOf(at)
	if refusal := May(by, ActionRegister, today); refusal != nil {
		return Registered{}, refusal
	}
	if !p.Alive(at) {
		return Registered{}, &Refusal{Reason: ReasonNoProposal}
	}
	var done Registered
	for _, t := range p.Tasks {
		t, refusal := t.HandedOver(by, today)
		if refusal != nil {
			return Registered{}, refusal
		}
		counter.Last++
		t.ID, t.Rev, t.Registered = NewTaskID(today.Year(), counter.Last), 0, today
		t.State = StateAssigned
		if len(t.Lead) == 0 {
			t.State = StateRegistered
		}
		t = t.tellParts(Task{}, today)
		done.Tasks = append(done.Tasks, t)
		done.Put = append(done.Put, t)
		entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatRegistered, Why: p.ID, Fields: append([]FieldDiff{
			{Name: "lead", After: joinUnits(t.Lead)},
		}, Standing{}.to(t.Standing())...)}
		if t.RepeatOf != "" {
			entry.Fields = append(entry.Fields, FieldDiff{Name: RepeatField, After: string(t.RepeatOf)})
		}
		done.Entries = append(done.Entries, entry)
	}
	done.Put = append(done.Put, counter, p.Dropped())
	return done, nil
}

// Ref names the proposal.
func (p Proposal) Ref() (Kind, string) { return KindProposal, p.ID }

// Revision is the revision at which the proposal was read.
func (p Proposal) Revision() int64 { return p.Rev }
