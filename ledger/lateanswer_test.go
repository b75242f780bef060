package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestAnswerLate holds that an answer which comes after the question was moved on is kept and
// settles nothing.
func TestAnswerLate(t *testing.T) {
	now := at(t, "2025-07-15 10:00:00")
	moved := ledger.Matter{
		ID: "2025-001/m1", Task: "2025-001", Kind: ledger.MatterDifficulty, Unit: "住建局", Desk: ledger.DeskUnit("水务局"),
		Forwards: []ledger.Forwarded{{To: "农业农村局"}, {To: "水务局"}},
	}
	back := moved
	back.Forwards = []ledger.Forwarded{{To: "农业农村局", Back: "不属我局"}, {To: "水务局"}}
	own, office := moved, moved
	own.Verdict, own.Settled = ledger.VerdictAnswered, ledger.Settled{Unit: "水务局", Words: "7月20日迁完", At: now}
	office.Verdict, office.Settled = ledger.VerdictAnswered, ledger.Settled{Words: "已协调", At: now}
	open, closed := ledger.Task{ID: "2025-001", State: ledger.StateBlocked}, ledger.Task{ID: "2025-001", State: ledger.StateCompleted}
	for name, test := range map[string]struct {
		m     ledger.Matter
		task  ledger.Task
		unit  ledger.UnitID
		words string
		want  ledger.Reason
	}{
		"asked before":       {moved, open, "农业农村局", "用地已腾退", ""},
		"asked now":          {moved, open, "水务局", "已迁改", ledger.ReasonNoMatter},
		"never asked":        {moved, open, "坪石镇", "已办", ledger.ReasonNoMatter},
		"it has answered":    {own, open, "水务局", "改为7月25日迁完", ""},
		"in the same words":  {own, open, "水务局", "7月20日迁完", ledger.ReasonAnswered},
		"it thanks":          {own, open, "水务局", "收到", ledger.ReasonAnswered},
		"the office has":     {office, open, "水务局", "另需停水一天", ""},
		"so had another one": {own, open, "农业农村局", "用地已腾退", ""},
		"it handed it back":  {back, open, "农业农村局", "已办", ledger.ReasonNoMatter},
		"it says nothing":    {moved, open, "农业农村局", "收到", ledger.ReasonMovedOn},
		"the work has ended": {moved, closed, "农业农村局", "已办", ledger.ReasonVoid},
		"what is not kept":   {moved, open, "农业农村局", "机密★", ledger.ReasonSecret},
		"not for its like":   {ledger.Matter{ID: "2025-001/m1", Kind: ledger.MatterSign}, open, "农业农村局", "已办", ledger.ReasonNoMatter},
	} {
		done, refusal := test.m.AnswerLate(test.task, contactOf(1, test.unit), now, test.words)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal == nil && (len(done.Matter.Asides) != 1 || done.Matter.Verdict != test.m.Verdict || done.Matter.Desk != test.m.Desk || len(done.Entries) != 1) {
			t.Errorf("%s: %+v", name, done)
		}
	}
}
