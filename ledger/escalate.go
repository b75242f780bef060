package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// LadderAhead is the most natural days before its limit that supervision of a task may
// begin to rise: what begins later than that need not be looked at earlier.
const LadderAhead = 30

// Escalation is how far supervision of a task has risen (逐级督办, domain §5). The policy
// is frozen when it starts: whoever edits the ladder moves nothing that runs already.
type Escalation struct {
	Policy int    `json:"policy,omitempty"` // version under which it started
	Level  string `json:"level,omitempty"`  // code of the level risen to; empty: not started, or ended
	Ahead  []Rung `json:"ahead,omitempty"`  // the levels above, so that the next look is known without the policy
	Rises  []Rise `json:"rises,omitempty"`  // all of them, the oldest first; an end takes none away
	Past   int    `json:"past,omitempty"`   // so many of them came before other units led the task
}

// Rung is a level above, as far as its day can be told.
type Rung struct {
	Below string  `json:"below,omitempty"` // code of the level below it, whose notices count
	When  Trigger `json:"when"`
}

// Rise is one step up the ladder.
type Rise struct {
	Level      string    `json:"level"`
	Name       string    `json:"name"`
	On         Date      `json:"on"`
	Condition  Condition `json:"condition"`
	Cause      string    `json:"cause"`                // identity of what made it: none makes a second step
	Restricted bool      `json:"restricted,omitempty"` // a proposal (约谈), which units do not see
	Notice     NoticeID  `json:"notice,omitempty"`
	Matter     MatterID  `json:"matter,omitempty"`
	Principal  bool      `json:"principal,omitempty"` // the principal leader is told of it, once a day
}

// Condition is which of a level's conditions was met.
type Condition string

// The conditions.
const (
	ConditionNear    Condition = "near"    // close to the limit
	ConditionOverdue Condition = "overdue" // workdays after the limit
	ConditionGap     Condition = "gap"     // points behind schedule
	ConditionNotices Condition = "notices" // earlier notices of the level below
	ConditionMissed  Condition = "missed"  // reports missed in a row
	ConditionPassing Condition = "passing" // a higher level's condition is met, and no level is skipped
)

// cause is a condition that is met and what makes it this one and no other.
type cause struct {
	condition Condition
	id        string
}

// NextRise is the step up that is due on a day, if one is: one level at a time and at most
// one a day, never twice for the same cause. p is the policy under which the escalation
// runs, or the one in force if it has not started.
func (t Task) NextRise(today Date, cal Calendar, p Policy) (Rise, bool) {
	if !t.climbs() || today < t.Registered || today < t.Suspension.Over || today <= t.Freed || today <= t.Escalation.risenOn() {
		return Rise{}, false
	}
	return t.Escalation.next(p, today, func(r Rung) []cause { return t.met(r, today, cal) })
}

// next is the step up of a ladder that is due on a day by the conditions that are met.
func (e Escalation) next(p Policy, today Date, conditions func(Rung) []cause) (Rise, bool) {
	at := p.rung(e.Level)
	if e.Level != "" && at < 0 {
		return Rise{}, false // not this policy's
	}
	for i := at + 1; i < len(p.Ladder); i++ {
		for _, met := range conditions(p.above(i)) {
			if i > at+1 {
				met = cause{ConditionPassing, fmt.Sprintf("passing/%s/%s", p.Ladder[at+1].Code, met.id)}
			}
			if !e.rose(met.id) {
				next := p.Ladder[at+1]
				return Rise{Level: next.Code, Name: next.Name, On: today, Condition: met.condition, Cause: met.id, Restricted: next.Proposal, Principal: next.tellsPrincipal()}, true
			}
		}
	}
	return Rise{}, false
}

// Climb is the task after a step up, with its entry.
func (t Task) Climb(r Rise, p Policy, at time.Time) (Task, Entry) {
	e, entry := t.Escalation.climb(r, p, at)
	t.Escalation, entry.Task = e, t.ID
	return t, entry
}

// climb is the ladder after a step up, with the entry of that.
func (e Escalation) climb(r Rise, p Policy, at time.Time) (Escalation, Entry) {
	was := e.Level
	if was == "" {
		e.Policy = p.Version
	}
	e.Level, e.Ahead = r.Level, nil
	for i := p.rung(r.Level) + 1; i < len(p.Ladder); i++ {
		e.Ahead = append(e.Ahead, p.above(i))
	}
	e.Rises = append(slices.Clone(e.Rises), r)
	entry := Entry{At: at, What: WhatRose, Why: string(r.Condition), Fields: []FieldDiff{
		{Name: "level", Before: was, After: r.Level}, {Name: "cause", After: r.Cause}, {Name: "policy", After: strconv.Itoa(e.Policy)},
	}}
	if r.Notice != "" {
		entry.Fields = append(entry.Fields, FieldDiff{Name: "notice", After: string(r.Notice)})
	}
	if r.Principal {
		entry.Fields = append(entry.Fields, FieldDiff{Name: fieldPrincipal, After: yes(true)})
	}
	return e, entry
}

// fieldPrincipal is by which the entry of a rise says that the principal leader is told of it.
const fieldPrincipal = "principal"

// ForPrincipal reports whether an entry is of a rise of which the principal leader is told, and to
// which level that was.
func (e Entry) ForPrincipal() (level string, ok bool) {
	return e.field("level").After, e.What == WhatRose && e.field(fieldPrincipal).After != ""
}

// Propose puts a level before the office that nobody but a person decides (约谈, speech 35).
// The unit does not learn of it.
func (t Task) Propose(a Applying) (Applied, *Refusal) { return t.open(MatterAdmonition, DeskOffice, a) }

// endEscalation ends the rise of supervision: the work is completed, or its limit was
// extended. What comes after begins below, by the policy then in force.
func (t Task) endEscalation() Task {
	t.Escalation = Escalation{Rises: t.Escalation.Rises, Past: t.Escalation.Past}
	return t
}

// climbs reports whether supervision of the task may rise as it stands: its unit knows of
// it and is waiting neither for the office nor for another unit that was asked, see [Task.HeldUp].
func (t Task) climbs() bool {
	_, _, held := t.HeldUp()
	return t.State.climbs() && len(t.Lead) > 0 && !t.Divided() && !held // its children climb
}

func (s State) climbs() bool {
	switch s {
	case StateAssigned, StateAccepted, StateInProgress, StateBlocked:
		return true
	case StateRegistered, StateSubmitted, StateSuspended, StateCompleted, StateClosed, StateCancelled:
		return false
	default:
		return false
	}
}

// BackToWork are the sorts of entries that may bring a task back to where supervision of it
// rises, see [Entry.TookUp].
func BackToWork() []What {
	return []What{WhatDecided, WhatReopened, WhatRechecked, WhatResumed, WhatReported, WhatAmended, WhatWithdrawn, WhatAssigned, WhatChanged, WhatLimit}
}

// TookUp reports whether an entry brought its task back to where supervision of it may rise:
// what should have risen before was nobody's neglect. So it is where its limit became an earlier one.
func (e Entry) TookUp() bool {
	return slices.ContainsFunc(e.Fields, func(f FieldDiff) bool {
		earlier := f.Name == fieldDue && f.After != "" && (f.Before == "" || f.After < f.Before)
		return earlier || f.Name == fieldState && !State(f.Before).climbs() && State(f.After).climbs()
	})
}

// risenOn is the day of the last step.
func (e Escalation) risenOn() Date {
	if n := len(e.Rises); n > 0 {
		return e.Rises[n-1].On
	}
	return 0
}

func (e Escalation) rose(id string) bool {
	return slices.ContainsFunc(e.Rises[e.Past:], func(r Rise) bool { return r.Cause == id })
}

// quietly is the last step, if it came without a notice and units may learn of it: the day and
// the level's name.
func (e Escalation) quietly() (Date, string) {
	if n := len(e.Rises); n > 0 && e.Level != "" {
		if r := e.Rises[n-1]; r.Notice == "" && !r.Restricted {
			return r.On, r.Name
		}
	}
	return 0, ""
}

// rung is the place of a level on the ladder; -1: below it.
func (p Policy) rung(code string) int {
	return slices.IndexFunc(p.Ladder, func(l Level) bool { return l.Code == code && code != "" })
}

func (p Policy) above(i int) Rung {
	rung := Rung{When: p.Ladder[i].When}
	if i > 0 {
		rung.Below = p.Ladder[i-1].Code
	}
	return rung
}

// Warned is the name of the level after one, of which a notice warns; none where that is a
// proposal, since units do not learn of it.
func (p Policy) Warned(code string) string {
	if i := p.rung(code); i >= 0 && i+1 < len(p.Ladder) && !p.Ladder[i+1].Proposal {
		return p.Ladder[i+1].Name
	}
	return ""
}

// LevelOf is a level by its code.
func (p Policy) LevelOf(code string) (Level, bool) {
	if i := p.rung(code); i >= 0 {
		return p.Ladder[i], true
	}
	return Level{}, false
}

// met are the conditions of a level that are met on a day.
func (t Task) met(r Rung, today Date, cal Calendar) []cause {
	w, due := r.When, t.Limit.Due
	all := w.near(nil, due, today, t.Percent == 0)
	all = w.overdue(all, due, t.lateSince(), today, cal)
	if w.Gap > 0 && !due.IsZero() && t.Behind(today) >= w.Gap {
		all = append(all, causeOf(ConditionGap, "%s/%d", due, w.Gap))
	}
	all = w.noticed(all, func() []NoticeID { return t.noticed(r.Below, today) })
	if w.MissedReport > 0 {
		if last := t.reportMissed(w.MissedReport); !last.IsZero() && last < today {
			all = append(all, causeOf(ConditionMissed, "%s/%d", last, w.MissedReport))
		}
	}
	return all
}

func causeOf(c Condition, format string, args ...any) cause {
	return cause{c, string(c) + "/" + fmt.Sprintf(format, args...)}
}

func (w Trigger) near(all []cause, due, today Date, noProgress bool) []cause {
	if w.DaysBefore > 0 && !due.IsZero() && today >= due.AddDays(-w.DaysBefore) && (!w.NoProgress || noProgress) {
		all = append(all, causeOf(ConditionNear, "%s/%d", due, w.DaysBefore))
	}
	return all
}

// overdue counts the workdays from a day on that is the limit, or later.
func (w Trigger) overdue(all []cause, due, from, today Date, cal Calendar) []cause {
	if w.DaysOverdue > 0 && !due.IsZero() && today >= cal.After(from, w.DaysOverdue) {
		all = append(all, causeOf(ConditionOverdue, "%s/%d", due, w.DaysOverdue))
	}
	return all
}

func (w Trigger) noticed(all []cause, noticed func() []NoticeID) []cause {
	if w.Notices == 0 {
		return all
	}
	if ids := noticed(); len(ids) >= w.Notices {
		all = append(all, causeOf(ConditionNotices, "%s", ids[w.Notices-1]))
	}
	return all
}

// lateSince is the day from which days overdue count: the limit, or the end of a wait for another
// unit after it.
func (t Task) lateSince() Date { return max(t.Limit.Due, t.Freed) }

// reportMissed is the day on which the nth report in a row is due, if none comes; zero
// where none is asked for.
func (t Task) reportMissed(n int) Date {
	day := t.ReportDue()
	for ; n > 1 && !day.IsZero(); n-- {
		day = t.Rhythm.Next(day)
	}
	return day
}

// riseFrom is the first day on which a step up may be due: a lower bound, kept as the mark
// [MarkLadder], so that the job reads only what may rise. Where nothing has started the
// policy of the day decides, of which the task knows only its bounds (see [LadderRanges]).
func (t Task) riseFrom() Date {
	if !t.climbs() {
		return never
	}
	first := never
	if t.Escalation.Level == "" {
		if !t.Limit.Due.IsZero() {
			first = t.Limit.Due.AddDays(-LadderAhead)
		}
		if len(t.Notices) > 0 {
			first = t.Registered // as many as some level asks for may have been issued
		}
	}
	for _, rung := range t.Escalation.Ahead {
		first = min(first, t.metFrom(rung))
	}
	if first == never {
		return never
	}
	return max(first, t.Registered, t.Suspension.Over, t.Freed+1, t.Escalation.risenOn()+1)
}

// metFrom is the first day on which one of a level's conditions may be met.
func (t Task) metFrom(r Rung) Date {
	first, w, due := never, r.When, t.Limit.Due
	if !due.IsZero() {
		if w.DaysBefore > 0 && (!w.NoProgress || t.Percent == 0) {
			first = min(first, due.AddDays(-w.DaysBefore))
		}
		if w.DaysOverdue > 0 {
			first = min(first, t.lateSince().AddDays(w.DaysOverdue)) // there are no more workdays than days
		}
		if w.Gap > 0 {
			first = min(first, t.behindFrom(w.Gap-1))
		}
	}
	if w.Notices > 0 && len(t.noticed(r.Below, never)) >= w.Notices {
		first = t.Registered
	}
	if w.MissedReport > 0 {
		if last := t.reportMissed(w.MissedReport); !last.IsZero() {
			first = min(first, last+1)
		}
	}
	return first
}

// LadderRanges are the tasks of which one may have to rise by a day under a policy. Those
// that are behind schedule or late with reports are looked for only where the policy asks:
// a policy's gap is never below that of a yellow lamp.
func LadderRanges(p Policy, today Date) []Range {
	ranges := []Range{LadderRange(today)}
	if slices.ContainsFunc(p.Ladder, func(l Level) bool { return l.When.Gap > 0 }) {
		ranges = append(ranges, YellowRange(ScopeOffice, today))
	}
	if slices.ContainsFunc(p.Ladder, func(l Level) bool { return l.When.MissedReport > 0 }) {
		ranges = append(ranges, MissingRange(ScopeOffice, today))
	}
	return ranges
}

// LadderRange are the tasks whose first day of a rise is not after today.
func LadderRange(today Date) Range {
	return Range{Mark: MarkOf(MarkLadder, ScopeOffice), Max: int64(today)}
}
