package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"duban/ledger"
	"duban/store"
)

// assigned hands the task to others.
func (k *known) assigned(said changes) ([]ledger.State, string) {
	stays := said["lead"].Before == said["lead"].After && k.state != ledger.StateRegistered // who helps changes at any time
	problem := wrongIf(k.last != "" && !stays, "handed over after %s", k.last)
	k.ledBy(unitsOf(said["lead"].After))
	if co, ok := said["co"]; ok {
		k.beside = append(slices.DeleteFunc(k.beside, func(u ledger.UnitID) bool {
			return slices.Contains(unitsOf(co.Before), u)
		}), unitsOf(co.After)...)
	}
	if k.state == ledger.StateRegistered {
		return []ledger.State{k.receipts(ledger.StateAssigned)}, problem
	}
	if stays {
		return k.same(), wrongIf(!k.atWork(), "its helpers changed while it was %s", k.state)
	}
	if k.state != ledger.StateAssigned && k.state != ledger.StateAccepted {
		problem = "handed over from " + string(k.state)
	}
	return []ledger.State{k.receipts(k.state)}, problem
}

// said is a report, an amended or a withdrawn one, with the difficulty that goes with it.
func (o *oracle) said(e ledger.Entry, k *known, said changes) ([]ledger.State, string) {
	problem := wrongIf(!k.open() || k.state == ledger.StateSuspended, "reported when it was %s", k.state)
	k.difficulty(e.Unit, said)
	id := ledger.ReportID(said["report"].After + said["report"].Before)
	before, known := k.before[id]
	switch {
	case e.What == ledger.WhatWithdrawn && id == k.last:
		if !known {
			return nil, "withdrawn, and never said"
		}
		k.last = before.last
		for unit, by := range k.signed {
			if by == id {
				delete(k.signed, unit)
			}
		}
		return []ledger.State{k.receipts(before.state)}, problem + o.withdrawn(k, before, said)
	case e.What == ledger.WhatWithdrawn, !k.leads(e.Unit), e.What == ledger.WhatAmended && id != k.last:
		return k.same(), problem
	case e.What == ledger.WhatAmended:
		return append(k.reported(before.state, said, true), k.reported(before.state, said, false)...), problem
	}
	k.before[id], k.last = stood{k.state, k.last, k.percent}, id
	if unit := ledger.UnitID(said["accepted"].After); unit != "" {
		k.signed[unit] = id
	}
	return k.reported(k.receipts(k.state), said, e.What == ledger.WhatBlocked), problem
}

// difficulty opens, ends or puts back the matter of a difficulty with a report.
func (k *known) difficulty(unit ledger.UnitID, said changes) {
	opened, voided := ledger.MatterID(said["matter"].After), ledger.MatterID(said["matter"].Before)
	if voided != "" {
		k.was[voided] = k.waits[voided]
		delete(k.waits, voided)
	}
	if opened == "" {
		return
	}
	w := waiting{ledger.MatterDifficulty, ledger.DeskOffice}
	if before, ok := k.was[opened]; ok {
		w = before
	}
	k.waits[opened], k.asked[opened] = w, unit
}

// matter opens, moves or decides something that waits.
func (o *oracle) matter(e ledger.Entry, k *known, said changes, b store.Block) ([]ledger.State, string) {
	id, desk := ledger.MatterID(said["matter"].After), ledger.Desk(said["desk"].After)
	w, waits := k.waits[id]
	switch {
	case id.Task() != e.Task: // a parent's, that moves its child's limit; or a leader's wish for a new task
		if said["due"].After != "" {
			k.level = ""
		}
		return k.same(), ""
	case e.What == ledger.WhatApplied:
		k.waits[id] = waiting{ledger.MatterKind(e.Why), desk}
		k.atStep(said)
		return k.same(), wrongIf(waits, "%s was opened twice", id)
	case !waits:
		return k.same(), fmt.Sprintf("%s does not wait", id)
	case e.What == ledger.WhatForwarded:
		k.waits[id] = waiting{w.kind, desk}
		return k.same(), wrongIf(w.desk != ledger.Desk(said["desk"].Before), "%s waited at %s", id, w.desk)
	}
	delete(k.waits, id)
	if said["verdict"].After == string(ledger.VerdictVoid) {
		k.was[id] = w
		if w.kind == ledger.MatterStep {
			k.closing, k.at = k.closing && e.By == 0, 0
		}
		return k.same(), wrongIf(e.By != 0 && !takenBack(e), "%s was voided by somebody", id)
	}
	if approved := said["verdict"].After == string(ledger.VerdictApproved); approved && w.kind == ledger.MatterStep && k.stepGoesOn(e, b) {
		return k.same(), "" // another one has to sign as well
	}
	public := k.public
	is := k.granted(w, said["verdict"].After == string(ledger.VerdictApproved), said)
	if k.public && !public {
		o.opens(k, ledger.DateOf(e.At))
	}
	return []ledger.State{is}, ""
}

// closeout is that it is to be struck off, or that its public notice is over.
func (o *oracle) closeout(e ledger.Entry, k *known, said changes, b store.Block) ([]ledger.State, string) {
	switch e.Why {
	case "taken back":
		k.closing, k.at, k.public = false, 0, false
		return k.same(), ""
	case "notice stopped":
		problem := wrongIf(!k.public, "a public notice stopped that did not run")
		k.public = false
		return k.same(), problem
	}
	if e.Why != "applied" {
		if !k.closing || !k.public {
			return k.same(), "a public notice ended that did not run"
		}
		problem := o.publicOver(k, b)
		return []ledger.State{k.pass()}, problem
	}
	problem := wrongIf(k.state != ledger.StateCompleted || k.closing, "applied for when it was %s", k.state)
	if len(k.steps) == 0 {
		k.steps = ledger.DefaultPolicy().ProcedureOf(k.source).Steps
	}
	k.closing = true
	if said["step"].After == "" && said["signed"].After != "" {
		return []ledger.State{k.pass()}, problem
	}
	k.atStep(said)
	return k.same(), problem
}

// atStep takes the step of a close-out that an entry names.
func (k *known) atStep(said changes) {
	if i := slices.IndexFunc(k.steps, func(s ledger.Step) bool { return string(s.Name) == said["step"].After }); i >= 0 {
		k.at = i
	}
}

// stepGoesOn reports whether a step that was signed waits for another signer.
func (k *known) stepGoesOn(e ledger.Entry, b store.Block) bool {
	return k.at < len(k.steps) && slices.ContainsFunc(b.Entries, func(next ledger.Entry) bool {
		return next.What == ledger.WhatApplied && next.Task == e.Task && fieldsOf(next)["step"].After == string(k.steps[k.at].Name)
	})
}

// takenBack reports whether a unit took back what it had applied for.
func takenBack(e ledger.Entry) bool {
	return e.What == ledger.WhatDecided && fieldsOf(e)["text"].After == "taken back"
}

// revive puts back what a report had ended, since it is withdrawn or sent back. Which of the
// drafts that were declined is one again no entry says.
func (k *known) revive(e ledger.Entry) {
	for _, f := range e.Fields {
		id := ledger.MatterID(f.After)
		if f.Name != "revived" {
			continue
		}
		k.waits[id] = k.was[id]
		for _, s := range k.notices {
			s.moved = s.moved || k.was[id].kind == ledger.MatterSign && s.state == ledger.NoticeDeclined
		}
	}
}

// rose is one step of supervision, and no more; that of a unit that is asked is held by ladders.
func (k *known) rose(said changes) string {
	if said["matter"].After != "" {
		return ""
	}
	was := k.level
	k.level = said["level"].After
	return wrongIf(rank(k.level) != rank(was)+1 || !k.atWork(), "supervision rose from %q to %q while it was %s", was, k.level, k.state)
}

// followed are the states of a divided task after its children moved.
func (k *known) followed() []ledger.State {
	states := []ledger.State{k.state}
	if k.open() {
		return append(states, ledger.StateSubmitted, ledger.StateInProgress)
	}
	return append(states, ledger.StateInProgress)
}

// merged is the task after one of its units became part of another.
func (k *known) merged(said changes, m merger) []ledger.State {
	if lead, ok := said["lead"]; ok {
		k.lead = unitsOf(lead.After)
	}
	rename := func(u ledger.UnitID) ledger.UnitID {
		if u == m.from {
			return m.into
		}
		return u
	}
	for i := range k.beside {
		k.beside[i] = rename(k.beside[i])
	}
	if by, ok := k.signed[m.from]; ok {
		if delete(k.signed, m.from); !slices.Contains(unitsOf(said["lead"].Before), m.into) {
			k.signed[m.into] = by
		}
	}
	for id, unit := range k.asked {
		k.asked[id] = rename(unit)
	}
	for i := range k.watch {
		k.watch[i] = rename(k.watch[i])
	}
	k.moved = true
	return []ledger.State{k.receipts(k.state)}
}

// unseated is what a matter is when nobody sits at its desk any more.
func unseated(kind ledger.MatterKind) ledger.MatterKind {
	if kind == ledger.MatterHeadSign {
		return ledger.MatterNoticeReview
	}
	return kind
}

var yearAndNumber = regexp.MustCompile(`〔(\d+)〕(\d+)号`)

// notice is one step of a notice.
func (o *oracle) notice(e ledger.Entry, k *known, said changes, b store.Block) string {
	id := ledger.NoticeID(said["notice"].After)
	s := k.notices[id]
	if e.What == ledger.WhatDrafted && said["matter"].After != "" { // it goes to the office to be signed
		k.waits[ledger.MatterID(said["matter"].After)] = waiting{ledger.MatterSign, ledger.Desk(said["desk"].After)}
		return ""
	}
	if e.What == ledger.WhatDrafted {
		s = &served{state: ledger.NoticeDraft, units: addressees(k, b), aside: slices.ContainsFunc(b.Entries, risesAside), level: said["level"].After, got: map[ledger.UnitID]bool{}, replied: map[ledger.UnitID]ledger.Verdict{}}
		k.notices[id] = s
		return wrongIf(!k.open() || k.state == ledger.StateSuspended, "drafted when it was %s", k.state)
	}
	if s == nil {
		return fmt.Sprintf("%s was never drafted", id)
	}
	if s.moved {
		if e.What == ledger.WhatIssued {
			s.numbered = true
			return o.number(said["number"].After)
		}
		return ""
	}
	was := s.state
	asks := was != ledger.NoticeDraft && runs(was)
	switch e.What { //nolint:exhaustive // those of a notice
	case ledger.WhatIssued:
		s.state, s.numbered = ledger.NoticeIssued, true
		if said["reply_by"].After == "" {
			s.state = ledger.NoticeDone
		}
		return o.number(said["number"].After) + wrongIf(was != ledger.NoticeDraft, "issued from %s", was)
	case ledger.WhatReceived, ledger.WhatReplied:
		s.got[e.Unit] = true
		problem := wrongIf(!asks || !slices.Contains(s.units, e.Unit), "of %s to a notice to %v that is %s", e.Unit, s.units, was)
		if verdict, replied := s.replied[e.Unit]; e.What == ledger.WhatReplied {
			problem += wrongIf(replied && verdict != ledger.VerdictReturned, "replied twice") + o.unsigned(e, s)
			s.replied[e.Unit] = ""
		}
		s.state = s.stand()
		return problem
	case ledger.WhatReviewed:
		s.replied[e.Unit] = ledger.VerdictReturned
		if at := slices.IndexFunc(b.Entries, func(d ledger.Entry) bool { return d.What == ledger.WhatDecided && d.Task == e.Task }); at >= 0 {
			if fieldsOf(b.Entries[at])["verdict"].After == string(ledger.VerdictApproved) {
				s.replied[e.Unit] = ledger.VerdictApproved
			}
		}
		s.state = s.stand()
		return wrongIf(!asks || string(s.state) != said["notice_state"].After, "%s after it was %s, by its acts %s", said["notice_state"].After, was, s.state)
	}
	s.state = ledger.NoticeState(said["notice_state"].After)
	ended := s.state == ledger.NoticeDeclined && was == ledger.NoticeDraft || s.state == ledger.NoticeVoid || s.state == ledger.NoticeDone && asks
	if left := unitsOf(said["left"].After); len(left) > 0 && runs(s.state) {
		s.units = slices.DeleteFunc(s.units, func(u ledger.UnitID) bool { return slices.Contains(left, u) })
		ended = true
	}
	return wrongIf(!ended, "ended as %s after it was %s", s.state, was)
}

// runs reports whether a notice still wants something of somebody.
func runs(s ledger.NoticeState) bool {
	return slices.Contains([]ledger.NoticeState{
		ledger.NoticeDraft, ledger.NoticeIssued, ledger.NoticeAcknowledged, ledger.NoticeReplied, ledger.NoticeReturned,
	}, s)
}

// unsigned: a reply to a red notice that somebody else than the head wrote goes to the head first.
func (o *oracle) unsigned(e ledger.Entry, s *served) string {
	if s.level != "red" || s.aside {
		return ""
	}
	today, head, himself := ledger.DateOf(e.At), false, false
	for who := range o.people.of {
		is := slices.ContainsFunc(o.people.posts(who, today), func(h held) bool { return h.role == ledger.RoleHead && h.unit == e.Unit })
		head, himself = head || is, himself || is && who == e.By
	}
	if !head || himself {
		return ""
	}
	o.met["a head was to sign a reply"]++
	return wrongIf(e.Why != string(ledger.MatterHeadSign), "its head has not signed it")
}

// addressees are whom a notice that is drafted in a block asks: a unit against which the ladder
// rose, since it has not answered; else those who lead.
func addressees(k *known, b store.Block) []ledger.UnitID {
	for _, e := range b.Entries {
		if risesAside(e) {
			return []ledger.UnitID{e.Unit}
		}
	}
	return slices.Clone(k.lead)
}

// risesAside is a step of supervision of a unit that is asked, and not of the lead.
func risesAside(e ledger.Entry) bool {
	return e.What == ledger.WhatRose && fieldsOf(e)["matter"].After != ""
}

// number holds a number of a notice to be the next of its year.
func (o *oracle) number(words string) string {
	m := yearAndNumber.FindStringSubmatch(words)
	if m == nil {
		return fmt.Sprintf("a number that is none: %q", words)
	}
	n, err := strconv.ParseInt(m[2], 10, 64)
	o.issued[m[1]]++
	return wrongIf(err != nil || n != o.issued[m[1]], "the number %s, and the next is %d", words, o.issued[m[1]])
}
