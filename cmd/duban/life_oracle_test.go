package main

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/store"
)

// oracle is the model of an office. It hears every block of the book's chain, holds each act
// to who may do it (see may) and to where its task stood, and knows where it stands then. It
// does not ask the ledger for any of that.
//
// Known exactly: 立项, 交办, 签收, 进展, 困难 with 转办, 答复 and 退回, 撤销, 延期, 中止 and 恢复,
// 退办, 认领, 办结 with its review, 督办单 from draft to done, 销号 step by step, 公示 and 异议,
// 回头看, 重启, 撤项, the ladder, and who holds which post. Of 分解 (a parent follows its
// children), 撤并 and what an import changes only the state they lead to is held to what may
// be; the words of plans, promises, bulletins and indicators only to who may say them.
type oracle struct {
	tasks    map[ledger.TaskID]*known
	people   staff
	issued   map[string]int64 // numbers of notices, by year
	causes   map[string]bool
	heard    int64 // the last block
	touched  map[ledger.TaskID]bool
	owed     map[ledger.MessageID]string // every message that is promised, and the cause
	kept     int                         // promises to units
	met      map[string]int              // situations, see musts
	calendar ledger.Calendar
	figures  bool // only what stands is asked for: units are told in their groups
	lookUp   func(ledger.TaskID) (ledger.Task, bool)
}

func newOracle(lookUp func(ledger.TaskID) (ledger.Task, bool)) *oracle {
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		panic(err) // it is embedded
	}
	return &oracle{
		calendar: calendar, met: map[string]int{},
		tasks: map[ledger.TaskID]*known{}, people: staff{}, issued: map[string]int64{}, causes: map[string]bool{},
		touched: map[ledger.TaskID]bool{}, owed: map[ledger.MessageID]string{}, lookUp: lookUp,
	}
}

// changes are what an entry says that changed.
type changes map[string]ledger.FieldDiff

func fieldsOf(e ledger.Entry) changes {
	f := changes{}
	for _, d := range e.Fields {
		f[d.Name] = d
	}
	return f
}

func unitsOf(words string) []ledger.UnitID {
	var units []ledger.UnitID
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '、' }) {
		units = append(units, ledger.UnitID(word))
	}
	return units
}

// hear takes the next block, and says what is wrong with it.
func (o *oracle) hear(b store.Block) (problems []string) {
	o.heard = b.Seq
	add := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, b.Cause+": "+fmt.Sprintf(format, args...))
		}
	}
	add(o.causes[b.Cause], "it was done twice")
	o.causes[b.Cause] = true
	spoken := map[ledger.TaskID]bool{}
	for _, e := range b.Entries {
		o.people.hear(e)
		if e.Task == "" {
			continue
		}
		spoken[e.Task], o.touched[e.Task] = true, true
		k := o.task(e)
		if k == nil {
			add(true, "%s on %s, that was never registered", e.What, e.Task)
			continue
		}
		add(e.By != 0 && !o.may(e, k, b), "%s (%s) on %s by %+v", e.What, e.Why, e.Task, o.people.posts(e.By, ledger.DateOf(e.At)))
		add(e.By == 0 && !byItself(e), "%s (%s) on %s by nobody", e.What, e.Why, e.Task)
		for _, problem := range o.follow(e, k, b) {
			add(true, "%s %s: %s", e.Task, e.What, problem)
		}
	}
	if !o.figures {
		problems = append(problems, o.promises(b)...)
	}
	for _, put := range b.Puts {
		id := ledger.TaskID(put.Key)
		add(put.Kind == ledger.KindTask && !spoken[id], "%s was changed without a word", id)
	}
	return problems
}

// task is what is known of the task of an entry; one that is registered now is new.
func (o *oracle) task(e ledger.Entry) *known {
	if k := o.tasks[e.Task]; k != nil || e.What != ledger.WhatRegistered {
		return k
	}
	t, _ := o.lookUp(e.Task) // who helps and who supervises no entry says
	k := newKnown(t)
	if said := fieldsOf(e); len(said["lead"].After) > 0 {
		k.lead = unitsOf(said["lead"].After)
	}
	k.state, k.percent, k.due = "", 0, 0
	o.tasks[e.Task] = k
	return k
}

// follow takes an entry's act to where its task stands then.
func (o *oracle) follow(e ledger.Entry, k *known, b store.Block) (problems []string) {
	said := fieldsOf(e)
	add := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	moved, stated := said["state"]
	is := k.state
	if stated {
		add(moved.Before != string(k.state), "from %q, and it stood at %q", moved.Before, k.state)
		is = ledger.State(moved.After)
	}
	add(k.state == ledger.StateCancelled && e.By != 0 && e.What != ledger.WhatMerged && !slices.ContainsFunc(b.Entries, cancels), "after it had been cancelled")
	was := k.state
	if e.What == ledger.WhatRose {
		problems = append(problems, o.rises(e, k, said)...)
	}
	may, problem := o.next(e, k, said, b)
	add(problem != "", "%s", problem)
	add(!slices.Contains(may, is), "to %q, and only %q may be", is, may)
	k.state = is
	problems = append(problems, o.days(e, k, was, said)...)
	k.revive(e)
	if _, ok := said["percent"]; ok {
		_, _ = fmt.Sscan(said["percent"].After, &k.percent)
	}
	if due, ok := said["due"]; ok {
		day, err := ledger.ParseDate(due.After)
		add(err != nil, "its limit is %q", due.After)
		extends := e.What == ledger.WhatDecided || e.What == ledger.WhatResumed
		add(extends && day <= k.due && e.Why != string(ledger.MatterSentBack), "its limit moved back from %s to %s", k.due, day)
		if set := e.What == ledger.WhatLimit || e.What == ledger.WhatAssigned || e.Why == string(ledger.MatterSentBack); set && k.due != 0 && day > k.due {
			k.level = "" // by the new limit it is not late any more
		}
		k.due = day
	}
	return problems
}

func cancels(e ledger.Entry) bool { return e.What == ledger.WhatCancelled }

// same is that the state stays.
func (k *known) same() []ledger.State { return []ledger.State{k.state} }

// ofLeader reports whether a leader takes back what he wrote on the task, which leaves it where it is.
func ofLeader(e ledger.Entry) bool { return e.What == ledger.WhatWithdrawn && e.Why != "" }

// next is where a task may stand after an act.
func (o *oracle) next(e ledger.Entry, k *known, said changes, b store.Block) ([]ledger.State, string) {
	one := func(s ledger.State) []ledger.State { return []ledger.State{s} }
	if ofLeader(e) {
		return k.same(), ""
	}
	switch e.What { //nolint:exhaustive // of the others see below
	case ledger.WhatRegistered:
		if len(k.lead) == 0 {
			return one(ledger.StateRegistered), ""
		}
		return []ledger.State{ledger.StateAssigned, ledger.StateRegistered}, "" // of an import something may be unclear
	case ledger.WhatAssigned:
		return k.assigned(said)
	case ledger.WhatReported, ledger.WhatBlocked, ledger.WhatAmended, ledger.WhatWithdrawn:
		return o.said(e, k, said)
	case ledger.WhatAccepted:
		k.signed[e.Unit] = ""
		return one(k.receipts(k.state)), wrongIf(!k.open(), "signed for when it had ended")
	case ledger.WhatApplied, ledger.WhatDecided, ledger.WhatForwarded:
		return o.matter(e, k, said, b)
	case ledger.WhatSuspended:
		k.from = k.state
		return one(ledger.StateSuspended), wrongIf(!k.atWork(), "rests from %s", k.state)
	case ledger.WhatResumed:
		if e.Why != "" {
			return k.same(), ""
		}
		return one(k.receipts(k.from)), wrongIf(k.state != ledger.StateSuspended, "goes on from %s", k.state)
	case ledger.WhatCompleted:
		return one(k.ends(ledger.StateCompleted)), wrongIf(!k.open(), "completed from %s", k.state)
	case ledger.WhatReopened:
		return one(k.ends(ledger.StateInProgress)), wrongIf(k.state != ledger.StateCompleted && k.state != ledger.StateClosed, "taken up again from %s", k.state)
	case ledger.WhatRechecked:
		return k.same(), wrongIf(k.state != ledger.StateClosed, "looked back at from %s", k.state)
	case ledger.WhatCancelled:
		return one(k.ends(ledger.StateCancelled)), wrongIf(!k.open(), "cancelled from %s", k.state)
	case ledger.WhatCloseout:
		return o.closeout(e, k, said, b)
	case ledger.WhatRose:
		return k.same(), k.rose(said)
	case ledger.WhatDrafted, ledger.WhatIssued, ledger.WhatReceived, ledger.WhatReplied, ledger.WhatReviewed, ledger.WhatNoticeEnded:
		return k.same(), o.notice(e, k, said, b)
	case ledger.WhatDivided:
		k.divided = said["children"].After != ""
		return k.same(), wrongIf(!k.open(), "divided from %s", k.state)
	case ledger.WhatFollowed:
		return k.followed(), ""
	case ledger.WhatMerged:
		return k.merged(said, mergerOf(e)), ""
	case ledger.WhatLeft: // nobody sits at the desk any more
		id := ledger.MatterID(said["matter"].After)
		w := k.waits[id]
		k.waits[id] = waiting{unseated(w.kind), ledger.Desk(said["desk"].After)}
	}
	return k.same(), "" // plans, promises, remarks, what was told: they move nothing
}

func wrongIf(is bool, format string, args ...any) string {
	if !is {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// readAnew takes from a task what a merger moved in ways that the model does not follow.
func (k *known) readAnew(t ledger.Task) {
	k.moved, k.level, k.lead = false, t.Escalation.Level, t.Lead
	clear(k.waits)
	for _, w := range t.Waiting {
		k.waits[w.Matter] = waiting{w.Kind, w.Desk}
	}
	for _, n := range t.Notices {
		k.notices[n.Notice].moved = runs(n.State)
	}
	clear(k.signed)
	for _, a := range t.Accepted {
		k.signed[a.Unit] = a.Report
	}
}

// see holds a task as it is stored to what is known of it.
func (o *oracle) see(t ledger.Task) (problems []string) {
	k := o.tasks[t.ID]
	if k == nil {
		return []string{"it is there, and nobody registered it"}
	}
	if k.moved {
		k.readAnew(t)
	}
	add := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	add(t.State != k.state, "it stands at %s, by its acts at %s", t.State, k.state)
	add(t.Percent != k.percent || t.Limit.Due != k.due, "%d%% by %s, by its acts %d%% by %s", t.Percent, t.Limit.Due, k.percent, k.due)
	add(!slices.Equal(t.Lead, k.lead), "%v lead it, by its acts %v", t.Lead, k.lead)
	add(t.Escalation.Level != k.level, "supervision stands at %q, by its acts at %q", t.Escalation.Level, k.level)
	add(len(t.Waiting) != len(k.waits), "%v waits on it, by its acts %v", t.Waiting, k.waits)
	for _, w := range t.Waiting {
		add(k.waits[w.Matter] != waiting{w.Kind, w.Desk}, "%s waits at %s as %s, by its acts %v", w.Matter, w.Desk, w.Kind, k.waits[w.Matter])
	}
	add(len(t.Notices) != len(k.notices), "%d notices, by its acts %d", len(t.Notices), len(k.notices))
	for _, n := range t.Notices {
		if s := k.notices[n.Notice]; s == nil || s.state != n.State && !s.moved {
			add(true, "%s is %s, by its acts %+v", n.Notice, n.State, s)
		}
	}
	add(len(t.Accepted) != len(k.signed), "signed for by %v, by its acts %v", t.Accepted, k.signed)
	return append(problems, o.lasts(t, k)...)
}
