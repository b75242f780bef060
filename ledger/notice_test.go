package ledger_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func levelOf(t *testing.T, code string) ledger.Level {
	t.Helper()
	level, ok := ledger.DefaultPolicy().LevelOf(code)
	if !ok {
		t.Fatalf("the shipped ladder has no level %q", code)
	}
	return level
}

func drafting(t *testing.T, code string) ledger.Drafting {
	t.Helper()
	return ledger.Drafting{
		By: officer(), At: at(t, "2025-07-14 10:00:00"), Level: levelOf(t, code), Series: ledger.DefaultPolicy().Series(),
		Requirement: "请于月底前完工", Desk: ledger.DeskOffice, AnswerBy: ledger.NewDate(2025, 7, 16),
	}
}

// issued is a notice on drainTask that was drafted and signed.
func issued(t *testing.T, code string, counter ledger.Counter) (ledger.Noted, ledger.Counter) {
	t.Helper()
	noted, refusal := drainTask().DraftNotice(drafting(t, code))
	if refusal != nil {
		t.Fatal(refusal)
	}
	return sign(t, noted, ledger.VerdictApproved, counter)
}

func sign(t *testing.T, noted ledger.Noted, verdict ledger.Verdict, counter ledger.Counter) (ledger.Noted, ledger.Counter) {
	t.Helper()
	return noted.Notice.Sign(decide(t, noted, officer(), verdict), counter, ledger.NewDate(2025, 7, 21))
}

func decide(t *testing.T, noted ledger.Noted, by ledger.Person, verdict ledger.Verdict) ledger.Decided {
	t.Helper()
	deciding := ledger.Deciding{By: by, At: at(t, "2025-07-15 10:00:00"), Verdict: verdict}
	if verdict != ledger.VerdictApproved {
		deciding.Words = "请改一改"
	}
	decided, refusal := noted.Matter.Decide(noted.Task, deciding)
	if refusal != nil {
		t.Fatal(refusal)
	}
	return decided
}

func TestDraftNoticeRefuses(t *testing.T) {
	waiting, refusal := drainTask().DraftNotice(drafting(t, "yellow"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	for name, test := range map[string]struct {
		task   func(*ledger.Task)
		change func(*ledger.Drafting)
		want   ledger.Reason
	}{
		"a stranger":            {change: func(d *ledger.Drafting) { d.By = ledger.Person{ID: 9} }, want: ledger.ReasonStranger},
		"a unit":                {change: func(d *ledger.Drafting) { d.By = contactOf(1, "住建局") }, want: ledger.ReasonNoRight},
		"completed":             {task: func(t *ledger.Task) { t.State = ledger.StateCompleted }, want: ledger.ReasonClosed},
		"nobody leads":          {task: func(t *ledger.Task) { t.Lead = nil }, want: ledger.ReasonNobodyLeads},
		"a secret":              {change: func(d *ledger.Drafting) { d.Requirement = "机密★三年" }, want: ledger.ReasonSecret},
		"too long":              {change: func(d *ledger.Drafting) { d.Requirement = strings.Repeat("长", ledger.TextMost+1) }, want: ledger.ReasonTooLong},
		"one waits":             {task: func(t *ledger.Task) { *t = waiting.Task }, want: ledger.ReasonDrafted},
		"one of another level":  {task: func(t *ledger.Task) { *t = waiting.Task }, change: func(d *ledger.Drafting) { d.Level = levelOf(t, "red") }},
		"by the ladder":         {change: func(d *ledger.Drafting) { d.By = ledger.Person{} }},
		"by a supervisor":       {change: func(d *ledger.Drafting) { d.By = holder(ledger.RoleSupervisor, 1, 0) }},
		"by one who leads also": {change: func(d *ledger.Drafting) { d.By.Posts = append(d.By.Posts, contactOf(1, "住建局").Posts...) }},
	} {
		task, d := drainTask(), drafting(t, "yellow")
		if test.task != nil {
			test.task(&task)
		}
		if test.change != nil {
			test.change(&d)
		}
		if _, refusal := task.DraftNotice(d); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestSign holds that a number is given at signing and not before, and that what is declined
// takes none.
func TestSign(t *testing.T) {
	draft, refusal := drainTask().DraftNotice(drafting(t, "yellow"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	if draft.Notice.Number() != "" || len(draft.Task.Waiting) != 1 || draft.Task.Waiting[0].Notice != draft.Notice.ID {
		t.Errorf("a draft is numbered %q and waits as %v", draft.Notice.Number(), draft.Task.Waiting)
	}
	declined, counter := sign(t, draft, ledger.VerdictReturned, ledger.Counter{Last: 2})
	if declined.Notice.State != ledger.NoticeDeclined || declined.Notice.N != 0 || counter.Last != 2 {
		t.Errorf("declined: %s, number %d, counter %d", declined.Notice.State, declined.Notice.N, counter.Last)
	}
	signed, counter := sign(t, draft, ledger.VerdictApproved, counter)
	if got := signed.Notice.Number(); got != "督办〔2025〕3号" || counter.Last != 3 || signed.Notice.State != ledger.NoticeIssued {
		t.Errorf("signed: %s, %s, counter %d", got, signed.Notice.State, counter.Last)
	}
	want := []ledger.Noticed{{
		Notice: "2025-017/n1", Level: "yellow", Number: "督办〔2025〕3号", State: ledger.NoticeIssued,
		Issued: ledger.NewDate(2025, 7, 15), ReplyBy: ledger.NewDate(2025, 7, 21), Owing: []ledger.UnitID{"住建局"},
		Units: []ledger.UnitID{"住建局"}, Copies: []ledger.UnitID{"督查室"},
	}}
	if diff := cmp.Diff(want, signed.Task.Notices); diff != "" {
		t.Errorf("the task knows (-want +got):\n%s", diff)
	}
}

// TestNoticeLife walks a red notice from its issue to its end: the head signs, the office
// sends back once.
func TestNoticeLife(t *testing.T) {
	noted, _ := issued(t, "red", ledger.Counter{})
	at := at(t, "2025-07-16 09:00:00")
	contact, head := contactOf(1, "住建局"), headOf("住建局")
	states := []ledger.NoticeState{noted.Notice.State}
	see := func(next ledger.Noted) { noted, states = next, append(states, next.Notice.State) }
	must := func(next ledger.Noted, refusal *ledger.Refusal) {
		t.Helper()
		if refusal != nil {
			t.Fatal(refusal)
		}
		see(next)
	}
	must(noted.Notice.Acknowledge(noted.Task, contact, at, ledger.Calendar{}))
	if _, refusal := noted.Notice.Acknowledge(noted.Task, head, at, ledger.Calendar{}); reasonOf(refusal) != ledger.ReasonReceived {
		t.Errorf("acknowledged twice: %q", reasonOf(refusal))
	}
	answer := ledger.Answering{By: contact, At: at, Text: "8月底前完成", HeadSits: true}
	if _, refusal := noted.Notice.Reply(noted.Task, ledger.Answering{By: contact, At: at, Text: "收到，马上落实"}); reasonOf(refusal) != ledger.ReasonNoReply {
		t.Errorf("a word of courtesy is a reply: %q", reasonOf(refusal))
	}
	must(noted.Notice.Reply(noted.Task, answer))
	if noted.Matter.Desk != ledger.DeskHead("住建局") {
		t.Errorf("a contact's reply to a red notice waits at %s", noted.Matter.Desk)
	}
	if _, refusal := noted.Notice.Reply(noted.Task, answer); reasonOf(refusal) != ledger.ReasonReplied {
		t.Errorf("replied twice: %q", reasonOf(refusal))
	}
	see(noted.Notice.HeadSigned(decide(t, noted, head, ledger.VerdictApproved), 0))
	see(noted.Notice.Reviewed(decide(t, noted, officer(), ledger.VerdictReturned)))
	answer.By = head
	must(noted.Notice.Reply(noted.Task, answer))
	if noted.Matter.Desk != ledger.DeskOffice || noted.Notice.Replies[1].Head.By != head.ID {
		t.Errorf("the head's own reply waits at %s, signed by %d", noted.Matter.Desk, noted.Notice.Replies[1].Head.By)
	}
	see(noted.Notice.Reviewed(decide(t, noted, officer(), ledger.VerdictApproved)))
	want := []ledger.NoticeState{
		ledger.NoticeIssued, ledger.NoticeAcknowledged, ledger.NoticeReplied, ledger.NoticeReplied,
		ledger.NoticeReturned, ledger.NoticeReplied, ledger.NoticeDone,
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	if _, refusal := noted.Notice.Reply(noted.Task, answer); reasonOf(refusal) != ledger.ReasonNoticeDone {
		t.Errorf("a reply to one that is done: %q", reasonOf(refusal))
	}
	if _, _, refusal := noted.Notice.Cancel(noted.Task, nil, officer(), at, "误发"); reasonOf(refusal) != ledger.ReasonNoticeDone {
		t.Errorf("one that is done is void: %q", reasonOf(refusal))
	}
	if len(noted.Task.Waiting) != 0 || len(noted.Notice.Marks()) != 2 {
		t.Errorf("at the end %v waits, and the notice stands in %v", noted.Task.Waiting, noted.Notice.Marks())
	}
}

// TestTwoUnits: a notice to two units is acknowledged, and done, when both have done so.
func TestTwoUnits(t *testing.T) {
	task := drainTask()
	task.Lead = []ledger.UnitID{"住建局", "城管局"}
	noted, refusal := task.DraftNotice(drafting(t, "yellow"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	noted, _ = sign(t, noted, ledger.VerdictApproved, ledger.Counter{})
	at := at(t, "2025-07-16 09:00:00")
	for i, unit := range task.Lead {
		noted, refusal = noted.Notice.Reply(noted.Task, ledger.Answering{By: contactOf(ledger.PersonID(i+1), unit), At: at, Text: "已办"})
		if refusal != nil {
			t.Fatal(refusal)
		}
		if got, want := noted.Notice.State, []ledger.NoticeState{ledger.NoticeIssued, ledger.NoticeReplied}[i]; got != want {
			t.Errorf("after %s replied it is %s, want %s", unit, got, want)
		}
		if i == 0 && !cmp.Equal(noted.Task.Notices[0].Owing, []ledger.UnitID{"城管局"}) {
			t.Errorf("after the first reply %v is owed", noted.Task.Notices[0].Owing)
		}
	}
}

func TestCancelRefuses(t *testing.T) {
	noted, _ := issued(t, "yellow", ledger.Counter{})
	now := at(t, "2025-07-16 09:00:00")
	for name, test := range map[string]struct {
		by   ledger.Person
		why  string
		want ledger.Reason
	}{
		"a stranger":             {ledger.Person{ID: 9}, "误发", ledger.ReasonStranger},
		"the unit":               {contactOf(1, "住建局"), "误发", ledger.ReasonNoRight},
		"a supervisor of others": {holder(ledger.RoleSupervisor, 1, 0), "误发", ledger.ReasonNotDrafter},
		"without why":            {officer(), " ", ledger.ReasonNoWhy},
		"a secret":               {officer(), "机密★三年", ledger.ReasonSecret},
		"nothing is wrong":       {officer(), "误发", ""},
	} {
		if _, _, refusal := noted.Notice.Cancel(noted.Task, nil, test.by, now, test.why); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	void, _, _ := noted.Notice.Cancel(noted.Task, nil, officer(), now, "误发")
	if void.Notice.Number() != "督办〔2025〕1号" || void.Task.Notices[0].State != ledger.NoticeVoid {
		t.Errorf("void: %s, %+v: it keeps its number", void.Notice.Number(), void.Task.Notices)
	}
	if _, _, refusal := void.Notice.Cancel(void.Task, nil, officer(), now, "误发"); reasonOf(refusal) != ledger.ReasonNoticeVoid {
		t.Errorf("void twice: %q", reasonOf(refusal))
	}
	if _, refusal := void.Notice.Reply(void.Task, ledger.Answering{By: contactOf(1, "住建局"), At: now, Text: "已办"}); reasonOf(refusal) != ledger.ReasonNoticeVoid {
		t.Errorf("a reply to a void one: %q", reasonOf(refusal))
	}
}

func TestReadNoticeNumber(t *testing.T) {
	for words, want := range map[string]string{
		"督办〔2025〕3号 误发":       "督办 2025 3|误发",
		"乐污防攻坚办督〔2025〕12号，误发": "乐污防攻坚办督 2025 12|误发",
		"[2025]3号": " 2025 3|",
		"（２０２５）第３号 时限写错": " 2025 3|时限写错",
		"3号 误发":        " 0 3|误发",
		"第3号":          " 0 3|",
		"17 红 请抓紧":     "no",
		"2025-017 请抓紧": "no",
		"0号":           "no",
		"":             "no",
	} {
		got := "no"
		if n, rest, ok := ledger.ReadNoticeNumber(words); ok {
			got = strings.Join([]string{n.Prefix, strconv.Itoa(n.Year), strconv.FormatInt(n.N, 10)}, " ") + "|" + rest
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", words, got, want)
		}
	}
}

// FuzzReadNoticeNumber: whatever is typed, what is read is a number that can be, and the rest
// is what was typed.
func FuzzReadNoticeNumber(f *testing.F) {
	for _, words := range []string{"督办〔2025〕3号 误发", "第3号", "（２０２５）第３号\n时限", "[2025]", "〔2025〕999999号", "号"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		n, rest, ok := ledger.ReadNoticeNumber(words)
		if !ok {
			return
		}
		if n.N < 1 || n.N > 999999 || (n.Year != 0 && (n.Year < 1900 || n.Year > 2099)) {
			t.Errorf("%q is read as %+v", words, n)
		}
		if !strings.HasSuffix(ledger.Narrow(words), ledger.Narrow(rest)) {
			t.Errorf("%q leaves %q, which does not end it", words, rest)
		}
	})
}
