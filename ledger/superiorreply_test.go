package ledger_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// owing is a completed task of which the superior wants the reply by 2025-07-20, a Sunday.
func owing(t *testing.T) ledger.Task {
	t.Helper()
	return ledger.Task{
		ID: "2025-003", Title: "扬尘整改", State: ledger.StateCompleted, Lead: []ledger.UnitID{"住建局"}, Registered: date(t, "2025-07-10"),
		Superior: ledger.Superior{Number: "韶督〔2025〕5号", On: date(t, "2025-07-08"), ReplyBy: date(t, "2025-07-20")},
	}
}

func TestReplySuperior(t *testing.T) {
	now := at(t, "2025-07-21 10:00:00")
	recorded := func(task ledger.Task) ledger.Task {
		task.Superior.Reply = ledger.SuperiorReply{On: date(t, "2025-07-18"), Number: "乐府函〔2025〕33号", Name: "刘敏", At: now}
		return task
	}
	for name, test := range map[string]struct {
		task ledger.Task
		r    ledger.SuperiorReplying
		want ledger.Reason
	}{
		"today":                {owing(t), ledger.SuperiorReplying{}, ""},
		"a day":                {owing(t), ledger.SuperiorReplying{On: date(t, "2025-07-18"), Number: "乐府函〔2025〕33号"}, ""},
		"a day to come":        {owing(t), ledger.SuperiorReplying{On: date(t, "2025-07-22")}, ledger.ReasonSuperiorReplyFuture},
		"before the paper":     {owing(t), ledger.SuperiorReplying{On: date(t, "2025-07-07")}, ledger.ReasonSuperiorReplyEarly},
		"no superior's":        {ledger.Task{ID: "2025-001", State: ledger.StateInProgress}, ledger.SuperiorReplying{}, ledger.ReasonNotSuperior},
		"a marking":            {owing(t), ledger.SuperiorReplying{Number: "机密★一年"}, ledger.ReasonSecret},
		"too long":             {owing(t), ledger.SuperiorReplying{Number: strings.Repeat("长", ledger.TextMost+1)}, ledger.ReasonTooLong},
		"the same":             {recorded(owing(t)), ledger.SuperiorReplying{On: date(t, "2025-07-18")}, ledger.ReasonSuperiorReplied},
		"again, without a day": {recorded(owing(t)), ledger.SuperiorReplying{}, ledger.ReasonSuperiorReplied},
		"another day":          {recorded(owing(t)), ledger.SuperiorReplying{On: date(t, "2025-07-17")}, ""},
		"another number":       {recorded(owing(t)), ledger.SuperiorReplying{Number: "乐府函〔2025〕34号"}, ""},
		"a file":               {recorded(owing(t)), ledger.SuperiorReplying{Files: []ledger.File{{Ref: "f1", Name: "复函.pdf"}}}, ""},
	} {
		test.r.By, test.r.At = officer(), now
		done, refusal := test.task.ReplySuperior(test.r)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal == nil && (done.Task.Superior.Owes() || len(done.Entries) != 1 || done.Task.State != test.task.State) {
			t.Errorf("%s: %+v", name, done)
		}
	}
	if _, refusal := owing(t).ReplySuperior(ledger.SuperiorReplying{By: contactOf(1, "住建局"), At: now}); reasonOf(refusal) != ledger.ReasonNoRight {
		t.Errorf("a unit records it: %v", refusal)
	}
}

// TestSuperiorCorrected: what is said again corrects what stands, keeps what is not said again, and
// the entry has both.
func TestSuperiorCorrected(t *testing.T) {
	first, _ := owing(t).ReplySuperior(ledger.SuperiorReplying{
		By: officer(), At: at(t, "2025-07-21 10:00:00"), Number: "乐府函〔2025〕33号", Files: []ledger.File{{Ref: "f1", Name: "复函.pdf", SHA256: "ab"}},
	})
	second, refusal := first.Task.ReplySuperior(ledger.SuperiorReplying{By: officer(), At: at(t, "2025-07-21 10:05:00"), On: date(t, "2025-07-18"), Files: []ledger.File{{Ref: "f1"}}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	reply := second.Task.Superior.Reply
	if reply.Number != "乐府函〔2025〕33号" || len(reply.Files) != 1 || reply.On != date(t, "2025-07-18") {
		t.Errorf("it is %+v", reply)
	}
	if diff := cmp.Diff([]ledger.FieldDiff{{Name: "number", After: "韶督〔2025〕5号"}, {Name: "replied_on", Before: "2025-07-21", After: "2025-07-18"}}, second.Entries[0].Fields); diff != "" {
		t.Errorf("the entry (-want +got):\n%s", diff)
	}
	if first.Task.Superior.Late(date(t, "2025-08-01")) != 1 || second.Task.Superior.Late(date(t, "2025-08-01")) != 0 {
		t.Error("late by the day of the reply, not by the day of the question")
	}
}

func TestUnreplySuperior(t *testing.T) {
	done, _ := owing(t).ReplySuperior(ledger.SuperiorReplying{By: officer(), At: at(t, "2025-07-21 10:00:00")})
	for name, test := range map[string]struct {
		task  ledger.Task
		after time.Duration
		why   string
		want  ledger.Reason
	}{
		"nothing recorded":       {owing(t), 0, "", ledger.ReasonSuperiorUnreplied},
		"within ten minutes":     {done.Task, ledger.UndoWithin, "", ""},
		"later":                  {done.Task, ledger.UndoWithin + time.Second, "", ledger.ReasonSuperiorUndoWhy},
		"later, with the reason": {done.Task, 24 * time.Hour, "记错了任务", ""},
	} {
		back, refusal := test.task.UnreplySuperior(officer(), at(t, "2025-07-21 10:00:00").Add(test.after), test.why)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal == nil && !back.Task.Superior.Owes() {
			t.Errorf("%s: %+v", name, back.Task.Superior)
		}
	}
}

// TestSuperiorLists: completed and closed work stays in the list until the reply is recorded, and
// what is late is so in figures and lists alike.
func TestSuperiorLists(t *testing.T) {
	task := owing(t)
	for _, state := range []ledger.State{ledger.StateAssigned, ledger.StateCompleted, ledger.StateClosed} {
		task.State = state
		owes, late := task.Within(ledger.SuperiorRange(ledger.ScopeOffice)), task.Within(ledger.SuperiorLateRange(ledger.ScopeOffice, date(t, "2025-07-21")))
		if !owes || !late || task.Within(ledger.SuperiorLateRange(ledger.ScopeOffice, date(t, "2025-07-20"))) {
			t.Errorf("%s: in the list %v, late %v", state, owes, late)
		}
	}
	task.Superior.Reply.On = date(t, "2025-07-18")
	if task.Within(ledger.SuperiorRange(ledger.ScopeOffice)) || !task.Within(ledger.SuperiorsRange(ledger.ScopeOffice)) {
		t.Error("what was replied to is in the list of all alone")
	}
	task.Superior.Reply, task.State = ledger.SuperiorReply{}, ledger.StateCancelled
	if task.Within(ledger.SuperiorRange(ledger.ScopeOffice)) || task.Within(ledger.SuperiorsRange(ledger.ScopeOffice)) {
		t.Error("a cancelled task is in a list")
	}
}

// TestSuperiorReminds: T-3, the last workday before, the day, and while it is over; days off are
// told of before them.
func TestSuperiorReminds(t *testing.T) {
	cal := calendar(t)
	for _, test := range []struct{ by, told string }{
		{"2025-07-18", "2025-07-15 2025-07-17 2025-07-18 2025-07-21 2025-07-22"},            // Friday
		{"2025-07-20", "2025-07-17 2025-07-18 2025-07-21 2025-07-22"},                       // Sunday
		{"2025-07-21", "2025-07-18 2025-07-21 2025-07-22"},                                  // Monday
		{"2025-07-22", "2025-07-18 2025-07-21 2025-07-22"},                                  // T-3 is a Saturday
		{"2025-07-17", "2025-07-14 2025-07-16 2025-07-17 2025-07-18 2025-07-21 2025-07-22"}, // Thursday
	} {
		task := owing(t)
		task.Superior.ReplyBy = date(t, test.by)
		var told []string
		for day := date(t, "2025-07-11"); day <= date(t, "2025-07-22"); day++ {
			works, _ := cal.Works(day)
			if horizon := cal.Horizon(day); works && task.Superior.Reminds(day, horizon) {
				told = append(told, day.String())
				if !task.Within(ledger.SuperiorNearRange(horizon)) {
					t.Errorf("by %s, on %s: it is reminded of and not found", test.by, day)
				}
			}
		}
		if got := strings.Join(told, " "); got != test.told {
			t.Errorf("by %s: told on %s, want %s", test.by, got, test.told)
		}
	}
}

func TestReadSuperiorReply(t *testing.T) {
	day := superiorReader(t).Day
	three, none := ledger.TaskNumber{N: 3}, ledger.TaskNumber{}
	on := date(t, "2025-07-15")
	for words, want := range map[string]ledger.SuperiorReplyWords{
		"已回复 3 7月15日 乐府函〔2025〕33号":   {Task: three, On: on, Papers: []string{"乐府函〔2025〕33号"}},
		"已回复3，7月15日，文号：乐府函[2025]33号": {Task: three, On: on, Papers: []string{"乐府函〔2025〕33号"}},
		"3 已答复 乐府函〔2025〕33号 7月15日回复": {Task: three, On: on, Papers: []string{"乐府函〔2025〕33号"}},
		"回复 3": {Task: three},
		"已报送":  {Task: none},
		"已回复韶督〔2025〕5号 7月15日":        {On: on, Papers: []string{"韶督〔2025〕5号"}},
		"回复 韶督〔2025〕5号 乐府函〔2025〕33号": {Papers: []string{"韶督〔2025〕5号", "乐府函〔2025〕33号"}},
		"已回复 3 已寄出":                  {Task: three, Unknown: "已寄出"},
		"撤销回复 3 记错了":                 {Task: three, Undo: true, Why: "记错了"},
		"韶督〔2025〕5号 已回复":             {Papers: []string{"韶督〔2025〕5号"}},
		"韶督〔2025〕5号 撤销回复 记错了":        {Papers: []string{"韶督〔2025〕5号"}, Undo: true, Why: "记错了"},
		"韶督〔2025〕5号已回复":              {Papers: []string{"韶督〔2025〕5号"}},
		"韶督[2025]5号已于7月15日回复":        {Papers: []string{"韶督〔2025〕5号"}, On: on},
		"3已回复 7月15日":                 {Task: three, On: on},
		"撤销回复3写错了":                   {Task: three, Undo: true, Why: "写错了"},
		"撤销回复 3记错了":                  {Task: three, Undo: true, Why: "记错了"},
		"3 撤销":                       {Task: three, Undo: true},
	} {
		got, ok := ledger.ReadSuperiorReply(words, day, false)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s: %v (-want +got):\n%s", words, ok, diff)
		}
	}
	for _, words := range []string{
		"", "韶督〔2025〕5号 8月15日前回复 住建局 扬尘", "回复期限：8月15日；韶督〔2025〕5号；住建局；扬尘", "回复 韶督〔2025〕5号 8月15日前 住建局 扬尘",
		"报送 8月15日前 韶督〔2025〕5号 住建局 扬尘整治", "3",
	} {
		if got, ok := ledger.ReadSuperiorReply(words, day, false); ok {
			t.Errorf("%s is taken for the record of a reply: %+v", words, got)
		}
	}
	for words, want := range map[string]bool{"7月15日": true, "乐府函〔2025〕33号": true, "撤销": true, "谢谢": false, "办结 3": false} {
		if _, ok := ledger.ReadSuperiorReply(words, day, true); ok != want {
			t.Errorf("%s in reply to a record: %v, want %v", words, ok, want)
		}
	}
}
