package handlers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"duban/ledger"
	"duban/store"
)

var (
	walkNow   = time.Date(2025, 7, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
	walkToday = ledger.DateOf(walkNow)
)

// walker is a desk at which everybody says every command.
type walker struct {
	t    *testing.T
	h    *Handlers
	book *store.Store
}

func newWalker(t *testing.T) *walker {
	t.Helper()
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
	t.Cleanup(func() { _ = client.Close() })
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{t: t, book: store.New(client, "lechang")}
	w.h = New(Options{
		Book: w.book, Zone: walkNow.Location(), Calendar: calendar, Hours: func(time.Time) time.Time { return time.Time{} }, NewCode: func() string { return "CODE" },
	})
	w.put("units", ledger.Unit{ID: "住建局", Full: "住建局", Kind: "部门"}, ledger.Unit{ID: "水务局", Full: "水务局", Kind: "部门"})
	return w
}

func (w *walker) put(cause string, records ...ledger.Record) {
	w.t.Helper()
	change := ledger.Change{Cause: cause, At: walkNow, Put: records, Entries: []ledger.Entry{{At: walkNow, What: ledger.WhatUnit}}}
	if _, err := w.book.Commit(w.t.Context(), change); err != nil {
		w.t.Fatal(err)
	}
}

// refuses is why somebody who says words in private is refused; empty: he is not.
func (w *walker) refuses(p ledger.Person, text string) ledger.Reason {
	w.t.Helper()
	req := Request{Cause: "update:1", At: walkNow, Said: walkNow, From: p.ID, Chat: "tg:1", Private: true, Message: "tg:1/1", Text: text}
	a := &ask{Request: req, Asker: ledger.Asker{Person: p}, today: walkToday, h: w.h}
	_, err := a.route(context.WithoutCancel(w.t.Context()))
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
		return refusal.Reason
	}
	if err != nil {
		w.t.Fatalf("%q by %+v: %v", text, p.Posts, err)
	}
	return ""
}

// who comes to the desk: a holder of each post, and a stranger.
func callers() []ledger.Person {
	all := []ledger.Person{{ID: 1}}
	for _, role := range ledger.Roles() {
		post := ledger.Post{Role: role, From: walkToday}
		if role.OfUnit() {
			post.Unit = "住建局"
		}
		if role == ledger.RoleLeader {
			post.Title = "分管城建副市长"
		}
		all = append(all, ledger.Person{ID: 1, Name: "某人", Chat: "tg:1", Posts: []ledger.Post{post}})
	}
	mandated := all[slices.IndexFunc(all, func(p ledger.Person) bool { return len(p.Posts) > 0 && p.Posts[0].Role == ledger.RoleContact })]
	mandated.Mandates = []ledger.UnitID{"住建局"}
	return append(all, mandated)
}

func caller(p ledger.Person) string {
	switch {
	case len(p.Posts) == 0:
		return "未登记"
	case len(p.Mandates) > 0:
		return "授权的" + string(p.Posts[0].Role)
	default:
		return string(p.Posts[0].Role)
	}
}

// TestCommandsByRole has everybody say each command of the table, and holds that he is refused
// for having no right exactly where the rights say so (ledger/testdata/rights.golden), which
// the office reads here by command.
func TestCommandsByRole(t *testing.T) {
	w := newWalker(t)
	var b strings.Builder
	b.WriteString("# 哪句话谁可以说\n\n✓ 可以；— 身份不可以；× 未登记。说了能不能办成，还要看是哪一项任务。\n\n| 指令 |")
	for _, p := range callers() {
		b.WriteString(" " + caller(p) + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(callers())) + "\n")
	for _, c := range table() {
		b.WriteString("| " + c.words[0] + " |")
		for _, p := range callers() {
			got := w.refuses(p, "/"+c.name)
			if got == ledger.ReasonNotToConfirm {
				got = ledger.ReasonNoRight // the same, in words for what everybody says
			}
			want := ledger.Reason("")
			if refusal := ledger.May(p, c.action, walkToday); refusal != nil && (c.action != "" || len(p.Posts) == 0) {
				want = refusal.Reason // /start is everybody's who is bound; a stranger needs its code
			}
			if of := got == ledger.ReasonNoRight || got == ledger.ReasonStranger; of != (want != "") || of && got != want {
				t.Errorf("/%s by %s: refused for %q, by the rights for %q", c.name, caller(p), got, want)
			}
			sign := map[ledger.Reason]string{ledger.ReasonNoRight: "—", ledger.ReasonStranger: "×"}[got]
			if sign == "" {
				sign = "✓"
			}
			b.WriteString(" " + sign + " |")
		}
		b.WriteString("\n")
	}
	const path = "testdata/commands.golden"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(golden), b.String()); diff != "" {
		t.Errorf("%s (UPDATE=1 writes it anew):\n%s", path, diff)
	}
}

// saidOfTask are the commands that are said of one task, with words that fit them.
func saidOfTask() map[string]string {
	return map[string]string{
		"show": "", "report": "60 主体封顶", "blocked": "等设备", "accept": "", "extend": "8月30日 连续降雨",
		"decline": "不归我们管", "partial": "已完成主体", "plan": "8月20日 主体封顶", "assign": "城管局", "divide": "水务局", "remind": "",
		"notice": "请抓紧", "complete": "确认", "closeout": "已通水", "public": "", "objection": "有异味", "recheck": "合格", "reopen": "8月30日 又有问题",
		"canceltask": "重复", "suspend": "8月30日 等批复", "resume": "", "waive": "一次性工作", "instruct": "请抓紧",
	}
}

// TestCommandsOfTask has everybody say each command of a task in which his unit has each part,
// and holds the refusals for having no part in it to the rights.
func TestCommandsOfTask(t *testing.T) {
	w := newWalker(t)
	const own, other = ledger.UnitID("住建局"), ledger.UnitID("水务局")
	parts := map[string]ledger.Task{
		"leads": {Lead: []ledger.UnitID{own}}, "leads too": {Lead: []ledger.UnitID{other, own}}, "helps": {Lead: []ledger.UnitID{other}, Co: []ledger.UnitID{own}},
		"carries out": {Lead: []ledger.UnitID{other}, Implement: []ledger.UnitID{own}}, "supervises": {Lead: []ledger.UnitID{other}, Supervise: []ledger.UnitID{own}},
		"accepts": {Lead: []ledger.UnitID{other}, Accept: []ledger.UnitID{own}}, "has no part": {Lead: []ledger.UnitID{other}},
	}
	rights := []ledger.Reason{ledger.ReasonStranger, ledger.ReasonNoRight, ledger.ReasonNoTask, ledger.ReasonNotLead, ledger.ReasonOwnTask}
	rev, walked := int64(0), 0
	for part, task := range parts {
		task.ID, task.Rev, task.Title, task.State, task.Registered = "2025-017", rev, "污水处理厂", ledger.StateAssigned, walkToday-10
		task.Limit = ledger.Limit{Due: ledger.NewDate(2025, 12, 31)}
		w.put(fmt.Sprintf("task:%d", rev), task)
		rev++
		for _, c := range table() {
			words, ok := saidOfTask()[c.name]
			if !ok {
				continue
			}
			for _, p := range callers() {
				walked++
				action := c.action
				if c.name == "suspend" && len(p.Posts) > 0 && p.Posts[0].Role.OfUnit() {
					action = ledger.ActionApply // a unit applies
				}
				got := w.refuses(p, "/"+c.name+" 17 "+words)
				want := ledger.MayTask(p, action, task, walkToday)
				switch {
				case want == nil && slices.Contains(rights, got):
					t.Errorf("/%s by %s whose unit %s: refused for %q, and he may", c.name, caller(p), part, got)
				case want != nil && got != want.Reason:
					t.Errorf("/%s by %s whose unit %s: got %q, by the rights %q", c.name, caller(p), part, got, want.Reason)
				}
			}
		}
	}
	t.Logf("%d sayings", walked)
}
