package handlers

import (
	"context"
	"fmt"
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
	scope, words, err := a.bulletinScope(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	taken, change, err := a.taken(ctx, ledger.Survey{Kind: ledger.BriefSpecial}, scope)
	if err != nil {
		return ledger.Change{}, err
	}
	snapshot := taken[0]
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
	change.Put, change.Entries = append(change.Put, b, counter), append(change.Entries, entries...)
	change.Answer = a.showDraft(b, "")
	return change, nil
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
// campaign those with work left in it, if they are known; else all with work left; and the
// leaders.
func circleOf(s ledger.Snapshot) ledger.Circle {
	c := ledger.Circle{Groups: []ledger.CircleGroup{ledger.CircleLeaders}}
	unit, one := s.Scope.Lead()
	switch {
	case one:
		c.Units = []ledger.UnitID{unit}
	case s.Scope == ledger.ScopeOffice || len(s.Units) == 0:
		return ledger.DefaultCircle()
	}
	for _, f := range s.Units {
		if !one && f.Total > f.Completed {
			c.Units = append(c.Units, ledger.UnitID(f.Name))
		}
	}
	return c
}

// bulletinScope is of what a bulletin tells, by the words that its command begins with: a unit,
// a campaign, a leader, else everything. The other words name the meeting.
func (a *ask) bulletinScope(ctx context.Context) (scope scopeNamed, words string, err error) {
	all := scopeNamed{scope: ledger.ScopeOffice}
	words = strings.TrimSpace(a.args)
	first, rest, _ := strings.Cut(words, " ")
	switch first {
	case "":
		return all, "", nil
	case texts.WholeCity, "全部":
		return all, strings.TrimSpace(rest), nil
	}
	scope, found, err := a.subject(ctx, first)
	if err != nil || !found {
		return all, words, err
	}
	return scope, strings.TrimSpace(rest), nil
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
	entries, err := a.h.Book.EntriesOfBulletin(ctx, b.ID)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: receipts of %s: %w", b.ID, err)
	}
	return ledger.Change{Answer: ledger.Reply{
		Text: texts.BulletinStand(b, b.Deliveries(entries), a.At), About: bulletinAbout(b, ledger.PressBulletin),
	}}, nil
}

func (a *ask) bulletinNumbered(ctx context.Context, number ledger.NoticeNumber) (ledger.Bulletin, error) {
	for _, year := range a.years(number) {
		found, _, err := a.h.Book.BulletinsIn(ctx, ledger.Page{Range: ledger.BulletinRange(year, number.N), Limit: 1})
		if err != nil {
			return ledger.Bulletin{}, fmt.Errorf("handlers: bulletin %d/%d: %w", year, number.N, err)
		}
		if len(found) > 0 {
			return found[0], nil
		}
	}
	return ledger.Bulletin{}, refused(ledger.ReasonNoBulletin, firstWord(a.args))
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
