package handlers

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

const (
	shownFound = 10  // tasks that one answer lists
	readFound  = 500 // tasks that are looked at when words have to be compared
	unsentDays = 7   // how far back 查 未发送 looks
	findWords  = 8   // words of one question
)

// find looks into the whole ledger: 查 17, 查 住建局, 查 红灯, 查 碧水, 查 污水处理厂,
// 查 住建局 红灯, 查 未办结, 查 未销号, 查 未签收, 查 待确认, 查 未发送, 查 群.
func find(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.Fields(a.args)
	switch {
	case len(words) == 0:
		return ledger.Change{}, a.form("")
	case len(words) > findWords:
		return ledger.Change{}, a.form(firstWord(a.args)) // each word is a question to the book
	}
	if change, taken, err := a.findBulletins(ctx); taken || err != nil {
		return change, err
	}
	if number, ok := ledger.ReadTaskNumber(a.args); ok {
		if _, err := a.task(ctx, number, ledger.ActionFind); err != nil {
			return ledger.Change{}, err
		}
		return show(ctx, a)
	}
	if slices.ContainsFunc(words, unsentSaid) {
		return a.findUnsent(ctx)
	}
	if len(words) == 1 && slices.Contains([]string{"群", "群组", "绑定的群"}, words[0]) {
		return a.findGroups(ctx)
	}
	if slices.Contains(words, "督办单") || len(words) == 1 && words[0] == "督办" {
		return a.findNotices(ctx)
	}
	words, page := pageOf(superiorList(words))
	q, err := a.query(ctx, words)
	if err != nil {
		return ledger.Change{}, err
	}
	q.page = page
	found, total, err := q.run(ctx, a)
	if err != nil {
		return ledger.Change{}, err
	}
	list := texts.FoundList{
		Title: "find", Words: strings.Join(words, " "), Tasks: found, Total: total, First: q.offset() + 1, Next: page + 1,
		Cut: q.cut, Part: q.part, Text: len(q.text) > 0, Superior: q.superior,
	}
	return ledger.Change{Answer: ledger.Reply{
		Text:  texts.Found([]texts.FoundList{list}, a.today),
		About: ledger.About{Tasks: ids(found)},
	}}, nil
}

// query is what find understood of its words.
type query struct {
	scope ledger.Scope
	mark  func(ledger.Scope, ledger.Date) ledger.Range // nil: all tasks of the scope
	lamp  ledger.Lamp                                  // what the mark cannot tell apart: yellow includes red
	text  []string                                     // words to be found in the title
	cut   bool                                         // more could match than were looked at
	page  int                                          // from 1
	part  bool                                         // the scope is a unit's

	superior bool // the list is of superiors' notices
}

// offset is how many tasks the pages before this one listed.
func (q *query) offset() int { return (q.page - 1) * shownFound }

var pageWord = regexp.MustCompile(`^第?(\d{1,3})页?$`)

// pageOf takes the page off the end of the words: 查 住建局 第2页, 查 住建局 2.
func pageOf(words []string) ([]string, int) {
	last := len(words) - 1
	m := pageWord.FindStringSubmatch(ledger.Narrow(words[last]))
	if last == 0 || m == nil {
		return words, 1
	}
	page, err := strconv.Atoi(m[1])
	if err != nil || page < 1 {
		return words, 1
	}
	return words[:last], page
}

// query reads the words: each is a lamp or a list, a unit, a campaign, or a word to look for.
func (a *ask) query(ctx context.Context, words []string) (*query, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return nil, err
	}
	q := &query{scope: ledger.ScopeOffice}
	for _, word := range words {
		mark := lists(word)
		if mark == nil {
			mark = a.closeoutLists(word)
		}
		if mark != nil && q.mark == nil {
			q.mark, q.superior = mark, strings.HasPrefix(word, "上级督办")
			if strings.HasPrefix(word, "黄") || word == "yellow" {
				q.lamp = ledger.LampYellow
			}
			continue
		}
		if q.scope == ledger.ScopeOffice {
			scope, ok, err := a.scopeOf(ctx, directory, word)
			if err != nil {
				return nil, err
			}
			if ok {
				q.scope, q.part = scope, strings.HasPrefix(string(scope), string(ledger.ScopePart("")))
				continue
			}
		}
		q.text = append(q.text, word)
	}
	return q, nil
}

// scopeOf takes a word for a unit where it names one exactly, else for a campaign.
func (a *ask) scopeOf(ctx context.Context, directory ledger.Directory, word string) (ledger.Scope, bool, error) {
	if unit, near, ok := directory.Find(word); ok && len(near) == 0 {
		return ledger.ScopePart(unit), true, nil
	}
	scope := ledger.ScopeCampaign(word)
	counts, _, err := a.h.Book.Count(ctx, ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, scope), Max: ledger.NoLimit})
	if err != nil {
		return "", false, fmt.Errorf("handlers: find: %w", err)
	}
	return scope, counts[0] > 0, nil
}

// lists are the words that name a lamp or one of the office's lists.
func lists(word string) func(ledger.Scope, ledger.Date) ledger.Range {
	all := func(mark string) func(ledger.Scope, ledger.Date) ledger.Range {
		return func(scope ledger.Scope, _ ledger.Date) ledger.Range {
			return ledger.AllRange(ledger.MarkOf(mark, scope))
		}
	}
	switch strings.TrimSuffix(word, "灯") {
	case "红", "red":
		return ledger.RedRange
	case "黄", "yellow":
		return ledger.YellowRange
	case "绿", "green":
		return ledger.GreenRange
	case "灰", "grey":
		return func(scope ledger.Scope, _ ledger.Date) ledger.Range {
			return ledger.Range{Mark: ledger.MarkOf(ledger.MarkOpen, scope), Min: ledger.NoLimit, Max: ledger.NoLimit}
		}
	case "逾期", "超期", "overdue":
		return ledger.OverdueRange
	case "未办结", "open":
		return all(ledger.MarkOpen)
	case "蓝", "未销号", "办结未销号", "已办结未销号", "blue":
		return all(ledger.MarkCompleted)
	case "已销号":
		return all(ledger.MarkClosed)
	case "未签收":
		return func(scope ledger.Scope, _ ledger.Date) ledger.Range { return ledger.UnsignedAll(scope) }
	case "报办结", "待审核":
		return all(ledger.MarkSubmitted)
	case "困难", "有困难", "受阻":
		return ledger.StuckRange
	case "上级督办", "上级督办待回复":
		return all(ledger.MarkSuperior)
	case "上级督办逾期":
		return ledger.SuperiorLateRange
	case "上级督办全部":
		return all(ledger.MarkSuperiors)
	case "批示", "有批示", "领导批示":
		return all(ledger.MarkRemarked)
	case "待确认", "请办公室确认":
		return all(ledger.MarkConfirm)
	case "中止", "已中止":
		return all(ledger.MarkSuspended)
	case "撤项", "已撤项", "取消", "已取消":
		return all(ledger.MarkCancelled)
	case "无进展", "没有进展":
		return all(ledger.MarkStill)
	case "未交办", "没有交办", "无牵头":
		return all(ledger.MarkNoLead)
	case "无计划", "没有计划":
		return all(ledger.MarkNoPlan)
	case "迟报", "漏报", "未报":
		return ledger.MissingRange
	}
	return dueLists(word)
}

// run reads the tasks. Words are looked for by their pairs of letters, never by reading
// everything; where more could match than were looked at, the answer says so.
func (q *query) run(ctx context.Context, a *ask) ([]ledger.Task, int64, error) {
	if len(q.text) == 0 && q.lamp == "" {
		page := ledger.Page{Offset: int64(q.offset()), Limit: shownFound}
		page.Range = ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, q.scope), Max: ledger.NoLimit}
		if q.mark != nil {
			page.Range = q.mark(q.scope, a.today)
		}
		found, total, err := a.h.Book.TasksIn(ctx, page)
		if err != nil {
			return nil, 0, fmt.Errorf("handlers: find: %w", err)
		}
		return found, total, nil
	}
	candidates, err := q.candidates(ctx, a)
	if err != nil {
		return nil, 0, err
	}
	var found []ledger.Task
	for _, t := range candidates {
		if q.matches(t, a.today) {
			found = append(found, t)
		}
	}
	total := int64(len(found))
	from := min(q.offset(), len(found))
	return found[from:min(len(found), from+shownFound)], total, nil
}

func (q *query) candidates(ctx context.Context, a *ask) ([]ledger.Task, error) {
	if len(q.text) == 0 {
		page := ledger.Page{Range: q.mark(q.scope, a.today), Limit: readFound, Descending: true}
		found, _, err := a.h.Book.TasksIn(ctx, page)
		if err != nil {
			return nil, fmt.Errorf("handlers: find: %w", err)
		}
		q.cut = len(found) >= readFound
		return found, nil
	}
	var pairs []string
	for _, word := range q.text {
		bigrams := ledger.Bigrams(word)
		if len(bigrams) == 0 {
			return nil, refused(ledger.ReasonShortWord, word)
		}
		pairs = append(pairs, bigrams...)
	}
	found, err := a.h.Book.TasksWithWords(ctx, pairs, readFound)
	if err != nil {
		return nil, fmt.Errorf("handlers: find words: %w", err)
	}
	q.cut = len(found) >= readFound
	return found, nil
}

func (q *query) matches(t ledger.Task, today ledger.Date) bool {
	title := string(ledger.Letters(t.Title))
	for _, word := range q.text {
		if !strings.Contains(title, string(ledger.Letters(word))) {
			return false
		}
	}
	if !slices.Contains(t.Scopes(), q.scope) {
		return false
	}
	if q.lamp != "" && t.Lamp(today) != q.lamp {
		return false
	}
	return q.mark == nil || t.Within(q.mark(q.scope, today))
}

func unsentSaid(word string) bool { return strings.TrimRight(word, ".。!?") == "未发送" }

// findUnsent lists what was due and not said in the last days, with the reasons.
func (a *ask) findUnsent(ctx context.Context) (ledger.Change, error) {
	since := (a.today - unsentDays + 1).At(0, 0, a.h.Zone) // today and the days before it
	all, err := a.h.Book.EntriesOfKind(ctx, since, readFound,
		ledger.WhatNotTold, ledger.WhatRefused, ledger.WhatUnknown, ledger.WhatSlot)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: what was not sent: %w", err)
	}
	all = slices.DeleteFunc(all, func(e ledger.Entry) bool {
		return e.What == ledger.WhatSlot && e.Why == "" // it was worked
	})
	slices.SortStableFunc(all, func(a, b ledger.Entry) int { return b.At.Compare(a.At) })
	return said(texts.Unsent(all, unsentDays, a.h.Zone))
}
