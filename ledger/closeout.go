package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Closeout is the way on which a completed task is struck off (销号, domain §6). Its steps
// are those of the rules that held when it was applied for, and stay so however often it
// is sent back: what has begun under one version ends under it.
type Closeout struct {
	Policy   int      `json:"policy"` // version of the rules; 0: as shipped
	Steps    []Step   `json:"steps"`
	At       int      `json:"at"` // index of the step that it stands at, or begins at again
	Unit     UnitID   `json:"unit"`
	Applied  Date     `json:"applied"` // the last time
	Times    int      `json:"times"`   // how often it was applied for
	Text     string   `json:"text,omitempty"`
	Files    []File   `json:"files,omitempty"`   // the unit's evidence
	Album    string   `json:"album,omitempty"`   // the pictures that came together with it
	Until    Date     `json:"until,omitzero"`    // last day of the public notice, while it runs
	Returned Date     `json:"returned,omitzero"` // when it was sent back; zero: it runs
	Why      string   `json:"why,omitempty"`     // it was sent back
	Taken    bool     `json:"taken,omitempty"`   // its unit took it back itself, on the day of Returned
	Passed   []Passed `json:"passed,omitempty"`  // the steps that were decided, the oldest first
}

// Passed is a step of a close-out that was decided, with its evidence.
type Passed struct {
	Step    StepName `json:"step"`
	Unit    UnitID   `json:"unit,omitempty"` // of several that all have to pass the step: whose part it is
	On      Date     `json:"on"`
	By      string   `json:"by,omitempty"`      // empty: the clock
	For     string   `json:"for,omitempty"`     // whom he stood in for (代)
	Instead Desk     `json:"instead,omitempty"` // in whose place the office decided (代办)
	Verdict Verdict  `json:"verdict"`
	Words   string   `json:"words,omitempty"`
	Files   []File   `json:"files,omitempty"`
}

// Within how many workdays a step of a close-out is decided [O]. A superior has his own pace.
const (
	CloseoutAnswer = 3
	SuperiorAnswer = 20
)

// ReadyDays is after how many workdays somebody is told of completed work that nobody has
// applied to have struck off (能销号的没有及时销号) [O].
const ReadyDays = 5

// ProcedureOf are the steps for a source: the first procedure that names a word of it, else
// the one for all others.
func (p Policy) ProcedureOf(source string) Procedure {
	for _, procedure := range p.Procedures {
		named := func(word string) bool { return strings.Contains(source, word) }
		if len(procedure.Sources) == 0 || slices.ContainsFunc(procedure.Sources, named) {
			return procedure
		}
	}
	return Procedure{}
}

// Closing reports whether the task is on its way to be struck off (销号中).
func (t Task) Closing() bool {
	return t.State == StateCompleted && len(t.Closeout.Steps) > 0 && t.Closeout.Returned.IsZero()
}

// Ready is since when the work is completed and nobody applies to have it struck off; zero
// where there is nothing to apply for.
func (t Task) Ready() Date {
	switch {
	case t.State != StateCompleted || t.Closing():
		return 0
	default:
		return max(t.Completed, t.Closeout.Returned)
	}
}

// Step is the step at which a close-out stands.
func (c Closeout) Step() Step {
	if c.At >= len(c.Steps) {
		return Step{}
	}
	return c.Steps[c.At]
}

// Ends is the last day of a public notice that is opened on a day. Its day of opening does
// not count, and one that would end on a day off ends on the workday after it (民法典第
// 二百零三条).
func (s Step) Ends(opened Date, calendar Calendar) Date {
	if s.Workdays {
		return calendar.After(opened, s.Days)
	}
	return calendar.After(opened.AddDays(s.Days-1), 1)
}

// Lasts reports whether a public notice lasts as many days as somebody says.
func (s Step) Lasts(days string, workdays bool) bool {
	return days == strconv.Itoa(s.Days) && (s.Workdays || !workdays)
}

// ApplyCloseout asks that a completed task be struck off: by its leading unit, with a
// sentence, and with files where the first step wants evidence. A head who applies himself
// has signed the self-check by that; who only stands in for him is asked like him. It leaves the step to be opened, see [Task.OpenStep].
func (t Task) ApplyCloseout(a Applying, p Policy) (Task, []Entry, *Refusal) {
	today := DateOf(a.At)
	if refusal := MayTask(a.By, ActionApply, t, today); refusal != nil {
		return Task{}, nil, refusal
	}
	a.Text = strings.TrimSpace(a.Text)
	if refusal := t.refusesCloseout(a); refusal != nil {
		return Task{}, nil, refusal
	}
	if refusal := t.refusesOpenParts(a.Parts); refusal != nil {
		return Task{}, nil, refusal
	}
	was := t.Closeout
	c := was
	if len(c.Steps) == 0 {
		c = Closeout{Policy: p.Version, Steps: p.ProcedureOf(t.Source).Steps}
	}
	switch {
	case c.Step().Files && !proven(a.Files) && !awaited(a.Files): // what comes later is waited for by whoever decides
		return Task{}, nil, &Refusal{Reason: ReasonNoEvidence, Task: t.ID, Words: string(c.Step().Name)}
	case a.Text == "" && len(a.Files) == 0:
		return Task{}, nil, &Refusal{Reason: ReasonNoWhy, Task: t.ID}
	}
	unit, _ := t.speaksFor(a.By, today)
	c.Unit, c.Applied, c.Times, c.Text, c.Files, c.Album = unit, today, was.Times+1, a.Text, a.Files, a.Album
	c.Returned, c.Why, c.Taken, c.Passed = 0, "", false, slices.Clone(c.Passed)
	t.Closeout = c
	entry := Entry{At: a.At, By: a.By.ID, Unit: unit, Task: t.ID, What: WhatCloseout, Why: "applied", Fields: []FieldDiff{
		{Name: "text", After: a.Text}, {Name: "files", After: fileNames(a.Files)}, {Name: "step", After: string(c.Step().Name)},
	}}
	if c.Step().Name == StepSelfCheck && a.By.sitsHimself(DeskHead(unit), today) && (!c.Step().Files || proven(a.Files)) {
		t = t.passed(Passed{Unit: unit, On: today, By: a.By.Name, Verdict: VerdictApproved, Files: a.Files})
		entry.Fields = append(entry.Fields, FieldDiff{Name: "signed", After: string(StepSelfCheck)})
	}
	return t, []Entry{entry}, nil
}

func (t Task) refusesCloseout(a Applying) *Refusal {
	switch {
	case t.State == StateSubmitted:
		return t.refusesEnded()
	case t.Open():
		return &Refusal{Reason: ReasonNotCompleted, Task: t.ID}
	case t.State != StateCompleted:
		return &Refusal{Reason: ReasonClosed, Task: t.ID}
	case t.Closing():
		return &Refusal{Reason: ReasonClosing, Task: t.ID, Words: string(t.Closeout.Step().Name)}
	default:
		return fitWords(t.ID, a.Text, a.Files)
	}
}

// passed moves a close-out past the step that it stands at, once all who have to pass it did;
// past the last one the task is struck off.
func (t Task) passed(p Passed) Task {
	c := t.Closeout
	p.Step = c.Step().Name
	if len(t.signers(p.Step)) < 2 {
		p.Unit = ""
	}
	c.Passed = append(slices.Clip(c.Passed), p)
	t.Closeout.Passed = c.Passed
	if p.Unit == "" || len(t.unsigned(p.Step)) == 0 {
		c.At++
	}
	c.Until = 0
	t.Closeout = c
	if c.At >= len(c.Steps) {
		t.State, t.Closed = StateClosed, p.On
	}
	return t
}

// sentBack returns a close-out to its unit, to be applied for again from the step that the
// rules name, else from the first.
func (t Task) sentBack(p Passed) Task {
	c := t.Closeout
	step := c.Step()
	p.Step, p.Verdict = step.Name, VerdictReturned
	if len(t.signers(p.Step)) < 2 {
		p.Unit = ""
	}
	c.Passed = append(slices.Clip(c.Passed), p)
	c.At = max(0, slices.IndexFunc(c.Steps, func(s Step) bool { return s.Name == step.Back }))
	c.Until, c.Returned, c.Why, c.Taken = 0, p.On, p.Words, false
	t.Closeout = c
	return t
}

// desk is whose decision a step waits for.
func (t Task) desk(step StepName) Desk {
	if left := t.unsigned(step); len(left) > 0 {
		return left[0]
	}
	switch step {
	case StepLeadVerify:
		if other := func(u UnitID) bool { return !slices.Contains(t.Lead, u) }; slices.ContainsFunc(t.Implement, other) {
			return DeskUnit(t.Closeout.Unit)
		}
	case StepLeaderSign:
		if t.Leader != "" {
			return DeskLeader(t.Leader)
		}
	case StepSelfCheck, StepAccept, StepOffice, StepPublicNotice, StepSuperior, StepFile:
	}
	return DeskOffice
}

// CloseoutDesks are the desks at which the steps of a close-out that are left are decided,
// the office's apart: whoever opens a step finds out at which of them somebody sits.
func (t Task) CloseoutDesks() []Desk {
	var desks []Desk
	for _, step := range t.Closeout.Steps[min(t.Closeout.At, len(t.Closeout.Steps)):] {
		for _, desk := range append(t.signers(step.Name), t.desk(step.Name)) {
			if desk != DeskOffice && !slices.Contains(desks, desk) {
				desks = append(desks, desk)
			}
		}
	}
	return desks
}

// Stepping is with what the next step of a close-out is opened.
type Stepping struct {
	By       Person // whose act led to it; none: the clock
	At       time.Time
	Calendar Calendar
	Manned   []Desk // at which somebody sits today, see [Task.CloseoutDesks]
}

// OpenStep opens the step at which a close-out stands, if nobody was asked for it yet; false:
// there is none to open. Where nobody sits at the desk of a step, the office decides for it
// and is told so: a close-out does not hang on a post that nobody holds.
func (t Task) OpenStep(s Stepping) (Applied, bool) {
	_, waits := t.Waits(MatterStep)
	if !t.Closing() || waits || !t.Closeout.Until.IsZero() {
		return Applied{Task: t}, false
	}
	c := t.Closeout
	step := c.Step().Name
	desk, instead := t.desk(step), Desk("")
	if desk != DeskOffice && !slices.Contains(s.Manned, desk) {
		desk, instead = DeskOffice, desk
	}
	days := CloseoutAnswer
	if step == StepSuperior {
		days = SuperiorAnswer
	}
	applied, refusal := t.open(MatterStep, desk, Applying{
		By: s.By, At: s.At, Text: c.Text, Files: c.Files, Album: c.Album, AnswerBy: s.Calendar.After(DateOf(s.At), days),
	})
	if refusal != nil { // the words were looked at when they were taken
		return Applied{Task: t}, false
	}
	applied.Matter.Unit, applied.Matter.Step, applied.Matter.Instead = c.Unit, step, instead
	if desk != DeskOffice {
		applied.Task.Waiting[len(applied.Task.Waiting)-1].By = applied.Matter.AnswerBy
	}
	applied.Entries[0].Unit = c.Unit
	applied.Entries[0].Fields = append(applied.Entries[0].Fields, FieldDiff{Name: "step", After: string(step)})
	return applied, true
}

// pass grants the step of a close-out. A public notice is opened by that, and passes by the
// clock; a superior's answer is recorded with its number.
func (t Task) pass(m Matter, d Deciding) (Task, *Refusal) {
	step := t.Closeout.Step()
	switch {
	case !t.Closing() || step.Name != m.Step:
		return Task{}, &Refusal{Reason: ReasonVoid, Task: t.ID}
	case step.Name == StepSuperior && d.Words == "":
		return Task{}, &Refusal{Reason: ReasonNoNumber, Task: t.ID}
	case step.Files && !proven(m.Files) && !proven(d.Files) && awaited(m.Files):
		return Task{}, &Refusal{Reason: ReasonFileOwed, Task: t.ID, Words: string(step.Name)}
	case step.Files && !proven(m.Files) && !proven(d.Files):
		return Task{}, &Refusal{Reason: ReasonNoEvidence, Task: t.ID, Words: string(step.Name)}
	case step.Name == StepPublicNotice:
		t.Closeout.Until = step.Ends(DateOf(d.At), d.Calendar)
		return t, nil
	}
	return t.passed(m.deciding(d)), nil
}

// deciding is the decision of a step as the close-out keeps it: who decided, in whose place,
// and for which of several units.
func (m Matter) deciding(d Deciding) Passed {
	today := DateOf(d.At)
	p := Passed{
		Unit: m.Desk.Of(), On: today, By: d.By.Name, For: d.By.standsInFor(m.Desk, today), Instead: m.Instead,
		Verdict: VerdictApproved, Words: d.Words, Files: d.Files,
	}
	if m.Instead != "" {
		p.Unit = m.Instead.Of()
	}
	return p
}
