package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// blocked is drainTask after its unit reported a difficulty.
func blocked(t *testing.T) (ledger.Reported, ledger.Matter) {
	t.Helper()
	done := mustTake(t, drainTask(), ledger.Reporting{
		By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "需财政局拨款",
		AnswerBy: ledger.NewDate(2025, 7, 17), Needs: "财政局",
	})
	if len(done.Matters) != 1 {
		t.Fatalf("matters %+v, want one", done.Matters)
	}
	return done, done.Matters[0]
}

func waitsFor(t ledger.Task) bool {
	_, ok := t.Waits(ledger.MatterDifficulty)
	return ok
}

// TestDifficultyFollows holds that the matter is there exactly while the report in force
// is a difficulty, whatever is reported, withdrawn or amended.
func TestDifficultyFollows(t *testing.T) {
	first, m := blocked(t)
	if m.Desk != ledger.DeskOffice || m.Needs != "财政局" || m.AnswerBy != ledger.NewDate(2025, 7, 17) || first.Report.Opened != m.ID {
		t.Errorf("matter %+v, report %+v", m, first.Report)
	}
	by, now := contactOf(1, "住建局"), at(t, "2025-07-14 10:05:00")
	undone, refusal := first.Task.Undo(first.Report, by, now, m)
	if refusal != nil || waitsFor(undone.Task) || undone.Matters[0].Verdict != ledger.VerdictVoid {
		t.Errorf("withdrawn: %v, waiting %v, matters %+v", refusal, undone.Task.Waiting, undone.Matters)
	}
	again := mustTake(t, first.Task, ledger.Reporting{By: by, At: now, Percent: ledger.NoPercent, Blocked: true, Text: "还需供电局", Matters: []ledger.Matter{m}})
	if len(again.Matters) != 1 || again.Matters[0].ID != m.ID || again.Matters[0].Text != "需财政局拨款；还需供电局" {
		t.Errorf("a second difficulty: matters %+v", again.Matters)
	}
	same := mustTake(t, first.Task, ledger.Reporting{By: by, At: now, Percent: ledger.NoPercent, NoChange: true, Matters: []ledger.Matter{m}})
	if len(same.Matters) != 0 || !waitsFor(same.Task) {
		t.Errorf("无变化: matters %+v, waiting %v", same.Matters, same.Task.Waiting)
	}
	moved := mustTake(t, first.Task, ledger.Reporting{By: by, At: now, Percent: 40, Matters: []ledger.Matter{m}})
	if waitsFor(moved.Task) || moved.Report.Voided != m.ID || moved.Matters[0].Verdict != ledger.VerdictVoid {
		t.Fatalf("progress: waiting %v, matters %+v", moved.Task.Waiting, moved.Matters)
	}
	back, refusal := moved.Task.Undo(moved.Report, by, now, moved.Matters...)
	if refusal != nil || !waitsFor(back.Task) || back.Matters[0].Verdict != "" || back.Task.State != ledger.StateBlocked {
		t.Errorf("progress withdrawn: %v, %s, matters %+v", refusal, back.Task.State, back.Matters)
	}
	amended, refusal := first.Task.Amend(first.Report, ledger.Reporting{By: by, At: now, Percent: 40, Matters: []ledger.Matter{m}})
	if refusal != nil || waitsFor(amended.Task) || amended.Report.Opened != "" {
		t.Errorf("amended to progress: %v, waiting %v, report %+v", refusal, amended.Task.Waiting, amended.Report)
	}
	reworded, refusal := first.Task.Amend(first.Report, ledger.Reporting{By: by, At: now, Percent: ledger.NoPercent, Blocked: true, Text: "需财政局拨50万元", Matters: []ledger.Matter{m}})
	if refusal != nil || len(reworded.Matters) != 1 || reworded.Matters[0].Text != "需财政局拨50万元" {
		t.Errorf("reworded: %v, matters %+v", refusal, reworded.Matters)
	}
}

func TestForwardAndAnswer(t *testing.T) {
	done, m := blocked(t)
	now := at(t, "2025-07-14 11:00:00")
	today := ledger.DateOf(now)
	good := ledger.Forwarding{By: officer(), At: now, To: "财政局", Until: today + 3}
	for name, test := range map[string]struct {
		change func(*ledger.Forwarding)
		want   ledger.Reason
	}{
		"nothing is wrong":   {func(*ledger.Forwarding) {}, ""},
		"today":              {func(f *ledger.Forwarding) { f.Until = today }, ""},
		"yesterday":          {func(f *ledger.Forwarding) { f.Until = today - 1 }, ledger.ReasonForwardPast},
		"to whoever asks":    {func(f *ledger.Forwarding) { f.To = "住建局" }, ledger.ReasonForwardOwn},
		"to a co-unit":       {func(f *ledger.Forwarding) { f.To = "水务局" }, ""},
		"by the unit itself": {func(f *ledger.Forwarding) { f.By = contactOf(1, "住建局") }, ledger.ReasonNoRight},
		"a secret":           {func(f *ledger.Forwarding) { f.Words = "机密★" }, ledger.ReasonSecret},
	} {
		f := good
		test.change(&f)
		if _, refusal := m.Forward(done.Task, f); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	sent, refusal := m.Forward(done.Task, good)
	if refusal != nil {
		t.Fatal(refusal)
	}
	asked := contactOf(5, "财政局")
	if !sent.Task.Asks("财政局") || done.Task.Asks("财政局") {
		t.Error("who is asked does not stand in the task that came back, or stands in the one that was given")
	}
	if refusal := ledger.MayTask(asked, ledger.ActionAnswer, sent.Task, today); refusal != nil {
		t.Errorf("whoever is asked may not answer: %v", refusal)
	}
	if refusal := ledger.MayTask(asked, ledger.ActionShow, sent.Task, today); reasonOf(refusal) != ledger.ReasonNoTask {
		t.Errorf("whoever is asked may see the task: %q", reasonOf(refusal))
	}
	for name, test := range map[string]struct {
		by    ledger.Person
		words string
		want  ledger.Reason
	}{
		"whoever is asked":        {asked, "已拨付", ""},
		"the office all the same": {officer(), "已拨付", ""},
		"another unit":            {contactOf(6, "城管局"), "已拨付", ledger.ReasonNoMatter},
		"without words":           {asked, " ", ledger.ReasonNoAnswer},
		"收到 solves nothing":       {asked, "收到", ledger.ReasonNoAnswer},
		"a secret":                {asked, "机密★", ledger.ReasonSecret},
		"a leader":                {holder(ledger.RoleLeader, 0, 0), "已拨付", ledger.ReasonNoRight},
	} {
		answered, refusal := sent.Matter.Answer(sent.Task, test.by, now, test.words)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal == nil && (waitsFor(answered.Task) || answered.Matter.Verdict != ledger.VerdictAnswered || answered.Task.State != ledger.StateBlocked) {
			t.Errorf("%s: %s, %+v", name, answered.Task.State, answered.Matter)
		}
	}
	for _, verdict := range []ledger.Verdict{ledger.VerdictApproved, ledger.VerdictRefused} {
		if _, refusal := m.Decide(done.Task, ledger.Deciding{By: officer(), At: now, Verdict: verdict, Words: "不行"}); reasonOf(refusal) != ledger.ReasonAnswerIt {
			t.Errorf("%s: refused for %q", verdict, reasonOf(refusal))
		}
	}
	if _, refusal := m.Decide(done.Task, ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictReturned, Words: "请写明金额"}); refusal != nil {
		t.Errorf("退回: refused for %q", refusal.Reason)
	}
}

// TestRequestTells holds on which days a unit is told of what it is to answer.
func TestRequestTells(t *testing.T) {
	by := ledger.NewDate(2025, 7, 31)
	m := ledger.Matter{ID: "2025-017/m1", Desk: ledger.DeskUnit("财政局"), AnswerBy: by}
	var got []string
	for day := ledger.NewDate(2025, 7, 14); day <= by+15; day++ {
		if why, ok := m.Tell(day, day); ok {
			got = append(got, day.String()[5:]+" "+string(why.Reason))
			m = m.TellDone(day)
		}
	}
	want := []string{
		"07-14 asked", "07-21 asked", "07-28 asked", "07-30 asked", "07-31 asked",
		"08-01 blocking", "08-03 blocking", "08-07 blocking", "08-14 blocking",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestMentioned(t *testing.T) {
	d, _ := ledger.NewDirectory([]ledger.Unit{{ID: "财政局", Full: "乐昌市财政局"}, {ID: "住建局"}, {ID: "供电局", Aliases: []string{"供电"}}})
	for words, want := range map[string][]ledger.UnitID{
		"等待设备到货，需财政局拨款":   {"财政局"},
		"需乐昌市财政局、供电局一起研究": {"财政局", "供电局"},
		"停电，请供电部门协调":      {"供电局"},
		"连续降雨":            nil,
		"":                nil,
		"需 财 政 局 拨款，住建局已催两次": {"财政局", "住建局"},
	} {
		if diff := cmp.Diff(want, d.Mentioned(words)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", words, diff)
		}
	}
}

// TestUnchanged holds that three days of 无变化 in a row are counted, and nothing else.
func TestUnchanged(t *testing.T) {
	task := drainTask()
	say := func(when string, r ledger.Reporting) ledger.Reported {
		r.By, r.At = contactOf(1, "住建局"), at(t, when)
		done := mustTake(t, task, r)
		task = done.Task
		return done
	}
	still := ledger.Range{Mark: ledger.MarkOf(ledger.MarkStill, ledger.ScopeOffice), Max: ledger.NoLimit}
	same := ledger.Reporting{Percent: ledger.NoPercent, NoChange: true}
	say("2025-07-14 10:00:00", same)
	say("2025-07-14 11:00:00", same)
	say("2025-07-21 10:00:00", same)
	if task.Unchanged != 2 || task.Within(still) {
		t.Errorf("counted %d", task.Unchanged)
	}
	last := say("2025-07-28 10:00:00", same)
	if task.Unchanged != 3 || !task.Within(still) {
		t.Errorf("counted %d", task.Unchanged)
	}
	undone, refusal := task.Undo(last.Report, contactOf(1, "住建局"), at(t, "2025-07-28 10:05:00"))
	if refusal != nil || undone.Task.Unchanged != 2 {
		t.Errorf("withdrawn: %v, counted %d", refusal, undone.Task.Unchanged)
	}
	say("2025-08-04 10:00:00", ledger.Reporting{Percent: 40})
	if task.Unchanged != 0 || task.Within(still) {
		t.Errorf("after progress: counted %d", task.Unchanged)
	}
}
