package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// decidedInstruction tells the leader what came of his wish for a task. What the office agrees
// to is proposed to it as a task at once; a task that is there already, 同意 1 17, stands for
// the wish.
func (a *ask) decidedInstruction(ctx context.Context, d ledger.Decided, words string) (ledger.Change, error) {
	leader, err := a.personOf(ctx, d.Matter.By)
	if err != nil {
		return ledger.Change{}, err
	}
	if !d.Matter.AgreedOnly() {
		return ledger.Change{
			Put: []ledger.Record{d.Matter}, Entries: d.Entries, Answer: ledger.Reply{Text: texts.Decided(d.Matter)},
			Send: a.toLeader(leader, texts.InstructionDecided(d.Matter)),
		}, nil
	}
	first, rest := firstOf(words)
	if number, ok := ledger.ReadTaskNumber(first); ok {
		if again, _ := firstOf(rest); isNumber(again) {
			return ledger.Change{}, a.form(words) // two numbers: which of them is the task is not certain
		}
		return a.carried(ctx, d.Matter, leader, number, rest)
	}
	return a.agreed(ctx, d, leader)
}

// agreed keeps the wish in the queue and proposes its task; the leader is told the first time.
func (a *ask) agreed(ctx context.Context, d ledger.Decided, leader ledger.Person) (ledger.Change, error) {
	found, err := a.h.Book.Matters(ctx, d.Matter.ID)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: wish %s: %w", d.Matter.ID, err)
	}
	again := len(found) > 0 && found[0].AgreedOnly()
	t, err := a.wishedTask(ctx, d.Matter)
	if err != nil {
		return ledger.Change{}, err
	}
	p, err := a.proposal(ctx, ledger.ProposalNew)
	if err != nil {
		return ledger.Change{}, err
	}
	change, err := a.propose(ctx, p, t.Wished(d.Matter, leader))
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text = texts.WishAgreed(d.Matter, again) + change.Answer.Text
	if !again {
		change.Put, change.Entries = append(change.Put, d.Matter), append(change.Entries, d.Entries...)
		change.Send = a.toLeader(leader, texts.InstructionDecided(d.Matter))
	}
	return change, nil
}

// wishedTask reads a leader's words as those of a new task; what cannot be read is asked for.
func (a *ask) wishedTask(ctx context.Context, m ledger.Matter) (ledger.Task, error) {
	cells, _ := ledger.ReadProposal(m.Text, ledger.FieldTitle)
	t, err := a.proposed(ctx, cells)
	if err == nil {
		t, err = a.running(ctx, t)
	}
	if _, unread := errors.AsType[*ledger.Refusal](err); unread {
		cells = []ledger.Cell{{Field: ledger.FieldTitle, Text: firstClause(m.Text)}}
		t, err = a.proposed(ctx, cells)
		if _, unread := errors.AsType[*ledger.Refusal](err); unread {
			return ledger.Task{}, nil
		}
	}
	return t, err
}

// firstClause is a text up to its first stop.
func firstClause(text string) string {
	if at := strings.IndexAny(text, "；;。\n"); at > 0 {
		text = text[:at]
	}
	return strings.TrimSpace(text)
}

// carried lets a task that is there already stand for a leader's wish; its units are told his
// words as they are told any instruction.
func (a *ask) carried(ctx context.Context, m ledger.Matter, leader ledger.Person, number ledger.TaskNumber, words string) (ledger.Change, error) {
	t, err := a.task(ctx, number, ledger.ActionDecide)
	if err != nil {
		return ledger.Change{}, err
	}
	t, m, entries, refusal := m.Carry(t, leader, ledger.Deciding{By: a.Person, At: a.At, Words: words})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	last := t.Instructions[len(t.Instructions)-1]
	_, send, missing, err := a.instructUnits(ctx, t, last)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: []ledger.Record{t, m}, Entries: append(entries, missing...),
		Send:   numberedSend(a.Cause, append(send, a.toLeader(leader, texts.WishMade(m, t, true))...)),
		Answer: ledger.Reply{Text: texts.WishCarried(m, t), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}, nil
}

// wishesMade closes the leaders' wishes for which tasks were just registered, and tells the
// leaders their codes.
func (a *ask) wishesMade(ctx context.Context, change ledger.Change, tasks []ledger.Task) (ledger.Change, error) {
	for _, t := range tasks {
		if t.Wish == "" {
			continue
		}
		found, err := a.h.Book.Matters(ctx, t.Wish)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: wish %s: %w", t.Wish, err)
		}
		if len(found) == 0 {
			return ledger.Change{}, refused(ledger.ReasonNoMatter, "")
		}
		m, entry, refusal := found[0].Make(t, ledger.Deciding{By: a.Person, At: a.At})
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		leader, err := a.personOf(ctx, m.By)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Put, change.Entries = append(change.Put, m), append(change.Entries, entry)
		change.Send = numberedSend(a.Cause, append(change.Send, a.toLeader(leader, texts.WishMade(m, t, false))...))
		change.Answer.Text += texts.WishTold(m)
	}
	return change, nil
}

// toLeader tells a leader what came of his wish, in working time.
func (a *ask) toLeader(leader ledger.Person, text string) []ledger.Message {
	if leader.Chat == "" || !leader.Bound(a.today) {
		return nil
	}
	return []ledger.Message{{
		ID: ledger.MessageID(a.Cause + "/1"), To: leader.Chat, Text: text,
		NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, Why: "decide " + string(ledger.MatterInstruction),
	}}
}

func isNumber(word string) bool {
	_, ok := ledger.ReadTaskNumber(word)
	return ok
}
