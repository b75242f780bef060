package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// newTask begins to enter a task: 立项 标题；牵头 住建局；时限 8月31日. What is missing is
// asked for, and nothing counts until 确认.
func newTask(ctx context.Context, a *ask) (ledger.Change, error) {
	cells, _ := ledger.ReadProposal(a.args, ledger.FieldTitle)
	said, err := a.proposed(ctx, cells)
	past, late := errors.AsType[*ledger.Refusal](err)
	if late = late && past.Reason == ledger.ReasonLimitPast; late { // what else was said is kept, and only the day is asked for again
		cells = slices.DeleteFunc(cells, func(c ledger.Cell) bool { return c.Field == ledger.FieldLimit })
		said, err = a.proposed(ctx, cells)
	}
	if err != nil {
		return ledger.Change{}, err
	}
	if said, err = a.running(ctx, said); err != nil {
		return ledger.Change{}, err
	}
	p, err := a.proposal(ctx, ledger.ProposalNew)
	if err != nil {
		return ledger.Change{}, err
	}
	change, err := a.propose(ctx, p, said)
	if late && err == nil {
		change.Answer.Text = texts.LimitPassed(past.Words) + change.Answer.Text
	}
	return change, err
}

// running finds in the words of the title who leads, and until when, where no label says it.
func (a *ask) running(ctx context.Context, said ledger.Task) (ledger.Task, error) {
	if len(said.Lead) > 0 || said.Title == "" {
		return said, nil
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Task{}, err
	}
	read, ok := a.reading(directory).Running(said.Title)
	if !ok {
		return said, nil
	}
	said.Title = ""
	return read.Add(said), nil
}

// newAnswered takes the answer to what was asked for, or a correction.
func newAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	switch {
	case a.confirms("cancel"):
		return cancel(ctx, a)
	case a.confirms("confirm"):
		return confirm(ctx, a)
	}
	p, err := a.proposal(ctx, ledger.ProposalNew)
	if err != nil {
		return ledger.Change{}, err
	}
	if !p.Alive(a.At) {
		return ledger.Change{}, refused(ledger.ReasonNoProposal, "")
	}
	if number, ok := ledger.ReadRepeat(a.args); ok {
		return a.repeating(ctx, p, number)
	}
	said, label := ledger.FieldWord(a.args)
	switch {
	case label && said == "":
		return ledger.Change{}, refused(ledger.ReasonFieldEmpty, strings.TrimSpace(a.args))
	case label:
		a.args = said
	}
	return a.corrected(ctx, p)
}

// corrected completes or corrects what somebody proposes by what he says.
func (a *ask) corrected(ctx context.Context, p ledger.Proposal) (ledger.Change, error) {
	words := a.args
	if p.Tasks[0].Lacks() != ledger.AskingTitle { // whatever a title begins with
		words = relabelled(words)
	}
	cells, _ := ledger.ReadProposal(words, p.Tasks[0].Lacks().Field())
	said, err := a.proposed(ctx, cells)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.propose(ctx, p, p.Tasks[0].Add(said))
}

// unconfirmed keeps 好的 from being taken for 确认 by whoever says it while something waits.
func (a *ask) unconfirmed(ctx context.Context) error {
	if ledger.May(a.Person, ledger.ActionRegister, a.today) != nil || a.elsewhere() {
		return nil //nolint:nilerr // who registers nothing proposed nothing
	}
	p, err := a.alive(ctx)
	if _, none := errors.AsType[*ledger.Refusal](err); none { // or it is not clear what
		return nil
	}
	switch {
	case err != nil:
		return err
	case p.Sort() == ledger.ProposalNew && p.Tasks[0].Lacks() != ledger.AskingNothing:
		return refused(ledger.ReasonUnready, string(p.Tasks[0].Lacks()))
	}
	return refused(ledger.ReasonUnconfirmed, string(p.Sort()))
}

// goesOn takes plain words in a private chat for the answer to what a proposal asks, or
// for its correction. Whatever else is said meanwhile is what it always is.
func (a *ask) goesOn(ctx context.Context) (ledger.Change, bool, error) {
	plain := a.Private && !a.Edited && len(a.about()) == 0 && strings.TrimSpace(a.Text) != "" && !strings.HasPrefix(strings.TrimSpace(a.Text), "/")
	if may := ledger.May(a.Person, ledger.ActionRegister, a.today) == nil; !plain || !may {
		return ledger.Change{}, false, nil
	}
	found, err := a.drafts(ctx)
	if err != nil {
		return ledger.Change{}, false, err
	}
	p := found[0]
	_, labelled := ledger.ReadProposal(relabelled(a.Text), ledger.FieldTitle)
	_, repeats := ledger.ReadRepeat(a.Text)
	if found[1].Alive(a.At) && (correctsDrafts(a.Text) || (labelled || repeats) && !p.Alive(a.At)) {
		a.word, a.args = "meeting", strings.TrimSpace(a.Text)
		change, err := draftsAnswered(ctx, a)
		return change, true, err
	}
	if !p.Alive(a.At) {
		return ledger.Change{}, false, nil
	}
	_, label := ledger.FieldWord(a.Text)
	if p.Tasks[0].Lacks() == ledger.AskingNothing && !labelled && !label && !repeats {
		return ledger.Change{}, false, nil
	}
	a.word, a.args = "new", strings.TrimSpace(a.Text)
	change, err := newAnswered(ctx, a)
	return change, true, err
}

// proposed reads what was said of a task.
func (a *ask) proposed(ctx context.Context, cells []ledger.Cell) (ledger.Task, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Task{}, err
	}
	said, refusal := a.reading(directory).Propose(cells)
	if refusal != nil {
		return ledger.Task{}, refusal
	}
	return a.citing(ctx, said)
}

func (a *ask) reading(directory ledger.Directory) ledger.Reading {
	return ledger.Reading{Directory: directory, Calendar: a.h.Calendar, On: a.today, Options: a.h.Limits}
}

// proposal is what the asker is working on.
func (a *ask) proposal(ctx context.Context, sort ledger.ProposalSort) (ledger.Proposal, error) {
	found, err := a.h.Book.Proposals(ctx, ledger.ProposalOf(a.From, sort))
	if err != nil {
		return ledger.Proposal{}, fmt.Errorf("handlers: what %d proposes: %w", a.From, err)
	}
	return found[0], nil
}

// propose keeps a task as far as it is known, and asks for the rest or for 确认.
func (a *ask) propose(ctx context.Context, p ledger.Proposal, t ledger.Task) (ledger.Change, error) {
	t, refusal := t.HandedOver(a.Person, a.today)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	next, entry := p.With([]ledger.Task{t}, a.From, a.At, ledger.ProposalNewWaits)
	answer := ledger.Reply{Text: texts.AskNew(t), About: ledger.About{Act: ledger.PressPropose}}
	if t.Lacks() == ledger.AskingNothing {
		again, err := a.repeats(ctx, t)
		if err != nil {
			return ledger.Change{}, err
		}
		answer.Text, answer.Buttons = texts.Proposed(t, a.today)+texts.Repeats(t, again[0])+a.proposedLate(t), texts.ProposalButtons(next, texts.ButtonConfirm)
	}
	return ledger.Change{Put: []ledger.Record{next}, Entries: []ledger.Entry{entry}, Answer: answer}, nil
}

// confirm enters what was proposed last: 确认.
func confirm(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.elsewhere() {
		return ledger.Change{}, refused(ledger.ReasonNotForThat, a.commandWord())
	}
	p, err := a.alive(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.confirmed(ctx, p)
}

// confirmed enters a proposal, of whatever sort.
func (a *ask) confirmed(ctx context.Context, p ledger.Proposal) (ledger.Change, error) {
	if p.Sheet != nil {
		return a.enterSheet(ctx, p)
	}
	return a.register(ctx, p)
}

// cancel drops what was proposed last: 取消.
func cancel(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.elsewhere() {
		return ledger.Change{}, refused(ledger.ReasonNotForThat, a.commandWord())
	}
	p, err := a.alive(ctx)
	if err != nil {
		if !ledger.ReadReport(a.args, true).Task.IsZero() {
			return cancelTask(ctx, a) // 取消 17 理由, and nothing waits
		}
		return ledger.Change{}, err
	}
	return a.dropProposal(p)
}

// elsewhere reports whether the words answer a message that is no proposal: 确认 under the
// question of 办结 or 撤并 must not enter a task that happens to wait.
func (a *ask) elsewhere() bool {
	act := a.About.Act
	return a.QuotedOur && act != ledger.PressPropose && act != ledger.PressDraft && act != ledger.PressSheet
}

// commandWord is the Chinese word of the command that was said.
func (a *ask) commandWord() string {
	for _, c := range a.h.commands {
		if c.name == a.commandName() {
			return c.words[0]
		}
	}
	return a.word
}

// alive is the proposal of the asker that waits, the one that expires first if there are two.
// A file that waits beside another proposal is only meant by an answer to its own message.
func (a *ask) alive(ctx context.Context) (ledger.Proposal, error) {
	found, err := a.h.Book.Proposals(ctx, ledger.ProposalOf(a.From, ledger.ProposalNew),
		ledger.ProposalOf(a.From, ledger.ProposalMeeting), ledger.ProposalOf(a.From, ledger.ProposalImport))
	if err != nil {
		return ledger.Proposal{}, fmt.Errorf("handlers: what %d proposes: %w", a.From, err)
	}
	i := slices.IndexFunc(found[:2], func(p ledger.Proposal) bool { return p.Alive(a.At) })
	switch file := found[2]; {
	case a.QuotedOur && a.About.Act == ledger.PressSheet && !file.Alive(a.At):
		return ledger.Proposal{}, refused(ledger.ReasonNoImport, "")
	case a.QuotedOur && a.About.Act == ledger.PressSheet:
		return file, nil
	case i >= 0 && file.Alive(a.At) && !a.QuotedOur:
		return ledger.Proposal{}, refused(ledger.ReasonWhichConfirm, file.Sheet.File.Name)
	case i < 0 && file.Alive(a.At) && !a.QuotedOur:
		return file, nil
	case i < 0:
		return ledger.Proposal{}, refused(ledger.ReasonNoProposal, "")
	}
	return found[i], nil
}

// confirmPressed is 确认 under a proposal: of that version, by whoever wrote it.
func confirmPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	p, err := a.pressedProposal(ctx, about)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.confirmed(ctx, p)
}

// cancelPressed is 取消 under a proposal.
func cancelPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	p, err := a.pressedProposal(ctx, about)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.dropProposal(p)
}

func (a *ask) pressedProposal(ctx context.Context, about string) (ledger.Proposal, error) {
	id := about[:max(strings.LastIndex(about, "/"), 0)]
	if owner, _, _ := strings.Cut(id, "/"); owner != fmt.Sprint(a.From) {
		return ledger.Proposal{}, refused(ledger.ReasonOthersDraft, "")
	}
	found, err := a.h.Book.Proposals(ctx, id)
	if err != nil {
		return ledger.Proposal{}, fmt.Errorf("handlers: proposal %s: %w", id, err)
	}
	none, old := ledger.ReasonNoProposal, ledger.ReasonOldProposal
	if found[0].Sort() == ledger.ProposalImport {
		none, old = ledger.ReasonNoImport, ledger.ReasonOldImport
	}
	switch p := found[0]; {
	case !p.Alive(a.At):
		return ledger.Proposal{}, refused(none, "")
	case p.Press() != about:
		return ledger.Proposal{}, refused(old, "")
	default:
		return p, nil
	}
}

// register enters the tasks of a proposal. The units hear of them in their next digest.
func (a *ask) register(ctx context.Context, p ledger.Proposal) (ledger.Change, error) {
	for _, t := range p.Tasks {
		if strings.HasSuffix(p.ID, string(ledger.ProposalNew)) && t.Lacks() != ledger.AskingNothing {
			return ledger.Change{}, refused(ledger.ReasonUnready, string(t.Lacks()))
		}
	}
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfTasks(a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: counter: %w", err)
	}
	if p.Tasks, _, err = a.renamed(ctx, p.Tasks...); err != nil {
		return ledger.Change{}, err
	}
	if err := a.basesStand(ctx, p.Tasks); err != nil {
		return ledger.Change{}, err
	}
	var loose []ledger.Task
	if p.Tasks, loose, err = a.stillEnded(ctx, p.Tasks); err != nil {
		return ledger.Change{}, err
	}
	done, refusal := p.Register(counter, a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: done.Put, Entries: done.Entries}
	told, err := a.tellPressing(ctx, &change, ids(done.Tasks)...)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{
		Text: texts.Registered(done.Tasks, texts.Heard(len(done.Tasks), told)) + a.heardLate(told), About: ledger.About{Tasks: ids(done.Tasks)},
	}
	if change, err = a.wishesMade(ctx, change, done.Tasks); err != nil {
		return ledger.Change{}, err
	}
	if change, err = a.repeated(ctx, change); err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text += texts.NotLinked(loose)
	return a.toldOffice(ctx, change, done.Tasks[0].HandedBy, texts.HandedToOffice(a.Person.Name, done.Tasks))
}

func (a *ask) dropProposal(p ledger.Proposal) (ledger.Change, error) {
	entry := ledger.Entry{At: a.At, By: a.From, What: ledger.WhatProposed, Why: p.ID, Fields: []ledger.FieldDiff{{Name: "cancelled", Before: p.Press()}}}
	return ledger.Change{
		Put: []ledger.Record{p.Dropped()}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{Text: texts.ProposalDropped(p)},
	}, nil
}
