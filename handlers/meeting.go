package handlers

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// meeting reads the decisions of a meeting out of a pasted text: 会议 名称 日期, and the
// text below it or behind it. They are drafts until 全部立项.
func meeting(ctx context.Context, a *ask) (ledger.Change, error) {
	name, body, _ := strings.Cut(strings.TrimSpace(a.args), "\n")
	if items := ledger.SplitItems(a.args); strings.TrimSpace(body) == "" && len(items) > 1 {
		name, body = "", a.args
		if items[0].Level == 0 {
			name, body = items[0].Body, strings.TrimPrefix(strings.TrimSpace(a.args), strings.TrimSpace(items[0].Text))
		}
	}
	if strings.TrimSpace(body) == "" {
		return ledger.Change{}, a.form("")
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	p, err := a.proposal(ctx, ledger.ProposalMeeting)
	if err != nil {
		return ledger.Change{}, err
	}
	p.Source = strings.Trim(name, " :：，,。")
	if p.Source == "" {
		p.Source = texts.Meeting
	}
	var tasks []ledger.Task
	tasks, p.Left = a.reading(directory).Decisions(body, p.Source)
	switch n := len(tasks); {
	case n == 0:
		return ledger.Change{}, a.form(firstWord(body))
	case n > ledger.DecisionsMost:
		return ledger.Change{}, refused(ledger.ReasonTooManyDrafts, strconv.Itoa(n))
	}
	return a.draft(ctx, p, tasks)
}

// draft keeps drafts and shows them.
func (a *ask) draft(ctx context.Context, p ledger.Proposal, tasks []ledger.Task) (ledger.Change, error) {
	next, entry := p.With(tasks, a.From, a.At, ledger.ProposalMeetingWaits)
	again, err := a.repeats(ctx, tasks...)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{Put: []ledger.Record{next}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Text: texts.Drafts(next, a.today) + a.draftsLate(tasks) + texts.RepeatedDrafts(tasks, again), Buttons: texts.DraftButtons(next), About: ledger.About{Act: ledger.PressDraft},
	}}, nil
}

// draftsAnswered corrects drafts, a line for each: 1 牵头 水务局, 2 时限 9月底, 删 3.
func draftsAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	switch {
	case a.confirms("cancel"):
		return cancel(ctx, a)
	case a.confirms("confirm"):
		return confirm(ctx, a)
	}
	p, err := a.proposal(ctx, ledger.ProposalMeeting)
	if err != nil {
		return ledger.Change{}, err
	}
	if !p.Alive(a.At) {
		return ledger.Change{}, refused(ledger.ReasonNoProposal, "")
	}
	var drop []int
	for raw := range strings.Lines(ledger.Narrow(a.args)) {
		if raw = strings.TrimSpace(raw); raw == "" {
			continue
		}
		if n := dropped(raw); n > 0 {
			drop = append(drop, n)
			continue
		}
		if p.Tasks, err = a.correct(ctx, p.Tasks, raw); err != nil {
			return ledger.Change{}, err
		}
	}
	return a.dropDrafts(ctx, p, drop)
}

// correct changes one draft by a line.
func (a *ask) correct(ctx context.Context, tasks []ledger.Task, raw string) ([]ledger.Task, error) {
	n, words, ok := draftWords(raw)
	if !ok && len(tasks) == 1 { // there is only one that can be meant
		n, words, ok = 1, relabelled(raw), true
	}
	cells, labelled := ledger.ReadProposal(words, ledger.FieldTitle)
	old, repeats := ledger.ReadRepeat(words)
	_, unnumbered := ledger.ReadProposal(relabelled(raw), ledger.FieldTitle)
	if _, repeated := ledger.ReadRepeat(raw); !ok && (unnumbered || repeated) {
		return nil, refused(ledger.ReasonDraftWhich, strconv.Itoa(len(tasks)))
	}
	switch {
	case !ok:
		return nil, refused(ledger.ReasonDraftForm, raw)
	case n < 1 || n > len(tasks):
		return nil, refused(ledger.ReasonNoDraft, strconv.Itoa(n))
	case !labelled && !repeats:
		return nil, refused(ledger.ReasonDraftForm, raw)
	}
	next := append([]ledger.Task(nil), tasks...)
	if repeats {
		var err error
		next[n-1], err = a.linked(ctx, tasks[n-1], old)
		return next, err
	}
	said, err := a.proposed(ctx, cells)
	if err != nil {
		return nil, err
	}
	next[n-1] = tasks[n-1].Correct(said)
	return next, nil
}

// dropDrafts takes drafts out by their numbers; without any left there is no proposal.
func (a *ask) dropDrafts(ctx context.Context, p ledger.Proposal, numbers []int) (ledger.Change, error) {
	drop := map[int]bool{}
	for _, n := range numbers {
		if n < 1 || n > len(p.Tasks) {
			return ledger.Change{}, refused(ledger.ReasonNoDraft, strconv.Itoa(n))
		}
		drop[n] = true
	}
	var tasks []ledger.Task
	for i, t := range p.Tasks {
		if !drop[i+1] {
			tasks = append(tasks, t)
		}
	}
	if len(tasks) == 0 {
		return a.dropProposal(p)
	}
	return a.draft(ctx, p, tasks)
}

// dropPressed is 删 N under the drafts: of that version, by whoever pasted them.
func dropPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	at := max(strings.LastIndex(about, "/"), 0)
	p, err := a.pressedProposal(ctx, about[:at])
	if err != nil {
		return ledger.Change{}, err
	}
	n, err := strconv.Atoi(strings.TrimPrefix(about[at:], "/"))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: button %q: %w", about, err)
	}
	return a.dropDrafts(ctx, p, []int{n})
}
