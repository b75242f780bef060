package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// draftsTask reports whether words name a task whose draft of a notice is meant: 作废 督办 17, 撤销督办
// 17. rest is the number of the task and what follows.
func (a *ask) draftsTask() (rest string, ok bool) {
	rest, ok = strings.CutPrefix(strings.TrimSpace(a.args), "督办")
	if !ok && a.word == "作废" {
		return "", false // 作废 17 may mean a notice or a task
	}
	rest = strings.TrimSpace(strings.TrimPrefix(rest, "单"))
	if !ok {
		rest = strings.TrimSpace(a.args)
	}
	return rest, !ledger.ReadReport(rest, true).Task.IsZero()
}

// takeDraftBack takes back a notice that nobody has signed: 撤销督办 17, 作废 督办 17 红 写错了.
func (a *ask) takeDraftBack(ctx context.Context, t ledger.Task, words string) (ledger.Change, error) {
	drafts := t.Drafts()
	if len(drafts) > 1 {
		policy, err := a.policy(ctx)
		if err != nil {
			return ledger.Change{}, err
		}
		level, rest, _ := noticeLevel(policy, words)
		if rest == words {
			return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonWhichDraft, Task: t.ID, Words: texts.LevelNames(policy, drafts)}
		}
		drafts, words = slices.DeleteFunc(drafts, func(n ledger.Noticed) bool { return n.Level != level.Code }), rest
	}
	if len(drafts) == 0 {
		return ledger.Change{}, a.noDraft(t)
	}
	n, t, err := a.noticeByID(ctx, drafts[len(drafts)-1].Notice, ledger.ActionNotice)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.draftBack(ctx, n, t, words)
}

// noDraft refuses where nothing waits to be signed, and names what was issued.
func (a *ask) noDraft(t ledger.Task) error {
	var numbers []string
	for _, n := range t.Notices {
		if n.Number != "" && n.State.Running() {
			numbers = append(numbers, n.Number)
		}
	}
	return &ledger.Refusal{Reason: ledger.ReasonNoneDrafted, Task: t.ID, Words: strings.Join(numbers, "、")}
}

// draftBack ends a draft; whoever was to sign it at once, and whoever drafted it, is told.
func (a *ask) draftBack(ctx context.Context, n ledger.Notice, t ledger.Task, why string) (ledger.Change, error) {
	waiting, err := a.waitingOn(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	waiting = slices.DeleteFunc(waiting, func(m ledger.Matter) bool { return m.Notice != n.ID })
	noted, put, refusal := n.TakeBack(t, waiting, a.Person, a.At, why)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{
		Put: append(noted.Records(), put...), Entries: noted.Entries,
		Answer: ledger.Reply{Text: texts.DraftTakenBack(noted.Notice), About: ledger.About{Tasks: []ledger.TaskID{n.Task}}},
	}
	if err := a.tellDrafter(ctx, &change, noted.Notice); err != nil {
		return ledger.Change{}, err
	}
	for _, m := range waiting {
		send, err := a.toDesk(ctx, m, texts.DraftTakenBackToDesk(noted.Notice), nil)
		if err != nil {
			return ledger.Change{}, err
		}
		for i := range send {
			send[i].Buttons = nil
		}
		change.Send = append(change.Send, send...)
	}
	change.Send = numberedSend(a.Cause, a.toOthers(change.Send))
	return change, nil
}

// toOthers are messages without those to whoever asks here: he reads the answer.
func (a *ask) toOthers(send []ledger.Message) []ledger.Message {
	return slices.DeleteFunc(send, func(m ledger.Message) bool { return m.To == a.Person.Chat || m.To == a.Request.Chat })
}
