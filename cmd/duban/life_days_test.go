package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/store"
)

// lasting is what the model knows of a task's days and causes.
type lasting struct {
	rested   ledger.Date                     // since when it rests, or rested last
	over     ledger.Date                     // last day of its public notice
	closed   ledger.Date                     // when it was struck off
	looked   []ledger.Date                   // back at what had been struck off
	relapses int                             // how often that came back
	silent   ledger.Date                     // until when nobody reminds, as far as that is certain
	acted    ledger.Date                     // when somebody last did something with it
	risen    map[string]bool                 // causes of steps of supervision, since its lead leads it
	wants    map[ledger.MatterID]ledger.Date // days that were asked for
}

func newLasting() lasting {
	return lasting{risen: map[string]bool{}, wants: map[ledger.MatterID]ledger.Date{}}
}

// workdays counts those after a day up to another.
func (o *oracle) workdays(after, until ledger.Date) (n int) {
	for day := after + 1; day <= until; day++ {
		if works, _ := o.calendar.Works(day); works {
			n++
		}
	}
	return n
}

// nextWorkday is the day itself, or the first after it on which people work.
func (o *oracle) nextWorkday(day ledger.Date) ledger.Date {
	for range 30 { // no notice gives a month off
		if works, _ := o.calendar.Works(day); works {
			break
		}
		day++
	}
	return day
}

// days holds an act to the days of its task, and takes what it changes of them. was: where the
// task stood before it; its limit is still the one before it.
func (o *oracle) days(e ledger.Entry, k *known, was ledger.State, said changes) (problems []string) {
	today := ledger.DateOf(e.At)
	if e.By != 0 || was != k.state {
		k.acted = today
	}
	if was != k.state {
		k.moves(was, today)
	}
	switch e.What { //nolint:exhaustive // the others have no days of their own
	case ledger.WhatApplied:
		if day, err := ledger.ParseDate(said["date"].After); err == nil {
			k.wants[ledger.MatterID(said["matter"].After)] = day
		}
	case ledger.WhatResumed:
		problems = append(problems, o.wentOn(e, k, said)...)
	case ledger.WhatRechecked:
		k.looked = append(k.looked, today)
	case ledger.WhatReopened:
		if was == ledger.StateClosed && !strings.Contains(e.Why, "误销") {
			k.relapses++
			o.met["what had been struck off came back"]++
		}
		problems = append(problems, wrongIf(said["relapses"].After != strconv.Itoa(k.relapses), "it came back %s times, by its acts %d", said["relapses"].After, k.relapses))
	case ledger.WhatPromised:
		k.silent, _ = ledger.ParseDate(said["promise"].After)
	case ledger.WhatTold:
		problems = append(problems, o.reminded(e, k, today))
	case ledger.WhatNotTold:
		if e.Why == string(ledger.OccasionSilenced) {
			o.met["a promise silenced a task"]++
			problems = append(problems, wrongIf(k.silent != 0 && k.silent <= today, "silent until %s", k.silent))
		}
	case ledger.WhatReported, ledger.WhatBlocked, ledger.WhatWithdrawn, ledger.WhatAmended, ledger.WhatAssigned, ledger.WhatMerged:
		k.silent = 0
	}
	return slices.DeleteFunc(problems, func(words string) bool { return words == "" })
}

// moves takes the day on which a task came to stand elsewhere.
func (k *known) moves(was ledger.State, today ledger.Date) {
	switch k.state { //nolint:exhaustive // the others begin nothing that lasts
	case ledger.StateSuspended:
		k.rested = today
	case ledger.StateClosed:
		k.closed = today
	}
	k.silent = 0
	if was == ledger.StateClosed {
		k.closed = 0
	}
}

// wentOn: the limit of work that rested moves by as many days as it rested.
func (o *oracle) wentOn(e ledger.Entry, k *known, said changes) (problems []string) {
	rested := ledger.DateOf(e.At).Sub(k.rested)
	if e.Why != "" || k.due == 0 || rested == 0 {
		return nil
	}
	o.met["a rest moved the limit"]++
	want := k.due.AddDays(rested)
	return []string{wrongIf(said["due"].After != want.String(), "it rested for %d days, and its limit went from %s to %q", rested, k.due, said["due"].After)}
}

// reminded: while a promise stands nobody reminds of the work, though of formal acts.
func (o *oracle) reminded(e ledger.Entry, k *known, today ledger.Date) string {
	if e.By != 0 || k.silent <= today || strings.Contains(e.Why, string(ledger.OccasionNew)) {
		return ""
	}
	reminders := []ledger.Occasion{ledger.OccasionNear, ledger.OccasionToday, ledger.OccasionOverdue, ledger.OccasionReport, ledger.OccasionLate, ledger.OccasionUnsigned, ledger.OccasionPlan}
	for why := range strings.SplitSeq(e.Why, ", ") {
		occasion, _, _ := strings.Cut(why, " ")
		if slices.Contains(reminders, ledger.Occasion(occasion)) {
			return fmt.Sprintf("reminded of %s, and promised for %s", why, k.silent)
		}
	}
	return ""
}

// opens is that a public notice was opened: when it ends (民法典第二百零一条、二百零三条).
func (o *oracle) opens(k *known, today ledger.Date) {
	step := k.steps[k.at]
	k.over = today.AddDays(step.Days)
	if step.Workdays {
		for k.over = today; o.workdays(today, k.over) < step.Days; {
			k.over++
		}
	}
	k.over = o.nextWorkday(k.over)
}

// earned is the highest level of the shipped ladder of which a condition is met.
func (o *oracle) earned(k *known, today ledger.Date) int {
	late := 0
	if k.due != 0 {
		late = o.workdays(k.due, today)
	}
	issued := func(level string) (n int) {
		for _, s := range k.notices {
			if s.level == level && s.numbered {
				n++
			}
		}
		return n
	}
	switch {
	case late >= 10, issued("red") >= 2:
		return rank("admonition")
	case late >= 5, issued("yellow") >= 2:
		return rank("red")
	case late >= 1:
		return rank("yellow")
	case k.due != 0 && today >= k.due.AddDays(-3) && k.percent == 0:
		return rank("blue")
	}
	return 0
}

// rises holds a step of supervision of the lead to what made it: a condition that is met, and
// no cause twice.
func (o *oracle) rises(e ledger.Entry, k *known, said changes) (problems []string) {
	today, level, cause := ledger.DateOf(e.At), said["level"].After, said["cause"].After
	if said["matter"].After != "" {
		return nil // of a unit that is asked, see ladders
	}
	problems = append(problems,
		wrongIf(rank(level) > o.earned(k, today), "rose to %s, and only level %d is earned", level, o.earned(k, today)),
		wrongIf(cause == "" || k.risen[cause], "rose a second time for %q", cause))
	k.risen[cause] = true
	return slices.DeleteFunc(problems, func(words string) bool { return words == "" })
}

// lasts holds a task as it is stored to its days.
func (o *oracle) lasts(t ledger.Task, k *known) (problems []string) {
	add := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	ends := ledger.Date(0)
	if k.public {
		ends = k.over
	}
	add(t.Closeout.Until != ends, "its public notice ends on %s, by its acts on %s", t.Closeout.Until, ends)
	add(t.Relapses() != k.relapses, "it came back %d times, by its acts %d", t.Relapses(), k.relapses)
	add(t.RecheckDue() != k.lookBack(), "it is to be looked back at on %s, by its acts on %s", t.RecheckDue(), k.lookBack())
	return problems
}

// lookBack is when what was struck off is to be looked at again: after 90 and after 180 days,
// of which one done up to thirty days before counts.
func (k *known) lookBack() ledger.Date {
	if k.state != ledger.StateClosed {
		return 0
	}
	for _, days := range []int{90, 180} {
		due := k.closed.AddDays(days)
		if !slices.ContainsFunc(k.looked, func(on ledger.Date) bool { return on >= due.AddDays(-30) }) {
			return due
		}
	}
	return 0
}

// neglected are tasks that nobody has touched for long and that are long overdue, of which
// supervision did not rise.
func (o *oracle) neglected(today ledger.Date) (problems []string) {
	for _, id := range slices.Sorted(maps.Keys(o.tasks)) {
		k := o.tasks[id]
		_, held := k.kind(ledger.MatterDifficulty)
		if !k.atWork() || k.divided || held || k.due == 0 || len(k.lead) == 0 {
			continue
		}
		since := max(k.due, k.acted)
		if o.workdays(since, today) > 4 && rank(k.level) < rank("yellow") && !slices.ContainsFunc(slices.Collect(maps.Keys(k.risen)), func(cause string) bool {
			return strings.Contains(cause, "overdue/"+k.due.String()+"/1")
		}) {
			problems = append(problems, fmt.Sprintf("%s was to be done by %s, nobody has touched it since %s, and supervision stands at %q", id, k.due, since, k.level))
		}
	}
	return problems
}

// withdrawn: what a report had said of the figure is not said any more.
func (o *oracle) withdrawn(k *known, was stood, said changes) string {
	after := k.percent
	if p, ok := said["percent"]; ok {
		_, _ = fmt.Sscan(p.After, &after)
		o.met["a report was withdrawn that had moved the figure"]++
	}
	return wrongIf(after != was.percent, "withdrawn, and %d%% stands, which was %d%% before it", after, was.percent)
}

// musts are the situations that the usual life must have met: what was never tried was not held.
func musts() []string {
	return []string{
		"an extension was granted after supervision had risen", "an extension to a day before the limit was refused", "a rest moved the limit",
		"a public notice ended", "a promise silenced a task", "what had been struck off came back", "a report was withdrawn that had moved the figure",
		"a step was sent back", "a head was to sign a reply", "a task ended while a reply was to be made again",
	}
}

// publicOver: a public notice runs to the end of its last day.
func (o *oracle) publicOver(k *known, b store.Block) string {
	o.met["a public notice ended"]++
	return wrongIf(ledger.DateOf(b.At) <= k.over, "its public notice, which ends on %s, is over on %s", k.over, ledger.DateOf(b.At))
}
