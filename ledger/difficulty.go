package ledger

import (
	"slices"
	"strings"
	"time"
)

// The bounds of difficulties [O].
const (
	DifficultyAnswer = 3 // workdays within which the office, or whoever it forwards to, answers
	StillRounds      = 3 // times 无变化 in a row: the work stands still
	askedEvery       = 7 // days between two lines that ask another unit again
)

// Forwarded is a difficulty that the office handed on to another unit (转办).
type Forwarded struct {
	To    UnitID   `json:"to"`
	On    Date     `json:"on"`
	By    PersonID `json:"by"`
	Until Date     `json:"until"`
	Words string   `json:"words,omitempty"`
	Back  string   `json:"back,omitempty"` // why the unit handed it back
	With  []UnitID `json:"with,omitempty"` // that were asked with it, each for its part
}

// Asks reports whether a difficulty of the task waits for an answer of the unit, which may
// have no part in the task.
func (t Task) Asks(unit UnitID) bool {
	return unit != "" && slices.ContainsFunc(t.Waiting, func(w Waiting) bool { return w.Kind == MatterDifficulty && w.Desk == DeskUnit(unit) })
}

// keepDifficulty keeps the matters of a unit's difficulty in step with its report in force: a
// difficulty opens one or gives it new words, any other word of the unit voids it, and
// what is withdrawn or amended puts back what stood before. The fields go into the
// report's own entry.
func (t Task) keepDifficulty(r Report, by Reporting) (Task, Report, []Matter, []FieldDiff) {
	t = t.owned(by.Matters)
	var put []Matter
	var fields []FieldDiff
	waits := t.waitsOf(r.Unit)
	text, blocked := t.stuckBy(r, by, waits)
	switch {
	case blocked && len(waits) > 0 && (r.Blocked || t.stoodBefore(r, by, waits)):
		t, put = t.restate(r, by, waits, text)
	case blocked && r.Voided != "":
		t, r, put, fields = t.putBack(r, by, text)
	case blocked && r.Blocked:
		applied := t.opened(MatterDifficulty, DeskOffice, Applying{ // the report's own rules have passed its words
			By: by.By, At: by.At, Text: r.Text, Files: r.Files, AnswerBy: by.AnswerBy,
		})
		m := applied.Matter
		m.Said = []SaidOf{{Report: r.ID, On: DateOf(r.At), Text: r.Text, Unit: r.Unit}}
		m.Unit, m.Needs, m.Part, r.Opened = r.Unit, by.Needs, t.partOf(r.Unit), m.ID
		t, put, fields = applied.Task.seat(m), []Matter{m}, []FieldDiff{{Name: "matter", After: string(r.Opened)}}
	case len(waits) > 0: // what it asked is no longer asked
		t, r, put, fields = t.endOwn(r, by, waits)
	}
	if t.leads(r.Unit) {
		t = t.blockedAgain()
	}
	return t, r, put, fields
}

// stuckBy is what stands in the way of the unit after its report, or of the task, where no other
// unit leads it: of several each has its own difficulty, and only its own words end that.
func (t Task) stuckBy(r Report, by Reporting, waits []Waiting) (text string, stuck bool) {
	switch {
	case len(t.Lead) < 2 || !t.leads(r.Unit):
		return t.stuckOn(t.sideOf(r.Unit))
	case r.Blocked && r.Withdrawn.IsZero():
		return r.Text, true
	case !r.Withdrawn.IsZero() || r.NoChange || by.bare():
		return "", r.Voided != "" || len(waits) > 0 && t.stoodBefore(r, by, waits)
	}
	return "", false
}

// stoodBefore reports whether the difficulty that waits was not raised by this report alone.
func (t Task) stoodBefore(r Report, by Reporting, waits []Waiting) bool {
	m, ok := by.matter(waits[0].Matter)
	return waits[0].Matter != r.Opened || ok && m.saidBeside(r.ID)
}

// restate gives the matters of a difficulty the words that stand.
func (t Task) restate(r Report, by Reporting, waits []Waiting, text string) (Task, []Matter) {
	var put []Matter
	for _, w := range waits {
		if m, ok := by.matter(w.Matter); ok {
			if said, changed := m.say(r, by, text); changed {
				t, put = t.seat(said), append(put, said)
			}
		}
	}
	return t, put
}

// endOwn voids what the unit asked.
func (t Task) endOwn(r Report, by Reporting, waits []Waiting) (Task, Report, []Matter, []FieldDiff) {
	var put []Matter
	var fields []FieldDiff
	for _, w := range waits {
		m, ok := by.matter(w.Matter)
		switch {
		case !ok:
			continue
		case r.Opened == m.ID:
			r.Opened = ""
		case r.Voided == "":
			r.Voided = m.ID
		default:
			r.VoidedToo = append(slices.Clip(r.VoidedToo), m.ID)
		}
		t, m = t.settle(m, VerdictVoid, Settled{At: by.At})
		m.Answered = w.Answered
		put, fields = append(put, m), append(fields, FieldDiff{Name: "matter", Before: string(m.ID)})
	}
	return t, r, put, fields
}

// putBack lets wait again what a report had ended that is withdrawn, or says something else now.
func (t Task) putBack(r Report, by Reporting, text string) (Task, Report, []Matter, []FieldDiff) {
	var put []Matter
	var fields []FieldDiff
	for _, id := range append([]MatterID{r.Voided}, r.VoidedToo...) {
		m, ok := by.matter(id)
		if !ok || m.Verdict != VerdictVoid {
			continue
		}
		m.Verdict, m.Settled = "", Settled{}
		if len(m.Said) <= 1 && text != "" {
			m.Text = text
		}
		t.Waiting = append(slices.Clone(t.Waiting), Waiting{Matter: m.ID, Kind: m.Kind, Desk: m.Desk, Answered: m.Answered})
		m.Answered = nil
		t, put, fields = t.seat(m), append(put, m), append(fields, FieldDiff{Name: "matter", After: string(m.ID)})
	}
	if len(put) > 0 {
		r.Voided, r.VoidedToo = "", nil
	}
	return t, r, put, fields
}

// unchanged counts how often in a row, on different days, the unit said that nothing moved.
func (t Task) unchanged(r Report) int {
	switch {
	case !r.NoChange:
		return 0
	case t.Unchanged > 0 && t.Last.Report != r.ID && DateOf(t.Last.At) == DateOf(r.At):
		return t.Unchanged
	default:
		return t.Unchanged + 1
	}
}

// Forwarding is the office handing a difficulty on.
type Forwarding struct {
	By    Person
	At    time.Time
	To    UnitID
	With  []UnitID // that are asked at the same time, see [Matter.ForwardEach]
	Until Date
	Words string
}

// Forward hands a difficulty on to another unit, with a limit of its own. A second time
// moves it on, and the first unit is not asked any more.
func (m Matter) Forward(t Task, f Forwarding) (Decided, *Refusal) {
	today := DateOf(f.At)
	if refusal := MayTask(f.By, ActionForward, t, today); refusal != nil {
		return Decided{}, refusal
	}
	f.Words = strings.TrimSpace(f.Words)
	switch {
	case m.Kind != MatterDifficulty:
		return Decided{}, &Refusal{Reason: ReasonNoDifficulty, Task: m.Task}
	case m.Over() != nil:
		return Decided{}, m.Over()
	case m.asksItself(t, f.To):
		return Decided{}, &Refusal{Reason: ReasonForwardOwn, Task: m.Task, Words: string(f.To)}
	case f.Until < today:
		return Decided{}, &Refusal{Reason: ReasonForwardPast, Task: m.Task, Words: string(f.To)}
	}
	if refusal := fitWords(m.Task, f.Words, nil); refusal != nil {
		return Decided{}, refusal
	}
	before := m.Desk
	m.Forwards = append(slices.Clip(m.Forwards), Forwarded{To: f.To, On: today, By: f.By.ID, Until: f.Until, Words: f.Words, With: f.With})
	t, m = t.freed(m, today), m.asks(DeskUnit(f.To), f.Until)
	return Decided{Task: t.seat(m), Matter: m, Entries: []Entry{{
		At: f.At, By: f.By.ID, Unit: f.To, Task: m.Task, What: WhatForwarded, Fields: []FieldDiff{
			{Name: "matter", After: string(m.ID)},
			{Name: "desk", Before: string(before), After: string(m.Desk)},
			{Name: "until", After: f.Until.String()},
			{Name: "text", After: f.Words},
		},
	}}}, nil
}

// Answer answers a difficulty: the unit to which it was forwarded, or the office itself.
// The task stays blocked until its unit reports again: an answer is not yet the work.
func (m Matter) Answer(t Task, by Person, at time.Time, words string) (Decided, *Refusal) {
	today := DateOf(at)
	if refusal := May(by, ActionAnswer, today); refusal != nil {
		return Decided{}, refusal
	}
	words = strings.TrimSpace(words)
	switch {
	case m.Kind != MatterDifficulty || !by.MayDecide(m, today):
		return Decided{}, &Refusal{Reason: ReasonNoMatter}
	case m.Over() != nil:
		return Decided{}, m.Over()
	case words == "" || IsCourtesy(words): // 收到 solves nothing
		return Decided{}, &Refusal{Reason: ReasonNoAnswer, Task: m.Task}
	}
	if refusal := fitWords(m.Task, words, nil); refusal != nil {
		return Decided{}, refusal
	}
	settled := Settled{By: by.ID, Name: by.Name, At: at, Words: words}
	unit := UnitID("")
	if asked, ok := m.Desk.Unit(); ok && by.Sits(m.Desk, today) {
		unit, settled.Unit = asked, asked
	}
	t, m = t.settle(m, VerdictAnswered, settled)
	return Decided{Task: t, Matter: m, Entries: []Entry{{
		At: at, By: by.ID, Unit: unit, Task: m.Task, What: WhatDecided, Why: string(m.Kind), Fields: []FieldDiff{
			{Name: "matter", After: string(m.ID)}, {Name: "verdict", After: string(VerdictAnswered)}, {Name: "text", After: words},
		},
	}}}, nil
}

// Tell decides whether the unit that is asked is told of the request today: at once, the
// day before its limit and on it, weekly before that; after it 1, 3, 7 days and weekly, and
// urgently.
func (m Matter) Tell(today, horizon Date) (Telling, bool) {
	by := m.AnswerBy
	switch {
	case m.Verdict != "", !m.Rests.IsZero():
		return Telling{}, false
	case today > by:
		return Telling{Reason: OccasionBlocking, On: by}, m.Told.IsZero() || m.risenSince(today) || latestAfter(by, today) > m.Told
	case m.risenSince(today):
		return Telling{Reason: OccasionAsked, On: by}, true
	case m.Told.IsZero(), by-1 > m.Told && by-1 <= horizon, by > m.Told && by <= horizon, m.Told+askedEvery <= today:
		return Telling{Reason: OccasionAsked, On: by}, true
	}
	return Telling{}, false
}

// risenSince reports whether supervision of the unit rose without a notice since it was told.
func (m Matter) risenSince(today Date) bool {
	day, _ := m.RisenQuietly()
	return !day.IsZero() && day+1 > m.Told && day < today
}

// TellDone is the matter after the unit was told of it.
func (m Matter) TellDone(today Date) Matter {
	m.Told = today
	return m
}

// Raise is the matter after the head of the unit that is late was told, once.
func (m Matter) Raise(today Date) Matter {
	m.Raised = today
	return m
}

// ForwardedMark holds what other units are to answer; score: the day by which.
const ForwardedMark = "forwarded"

// ForwardedRange is what other units are to answer, the most pressing first.
func ForwardedRange() Range { return Range{Mark: ForwardedMark, Max: NoLimit} }

// BlockingRange is what other units should have answered before today.
func BlockingRange(today Date) Range { return Range{Mark: ForwardedMark, Max: int64(today) - 1} }

// Mentioned are the units of whose names a text speaks, in its order: 需财政局拨款. A name
// of several units names none.
func (d Directory) Mentioned(text string) []UnitID {
	const longest = 20
	runes := []rune(nameKey(text))
	var found []UnitID
	for i := 0; i < len(runes); {
		step := 1
		for n := min(longest, len(runes)-i); n >= 2; n-- {
			ids := d.names[string(runes[i:i+n])]
			if len(ids) == 0 {
				continue
			}
			if step = n; len(ids) == 1 && !slices.Contains(found, ids[0]) {
				found = append(found, ids[0])
			}
			break
		}
		i += step
	}
	return found
}
