package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// shownBulletins is how many bulletins one answer lists.
const shownBulletins = 15

// bulletin drafts a bulletin of the figures of this moment, 通报, 通报 碧水, 通报
// 污染防治攻坚战推进会; shows who was told of one, 通报 3号; or the draft, 通报 草稿.
func bulletin(ctx context.Context, a *ask) (ledger.Change, error) {
	if number, rest, ok := ledger.ReadNoticeNumber(a.args); ok && rest == "" {
		return a.showBulletin(ctx, number)
	}
	if strings.TrimSpace(a.args) == "草稿" {
		return a.openDraft(ctx)
	}
	snapshot, words, err := a.bulletinFigures(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfBulletins(a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: counter of bulletins: %w", err)
	}
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: policy: %w", err)
	}
	b, counter, entries, refusal := counter.DraftBulletin(ledger.BulletinDrafting{
		By: a.Person, At: a.At, Snapshot: snapshot, Title: texts.BulletinTitle(snapshot.Name, words),
		Paragraphs: texts.BulletinParagraphs(snapshot, policy.Ranking), To: circleOf(snapshot),
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Put: []ledger.Record{b, counter}, Entries: entries, Answer: a.showDraft(b, "")}, nil
}

// showDraft shows a draft, so that a reply to it changes it.
func (a *ask) showDraft(b ledger.Bulletin, before string) ledger.Reply {
	return ledger.Reply{
		Text: before + texts.BulletinDraft(b, a.At), Buttons: texts.BulletinButtons(b), About: bulletinAbout(b, ledger.PressBulletin),
	}
}

func bulletinAbout(b ledger.Bulletin, act string) ledger.About {
	return ledger.About{Bulletin: b.ID, Version: b.Version, Act: act}
}

// circleOf is to whom a bulletin goes unless the office chooses: of a unit that one, of a
// campaign those with work left in it, of everything all with work left; and the leaders.
func circleOf(s ledger.Snapshot) ledger.Circle {
	if s.Scope == ledger.ScopeOffice {
		return ledger.DefaultCircle()
	}
	c := ledger.Circle{Groups: []ledger.CircleGroup{ledger.CircleLeaders}}
	for _, f := range s.Units {
		if f.Total > f.Completed {
			c.Units = append(c.Units, ledger.UnitID(f.Name))
		}
	}
	if s.Scope == ledger.ScopeLead(ledger.UnitID(s.Name)) {
		c.Units = []ledger.UnitID{ledger.UnitID(s.Name)}
	}
	return c
}

// bulletinFigures takes the figures of the scope that the words begin with, and gives back
// the other words: they name the meeting.
func (a *ask) bulletinFigures(ctx context.Context) (ledger.Snapshot, string, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Snapshot{}, "", err
	}
	words := strings.TrimSpace(a.args)
	first, rest, _ := strings.Cut(words, " ")
	s := ledger.Snapshot{Kind: ledger.BriefSpecial, At: a.At, Scope: ledger.ScopeOffice, Name: texts.WholeCity}
	switch unit, near, ok := directory.Find(first); {
	case first == "":
	case first == texts.WholeCity || first == "全部":
		words = rest
	case ok && len(near) == 0:
		s.Scope, s.Name, words = ledger.ScopeLead(unit), string(unit), rest
	default:
		scope, there, err := a.scopeOf(ctx, ledger.Directory{}, first)
		if err != nil {
			return ledger.Snapshot{}, "", err
		}
		if there {
			s.Scope, s.Name, words = scope, first, rest
		}
	}
	s, err = a.figures(ctx, s, directory.Units())
	return s, strings.TrimSpace(words), err
}

// figures fills a snapshot: with its units and campaigns where it is of everything, with its
// units where it is of a campaign.
func (a *ask) figures(ctx context.Context, s ledger.Snapshot, units []ledger.Unit) (ledger.Snapshot, error) {
	slices.SortStableFunc(units, func(a, b ledger.Unit) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	var tasks []ledger.Task
	if s.Scope != ledger.ScopeLead(ledger.UnitID(s.Name)) {
		page := ledger.Page{Range: ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, s.Scope), Max: ledger.NoLimit}, Limit: readFound, Descending: true}
		var err error
		if tasks, _, err = a.h.Book.TasksIn(ctx, page); err != nil {
			return s, fmt.Errorf("handlers: figures of a bulletin: %w", err)
		}
	}
	names, scopes := figured(s.Scope, units, tasks)
	ranges := ledger.SummaryRanges(s.Scope, a.today)
	own := len(ranges)
	for _, scope := range scopes {
		ranges = append(ranges, bulletinRanges(scope, a.today)...)
	}
	counts, head, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return s, fmt.Errorf("handlers: figures of a bulletin: %w", err)
	}
	s.Head, s.Summary = head, ledger.NewSummary(s.Scope, a.today, counts[:own], head)
	for i, name := range names {
		c := counts[own+5*i:]
		f := ledger.Figures{Name: name, Total: c[0], Completed: c[1] + c[2], StruckOff: c[2], Overdue: c[3], Missing: c[4]}
		if strings.HasPrefix(string(scopes[i]), string(ledger.ScopeCampaign(""))) {
			s.Campaigns = append(s.Campaigns, f)
		} else {
			s.Units = append(s.Units, f)
		}
	}
	if s.Scope == ledger.ScopeCampaign(s.Name) {
		s.Units = within(tasks, units, a.today)
	}
	return s, nil
}

func bulletinRanges(scope ledger.Scope, today ledger.Date) []ledger.Range {
	all := func(mark string) ledger.Range {
		return ledger.Range{Mark: ledger.MarkOf(mark, scope), Max: ledger.NoLimit}
	}
	return []ledger.Range{
		all(ledger.MarkAll), all(ledger.MarkCompleted), all(ledger.MarkClosed), ledger.OverdueRange(scope, today), ledger.MissingRange(scope, today),
	}
}

// figured are the units, and the campaigns of these tasks, that a bulletin of everything
// counts.
func figured(scope ledger.Scope, units []ledger.Unit, tasks []ledger.Task) (names []string, scopes []ledger.Scope) {
	if scope != ledger.ScopeOffice {
		return nil, nil
	}
	for _, unit := range units {
		names, scopes = append(names, string(unit.ID)), append(scopes, ledger.ScopeLead(unit.ID))
	}
	var campaigns []string
	for _, t := range tasks {
		if t.Campaign != "" && !slices.Contains(campaigns, t.Campaign) {
			campaigns = append(campaigns, t.Campaign)
		}
	}
	slices.Sort(campaigns)
	for _, c := range campaigns {
		names, scopes = append(names, c), append(scopes, ledger.ScopeCampaign(c))
	}
	return names, scopes
}

// within are the figures of units by the tasks of a campaign that they lead: no mark is of a
// unit within a campaign.
func within(tasks []ledger.Task, units []ledger.Unit, today ledger.Date) []ledger.Figures {
	var found []ledger.Figures
	for _, unit := range units {
		f := ledger.Figures{Name: string(unit.ID)}
		for _, t := range tasks {
			if !slices.Contains(t.Lead, unit.ID) {
				continue
			}
			f.Total++
			if !t.Open() {
				f.Completed++
			}
			if t.Within(ledger.OverdueRange(ledger.ScopeLead(unit.ID), today)) {
				f.Overdue++
			}
			if t.Within(ledger.MissingRange(ledger.ScopeLead(unit.ID), today)) {
				f.Missing++
			}
		}
		if f.Total > 0 {
			found = append(found, f)
		}
	}
	return found
}

// openDraft shows the newest draft that can still be changed.
func (a *ask) openDraft(ctx context.Context) (ledger.Change, error) {
	found, _, err := a.h.Book.BulletinsIn(ctx, ledger.Page{Range: ledger.BulletinsRange(), Limit: shownBulletins, Descending: true})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: bulletins: %w", err)
	}
	for _, b := range found {
		if b.Changeable(a.At) == nil {
			return ledger.Change{Answer: a.showDraft(b, "")}, nil
		}
	}
	return ledger.Change{}, refused(ledger.ReasonNoBulletin, "")
}

// showBulletin shows who was told of a bulletin, and when: the receipts are the evidence.
func (a *ask) showBulletin(ctx context.Context, number ledger.NoticeNumber) (ledger.Change, error) {
	b, err := a.bulletinNumbered(ctx, number)
	if err != nil {
		return ledger.Change{}, err
	}
	entries, err := a.h.Book.EntriesOfKind(ctx, b.Signed.At, readReceipts, ledger.WhatDelivered, ledger.WhatRefused, ledger.WhatUnknown)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: receipts of %s: %w", b.ID, err)
	}
	return ledger.Change{Answer: ledger.Reply{
		Text: texts.BulletinStand(b, b.Deliveries(entries), a.At), About: bulletinAbout(b, ledger.PressBulletin),
	}}, nil
}

// readReceipts is how many of the messenger's receipts of each sort are looked through.
const readReceipts = 2000

func (a *ask) bulletinNumbered(ctx context.Context, number ledger.NoticeNumber) (ledger.Bulletin, error) {
	number.Year = cmp.Or(number.Year, a.today.Year())
	found, _, err := a.h.Book.BulletinsIn(ctx, ledger.Page{Range: ledger.BulletinRange(number.Year, number.N), Limit: 1})
	if err != nil {
		return ledger.Bulletin{}, fmt.Errorf("handlers: bulletin %d/%d: %w", number.Year, number.N, err)
	}
	if len(found) == 0 {
		return ledger.Bulletin{}, refused(ledger.ReasonNoBulletin, firstWord(a.args))
	}
	return found[0], nil
}

// findBulletins lists the bulletins, 查 通报, or shows one, 查 通报 3号. It is the office's:
// for others the word is one to look for.
func (a *ask) findBulletins(ctx context.Context) (change ledger.Change, taken bool, err error) {
	rest, ok := cutWord(strings.TrimSpace(a.args), texts.WordBulletin)
	number, after, numbered := ledger.ReadNoticeNumber(rest)
	drafts := ledger.May(a.Person, ledger.ActionBulletin, a.today) == nil
	if !ok || (rest != "" && (!numbered || after != "")) || !drafts {
		return ledger.Change{}, false, nil
	}
	if numbered {
		change, err = a.showBulletin(ctx, number)
		return change, true, err
	}
	found, total, err := a.h.Book.BulletinsIn(ctx, ledger.Page{Range: ledger.BulletinsRange(), Limit: shownBulletins, Descending: true})
	if err != nil {
		return ledger.Change{}, true, fmt.Errorf("handlers: bulletins: %w", err)
	}
	change, err = said(texts.Bulletins(found, total, a.At))
	return change, true, err
}
