package ledger

import (
	"slices"
	"strings"
	"time"
)

// Recheck is a look back at what was struck off (回头看).
type Recheck struct {
	On    Date   `json:"on"`
	By    string `json:"by,omitempty"`
	Good  bool   `json:"good,omitempty"` // 合格; else the problem came back (反弹)
	Words string `json:"words,omitempty"`
	Files []File `json:"files,omitempty"`
}

// The days of looking back [O].
var recheckAfter = [...]int{90, 180} // natural days after striking off; read only

// recheckEarly is by how many natural days a look back may come before its day and still be
// the one that is due [O].
const recheckEarly = 30

// RecheckDue is the day on which what was struck off is to be looked at again; zero: all of
// that was done, or there is nothing to look back at.
func (t Task) RecheckDue() Date {
	if t.State != StateClosed || t.Closed.IsZero() {
		return 0
	}
	for _, days := range recheckAfter {
		due := t.Closed.AddDays(days)
		done := func(r Recheck) bool { return r.On >= due.AddDays(-recheckEarly) }
		if !slices.ContainsFunc(t.Rechecks, done) {
			return due
		}
	}
	return 0
}

// RecheckRange are the tasks of a scope that were struck off and are to be looked at again.
func RecheckRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkRecheck, scope), 0, int64(today)}
}

// TakeRecheck records that what was struck off was looked at and holds (合格). That the
// problem came back is recorded by [Task.Relapse].
func (t Task) TakeRecheck(by Person, at time.Time, words string, files []File) (Promised, *Refusal) {
	if refusal := MayTask(by, ActionRecheck, t, DateOf(at)); refusal != nil {
		return Promised{}, refusal
	}
	if t.State != StateClosed {
		return Promised{}, &Refusal{Reason: ReasonNotClosed, Task: t.ID}
	}
	if refusal := fitWords(t.ID, words, files); refusal != nil {
		return Promised{}, refusal
	}
	return t.rechecked(by, at, Recheck{Good: true, Words: strings.TrimSpace(words), Files: files}), nil
}

// Relapse records that a look back found the problem again, and reopens the task.
func (t Task) Relapse(r Reopen, files []File) (Promised, *Refusal) {
	r.Found = true
	reopened, refusal := t.Reopen(r)
	if refusal != nil {
		return Promised{}, refusal
	}
	if refusal := fitWords(t.ID, "", files); refusal != nil {
		return Promised{}, refusal
	}
	checked := reopened.Task.rechecked(r.By, r.At, Recheck{Words: strings.TrimSpace(r.Why), Files: files})
	checked.Entries = append(checked.Entries, reopened.Entries...)
	return checked, nil
}

func (t Task) rechecked(by Person, at time.Time, r Recheck) Promised {
	r.On, r.By = DateOf(at), by.Name
	t.Rechecks = append(slices.Clone(t.Rechecks), r)
	entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatRechecked, Why: r.Words, Fields: []FieldDiff{
		{Name: "good", After: yes(r.Good)}, {Name: "files", After: fileNames(r.Files)},
	}}
	return Promised{Task: t, Entries: []Entry{entry}}
}
