package ledger

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Supplementing adds to what was applied for, while it waits (补充材料).
type Supplementing struct {
	By    Person
	At    time.Time
	Words string
	Files []File
	Reply Notice // that the matter is about, if it is a reply to one
}

// Supplemented is a task and its matter after files were added, and the notice that the
// matter is about, if there is one.
type Supplemented struct {
	Task    Task
	Matter  Matter
	Notice  Notice
	Fresh   []File // those that it did not hold before
	Entries []Entry
}

// Supplemental reports whether the person may add files to a matter: to what his unit, or he
// himself, applies for. A review takes the files of the reports, a difficulty is decided
// by none.
func (m Matter) Supplemental(by Person, today Date) bool {
	if m.Unit != "" && m.Kind != MatterObjection {
		return m.Kind.applied() && slices.Contains(by.Units(today), m.Unit)
	}
	return m.Kind.applied() && m.By == by.ID
}

// applied reports whether a matter of a kind is what somebody applies for.
func (k MatterKind) applied() bool {
	switch k {
	case MatterExtension, MatterStep, MatterObjection, MatterInstruction, MatterHeadSign, MatterNoticeReview,
		MatterSuspension, MatterSentBack, MatterPartial, MatterClaim:
		return true
	case MatterReview, MatterSign, MatterAdmonition, MatterDifficulty:
		return false
	default:
		return false
	}
}

// Holds reports whether the files came with the matter already.
func (m Matter) Holds(files []File) bool { return len(fresh(m.Files, files)) == 0 }

// Supplement adds files to a matter that waits: by the unit that asks, or by whoever asked
// alone. What is held already is not added again.
func (m Matter) Supplement(t Task, s Supplementing) (Supplemented, *Refusal) {
	s.Words = strings.TrimSpace(s.Words)
	switch {
	case !m.Supplemental(s.By, DateOf(s.At)):
		return Supplemented{}, &Refusal{Reason: ReasonNotYours, Task: m.Task}
	case m.Over() != nil:
		return Supplemented{}, m.Over()
	case utf8.RuneCountInString(m.Text+s.Words) > TextMost:
		return Supplemented{}, &Refusal{Reason: ReasonTooLong, Task: m.Task}
	}
	if refusal := fitWords(m.Task, s.Words, s.Files); refusal != nil {
		return Supplemented{}, refusal
	}
	done := Supplemented{Task: t, Notice: s.Reply, Fresh: fresh(m.Files, s.Files)}
	m.Files = joinFiles(m.Files, done.Fresh)
	m.Text = withWords(m.Text, s.Words)
	switch {
	case m.Kind == MatterStep:
		done.Task.Closeout.Files, done.Task.Closeout.Text = m.Files, m.Text
	case s.Reply.ID != "" && s.Reply.ID == m.Notice:
		done.Notice = s.Reply.settleReply(Decided{Matter: m}, func(r *NoticeReply) { r.Files, r.Text = m.Files, m.Text })
	}
	done.Matter = m
	done.Entries = []Entry{{At: s.At, By: s.By.ID, Unit: m.Unit, Task: m.Task, What: WhatAddedFiles, Why: string(m.Kind), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)},
		{Name: "text", After: s.Words},
		{Name: "files", After: fileNames(done.Fresh)},
		{Name: "held", After: strconv.Itoa(len(m.Files))},
	}}}
	return done, nil
}

// fresh are those of files that are not held.
func fresh(held, files []File) []File {
	var found []File
	for _, f := range files {
		if !has(held, f) && !has(found, f) {
			found = append(found, f)
		}
	}
	return found
}

func withWords(text, more string) string {
	if text == "" || more == "" {
		return text + more
	}
	return text + "；" + more
}

// AlbumMatters are the matters that wait and came with an album, to find them for a
// picture that comes late.
func AlbumMatters(album string) Range { return Range{Mark: albumMatterMark(album), Max: math.MaxInt64} }

func albumMatterMark(album string) string { return "album-matters:" + album }
