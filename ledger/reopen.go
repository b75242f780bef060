package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Reopening is a task that was taken up again after it was completed or struck off
// (重启, 反弹), with what stood before: the history stays.
type Reopening struct {
	On        Date     `json:"on"`
	By        string   `json:"by,omitempty"`
	Why       string   `json:"why"`
	Relapse   bool     `json:"relapse,omitempty"` // it had been struck off: the problem came back
	Mistake   bool     `json:"mistake,omitempty"` // it had been struck off by mistake (误销): nothing came back
	Child     TaskID   `json:"child,omitempty"`   // the part of it that was taken up again, and counts by itself
	Completed Date     `json:"completed,omitzero"`
	Closed    Date     `json:"closed,omitzero"`
	Limit     Limit    `json:"limit,omitzero"` // that stood before, if another was set
	Plan      Plan     `json:"plan,omitzero"`  // that stood before, if the work began anew
	Closeout  Closeout `json:"closeout,omitzero"`
}

// Reopen is what somebody wants to take up again.
type Reopen struct {
	By      Person
	At      time.Time
	Percent int  // NoPercent: by the rule
	Due     Date // a new limit; zero: that which stands
	Why     string
	Found   bool // a re-check found that the problem came back
}

// Reopen takes up a completed or a closed task again: the office by hand, or whoever finds
// at a re-check that the problem came back. A completion that is taken back goes on from
// where it stood before, and its limit holds on. What had been struck off is a relapse: it
// begins anew at 0, and wants a new limit if the old one has passed (domain §1, 13 and 36);
// but not what was struck off by mistake (误销), where nothing came back.
func (t Task) Reopen(r Reopen) (Promised, *Refusal) {
	action, today := ActionReopen, DateOf(r.At)
	if r.Found {
		action = ActionRecheck
	}
	if refusal := MayTask(r.By, action, t, today); refusal != nil {
		return Promised{}, refusal
	}
	r.Why = strings.TrimSpace(r.Why)
	if refusal := t.refusesReopen(r, today); refusal != nil {
		return Promised{}, refusal
	}
	was, closed := t, t.State == StateClosed
	mistake := closed && !r.Found && Mistaken(r.Why)
	past := Reopening{
		On: today, By: r.By.Name, Why: r.Why, Relapse: closed && !mistake, Mistake: mistake, Completed: t.Completed, Closed: t.Closed, Closeout: t.Closeout,
	}
	percent := r.Percent
	switch {
	case percent != NoPercent:
	case closed && !mistake:
		percent = 0
	default:
		percent = min(t.Reached, ReturnedMost)
	}
	if !r.Due.IsZero() {
		past.Limit = t.Limit
		t.Limit = Limit{Raw: t.Limit.Raw, Due: r.Due, Hard: t.Limit.Hard}
	}
	if closed && !mistake || !r.Due.IsZero() { // measured by days that have passed it would be late on the first
		past.Plan, t.Plan = t.Plan, Plan{}
	}
	t.State, t.Percent, t.Reached, t.Completed, t.Closed, t.Closeout = StateInProgress, percent, 0, 0, 0, Closeout{}
	t.Unchanged = 0
	t.Reopened = append(slices.Clone(t.Reopened), past)
	entry := Entry{At: r.At, By: r.By.ID, Task: t.ID, What: WhatReopened, Why: r.Why, Fields: append([]FieldDiff{
		{Name: "relapses", After: strconv.Itoa(t.Relapses())},
	}, was.Standing().to(t.Standing())...)}
	return Promised{Task: t, Entries: []Entry{entry}}, nil
}

func (t Task) refusesReopen(r Reopen, today Date) *Refusal {
	switch {
	case t.State != StateCompleted && t.State != StateClosed:
		return &Refusal{Reason: ReasonNotEnded, Task: t.ID}
	case t.Divided():
		return t.refusesDirectly()
	case r.Found && t.State != StateClosed:
		return &Refusal{Reason: ReasonNotClosed, Task: t.ID}
	case r.Why == "":
		return &Refusal{Reason: ReasonNoWhy, Task: t.ID}
	case r.Percent != NoPercent && (r.Percent < 0 || r.Percent >= 100):
		return &Refusal{Reason: ReasonReopenPercent, Task: t.ID, Words: strconv.Itoa(r.Percent)}
	case !r.Due.IsZero() && r.Due <= today:
		return &Refusal{Reason: ReasonReopenDate, Task: t.ID, Words: r.Due.String()}
	case t.State == StateClosed && (r.Found || !Mistaken(r.Why)) && r.Due.IsZero() && !t.Limit.Due.IsZero() && t.Limit.Due <= today:
		return &Refusal{Reason: ReasonReopenDate, Task: t.ID}
	default:
		return fitWords(t.ID, r.Why, nil)
	}
}

// mistaken are the words that say that a task was struck off by mistake.
var mistaken = regexp.MustCompile(`误销|销错|错销|销号有误|误(?:点|按|操作)了?(?:同意|销号|归档|已归档)`)

// Mistaken reports whether a reason says that a task was struck off by mistake: 误销.
func Mistaken(why string) bool { return mistaken.MatchString(why) }

// Relapses counts how often the problem came back after it had been struck off.
func (t Task) Relapses() int {
	n := 0
	for _, r := range t.Reopened {
		if r.Relapse {
			n++
		}
	}
	return n
}

// reopenedOn is the day on which the task was last taken up again; zero: never.
func (t Task) reopenedOn() Date {
	if n := len(t.Reopened); n > 0 {
		return t.Reopened[n-1].On
	}
	return 0
}

// begun is the day from which the work's time is counted: of registration, or of the last
// reopening that set another limit.
func (t Task) begun() Date {
	for _, r := range slices.Backward(t.Reopened) {
		if r.Limit.Raw != "" || !r.Limit.Due.IsZero() {
			return r.On
		}
	}
	return t.Registered
}

// LeadingPercent reads a percentage at the beginning of words, 60 or 60%, that a space
// follows, and gives back the rest; false: there is none.
func LeadingPercent(words string) (percent int, rest string, ok bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(Narrow(words)), " ")
	n, err := strconv.Atoi(strings.TrimSuffix(first, "%"))
	if err != nil || n < 0 || n > 999 {
		return NoPercent, words, false
	}
	return n, AsTyped(words, strings.TrimSpace(rest)), true
}
