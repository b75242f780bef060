package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The bounds of reporting [O].
const (
	UndoWithin = 10 * time.Minute
	TextMost   = 1000 // characters of one report
)

// Reporting is what a unit wants to have recorded about one task.
type Reporting struct {
	By       Person
	At       time.Time // when it was said, in the office's zone: a unit is not late because we were down
	Taken    time.Time // when it was taken up
	Percent  int       // NoPercent: as before
	NoChange bool
	Blocked  bool
	Text     string
	Files    []File
	From     string // the message that it came with
	Album    string // the pictures that were sent together, if it came with such

	Matters  []Matter // those of difficulties that wait on the task, or that the report opened or ended
	AnswerBy Date     // when a difficulty is to be answered, by the calendar
	Needs    UnitID   // of whom its words speak
}

// Reported is a task and the report that it took.
type Reported struct {
	Task    Task
	Report  Report
	Unit    UnitID
	Lead    bool // false: a co-unit's part; the task's own figures are untouched
	Entries []Entry
	Matters []Matter // that are to be put with it
}

// TakeReport records a report. The leading unit's percentage is the task's; a co-unit's
// report is kept beside it (domain §4). A hundred percent is a completion submitted to
// the office, not yet a completion.
func (t Task) TakeReport(r Reporting) (Reported, *Refusal) {
	today := DateOf(r.At)
	if refusal := MayTask(r.By, ActionReport, t, today); refusal != nil {
		return Reported{}, refusal
	}
	switch {
	case t.Ready() != 0 && len(r.Files) > 0:
		return Reported{}, &Refusal{Reason: ReasonReadyFiles, Task: t.ID}
	case !t.Open():
		return Reported{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case t.Divided():
		return Reported{}, t.refusesWhole(r.By, DateOf(r.At))
	case t.State == StateSuspended:
		return Reported{}, &Refusal{Reason: ReasonSuspended, Task: t.ID}
	}
	if refusal := r.check(t.ID); refusal != nil {
		return Reported{}, refusal
	}
	unit, lead := t.speaksFor(r.By, today)
	t = t.owned(r.Matters)
	if refusal := t.refusesHindered(unit, r); lead && refusal != nil {
		return Reported{}, refusal
	}
	if lead && r.NoChange && t.State == StateSubmitted {
		return Reported{}, t.refusesEnded() // nobody is waited for but the office
	}
	report := Report{
		ID:   ReportID(string(t.ID) + "/" + strconv.Itoa(t.Reports+1)),
		Task: t.ID, Unit: unit, By: r.By.ID, ByName: r.By.Name, At: r.At,
		Percent: r.figure(), NoChange: r.NoChange, Blocked: r.Blocked,
		Text: r.Text, Files: r.Files, From: r.From, Album: r.Album, Before: t.before(),
	}
	if r.Taken.After(r.At) {
		report.Taken = r.Taken
	}
	was := t
	t.Reports++
	if lead {
		t = t.receive(Acceptance{Unit: unit, By: r.By.ID, Name: r.By.Name, At: r.At, Report: report.ID})
		t, report = t.apply(report)
	} else {
		report.Before.Beside = t.beside(unit)
		t = t.applyBeside(report)
	}
	t, report, matters, of := t.keepDifficulty(report, r)
	what := WhatReported
	if r.Blocked {
		what = WhatBlocked
	}
	entry := Entry{At: r.At, By: r.By.ID, Unit: unit, Task: t.ID, What: what, Fields: []FieldDiff{
		{Name: "report", After: string(report.ID)}, {Name: "text", After: report.Text},
	}}
	entry.Fields = append(entry.Fields, filesDiff(report.Files)...)
	if !lead {
		entry.Fields = append(entry.Fields, partDiff(NoPercent, report.Percent))
	}
	entry.Fields = append(append(append(entry.Fields, was.Standing().to(t.Standing())...), receiptDiff(was, t)...), of...)
	return Reported{Task: t, Report: report, Unit: unit, Lead: lead, Entries: []Entry{entry}, Matters: matters}, nil
}

// partDiff is what a unit says of its own part, which is not the task's percentage.
func partDiff(was, is int) FieldDiff {
	return FieldDiff{Name: "part_percent", Before: percent(was), After: percent(is)}
}

func percent(n int) string {
	if n == NoPercent {
		return ""
	}
	return strconv.Itoa(n)
}

// receiptDiff names the unit whose receipt came with something else that it said.
func receiptDiff(was, is Task) []FieldDiff {
	if len(is.Accepted) <= len(was.Accepted) {
		return nil
	}
	return []FieldDiff{{Name: "accepted", After: string(is.Accepted[len(is.Accepted)-1].Unit)}}
}

func (r Reporting) check(id TaskID) *Refusal {
	switch {
	case r.Percent != NoPercent && (r.Percent < 0 || r.Percent > 100):
		return &Refusal{Reason: ReasonPercentRange, Task: id, Words: strconv.Itoa(r.Percent)}
	case utf8.RuneCountInString(r.Text) > TextMost:
		return &Refusal{Reason: ReasonTooLong, Task: id}
	case Marked(r.Text) || slices.ContainsFunc(r.Files, func(f File) bool { return Marked(f.Name) }):
		return &Refusal{Reason: ReasonSecret, Task: id}
	case !r.says():
		return &Refusal{Reason: ReasonNoWords, Task: id}
	}
	return nil
}

// says reports whether anything is said. A difficulty without words helps nobody.
func (r Reporting) says() bool {
	figure := r.NoChange || r.Percent != NoPercent
	if r.Blocked && IsNoDifficulty(r.Text) {
		return len(r.Files) > 0
	}
	return strings.TrimSpace(r.Text) != "" || len(r.Files) > 0 || (figure && !r.Blocked)
}

// figure is the percentage that is said; whoever says that nothing changed says none.
func (r Reporting) figure() int {
	if r.NoChange {
		return NoPercent
	}
	return r.Percent
}

// speaksFor is the unit for which the person reports: the one that leads the task, if
// he speaks for several.
func (t Task) speaksFor(p Person, today Date) (unit UnitID, lead bool) {
	units := p.Units(today)
	for _, leading := range t.Lead {
		for _, unit := range units {
			if unit == leading {
				return unit, true
			}
		}
	}
	for _, unit := range units {
		if t.Answers(unit) {
			return unit, false
		}
	}
	return "", false
}

func (t Task) before() Before {
	return Before{
		State: t.State, Percent: t.Percent, Last: t.Last,
		Blocked: t.Blocked, BlockedOn: t.BlockedOn, Promise: t.Promise, Unchanged: t.Unchanged,
	}
}

// apply puts a leading unit's report in force. It ends a promise: the unit has spoken.
// A report that names no percentage leaves it as it is.
func (t Task) apply(r Report) (Task, Report) {
	said, bare := r.Percent != NoPercent, r.bare()
	if !said {
		r.Percent = t.Percent
	}
	if r.Blocked && t.State == StateSubmitted {
		r.Percent = min(r.Percent, ReturnedMost) // it is not completed after all
	}
	t.Percent, t.Unchanged = r.Percent, t.unchanged(r)
	t.Last = Last{Report: r.ID, At: r.At, By: r.By, Unit: r.Unit, Text: r.Text, Files: len(r.Files)}
	t.Promise = Promise{}
	switch {
	case r.Blocked:
		t.State, t.Blocked, t.BlockedOn = StateBlocked, r.Text, DateOf(r.At)
	case r.NoChange && (t.State == StateBlocked || t.State == StateSubmitted):
		// it still is: no change says nothing else
	case bare && t.State == StateBlocked:
		// a photo of what is in the way does not clear it away
	case r.Percent == 100 && !t.Endless() && (said || t.State == StateSubmitted):
		t.State, t.Blocked, t.BlockedOn = StateSubmitted, "", 0
	default:
		t.State, t.Blocked, t.BlockedOn = StateInProgress, "", 0
	}
	return t, r
}

// bare reports whether it is files and not a word.
func (r Report) bare() bool {
	return r.Percent == NoPercent && r.Text == "" && !r.Blocked && !r.NoChange
}

// bare reports whether it is files and not a word.
func (r Reporting) bare() bool {
	return r.figure() == NoPercent && strings.TrimSpace(r.Text) == "" && !r.Blocked && !r.NoChange
}

// superseded reports whether a leading unit's report is no longer the one in force.
// What came after it was said in its knowledge, so it is history and stays as it is.
func (t Task) superseded(r Report) bool {
	return t.leads(r.Unit) && t.Last.Report != r.ID
}

// besideNow reports whether the report is the one in force of a unit that does not lead.
func (t Task) besideNow(r Report) bool { return !t.leads(r.Unit) && t.beside(r.Unit).Report == r.ID }

// Undo withdraws a report within ten minutes, by whoever made it. What it replaced is
// in force again, so of a leading unit's reports the newest goes first. said is when it
// was asked for: nobody is late because we were down.
func (t Task) Undo(r Report, by Person, said time.Time, matters ...Matter) (Reported, *Refusal) {
	switch {
	case r.By != by.ID:
		return Reported{}, &Refusal{Reason: ReasonNotYours, Task: t.ID}
	case !r.Withdrawn.IsZero():
		return Reported{}, &Refusal{Reason: ReasonUndoNothing, Task: t.ID}
	case said.Sub(r.answered()) > UndoWithin:
		return Reported{}, &Refusal{Reason: ReasonUndoLate, Task: t.ID}
	}
	if refusal := MayTask(by, ActionReport, t, DateOf(said)); refusal != nil {
		return Reported{}, refusal
	}
	switch {
	case !t.Open():
		return Reported{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case t.State == StateSuspended:
		return Reported{}, &Refusal{Reason: ReasonSuspended, Task: t.ID}
	case t.superseded(r), t.beside(r.Unit).Report != "" && !t.leads(r.Unit) && !t.besideNow(r):
		return Reported{}, &Refusal{Reason: ReasonUndoNewer, Task: t.ID}
	}
	was, inForce := t, t.Last.Report == r.ID
	r.Withdrawn = said
	entry := Entry{At: said, By: by.ID, Unit: r.Unit, Task: t.ID, What: WhatWithdrawn, Fields: []FieldDiff{
		{Name: "report", Before: string(r.ID)},
	}}
	if inForce {
		b := r.Before
		t.State, t.Percent, t.Last, t.Blocked, t.BlockedOn = b.State, b.Percent, b.Last, b.Blocked, b.BlockedOn
		t.Unchanged = b.Unchanged
		if t.Promise.Date.IsZero() { // one made since then stands
			t.Promise = b.Promise
		}
		t = t.unreceive(r.ID)
		entry.Fields = append(entry.Fields, was.Standing().to(t.Standing())...)
	}
	beside := t.besideNow(r)
	if beside {
		was := r.Before.Beside
		was.Unit = r.Unit
		t = t.withBeside(was)
	}
	var put []Matter
	if inForce || beside {
		gone := r
		gone.Blocked = false // what it said is no longer said
		var of []FieldDiff
		t, gone, put, of = t.keepDifficulty(gone, Reporting{By: by, At: said, Matters: matters})
		r.Opened, r.Voided, r.VoidedToo, entry.Fields = gone.Opened, gone.Voided, gone.VoidedToo, append(entry.Fields, of...)
	}
	return Reported{Task: t, Report: r, Unit: r.Unit, Lead: inForce, Entries: []Entry{entry}, Matters: put}, nil
}

// answered is when whoever reported heard of it.
func (r Report) answered() time.Time {
	if r.Taken.IsZero() {
		return r.At
	}
	return r.Taken
}

// Amend replaces what a report said: its message was edited, or a late picture came.
// It keeps its number and place; the entry keeps both wordings.
func (t Task) Amend(r Report, by Reporting) (Reported, *Refusal) {
	switch {
	case r.By != by.By.ID:
		return Reported{}, &Refusal{Reason: ReasonNotYours, Task: t.ID}
	case !r.Withdrawn.IsZero() || !t.Open() || t.State == StateSuspended || t.superseded(r):
		return Reported{}, &Refusal{Reason: ReasonEditedTooLate, Task: t.ID}
	}
	if refusal := MayTask(by.By, ActionReport, t, DateOf(by.At)); refusal != nil {
		return Reported{}, refusal
	}
	if refusal := by.check(t.ID); refusal != nil {
		return Reported{}, refusal
	}
	if refusal := t.owned(by.Matters).refusesHindered(r.Unit, by); t.leads(r.Unit) && refusal != nil {
		return Reported{}, refusal
	}
	old, was := r, t
	r.Percent, r.Text, r.NoChange, r.Blocked, r.Amended = by.figure(), by.Text, by.NoChange, by.Blocked, by.At
	r.Files = r.with(by.Files)
	inForce, beside := t.Last.Report == r.ID, t.besideNow(r)
	var matters []Matter
	var of []FieldDiff
	if inForce {
		b := r.Before
		t.State, t.Percent, t.Blocked, t.BlockedOn, t.Unchanged = b.State, b.Percent, b.Blocked, b.BlockedOn, b.Unchanged
		t, r = t.apply(r)
		t.Promise = was.Promise // one made since the report stands
	}
	if beside {
		before := r.Before.Beside
		before.Unit = r.Unit
		t = t.withBeside(before).applyBeside(r)
	}
	if inForce || beside {
		t, r, matters, of = t.keepDifficulty(r, by)
	}
	entry := Entry{At: by.At, By: by.By.ID, Unit: r.Unit, Task: t.ID, What: WhatAmended, Fields: append([]FieldDiff{
		{Name: "report", After: string(r.ID)},
		{Name: "text", Before: old.Text, After: r.Text},
		{Name: "files", Before: fileNames(old.Files), After: fileNames(r.Files)},
	}, append(was.Standing().to(t.Standing()), of...)...)}
	if !inForce && old.Percent != r.Percent {
		entry.Fields = append(entry.Fields, partDiff(old.Percent, r.Percent))
	}
	return Reported{Task: t, Report: r, Unit: r.Unit, Lead: inForce, Entries: []Entry{entry}, Matters: matters}, nil
}

// with are the report's files after others came: those of an album are added to, since
// its pictures come and are edited one by one.
func (r Report) with(files []File) []File {
	if r.Album != "" || len(files) == 0 {
		return joinFiles(r.Files, files)
	}
	files = slices.Clone(files)
	for i, f := range files { // what is here already need not come a second time
		if at := slices.IndexFunc(r.Files, func(is File) bool { return is.Ref == f.Ref }); at >= 0 && !f.proves() {
			files[i] = r.Files[at]
		}
	}
	return files
}

// Says reports whether the report says already what somebody wants to have recorded.
func (r Report) Says(by Reporting) bool {
	percent := by.figure()
	if percent == NoPercent && r.Percent != NoPercent {
		percent = r.Before.Percent // the task's own, which it left as it was
	}
	return r.Percent == percent && r.Text == by.Text && r.NoChange == by.NoChange && r.Blocked == by.Blocked && r.Holds(by.Files)
}

// Holds reports whether the files came with the report already.
func (r Report) Holds(files []File) bool {
	return !slices.ContainsFunc(files, func(f File) bool { return !has(r.Files, f) })
}

// secrecy are the forms in which a secrecy marking is written, on a text without spaces.
// 秘密 alone is also a plain word: 秘密排污口.
var secrecy = regexp.MustCompile(`(?:绝密|机密|秘密)(?:★|级|文件)|[【\[(〔「](?:绝密|机密|秘密)[】\])〕」:★]|密级[:为]?(?:绝密|机密|秘密)|` +
	`^(?:绝密|机密)|^秘密(?:[:,。、;!]|$)|内部资料|注意保密|不得外传`)

// Marked reports whether a text carries a secrecy marking (保密法: 绝密, 机密, 秘密,
// 内部资料). Such a text is refused, not stored and not echoed (domain §10).
func Marked(text string) bool {
	return secrecy.MatchString(strings.ReplaceAll(Narrow(text), " ", ""))
}
