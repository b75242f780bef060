package scheduler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

const (
	digestReads = 1000 // tasks of a unit that are looked at in one morning
	unitsRead   = 50   // whose tasks are read at once: Redis does nothing else meanwhile
	staleTries  = 4    // the first and three more
)

// plan is of what a unit is to be told today, and what is silenced.
type plan struct {
	unit     ledger.UnitID
	lines    []texts.DigestLine
	silenced []texts.DigestLine
}

// digest tells each unit what it has to answer for today: one message per unit and
// working day, whose cause holds however often the clock is turned.
func digest(ctx context.Context, t *turn) (ledger.Change, error) {
	units, err := t.Book.UnitIDs(ctx)
	if err != nil || len(units) == 0 {
		return ledger.Change{}, err
	}
	if t.lost, err = t.lostDigests(ctx); err != nil {
		return ledger.Change{}, err
	}
	there, err := t.there(ctx, ledger.WakingRange(t.today), ledger.ForwardedRange())
	if err != nil {
		return ledger.Change{}, err
	}
	if there[0] {
		if err := t.wake(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	tasks, err := t.awake(ctx, units...)
	if err != nil {
		return ledger.Change{}, err
	}
	var requests []ledger.Matter
	if there[1] {
		if requests, err = t.requests(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	var plans []plan
	var tell []ledger.UnitID
	for i, unit := range units {
		if p := t.plan(unit, tasks[i], requests); len(p.lines)+len(p.silenced) > 0 {
			plans, tell = append(plans, p), append(tell, unit)
		}
	}
	to, err := t.unitAddresses(ctx, tell)
	if err != nil {
		return ledger.Change{}, err
	}
	entries := t.calendarEntries()
	for _, p := range plans {
		if len(to[p.unit])+len(p.silenced) == 0 { // nothing changes but the record of it: all in one commit
			entries = append(entries, t.nobody(p))
			continue
		}
		if err := t.tellUnit(ctx, p, to[p.unit]); err != nil {
			return ledger.Change{}, fmt.Errorf("%s: %w", p.unit, err)
		}
	}
	return ledger.Change{Entries: entries}, nil
}

// awake are, for each unit, the tasks of which it may have to be told by the day before
// the next workday, and those of which it was told in vain.
func (t *turn) awake(ctx context.Context, units ...ledger.UnitID) ([][]ledger.Task, error) {
	horizon := t.Quiet.Calendar.Horizon(t.today)
	var all [][]ledger.Task
	for some := range slices.Chunk(units, unitsRead) {
		pages := make([]ledger.Page, len(some))
		for i, unit := range some {
			pages[i] = ledger.Page{Range: ledger.WakeRange(unit, horizon), Limit: digestReads}
		}
		tasks, err := t.Book.TasksInEach(ctx, pages...)
		if err != nil {
			return nil, fmt.Errorf("tasks that are awake: %w", err)
		}
		for i, unit := range some {
			if tasks[i], err = t.withLost(ctx, unit, tasks[i]); err != nil {
				return nil, err
			}
		}
		all = append(all, tasks...)
	}
	return all, nil
}

// plan asks each task what there is to tell, and puts the most urgent first.
func (t *turn) plan(unit ledger.UnitID, tasks []ledger.Task, requests []ledger.Matter) plan {
	p := plan{unit: unit, lines: t.asked(unit, requests)}
	horizon := t.Quiet.Calendar.Horizon(t.today)
	for _, task := range tasks {
		why := task.Tell(unit, t.today, horizon)
		if !task.Open() {
			why = task.TellReady(unit, t.today, t.Quiet.Calendar.Before(t.today, ledger.ReadyDays))
		}
		line := texts.DigestLine{Task: task, Unit: unit, Why: why}
		switch {
		case len(why) == 0:
		case why[0].Reason == ledger.OccasionSilenced:
			p.silenced = append(p.silenced, line)
		default:
			p.lines = append(p.lines, line)
		}
	}
	slices.SortStableFunc(p.lines, func(a, b texts.DigestLine) int {
		return cmp.Or(
			cmp.Compare(a.Why[0].Reason.Urgency(), b.Why[0].Reason.Urgency()),
			cmp.Compare(limitOrder(a.Task), limitOrder(b.Task)),
			cmp.Compare(a.Task.ID, b.Task.ID))
	})
	return p
}

// limitOrder puts tasks without a limit last.
func limitOrder(t ledger.Task) int64 {
	if t.Limit.Due.IsZero() {
		return ledger.NoLimit
	}
	return int64(t.Limit.Due)
}

// tellUnit stores one unit's digest. A task that changed meanwhile is read and decided
// again; one that two units lead is told to both, one after the other.
func (t *turn) tellUnit(ctx context.Context, p plan, to []ledger.Address) error {
	for try := 1; ; try++ {
		change, err := t.counted(ctx, t.digestChange(p, to))
		if err != nil {
			return err
		}
		committed, err := t.Book.Commit(ctx, change)
		if err == nil {
			if !committed.Already {
				t.done.Messages += len(change.Send)
			}
			return nil
		}
		if !errors.Is(err, ledger.ErrStale) || try == staleTries {
			return err
		}
		tasks, err := t.awake(ctx, p.unit)
		if err != nil {
			return err
		}
		requests, err := t.requests(ctx)
		if err != nil {
			return err
		}
		if p = t.plan(p.unit, tasks[0], requests); len(p.lines)+len(p.silenced) == 0 {
			return nil
		}
	}
}

// digestChange is one unit's digest: the message, the tasks that were told, and an entry
// for each that was, or was not, with the reason. What has no room in the message is not
// told, and stays for tomorrow.
func (t *turn) digestChange(p plan, to []ledger.Address) ledger.Change {
	change := ledger.Change{Cause: digestCause(p.unit, t.today), At: t.now}
	for _, line := range p.silenced {
		change.Put = append(change.Put, line.Task.TellDone(p.unit, t.today))
		change.Entries = append(change.Entries, ledger.Entry{
			At: t.now, Unit: p.unit, Task: line.Task.ID, What: ledger.WhatNotTold, Why: string(ledger.OccasionSilenced),
			Fields: []ledger.FieldDiff{{Name: "until", After: line.Why[0].On.String()}},
		})
	}
	switch {
	case len(p.lines) == 0:
		return change
	case len(to) == 0:
		change.Entries = append(change.Entries, t.nobody(p))
		return change
	}
	lines := p.lines[:min(len(p.lines), texts.DigestLines)]
	items, below := texts.Apart(lines)
	lines = append(items, below...)
	about := ledger.About{Unit: p.unit}
	if slices.ContainsFunc(lines, texts.DigestLine.Request) {
		about.Matters = make([]ledger.MatterID, len(items))
	}
	for i, line := range lines {
		if i < len(items) {
			about.Tasks = append(about.Tasks, line.Task.ID)
		}
		if line.Request() {
			about.Matters[i] = line.Matter.ID
			change.Put = append(change.Put, line.Matter.TellDone(t.today))
		} else {
			change.Put = append(change.Put, line.Task.TellDone(p.unit, t.today))
		}
		change.Entries = append(change.Entries, ledger.Entry{
			At: t.now, Unit: p.unit, Task: line.Task.ID, What: ledger.WhatTold, Why: occasions(line.Why),
		})
	}
	if len(items) == 1 && items[0].Request() {
		about.Act = ledger.PressAnswer // a bare reply is the answer
	}
	change.Send = t.messages(change.Cause, to, ledger.Message{
		Text:    texts.Digest(p.unit, t.today, lines, len(p.lines)-len(lines)),
		Buttons: texts.DigestButtons(p.unit, lines), About: about, Why: t.why(JobDigest),
	})
	return change
}

// nobody records, once for a unit and slot, that there is nobody to tell. The tasks stay
// untold, so they are told on the first day on which somebody is there.
func (t *turn) nobody(p plan) ledger.Entry {
	ids := make([]string, len(p.lines))
	for i, line := range p.lines {
		ids[i] = string(line.Task.ID)
	}
	return ledger.Entry{
		At: t.now, Unit: p.unit, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
		Fields: []ledger.FieldDiff{{Name: "tasks", After: strings.Join(ids, " ")}},
	}
}

// occasions are the reasons of a line as evidence: "overdue 2025-07-09, late 2025-07-11".
func occasions(why []ledger.Telling) string {
	said := make([]string, len(why))
	for i, w := range why {
		said[i] = string(w.Reason) + " " + w.On.String()
	}
	return strings.Join(said, ", ")
}

// calendarEntries record that the workdays are a guess. The digest goes out on Monday to
// Friday all the same: to forget everybody would be worse than to speak on a holiday, and
// the office is told every day (see overdue).
func (t *turn) calendarEntries() []ledger.Entry {
	year := t.today.Year()
	if t.Quiet.Calendar.Knows(year) {
		return nil
	}
	return []ledger.Entry{{
		At: t.now, What: ledger.WhatSlot, Why: ledger.WhyCalendar,
		Fields: []ledger.FieldDiff{{Name: "job", After: JobDigest}, {Name: "year", After: strconv.Itoa(year)}},
	}}
}
