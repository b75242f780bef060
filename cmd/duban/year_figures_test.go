package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// told of a day: what a report says of lamps, reports, what could be struck off and 上级督办.
type dayFigures struct {
	Red, Yellow, Green, Grey, DueSoon, Missing, Reported, New, Ready, Superior, SuperiorLate int64
}

func (f *figuring) dayFigures(today ledger.Date, is func(*known) bool) (d dayFigures) {
	add := func(n *int64, is bool) {
		if is {
			*n++
		}
	}
	for id, k := range f.tasks {
		c := f.of[id]
		if !is(k) {
			continue
		}
		add(&d.Superior, c.owes())
		add(&d.SuperiorLate, c.owes() && c.superior < today)
		if k.state == ledger.StateCancelled {
			continue
		}
		add(&d.Reported, c.heard(k) >= today-6 && c.heard(k) != 0)
		add(&d.New, c.registered >= today-6)
		add(&d.Ready, k.state == ledger.StateCompleted && !k.closing && f.workdays(max(c.completed, c.returned), today) >= 5)
		if !k.open() {
			continue
		}
		lamp := c.lamp(k, today)
		add(&d.Red, lamp == ledger.LampRed)
		add(&d.Yellow, lamp == ledger.LampYellow)
		add(&d.Green, lamp == ledger.LampGreen)
		add(&d.Grey, lamp == ledger.LampGrey)
		add(&d.DueSoon, lamp != ledger.LampGrey && k.due >= today && k.due <= today+7)
		due := c.reportDue(k)
		add(&d.Missing, due != 0 && due < today)
	}
	return d
}

// period is what some days brought, as it stands.
func (f *figuring) period(from, until, today ledger.Date) (p ledger.Period) {
	in := func(day ledger.Date) int64 {
		if day >= from && day <= until {
			return 1
		}
		return 0
	}
	for id, k := range f.tasks {
		c := f.of[id]
		if k.state == ledger.StateCancelled {
			continue
		}
		p.New += in(c.registered)
		p.Reported += in(c.heard(k))
		p.Completed += in(c.completed)
		p.StruckOff += in(c.closed)
		if k.open() && k.state != ledger.StateSuspended && k.due != 0 && k.due >= from-1 && k.due <= min(until, today)-1 {
			p.NewlyOverdue++
		}
	}
	return p
}

// recountDay holds what a report tells of its day and of its period to the recount.
func (f *figuring) recountDay(t *testing.T, s ledger.Snapshot) {
	t.Helper()
	is, all := s.Summary, func(*known) bool { return true }
	got := dayFigures{
		is.Red, is.Yellow, is.Green, is.Grey, is.DueSoon, is.Missing, is.Reported, is.New, s.List(ledger.ListReady).Total, is.Superior, is.SuperiorLate,
	}
	if diff := cmp.Diff(f.dayFigures(is.Today, all), got); diff != "" {
		t.Errorf("%s of %s (-by the entries +told):\n%s", s.Kind, is.Today, diff)
	}
	for _, u := range s.Units {
		d := f.dayFigures(is.Today, func(k *known) bool { return slices.Contains(k.lead, ledger.UnitID(u.Name)) })
		want, told := fmt.Sprint(d.Red, d.Yellow, d.Green, d.Grey, d.Missing), fmt.Sprint(u.Red, u.Yellow, u.Green, u.Grey, u.Missing)
		if want != told {
			t.Errorf("%s of %s: %s was told to have %s red, yellow, green, grey and late, by the entries %s", s.Kind, is.Today, u.Name, told, want)
		}
	}
	if s.From == 0 {
		return
	}
	if diff := cmp.Diff(f.period(s.From, s.Until, is.Today), s.Period); diff != "" {
		t.Errorf("%s of %s to %s (-by the entries +told):\n%s", s.Kind, s.From, s.Until, diff)
	}
	if s.Kind == ledger.BriefMonthly {
		f.told[s.From] = s.Period
	}
}

// recountQuarters holds the months that leaders were told of, three by three, to what the
// entries say happened in their quarter.
func (f *figuring) recountQuarters(t *testing.T) {
	t.Helper()
	quarters := 0
	for _, first := range slices.Sorted(maps.Keys(f.told)) {
		if _, month, _ := first.Civil(); month%3 != 1 {
			continue
		}
		var told, came ledger.Period
		months := 0
		for month := first; month < first.AddDays(92) && months < 3; month = ledger.MonthOf(month.AddDays(31)) {
			p, ok := f.told[month]
			if !ok {
				break
			}
			months++
			happened := *f.month(month)
			told.New, told.Completed, told.StruckOff = told.New+p.New, told.Completed+p.Completed, told.StruckOff+p.StruckOff
			came.New, came.Completed, came.StruckOff = came.New+happened.New, came.Completed+happened.Completed, came.StruckOff+happened.StruckOff
		}
		if months < 3 {
			continue
		}
		quarters++
		if diff := cmp.Diff(came, told); diff != "" {
			t.Errorf("the quarter from %s (-by the entries +told):\n%s", first, diff)
		}
	}
	if quarters < 3 {
		t.Errorf("only %d quarters were recounted", quarters)
	}
}

// recountBurdens holds the 减负表 of every unit and week to what the chain says was sent. What
// was said to a head alone stands apart in it.
func (f *figuring) recountBurdens(t *testing.T, w *world) {
	t.Helper()
	ids := slices.Sorted(maps.Keys(f.burdens))
	stored, err := w.store.Burdens(t.Context(), ids...)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]ledger.Burden{}
	for _, b := range stored {
		by[b.Week.String()+"/"+string(b.Unit)] = b
	}
	for _, id := range ids {
		want, is := f.burdens[id], by[id]
		if want.Digests != is.Digests || want.Reminders != is.Reminders || want.Notices != is.Notices || want.Asked != is.Asked {
			t.Errorf("the burden of %s is %+v, by the entries %+v", id, is, *want)
		}
	}
	if len(ids) < 500 {
		t.Errorf("only %d burdens of units and weeks were recounted", len(ids))
	}
	t.Logf("%d burdens of units and weeks recounted", len(ids))
}

// recountWords holds what the leader reads last in his chat to the recount.
func (f *figuring) recountWords(t *testing.T, today ledger.Date) {
	t.Helper()
	text, err := os.ReadFile("../../examples/lechang/year.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := func(*known) bool { return true }
	c, d := f.counts(today, all), f.dayFigures(today, all)
	_, last, _ := strings.Cut(string(text), "# 一年了")
	for _, words := range []string{
		fmt.Sprintf("共%d项：已办结%d（其中已销号%d，办结未销号%d），未办结%d\n", c.Total, c.Completed, c.StruckOff, c.Completed-c.StruckOff, c.Open),
		fmt.Sprintf("🟢%d 🟡%d 🔴%d ⚪%d", d.Green, d.Yellow, d.Red, d.Grey), fmt.Sprintf("逾期%d项", c.Overdue),
		fmt.Sprintf("上级督办待回复%d件，其中超过回复期限%d件", d.Superior, d.SuperiorLate),
		fmt.Sprintf("该销未销%d项，进展迟报%d项", d.Ready, d.Missing),
	} {
		if os.Getenv("UPDATE") != "1" && !strings.Contains(last, words) {
			t.Errorf("by the entries the leader is to read %q at the end of the year", words)
		}
	}
}
