package ledger

import "time"

// MarkSaid holds what was said without naming a task and waits for a thumb; score: milliseconds
// of when that time is over.
const MarkSaid = "said:*"

// SaidOver is what nobody pressed in its time.
func SaidOver(now time.Time) Range { return Range{Mark: MarkSaid, Max: now.UnixMilli()} }

// lateChoice is what a remark was said to be about when nobody said it.
const lateChoice = "late"

// said reports whether the proposal is words that wait for their task: each message has one of
// its own, so they would pile up.
func (p Proposal) said() bool { return p.Sort() == ProposalRemark || p.Sort() == ProposalSaying }

// Marks find what waits for a thumb when its time is over. Every other proposal is found by
// whose it is, and the next one takes its place.
func (p Proposal) Marks() []Mark {
	if !p.said() || p.Words == "" && p.Command == "" {
		return nil
	}
	return []Mark{{MarkSaid, p.Expires.UnixMilli()}}
}

// Expire ends words that nobody said what they are about in time: they are kept no longer. That
// they were is in the entries. false: they still wait, or were dealt with.
func (p Proposal) Expire(now time.Time) (Proposal, Entry, bool) {
	if p.Alive(now) || len(p.Marks()) == 0 {
		return p, Entry{}, false
	}
	over := p.Dropped()
	over.Expires = p.Expires // a late thumb learns that it is late
	return over, Entry{At: now, What: WhatProposed, Why: p.ID, Fields: []FieldDiff{{Name: "chosen", Before: p.Press(), After: lateChoice}}}, true
}

// Said is when the words were said that wait for their task.
func (p Proposal) Said() time.Time {
	if p.Sort() == ProposalSaying {
		return p.Expires.Add(-ProposalSayingWaits)
	}
	return p.Expires.Add(-ProposalRemarkWaits)
}
