package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// approve grants what was asked for: 同意 17, or as asked but until another day, 同意 17 9月15日.
func approve(ctx context.Context, a *ask) (ledger.Change, error) {
	return a.decide(ctx, ledger.VerdictApproved)
}

// refuse says no, and why: 不同意 17 理由.
func refuse(ctx context.Context, a *ask) (ledger.Change, error) {
	return a.decide(ctx, ledger.VerdictRefused)
}

// sendBack returns what was asked for, to be asked again with more: 退回 17 理由.
//
// The unit that is asked about another one's difficulty hands the question back by it, also in
// its own group, where it was asked.
func sendBack(ctx context.Context, a *ask) (ledger.Change, error) {
	if change, taken, err := a.handsBack(ctx); taken || err != nil {
		return change, err
	}
	if !a.wide() {
		return ledger.Change{}, refused(ledger.ReasonNotInGroup, "")
	}
	return a.decide(ctx, ledger.VerdictReturned)
}

func (a *ask) decide(ctx context.Context, verdict ledger.Verdict) (ledger.Change, error) {
	m, t, words, err := a.matter(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if verdict == ledger.VerdictApproved && a.signsUnasked(m) {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonSignIt, Task: m.Task}
	}
	return a.decideOn(ctx, m, t, verdict, words)
}

// signsUnasked reports whether 同意 would sign a notice: that is a formal act with a number, which
// whoever has another matter of the task in mind does not do by the way. 签发 signs it, and so does
// its button.
func (a *ask) signsUnasked(m ledger.Matter) bool {
	return m.Kind == ledger.MatterSign && m.Verdict == "" && !a.signs() && a.About.Act != ledger.PressApprove
}

// decideOn decides a matter, and tells the unit that asked.
func (a *ask) decideOn(ctx context.Context, m ledger.Matter, t ledger.Task, verdict ledger.Verdict, words string) (ledger.Change, error) {
	if m.Bulletin != "" {
		return a.decideBulletin(ctx, m, verdict, words)
	}
	deciding, err := a.deciding(ctx, m, verdict, words)
	if err != nil {
		return ledger.Change{}, err
	}
	decided, refusal := m.Decide(t, deciding)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change, err := a.decided(ctx, decided, words)
	if m.Desk.Of() != "" { // somebody of a unit, who reads here what its people are told
		change.Send = slices.DeleteFunc(change.Send, func(m ledger.Message) bool { return m.To == a.Person.Chat && len(m.About.Matters) == 0 })
	}
	return change, err
}

// decided follows what was decided, by what it was about.
func (a *ask) decided(ctx context.Context, decided ledger.Decided, words string) (ledger.Change, error) {
	if decided.Matter.Notice != "" {
		return a.decidedNotice(ctx, decided)
	}
	switch decided.Matter.Kind {
	case ledger.MatterInstruction:
		return a.decidedInstruction(ctx, decided, words)
	case ledger.MatterReview, ledger.MatterStep, ledger.MatterObjection:
		return a.decidedOfEnd(ctx, decided)
	case ledger.MatterExtension, ledger.MatterSuspension, ledger.MatterSentBack, ledger.MatterClaim, ledger.MatterPartial, ledger.MatterDifficulty, // told in the same words
		ledger.MatterSign, ledger.MatterHeadSign, ledger.MatterNoticeReview, ledger.MatterAdmonition, ledger.MatterBulletin: // are a notice's or a bulletin's, or tell no unit
	}
	return a.decidedOfWork(ctx, decided)
}

// decidedOfWork follows what was decided of work under way: what ends with it, and who is told.
func (a *ask) decidedOfWork(ctx context.Context, decided ledger.Decided) (ledger.Change, error) {
	m := decided.Matter
	t, put, entries, err := a.void(ctx, decided.Task) // what rests waits for no later limit
	if err != nil {
		return ledger.Change{}, err
	}
	voided := ""
	if m.Kind == ledger.MatterSentBack && m.Verdict == ledger.VerdictApproved {
		given, handed, ends, err := passOn(ctx, a.h.Book, t, a.At)
		if err != nil {
			return ledger.Change{}, err
		}
		t, put, entries = given, append(put, handed...), append(entries, ends...)
		voided = texts.VoidedWith(decided.Task, t) + a.nearlyDue(t, decided.Matter.Settled.Date)
	}
	if m.Kind == ledger.MatterClaim && m.Verdict == ledger.VerdictApproved {
		voided = a.nearlyDue(t, 0)
	}
	rested, err := rest(ctx, a.h.Book, t)
	if err != nil {
		return ledger.Change{}, err
	}
	put = append(put, rested...)
	change := ledger.Change{Put: append(put, t, m), Entries: append(decided.Entries, entries...)}
	children, err := a.extendChildren(ctx, &change, t, decided)
	if err != nil {
		return ledger.Change{}, err
	}
	if err := a.tellDecided(ctx, &change, t, m); err != nil {
		return ledger.Change{}, err
	}
	warning := ""
	if m.Kind == ledger.MatterExtension && m.Verdict == ledger.VerdictApproved {
		if warning, err = a.outlives(ctx, t, t.Limit.Due); err != nil {
			return ledger.Change{}, err
		}
	}
	change.Answer = ledger.Reply{Text: strings.TrimSpace(texts.DecidedOn(decided) + voided + "\n" + children + warning), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	return change, nil
}

// tellDecided tells the unit that asked, and those that lead the task with it.
func (a *ask) tellDecided(ctx context.Context, change *ledger.Change, t ledger.Task, m ledger.Matter) error {
	if m.Kind.Restricted() {
		return nil // no unit learns of it
	}
	send, missing, err := a.toUnit(ctx, t, m.Unit, texts.DecidedToUnit(m), "decide")
	if err != nil {
		return err
	}
	change.Send, change.Entries = send, append(change.Entries, missing...)
	if m.Part != "" || m.LeavesWork() {
		return nil // the other leads read what was refused in their next digest
	}
	return a.toOtherLeads(ctx, change, t, m.Unit, texts.DecidedToLead(m))
}

// deciding reads the words of a decision: a day or a unit comes first, where the matter knows one.
func (a *ask) deciding(ctx context.Context, m ledger.Matter, verdict ledger.Verdict, words string) (ledger.Deciding, error) {
	d := ledger.Deciding{By: a.Person, At: a.At, Verdict: verdict, Words: words, Files: a.Files, Calendar: a.h.Calendar}
	if verdict != ledger.VerdictApproved {
		return d, nil
	}
	if m.Kind == ledger.MatterSentBack {
		err := a.rightUnit(ctx, &d)
		return d, err
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	if unit, err := a.unit(ctx, first); m.Kind == ledger.MatterClaim && first != "" && err == nil && unit != m.Unit {
		return d, &ledger.Refusal{Reason: ledger.ReasonClaimOwn, Task: m.ID.Task(), Words: string(unit)}
	}
	day, ok := a.day(first)
	switch {
	case !ok:
	case !m.Date.IsZero() || m.Kind == ledger.MatterPartial:
		d.Date, d.Words = day, rest
	case undated(m.Kind):
		// He had an extension in mind, and would sign a notice instead.
		return d, &ledger.Refusal{Reason: ledger.ReasonNoDateThere, Task: m.ID.Task()}
	}
	return d, nil
}

// undated reports whether a matter is granted without a day, so that one is a mistake.
func undated(k ledger.MatterKind) bool {
	return k == ledger.MatterSign || k == ledger.MatterHeadSign || k == ledger.MatterNoticeReview || k == ledger.MatterReview
}

// approvePressed is 同意 under a matter.
func approvePressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	m, t, _, err := a.matterByID(ctx, ledger.MatterID(about), "")
	if err != nil {
		return ledger.Change{}, err
	}
	if m.Verdict == "" && m.Step == ledger.StepSuperior {
		return a.asking(ledger.PressApprove, texts.AskNumber(m), ledger.About{Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{m.ID}})
	}
	if m.Verdict == "" && m.InPlace(a.Person, a.today) {
		return a.asking(ledger.PressApprove, texts.AskInPlace(m), ledger.About{Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{m.ID}})
	}
	return a.decideOn(ctx, m, t, ledger.VerdictApproved, "")
}

// askReason asks for the reason that a refusal or a return needs.
func askReason(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	m, t, _, err := a.matterByID(ctx, ledger.MatterID(about), "")
	if err != nil {
		return ledger.Change{}, err
	}
	if m.Bulletin != "" && m.Verdict != "" {
		return a.decideBulletin(ctx, m, ledger.VerdictReturned, "")
	}
	if refusal := m.Over(); refusal != nil {
		return ledger.Change{}, refusal
	}
	if _, asked := m.Desk.Unit(); !a.wide() && (m.Kind != ledger.MatterDifficulty || !asked) {
		return ledger.Change{}, refused(ledger.ReasonNotInGroup, "")
	}
	act, _, _ := ledger.ReadPress(a.Button)
	verdict := ledger.VerdictReturned
	if act == ledger.PressRefuse {
		verdict = ledger.VerdictRefused
	}
	asked := ledger.About{Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{m.ID}}
	return a.asking(act, texts.AskReason(m, verdict), asked)
}
