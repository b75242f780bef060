package main

import (
	"slices"
	"strings"
	"time"

	"duban/ledger"
	"duban/store"
)

// course is what figures of a day need of a task beside where it stands, by its entries. What an
// import read from a row and no entry tells, the rhythm of its reports and the days within its
// limit, is taken from the task.
type course struct {
	registered, begun, reopened, over ledger.Date
	completed, closed, returned       ledger.Date
	superior                          ledger.Date // by when its superior wants the reply
	replied                           bool        // the reply went out
	document, plan                    []ledger.Date
	rhythm                            ledger.Rhythm
	closing                           bool
	reports                           map[ledger.ReportID]ledger.Date
	state                             ledger.State
}

// figuring recounts, from the entries up to a moment, what was told of it.
type figuring struct {
	*oracle
	of      map[ledger.TaskID]*course
	burdens map[string]*ledger.Burden
	events  map[ledger.Date]*ledger.Period // by month: what its days brought
	told    map[ledger.Date]ledger.Period  // by month: what leaders were told of it
}

func newFiguring(o *oracle) *figuring {
	return &figuring{
		oracle: o, of: map[ledger.TaskID]*course{}, burdens: map[string]*ledger.Burden{},
		events: map[ledger.Date]*ledger.Period{}, told: map[ledger.Date]ledger.Period{},
	}
}

// follows takes a block that the oracle has heard.
func (f *figuring) follows(b store.Block) {
	for _, e := range b.Entries {
		k := f.tasks[e.Task]
		if k == nil {
			continue
		}
		c := f.of[e.Task]
		if c == nil {
			c = f.newCourse(e)
		}
		c.goes(e)
	}
	for _, e := range b.Entries {
		if c := f.of[e.Task]; c != nil {
			f.stands(c, f.tasks[e.Task], ledger.DateOf(e.At))
		}
	}
	f.bears(b)
}

func (f *figuring) newCourse(e ledger.Entry) *course {
	t, _ := f.lookUp(e.Task)
	today := ledger.DateOf(e.At)
	c := &course{registered: today, begun: today, rhythm: t.Rhythm, reports: map[ledger.ReportID]ledger.Date{}}
	for _, m := range t.Limit.Milestones {
		c.document = append(c.document, m.Date)
	}
	f.of[e.Task] = c
	f.month(today).New++
	return c
}

func (f *figuring) month(day ledger.Date) *ledger.Period {
	first := ledger.MonthOf(day)
	if f.events[first] == nil {
		f.events[first] = &ledger.Period{}
	}
	return f.events[first]
}

// goes takes what an entry says of days.
func (c *course) goes(e ledger.Entry) {
	said, today := fieldsOf(e), ledger.DateOf(e.At)
	switch e.What { //nolint:exhaustive // the others move no day
	case ledger.WhatRegistered:
		if e.Why == ledger.SuperiorSource { // of 上级督办: what else makes a superior's notice goes here
			c.superior, _ = ledger.ParseDate(said["reply_by"].After)
		}
	case ledger.WhatRepliedUp:
		if on, moved := said["replied_on"]; moved {
			c.replied = on.After != ""
		}
	case ledger.WhatReported, ledger.WhatBlocked:
		c.reports[ledger.ReportID(said["report"].After)] = today
	case ledger.WhatPlanned:
		c.plan = nil
		for step := range strings.SplitSeq(said["plan"].After, "; ") {
			if day, err := ledger.ParseDate(firstOf(step)); err == nil {
				c.plan = append(c.plan, day)
			}
		}
	case ledger.WhatReopened:
		c.reopened, c.plan = today, nil
		if _, moved := said["due"]; moved {
			c.begun, c.document = today, nil
		}
	case ledger.WhatResumed:
		if e.Why == "" {
			c.over = today
			c.shift(e)
		}
	}
}

// owes tells that a superior waits for a reply, however the work stands.
func (c *course) owes() bool { return c.superior != 0 && !c.replied }

func firstOf(words string) string {
	first, _, _ := strings.Cut(words, " ")
	return first
}

// shift moves the milestones that a rest moved.
func (c *course) shift(e ledger.Entry) {
	for _, f := range e.Fields {
		if f.Name != "milestone" {
			continue
		}
		was, _ := ledger.ParseDate(f.Before)
		is, _ := ledger.ParseDate(f.After[strings.LastIndex(f.After, " ")+1:])
		for _, days := range [][]ledger.Date{c.document, c.plan} {
			if at := slices.Index(days, was); at >= 0 {
				days[at] = is
				break
			}
		}
	}
}

// stands takes where the task has come to stand.
func (f *figuring) stands(c *course, k *known, today ledger.Date) {
	if k.state != c.state {
		switch k.state {
		case ledger.StateCompleted:
			c.completed = today
			f.month(today).Completed++
		case ledger.StateClosed:
			c.closed = today
			f.month(today).StruckOff++
		default:
			c.completed, c.closed, c.returned = 0, 0, 0
		}
	}
	if c.closing && !k.closing && k.state == ledger.StateCompleted {
		c.returned = today
	}
	c.state, c.closing = k.state, k.closing
}

// heard is the day of the report in force.
func (c *course) heard(k *known) ledger.Date { return c.reports[k.last] }

// reportDue is when the next report is due by the rhythm; zero: none is.
func (c *course) reportDue(k *known) ledger.Date {
	months := map[ledger.Rhythm]int{ledger.RhythmMonthly: 1, ledger.RhythmQuarterly: 3, ledger.RhythmHalfYear: 6, ledger.RhythmYearly: 12}
	since := max(c.registered, c.heard(k), c.reopened, c.over)
	if h := c.heard(k); h != 0 {
		since = max(h, c.reopened, c.over)
	}
	switch {
	case !k.open() || k.state == ledger.StateSubmitted || k.state == ledger.StateSuspended || k.divided:
		return 0
	case c.rhythm == ledger.RhythmWeekly:
		return since + 7
	case c.rhythm == ledger.RhythmTenDays:
		return since + 10
	case months[c.rhythm] == 0:
		return 0
	}
	year, month, day := since.Civil()
	first := time.Date(year, month+time.Month(months[c.rhythm]), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return ledger.NewDate(first.Year(), first.Month(), min(day, last))
}

// lamp is the colour of open work on a day (domain: 序时进度; 银川 2025).
func (c *course) lamp(k *known, today ledger.Date) ledger.Lamp {
	if k.due == 0 || k.state == ledger.StateSuspended {
		return ledger.LampGrey
	}
	behind := c.schedule(k, today) - k.percent
	switch {
	case today > k.due || behind > 30:
		return ledger.LampRed
	case today >= k.due-7 || behind > 10:
		return ledger.LampYellow
	}
	return ledger.LampGreen
}

// schedule is how much of the time has gone by, in percent: by milestones, else by days.
func (c *course) schedule(k *known, today ledger.Date) int {
	steps := slices.Sorted(slices.Values(slices.Concat(c.document, c.plan)))
	if n := len(steps); n > 0 && len(c.plan) > 0 && steps[n-1] < k.due {
		steps = append(steps, k.due)
	}
	if len(steps) > 1 {
		passed := 0
		for _, day := range steps {
			if day < today {
				passed++
			}
		}
		return passed * 100 / len(steps)
	}
	switch all := k.due.Sub(c.begun); {
	case today >= k.due:
		return 100
	case all <= 0 || today <= c.begun:
		return 0
	default:
		return today.Sub(c.begun) * 100 / all
	}
}

// bears takes what a block said to units unasked: their 减负表.
func (f *figuring) bears(b store.Block) {
	week := ledger.DateOf(b.At)
	for week.Weekday() != time.Monday {
		week--
	}
	of := func(unit ledger.UnitID) *ledger.Burden {
		id := week.String() + "/" + string(unit)
		if f.burdens[id] == nil {
			f.burdens[id] = &ledger.Burden{Unit: unit, Week: week}
		}
		return f.burdens[id]
	}
	seen := map[string]bool{}
	for _, s := range b.Sends {
		why := strings.Fields(s.Why)
		key := string(s.About.Unit) + " " + s.SHA256
		if s.About.Unit == "" || s.Class == ledger.ClassReply || slices.Contains(why, string(ledger.OccasionDecided)) || seen[key] {
			continue
		}
		switch seen[key] = true; {
		case s.Class == ledger.ClassDigest:
			of(s.About.Unit).Digests++
		case slices.Contains(why, string(ledger.OccasionByOffice)):
			of(s.About.Unit).Reminders++
		default:
			of(s.About.Unit).Notices++
		}
	}
	for _, e := range b.Entries {
		for why := range strings.SplitSeq(e.Why, ", ") {
			if is := firstOf(why); e.What == ledger.WhatTold && e.Unit != "" && len(b.Sends) > 0 && (is == "report" || is == "late") {
				of(e.Unit).Asked++
				break
			}
		}
	}
}
