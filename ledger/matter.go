package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// MatterID names a matter: the task's code and a counter, 2025-017/m3.
type MatterID string

// Task is the task that a matter is decided with; empty: it is decided alone.
func (id MatterID) Task() TaskID {
	task, _, _ := strings.Cut(string(id), "/")
	if task == freeMatter {
		return ""
	}
	return TaskID(task)
}

// Matter is something about a task that waits for somebody's decision (待办事项): what a
// unit applies for, what somebody must sign. It is decided once; whoever comes second
// learns by whom and how.
type Matter struct {
	ID       MatterID   `json:"id"`
	Rev      int64      `json:"-"`
	Kind     MatterKind `json:"kind"`
	Task     TaskID     `json:"task"`
	Title    string     `json:"title,omitempty"` // of the task, so that a list of matters needs one read
	Unit     UnitID     `json:"unit,omitempty"`  // that asks
	Part     Part       `json:"part,omitempty"`  // of a difficulty: the unit's part, where it does not lead
	By       PersonID   `json:"by,omitempty"`    // 0: the program
	ByName   string     `json:"by_name,omitempty"`
	At       time.Time  `json:"at"`
	Text     string     `json:"text,omitempty"`   // what is asked and why, in their own words
	Notice   NoticeID   `json:"notice,omitempty"` // the notice that it is about
	Bulletin BulletinID `json:"bulletin,omitempty"`
	Date     Date       `json:"date,omitzero"` // the day that is asked for
	Was      Date       `json:"was,omitzero"`  // the day that stands instead of it
	Files    []File     `json:"files,omitempty"`
	Album    string     `json:"album,omitempty"`    // the pictures that came together with it, to find it for a late one
	Step     StepName   `json:"step,omitempty"`     // of a close-out
	Percent  int        `json:"percent,omitempty"`  // that stood before the completion that is reviewed
	Instead  Desk       `json:"instead,omitempty"`  // whose decision it would be if anybody sat there; the desk itself, if the office decided in its place (代办)
	Vacant   Date       `json:"vacant,omitzero"`    // since when nobody sits there who did; zero: nobody ever has
	Desk     Desk       `json:"desk"`               // whose decision it waits for
	AnswerBy Date       `json:"answer_by,omitzero"` // last day on which the decision is in time
	From     string     `json:"from,omitempty"`     // of a leader's wish: the message that it came with
	Agreed   Settled    `json:"agreed,omitzero"`    // of a leader's wish: by whom and when, before its task is made
	Made     TaskID     `json:"made,omitempty"`     // the task that came of it
	Rests    Date       `json:"rests,omitzero"`     // since when its task rests, and nobody has to answer
	Verdict  Verdict    `json:"verdict,omitempty"`  // empty: it waits
	Settled  Settled    `json:"settled,omitzero"`   // by whom and when

	Others []OtherLead `json:"others,omitempty"` // of a review: the other leads, which did not say that it is complete

	Needs    UnitID      `json:"needs,omitempty"`    // of a difficulty: the unit of which its words speak
	Forwards []Forwarded `json:"forwards,omitempty"` // 转办, the oldest first
	Told     Date        `json:"told,omitzero"`      // when the unit to which it was forwarded was last told
	Raised   Date        `json:"raised,omitzero"`    // when that unit's head was told that it is late

	Asides  []Aside  `json:"asides,omitempty"`  // of a difficulty: what units said that were asked before
	Said    []SaidOf `json:"said,omitempty"`    // of a difficulty: the reports whose words it joins, the oldest first
	AddedBy Date     `json:"added_by,omitzero"` // of one that another unit is to answer: something was added, which the office looks at by this day

	Of         MatterID   `json:"of,omitempty"`        // of a difficulty that several units are to answer: the first of its matters
	Answered   []UnitID   `json:"answered,omitempty"`  // of one that ended with a report: which of those units had answered, so that it can wait again as it did
	Escalation Escalation `json:"escalation,omitzero"` // 逐级督办 of the unit that is asked
	Asked      MatterID   `json:"asked,omitempty"`     // of a proposal (约谈): the difficulty that its unit has not answered

	Ended []MatterID `json:"ended,omitempty"` // of a review: what the ladder had put before somebody, and that the submission ended
}

// Settled is who decided a matter, when, and with what words.
type Settled struct {
	By    PersonID  `json:"by,omitempty"`
	Name  string    `json:"name,omitempty"`
	For   string    `json:"for,omitempty"` // the name of whom he stood in for (代)
	At    time.Time `json:"at"`
	Words string    `json:"words,omitempty"`
	Date  Date      `json:"date,omitzero"`   // the day that was granted
	Files []File    `json:"files,omitempty"` // evidence that came with the decision
	Unit  UnitID    `json:"unit,omitempty"`  // that answered; empty: the office
	Lead  UnitID    `json:"lead,omitempty"`  // that leads the task instead of the one that sent it back
}

// MatterKind is what is asked for.
type MatterKind string

// The kinds of matters.
const (
	MatterExtension    MatterKind = "extension"     // 延期
	MatterReview       MatterKind = "review"        // 办结审核: the unit has reported the work as complete
	MatterStep         MatterKind = "step"          // 销号: one step of a close-out
	MatterObjection    MatterKind = "objection"     // 异议: during the public notice
	MatterInstruction  MatterKind = "instruction"   // 批示立项: a leader wants a new task
	MatterSign         MatterKind = "sign"          // 督办单签发
	MatterHeadSign     MatterKind = "head_sign"     // 督办回复, the unit's head signs it
	MatterNoticeReview MatterKind = "notice_review" // 督办回复, the office looks at it
	MatterAdmonition   MatterKind = "admonition"    // 约谈建议: proposed by the ladder, decided by a person
	MatterDifficulty   MatterKind = "difficulty"    // 困难
	MatterSuspension   MatterKind = "suspension"    // 中止
	MatterSentBack     MatterKind = "sent_back"     // 退办: the unit says that the task is not its own
	MatterPartial      MatterKind = "partial"       // 阶段性办结
	MatterClaim        MatterKind = "claim"         // 认领: a unit wants to lead a task that has no lead
	MatterBulletin     MatterKind = "bulletin"      // 通报签发
)

// Verdict is how a matter ended.
type Verdict string

// The verdicts.
const (
	VerdictApproved Verdict = "approved" // 同意
	VerdictRefused  Verdict = "refused"  // 不同意
	VerdictReturned Verdict = "returned" // 退回补充: the unit may ask again
	VerdictVoid     Verdict = "void"     // nothing is left to decide: the task ended, or it was taken back
	VerdictAnswered Verdict = "answered" // 答复: of a difficulty
)

// Waiting is a matter that is open on a task.
type Waiting struct {
	Matter MatterID   `json:"matter"`
	Kind   MatterKind `json:"kind"`
	Desk   Desk       `json:"desk"`
	By     Date       `json:"by,omitzero"` // of a close-out step at the desk of others than the office: by when it is to be decided
	Notice NoticeID   `json:"notice,omitempty"`
	Unit   UnitID     `json:"unit,omitempty"` // of a difficulty: whose it is, where that does not lead
	Since  Date       `json:"since,omitzero"` // of a difficulty: since when another unit is asked
	Lead   UnitID     `json:"lead,omitempty"` // of a difficulty: whose it is, where several units lead; with its words, and since when
	Words  string     `json:"words,omitempty"`
	On     Date       `json:"on,omitzero"`
	Asked  MatterID   `json:"asked,omitempty"` // of a proposal: the difficulty that its unit has not answered

	Of       MatterID `json:"of,omitempty"`       // of a difficulty that several units are to answer: the first of its matters
	Answered []UnitID `json:"answered,omitempty"` // which of them have answered
}

// Restricted reports whether units do not learn of such a matter (speech 35).
func (k MatterKind) Restricted() bool { return k == MatterAdmonition }

// ForUnits is the task as its units see it: without what is not for them.
func (t Task) ForUnits() Task {
	t.Waiting = slices.DeleteFunc(slices.Clone(t.Waiting), func(w Waiting) bool {
		return w.Kind.Restricted() || w.Kind == MatterSign // drafts are the office's
	})
	return t
}

// Waits is the matter of a kind that is open on the task, if there is one.
func (t Task) Waits(kind MatterKind) (Waiting, bool) {
	i := slices.IndexFunc(t.Waiting, func(w Waiting) bool { return w.Kind == kind && w.Unit == "" && w.Asked == "" })
	if i < 0 {
		return Waiting{}, false
	}
	return t.Waiting[i], true
}

// MayDecide reports whether a matter waits for the person: at a desk of his, or, of a
// difficulty or of a notice that a unit issues, with the office, which answers for all that it
// has handed on.
func (p Person) MayDecide(m Matter, today Date) bool {
	return p.Sits(m.Desk, today) || m.InPlace(p, today) || ((m.Kind == MatterDifficulty || m.Kind == MatterSign && m.Desk.Of() != "") && p.Sits(DeskOffice, today))
}

// Applying is what somebody asks for.
type Applying struct {
	By       Person
	At       time.Time
	Text     string
	Date     Date
	Files    []File
	From     string // the message that it came with, where that is kept
	Album    string // if it came with pictures that were sent together
	Parts    []Task // of a divided task that is to be struck off: its children
	AnswerBy Date   // by the calendar: the ledger's rules of days are the caller's to compute
}

// Applied is a task with the matter that was opened on it.
type Applied struct {
	Task    Task
	Matter  Matter
	Entries []Entry
}

// open opens a matter on the task. One of a kind waits at a time.
func (t Task) open(kind MatterKind, desk Desk, a Applying) (Applied, *Refusal) {
	if waits, ok := t.Waits(kind); ok {
		return Applied{}, &Refusal{Reason: ReasonWaits, Task: t.ID, Words: string(waits.Matter)}
	}
	if refusal := fitWords(t.ID, a.Text, a.Files); refusal != nil {
		return Applied{}, refusal
	}
	return t.opened(kind, desk, a), nil
}

// opened opens a matter whose words fit, also beside others of its kind: of a task there
// may be several notices.
func (t Task) opened(kind MatterKind, desk Desk, a Applying) Applied {
	t.Matters++
	unit, _ := t.speaksFor(a.By, DateOf(a.At))
	if kind != MatterDifficulty && kind != MatterReview { // who reports has signed
		t = t.addressed(unit) // whoever asks has heard of it
	}
	m := Matter{
		ID: MatterID(string(t.ID) + "/m" + strconv.Itoa(t.Matters)), Kind: kind, Task: t.ID, Title: t.Title,
		Unit: unit, By: a.By.ID, ByName: a.By.Name, At: a.At, Text: a.Text, Date: a.Date, Files: a.Files,
		Album: a.Album, Desk: desk, AnswerBy: a.AnswerBy,
	}
	if t.State == StateSuspended {
		m.Rests = DateOf(a.At)
	}
	t.Waiting = append(slices.Clone(t.Waiting), Waiting{Matter: m.ID, Kind: kind, Desk: desk})
	entry := Entry{At: a.At, By: a.By.ID, Unit: unit, Task: t.ID, What: WhatApplied, Why: string(kind), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "text", After: a.Text}, {Name: "desk", After: string(desk)},
	}}
	if !a.Date.IsZero() {
		entry.Fields = append(entry.Fields, FieldDiff{Name: "date", After: a.Date.String()})
	}
	entry.Fields = append(entry.Fields, filesDiff(a.Files)...)
	return Applied{Task: t, Matter: m, Entries: []Entry{entry}}
}

// fitWords checks words and files that are to be kept on a task.
func fitWords(id TaskID, text string, files []File) *Refusal {
	switch {
	case utf8.RuneCountInString(text) > TextMost:
		return &Refusal{Reason: ReasonTooLong, Task: id}
	case Marked(text) || slices.ContainsFunc(files, func(f File) bool { return Marked(f.Name) }):
		return &Refusal{Reason: ReasonSecret, Task: id}
	}
	return nil
}

// Deciding is how somebody wants to decide a matter.
type Deciding struct {
	By       Person
	At       time.Time
	Verdict  Verdict
	Words    string
	Date     Date     // another day than the one asked for; zero: that one
	Files    []File   // evidence that comes with the decision
	Calendar Calendar // by which the end of what begins with it is computed
	Lead     UnitID   // of what was sent back: the right unit; empty: none is known
}

// Over says why a matter is not to be decided any more; nil: it waits.
func (m Matter) Over() *Refusal {
	switch m.Verdict {
	case "":
		return nil
	case VerdictVoid:
		return &Refusal{Reason: ReasonVoid, Task: m.Task}
	default:
		return &Refusal{Reason: ReasonDecided, Task: m.Task, Words: m.Settled.Name, Before: &m}
	}
}

// grant does what an approved matter asked for.
func (m Matter) grant(t Task, d Deciding) (Task, *Refusal) {
	switch m.Kind {
	case MatterExtension:
		return t.extend(m, d)
	case MatterReview:
		return t.reviewed(d)
	case MatterStep:
		return t.pass(m, d)
	case MatterObjection:
		return t.uphold(m, d)
	case MatterInstruction: // is agreed to, and granted when its task is made, see Matter.Make
	case MatterBulletin: // what follows is the bulletin's, see Bulletin.Sign
	case MatterSign:
		if t.State == StateSuspended {
			return Task{}, &Refusal{Reason: ReasonSuspended, Task: t.ID} // nothing is asked of work that rests
		}
		if unit := m.Desk.Of(); unit != "" && !d.By.Sits(DeskOffice, DateOf(d.At)) && !slices.Contains(d.By.MandatedUnits(DateOf(d.At)), unit) {
			return Task{}, &Refusal{Reason: ReasonMandateOver, Task: t.ID, Words: string(unit)}
		} else if unit != "" && t.leads(unit) && !d.By.Sits(DeskOffice, DateOf(d.At)) {
			return Task{}, &Refusal{Reason: ReasonOwnTask, Task: t.ID} // it came to lead it since: nobody notices himself
		}
	case MatterHeadSign, MatterNoticeReview, MatterAdmonition:
		// what follows is the notice's, see Notice.Sign; a proposal changes nothing by itself
	case MatterSuspension:
		return t.suspend(m, d)
	case MatterSentBack:
		return t.takeBack(m, d)
	case MatterClaim:
		return t.claimed(m, DateOf(d.At))
	case MatterPartial:
		return t.partly(m, d)
	case MatterDifficulty: // is answered, and never granted
	}
	return t, nil
}

// deny does what follows from not granting a matter, where anything does.
func (m Matter) deny(t Task, d Deciding) Task {
	switch m.Kind {
	case MatterExtension:
		return t.denied(d)
	case MatterReview:
		return t.resume(m)
	case MatterStep:
		if t.Closing() && t.Closeout.Step().Name == m.Step {
			return t.sentBack(m.deciding(d))
		}
	default: // nothing changes
	}
	return t
}

// onlyReturned reports whether a kind is approved or sent back and never refused for good:
// work that is not completed goes on.
func (k MatterKind) onlyReturned() bool {
	return k == MatterReview || k == MatterStep || k == MatterBulletin
}

// settle takes a matter off the task and closes it.
func (t Task) settle(m Matter, verdict Verdict, settled Settled) (Task, Matter) {
	t = t.freed(m, DateOf(settled.At))
	t.Waiting = slices.DeleteFunc(slices.Clone(t.Waiting), func(w Waiting) bool { return w.Matter == m.ID })
	if len(t.Waiting) == 0 {
		t.Waiting = nil // as it was before anything waited
	}
	m.Verdict, m.Settled = verdict, settled
	return t.besideAnswered(m).answeredBeside(m).hindered(), m
}

// Void closes matters of which nothing is left to decide, since the task has ended.
func (t Task) Void(matters []Matter, at time.Time) (Task, []Record, []Entry) {
	var put []Record
	var entries []Entry
	for _, m := range matters {
		if m.Verdict != "" {
			continue
		}
		t, m = t.settle(m, VerdictVoid, Settled{At: at})
		put = append(put, m)
		entries = append(entries, Entry{At: at, Unit: m.Unit, Task: t.ID, What: WhatDecided, Why: string(m.Kind), Fields: []FieldDiff{
			{Name: "matter", After: string(m.ID)}, {Name: "verdict", After: string(VerdictVoid)},
		}})
	}
	return t, put, entries
}
