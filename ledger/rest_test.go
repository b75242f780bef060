package ledger_test

import (
	"testing"

	"duban/ledger"
)

// While the task rests nothing waits in vain; when it goes on the days move by the workdays
// that it rested, and for what came meanwhile by the rest of them.
func TestRestAndGoOn(t *testing.T) {
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	day := func(d int) ledger.Date { return ledger.NewDate(2025, 7, d) }
	on := at(t, "2025-07-22 10:00:00")
	task := ledger.Task{
		ID: "2025-001", State: ledger.StateSuspended, Lead: []ledger.UnitID{"住建局"}, Suspension: ledger.Suspension{On: day(15)},
		Waiting: []ledger.Waiting{{Matter: "2025-001/m1", Kind: ledger.MatterDifficulty}},
	}
	m := ledger.Matter{ID: "2025-001/m1", Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit("水务局"), At: at(t, "2025-07-14 10:00:00"), AnswerBy: day(17)}
	n := ledger.Notice{ID: "2025-001/n1", N: 1, State: ledger.NoticeIssued, Units: task.Lead, ReplyBy: day(21), Signed: ledger.Settled{At: at(t, "2025-07-18 10:00:00")}}
	put := task.Rest([]ledger.Matter{m}, []ledger.Notice{n})
	if len(put) != 2 {
		t.Fatalf("%d records rest, want 2", len(put))
	}
	for _, r := range put {
		for _, mark := range r.Marks() {
			if late := ledger.LateRepliesRange(day(30)); mark.Name == late.Mark && mark.Score <= late.Max {
				t.Errorf("%T is late while it rests", r)
			}
			if late := ledger.BlockingRange(day(30)); mark.Name == late.Mark && mark.Score <= late.Max {
				t.Errorf("%T blocks while it rests", r)
			}
		}
	}
	rests := put[0].(ledger.Matter)
	if _, tells := rests.Tell(day(30), day(30)); tells {
		t.Error("the unit that is asked is told while the task rests")
	}
	task.State = ledger.StateBlocked
	done := task.GoOn([]ledger.Matter{rests}, []ledger.Notice{put[1].(ledger.Notice)}, on, calendar)
	if got := done.Matters[0]; got.AnswerBy != day(24) || !got.Rests.IsZero() {
		t.Errorf("the answer is due on %s, want the 24th: 5 workdays later", got.AnswerBy)
	}
	if got := done.Notices[0]; got.ReplyBy != day(23) { // it was signed while the task rested: 18th and 21st
		t.Errorf("the reply is due on %s, want the 23rd: 2 workdays later", got.ReplyBy)
	} else if got.SignedReplyBy() != day(21) {
		t.Errorf("it was signed for %s, want the 21st", got.SignedReplyBy())
	}
	if len(done.Task.Notices) != 1 || done.Task.Notices[0].ReplyBy != day(23) || len(done.Entries) != 1 {
		t.Errorf("the task knows %+v, with %d entries", done.Task.Notices, len(done.Entries))
	}
	m.Verdict = ledger.VerdictAnswered
	if done := task.GoOn([]ledger.Matter{m}, nil, on, calendar); len(done.Put)+len(done.Entries) != 0 {
		t.Errorf("what was answered moved: %+v", done.Put)
	}
}
