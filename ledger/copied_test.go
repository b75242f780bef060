package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// noticed is a task with one notice to 住建局, copied to 财政局 and issued by 生态环境局.
func noticed(day ledger.Date) ledger.Task {
	return ledger.Task{
		ID: "2025-017", State: ledger.StateInProgress, Lead: []ledger.UnitID{"住建局"}, Registered: day - 30,
		Notices: []ledger.Noticed{{
			Notice: "2025-017/n1", Number: "督办〔2025〕1号", State: ledger.NoticeIssued, Issued: day, Units: []ledger.UnitID{"住建局"},
			Copies: []ledger.UnitID{"财政局"}, Issuer: "生态环境局",
		}},
	}
}

// TestTellAsides holds on which days units are told of notices that they do not have to answer:
// each once, on the day after, and found by the mark of that morning.
func TestTellAsides(t *testing.T) {
	day := rightToday
	heard := func(h ledger.NoticeHeard) func(*ledger.Task) {
		return func(t *ledger.Task) { h.Unit = "住建局"; t.Notices[0].Heard = []ledger.NoticeHeard{h} }
	}
	void := func(on ledger.Date) func(*ledger.Task) {
		return func(t *ledger.Task) { t.Notices[0].State, t.Notices[0].Ended = ledger.NoticeVoid, on }
	}
	copied := map[ledger.Date]ledger.Occasion{day + 1: ledger.OccasionCopied}
	answered := map[ledger.Date]ledger.Occasion{day + 4: ledger.OccasionHeard}
	for name, c := range map[string]struct {
		unit   ledger.UnitID
		change func(*ledger.Task)
		on     ledger.Date // when that happens; zero: from the beginning
		want   map[ledger.Date]ledger.Occasion
	}{
		"a copy":                       {unit: "财政局", want: copied},
		"of work that ended meanwhile": {unit: "财政局", change: func(t *ledger.Task) { t.State, t.Completed = ledger.StateCompleted, day }, want: copied},
		"a draft":                      {unit: "财政局", change: func(t *ledger.Task) { t.Notices[0].Number = "" }},
		"void before it was told":      {unit: "财政局", change: void(day)},
		"void after it was told":       {unit: "财政局", change: void(day + 3), on: day + 3, want: map[ledger.Date]ledger.Occasion{day + 1: ledger.OccasionCopied, day + 4: ledger.OccasionCopyVoid}},
		"cancelled with its task": {unit: "财政局", on: day + 3, change: func(t *ledger.Task) { void(day + 3)(t); t.State = ledger.StateCancelled }, want: map[ledger.Date]ledger.Occasion{
			day + 1: ledger.OccasionCopied, day + 4: ledger.OccasionCopyVoid,
		}},
		"neither":                {unit: "坪石镇"},
		"nothing heard":          {unit: "生态环境局"},
		"a reply":                {unit: "生态环境局", change: heard(ledger.NoticeHeard{On: day + 3, Text: "已办"}), on: day + 3, want: answered},
		"acknowledged late":      {unit: "生态环境局", change: heard(ledger.NoticeHeard{On: day + 3, Late: true}), on: day + 3, want: answered},
		"of a void notice":       {unit: "生态环境局", change: func(t *ledger.Task) { heard(ledger.NoticeHeard{On: day + 3})(t); void(day + 3)(t) }, on: day + 3},
		"a reply its head signs": {unit: "生态环境局", on: day + 3, change: func(t *ledger.Task) { heard(ledger.NoticeHeard{On: day + 3})(t); t.Waiting = unsigned() }},
		"another unit's own head": {unit: "生态环境局", on: day + 3, change: func(t *ledger.Task) {
			heard(ledger.NoticeHeard{On: day + 3})(t)
			t.Waiting = unsigned()
			t.Waiting[0].Desk = ledger.DeskHead("水务局")
		}, want: answered},
	} {
		task, got := noticed(day), map[ledger.Date]ledger.Occasion{}
		for today := day; today < day+10; today++ {
			if c.change != nil && (c.on.IsZero() || c.on == today) {
				c.change(&task)
			}
			why := task.Tell(c.unit, today, today)
			if !task.Open() {
				why = task.TellReady(c.unit, today, today-7)
			}
			if len(why) == 0 {
				continue
			}
			got[today] = why[0].Reason
			if at, ok := markScore(task, ledger.WakeMark(c.unit)); !ok || at > int64(today) {
				t.Errorf("%s: told on %s, found from %d on", name, today, at)
			}
			task = task.TellDone(c.unit, today)
			if _, ok := markScore(task, ledger.WakeMark(c.unit)); ok {
				t.Errorf("%s: found after %s though nothing is left", name, today)
			}
			if !task.ToldOn(c.unit).IsZero() {
				t.Errorf("%s: it counts as told of the work itself", name)
			}
		}
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func unsigned() []ledger.Waiting {
	return []ledger.Waiting{{Matter: "2025-017/m1", Kind: ledger.MatterHeadSign, Desk: ledger.DeskHead("住建局"), Notice: "2025-017/n1"}}
}

// TestAsidesBesideWork holds that a promise silences reminders and no copy, and that words which
// did not arrive are said again.
func TestAsidesBesideWork(t *testing.T) {
	day := rightToday
	task := noticed(day)
	task.Lead = append(task.Lead, "财政局")
	task.Told = []ledger.Told{{Unit: "财政局", On: day - 9, First: day - 9}}
	task.Limit.Due, task.Promise = day+2, ledger.Promise{Date: day + 5, Unit: "财政局"}
	if why := task.Tell("财政局", day+1, day+1); len(why) != 1 || why[0].Reason != ledger.OccasionCopied {
		t.Errorf("beside a promise: %v", why)
	}
	lost := task.TellDone("财政局", day+1)
	if got := lost.Tell("财政局", day+2, day+2); len(got) != 1 || got[0].Reason != ledger.OccasionSilenced {
		t.Errorf("told twice: %v", got)
	}
	if why := lost.Uninformed("财政局").Tell("财政局", day+2, day+2); len(why) != 1 || why[0].Reason != ledger.OccasionCopied {
		t.Errorf("what did not arrive: %v", why)
	}
	task.Moved = []ledger.UnitID{"财政局"}
	if why := task.Tell("财政局", day+1, day+1); len(why) != 1 || why[0].Reason != ledger.OccasionMoved {
		t.Errorf("it leads no more: %v", why)
	}
	if why := task.TellDone("财政局", day+1).Tell("财政局", day+2, day+2); len(why) != 1 || why[0].Reason != ledger.OccasionCopied {
		t.Errorf("after that: %v", why)
	}
}

// TestCopies holds who gets a copy: the units that supervise the task and those that are named,
// each once, and none that answers the notice.
func TestCopies(t *testing.T) {
	d := drafting(t, "yellow")
	d.Copies, d.Named = []ledger.UnitID{"财政局", "住建局", "财政局"}, []string{"市委督查室"}
	draft, refusal := drainTask().DraftNotice(d)
	if refusal != nil {
		t.Fatal(refusal)
	}
	more := draft.Notice.CopyTo([]ledger.UnitID{"水务局", "财政局"}, []string{"市委督查室", "市纪委"})
	if diff := cmp.Diff([]ledger.UnitID{"督查室", "财政局", "水务局"}, more.Copies); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"市委督查室", "市纪委"}, more.Named); diff != "" {
		t.Errorf("named (-want +got):\n%s", diff)
	}
}

// TestMayRead holds who may read a notice, and whether also what became of it.
func TestMayRead(t *testing.T) {
	task := noticed(rightToday)
	task.Supervise = []ledger.UnitID{"生态环境局"}
	n := ledger.Notice{ID: "2025-017/n1", Task: task.ID, N: 1, Units: task.Lead, Copies: []ledger.UnitID{"财政局"}}
	issuer := contactOf(1, "生态环境局")
	issuer.Mandates = []ledger.UnitID{"生态环境局"}
	other := n
	other.Copies = nil // another notice on the same task
	for name, c := range map[string]struct {
		by    ledger.Person
		n     ledger.Notice
		whole bool
		want  ledger.Reason
	}{
		"to it":                   {contactOf(1, "住建局"), n, true, ""},
		"copied to it":            {contactOf(1, "财政局"), n, false, ""},
		"another of the same":     {contactOf(1, "财政局"), other, false, ledger.ReasonNoNotice},
		"a draft":                 {contactOf(1, "住建局"), ledger.Notice{Task: task.ID, Units: task.Lead}, false, ledger.ReasonNoNotice},
		"by its mandate":          {issuer, n, true, ""},
		"supervises, no mandate":  {contactOf(1, "生态环境局"), n, false, ledger.ReasonNotLead},
		"another unit":            {contactOf(1, "坪石镇"), n, false, ledger.ReasonNoTask},
		"the office":              {officer(), n, true, ""},
		"a leader":                {holder(ledger.RoleLeader, 1, 0), n, true, ""},
		"the office of personnel": {holder(ledger.RoleReader, 1, 0), n, false, ledger.ReasonNoRight},
		"a stranger":              {ledger.Person{ID: 9}, n, false, ledger.ReasonStranger},
	} {
		whole, refusal := c.n.MayRead(task, c.by, rightToday)
		if whole != c.whole || reasonOf(refusal) != c.want {
			t.Errorf("%s: whole %t, refused for %q; want %t, %q", name, whole, reasonOf(refusal), c.whole, c.want)
		}
	}
}

// TestMoveAsides holds that the copies of a unit that was merged are those of the other one.
func TestMoveAsides(t *testing.T) {
	day := rightToday
	task := noticed(day)
	if !task.Names("财政局") {
		t.Error("a unit that gets a copy is not moved with its task")
	}
	m := ledger.Merging{By: officer(), From: "财政局", Into: "水务局"}
	moved := task.MoveUnit(m, nil, nil).Task
	if why := moved.Tell("水务局", day+1, day+1); len(why) != 1 || why[0].Reason != ledger.OccasionCopied {
		t.Errorf("to the new unit: %v", why)
	}
	told := task.TellDone("财政局", day+1).MoveUnit(m, nil, nil).Task
	if why := told.Tell("水务局", day+2, day+2); len(why) != 0 || told.Names("财政局") {
		t.Errorf("told the old unit, and the new one again: %v", why)
	}
}
