package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/scheduler"
	"duban/store"
	"duban/texts"
)

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// TestDigest: a group is told, else a contact, else the entries say that nobody was.
func TestDigest(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-17"), w.due(2, "住建局", "2025-07-11"), w.due(3, "水务局", "2025-07-14"),
		w.due(4, "五山镇", "2025-07-14"), w.due(5, "住建局", "2025-09-30"))
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:30")
	messages := w.sent()
	want := []string{"tg:-1 住建局 7月14日（周一）督办提醒，共2项", "tg:2 水务局 7月14日（周一）督办提醒"}
	if diff := cmp.Diff(want, heads(messages)); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	got := messages[0]
	if got.To != "tg:-1" {
		got = messages[1]
	}
	wantAbout := ledger.About{Unit: "住建局", Tasks: []ledger.TaskID{"2025-002", "2025-001"}}
	if diff := cmp.Diff(wantAbout, got.About); diff != "" {
		t.Errorf("about, the overdue one first (-want +got):\n%s", diff)
	}
	if got.Class != ledger.ClassDigest || got.Why != "digest 2025-07-14T08:30:00+08:00" || got.ID != "digest:住建局:2025-07-14/1" {
		t.Errorf("message %s is of class %s because of %q", got.ID, got.Class, got.Why)
	}
	wantTold := []string{
		"住建局 2025-002 overdue 2025-07-11", "住建局 2025-001 near 2025-07-17", "水务局 2025-003 today 2025-07-14",
	}
	if diff := cmp.Diff(wantTold, sortedLike(wantTold, w.log(ledger.WhatTold))); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"五山镇 2025-004 nobody_to_tell"}, w.log(ledger.WhatNotTold)); diff != "" {
		t.Errorf("not told (-want +got):\n%s", diff)
	}
	if told := w.task("2025-001").ToldOn("住建局"); told != day(t, "2025-07-14") {
		t.Errorf("2025-001 was told on %s", told)
	}
	if told := w.task("2025-004").ToldOn("五山镇"); told != day(t, "2025-07-01") {
		t.Errorf("2025-004 counts as told on %s, and nobody was", told)
	}
}

// TestDigestOncePerDay: neither a changed rhythm, nor a second process, nor a restart
// makes a second digest on a day.
func TestDigestOncePerDay(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-17"))
	other := w.process(scheduler.JobDigest)
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:30")
	if _, err := other.Tick(t.Context(), moment(t, "2025-07-14 08:30")); err != nil {
		t.Fatal(err)
	}
	w.put(w.due(2, "住建局", "2025-07-17"))
	w.Scheduler = w.processOf(w.book, w.rhythm(scheduler.JobDigest, "0 15 * * *"))
	w.tick("2025-07-14 15:00")
	if diff := cmp.Diff([]string{"tg:-1 住建局 7月14日（周一）督办提醒"}, heads(w.sent())); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	w.tick("2025-07-15 15:00")
	if got := w.sent(); len(got) != 1 || len(got[0].About.Tasks) != 1 || got[0].About.Tasks[0] != "2025-002" {
		t.Errorf("the next day: %v, want what came too late for the first", got)
	}
}

// TestDigestSilenced: a promise silences, once, with an entry; it wakes up by itself.
func TestDigestSilenced(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-17"))
	w.change("2025-001", func(task ledger.Task) ledger.Task {
		task.Promise.Date = day(t, "2025-07-18")
		return task
	})
	w.tick("2025-07-14 08:00")
	var got []string
	for _, at := range []string{"2025-07-14", "2025-07-15", "2025-07-16", "2025-07-17", "2025-07-18"} {
		w.tick(at + " 08:30")
		got = append(got, fmt.Sprint(at, " ", len(w.sent())))
	}
	want := []string{"2025-07-14 0", "2025-07-15 0", "2025-07-16 0", "2025-07-17 0", "2025-07-18 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	silent := "住建局 2025-001 2025-07-18 silenced"
	if diff := cmp.Diff([]string{silent, silent, silent}, w.log(ledger.WhatNotTold)); diff != "" {
		t.Errorf("T-3, T-1 and the day were silenced (-want +got):\n%s", diff)
	}
}

// TestDigestHoliday: what falls into the long holiday is told before it.
func TestDigestHoliday(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "住建局", "2025-10-06"))
	w.tick("2025-09-30 08:00")
	w.tick("2025-09-30 08:30")
	messages := w.sent()
	if len(messages) != 1 || !strings.Contains(messages[0].Text, "还有6天到期") {
		t.Errorf("on the eve of the holiday: %v", messages)
	}
	for _, at := range []string{"2025-10-01 08:30", "2025-10-06 08:30", "2025-10-08 08:30"} {
		if w.tick(at); len(w.sent()) > 0 {
			t.Errorf("told at %s, in the holiday", at)
		}
	}
	w.tick("2025-10-09 08:30")
	if messages := w.sent(); len(messages) != 1 || !strings.Contains(messages[0].Text, "已逾期3天") {
		t.Errorf("after the holiday: %v", messages)
	}
}

// TestDigestNobodyYet: who comes later is told then, and the office does not read the
// same line twice a day.
func TestDigestNobodyYet(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "五山镇", "2025-07-17"))
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:30")
	w.tick("2025-07-15 08:30")
	w.put(ledger.Chat{ID: "tg:-5", Audience: ledger.AudienceUnit, Unit: "五山镇"})
	w.tick("2025-07-16 08:30")
	if diff := cmp.Diff([]string{"tg:-5 五山镇 7月16日（周三）督办提醒"}, heads(w.sent())); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if got := w.log(ledger.WhatNotTold); len(got) != 2 {
		t.Errorf("not told: %v, want once on each of two days", got)
	}
}

// TestDigestLong: thirty lines, the most urgent first; the rest keeps its place.
func TestDigestLong(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	var tasks []ledger.Record
	for n := range int64(35) {
		tasks = append(tasks, w.due(n+1, "住建局", "2025-07-17"))
	}
	tasks = append(tasks, w.due(99, "住建局", "2025-07-11"))
	w.put(tasks...)
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:30")
	messages := w.sent()
	if len(messages) != 1 {
		t.Fatalf("%d messages, want 1", len(messages))
	}
	about := messages[0].About.Tasks
	if len(about) != texts.DigestLines || about[0] != "2025-099" || messages[0].Buttons != nil {
		t.Errorf("%d lines from %s, buttons %v", len(about), about[0], messages[0].Buttons)
	}
	if !strings.Contains(messages[0].Text, "另有6项") {
		t.Errorf("the rest is not named:\n%s", messages[0].Text)
	}
	if told := w.task("2025-035").ToldOn("住建局"); told == day(t, "2025-07-14") {
		t.Error("what had no room counts as told")
	}
	w.tick("2025-07-15 08:30")
	if messages := w.sent(); len(messages) != 1 || len(messages[0].About.Tasks) != 6 {
		t.Errorf("the next day: %v, want the rest", heads(messages))
	}
}

// TestDigestTwoLeads: a task that two units lead is told to both.
func TestDigestTwoLeads(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	task := w.due(1, "住建局", "2025-07-17")
	task.Lead = append(task.Lead, "水务局")
	w.put(task)
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:30")
	if got := heads(w.sent()); len(got) != 2 {
		t.Errorf("told: %v, want both units", got)
	}
	if task := w.task("2025-001"); task.ToldOn("住建局") != task.ToldOn("水务局") {
		t.Errorf("told: %v", task.Told)
	}
}

// hasty is a book in which somebody is always faster, so many times.
type hasty struct {
	*store.Store

	times int
	touch func()
}

func (h *hasty) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	if h.times > 0 && strings.HasPrefix(change.Cause, "digest:") {
		h.times--
		h.touch()
	}
	return h.Store.Commit(ctx, change)
}

func TestDigestStale(t *testing.T) {
	for times, want := range map[int]bool{3: true, 4: false} {
		w := newWorld(t, scheduler.JobDigest)
		w.office()
		w.put(w.due(1, "住建局", "2025-07-17"))
		w.tick("2025-07-14 08:00")
		percent := 0
		book := &hasty{Store: w.book, times: times, touch: func() {
			percent++
			w.change("2025-001", func(task ledger.Task) ledger.Task { task.Percent = percent; return task })
		}}
		w.Scheduler = w.processOf(book, w.rhythm(scheduler.JobDigest, lines[scheduler.JobDigest]))
		_, err := w.Tick(t.Context(), moment(t, "2025-07-14 08:30"))
		if (err == nil) != want || (err != nil && !errors.Is(err, ledger.ErrStale)) {
			t.Errorf("overtaken %d times: %v", times, err)
		}
		if w.tick("2025-07-14 08:31"); len(w.sent()) != 1 {
			t.Errorf("overtaken %d times: the next tick made no digest", times)
		}
	}
}

// TestDigestReportedMeanwhile: the answer that came between reading and writing counts.
func TestDigestReportedMeanwhile(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-17"))
	w.tick("2025-07-14 08:00")
	book := &hasty{Store: w.book, times: 1, touch: func() {
		w.change("2025-001", func(task ledger.Task) ledger.Task { task.State = ledger.StateSubmitted; return task })
	}}
	w.Scheduler = w.processOf(book, w.rhythm(scheduler.JobDigest, lines[scheduler.JobDigest]))
	w.tick("2025-07-14 08:30")
	if got := heads(w.sent()); len(got) != 0 {
		t.Errorf("told of what is done: %v", got)
	}
}

// TestDigestNoCalendar: without the year's notice the units are told on Monday to Friday,
// and the office hears of it, two weeks ahead.
func TestDigestNoCalendar(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest, scheduler.JobOverdue)
	w.office()
	w.put(w.due(1, "住建局", "2031-03-03"))
	w.tick("2031-03-03 08:00")
	w.tick("2031-03-03 17:00")
	messages := w.sent()
	if len(messages) != 2 || !strings.Contains(messages[1].Text, "没有2031年的放假安排") {
		t.Errorf("told: %v", messages)
	}
	want := "digest 2031 calendar_missing"
	if got := w.log(ledger.WhatSlot); !strings.Contains(strings.Join(got, "\n"), want) {
		t.Errorf("entries %v, want %s", got, want)
	}
	early := newWorld(t, scheduler.JobOverdue)
	early.office()
	early.tick("2026-12-21 08:00")
	early.tick("2026-12-21 17:00")
	if messages := early.sent(); len(messages) != 1 || !strings.Contains(messages[0].Text, "没有2027年") {
		t.Errorf("two weeks ahead: %v", messages)
	}
}

// TestOffice reads what the office, and the leaders, are told in a week.
func TestOffice(t *testing.T) {
	w := newWorld(t, scheduler.Jobs()...)
	w.office()
	late := w.due(2, "住建局", "2025-07-11")
	late.Rhythm = ledger.RhythmWeekly
	submitted := w.due(6, "水务局", "2025-07-31")
	submitted.State, submitted.Last = ledger.StateSubmitted, ledger.Last{Report: "x", At: moment(t, "2025-07-10 09:00")}
	w.put(w.due(1, "住建局", "2025-07-17"), late, w.due(3, "水务局", "2025-07-10"), w.due(4, "五山镇", "2025-07-14"),
		submitted, w.due(7, "水务局", "2025-07-24"))
	w.tick("2025-07-14 08:00")
	w.sent()
	for _, tt := range []struct {
		at   string
		to   ledger.Address
		says []string
	}{
		{"2025-07-14 09:00", "tg:-9", []string{"进展报送情况 7月14日（周一）", "迟报1项，涉及1个单位", "住建局1项，最长迟6天"}},
		{"2025-07-14 17:00", "tg:-9", []string{"督办日报", "逾期2项：", "住建局1项", "水务局1项", "〔2025-003〕", "报办结1项", "五山镇：单位没有绑定群"}},
		{"2025-07-14 17:30", "tg:-9", []string{"台账留痕 7月14日（周一） 17:30", "链头 "}},
		{"2025-07-18 16:00", "tg:7", []string{"督办周报【全市】7月14日—18日，共6项", "逾期4项，", "逾期单位：", "下周（7月21日—27日）到期1项", "（水务局，7月24日）", "截至2025年7月18日 16:00 · 链"}},
	} {
		w.tick(tt.at)
		var found string
		for _, m := range w.sent() {
			if m.To == tt.to && strings.HasPrefix(m.Text, tt.says[0]) {
				found = m.Text
			}
		}
		for _, says := range tt.says {
			if !strings.Contains(found, says) {
				t.Errorf("at %s %s is told\n%s\nwithout %q", tt.at, tt.to, found, says)
			}
		}
	}
}

// TestOfficeNobody: without a group the office's people are told in private; without
// anybody the entries say so and the slot goes on.
func TestOfficeNobody(t *testing.T) {
	w := newWorld(t, scheduler.JobChain)
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 17:30")
	if diff := cmp.Diff([]string{"chain nobody_to_tell"}, w.log(ledger.WhatNotTold)); diff != "" {
		t.Errorf("not told (-want +got):\n%s", diff)
	}
	w.put(
		ledger.Person{ID: 1, Chat: "tg:1", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: 1}}},
		ledger.Person{ID: 4, Chat: "tg:4", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: 1, Until: 2}}})
	w.tick("2025-07-15 17:30")
	if diff := cmp.Diff([]string{"tg:1 台账留痕 7月15日（周二） 17:30"}, heads(w.sent())); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// sortedLike puts got into the order of want: units are told in the order of their names.
func sortedLike(want, got []string) []string {
	var sorted []string
	for _, w := range want {
		for _, g := range got {
			if g == w {
				sorted = append(sorted, g)
			}
		}
	}
	if len(sorted) != len(got) {
		return got
	}
	return sorted
}
