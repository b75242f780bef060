package ledger

import "slices"

// signers are the desks that all have to pass a step, in the order in which they are asked:
// the head of each unit that leads the task signs the self-check, the one that applied first,
// and each accepting unit accepts (domain §5 and §6). None: the step has one desk.
func (t Task) signers(step StepName) []Desk {
	var desks []Desk
	switch step { //nolint:exhaustive // the others have one desk
	case StepSelfCheck:
		desks = append(desks, DeskHead(t.Closeout.Unit))
		for _, unit := range t.Lead {
			if unit != t.Closeout.Unit {
				desks = append(desks, DeskHead(unit))
			}
		}
	case StepAccept:
		for _, unit := range t.Accept {
			desks = append(desks, DeskUnit(unit))
		}
	}
	return desks
}

// unsigned are the signers of a step that have not passed it since it was last sent back.
func (t Task) unsigned(step StepName) []Desk {
	return slices.DeleteFunc(t.signers(step), func(d Desk) bool { return t.signed(step, d.Of()) })
}

func (t Task) signed(step StepName, unit UnitID) bool {
	for _, p := range slices.Backward(t.Closeout.Passed) {
		switch {
		case p.Verdict != VerdictApproved:
			return false
		case p.Step == step && p.Unit == unit:
			return true
		}
	}
	return false
}

// Signing is how one of several signers of a step stands.
type Signing struct {
	Desk Desk
	Done bool
}

// Signings are the signers of the step at which a close-out stands; none: it has one desk.
func (t Task) Signings() []Signing {
	step := t.Closeout.Step().Name
	desks := t.signers(step)
	if !t.Closing() || len(desks) < 2 {
		return nil
	}
	signings := make([]Signing, len(desks))
	for i, desk := range desks {
		signings[i] = Signing{Desk: desk, Done: t.signed(step, desk.Of())}
	}
	return signings
}

// InPlace reports whether the person may decide a step of a close-out in the place of whoever
// has it: the office, once its day has passed. Nothing hangs for good on somebody who does
// not answer.
func (m Matter) InPlace(p Person, today Date) bool {
	over := m.Verdict == "" && !m.AnswerBy.IsZero() && m.AnswerBy < today
	done := m.Verdict != "" && m.Instead == m.Desk
	return m.Kind == MatterStep && m.Desk != DeskOffice && (over || done) && p.Sits(DeskOffice, today) && !p.Sits(m.Desk, today)
}

// StalledRange are the tasks of a scope whose close-out waits at the desk of a unit or of a
// leader past its day.
func StalledRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkStalled, scope), 0, int64(today) - 1}
}

// stalled is the day by which a step of the close-out is to be decided at a desk other than the
// office's; zero: none is.
func (t Task) stalled() Date {
	if w, ok := t.Waits(MatterStep); ok && w.Desk != DeskOffice {
		return w.By
	}
	return 0
}

// sitsHimself reports whether the person sits at a desk by a post of his own, and not for
// somebody who is away.
func (p Person) sitsHimself(desk Desk, today Date) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool {
		return post.On(today) && post.For == 0 && slices.Contains(post.Desks(), desk)
	})
}

// standsInFor is the name of whom the person stands in for at a desk; empty: he sits there
// himself, or not at all.
func (p Person) standsInFor(desk Desk, today Date) string {
	if p.sitsHimself(desk, today) {
		return ""
	}
	for _, post := range p.Posts {
		if post.On(today) && post.For != 0 && slices.Contains(post.Desks(), desk) {
			return post.ForName
		}
	}
	return ""
}
