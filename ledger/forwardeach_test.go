package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

// TestForwardEach holds that a difficulty may be put to several units, each of which answers for
// itself, and that it ends with the last answer, or with the words of whoever raised it.
func TestForwardEach(t *testing.T) {
	first, m := blocked(t)
	now := at(t, "2025-07-14 11:00:00")
	f := ledger.Forwarding{By: officer(), At: now, Until: ledger.DateOf(now) + 3}
	for name, test := range map[string]struct {
		to   []ledger.UnitID
		want ledger.Reason
		asks []ledger.UnitID
	}{
		"to one":                {[]ledger.UnitID{"财政局"}, "", []ledger.UnitID{"财政局"}},
		"to two":                {[]ledger.UnitID{"财政局", "供电局"}, "", []ledger.UnitID{"财政局", "供电局"}},
		"one of them twice":     {[]ledger.UnitID{"财政局", "财政局"}, "", []ledger.UnitID{"财政局"}},
		"one asks itself":       {[]ledger.UnitID{"财政局", "住建局"}, ledger.ReasonForwardOwn, nil},
		"the first asks itself": {[]ledger.UnitID{"住建局", "财政局"}, ledger.ReasonForwardOwn, nil},
	} {
		done, refusal := m.ForwardEach(first.Task, f, test.to)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		var asks []ledger.UnitID
		for _, is := range done.Matters {
			unit, _ := is.Desk.Unit()
			asks = append(asks, unit)
		}
		if !slices.Equal(asks, test.asks) || len(done.Entries) != len(test.asks) || refusal == nil && len(done.Task.Waiting) != len(test.asks) {
			t.Errorf("%s: asks %v, waiting %+v", name, asks, done.Task.Waiting)
		}
	}
	both, refusal := m.ForwardEach(first.Task, f, []ledger.UnitID{"财政局", "供电局"})
	if refusal != nil || !slices.Equal(both.Task.HeldBy(), []ledger.UnitID{"财政局", "供电局"}) {
		t.Fatal(refusal, both.Task.HeldBy())
	}
	if _, again := both.Matters[0].ForwardEach(both.Task, f, []ledger.UnitID{"供电局"}); reasonOf(again) != ledger.ReasonAskedAlready {
		t.Errorf("put to who is asked already: %q", reasonOf(again))
	}
	answered, refusal := both.Matters[0].Answer(both.Task, contactOf(5, "财政局"), now, "已拨付")
	if refusal != nil || len(answered.Task.Waiting) != 1 || !slices.Equal(answered.Task.Waiting[0].Answered, []ledger.UnitID{"财政局"}) ||
		!slices.Equal(answered.Task.StillAsked(answered.Matter), []ledger.UnitID{"供电局"}) {
		t.Fatalf("one has answered: %v, %+v", refusal, answered.Task.Waiting)
	}
	last, refusal := both.Matters[1].Answer(answered.Task, contactOf(6, "供电局"), now, "已送电")
	if refusal != nil || len(last.Task.Waiting) != 0 {
		t.Errorf("both have answered: %v, %+v", refusal, last.Task.Waiting)
	}
	by := contactOf(1, "住建局")
	ended := mustTake(t, both.Task, ledger.Reporting{By: by, At: now, Percent: 40, Matters: both.Matters})
	if len(ended.Task.Waiting) != 0 || len(ended.Matters) != 2 {
		t.Errorf("its unit went on: %+v", ended.Task.Waiting)
	}
	back, refusal := ended.Task.Undo(ended.Report, by, now, ended.Matters...)
	if refusal != nil || len(back.Task.Waiting) != 2 || len(back.Matters) != 2 || back.Report.Voided != "" || back.Report.VoidedToo != nil {
		t.Errorf("withdrawn: %v, %+v", refusal, back.Task.Waiting)
	}
}

// TestForwardEachPutBack holds that a difficulty which waits again, since the report that had ended it
// was withdrawn, waits as it did: also of who had answered.
func TestForwardEachPutBack(t *testing.T) {
	first, m := blocked(t)
	now := at(t, "2025-07-14 11:00:00")
	f := ledger.Forwarding{By: officer(), At: now, Until: ledger.DateOf(now) + 3}
	both, refusal := m.ForwardEach(first.Task, f, []ledger.UnitID{"财政局", "供电局"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	answered, refusal := both.Matters[0].Answer(both.Task, contactOf(5, "财政局"), now, "已拨付")
	if refusal != nil {
		t.Fatal(refusal)
	}
	by := contactOf(1, "住建局")
	ended := mustTake(t, answered.Task, ledger.Reporting{By: by, At: now, Percent: 40, Matters: both.Matters[1:]})
	back, refusal := ended.Task.Undo(ended.Report, by, now, ended.Matters...)
	if refusal != nil || !slices.EqualFunc(back.Task.Waiting, answered.Task.Waiting, func(a, b ledger.Waiting) bool {
		return a.Matter == b.Matter && a.Desk == b.Desk && a.Since == b.Since && a.Of == b.Of && slices.Equal(a.Answered, b.Answered)
	}) {
		t.Errorf("withdrawn: %v, waiting %+v, want %+v", refusal, back.Task.Waiting, answered.Task.Waiting)
	}
	if len(back.Matters) != 1 || back.Matters[0].Answered != nil || back.Matters[0].Verdict != "" {
		t.Errorf("its matter: %+v", back.Matters)
	}
	more, refusal := both.Matters[1].ForwardEach(answered.Task, f, []ledger.UnitID{"供电局", "水务局"})
	if refusal != nil || len(more.Task.Waiting) != 2 || !slices.Equal(more.Task.Waiting[1].Answered, []ledger.UnitID{"财政局"}) {
		t.Errorf("put to one more: %v, %+v", refusal, more.Task.Waiting)
	}
}

// TestAnswerAll holds that all difficulties that wait are answered with one word, or none is.
func TestAnswerAll(t *testing.T) {
	first, m := blocked(t)
	now := at(t, "2025-07-14 11:00:00")
	f := ledger.Forwarding{By: officer(), At: now, Until: ledger.DateOf(now) + 3}
	both, refusal := m.ForwardEach(first.Task, f, []ledger.UnitID{"财政局", "供电局"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	for name, test := range map[string]struct {
		by    ledger.Person
		words string
		want  ledger.Reason
	}{
		"the office":           {officer(), "都协调好了", ""},
		"without words":        {officer(), " ", ledger.ReasonNoAnswer},
		"a unit for another":   {contactOf(5, "财政局"), "已拨付", ledger.ReasonNoMatter},
		"what may not be kept": {officer(), "机密★", ledger.ReasonSecret},
	} {
		done, refusal := both.Task.AnswerAll(both.Matters, test.by, now, test.words)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil && len(done.Matters)+len(done.Entries) > 0 {
			t.Errorf("%s: half of it was done: %+v", name, done)
		}
		if refusal == nil && (len(done.Matters) != 2 || len(done.Entries) != 2 || len(done.Task.Waiting) != 0) {
			t.Errorf("%s: %+v", name, done)
		}
	}
}

// TestForwardEachMerged holds that a unit which comes to stand for two of those that are asked is
// asked once, and that nobody reads of a unit that is no more.
func TestForwardEachMerged(t *testing.T) {
	first, m := blocked(t)
	now := at(t, "2025-07-14 11:00:00")
	f := ledger.Forwarding{By: officer(), At: now, Until: ledger.DateOf(now) + 3}
	all, refusal := m.ForwardEach(first.Task, f, []ledger.UnitID{"财政局", "供电局", "水务局"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	moved := all.Task.MoveUnit(merging(t, "财政局", "供电局"), all.Matters, nil)
	if got := moved.Task.HeldBy(); !slices.Equal(got, []ledger.UnitID{"供电局", "水务局"}) || len(moved.Task.Waiting) != 2 {
		t.Errorf("asked: %v, waiting %+v", got, moved.Task.Waiting)
	}
	with := map[ledger.UnitID][]ledger.UnitID{}
	for _, is := range moved.Matters {
		if unit, _ := is.Desk.Unit(); is.Verdict == "" {
			with[unit] = is.Forwards[0].With
		}
	}
	if !slices.Equal(with["供电局"], []ledger.UnitID{"水务局"}) || !slices.Equal(with["水务局"], []ledger.UnitID{"供电局"}) {
		t.Errorf("asked with them: %v", with)
	}
	elsewhere := all.Task.MoveUnit(merging(t, "财政局", "审计局"), all.Matters, nil)
	if got := elsewhere.Task.HeldBy(); !slices.Equal(got, []ledger.UnitID{"审计局", "供电局", "水务局"}) {
		t.Errorf("merged into another: %v", got)
	}
}
