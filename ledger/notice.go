package ledger

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// NoticeID names a notice: the task's code and a counter, 2025-017/n2. Its number is
// another thing, and is given when it is signed.
type NoticeID string

// Task is the task that a notice is about.
func (id NoticeID) Task() TaskID {
	task, _, _ := strings.Cut(string(id), "/")
	return TaskID(task)
}

// Notice is a 督办单: the office demands of the units that lead a task that they act and
// reply by a day. What the program sends is a working copy of it.
type Notice struct {
	ID          NoticeID      `json:"id"`
	Rev         int64         `json:"-"`
	Task        TaskID        `json:"task"`
	Title       string        `json:"title"`
	Level       Level         `json:"level"`          // as the policy had it when it was drafted
	Next        string        `json:"next,omitempty"` // name of the level that follows; none if units are not told of it
	Series      string        `json:"series"`         // form of its number: 督办〔{year}〕{n}号
	Year        int           `json:"year,omitempty"`
	N           int64         `json:"n,omitempty"` // 0: not signed, so not numbered
	Units       []UnitID      `json:"units"`       // addressees
	Copies      []UnitID      `json:"copies,omitempty"`
	Basis       string        `json:"basis,omitempty"`
	Problem     string        `json:"problem,omitempty"`
	Requirement string        `json:"requirement"`
	Limit       Date          `json:"limit,omitzero"` // of the task
	ReplyBy     Date          `json:"reply_by,omitzero"`
	FirstReply  Date          `json:"first_reply,omitzero"` // the day that was signed, where a rest of the task has moved ReplyBy since
	Rests       Date          `json:"rests,omitzero"`       // since when its task rests, and nobody has to reply
	Contact     string        `json:"contact,omitempty"`
	By          PersonID      `json:"by,omitempty"` // who drafted it; 0: the ladder
	ByName      string        `json:"by_name,omitempty"`
	At          time.Time     `json:"at"`
	State       NoticeState   `json:"state"`
	Signed      Settled       `json:"signed,omitzero"`
	Received    []Receiving   `json:"received,omitempty"`
	Replies     []NoticeReply `json:"replies,omitempty"`
	Ended       Settled       `json:"ended,omitzero"`   // by whom it was declined or declared void, and why
	Formal      string        `json:"formal,omitempty"` // 正式文号, as the office recorded it
	Paper       NoticePaper   `json:"paper,omitzero"`   // that was sent when it was issued
	Issuer      UnitID        `json:"issuer,omitempty"` // 签发单位, by its mandate; empty: the office
	Heir        UnitID        `json:"heir,omitempty"`   // the unit that the issuer has become part of: it hears of the replies instead
	Asked       MatterID      `json:"asked,omitempty"`  // the difficulty that its unit has not answered; none: it is to those who lead
	Named       []string      `json:"named,omitempty"`  // 抄送 to others than known units: on its paper only
}

// NoticePaper is what proves which paper of a notice was sent, and from what it can be made
// again.
type NoticePaper struct {
	Seq    int64     `json:"seq"` // end of the chain then
	Link   string    `json:"link"`
	At     time.Time `json:"at"`
	SHA256 string    `json:"sha256"` // hex, of its bytes
}

// Receiving is that a unit acknowledged a notice (签收督办).
type Receiving struct {
	Unit UnitID    `json:"unit"`
	By   PersonID  `json:"by"`
	Name string    `json:"name,omitempty"`
	At   time.Time `json:"at"`
	Late bool      `json:"late,omitempty"` // after the workday that follows that of its issue
}

// NoticeReply is a unit's reply to a notice.
type NoticeReply struct {
	Unit    UnitID    `json:"unit"`
	By      PersonID  `json:"by"`
	Name    string    `json:"name,omitempty"`
	At      time.Time `json:"at"`
	Text    string    `json:"text,omitempty"`
	Files   []File    `json:"files,omitempty"`
	Head    Settled   `json:"head,omitzero"` // the head who signed it, where the level asks for that
	Verdict Verdict   `json:"verdict,omitempty"`
	Settled Settled   `json:"settled,omitzero"` // by whom it was sent back, or found good
}

// NoticeState is where a notice stands.
type NoticeState string

// The states.
const (
	NoticeDraft        NoticeState = "draft"        // 待签发
	NoticeDeclined     NoticeState = "declined"     // 不予签发: it never had a number
	NoticeIssued       NoticeState = "issued"       // 已签发
	NoticeAcknowledged NoticeState = "acknowledged" // 已签收
	NoticeReplied      NoticeState = "replied"      // 已回复, waits for the office
	NoticeReturned     NoticeState = "returned"     // 退回重报
	NoticeDone         NoticeState = "done"         // 已办理
	NoticeVoid         NoticeState = "void"         // 作废: it keeps its number
)

// Running reports whether a notice of this state still wants something of somebody.
func (s NoticeState) Running() bool {
	switch s {
	case NoticeDraft, NoticeIssued, NoticeAcknowledged, NoticeReplied, NoticeReturned:
		return true
	case NoticeDeclined, NoticeDone, NoticeVoid:
		return false
	default:
		return false
	}
}

// Noticed is a notice as its task knows it, so that lists and reminders need one read.
type Noticed struct {
	Notice  NoticeID    `json:"notice"`
	Level   string      `json:"level"`
	Number  string      `json:"number,omitempty"`
	State   NoticeState `json:"state"`
	Issued  Date        `json:"issued,omitzero"`
	ReplyBy Date        `json:"reply_by,omitzero"`
	Owing   []UnitID    `json:"owing,omitempty"` // whose reply is still to come
	Asked   MatterID    `json:"asked,omitempty"` // the difficulty that another unit has not answered
	To      UnitID      `json:"to,omitempty"`    // that unit

	Ladder bool          `json:"ladder,omitempty"` // nobody drafted it by hand
	Units  []UnitID      `json:"units,omitempty"`  // to whom it is, where others are told of it as well
	Copies []UnitID      `json:"copies,omitempty"`
	Issuer UnitID        `json:"issuer,omitempty"` // or what it has become part of
	Once   UnitID        `json:"once,omitempty"`   // the issuer that is no more
	Ended  Date          `json:"ended,omitzero"`   // when it was declared void, and why
	Why    string        `json:"why,omitempty"`
	Heard  []NoticeHeard `json:"heard,omitempty"`
}

// noticed are the notices of a level that were issued by a day and stand. Those on work
// that was completed since, and taken up again, belong to what is over.
func (t Task) noticed(level string, by Date) []NoticeID { return t.noticedOf(level, by, "", "") }

// noticedOf are those about a difficulty that a unit has not answered; of none, those to the lead.
func (t Task) noticedOf(level string, by Date, asked MatterID, to UnitID) []NoticeID {
	var ids []NoticeID
	since := t.reopenedOn()
	for _, n := range t.Notices {
		if n.Asked == asked && n.To == to && n.Level == level && n.Number != "" && n.State != NoticeVoid && n.Issued <= by && n.Issued >= since {
			ids = append(ids, n.Notice)
		}
	}
	return ids
}

// RunningNotice is the newest notice of a level that is still at work on the task: about a
// difficulty that a unit has not answered; of none, to those who lead.
func (t Task) RunningNotice(level string, asked MatterID, to UnitID) (Noticed, bool) {
	for _, n := range slices.Backward(t.Notices) {
		if n.Asked == asked && n.To == to && n.Level == level && n.State.Running() {
			return n, true
		}
	}
	return Noticed{}, false
}

// Drafting is what a notice is to say.
type Drafting struct {
	By          Person // zero: the ladder
	At          time.Time
	Level       Level
	Next        string
	Series      string
	Problem     string
	Requirement string
	Contact     string
	Ask         string // what the list of whoever signs says of it
	Desk        Desk   // who signs it
	Issuer      UnitID // the unit that issues it by its mandate; empty: the office
	AnswerBy    Date
	Asked       MatterID // the difficulty that another unit has not answered
	To          UnitID   // that unit; none: those who lead
	Copies      []UnitID // 抄送, beside the units that supervise the task
	Named       []string // and others, on its paper only
}

// NoticeAnswer is within how many workdays the office signs a notice or looks at a reply [O].
const NoticeAnswer = 2

// Noted is a task with one of its notices and what a step of it brought.
type Noted struct {
	Task    Task
	Notice  Notice
	Matter  Matter // that was opened; none if its ID is empty
	Entries []Entry
}

// Records are what is to be stored, besides a matter that was decided.
func (n Noted) Records() []Record {
	put := []Record{n.Task, n.Notice}
	if n.Matter.ID != "" {
		put = append(put, n.Matter)
	}
	return put
}

// DraftNotice drafts a notice to the units that lead the task, or to one that has not answered. It has no number and is not
// sent before somebody signs it.
func (t Task) DraftNotice(d Drafting) (Noted, *Refusal) {
	if d.By.ID != 0 {
		if refusal := MayTask(d.By, ActionNotice, t, DateOf(d.At)); refusal != nil {
			return Noted{}, refusal
		}
	}
	refuse := func(reason Reason) (Noted, *Refusal) { return Noted{}, &Refusal{Reason: reason, Task: t.ID} }
	running, ok := t.RunningNotice(d.Level.Code, d.Asked, d.To)
	switch {
	case t.State == StateCancelled:
		return Noted{}, t.refusesCancelled()
	case !t.Open():
		return refuse(ReasonClosed)
	case t.State == StateSuspended:
		return refuse(ReasonSuspended)
	case len(t.Lead) == 0:
		return refuse(ReasonNobodyLeads)
	case ok && running.State == NoticeDraft:
		return refuse(ReasonDrafted)
	}
	if refusal := fitWords(t.ID, d.Requirement, nil); refusal != nil {
		return Noted{}, refusal
	}
	n := Notice{
		ID: NoticeID(string(t.ID) + "/n" + strconv.Itoa(len(t.Notices)+1)), Task: t.ID, Title: t.Title, Level: d.Level, Next: d.Next,
		Series: d.Series, Units: t.Lead, Basis: cmp.Or(t.Basis, t.Source), Problem: d.Problem,
		Requirement: d.Requirement, Limit: t.Limit.Due, Contact: d.Contact,
		By: d.By.ID, ByName: d.By.Name, At: d.At, State: NoticeDraft, Issuer: d.Issuer, Asked: d.Asked,
	}
	if d.To != "" {
		n.Units, n.Level.HeadSigns = []UnitID{d.To}, false // its reply is the answer, for which somebody waits
	}
	n = n.CopyTo(slices.Concat(t.Supervise, d.Copies), d.Named)
	entry := n.entry(WhatDrafted, d.By, d.At, "level", d.Level.Code, "text", d.Requirement)
	return t.ask(n, MatterSign, d.Desk, Applying{By: d.By, At: d.At, Text: d.Ask, AnswerBy: d.AnswerBy}, entry), nil
}

// ask puts a notice before somebody who decides on it.
func (t Task) ask(n Notice, kind MatterKind, desk Desk, a Applying, entries ...Entry) Noted {
	applied := t.opened(kind, desk, a)
	applied.Matter.Notice = n.ID
	waiting := applied.Task.Waiting
	waiting[len(waiting)-1].Notice = n.ID // opened cloned it
	return Noted{
		Task: applied.Task.keep(n), Notice: n, Matter: applied.Matter, Entries: append(entries, applied.Entries...),
	}
}

// keep is the task with a notice as it stands.
func (t Task) keep(n Notice) Task {
	is := Noticed{Notice: n.ID, Level: n.Level.Code, State: n.State, ReplyBy: n.ReplyBy, Number: n.Number(), Ladder: n.By == 0}
	if n.Asked != "" && len(n.Units) > 0 {
		is.Asked, is.To = n.Asked, n.Units[0]
	}
	if n.N > 0 {
		is.Issued = DateOf(n.Signed.At)
	}
	for _, unit := range n.Units {
		if n.owes(unit) {
			is.Owing = append(is.Owing, unit)
		}
	}
	is = n.toldAside(is)
	t.Notices = slices.Clone(t.Notices)
	if i := slices.IndexFunc(t.Notices, func(was Noticed) bool { return was.Notice == n.ID }); i >= 0 {
		t.Notices[i] = is
	} else {
		t.Notices = append(t.Notices, is)
	}
	return t
}

func (n Notice) entry(what What, by Person, at time.Time, fields ...string) Entry {
	e := Entry{At: at, By: by.ID, Task: n.Task, What: what, Fields: []FieldDiff{{Name: "notice", After: string(n.ID)}}}
	if number := n.Number(); number != "" {
		e.Fields = append(e.Fields, FieldDiff{Name: "number", After: number})
	}
	for i := 0; i+1 < len(fields); i += 2 {
		e.Fields = append(e.Fields, FieldDiff{Name: fields[i], After: fields[i+1]})
	}
	return e
}

// CounterOfNotices numbers the notices of a series and year.
func CounterOfNotices(series string, year int) string {
	return "notice/" + strconv.Itoa(year) + "/" + series
}

// Number is the notice's number as it is written: the formal one where the office has
// recorded it; empty before it is signed.
func (n Notice) Number() string {
	if n.Formal != "" {
		return n.Formal
	}
	return n.working()
}

// working is the number that the program gave.
func (n Notice) working() string {
	if n.N == 0 {
		return ""
	}
	return NoticeNumbered(n.Series, n.Year, n.N)
}

// NoticeNumbered is a number of a series as it is written.
func NoticeNumbered(series string, year int, n int64) string {
	return strings.NewReplacer("{year}", strconv.Itoa(year), "{n}", strconv.FormatInt(n, 10)).Replace(series)
}

// Sign issues a drafted notice after its matter was approved, or declines it. The number
// is the next of its series and year, and stands in the same commit: it leaves no gap and
// is not given twice. counter is that of [CounterOfNotices] in the year of the decision.
func (n Notice) Sign(d Decided, counter Counter, replyBy Date) (Noted, Counter) {
	settled := d.Matter.Settled
	by := Person{ID: settled.By, Name: settled.Name}
	if d.Matter.Verdict != VerdictApproved {
		n.State, n.Ended = NoticeDeclined, settled
		entry := n.entry(WhatNoticeEnded, by, settled.At, "notice_state", string(n.State), "text", settled.Words)
		return Noted{Task: d.Task.keep(n), Notice: n, Entries: append(d.Entries, entry)}, counter
	}
	counter.Last++
	n.Year, n.N, n.Signed, n.State = DateOf(settled.At).Year(), counter.Last, settled, NoticeIssued
	if n.Level.ReplyDays > 0 {
		n.ReplyBy = replyBy
	} else {
		n.State = NoticeDone // nothing is asked for
	}
	entry := n.entry(WhatIssued, by, settled.At, "level", n.Level.Code, "reply_by", n.ReplyBy.String())
	return Noted{Task: d.Task.keep(n).addressed(n.Units...), Notice: n, Entries: append(d.Entries, entry)}, counter
}

// owes reports whether a unit's reply is still to come: none waits, and none was found good.
func (n Notice) owes(unit UnitID) bool {
	if n.N == 0 || !n.State.Running() {
		return false
	}
	last, ok := n.reply(unit)
	return !ok || last.Verdict == VerdictReturned
}

// reply is a unit's newest reply.
func (n Notice) reply(unit UnitID) (NoticeReply, bool) {
	for _, r := range slices.Backward(n.Replies) {
		if r.Unit == unit {
			return r, true
		}
	}
	return NoticeReply{}, false
}

func (n Notice) received(unit UnitID) bool {
	return slices.ContainsFunc(n.Received, func(r Receiving) bool { return r.Unit == unit })
}

// stand is the state that follows from what the units did.
func (n Notice) stand() NoticeState {
	all := func(is func(UnitID) bool) bool {
		return !slices.ContainsFunc(n.Units, func(u UnitID) bool { return !is(u) })
	}
	verdict := func(v Verdict) func(UnitID) bool {
		return func(u UnitID) bool { r, ok := n.reply(u); return ok && r.Verdict == v }
	}
	switch {
	case all(verdict(VerdictApproved)):
		return NoticeDone
	case slices.ContainsFunc(n.Units, verdict(VerdictReturned)):
		return NoticeReturned
	case all(func(u UnitID) bool { return !n.owes(u) }):
		return NoticeReplied
	case all(n.received):
		return NoticeAcknowledged
	default:
		return NoticeIssued
	}
}
