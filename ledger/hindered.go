package ledger

import (
	"slices"
	"strings"
)

// A difficulty is its unit's own. Where several units lead a task together (联合牵头), what one of
// them reports does not end what another one waits for: only its own words do, or whoever answers
// it, or the office. While any of them waits the task is blocked.

// Hindrances are the difficulties that wait of units which lead the task together, in the order
// in which they were raised, each once: several units may be asked about one.
func (t Task) Hindrances() []Waiting {
	var all []Waiting
	for _, w := range t.Waiting {
		known := slices.ContainsFunc(all, func(is Waiting) bool { return is.Lead == w.Lead && is.Words == w.Words })
		if w.Kind == MatterDifficulty && w.Lead != "" && !known {
			all = append(all, w)
		}
	}
	return all
}

// HinderedBeside are those of them that are other units'.
func (t Task) HinderedBeside(unit UnitID) []Waiting {
	var others []Waiting
	for _, w := range t.Hindrances() {
		if w.Lead != unit && t.leads(w.Lead) {
			others = append(others, w)
		}
	}
	return others
}

// owned gives the difficulties of a task their units where it has come to be led by several
// since they were raised.
func (t Task) owned(matters []Matter) Task {
	if len(t.Lead) < 2 {
		return t
	}
	for _, m := range matters {
		for _, w := range t.Waiting {
			if w.Matter == m.ID && w.Kind == MatterDifficulty && w.Unit == "" && w.Lead == "" {
				t = t.seat(m)
			}
		}
	}
	return t
}

// leadOf is the unit, among several that lead the task, whose difficulty a matter is.
func (t Task) leadOf(m Matter) UnitID {
	if m.Kind != MatterDifficulty || m.Part != "" || len(t.Lead) < 2 || !t.leads(m.Unit) {
		return ""
	}
	return m.Unit
}

// blockedAgain keeps a task blocked after a report of one of its leads, while the difficulty of
// another one waits.
func (t Task) blockedAgain() Task {
	if t.State == StateInProgress && len(t.Hindrances()) > 0 {
		t.State = StateBlocked
	}
	return t.hindered()
}

// hindered gives a blocked task the words of the difficulties that wait of its leads, and the day
// since when the first of them does.
func (t Task) hindered() Task {
	stand := t.Hindrances()
	if t.State != StateBlocked || len(stand) == 0 {
		return t
	}
	var words []string
	t.BlockedOn = stand[0].On
	for _, w := range stand {
		words, t.BlockedOn = append(words, w.Words), min(t.BlockedOn, w.On)
	}
	t.Blocked = strings.Join(words, "；")
	return t
}

// refusesHindered says that a task cannot be reported as complete while the difficulty of
// another lead waits.
func (t Task) refusesHindered(unit UnitID, r Reporting) *Refusal {
	others := t.HinderedBeside(unit)
	if r.Percent != 100 || r.Blocked || t.Endless() || len(others) == 0 {
		return nil
	}
	return &Refusal{Reason: ReasonHindered, Task: t.ID, Words: string(others[0].Lead) + " " + others[0].Words}
}
