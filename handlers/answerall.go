package handlers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// answersAll answers with the same words all difficulties of a task that wait for the asker: 答复 17
// 全部 已协调. taken is false where he says something else: a unit that is asked one thing may well
// answer 全部 迁完.
func (a *ask) answersAll(ctx context.Context) (change ledger.Change, taken bool, err error) {
	words, all := afterAll(ledger.AfterNumber(a.args))
	if !all || !a.numbered() {
		return ledger.Change{}, false, nil
	}
	t, err := a.taskOfDifficulties(ctx)
	if _, refused := errors.AsType[*ledger.Refusal](err); refused {
		return ledger.Change{}, false, nil // it is said why, whatever he answers
	}
	if err != nil {
		return ledger.Change{}, false, err
	}
	var ids []ledger.MatterID
	for _, w := range a.toAnswer(t) {
		ids = append(ids, w.Matter)
	}
	if len(ids) == 0 || len(ids) == 1 && !a.Person.Sits(ledger.DeskOffice, a.today) {
		return ledger.Change{}, false, nil
	}
	matters, err := a.h.Book.Matters(ctx, ids...)
	if err != nil {
		return ledger.Change{}, false, fmt.Errorf("handlers: difficulties on %s: %w", t.ID, err)
	}
	done, refusal := t.AnswerAll(matters, a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, false, refusal
	}
	change, err = a.answeredAll(ctx, done, matters)
	return change, true, err
}

// afterAll gives back what follows the word for all of them; false: it is not said.
func afterAll(words string) (string, bool) {
	const apart = " 　:：,，"
	words = strings.TrimSpace(words)
	first, rest := words, ""
	if i := strings.IndexAny(words, apart); i >= 0 {
		first, rest = words[:i], strings.TrimLeft(words[i:], apart)
	}
	return rest, isAll(first)
}

// taskOfDifficulties is the task that is meant: by its number, or by a line of the message replied to.
func (a *ask) taskOfDifficulties(ctx context.Context) (ledger.Task, error) {
	if n := ledger.ReadReport(a.args, true).Task.N; n > 0 && n <= len(a.About.Matters) && a.About.Matters[n-1] != "" {
		return a.task(ctx, ledger.TaskNumber{Code: a.About.Matters[n-1].Task()}, ledger.ActionAnswer)
	}
	t, _, err := a.taskOrTheirs(ctx, ledger.ActionAnswer)
	return t, err
}

// answeredAll stores the answers. Who raised a difficulty is told once, however many units were asked
// about it, and those that know of it are told that they are not asked any more.
func (a *ask) answeredAll(ctx context.Context, done ledger.Spread, was []ledger.Matter) (ledger.Change, error) {
	change, err := a.asksNoMore(ctx, ledger.Decided{Task: done.Task, Matter: done.Matters[0], Entries: done.Entries})
	if err != nil {
		return ledger.Change{}, err
	}
	var told []ledger.MatterID
	for i, m := range done.Matters {
		if i > 0 {
			change.Put = append(change.Put, m)
		}
		if root := cmp.Or(m.Of, m.ID); !slices.Contains(told, root) {
			told = append(told, root)
			send, missing, err := a.toUnit(ctx, done.Task, m.Unit, texts.AnsweredToUnit(m, nil), "answer")
			if err != nil {
				return ledger.Change{}, err
			}
			change.Send, change.Entries = append(change.Send, send...), append(change.Entries, missing...)
			if m.Part == "" {
				if err := a.toOtherLeads(ctx, &change, done.Task, m.Unit, texts.AnsweredToLead(m, nil)); err != nil {
					return ledger.Change{}, err
				}
			}
		}
		if err := a.noLonger(ctx, &change, was[i], m, done.Task); err != nil {
			return ledger.Change{}, err
		}
	}
	change.Send = numberedSend(a.Cause, change.Send)
	change.Answer = ledger.Reply{Text: texts.AnsweredAll(done.Matters), About: ledger.About{Tasks: []ledger.TaskID{done.Task.ID}}}
	return change, nil
}
