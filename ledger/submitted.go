package ledger

// refusesEnded says why nothing is asked any more of work that has ended, or of which its unit has
// said that it is completed (报办结): that waits for the office, and is taken back by a report of
// less than 100 %. The words are the day on which it was said last. Nil: the work goes on.
func (t Task) refusesEnded() *Refusal {
	switch {
	case t.State == StateSubmitted && (t.Divided() || t.Last.At.IsZero()):
		return &Refusal{Reason: ReasonSubmitted, Task: t.ID} // by its children: it is theirs to take back
	case t.State == StateSubmitted:
		return &Refusal{Reason: ReasonSubmitted, Task: t.ID, Words: DateOf(t.Last.At).String()}
	case !t.Open():
		return &Refusal{Reason: ReasonClosed, Task: t.ID}
	}
	return nil
}

// TakesBack reports whether a report of the leading unit ends the review of a completion: it says
// less than 100 %, or that something is in the way.
func (t Task) TakesBack(is Task) bool {
	return t.State == StateSubmitted && is.State != StateSubmitted && is.Open()
}
