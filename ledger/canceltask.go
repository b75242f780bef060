package ledger

import (
	"slices"
	"strings"
	"time"
)

// Cancelled is that a task was cancelled (撤项): by whom, when and why. It is final: what is
// to be done after all is registered anew.
type Cancelled struct {
	At   time.Time `json:"at"`
	By   PersonID  `json:"by"`
	Name string    `json:"name,omitempty"`
	Why  string    `json:"why"`
	From State     `json:"from"` // where the task stood
}

// Cancelling is a task that somebody wants to cancel.
type Cancelling struct {
	By  Person
	At  time.Time
	Why string
	Rev int64 // the revision that he was shown and has confirmed; 0: he is still to be shown it
}

// CancelledTask is a task that was cancelled, with what ends with it.
type CancelledTask struct {
	Task    Task
	Put     []Record // matters and notices that ended
	Matters []Matter // those that waited
	Notices []Notice // those that were issued and asked for a reply
	Units   []UnitID // who is told, each once
	Entries []Entry
}

// Cancel cancels a task (撤项): by the office, with a reason, while the work is not completed.
// All that waits or runs on it ends with it. Nobody takes it back, so whoever confirms must
// have seen the task as it stands. matters are those that wait on it, notices those that run.
func (t Task) Cancel(c Cancelling, matters []Matter, notices []Notice) (CancelledTask, *Refusal) {
	if refusal := MayTask(c.By, ActionCancelTask, t, DateOf(c.At)); refusal != nil {
		return CancelledTask{}, refusal
	}
	c.Why = strings.TrimSpace(c.Why)
	if refusal := t.refusesCancel(c); refusal != nil {
		return CancelledTask{}, refusal
	}
	was := t
	done := CancelledTask{Units: t.ToldOfCancel()}
	for _, n := range notices {
		if n.State.Running() && n.N > 0 {
			done.Notices = append(done.Notices, n)
		}
	}
	for _, m := range matters {
		if m.Verdict == "" {
			done.Matters = append(done.Matters, m)
		}
	}
	t, voided, ended := t.Void(matters, c.At)
	t, withdrawn, ends := t.voidNotices(notices, c)
	t.Cancelled = Cancelled{At: c.At, By: c.By.ID, Name: c.By.Name, Why: c.Why, From: t.State}
	if t.State == StateSuspended {
		t.Suspension.Over = DateOf(c.At)
	}
	t.State, t.Promise, t.Blocked, t.BlockedOn, t.Moved, t.News, t.ExtendAgain = StateCancelled, Promise{}, "", 0, nil, nil, 0
	t = t.endEscalation()
	done.Task, done.Put = t, append(voided, withdrawn...)
	done.Entries = append([]Entry{{
		At: c.At, By: c.By.ID, Task: t.ID, What: WhatCancelled, Why: c.Why, Fields: was.Standing().to(t.Standing()),
	}}, append(ended, ends...)...)
	return done, nil
}

func (t Task) refusesCancel(c Cancelling) *Refusal {
	refuse := func(reason Reason, words string) *Refusal { return &Refusal{Reason: reason, Task: t.ID, Words: words} }
	switch {
	case t.State == StateClosed:
		return refuse(ReasonCancelClosed, "")
	case !t.Open():
		return refuse(ReasonCancelDone, "")
	case t.Divided():
		return refuse(ReasonCancelParent, strings.Join(t.openChildren(), "、"))
	case c.Why == "":
		return refuse(ReasonNoWhy, "")
	case c.Rev != 0 && c.Rev != t.Rev:
		return refuse(ReasonCancelMoved, "")
	}
	return fitWords(t.ID, c.Why, nil)
}

// openChildren names the children that are not completed, as a refusal does.
func (t Task) openChildren() []string {
	var names []string
	for _, c := range t.Children {
		if !c.Done && len(names) < childrenNamed {
			names = append(names, string(c.Task)+" "+string(c.Unit))
		}
	}
	return names
}

// ToldOfCancel are the units that are told when the task is cancelled: those with a part in it
// and those that are asked something about it, if any unit has heard of it yet.
func (t Task) ToldOfCancel() []UnitID {
	var units []UnitID
	add := func(more ...UnitID) {
		for _, unit := range more {
			if !slices.Contains(units, unit) {
				units = append(units, unit)
			}
		}
	}
	if len(t.Told) > 0 || len(t.Addressed) > 0 || len(t.Accepted) > 0 || t.Reports > 0 {
		add(t.Lead...)
		add(t.Co...)
		add(t.Implement...)
		add(t.Supervise...)
		add(t.Accept...)
	}
	add(t.Moved...)
	if t.HandedBy != "" {
		add(t.HandedBy) // its people wrote it down
	}
	for _, w := range t.Waiting {
		if unit, asked := w.Desk.Unit(); asked {
			add(unit)
		}
	}
	return units
}

// voidNotices declares notices void with their task. A draft never had a number, the others
// keep theirs.
func (t Task) voidNotices(notices []Notice, c Cancelling) (Task, []Record, []Entry) {
	var put []Record
	var entries []Entry
	for _, n := range notices {
		if !n.State.Running() {
			continue
		}
		if n.State = NoticeVoid; n.N == 0 {
			n.State = NoticeDeclined
		}
		n.Ended = Settled{By: c.By.ID, Name: c.By.Name, At: c.At, Words: c.Why}
		t = t.keep(n)
		put = append(put, n)
		entries = append(entries, n.entry(WhatNoticeEnded, c.By, c.At, "notice_state", string(n.State)))
	}
	return t, put, entries
}

// whenCancelled is why a cancelled task is not acted on any more; nil: it is not cancelled, or
// the action only reads.
func (t Task) whenCancelled(action Action) *Refusal {
	if t.State != StateCancelled {
		return nil
	}
	switch action {
	case ActionShow, ActionFind, ActionExport, ActionInspect, ActionPaper, ActionNotice, ActionNoticeShow, ActionFormal:
		return nil // it is looked at; a new notice is refused by its own rule
	default:
		return t.refusesCancelled()
	}
}

// refusesCancelled says by whom, when and why the task was cancelled.
func (t Task) refusesCancelled() *Refusal {
	was := t.Cancelled
	return &Refusal{Reason: ReasonCancelled, Task: t.ID, Gone: &was}
}

// cancelledMarks are all marks of a cancelled task: it is found by its words and its list, and
// stands in no other.
func (t Task) cancelledMarks() []Mark {
	marks := t.namedMarks()
	for _, scope := range t.Scopes() {
		marks = append(marks, Mark{MarkOf(MarkCancelled, scope), int64(DateOf(t.Cancelled.At))})
	}
	if t.List != "" {
		marks = append(marks, Mark{Name: ListMark(t.List)})
	}
	for _, bigram := range Bigrams(t.Title) {
		marks = append(marks, Mark{Name: WordMark(bigram)})
	}
	return append(marks, t.wakeAsides()...)
}

// EveryTask are all tasks of a scope, those that were cancelled last: the record of everything,
// and no figure.
func EveryTask(scope Scope) []Range {
	return []Range{AllRange(MarkOf(MarkAll, scope)), AllRange(MarkOf(MarkCancelled, scope))}
}
