package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

type bases interface {
	Bases(ctx context.Context) ([]ledger.Basis, error)
}

// basis lists the documents on which supervision rests: 依据; registers one: 依据 登记
// 责任追究实施意见 乐发〔2017〕12号 2017-03-01; withdraws one: 依据 废止 工作职责 理由; and cites
// them on a task: 依据 17 责任追究实施意见、工作职责; or takes them off: 依据 17 无.
func basis(ctx context.Context, a *ask) (ledger.Change, error) {
	all, err := a.h.Book.Bases(ctx)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: documents: %w", err)
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(a.args), " ")
	rest = strings.TrimSpace(rest)
	switch strings.TrimRight(first, ":：") {
	case "":
		return said(texts.Bases(all))
	case "登记", "新增":
		return a.registerBasis(all, rest)
	case "废止", "撤销", "作废":
		return a.withdrawBasis(all, rest)
	}
	return a.citeBases(ctx, all)
}

func (a *ask) registerBasis(all []ledger.Basis, words string) (ledger.Change, error) {
	if words == "" {
		return ledger.Change{}, a.form("")
	}
	named := ledger.ReadBasis(words)
	var on ledger.Date
	if named.Day != "" {
		day, ok := a.day(named.Day)
		if !ok {
			return ledger.Change{}, refused(ledger.ReasonBasisDay, named.Day)
		}
		on = day
	}
	kept, refusal := ledger.RegisterBasis(all, named, on, a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{kept.Basis}, Entries: kept.Entries, Answer: ledger.Reply{Text: texts.BasisRegistered(kept.Basis)},
	}, nil
}

func (a *ask) withdrawBasis(all []ledger.Basis, words string) (ledger.Change, error) {
	name, why, _ := strings.Cut(words, " ")
	if name == "" {
		return ledger.Change{}, a.form("")
	}
	b, refusal := ledger.FindBasis(all, name)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	kept, refusal := b.Withdraw(a.Person, a.At, why)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{kept.Basis}, Entries: kept.Entries, Answer: ledger.Reply{Text: texts.BasisWithdrawn(kept.Basis)},
	}, nil
}

func (a *ask) citeBases(ctx context.Context, all []ledger.Basis) (ledger.Change, error) {
	if ledger.ReadReport(a.args, true).Task.IsZero() && len(a.about()) == 0 {
		if change, taken, err := a.goesOn(ctx); taken || err != nil {
			return change, err // 依据 《…》 while 立项 waits corrects that
		}
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionBasis)
	if err != nil {
		return ledger.Change{}, err
	}
	if slices.Contains([]string{"无", "没有", "删除", "取消"}, words) {
		return a.uncited(t)
	}
	var cited []ledger.Basis
	for _, name := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("、,，;； \n", r) }) {
		b, refusal := ledger.FindBasis(all, name)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		cited = append(cited, b)
	}
	if len(cited) == 0 {
		return ledger.Change{}, a.form("")
	}
	t, entries, refusal := t.CiteBases(cited, a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Put: []ledger.Record{t}, Entries: entries, Answer: ledger.Reply{
		Text: texts.BasesCited(t), About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}}, nil
}

// uncited takes the basis off a task.
func (a *ask) uncited(t ledger.Task) (ledger.Change, error) {
	is, entries, refusal := t.RemoveBasis(a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Put: []ledger.Record{is}, Entries: entries, Answer: ledger.Reply{
		Text: texts.BasisRemoved(is, t.Basis), About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}}, nil
}

// citing lets the words of a new task's basis name a registered document as it is cited.
func (a *ask) citing(ctx context.Context, t ledger.Task) (ledger.Task, error) {
	if t.Basis == "" {
		return t, nil
	}
	all, err := a.h.Book.Bases(ctx)
	if err != nil {
		return ledger.Task{}, fmt.Errorf("handlers: documents: %w", err)
	}
	cited, refusal := ledger.CiteRegistered(all, t.Basis)
	if refusal != nil {
		return ledger.Task{}, refusal
	}
	t.Basis = cited
	return t, nil
}

// basesStand is why drafts cannot be entered as they are: a document that one cites was withdrawn
// since. The draft stays.
func (a *ask) basesStand(ctx context.Context, drafts []ledger.Task) error {
	if !slices.ContainsFunc(drafts, func(t ledger.Task) bool { return t.Basis != "" }) {
		return nil
	}
	all, err := a.h.Book.Bases(ctx)
	if err != nil {
		return fmt.Errorf("handlers: documents: %w", err)
	}
	for _, t := range drafts {
		if _, refusal := ledger.CiteRegistered(all, t.Basis); refusal != nil {
			return refused(ledger.ReasonBasisGoneSince, refusal.Words)
		}
	}
	return nil
}
