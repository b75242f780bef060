package texts_test

import (
	"fmt"
	"testing"

	"duban/ledger"
	"duban/texts"
)

// closing is a completed task that stands at a step of the longest procedure.
func closing(step int, change func(*ledger.Task)) ledger.Task {
	t := drain()
	t.State, t.Completed, t.Percent, t.Leader = ledger.StateCompleted, today-9, 100, "分管城建副市长"
	t.Closeout = ledger.Closeout{
		Steps: ledger.DefaultPolicy().Procedures[0].Steps, At: step, Unit: "水务局", Applied: today - 3, Times: 1,
		Passed: []ledger.Passed{{Step: ledger.StepSelfCheck, On: today - 3, By: "孙局", Verdict: ledger.VerdictApproved, Files: make([]ledger.File, 2)}},
	}
	if change != nil {
		change(&t)
	}
	return t
}

func waitsAt(kind ledger.MatterKind, desk ledger.Desk) func(*ledger.Task) {
	return func(t *ledger.Task) {
		t.Waiting = []ledger.Waiting{{Matter: "2025-017/m1", Kind: kind, Desk: desk}}
		if kind == ledger.MatterObjection {
			t.Closeout.Until = today + 3
		}
	}
}

// ready are the lines of a digest that only nudge: one that was never applied for, and one
// that came back.
func ready() []texts.DigestLine {
	never, back := closing(0, nil), closing(0, nil)
	never.Closeout, back.Closeout.Returned = ledger.Closeout{}, today-7
	return []texts.DigestLine{
		{Task: never, Why: []ledger.Telling{{Reason: ledger.OccasionReady, On: today - 9}}},
		{Task: back, Why: []ledger.Telling{{Reason: ledger.OccasionReady, On: today - 7}}},
	}
}

func TestCloseout(t *testing.T) {
	s := &said{t: t}
	matter := func(kind ledger.MatterKind, step ledger.StepName) ledger.Matter {
		return ledger.Matter{
			ID: "2025-017/m1", Kind: kind, Task: "2025-017", Title: drain().Title, Unit: "水务局", Step: step,
			Text: "沟渠已清", Files: make([]ledger.File, 1), AnswerBy: today + 3,
		}
	}
	for i, step := range ledger.Steps() {
		m := matter(ledger.MatterStep, step)
		s.say("请"+string(step), texts.Asked(m, today)+"\n"+labels(texts.QueueButtons([]ledger.Matter{m})))
		if n := len(closing(0, nil).Closeout.Steps); i < n {
			s.say(fmt.Sprintf("站在第%d步", i+1), texts.CloseoutStand(closing(i, waitsAt(ledger.MatterStep, ledger.DeskUnit("坪石镇"))), today))
		}
	}
	instead := matter(ledger.MatterStep, ledger.StepLeaderSign)
	instead.Instead = ledger.DeskLeader("分管城建副市长")
	s.say("没有登记分管领导", texts.Asked(instead, today))
	review, objection := matter(ledger.MatterReview, ""), matter(ledger.MatterObjection, "")
	s.say("待办三种", texts.Queue([]ledger.Matter{review, objection, matter(ledger.MatterStep, ledger.StepOffice)}, 3, today))
	s.say("审核的按钮", labels(texts.QueueButtons([]ledger.Matter{review, objection})))
	s.say("问不成立的理由", texts.AskReason(objection, ledger.VerdictRefused))
	s.say("问文号", texts.AskNumber(matter(ledger.MatterStep, ledger.StepSuperior)))

	applied := closing(1, waitsAt(ledger.MatterStep, ledger.DeskOffice))
	s.say("已申请", texts.CloseoutApplied(applied))
	applied.Closeout.Files = []ledger.File{{Name: "影像.mp4", Size: 25 << 20}}
	s.say("已申请，文件太大", texts.CloseoutApplied(applied))
	applied.Closeout.Applied = today - 3
	s.say("一把手申请", texts.CloseoutApplied(applied))
	s.say("公示中", texts.CloseoutStand(closing(3, func(t *ledger.Task) { t.Closeout.Until = today + 5 }), today))
	s.say("公示中有异议", texts.CloseoutStand(closing(3, waitsAt(ledger.MatterObjection, ledger.DeskOffice)), today))
	back := closing(0, func(t *ledger.Task) {
		t.Closeout.Returned, t.Closeout.Why = today, "材料不全"
		t.Closeout.Passed = append(t.Closeout.Passed, ledger.Passed{Step: ledger.StepAccept, On: today, By: "周科", Verdict: ledger.VerdictReturned, Words: "材料不全"})
	})
	s.say("退回以后", texts.CloseoutStand(back, today))
	s.say("退回告知单位", texts.CloseoutReturned(back))
	struck := closing(7, func(t *ledger.Task) { t.State, t.Closed = ledger.StateClosed, today })
	s.say("销号告知单位", texts.Closed(struck))
	s.say("异议已登记", texts.Objected(objection, closing(3, waitsAt(ledger.MatterObjection, ledger.DeskOffice))))
	s.say("异议不成立，公示期已满", texts.ObjectionDecided(objection, closing(3, func(t *ledger.Task) { t.Closeout.Until = today - 1 }), today))
	s.hold("closeout")
}

func TestReopened(t *testing.T) {
	s := &said{t: t}
	taken := drain()
	taken.Reopened = []ledger.Reopening{{On: today, Why: "点错了。", Completed: today - 1}}
	s.say("收回办结，告知单位", texts.ReopenedToUnit(taken, "点错了。", today))
	s.say("收回办结，告知办公室", texts.ReopenedToOffice(taken, today, true))
	relapsed := drain()
	relapsed.Reopened = []ledger.Reopening{{On: today, Why: "又有直排", Relapse: true, Completed: today - 99, Closed: today - 90}}
	relapsed.Rechecks = []ledger.Recheck{{On: today - 1, By: "陈科", Good: true}, {On: today, By: "陈科", Words: "又有直排", Files: make([]ledger.File, 1)}}
	s.say("反弹，告知单位", texts.ReopenedToUnit(relapsed, "又有直排", today))
	s.say("反弹，有单位没通知到", texts.ReopenedToOffice(relapsed, today, false))
	s.say("查看", texts.Show(relapsed, nil, today))
	closed := drain()
	closed.State, closed.Closed, closed.Rechecks = ledger.StateClosed, today-90, []ledger.Recheck{{On: today, Good: true}}
	s.say("回头看合格", texts.Rechecked(closed))
	closed.Closed = ledger.Date(0)
	s.say("回头看完了", texts.Rechecked(closed))
	s.hold("reopened")
}
