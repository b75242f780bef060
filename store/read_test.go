package store_test

import (
	"fmt"
	"math"
	"strings"
	"time"

	"duban/ledger"
)

func day(n int64) []ledger.Mark { return []ledger.Mark{{Name: "open", Score: n}} }

func testPages(b book) {
	t := b.t
	b.commit(t, change("1", marked{task(1), day(30)}, marked{task(2), day(10)}, marked{task(3), day(20)}, marked{task(4), day(40)}))
	open := func(low, high, offset, limit int64, down bool) ledger.Page {
		return ledger.Page{Range: ledger.Range{Mark: "open", Min: low, Max: high}, Offset: offset, Limit: limit, Descending: down}
	}
	tests := []struct {
		name  string
		page  ledger.Page
		want  string
		total int64
	}{
		{"all", open(0, 100, 0, -1, false), "2 3 1 4", 4},
		{"all, falling", open(0, 100, 0, -1, true), "4 1 3 2", 4},
		{"within", open(20, 30, 0, -1, false), "3 1", 2},
		{"a page", open(0, 100, 1, 2, false), "3 1", 4},
		{"a page, falling", open(0, 100, 1, 2, true), "1 3", 4},
		{"beyond the end", open(0, 100, 4, 2, false), "", 4},
		{"the total only", open(15, math.MaxInt64, 0, 0, false), "", 3},
		{"without bounds", open(math.MinInt64, math.MaxInt64, 0, 1, false), "2", 4},
		{"no such mark", ledger.Page{Range: ledger.Range{Mark: "none"}, Limit: -1}, "", 0},
	}
	name := func(tasks []ledger.Task) string {
		var short []string
		for _, task := range tasks {
			short = append(short, strings.TrimPrefix(string(task.ID), "2026-00"))
		}
		return strings.Join(short, " ")
	}
	var pages []ledger.Page
	for _, tt := range tests {
		tasks, total, err := b.TasksIn(t.Context(), tt.page)
		must(t, err)
		if got := name(tasks); got != tt.want || total != tt.total {
			t.Errorf("%s: got %q of %d, want %q of %d", tt.name, got, total, tt.want, tt.total)
		}
		pages = append(pages, tt.page)
	}
	each, err := b.TasksInEach(t.Context(), pages...)
	must(t, err)
	for i, tt := range tests {
		equal(t, "in each: "+tt.name, tt.want, name(each[i]))
	}
	counts, head, err := b.Count(t.Context(), pages[0].Range, pages[2].Range, pages[8].Range)
	must(t, err)
	equal(t, "counts", []int64{4, 2, 0}, counts)
	if now, err := b.Head(t.Context()); err != nil || now != head {
		t.Errorf("head of the counts: got %v, want %v, %v", head, now, err)
	}

	must(t, b.raw.HDel(t.Context(), b.prefix+"rec:task", "2026-003").Err())
	if _, _, err := b.TasksIn(t.Context(), pages[0]); err == nil || !strings.Contains(err.Error(), "2026-003 stands under the mark and is not stored") {
		t.Errorf("a mark without its record: got %v", err)
	}
}

// testManyUnder asks for more than a Lua stack holds.
func testManyUnder(b book) {
	t := b.t
	const many = 9000
	for from := 0; from < many; from += 1000 {
		c := ledger.Change{Cause: number(from), At: monday, Entries: []ledger.Entry{{At: monday, What: ledger.WhatRegistered}}}
		for n := range 1000 {
			c.Put = append(c.Put, marked{ledger.Task{ID: ledger.NewTaskID(2026, int64(10000+from+n))}, day(int64(from + n))})
		}
		b.commit(t, c)
	}
	got := b.under(t, "open")
	if len(got) != many || got[0] != "2026-10000" || got[many-1] != "2026-18999" {
		t.Errorf("got %d from %s to %s, want %d", len(got), got[0], got[len(got)-1], many)
	}
}

func testWords(b book) {
	t := b.t
	titled := func(n int64, title string) ledger.Task {
		task := task(n)
		task.Title = title
		return task
	}
	b.commit(t, change("1", titled(1, "污水处理厂"), titled(2, "污水管网"), titled(3, "垃圾处理")))
	find := func(words string, limit int64) (ids []string) {
		t.Helper()
		tasks, err := b.TasksWithWords(t.Context(), ledger.Bigrams(words), limit)
		must(t, err)
		for _, task := range tasks {
			ids = append(ids, string(task.ID))
		}
		return ids
	}
	equal(t, "one pair", []string{"2026-002", "2026-001"}, find("污水", 10))
	equal(t, "the rarest pair", []string{"2026-002"}, find("污水管网", 10))
	equal(t, "a limit", []string{"2026-002"}, find("污水", 1))
	equal(t, "a pair that no title has", nil, find("污水厂房", 10))
	equal(t, "a single letter", nil, find("污", 10))
}

func testRecords(b book) {
	t := b.t
	ctx := t.Context()
	unit := ledger.Unit{ID: "住建局", Full: "住房和城乡建设局"}
	town := ledger.Unit{ID: "乐城街道", Full: "乐城街道办事处"}
	person := ledger.Person{ID: 7, Name: "李", Chat: "tg:7", Posts: []ledger.Post{
		{Role: ledger.RoleContact, Unit: "住建局"}, {Role: ledger.RoleLeader, Title: "副市长"},
	}}
	other := ledger.Person{ID: 8, Name: "王", Posts: []ledger.Post{{Role: ledger.RoleLeader}}}
	chat := ledger.Chat{ID: "tg:-5", Audience: ledger.AudienceUnit, Unit: "住建局"}
	early := ledger.Report{ID: "2026-001/1", Task: "2026-001", By: 7, At: monday, From: "tg:7/40"}
	late := ledger.Report{ID: "2026-001/2", Task: "2026-001", By: 8, At: monday.Add(time.Hour)}
	invitation := ledger.Invitation{Digest: "d1", By: 7}
	slot := ledger.Slot{Job: "digest", Last: monday}
	b.commit(t, change("1", unit, town, person, other, chat, early, late, invitation, slot, ledger.Counter{ID: "2026", Last: 4}))
	unit.Rev, town.Rev, person.Rev, other.Rev, chat.Rev, early.Rev, late.Rev, invitation.Rev, slot.Rev = 1, 1, 1, 1, 1, 1, 1, 1, 1

	units, err := b.Units(ctx)
	must(t, err)
	equal(t, "units", []ledger.Unit{town, unit}, units)
	names, err := b.UnitIDs(ctx)
	must(t, err)
	equal(t, "names of units", []ledger.UnitID{town.ID, unit.ID}, names)
	byID, err := b.Person(ctx, 8, 9, 7)
	must(t, err)
	equal(t, "persons by number", []ledger.Person{other, person}, byID)
	byMark, err := b.Persons(ctx, ledger.SpeakersMark("住建局"), ledger.RoleMark(ledger.RoleLeader), "none")
	must(t, err)
	equal(t, "persons by marks", []ledger.Person{person, other}, byMark)
	chats, err := b.Chats(ctx, ledger.GroupMark(ledger.AudienceUnit, "住建局"))
	must(t, err)
	equal(t, "chats", []ledger.Chat{chat}, chats)
	asker, err := b.Asker(ctx, 7, "tg:-5", "tg:-5/1")
	must(t, err)
	equal(t, "asker", ledger.Asker{Person: person, Chat: chat}, asker)
	stranger, err := b.Asker(ctx, 99, "tg:99", "")
	must(t, err)
	equal(t, "stranger", ledger.Asker{}, stranger)
	named := task(3)
	b.commit(t, change("task", named))
	named.Rev = 1
	speaker, err := b.Asker(ctx, 7, "tg:-5", "", "2026-003", "2025-003")
	must(t, err)
	equal(t, "asker with the tasks he names", ledger.Asker{Person: person, Chat: chat, Tasks: []ledger.Task{named}}, speaker)

	reports, err := b.Reports(ctx, ledger.ReportsMark("2026-001"), 10)
	must(t, err)
	equal(t, "reports", []ledger.Report{late, early}, reports)
	reports, err = b.Reports(ctx, ledger.FromMark("tg:7/40"), 10)
	must(t, err)
	equal(t, "reports from a message", []ledger.Report{early}, reports)
	report, ok, err := b.Report(ctx, "2026-001/1")
	if must(t, err); !ok {
		t.Error("the report is not found")
	}
	equal(t, "report", early, report)
	if _, ok, err := b.Report(ctx, "2026-001/9"); ok || err != nil {
		t.Errorf("no such report: got %v, %v", ok, err)
	}
	got, ok, err := b.Invitation(ctx, "d1")
	if must(t, err); !ok {
		t.Error("the invitation is not found")
	}
	equal(t, "invitation", invitation, got)
	counter, err := b.Counter(ctx, "2027")
	must(t, err)
	equal(t, "a new counter", ledger.Counter{ID: "2027"}, counter)
	slots, err := b.Slots(ctx, "weekly", "digest")
	must(t, err)
	equal(t, "slots", []ledger.Slot{{Job: "weekly"}, slot}, slots)
	none, err := b.Tasks(ctx)
	must(t, err)
	equal(t, "no tasks asked for", nil, none)
	b.verify(t)
}

func testEntries(b book) {
	t := b.t
	entry := func(minute int, task ledger.TaskID, what ledger.What) ledger.Entry {
		return ledger.Entry{At: monday.Add(time.Duration(minute) * time.Minute), Task: task, What: what, Why: number(minute)}
	}
	commit := func(minute int, entries ...ledger.Entry) {
		t.Helper()
		b.commit(t, ledger.Change{Cause: number(minute), At: entries[0].At, Entries: entries})
	}
	e1, e2, e3 := entry(1, "2026-001", ledger.WhatReported), entry(1, "2026-002", ledger.WhatReported), entry(2, "2026-001", ledger.WhatNotTold)
	e4 := entry(3, "2026-001", ledger.WhatReported)
	commit(1, e1, e2)
	commit(2, e3)
	commit(3, e4)
	of := func(task ledger.TaskID, limit int64, want ...ledger.Entry) {
		t.Helper()
		got, err := b.EntriesOf(t.Context(), task, limit)
		must(t, err)
		equal(t, "entries of "+string(task), want, got)
	}
	of("2026-001", 10, e4, e3, e1)
	of("2026-001", 2, e4, e3)
	of("2026-002", 10, e2)
	of("2026-003", 10)
	since := func(sorts []ledger.What, at time.Time, limit int64, want ...ledger.Entry) {
		t.Helper()
		got, err := b.EntriesOfKind(t.Context(), at, limit, sorts...)
		must(t, err)
		equal(t, fmt.Sprint("entries of sorts ", sorts), want, got)
	}
	reported, notTold := []ledger.What{ledger.WhatReported}, []ledger.What{ledger.WhatNotTold}
	since(reported, monday, 10, e4, e2, e1)
	since(reported, e4.At, 10, e4)
	since(notTold, monday, 10, e3)
	since(notTold, e4.At, 10)
	since([]ledger.What{ledger.WhatNotTold, ledger.WhatRefused, ledger.WhatReported}, monday, 2, e3, e4, e2)

	blocks, err := b.Entries(t.Context(), 1, 10)
	must(t, err)
	head, err := b.Head(t.Context())
	must(t, err)
	if len(blocks) != 2 || blocks[0].Seq != 2 || blocks[0].Cause != "2" || blocks[1].Link != head.Link {
		t.Errorf("blocks after the first: got %+v", blocks)
	}
}
