package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// heldUp is climber, due on Tuesday 2025-07-15, whose lead reported a difficulty on the 10th that
// 农业农村局 is to answer by Thursday the 17th.
func heldUp(t *testing.T) (ledger.Task, ledger.Matter) {
	t.Helper()
	said, refusal := climber().TakeReport(ledger.Reporting{
		By: contactOf(1, "住建局"), At: at(t, "2025-07-10 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "等用地", AnswerBy: date(t, "2025-07-15"),
	})
	if refusal != nil {
		t.Fatal(refusal)
	}
	done, refusal := said.Matters[0].Forward(said.Task, ledger.Forwarding{
		By: officer(), At: at(t, "2025-07-14 10:00:00"), To: "农业农村局", Until: date(t, "2025-07-17"),
	})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return done.Task, done.Matter.TellDone(date(t, "2025-07-14"))
}

// climbBoth looks at both ladders on each of the days.
func climbBoth(task ledger.Task, m ledger.Matter, cal ledger.Calendar, p ledger.Policy, days ...ledger.Date) (ledger.Task, ledger.Matter, []string) {
	var steps []string
	for _, day := range days {
		if rise, ok := task.NextRise(day, cal, p); ok {
			task, _ = task.Climb(rise, p, task.Last.At)
			steps = append(steps, fmt.Sprintf("%s lead %s", day, rise.Level))
		}
		if rise, ok := m.NextRise(task, day, cal, p); ok {
			m, _ = m.Climb(rise, p, task.Last.At)
			unit, _ := m.Desk.Unit()
			steps = append(steps, fmt.Sprintf("%s %s %s", day, unit, rise.Level))
		}
	}
	return task, m, steps
}

// TestBlockerRises walks the ladder of a task that another unit holds up: it rises against that
// unit by the day of the answer, and goes on against the lead from the day of the answer.
func TestBlockerRises(t *testing.T) {
	cal, p := calendar(t), ledger.DefaultPolicy()
	july := func(from, n int) []ledger.Date { return daysFrom(ledger.NewDate(2025, 7, from), n) }
	whole := []string{"2025-07-15 农业农村局 blue", "2025-07-18 农业农村局 yellow", "2025-07-24 农业农村局 red", "2025-07-31 农业农村局 admonition"}
	task, m := heldUp(t)
	_, _, steps := climbBoth(task, m, cal, p, july(14, 60)...)
	if diff := cmp.Diff(whole, steps); diff != "" {
		t.Errorf("never answered (-want +got):\n%s", diff)
	}

	task, m, _ = climbBoth(task, m, cal, p, july(14, 10)...) // to the 23rd
	if unit, since, held := task.HeldUp(); !held || unit != "农业农村局" || since != date(t, "2025-07-14") {
		t.Errorf("held up by %s since %s: %v", unit, since, held)
	}
	done, refusal := m.Answer(task, contactOf(5, "农业农村局"), at(t, "2025-07-23 10:00:00"), "已腾退")
	if refusal != nil {
		t.Fatal(refusal)
	}
	_, _, steps = climbBoth(done.Task, done.Matter, cal, p, july(23, 30)...)
	if diff := cmp.Diff([]string{"2025-07-24 lead blue", "2025-07-25 lead yellow", "2025-07-30 lead red", "2025-08-06 lead admonition"}, steps); diff != "" {
		t.Errorf("after the answer of the 23rd (-want +got):\n%s", diff)
	}
}

// TestBlockerChanges: whoever is asked next begins below, the office is no blocker, and what was
// reached against the lead before stays reached.
func TestBlockerChanges(t *testing.T) {
	cal, p := calendar(t), ledger.DefaultPolicy()
	july := func(from, n int) []ledger.Date { return daysFrom(ledger.NewDate(2025, 7, from), n) }
	early := climber()
	early, _ = climb(early, cal, p, july(12, 1)...)
	task, m := heldUp(t)
	task.Escalation = early.Escalation // the reminder came before it was asked
	task, m, _ = climbBoth(task, m, cal, p, july(14, 7)...)
	back, refusal := m.HandBack(task, contactOf(5, "农业农村局"), at(t, "2025-07-21 10:00:00"), "不是我们的地", date(t, "2025-07-24"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	if _, _, held := back.Task.HeldUp(); held || back.Task.Freed != date(t, "2025-07-21") {
		t.Errorf("handed back: held %v, freed %s", held, back.Task.Freed)
	}
	_, _, steps := climbBoth(back.Task, back.Matter, cal, p, july(21, 4)...)
	if diff := cmp.Diff([]string{"2025-07-22 lead yellow"}, steps); diff != "" {
		t.Errorf("at the office (-want +got):\n%s", diff)
	}
	again, refusal := back.Matter.Forward(back.Task, ledger.Forwarding{By: officer(), At: at(t, "2025-07-21 15:00:00"), To: "水务局", Until: date(t, "2025-07-24")})
	if refusal != nil {
		t.Fatal(refusal)
	}
	_, m, steps = climbBoth(again.Task, again.Matter.TellDone(date(t, "2025-07-21")), cal, p, july(21, 14)...)
	if diff := cmp.Diff([]string{"2025-07-22 水务局 blue", "2025-07-25 水务局 yellow", "2025-07-31 水务局 red"}, steps); diff != "" {
		t.Errorf("asked anew (-want +got):\n%s", diff)
	}
	if len(m.Escalation.Rises) != 5 {
		t.Errorf("%d rises are kept, want those against both units", len(m.Escalation.Rises))
	}
}

// TestBlockerNot are those against which nothing rises.
func TestBlockerNot(t *testing.T) {
	cal, p := calendar(t), ledger.DefaultPolicy()
	late := date(t, "2025-08-20")
	for name, change := range map[string]func(*ledger.Task, *ledger.Matter){
		"the office":             func(_ *ledger.Task, m *ledger.Matter) { m.Desk = ledger.DeskOffice },
		"the lead itself":        func(_ *ledger.Task, m *ledger.Matter) { m.Desk = ledger.DeskUnit("住建局") },
		"a task at rest":         func(_ *ledger.Task, m *ledger.Matter) { m.Rests = late },
		"answered":               func(_ *ledger.Task, m *ledger.Matter) { m.Verdict = ledger.VerdictAnswered },
		"a task that has ended":  func(t *ledger.Task, _ *ledger.Matter) { t.State = ledger.StateCompleted },
		"another kind of matter": func(_ *ledger.Task, m *ledger.Matter) { m.Kind = ledger.MatterExtension },
		"asked today":            func(_ *ledger.Task, m *ledger.Matter) { m.Forwards[0].On = late },
	} {
		task, m := heldUp(t)
		change(&task, &m)
		if rise, ok := m.NextRise(task, late, cal, p); ok {
			t.Errorf("%s: rose to %s", name, rise.Level)
		}
	}
}

// TestBlockerProperties: whatever the ladder, the days at which the clock looks and what becomes
// of the question, no level is skipped or taken twice against one who is asked, at most one comes
// a day, and against the lead none comes while another unit is asked.
func TestBlockerProperties(t *testing.T) {
	cal := calendar(t)
	startTask, startMatter := heldUp(t)
	answered := at(t, "2025-07-14 12:00:00")
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t)
		task, m := startTask, startMatter
		today := date0(startMatter)
		level, last := -1, ledger.Date(0)
		lead, leadLast := -1, ledger.Date(0)
		for range 50 {
			today = today.AddDays(rapid.SampledFrom([]int{0, 1, 1, 1, 2, 7}).Draw(t, "days"))
			now := answered.AddDate(0, 0, today.Sub(date0(startMatter)))
			switch rapid.IntRange(0, 14).Draw(t, "happens") {
			case 0:
				to := rapid.SampledFrom([]ledger.UnitID{"农业农村局", "水务局"}).Draw(t, "to")
				if done, refusal := m.Forward(task, ledger.Forwarding{By: officer(), At: now, To: to, Until: today.AddDays(rapid.IntRange(0, 9).Draw(t, "until"))}); refusal == nil {
					if done.Matter.Desk != m.Desk {
						level, last = -1, 0 // whoever is asked again goes on
					}
					task, m = done.Task, done.Matter
				}
			case 1:
				if unit, ok := m.Desk.Unit(); ok {
					if done, refusal := m.HandBack(task, contactOf(5, unit), now, "不是我们", today.AddDays(3)); refusal == nil {
						task, m = done.Task, done.Matter
					}
				}
			}
			_, asked := m.Desk.Unit()
			if rise, ok := task.NextRise(today, cal, p); ok {
				if lead++; asked || p.Ladder[lead].Code != rise.Level || today <= leadLast {
					t.Fatalf("%s: against the lead %s, want %s; another unit is asked: %v", today, rise.Level, p.Ladder[lead].Code, asked)
				}
				if !slices.ContainsFunc(ledger.LadderRanges(p, today), task.Within) {
					t.Fatalf("%s: a rise is due, and no mark finds it", today)
				}
				task, _ = task.Climb(rise, p, now)
				leadLast = today
			}
			if rise, ok := m.NextRise(task, today, cal, p); ok {
				if level++; !asked || p.Ladder[level].Code != rise.Level || today <= last {
					t.Fatalf("%s: against the unit that is asked %s, want %s", today, rise.Level, p.Ladder[level].Code)
				}
				if !slices.ContainsFunc(m.Marks(), func(mark ledger.Mark) bool { return mark.Name == ledger.ForwardedMark }) {
					t.Fatalf("%s: no mark finds it", today)
				}
				m, _ = m.Climb(rise, p, now)
				last = today
			}
		}
	})
}

func date0(m ledger.Matter) ledger.Date { return m.AskedOn() }

// TestBlockerBesideRises holds that supervision rises against whoever a unit beside the lead waits
// for, and that the lead's own ladder goes on meanwhile (docs/adr/0015).
func TestBlockerBesideRises(t *testing.T) {
	cal, p := calendar(t), ledger.DefaultPolicy()
	task := climber()
	task.Co = []ledger.UnitID{"坪石镇"}
	said, refusal := task.TakeReport(ledger.Reporting{
		By: contactOf(2, "坪石镇"), At: at(t, "2025-07-10 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "等用地", AnswerBy: date(t, "2025-07-15"),
	})
	if refusal != nil {
		t.Fatal(refusal)
	}
	done, refusal := said.Matters[0].Forward(said.Task, ledger.Forwarding{By: officer(), At: at(t, "2025-07-11 10:00:00"), To: "农业农村局", Until: date(t, "2025-07-17")})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if unit, _, held := done.Task.HeldUp(); held {
		t.Errorf("the whole waits for %s", unit)
	}
	_, _, beside := climbBoth(done.Task, done.Matter.TellDone(date(t, "2025-07-11")), cal, p, daysFrom(ledger.NewDate(2025, 7, 14), 20)...)
	_, _, alone := climbBoth(task, ledger.Matter{}, cal, p, daysFrom(ledger.NewDate(2025, 7, 14), 20)...)
	lead := slices.DeleteFunc(slices.Clone(beside), func(step string) bool { return !slices.Contains(alone, step) })
	if diff := cmp.Diff(alone, lead); diff != "" || len(alone) == 0 {
		t.Errorf("the lead's ladder (-alone +beside):\n%s", diff)
	}
	against := slices.DeleteFunc(beside, func(step string) bool { return slices.Contains(alone, step) })
	want := []string{"2025-07-14 农业农村局 blue", "2025-07-18 农业农村局 yellow", "2025-07-24 农业农村局 red", "2025-07-31 农业农村局 admonition"}
	if diff := cmp.Diff(want, against); diff != "" {
		t.Errorf("against the unit that is asked (-want +got):\n%s", diff)
	}
}
