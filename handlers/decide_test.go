package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/handlers"
	"duban/ledger"
)

// extension has 李建 ask for a later limit, and gives back what waits.
func (o *office) extension() ledger.MatterID {
	o.t.Helper()
	o.say(handlers.Request{Cause: "update:1", Message: "tg:7/1", Text: "延期 17 2026年1月31日 连续降雨"})
	waits, ok := o.task("2025-017").Waits(ledger.MatterExtension)
	if !ok {
		o.t.Fatal("no extension waits")
	}
	return waits.Matter
}

func (o *office) join(persons ...ledger.Person) {
	o.t.Helper()
	change := ledger.Change{Cause: "join", At: o.now(), Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatJoined}}}
	for _, p := range persons {
		change.Put = append(change.Put, p)
	}
	if _, err := o.book.Commit(o.t.Context(), change); err != nil {
		o.t.Fatal(err)
	}
}

func officer(id ledger.PersonID, name string) ledger.Person {
	return ledger.Person{ID: id, Name: name, Posts: []ledger.Post{{Role: ledger.RoleOffice, From: ledger.NewDate(2025, 7, 1)}}}
}

// Two officers decide the same matter at the very same moment: both have read that it waits
// before either may commit. One decides. The other learns by whom, when and how, whether he
// pressed the button or wrote the number of the task.
func TestTwoDecideAtOnce(t *testing.T) {
	for _, verdicts := range [][2]string{
		{ledger.PressApprove, ledger.PressApprove}, {ledger.PressApprove, "不同意 17 条件具备"}, {"同意 17", "退回 17 请补充"}, {"同意 17 2026年1月20日", "同意 17"},
	} {
		o := newOffice(t)
		matter := o.extension()
		names := map[ledger.PersonID]string{21: "刘敏", 22: "王强"}
		o.join(officer(21, "刘敏"), officer(22, "王强"))
		var both, done sync.WaitGroup
		both.Add(2)
		said := make([]string, 2)
		for i := range said {
			id := ledger.PersonID(21 + i)
			var once sync.Once
			req := handlers.Request{
				Cause: "update:2" + names[id], At: o.now(), From: id, Chat: ledger.Address("tg:" + names[id]), Private: true, Message: "tg:" + names[id] + "/9",
				Turn: func(context.Context) error { // reached when it is decided, before the commit
					once.Do(func() { both.Done(); both.Wait() })
					return nil
				},
			}
			if verdicts[i] == ledger.PressApprove {
				req.Button = ledger.Press(ledger.PressApprove, string(matter))
			} else {
				req.Text = verdicts[i]
			}
			done.Go(func() {
				reply, err := o.Handle(t.Context(), req)
				if err != nil {
					t.Error(err)
				}
				said[i] = reply.Text + reply.Toast
			})
		}
		done.Wait()
		matters, err := o.book.Matters(t.Context(), matter)
		if err != nil || len(matters) != 1 {
			t.Fatalf("got %d matters, %v", len(matters), err)
		}
		m := matters[0]
		first, second := said[0], said[1]
		if m.Settled.By == 22 {
			first, second = second, first
		}
		how := map[ledger.Verdict]string{ledger.VerdictApproved: "同意", ledger.VerdictRefused: "不同意", ledger.VerdictReturned: "退回"}[m.Verdict]
		learns := fmt.Sprintf("〔2025-017〕的延期申请，%s%s已经%s过了", m.Settled.Name, o.now().In(time.FixedZone("CST", 8*3600)).Format("1月2日 15:04"), how)
		if m.Verdict == "" || !strings.HasPrefix(first, "已") || !strings.Contains(second, learns) {
			t.Errorf("%s decided %s; he was told %q, the other one %q", m.Settled.Name, m.Verdict, first, second)
		}
		entries, err := o.book.EntriesOfKind(t.Context(), o.now().AddDate(0, 0, -1), 100, ledger.WhatDecided)
		if err != nil || len(entries) != 1 {
			t.Errorf("it was decided %d times, %v, want once", len(entries), err)
		}
	}
}

// A stranger who presses a button that he sees in a group, or under a forwarded message,
// learns nothing and changes nothing.
func TestStrangerPresses(t *testing.T) {
	o := newOffice(t)
	matter := string(o.extension())
	for _, button := range []string{
		ledger.Press(ledger.PressApprove, matter), ledger.Press(ledger.PressReturn, matter), ledger.Press(ledger.PressAccept, "2025-017"),
		ledger.Press(ledger.PressNoChange, "2025-017"), ledger.Press(ledger.PressUndo, "2025-017/1"), ledger.Press(ledger.PressExtend, "2025-017"),
		ledger.Press(ledger.PressReply, "2025-017/n1"), "no such act:17",
	} {
		for _, private := range []bool{true, false} {
			reply, err := o.Handle(t.Context(), handlers.Request{
				Cause: "press:" + button, At: o.now(), From: 99, Chat: "tg:-5", Private: private, Message: "tg:-5/3", QuotedOur: true,
				Quoted: "【请您决定】〔2025-017〕污水处理厂", Button: button,
			})
			if err != nil {
				t.Fatal(err)
			}
			if reply.Text != "" || strings.Contains(reply.Toast, "污水") || strings.Contains(reply.Toast, "2025-017") || reply.Toast == "" {
				t.Errorf("%s (private %v): got %q %q", button, private, reply.Text, reply.Toast)
			}
		}
	}
	task := o.task("2025-017")
	if _, waits := task.Waits(ledger.MatterExtension); !waits || task.Reports != 0 || len(task.Accepted) != 0 {
		t.Errorf("the task was changed: %+v", task)
	}
}
