package scheduler_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/ledger"
	"duban/scheduler"
)

// months is what a simulated office lives through: random days off, reports, promises,
// completions and days on which the program does not run.
type months struct {
	*world

	chance *rand.Rand
	units  []ledger.UnitID
	ids    []ledger.TaskID
	down   map[ledger.Date]bool
	said   map[ledger.TaskID]map[ledger.Date]bool // told, or silenced with an entry
}

const (
	monthsFrom = "2025-08-01"
	monthsDays = 120
)

// TestMonths holds the clock to its promises over four months: each unit at most one
// digest on a working day and none on others, and no limit met unprepared.
func TestMonths(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			m := newMonths(t, seed)
			start := day(t, monthsFrom)
			for today := start; today < start+monthsDays; today++ {
				if m.down[today] {
					continue
				}
				m.live(today)
			}
			if len(m.said) == 0 {
				t.Error("nobody was told anything in four months")
			}
		})
	}
}

func newMonths(t *testing.T, seed uint64) *months {
	t.Helper()
	m := &months{
		world: newWorld(t), chance: rand.New(rand.NewPCG(seed, 1)),
		units: []ledger.UnitID{"住建局", "水务局", "坪石镇"},
		down:  map[ledger.Date]bool{}, said: map[ledger.TaskID]map[ledger.Date]bool{},
	}
	m.quiet.Calendar = m.holidays()
	m.Scheduler = m.process(scheduler.JobDigest)
	start := day(t, monthsFrom)
	for d := start; d < start+monthsDays; d++ {
		m.down[d] = m.chance.IntN(12) == 0
	}
	records := []ledger.Record{}
	for i, unit := range m.units {
		records = append(records, ledger.Unit{ID: unit}, ledger.Chat{ID: ledger.Address(fmt.Sprintf("tg:-%d", i+1)), Audience: ledger.AudienceUnit, Unit: unit})
	}
	for n := range 18 {
		task := ledger.Task{
			ID: ledger.NewTaskID(2025, int64(n+1)), Title: "任务", State: ledger.StateAssigned, Registered: start,
			Lead:   []ledger.UnitID{m.units[n%3]},
			Rhythm: []ledger.Rhythm{"", ledger.RhythmWeekly, ledger.RhythmMonthly}[m.chance.IntN(3)],
			Limit:  ledger.Limit{Due: start.AddDays(m.chance.IntN(140))},
		}
		if n%4 == 0 {
			task.Lead = append(task.Lead, m.units[(n+1)%3])
		}
		m.ids = append(m.ids, task.ID)
		records = append(records, task)
	}
	m.put(records...)
	m.tick(monthsFrom + " 00:00")
	return m
}

// holidays are the real ones and some more, to be surprised by.
func (m *months) holidays() ledger.Calendar {
	m.t.Helper()
	type off struct {
		Date ledger.Date `json:"date"`
		Name string      `json:"name"`
		Off  bool        `json:"off"`
	}
	var days []off
	start := day(m.t, monthsFrom)
	for d := start; d < start+monthsDays; d++ {
		if works, _ := m.quiet.Calendar.Works(d); !works || m.chance.IntN(15) == 0 {
			days = append(days, off{d, "假", true})
		}
	}
	data, err := json.Marshal(map[string]any{"2025": map[string]any{"days": days}})
	if err != nil {
		m.t.Fatal(err)
	}
	more, err := ledger.ReadCalendar(data)
	if err != nil {
		m.t.Fatal(err)
	}
	return m.quiet.Calendar.With(more)
}

// live is one day: the clock is looked at, the words are counted, people answer.
func (m *months) live(today ledger.Date) {
	m.t.Helper()
	before := m.tasks()
	var messages []ledger.Message
	for _, at := range []string{" 07:00", " 08:30", " 12:00", " 23:00"} {
		if at == " 08:30" && m.chance.IntN(8) == 0 {
			continue // late by some hours
		}
		m.tick(today.String() + at)
		got := m.sent()
		works, _ := m.quiet.Calendar.Works(today)
		if len(got) > 0 && (!works || at == " 07:00" || at == " 23:00") {
			m.t.Fatalf("told on %s%s, a day off or an hour of rest: %v", today, at, heads(got))
		}
		messages = append(messages, got...)
	}
	m.oncePerUnit(today, messages)
	for _, task := range before {
		for _, unit := range task.Lead {
			m.prepared(task, unit, today)
		}
	}
	for range m.chance.IntN(4) {
		m.answer(today)
	}
}

func (m *months) oncePerUnit(today ledger.Date, messages []ledger.Message) {
	m.t.Helper()
	told := map[ledger.Address]bool{}
	for _, message := range messages {
		if told[message.To] {
			m.t.Fatalf("%s was told twice on %s", message.To, today)
		}
		told[message.To] = true
		for _, id := range message.About.Tasks {
			m.remember(id, today)
		}
	}
	entries, err := m.book.EntriesOfKind(m.t.Context(), today.At(0, 0, zone), 100, ledger.WhatNotTold)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, e := range entries {
		if e.Why != string(ledger.OccasionSilenced) {
			m.t.Fatalf("%s: not told because of %q", e.Unit, e.Why)
		}
		m.remember(e.Task, today)
	}
}

func (m *months) remember(id ledger.TaskID, today ledger.Date) {
	if m.said[id] == nil {
		m.said[id] = map[ledger.Date]bool{}
	}
	m.said[id][today] = true
}

// prepared: on the last working day up to the day before the limit, and up to the limit,
// the unit was told, or its promise silenced it with an entry.
func (m *months) prepared(task ledger.Task, unit ledger.UnitID, today ledger.Date) {
	m.t.Helper()
	works, _ := m.quiet.Calendar.Works(today)
	horizon := m.quiet.Calendar.Horizon(today)
	if !works || !task.Open() || task.State == ledger.StateSubmitted {
		return
	}
	due := task.Limit.Due
	for _, occasion := range []ledger.Date{due - 1, due} {
		if occasion >= today && occasion <= horizon && !m.said[task.ID][today] {
			m.t.Fatalf("%s leads %s, due %s, and heard nothing on %s (workdays from %s): %v", unit, task.ID, due, today, horizon+1, m.said[task.ID])
		}
	}
	for _, days := range []int{3, 7} {
		occasion := due.AddDays(-days)
		if occasion == today && !m.said[task.ID][today] {
			m.t.Fatalf("%s leads %s, due %s, and heard nothing %d days before, on %s", unit, task.ID, due, days, today)
		}
	}
}

// answer is an official who reports, promises or completes, by the ledger's own rules.
func (m *months) answer(today ledger.Date) {
	m.t.Helper()
	task := m.task(m.ids[m.chance.IntN(len(m.ids))])
	by := ledger.Person{ID: 1, Name: "某", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: task.Lead[0], From: 1}}}
	at := today.At(10, 0, zone)
	switch m.chance.IntN(10) {
	case 0, 1:
		promised, refusal := task.MakePromise(by, at, today.AddDays(1+m.chance.IntN(12)), "")
		if refusal == nil {
			m.store(promised.Task, today)
		}
	case 2:
		reported, refusal := task.TakeReport(ledger.Reporting{By: by, At: at, Percent: 100, Text: "完成"})
		if refusal == nil {
			m.store(reported.Task, today)
		}
	default:
		reported, refusal := task.TakeReport(ledger.Reporting{By: by, At: at, Percent: m.chance.IntN(100), Text: "推进"})
		if refusal == nil {
			m.store(reported.Task, today)
		}
	}
}

func (m *months) store(task ledger.Task, today ledger.Date) {
	m.t.Helper()
	_, err := m.book.Commit(m.t.Context(), ledger.Change{
		Cause: fmt.Sprintf("answer:%s:%d", task.ID, task.Rev), At: today.At(10, 0, zone), Put: []ledger.Record{task},
		Entries: []ledger.Entry{{At: today.At(10, 0, zone), Task: task.ID, What: ledger.WhatReported}},
	})
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *months) tasks() []ledger.Task {
	m.t.Helper()
	tasks, err := m.book.Tasks(m.t.Context(), m.ids...)
	if err != nil {
		m.t.Fatal(err)
	}
	return tasks
}

// TestDowntimeIsTold: after a week without the program the first digest says it all, once.
func TestDowntimeIsTold(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-17"), w.due(2, "住建局", "2025-07-22"))
	w.tick("2025-07-11 09:00")
	w.tick("2025-07-21 09:00")
	messages := w.sent()
	if len(messages) != 1 || !strings.Contains(messages[0].Text, "已逾期4天") || !strings.Contains(messages[0].Text, "还有1天") {
		t.Errorf("after a week: %v", messages)
	}
	want := "digest 2025-07-14T08:30 2025-07-18T08:30 5 downtime"
	if got := w.log(ledger.WhatSlot); !slices.Contains(got, want) {
		t.Errorf("slots %v, want %q", got, want)
	}
}

// TestTickIsBounded: years of downtime are counted, not worked.
func TestTickIsBounded(t *testing.T) {
	w := newWorld(t, scheduler.Jobs()...)
	w.office()
	w.tick("2015-01-05 08:00")
	done := w.tick("2025-07-14 17:30")
	// The digest, the office's day and the chain are today's, the list of late reports is
	// this morning's, the brief is last Friday's and late.
	if done.Worked != len(lines) || done.Skipped < 10000 {
		t.Errorf("after ten years: %+v, want %d worked and thousands skipped", done, len(lines))
	}
}
