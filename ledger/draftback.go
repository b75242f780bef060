package ledger

import (
	"strings"
	"time"
)

// TakeBack ends a notice that nobody has signed yet: by whoever drafted it, or by the office. It
// has no number and was sent to no unit, so that it needs no reason. matters are those that wait
// on it.
func (n Notice) TakeBack(t Task, matters []Matter, by Person, at time.Time, why string) (Noted, []Record, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionNotice, t, today); refusal != nil {
		return Noted{}, nil, refusal
	}
	switch {
	case !by.Has(today, RoleOffice) && n.By != by.ID:
		return Noted{}, nil, &Refusal{Reason: ReasonNotDrafter, Task: n.Task, Words: n.Number()}
	case n.State != NoticeDraft:
		return Noted{}, nil, &Refusal{Reason: ReasonNoneDrafted, Task: n.Task, Words: n.Number()}
	}
	why = strings.TrimSpace(why)
	if refusal := fitWords(n.Task, why, nil); refusal != nil {
		return Noted{}, nil, refusal
	}
	t, put, entries := t.Void(matters, at)
	n.State, n.Ended = NoticeDeclined, Settled{By: by.ID, Name: by.Name, At: at, Words: why}
	entry := n.entry(WhatNoticeEnded, by, at, "notice_state", string(n.State), "text", why)
	return Noted{Task: t.keep(n), Notice: n, Entries: append(entries, entry)}, put, nil
}

// Drafts are the notices on the task that wait for their signature.
func (t Task) Drafts() []Noticed {
	var found []Noticed
	for _, n := range t.Notices {
		if n.State == NoticeDraft {
			found = append(found, n)
		}
	}
	return found
}
