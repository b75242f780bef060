package ledger

import "time"

// Superseded reports whether a draft waits on the task that a higher level may make needless,
// see [Task.Supersede].
func (t Task) Superseded(level string, asked MatterID, p Policy) bool {
	for _, n := range t.Notices {
		if n.Asked == asked && n.State == NoticeDraft && p.rung(n.Level) < p.rung(level) {
			return true
		}
	}
	return false
}

// Superseding is a step up that makes drafts below it needless.
type Superseding struct {
	Level  string
	Asked  MatterID // of the ladder against a unit that has not answered it
	Policy Policy
	At     time.Time
	Why    string
}

// Supersede declines the drafts of the ladder that nobody has signed and that are below a
// level: whoever signs should find one. What somebody drafted by hand stays. The reason is
// kept. notices are those on the task, matters its own.
func (t Task) Supersede(notices []Notice, matters []Matter, by Superseding) (Task, []Record, []Entry) {
	var put []Record
	var entries []Entry
	for _, n := range notices {
		if n.Asked != by.Asked || n.State != NoticeDraft || n.By != 0 || by.Policy.rung(n.Level.Code) >= by.Policy.rung(by.Level) {
			continue
		}
		for _, m := range matters {
			if m.Notice == n.ID && m.Kind == MatterSign {
				var voided []Record
				var ends []Entry
				t, voided, ends = t.Void([]Matter{m}, by.At)
				put, entries = append(put, voided...), append(entries, ends...)
			}
		}
		n.State, n.Ended = NoticeDeclined, Settled{At: by.At, Words: by.Why}
		t, put = t.keep(n), append(put, n)
		entries = append(entries, n.entry(WhatNoticeEnded, Person{}, by.At, "notice_state", string(n.State), "text", by.Why))
	}
	return t, put, entries
}
