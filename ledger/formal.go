package ledger

import (
	"slices"
	"strings"
	"time"
)

// Record keeps the formal number (正式文号) of a notice that was issued: what the program
// sent was a working copy, and becomes formal by that (domain §5). Recorded again it is
// corrected, and the entry keeps both.
//
// holders are the notices that have such a number: one that another notice has, or had, or keeps
// though it is void, is not given again.
func (n Notice) Record(t Task, by Person, at time.Time, number string, holders ...Notice) (Noted, *Refusal) {
	if refusal := MayTask(by, ActionFormal, t, DateOf(at)); refusal != nil {
		return Noted{}, refusal
	}
	number = strings.TrimSpace(number)
	read, rest, ok := ReadNoticeNumber(number)
	refuse := func(reason Reason, words string) (Noted, *Refusal) {
		return Noted{}, &Refusal{Reason: reason, Task: n.Task, Words: words}
	}
	switch {
	case n.State == NoticeVoid || n.State == NoticeDeclined:
		return refuse(ReasonNoticeVoid, n.Number())
	case n.N == 0:
		return refuse(ReasonNotIssued, n.Number())
	case !ok || rest != "" || read.Year == 0 || read.Prefix == "":
		return refuse(ReasonFormal, number)
	case number == n.Formal:
		return refuse(ReasonFormalKnown, number)
	}
	for _, other := range holders {
		if other.ID != n.ID && other.Bears(read) {
			return Noted{}, &Refusal{Reason: ReasonFormalTaken, Task: other.Task, Words: strings.Join(other.Borne(), "，原编号 ")}
		}
	}
	was := n.Number()
	n.Formal = number
	entry := n.entry(WhatFormal, by, at)
	entry.Fields = append(entry.Fields, FieldDiff{Name: "formal", Before: was, After: number})
	return Noted{Task: t.keep(n), Notice: n, Entries: []Entry{entry}}, nil
}

// WithPaper is a notice that was just signed, with the paper of it that is sent. The digest
// goes into the entry of its issuing.
func (n Noted) WithPaper(p NoticePaper) Noted {
	n.Notice.Paper = p
	entries := make([]Entry, len(n.Entries))
	for i, e := range n.Entries {
		if e.What == WhatIssued {
			e.Fields = append(slices.Clip(e.Fields), FieldDiff{Name: "sha256", After: p.SHA256})
		}
		entries[i] = e
	}
	n.Entries = entries
	return n
}
