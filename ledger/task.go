package ledger

import (
	"fmt"
	"slices"
	"time"
)

// TaskID is the visible code of a task: year and counter, 2025-017. People may type 17.
type TaskID string

// NewTaskID makes the code of the nth task of a year.
func NewTaskID(year int, n int64) TaskID { return TaskID(fmt.Sprintf("%d-%03d", year, n)) }

// Task is one piece of supervised work (督办事项).
type Task struct {
	ID         TaskID      `json:"id"`
	Rev        int64       `json:"-"`
	Title      string      `json:"title"`
	Target     string      `json:"target,omitempty"`
	Measures   string      `json:"measures,omitempty"`
	Source     string      `json:"source,omitempty"` // in the document's own words: 会议部署, 省督察整改 …
	Item       string      `json:"item,omitempty"`   // its number in the source
	List       string      `json:"list,omitempty"`   // the imported list that it stands in
	Basis      string      `json:"basis,omitempty"`
	Campaign   string      `json:"campaign,omitempty"` // 战役
	Lead       []UnitID    `json:"lead,omitempty"`     // the first one leads
	Co         []UnitID    `json:"co,omitempty"`
	Implement  []UnitID    `json:"implement,omitempty"`
	Supervise  []UnitID    `json:"supervise,omitempty"`
	Accept     []UnitID    `json:"accept,omitempty"`
	Leader     string      `json:"leader,omitempty"` // 分管领导, by post
	Linked     string      `json:"linked,omitempty"` // 挂点领导, by post
	Limit      Limit       `json:"limit"`
	Rhythm     Rhythm      `json:"rhythm,omitempty"`
	Priority   bool        `json:"priority,omitempty"` // 重点
	Parent     TaskID      `json:"parent,omitempty"`
	Notes      []Note      `json:"notes,omitempty"`   // cells of columns that have no place of their own
	Confirm    []Problem   `json:"confirm,omitempty"` // 请办公室确认
	State      State       `json:"state"`
	Registered Date        `json:"registered"` // the clock of progress starts here
	Completed  Date        `json:"completed,omitzero"`
	Percent    int         `json:"percent"`
	Last       Last        `json:"last,omitzero"` // the report in force
	Reports    int         `json:"reports,omitempty"`
	Blocked    string      `json:"blocked,omitempty"` // what is in the way, in the unit's words
	BlockedOn  Date        `json:"blocked_on,omitzero"`
	Promise    Promise     `json:"promise,omitzero"`
	Told       []Told      `json:"told,omitempty"`       // per leading unit: when it was last told
	Reminded   Date        `json:"reminded,omitzero"`    // when the office last reminded of it by hand (催办)
	Matters    int         `json:"matters,omitempty"`    // how many were opened on it
	Waiting    []Waiting   `json:"waiting,omitempty"`    // those that wait for a decision
	Extensions []Extension `json:"extensions,omitempty"` // 延期, the oldest first
	Suspension Suspension  `json:"suspension,omitzero"`  // 中止: the last one
	Unchanged  int         `json:"unchanged,omitempty"`  // 无变化 so many times in a row
	Plan       Plan        `json:"plan,omitzero"`        // 计划: the unit's own milestones
	Escalation Escalation  `json:"escalation,omitzero"`  // 逐级督办
	Freed      Date        `json:"freed,omitzero"`       // when it last ceased to wait for another unit, see HeldUp
	Superior   Superior    `json:"superior,omitzero"`    // 上级督办, if the task answers one
	Notices    []Noticed   `json:"notices,omitempty"`    // 督办单, the oldest first
	Reached    int         `json:"reached,omitempty"`    // percentage that stood before the completion, to go back to
	Closed     Date        `json:"closed,omitzero"`      // when it was struck off (销号)
	Closeout   Closeout    `json:"closeout,omitzero"`    // the way on which it is struck off
	Rechecks   []Recheck   `json:"rechecks,omitempty"`   // 回头看, the oldest first
	Reopened   []Reopening `json:"reopened,omitempty"`   // 重启, the oldest first

	Instructions []Instruction `json:"instructions,omitempty"` // 批示, the oldest first

	Accepted []Acceptance `json:"accepted,omitempty"` // 签收, by each leading unit for itself
	Partial  []Partial    `json:"partial,omitempty"`  // 阶段性办结, the oldest first
	Children []Child      `json:"children,omitempty"` // 分解: the tasks of single units out of this one
	Gone     int          `json:"gone,omitempty"`     // how many children left it, since they were cancelled
	Shared   Date         `json:"shared,omitzero"`    // when it got its newest children: its lead is told on the day after
	Beside   []Beside     `json:"beside,omitempty"`   // what units that do not lead said last
	Moved    []UnitID     `json:"moved,omitempty"`    // led it until it was handed to others, and were not yet told so

	Addressed []UnitID `json:"addressed,omitempty"` // that lead it and were spoken to by a notice, by hand or by a leader
	News      []News   `json:"news,omitempty"`      // what units are to be told once, see News

	Wish MatterID `json:"wish,omitempty"` // the leader's wish that it was made for, see Matter.Make

	HandedBy  UnitID    `json:"handed_by,omitempty"` // 交办单位: the unit that handed it over by its mandate, and supervises it
	Cancelled Cancelled `json:"cancelled,omitzero"`  // 撤项

	Informed []Told `json:"informed,omitempty"` // when units were last told of notices for information

	RepeatOf   TaskID   `json:"repeat_of,omitempty"`   // 反复出现: the ended task that came back by this one
	RepeatedAs []TaskID `json:"repeated_as,omitempty"` // the tasks by which this one came back

	ExtendAgain Date `json:"extend_again,omitzero"` // until when an extension that was asked for in time and sent back may be asked for again
}

// Note is a cell of a column that has no place of its own.
type Note struct {
	Column string `json:"column"`
	Text   string `json:"text"`
}

// Problem is what could not be read with confidence, with the row's own words.
type Problem struct {
	Code   string   `json:"code"`
	Column string   `json:"column,omitempty"`
	Words  string   `json:"words,omitempty"`
	Near   []UnitID `json:"near,omitempty"`
}

// Last is the report in force, kept in the task so that a list needs one read.
type Last struct {
	Report ReportID  `json:"report"`
	At     time.Time `json:"at"`
	By     PersonID  `json:"by"`
	Unit   UnitID    `json:"unit"`
	Text   string    `json:"text,omitempty"`
	Files  int       `json:"files,omitempty"`
}

// Promise silences a task until a day and wakes it up again by itself (承诺).
type Promise struct {
	Date Date      `json:"date"`
	By   PersonID  `json:"by"`
	Unit UnitID    `json:"unit"`
	At   time.Time `json:"at"`
	Text string    `json:"text,omitempty"`
}

// Told is when a leading unit was last told of the task.
type Told struct {
	Unit   UnitID `json:"unit"`
	On     Date   `json:"on"`
	Before Date   `json:"before,omitzero"` // the time before that, to go back to if the words did not arrive
	First  Date   `json:"first,omitzero"`  // when it was handed the task
}

// State is where a task stands in its life (domain: states).
type State string

// The states. Extension, suspension and close-out steps come with their own use cases.
const (
	StateRegistered State = "registered"  // entered; the office must still confirm something
	StateAssigned   State = "assigned"    // handed to its units, nothing heard yet
	StateAccepted   State = "accepted"    // 签收: all leading units have signed for it
	StateInProgress State = "in_progress" // at least one report
	StateBlocked    State = "blocked"     // a difficulty was reported
	StateSubmitted  State = "submitted"   // 报办结: reported as complete, the office has not yet looked
	StateSuspended  State = "suspended"   // 中止: it rests until a day
	StateCompleted  State = "completed"   // 办结, not yet 销号
	StateClosed     State = "closed"      // 销号
	StateCancelled  State = "cancelled"   // 撤项: final
)

// Open reports whether the work is not completed (未办结). A submitted completion is
// still open: the office has not looked at it.
func (t Task) Open() bool {
	switch t.State {
	case StateRegistered, StateAssigned, StateAccepted, StateInProgress, StateBlocked, StateSubmitted, StateSuspended:
		return true
	case StateCompleted, StateClosed, StateCancelled:
		return false
	default:
		return false
	}
}

// Overdue counts the natural days by which the limit has passed; 0: in time or no limit.
func (t Task) Overdue(today Date) int {
	if !t.Open() || t.State == StateSuspended || t.Limit.Due.IsZero() || today <= t.Limit.Due {
		return 0
	}
	return today.Sub(t.Limit.Due)
}

// Involves reports whether the unit has any part in the task.
func (t Task) Involves(unit UnitID) bool {
	return slices.Contains(t.Lead, unit) || slices.Contains(t.Co, unit) ||
		slices.Contains(t.Implement, unit) || slices.Contains(t.Supervise, unit) || slices.Contains(t.Accept, unit)
}

// Answers reports whether the unit may report on the task: it leads, works on it or
// carries it out. One that only supervises or accepts does not report.
func (t Task) Answers(unit UnitID) bool {
	return slices.Contains(t.Lead, unit) || slices.Contains(t.Co, unit) || slices.Contains(t.Implement, unit)
}

// ToldOn is the day on which a leading unit was last told of the task.
func (t Task) ToldOn(unit UnitID) Date {
	for _, told := range t.Told {
		if told.Unit == unit {
			return told.On
		}
	}
	return 0
}

// firstTold is the day on which a leading unit was handed the task.
func (t Task) firstTold(unit UnitID) Date {
	for _, told := range t.Told {
		if told.Unit == unit {
			return told.First
		}
	}
	return 0
}

// tell returns the task as it is after the unit was told of it on a day.
func (t Task) tell(unit UnitID, on Date) Task {
	before, first := t.ToldOn(unit), t.firstTold(unit)
	if first.IsZero() && before.IsZero() {
		first = on
	}
	told := slices.DeleteFunc(slices.Clone(t.Told), func(was Told) bool { return was.Unit == unit })
	t.Told = append(told, Told{Unit: unit, On: on, Before: before, First: first})
	return t
}

// Untold is the task as if the unit had not been told of it the last time: the words did
// not arrive, and what was due then is due still.
func (t Task) Untold(unit UnitID) Task {
	told := slices.Clone(t.Told)
	for i := range told {
		if told[i].Unit == unit {
			told[i].On, told[i].Before = told[i].Before, 0
		}
	}
	t.Told = slices.DeleteFunc(told, func(was Told) bool { return was.On.IsZero() })
	return t
}

// ReportID names a report: the task's code and a counter, 2025-017/3.
type ReportID string

// Report is one answer of a unit on a task (进展). It is amended or withdrawn, never deleted.
type Report struct {
	ID        ReportID  `json:"id"`
	Rev       int64     `json:"-"`
	Task      TaskID    `json:"task"`
	Unit      UnitID    `json:"unit"`
	By        PersonID  `json:"by"`
	ByName    string    `json:"by_name,omitempty"`
	At        time.Time `json:"at"`
	Taken     time.Time `json:"taken,omitzero"`      // when it was taken up, if it had to wait until then
	Percent   int       `json:"percent"`             // NoPercent: a co-unit named none
	NoChange  bool      `json:"no_change,omitempty"` // 无变化: counts as a report
	Blocked   bool      `json:"blocked,omitempty"`   // 有困难
	Text      string    `json:"text,omitempty"`
	Files     []File    `json:"files,omitempty"`
	From      string    `json:"from,omitempty"`  // the message that it came with, to find it when that is edited
	Album     string    `json:"album,omitempty"` // the pictures that came together with it, to find it for a late one
	Amended   time.Time `json:"amended,omitzero"`
	Withdrawn time.Time `json:"withdrawn,omitzero"`
	Before    Before    `json:"before"`           // what it replaced, to go back to
	Opened    MatterID  `json:"opened,omitempty"` // the matter of the difficulty that it reported
	Voided    MatterID  `json:"voided,omitempty"` // that of the difficulty that it ended

	VoidedToo []MatterID `json:"voided_too,omitempty"` // where several units were asked about that: the others

	Ended []MatterID `json:"ended,omitempty"` // what else it ended without a decision
}

// Before is the part of a task that a report replaces.
type Before struct {
	State     State   `json:"state"`
	Percent   int     `json:"percent"`
	Last      Last    `json:"last,omitzero"`
	Blocked   string  `json:"blocked,omitempty"`
	BlockedOn Date    `json:"blocked_on,omitzero"`
	Promise   Promise `json:"promise,omitzero"`
	Unchanged int     `json:"unchanged,omitempty"`
	Beside    Beside  `json:"beside,omitzero"` // of a unit that does not lead: what it had said before
}

// Counter numbers things without reuse: one per series and year.
type Counter struct {
	ID   string `json:"id"`
	Rev  int64  `json:"-"`
	Last int64  `json:"last"`
}

// Slot is the last slot of a job that was worked or skipped: what is due after it is
// still to be done.
type Slot struct {
	Job  string    `json:"job"`
	Rev  int64     `json:"-"`
	Last time.Time `json:"last"`
}
