package ledger

import (
	"hash/fnv"
	"strconv"
	"strings"
	"time"
)

// NoRemark and NewRemark are the choices beside the tasks that words can be about.
const (
	NoRemark  = "no"  // 不是批示
	NewRemark = "new" // 新任务
)

// RemarkOf names the words that a leader said in one message: each waits for itself, so that
// what he says next does not take the place of what he said.
func RemarkOf(p PersonID, message string) string { return saidIn(p, message, ProposalRemark) }

// SayingOf names what somebody of a unit said in one message without naming a task.
func SayingOf(p PersonID, message string) string { return saidIn(p, message, ProposalSaying) }

func saidIn(p PersonID, message string, sort ProposalSort) string {
	h := fnv.New64a()
	h.Write([]byte(message)) //nolint:gosec // a hash never fails
	return strconv.FormatInt(int64(p), 10) + "/" + strconv.FormatUint(h.Sum64(), 36) + "/" + string(sort)
}

// Owner is whose proposal it is, as words; see ProposalOf.
func (p Proposal) Owner() string {
	owner, _, _ := strings.Cut(p.ID, "/")
	return owner
}

// Remark keeps a leader's words until he says of which task they are. They are no instruction
// before: nobody is told.
func (p Proposal) Remark(by Person, at time.Time, words string) (Proposal, Entry, *Refusal) {
	if refusal := May(by, ActionInstruct, DateOf(at)); refusal != nil {
		return Proposal{}, Entry{}, refusal
	}
	words = strings.TrimSpace(words)
	if words == "" {
		return Proposal{}, Entry{}, &Refusal{Reason: ReasonNoInstruction}
	}
	if refusal := fitWords("", words, nil); refusal != nil {
		return Proposal{}, Entry{}, refusal
	}
	p, entry := p.With(nil, by.ID, at, ProposalRemarkWaits)
	p.Words = words
	entry.Fields = []FieldDiff{{Name: "text", After: words}}
	return p, entry, nil
}

// Saying keeps what somebody of a unit said with a command until he says of which task it is.
// Whether he may say it is decided when that is known.
func (p Proposal) Saying(by Person, at time.Time, command, words string, files []File) (Proposal, Entry, *Refusal) {
	if !by.Bound(DateOf(at)) {
		return Proposal{}, Entry{}, &Refusal{Reason: ReasonStranger}
	}
	if refusal := fitWords("", words, files); refusal != nil {
		return Proposal{}, Entry{}, refusal
	}
	p, entry := p.With(nil, by.ID, at, ProposalSayingWaits)
	p.Words, p.Command, p.Files = strings.TrimSpace(words), command, files
	entry.Fields = append([]FieldDiff{{Name: "command", After: command}, {Name: "text", After: p.Words}}, filesDiff(files)...)
	return p, entry, nil
}

// TakeRemark is the remark or saying after it was said what it is about, and the entry that tells so.
func (p Proposal) TakeRemark(by Person, at time.Time, choice string) (Proposal, Entry, *Refusal) {
	switch {
	case p.Owner() != strconv.FormatInt(int64(by.ID), 10):
		return Proposal{}, Entry{}, &Refusal{Reason: ReasonOthersRemark}
	case !p.Alive(at) && !p.Expires.IsZero():
		return Proposal{}, Entry{}, &Refusal{Reason: ReasonRemarkLate, Words: string(p.Sort())}
	case !p.Alive(at):
		return Proposal{}, Entry{}, &Refusal{Reason: ReasonRemarkGone, Words: string(p.Sort())}
	}
	return p.Dropped(), Entry{At: at, By: by.ID, What: WhatProposed, Why: p.ID, Fields: []FieldDiff{{Name: "chosen", Before: p.Press(), After: choice}}}, nil
}
