package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestTitleKey holds which titles speak of the same.
func TestTitleKey(t *testing.T) {
	for _, pair := range []struct {
		one, other string
		same       bool
	}{
		{"整治坪石镇秸秆焚烧问题", "坪石镇秸秆焚烧整治", true},
		{"城区截污提升工程", "完成城区截污提升工程。", true},
		{"坪石镇秸秆焚烧整治", "九峰镇秸秆焚烧整治", false},
		{"整治工作", "治理工作", false}, // nothing but the frame
		{"扬尘治理", "扬尘整治", false}, // what is left is too little to tell
		{"河道保洁A段", "河道保洁a段", true},
	} {
		if got := ledger.TitleMark(pair.one) == ledger.TitleMark(pair.other); got != pair.same {
			t.Errorf("%s and %s: the same is %v, want %v", pair.one, pair.other, got, pair.same)
		}
	}
}

func TestReadRepeat(t *testing.T) {
	for words, want := range map[string]ledger.TaskNumber{
		"反弹 3":             {N: 3},
		"反弹3":              {N: 3},
		"反复出现：2025-003":    {Code: "2025-003"},
		"重复出现 〔2025-003〕。": {Code: "2025-003"},
		"反弹":               {},
		"反弹了":              {},
		"3 反弹":             {},
		"反弹 3 又堆了":         {},
	} {
		if got, _ := ledger.ReadRepeat(words); got != want {
			t.Errorf("%q: %+v, want %+v", words, got, want)
		}
	}
}

// TestTakeRepeat holds that a link is taken out of other words only where it stands by itself.
func TestTakeRepeat(t *testing.T) {
	for words, want := range map[string]struct {
		number ledger.TaskNumber
		rest   string
	}{
		"河道四乱；反弹 7":              {ledger.TaskNumber{N: 7}, "河道四乱；"},
		"反弹 2025-007":            {ledger.TaskNumber{Code: "2025-007"}, "；"},
		"反弹 7；8月30日前回复 水务局":      {ledger.TaskNumber{N: 7}, "；8月30日前回复 水务局"},
		"秸秆焚烧 反弹 3起，请整改":         {ledger.TaskNumber{}, "秸秆焚烧 反弹 3起，请整改"},
		"秸秆焚烧反弹 3":               {ledger.TaskNumber{}, "秸秆焚烧反弹 3"},
		"水务局 河道 重复出现：〔2025-007〕": {ledger.TaskNumber{Code: "2025-007"}, "水务局 河道；"},
	} {
		number, rest := ledger.TakeRepeat(words)
		if number != want.number || rest != want.rest {
			t.Errorf("%q: %+v and %q, want %+v and %q", words, number, rest, want.number, want.rest)
		}
	}
}

// TestRepeats holds that only what ended comes back, that both tasks keep the link, and that the
// new one is counted where reopenings are.
func TestRepeats(t *testing.T) {
	for state, want := range map[ledger.State]ledger.Reason{
		ledger.StateClosed: "", ledger.StateCompleted: "", ledger.StateInProgress: ledger.ReasonRepeatOpen,
		ledger.StateSuspended: ledger.ReasonRepeatOpen, ledger.StateCancelled: ledger.ReasonRepeatOpen,
	} {
		old := drainTask()
		old.State = state
		fresh := drainTask()
		fresh.ID = "2025-018"
		linked, refusal := fresh.Repeats(old)
		if reasonOf(refusal) != want {
			t.Errorf("%s: refused for %q, want %q", state, reasonOf(refusal), want)
		}
		if refusal == nil && (linked.RepeatOf != old.ID || !linked.Within(ledger.AllRange(ledger.MarkOf(ledger.MarkRelapsed, ledger.ScopeOffice)))) {
			t.Errorf("%s: %+v", state, linked)
		}
	}
	ended, closed, linked := drainTask(), drainTask(), drainTask()
	ended.ID, ended.State, closed.State, linked.RepeatOf = "2025-003", ledger.StateCompleted, ledger.StateClosed, "2025-004"
	for name, test := range map[string]struct {
		t, old ledger.Task
		by     ledger.Person
		want   ledger.Reason
	}{
		"said later":     {drainTask(), ended, officer(), ""},
		"by a unit":      {drainTask(), ended, contactOf(1, "住建局"), ledger.ReasonNoRight},
		"after it ended": {closed, ended, officer(), ledger.ReasonClosed},
		"of what runs":   {drainTask(), drainTask(), officer(), ledger.ReasonRepeatOpen},
		"of two":         {linked, ended, officer(), ledger.ReasonRepeatKnown},
	} {
		done, refusal := test.t.RepeatsSince(test.old, test.by, at(t, "2025-07-14 10:00:00"))
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		olds, _ := ledger.Change{Entries: done.Entries}.Returns()
		if refusal == nil && (done.Task.RepeatOf != test.old.ID || len(olds) != 1) {
			t.Errorf("%s: %+v", name, done)
		}
	}
	kept := drainTask().RepeatedBy("2025-018", officer(), at(t, "2025-07-14 10:00:00"))
	if len(kept.Task.RepeatedAs) != 1 || len(kept.Entries) != 1 || len(drainTask().RepeatedAs) != 0 {
		t.Errorf("%+v", kept)
	}
}
