package main

import (
	"cmp"
	"slices"
	"strconv"

	"duban/ledger"
)

// known is what the model knows of a task: no more than its entries tell, heard in their
// order, and by the rules of the trade as they stand here and not as the ledger has them.
type known struct {
	state, from ledger.State // from: before it rested
	percent     int
	due         ledger.Date
	level       string
	lead        []ledger.UnitID
	beside      []ledger.UnitID // who reports without leading
	watch       []ledger.UnitID // who supervises
	source      string
	divided     bool
	signed      map[ledger.UnitID]ledger.ReportID
	waits       map[ledger.MatterID]waiting
	was         map[ledger.MatterID]waiting       // that ended void: a report that is withdrawn puts one back
	asked       map[ledger.MatterID]ledger.UnitID // whose a difficulty is
	moved       bool                              // 撤并: what waits is read anew, see see
	notices     map[ledger.NoticeID]*served
	last        ledger.ReportID
	before      map[ledger.ReportID]stood
	steps       []ledger.Step // of its close-out
	at          int
	closing     bool
	public      bool // its public notice runs

	lasting
}

// waiting is a matter that waits for a decision.
type waiting struct {
	kind ledger.MatterKind
	desk ledger.Desk
}

// stood is where a task stood before a report.
type stood struct {
	state   ledger.State
	last    ledger.ReportID
	percent int
}

// served is a notice and what its units have done about it.
type served struct {
	state    ledger.NoticeState
	units    []ledger.UnitID
	got      map[ledger.UnitID]bool
	replied  map[ledger.UnitID]ledger.Verdict // "": it waits
	level    string
	aside    bool // it is to a unit that is asked
	numbered bool
	moved    bool // one of its units is another's: its state is not foreseen any more
}

func newKnown(t ledger.Task) *known {
	return &known{
		state: t.State, percent: t.Percent, due: t.Limit.Due, lead: t.Lead, beside: slices.Concat(t.Co, t.Implement), watch: t.Supervise, source: t.Source,
		signed: map[ledger.UnitID]ledger.ReportID{}, waits: map[ledger.MatterID]waiting{}, was: map[ledger.MatterID]waiting{},
		asked: map[ledger.MatterID]ledger.UnitID{}, notices: map[ledger.NoticeID]*served{}, before: map[ledger.ReportID]stood{},
		lasting: newLasting(),
	}
}

func (k *known) open() bool {
	return !slices.Contains([]ledger.State{ledger.StateCompleted, ledger.StateClosed, ledger.StateCancelled}, k.state)
}

func (k *known) leads(unit ledger.UnitID) bool { return slices.Contains(k.lead, unit) }

// atWork: the unit has it and it does not rest.
func (k *known) atWork() bool {
	return slices.Contains([]ledger.State{ledger.StateAssigned, ledger.StateAccepted, ledger.StateInProgress, ledger.StateBlocked}, k.state)
}

// receipts is the state once it is known who signed.
func (k *known) receipts(state ledger.State) ledger.State {
	missing := slices.ContainsFunc(k.lead, func(u ledger.UnitID) bool { _, ok := k.signed[u]; return !ok })
	switch {
	case state == ledger.StateAssigned && !missing && len(k.lead) > 0:
		return ledger.StateAccepted
	case state == ledger.StateAccepted && missing:
		return ledger.StateAssigned
	}
	return state
}

// ledBy hands the task over: receipts of those who lead it no more are gone, and where none
// of them stays supervision begins anew.
func (k *known) ledBy(lead []ledger.UnitID) {
	if !slices.ContainsFunc(k.lead, func(u ledger.UnitID) bool { return slices.Contains(lead, u) }) {
		k.level = ""
		clear(k.risen)
	}
	k.lead = lead
	for unit := range k.signed {
		if !k.leads(unit) {
			delete(k.signed, unit)
		}
	}
}

// ends is that the work is over or taken up again: its close-out and its supervision are none.
func (k *known) ends(state ledger.State) ledger.State {
	k.level, k.steps, k.at, k.closing, k.public = "", nil, 0, false, false
	return state
}

// reported is the state after a report of a unit that leads; was: where it stood before it.
func (k *known) reported(was ledger.State, said changes, blocked bool) []ledger.State {
	figure, err := strconv.Atoi(cmp.Or(said["percent"].After, strconv.Itoa(k.percent)))
	states := []ledger.State{ledger.StateInProgress}
	switch {
	case blocked:
		return []ledger.State{ledger.StateBlocked}
	case err == nil && figure == 100: // without a word of the figure it still goes on
		states = append(states, ledger.StateSubmitted)
	}
	if was == ledger.StateBlocked || was == ledger.StateSubmitted {
		states = append(states, was) // 无变化 says nothing else, nor does a photo
	}
	return states
}

// closeout moves a close-out by one step.
func (k *known) pass() ledger.State {
	k.at, k.public = k.at+1, false
	if k.at >= len(k.steps) {
		k.closing = false
		return ledger.StateClosed
	}
	return k.state
}

// back sends a close-out back to where its rules say.
func (k *known) back() {
	back := k.steps[k.at].Back
	k.at = max(0, slices.IndexFunc(k.steps, func(s ledger.Step) bool { return s.Name == back }))
	k.closing, k.public = false, false
}

// granted is the state after something was decided.
func (k *known) granted(w waiting, approved bool, said changes) ledger.State {
	switch w.kind { //nolint:exhaustive // the others change nothing by themselves
	case ledger.MatterReview:
		if approved {
			return k.ends(ledger.StateCompleted)
		}
		if k.state == ledger.StateSubmitted {
			return ledger.StateInProgress
		}
	case ledger.MatterExtension, ledger.MatterPartial:
		if approved && said["due"].After != "" {
			k.level = ""
		}
	case ledger.MatterSuspension:
		if approved {
			k.from = k.state
			return ledger.StateSuspended
		}
	case ledger.MatterSentBack, ledger.MatterClaim:
		if !approved {
			return k.state
		}
		if k.ledBy(unitsOf(said["lead"].After)); len(k.lead) == 0 {
			k.level = ""
			return ledger.StateRegistered
		}
		if k.state == ledger.StateRegistered {
			k.state = ledger.StateAssigned
		}
		return k.receipts(k.state)
	case ledger.MatterStep:
		switch {
		case !approved:
			k.back()
		case k.at < len(k.steps) && k.steps[k.at].Name == ledger.StepPublicNotice:
			k.public = true
		default:
			return k.pass()
		}
	case ledger.MatterObjection:
		if approved {
			k.back()
		}
	}
	return k.state
}

// stand is what state a notice has by what its units did.
func (s *served) stand() ledger.NoticeState {
	all := func(is func(ledger.UnitID) bool) bool {
		return !slices.ContainsFunc(s.units, func(u ledger.UnitID) bool { return !is(u) })
	}
	is := func(v ledger.Verdict) func(ledger.UnitID) bool {
		return func(u ledger.UnitID) bool { verdict, ok := s.replied[u]; return ok && verdict == v }
	}
	switch {
	case all(is(ledger.VerdictApproved)):
		return ledger.NoticeDone
	case slices.ContainsFunc(s.units, is(ledger.VerdictReturned)):
		return ledger.NoticeReturned
	case all(func(u ledger.UnitID) bool { _, ok := s.replied[u]; return ok }):
		return ledger.NoticeReplied
	case all(func(u ledger.UnitID) bool { return s.got[u] }):
		return ledger.NoticeAcknowledged
	}
	return ledger.NoticeIssued
}
