package texts_test

import (
	"testing"
	"time"

	"duban/ledger"
	"duban/texts"
)

func TestCancelTask(t *testing.T) {
	s := &said{t: t}
	at := time.Date(2025, 7, 15, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
	task := drain()
	done := ledger.CancelledTask{Task: task, Units: []ledger.UnitID{"住建局", "水务局"}}
	done.Task.State = ledger.StateCancelled
	done.Task.Cancelled = ledger.Cancelled{At: at, Name: "刘敏", Why: "与2025-003重复。", From: ledger.StateInProgress}
	s.say("请确认", texts.AskCancel(task, ledger.Task{}, done, today))
	s.say("已撤项", texts.CancelledToOffice(done, nil))
	s.say("单位没有人", texts.CancelledToOffice(done, []ledger.UnitID{"水务局"}))
	s.say("告知单位", texts.CancelledToUnit(done, "住建局"))
	s.say("不撤", texts.CancelDropped(task))

	task.Source, task.Superior = "上级督办", ledger.Superior{Number: "韶环督〔2025〕12号", On: today, ReplyBy: today + 20}
	task.Instructions = []ledger.Instruction{{At: at, Name: "张三", Post: "分管城建副市长", Text: "请住建局抓紧。"}}
	done.Task.Parent, done.Units = "2025-002", []ledger.UnitID{"住建局", "水务局", "坪石镇"}
	done.Matters = []ledger.Matter{
		{Kind: ledger.MatterDifficulty, Unit: "住建局", Desk: ledger.DeskUnit("水务局")},
		{Kind: ledger.MatterDifficulty, Unit: "坪石镇", Part: ledger.PartCo, Desk: ledger.DeskOffice},
		{Kind: ledger.MatterReview, Unit: "住建局", Desk: ledger.DeskOffice},
		{Kind: ledger.MatterNoticeReview, Unit: "住建局", Notice: "2025-017/n1", Desk: ledger.DeskOffice},
		{Kind: ledger.MatterSign, Notice: "2025-017/n2", Desk: ledger.DeskOffice},
	}
	done.Notices = []ledger.Notice{{Series: "督办〔{year}〕{n}号", Year: 2025, N: 3, Units: []ledger.UnitID{"住建局"}}}
	s.say("请确认，上级督办、有批示、有在等答复的", texts.AskCancel(task, ledger.Task{}, done, today))
	s.say("随之结束", texts.CancelledToOffice(done, nil))
	for _, unit := range done.Units {
		s.say("告知"+string(unit), texts.CancelledToUnit(done, unit))
	}
	s.say("没有单位知道", texts.AskCancel(task, ledger.Task{}, ledger.CancelledTask{Task: done.Task}, today))
	s.say("查看", texts.Show(done.Task, nil, today))
	moved := done.Task
	moved.Cancelled = ledger.Cancelled{}
	s.say("查看，别处导入的", texts.Show(moved, nil, today))

	refusal := &ledger.Refusal{Reason: ledger.ReasonCancelled, Task: task.ID, Gone: &done.Task.Cancelled}
	for _, command := range []string{
		"canceltask", "reopen", "instruct", "promise", "accept", "plan", "extend", "reply", "approve", "undo", "report",
	} {
		s.say("已撤项的："+command, texts.Refusal(refusal, texts.Example{Command: command, Number: "17"}))
	}
	s.say("还有没办结的分项", texts.Refusal(&ledger.Refusal{Reason: ledger.ReasonCancelParent, Task: "2025-002", Words: "2025-004 九峰镇"}, own))
	s.hold("canceltask")
}
