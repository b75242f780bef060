package ledger

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The bounds of a row. A title is shown in lists, and all of it is looked for by words.
const (
	maxTitle = 500
	maxRow   = 32_000
)

// What a row can have beside the problems of its limit and its units.
const (
	ProblemNoTitle       = "no_title"          // error
	ProblemTooLong       = "too_long"          // error
	ProblemSecret        = "secret"            // error: carries a secrecy marking
	ProblemFormula       = "formula"           // a formula whose value was not saved; error in a title
	ProblemNoLead        = "no_lead"           // nobody leads, or it cannot be read who does
	ProblemRhythm        = "unreadable_rhythm" // the report rhythm was not understood
	ProblemTooOften      = "too_often"         // more often than weekly: weekly was taken
	ProblemStatus        = "unknown_status"    // the state column was not understood
	ProblemPriority      = "unknown_priority"
	ProblemDoneStanding  = "done_standing"  // completed, and to be kept up for ever
	ProblemLimitConflict = "limit_conflict" // the limit's words and its date disagree
	ProblemDuplicate     = "duplicate"      // the title stands in another row too
	ProblemItemReused    = "item_reused"    // the number had another title before
	ProblemUnknownCode   = "unknown_code"   // no task has the code that the row names
	ProblemRepeat        = "repeat"         // the column 反弹 names no task
	ProblemRepeatOpen    = "repeat_open"    // the task that it names has not ended
	ProblemCancelled     = "row_cancelled"  // error: the row says something new of a task that was cancelled
)

// DraftStatus is how a source row ended.
type DraftStatus string

// Each row ends in one of three ways: nothing is dropped in silence.
const (
	DraftOK      DraftStatus = "ok"
	DraftConfirm DraftStatus = "confirm" // a task, and on the list 请办公室确认
	DraftError   DraftStatus = "error"   // no task
)

// Draft is what was read out of a row: a task that has no code yet.
type Draft struct {
	Row      int
	Status   DraftStatus
	Code     TaskID // the code that an exported row names
	Task     Task
	Progress *Progress // what the row itself says about its state, if anything
	Problems []Problem
	said     []Note    // the cells that Progress was read from
	listed   bool      // the row names its list itself
	later    []carried // what it says of the rows after it
	repeat   string    // what the sheet calls the column 反弹
	heading  string    // what the sheet calls the column of titles
}

// Progress is a state of the work as a row tells it.
type Progress struct {
	State   State
	Percent int
}

// Reading is what rows are read with. On is the document's date: it gives the year that
// a limit does not say.
type Reading struct {
	Directory Directory
	Calendar  Calendar
	On        Date
	Options   LimitOptions
	List      string // the list of the tasks whose rows do not name one
}

// Draft reads one row. What cannot be read with confidence is a problem that the office
// confirms; nobody is told of a task whose lead is uncertain.
func (r Reading) Draft(row Row) Draft {
	d := drafting{Reading: r, row: row}
	d.draft.Row = row.Number
	if problem, bad := cannot(row); bad {
		return d.failed(problem)
	}
	d.all()
	return d.finish()
}

func (d *drafting) all() {
	d.words()
	d.units()
	d.limit()
	d.rhythm()
	d.priority()
	d.repeat()
	d.progress()
	d.notes()
}

// failed is a row that makes no task. What it does say is told with it, so that it is found
// and mended; of one with a secrecy marking nothing is.
func (d *drafting) failed(problem Problem) Draft {
	marked := slices.ContainsFunc(d.row.Cells, func(c Cell) bool { return Marked(c.Text) })
	if d.row.Sort == RowTask && !marked {
		d.all()
	}
	d.draft.Status, d.draft.Problems = DraftError, []Problem{problem}
	return d.draft
}

// cannot tells why a row makes no task.
func cannot(row Row) (Problem, bool) {
	if row.Sort != RowTask {
		cell := Cell{}
		if len(row.Cells) > 0 {
			cell = row.Cells[0]
		}
		return Problem{Code: string(row.Sort), Column: cell.Column, Words: cell.Text}, true
	}
	size := 0
	for _, c := range row.Cells {
		if Marked(c.Text) {
			return Problem{Code: ProblemSecret, Column: c.Column}, true // the words are not repeated
		}
		if size += utf8.RuneCountInString(c.Text); size > maxRow {
			return Problem{Code: ProblemTooLong, Column: c.Column, Words: clip(c.Text)}, true
		}
	}
	switch title := row.Cell(FieldTitle); {
	case len(Letters(title.Text)) == 0:
		return Problem{Code: ProblemNoTitle, Column: title.Column, Words: clip(rowText(row))}, true
	case strings.HasPrefix(title.Text, "="):
		return Problem{Code: ProblemFormula, Column: title.Column, Words: clip(title.Text)}, true
	case utf8.RuneCountInString(title.Text) > maxTitle:
		return Problem{Code: ProblemTooLong, Column: title.Column, Words: clip(title.Text)}, true
	}
	return Problem{}, false
}

func rowText(row Row) string {
	var words []string
	for _, c := range row.Cells {
		words = append(words, c.Text)
	}
	return strings.Join(words, " ")
}

// clip keeps enough of the words to find the row by.
func clip(text string) string {
	const enough = 40
	runes := []rune(text)
	if len(runes) <= enough {
		return text
	}
	return string(runes[:enough]) + "…"
}

// drafting is a row while it is read.
type drafting struct {
	Reading
	row       Row
	draft     Draft
	uncertain bool // who leads is not certain
	done      bool // the limit's cell says that it is done
}

func (d *drafting) problem(code string, cell Cell, words string, near ...UnitID) {
	d.draft.Problems = append(d.draft.Problems, Problem{Code: code, Column: cell.Column, Words: words, Near: near})
}

// keep has a cell's own words stay with the task as a note.
func (d *drafting) keep(cell Cell) {
	note := Note{Column: cell.Column, Text: cell.Text}
	if !slices.Contains(d.draft.Task.Notes, note) {
		d.draft.Task.Notes = append(d.draft.Task.Notes, note)
	}
}

func (d *drafting) words() {
	t, text := &d.draft.Task, d.row.Text
	d.draft.Code = TaskID(text(FieldCode))
	t.Title, t.Target, t.Measures = text(FieldTitle), text(FieldTarget), text(FieldMeasures)
	t.Source, t.Campaign, t.Basis = text(FieldSource), text(FieldCampaign), text(FieldBasis)
	t.Leader, t.Linked, t.List = text(FieldLeader), text(FieldLinked), text(FieldList)
	t.Item = strings.TrimRight(text(FieldItem), ".、 ")
	d.draft.listed, d.draft.heading = t.List != "", d.row.Cell(FieldTitle).Column
	t.List = cmp.Or(t.List, d.List)
	for _, c := range d.row.Cells {
		if strings.HasPrefix(c.Text, "=") {
			d.problem(ProblemFormula, c, c.Text)
		}
	}
}

func (d *drafting) notes() {
	for _, c := range d.row.Cells {
		if c.Field == FieldNote {
			d.keep(c)
		}
	}
}

// finish settles the status and the state: nobody is told of a task before it is certain
// who leads.
func (d *drafting) finish() Draft {
	draft, t := &d.draft, &d.draft.Task
	for _, p := range d.row.Carried {
		draft.Problems = slices.DeleteFunc(draft.Problems, func(own Problem) bool {
			return own.Code == p.Code && own.Words == p.Words
		})
		draft.Problems = append(draft.Problems, p)
		t.Limit.NeedsConfirm = t.Limit.NeedsConfirm || ofLimit(p)
		d.uncertain = d.uncertain || blocks(p.Code) && State(d.row.Text(FieldState)) == StateRegistered
	}
	draft.settle()
	t.State = StateAssigned
	if len(t.Lead) == 0 || d.uncertain {
		t.State = StateRegistered
	}
	if p := draft.Progress; p != nil && t.State != StateRegistered {
		t.State = p.State
	}
	if p := draft.Progress; p != nil {
		t.Percent = p.Percent
	}
	if t.State == StateCompleted || t.State == StateClosed {
		t.Completed = d.On
	}
	return *draft
}

// settle draws the status and the list for the office from the problems.
func (d *Draft) settle() {
	d.Status, d.Task.Confirm = DraftOK, nil
	for _, p := range d.Problems {
		if asks(p.Code) {
			d.Status = DraftConfirm
			d.Task.Confirm = append(d.Task.Confirm, p)
		}
	}
}

// asks reports whether the office must confirm; the rest is only good to know.
func asks(code string) bool { return code != string(LimitPast) }

// ofLimit reports whether a problem is one of the limit.
func ofLimit(p Problem) bool {
	switch LimitCode(p.Code) {
	case LimitNone, LimitUnreadable, LimitVague, LimitAmbiguous, LimitByUrgency, LimitBySource, LimitBand, LimitPast,
		LimitMissingYear, LimitNeedsStart, LimitNeedsFestival, LimitImmediate, LimitForecast, LimitDone, LimitRhythm, LimitFromText, LimitSerial:
		return true
	}
	return p.Code == ProblemLimitConflict
}

// blocks reports whether a problem in the words that name the lead leaves it uncertain
// who leads.
func blocks(code string) bool {
	switch UnitCode(code) {
	case UnitUnknown, UnitNearTie, UnitNoSeparator, UnitNone:
		return true
	case UnitVagueGroup, UnitConditional, UnitUnbalanced, UnitDefaultCarried, UnitNotAUnit, UnitAndOthers:
	}
	return false
}

func (d *drafting) limit() {
	t, cell := &d.draft.Task, d.row.Cell(FieldLimit)
	var problems []LimitProblem
	if limit, doubts, ok := readSerial(cell.Text, d.On); ok {
		t.Limit, problems = limit, doubts
	} else if cell.Text != "" {
		t.Limit, problems = ReadLimit(cell.Text, d.On, d.Calendar, d.Options)
	} else {
		t.Limit, problems, cell = d.findLimit(cell)
	}
	for _, p := range problems {
		if p.Code == LimitDone {
			d.done = true
			continue
		}
		d.problem(string(p.Code), cell, p.Words)
	}
	due := d.row.Cell(FieldDue)
	if date, err := ParseDate(due.Text); err == nil && !date.IsZero() && date != t.Limit.Due {
		t.Limit.Due, t.Limit.NeedsConfirm = date, true
		d.problem(ProblemLimitConflict, due, due.Text)
	}
}

// findLimit looks for a limit in the running text of a row that has none of its own.
func (d *drafting) findLimit(empty Cell) (Limit, []LimitProblem, Cell) {
	for _, field := range []Field{FieldTarget, FieldMeasures, FieldTitle} {
		cell := d.row.Cell(field)
		if limit, problems, ok := FindLimit(cell.Text, d.On, d.Calendar, d.Options); ok {
			return limit, problems, cell
		}
	}
	return Limit{NeedsConfirm: true}, []LimitProblem{{Code: LimitNone}}, empty
}

func (d *drafting) rhythm() {
	cell := d.row.Cell(FieldRhythm)
	rhythm, ok := ReadRhythm(cell.Text)
	switch {
	case ok:
	case tooOften(cell.Text):
		rhythm = RhythmWeekly
		d.problem(ProblemTooOften, cell, cell.Text)
		d.keep(cell)
	default:
		d.problem(ProblemRhythm, cell, cell.Text)
		d.keep(cell)
	}
	d.draft.Task.Rhythm = rhythm
}

// tooOften tells a rhythm that is faster than weekly: no task is asked for more often
// (减负).
func tooOften(text string) bool {
	for _, word := range []string{"每日", "每天", "日报", "每个工作日", "每工作日", "一日一", "一天一", "按日", "逐日", "每两天", "每两日", "每三天", "每周两次", "每周2次", "每周二次", "每周三次", "每周3次", "随时"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func (d *drafting) priority() {
	cell := d.row.Cell(FieldPriority)
	switch strings.ToLower(strings.TrimSpace(Narrow(cell.Text))) {
	case "", "否", "不是", "无", "-", "/", "×", "x", "n", "no", "一般", "普通", "非重点", "平件":
	case "是", "重点", "★", "★★", "★★★", "☆", "√", "✓", "✔", "y", "yes", "高", "重要", "紧急", "特急", "重大", "急件":
		d.draft.Task.Priority = true
	default:
		d.problem(ProblemPriority, cell, cell.Text)
		d.keep(cell)
	}
}

// progress reads the row's own columns about the state. Their words are always kept:
// a later import compares them, and changes a state only if they changed.
func (d *drafting) progress() {
	if State(d.row.Text(FieldState)) != "" {
		percent, _ := strconv.Atoi(strings.TrimSuffix(d.row.Text(FieldPercent), "%")) // of our own export; 0 if somebody emptied it
		d.draft.Progress = &Progress{State: State(d.row.Text(FieldState)), Percent: min(max(percent, 0), 100)}
		return
	}
	status, story := d.row.Cell(FieldStatus), d.row.Cell(FieldProgress)
	for _, cell := range []Cell{status, story} {
		if cell.Text != "" {
			d.keep(cell)
			d.draft.said = append(d.draft.said, Note{Column: cell.Column, Text: cell.Text})
		}
	}
	said, ok := readStatus(status.Text)
	if !ok && status.Text != "" {
		d.problem(ProblemStatus, status, status.Text)
	}
	if told, ok := readStatus(story.Text); ok && (said == nil || said.Percent == 0) {
		said = told
	}
	if said == nil && d.done {
		said = &Progress{State: StateCompleted, Percent: 100}
	}
	if said != nil && said.State == StateCompleted && d.draft.Task.Limit.Standing {
		// What is to be kept up for ever stays open and is reviewed.
		said.State = StateInProgress
		d.problem(ProblemDoneStanding, d.row.Cell(FieldLimit), d.row.Text(FieldLimit))
	}
	d.draft.Progress = said
}
