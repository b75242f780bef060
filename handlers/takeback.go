package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// takeBack ends what the asker's unit applied for: 撤销延期 17, 撤回销号 17, 撤销申请 17.
func takeBack(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.unnamed("takeback") && len(a.about()) == 0 {
		return ledger.Change{}, refused(ledger.ReasonNoApplication, "")
	}
	t, err := a.appliedTo(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.takenBack(ctx, t, t.TakesBack())
}

// appliedTo is the task of an application: one that the asker's unit leads, or has claimed.
func (a *ask) appliedTo(ctx context.Context) (ledger.Task, error) {
	t, _, err := a.taskOrTheirs(ctx, ledger.ActionApply)
	if refusal, ok := errors.AsType[*ledger.Refusal](err); !ok || refusal.Reason != ledger.ReasonNoTask {
		return t, err
	}
	claimed, _, again := a.taskOrTheirs(ctx, ledger.ActionClaim)
	if _, waits := claimed.Waits(ledger.MatterClaim); again != nil || !waits && kindSaid(a.word) != ledger.MatterClaim {
		return ledger.Task{}, err
	}
	return claimed, nil
}

// undoesApplication takes 撤销 17, and 撤销 in reply to what was applied for, for the application
// that waits, where nothing was reported on the task after it. taken is false where there is none.
func (a *ask) undoesApplication(ctx context.Context, mine []ledger.Report) (change ledger.Change, taken bool, err error) {
	words := strings.TrimSpace(a.args)
	if words == "" && len(a.About.Matters) != 1 {
		return ledger.Change{}, false, nil
	}
	t, err := a.appliedTo(ctx)
	if _, ours := errors.AsType[*ledger.Refusal](err); ours {
		return ledger.Change{}, false, nil // what is said is about a report then
	}
	if err != nil {
		return ledger.Change{}, false, err
	}
	waits := t.TakesBack()
	if words == "" {
		waits = slices.DeleteFunc(waits, func(w ledger.Waiting) bool { return w.Matter != a.About.Matters[0] })
	}
	if len(waits) == 0 && !t.Public() {
		return ledger.Change{}, false, nil
	}
	for _, w := range waits {
		m, _, err := a.matterWithTask(ctx, w.Matter)
		if err != nil {
			return ledger.Change{}, true, err
		}
		newer := func(r ledger.Report) bool { return r.Task == t.ID && r.At.After(m.At) }
		if slices.ContainsFunc(mine, newer) {
			return ledger.Change{}, false, nil
		}
	}
	change, err = a.takenBack(ctx, t, waits)
	return change, true, err
}

// takenBack ends one application, and tells whoever was to decide it, the office apart, which
// reads its queue.
func (a *ask) takenBack(ctx context.Context, t ledger.Task, waits []ledger.Waiting) (ledger.Change, error) {
	if kind := kindSaid(a.word); kind != "" {
		waits = slices.DeleteFunc(waits, func(w ledger.Waiting) bool { return w.Kind != kind })
	}
	if kind := kindSaid(a.word); len(waits) == 0 && t.Public() && (kind == "" || kind == ledger.MatterStep) {
		return a.publicTakenBack(ctx, t)
	}
	switch len(waits) {
	case 0:
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoApplication, Task: t.ID}
	case 1:
	default:
		var names []string
		for _, w := range waits {
			names = append(names, texts.TakeBackWords(w.Kind)+" "+shortNumber(t.ID))
		}
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonWhichBack, Task: t.ID, Words: strings.Join(names, "、")}
	}
	m, _, err := a.matterWithTask(ctx, waits[0].Matter)
	if err != nil {
		return ledger.Change{}, err
	}
	done, refusal := t.TakeBack(m, a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	t, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	send, err := a.toDesk(ctx, done.Matter, texts.TakenBackToDesk(done.Matter), nil)
	if err != nil {
		return ledger.Change{}, err
	}
	send = slices.DeleteFunc(send, func(m ledger.Message) bool { return m.To == a.Person.Chat }) // he knows
	for i := range send {
		send[i].Buttons = nil
	}
	return ledger.Change{
		Put: append(put, t, done.Matter), Entries: append(done.Entries, entries...), Send: numberedSend(a.Cause, send),
		Answer: ledger.Reply{Text: texts.TakenBack(done.Matter), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}, nil
}

// publicTakenBack takes back a close-out that is in public notice; an objection to it is moot.
func (a *ask) publicTakenBack(ctx context.Context, t ledger.Task) (ledger.Change, error) {
	done, refusal := t.TakeBackCloseout(a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	t, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	m := ledger.Matter{Kind: ledger.MatterStep, Task: t.ID, Title: t.Title, Unit: t.Closeout.Unit, Step: ledger.StepPublicNotice}
	change := ledger.Change{
		Put: append(put, t), Entries: append(done.Entries, entries...),
		Answer: ledger.Reply{Text: texts.TakenBack(m), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}
	return a.toldOffice(ctx, change, m.Unit, texts.TakenBackToDesk(m)) // which has posted the notice
}

// kindSaid is the kind of application that a word of taking back names; empty: any.
func kindSaid(word string) ledger.MatterKind {
	for _, said := range []struct {
		word string
		kind ledger.MatterKind
	}{
		{"延期", ledger.MatterExtension},
		{"销号", ledger.MatterStep},
		{"退办", ledger.MatterSentBack},
		{"中止", ledger.MatterSuspension},
		{"阶段", ledger.MatterPartial},
		{"认领", ledger.MatterClaim},
	} {
		if strings.Contains(word, said.word) {
			return said.kind
		}
	}
	return ""
}
