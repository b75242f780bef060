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

// superior registers a superior's notice and makes the task that answers it, its parts in any
// order: 上级督办 韶督〔2025〕12号 韶关市政府督查室 7月10日 8月10日前回复 住建局、水务局 内容.
func superior(ctx context.Context, a *ask) (ledger.Change, error) {
	if strings.TrimSpace(a.args) == "" {
		return ledger.Change{}, a.form("")
	}
	if said, ok := ledger.ReadSuperiorReply(a.args, a.day, false); ok {
		return a.superiorReply(ctx, said)
	}
	return a.superiorSaid(ctx, a.args)
}

// superiorSaid registers a notice, or shows what was understood of it and asks for the rest: what
// was said stays with that question, and the reply to it adds to it.
func (a *ask) superiorSaid(ctx context.Context, words string) (ledger.Change, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	reader := ledger.SuperiorReader{Day: a.day, Today: a.today, Units: func(words string) (lead, co []ledger.UnitID, ok bool) {
		if unit, err := unitIn(directory, words); err == nil {
			return []ledger.UnitID{unit}, nil, true
		}
		read := ledger.ReadUnits(words, ledger.PartResponsible, directory)
		co = slices.Concat(read.Co, read.Implement)
		return read.Lead, co, len(read.Problems) == 0 && len(read.Lead)+len(co) > 0
	}}
	said := reader.ReadAll(words)
	lacks := said.Lacks()
	switch whole := len(lacks) == 0 && said.Unknown == "" && said.Left == ""; {
	case said.Notice.Number == "" && said.Notice.ReplyBy.IsZero() && len(said.Lead) == 0:
		return ledger.Change{}, a.form("")
	case !whole:
		return a.superiorDraft(directory, said, words, "")
	}
	old, err := a.cameBack(ctx, said)
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
		return a.superiorDraft(directory, said, words, refusal.Reason)
	}
	if err != nil {
		return ledger.Change{}, err
	}
	change, err := a.registerSuperior(ctx, said, old)
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok && (refusal.Reason == ledger.ReasonSuperiorPast || refusal.Reason == ledger.ReasonSuperiorFuture) {
		return a.superiorDraft(directory, said, words, refusal.Reason)
	}
	return change, err
}

func (a *ask) superiorDraft(directory ledger.Directory, said ledger.SuperiorWords, words string, wrong ledger.Reason) (ledger.Change, error) {
	var mentioned []ledger.UnitID
	if len(said.Lead) == 0 {
		mentioned = directory.Mentioned(said.Text)
	}
	return a.asking(ledger.PressSuperior, texts.SuperiorDraft(said, wrong, mentioned), ledger.About{Words: words})
}

// cameBack is the ended task that comes back by a superior's notice, if it was said. One that cannot is
// asked about, once: 照此登记 registers the notice without it.
func (a *ask) cameBack(ctx context.Context, said ledger.SuperiorWords) (ledger.Task, error) {
	if said.Repeat.IsZero() {
		return ledger.Task{}, nil
	}
	old, err := a.task(ctx, said.Repeat, ledger.ActionShow)
	if err == nil {
		if _, refusal := (ledger.Task{}).Repeats(old); refusal != nil {
			err = refusal
		}
	}
	if _, refused := errors.AsType[*ledger.Refusal](err); refused && said.AsIs {
		return ledger.Task{}, nil
	}
	return old, err
}

func (a *ask) registerSuperior(ctx context.Context, said ledger.SuperiorWords, old ledger.Task) (ledger.Change, error) {
	number := said.Notice.Number
	if known, err := a.superiorNumbered(ctx, number); err != nil {
		return ledger.Change{}, err
	} else if len(known) > 0 {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonSuperiorKnown, Task: known[0].ID, Words: number}
	}
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfTasks(a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: numbers of tasks: %w", err)
	}
	made, refusal := ledger.RegisterSuperior(ledger.Registering{
		By: a.Person, At: a.At, Notice: said.Notice, Lead: said.Lead, Co: said.Co, Text: said.Text,
		Due: a.h.Calendar.Ahead(said.Notice.ReplyBy, a.today, ledger.SuperiorAhead), Counter: counter, Repeats: old,
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{made.Task, made.Counter}, Entries: made.Entries}
	told, err := a.tellPressing(ctx, &change, made.Task.ID)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.SuperiorRegistered(made.Task, texts.Heard(1, told)) + a.heardLate(told), About: ledger.About{Tasks: []ledger.TaskID{made.Task.ID}}}
	if change, err = a.repeated(ctx, change); err != nil {
		return ledger.Change{}, err
	}
	again, err := a.repeats(ctx, made.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text += texts.RepeatedSince(made.Task, again[0])
	return change, nil
}
