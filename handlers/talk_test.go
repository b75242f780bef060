package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// office is the handlers on a book of two tasks, 2025-017 and 2025-003, and 李建, who
// answers for both.
type office struct {
	t    *testing.T
	book *store.Store
	*handlers.Handlers
}

const lijian = ledger.PersonID(7)

func newOffice(t *testing.T) *office {
	t.Helper()
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr()})
	t.Cleanup(func() { _ = client.Close() })
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, book: store.New(client, "lechang")}
	o.Handlers = handlers.New(handlers.Options{
		Book: o.book, Zone: time.FixedZone("CST", 8*3600), Calendar: calendar,
		Hours: func(time.Time) time.Time { return time.Time{} },
	})
	task := func(id ledger.TaskID, title string) ledger.Task {
		return ledger.Task{
			ID: id, Title: title, Lead: []ledger.UnitID{"住建局"}, State: ledger.StateAssigned,
			Registered: ledger.NewDate(2025, 7, 1), Limit: ledger.Limit{Due: ledger.NewDate(2025, 12, 31)},
		}
	}
	change := ledger.Change{
		Cause: "setting", At: o.now(),
		Put: []ledger.Record{
			task("2025-017", "污水处理厂"), task("2025-003", "截污提升"),
			ledger.Person{ID: lijian, Name: "李建", Chat: "tg:7", Posts: []ledger.Post{{
				Role: ledger.RoleContact, Unit: "住建局", From: ledger.NewDate(2025, 7, 1),
			}}},
		},
		Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatRegistered}},
	}
	if _, err := o.book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) now() time.Time { return time.Date(2025, 7, 14, 1, 0, 0, 0, time.UTC) }

// say hands in what 李建 says in private.
func (o *office) say(req handlers.Request) string {
	o.t.Helper()
	req.At, req.From, req.Chat, req.Private = o.now(), lijian, "tg:7", true
	reply, err := o.Handle(o.t.Context(), req)
	if err != nil {
		o.t.Fatal(err)
	}
	return reply.Text + reply.Toast
}

func (o *office) task(id ledger.TaskID) ledger.Task {
	o.t.Helper()
	tasks, err := o.book.Tasks(o.t.Context(), id)
	if err != nil || len(tasks) != 1 {
		o.t.Fatalf("task %s: %v, %v", id, tasks, err)
	}
	return tasks[0]
}

// A digest whose delivery nobody recorded is known by its visible codes alone; its
// numbers are those of its lines, and not of the codes in their order.
func TestReplyToForgottenDigest(t *testing.T) {
	o := newOffice(t)
	said := o.say(handlers.Request{
		Cause: "update:1", Message: "tg:7/11", ReplyTo: "tg:7/10", QuotedOur: true,
		Quoted: "督办提醒，共2项\n1. 🔴〔2025-017〕污水处理厂\n2. 🟡〔2025-003〕截污提升",
		Text:   "1 80 主体封顶",
	})
	if got := o.task("2025-017").Percent; got != 80 {
		t.Errorf("2025-017 stands at %d%%, want 80%%; said: %s", got, said)
	}
	if got := o.task("2025-003").Percent; got != 0 {
		t.Errorf("2025-003 stands at %d%%, want 0%%", got)
	}
}

// The pieces of an album come one by one, and the program that took the first may be
// gone when the last comes: nothing that was acknowledged may be lost, or counted twice.
func TestAlbumInPieces(t *testing.T) {
	photo := func(refs string) []ledger.File {
		var files []ledger.File
		for ref := range strings.FieldsSeq(refs) {
			files = append(files, ledger.File{Ref: ref, Kind: "photo"})
		}
		return files
	}
	first := handlers.Request{Cause: "album:7:55", Album: "55", Message: "tg:7/21", Text: "进展 17 80 主体封顶", Files: photo("a b")}
	for _, c := range []struct {
		what string
		then []handlers.Request
		want string
	}{
		{"the same again", []handlers.Request{first}, "a b"},
		{"a late piece alone", []handlers.Request{
			{Cause: "album:7:55", Album: "55", Message: "tg:7/23", Files: photo("c")},
		}, "a b c"},
		{"two late pieces, the last one twice", []handlers.Request{
			{Cause: "album:7:55", Album: "55", Message: "tg:7/23", Files: photo("c")},
			{Cause: "update:9", Album: "55", Edited: true, Message: "tg:7/23", Files: photo("c d")},
			{Cause: "update:9", Album: "55", Edited: true, Message: "tg:7/23", Files: photo("c d")},
		}, "a b c d"},
		{"all of them again, with one more", []handlers.Request{
			{Cause: "album:7:55", Album: "55", Message: "tg:7/21", Text: first.Text, Files: photo("a b c")},
		}, "a b c"},
		{"the words edited under one picture", []handlers.Request{
			{Cause: "update:9", Album: "55", Edited: true, Message: "tg:7/21", Text: first.Text, Files: photo("a")},
		}, "a b"},
	} {
		t.Run(c.what, func(t *testing.T) {
			o := newOffice(t)
			o.say(first)
			for _, req := range c.then {
				o.say(req)
			}
			reports, err := o.book.Reports(t.Context(), ledger.ReportsMark("2025-017"), 10)
			if err != nil || len(reports) != 1 {
				t.Fatalf("got %d reports, %v, want 1", len(reports), err)
			}
			if diff := cmp.Diff(photo(c.want), reports[0].Files); diff != "" {
				t.Errorf("pictures (-want +got):\n%s", diff)
			}
			if r := reports[0]; r.Percent != 80 || r.Text != "主体封顶" {
				t.Errorf("the report says %d%% %q, want 80%% 主体封顶", r.Percent, r.Text)
			}
		})
	}
}

// The same of an album that came with an application: its pieces go to what waits, and a
// piece that comes twice or after the decision does not.
func TestAlbumOfApplicationInPieces(t *testing.T) {
	photo := func(ref string) []ledger.File { return []ledger.File{{Ref: ref, Kind: ledger.FilePhoto}} }
	o := newOffice(t)
	first := handlers.Request{Cause: "album:7:55", Album: "55", Message: "tg:7/21", Text: "退办 17 不属我局职责", Files: photo("a")}
	o.say(first)
	for _, req := range []handlers.Request{
		{Cause: "album:7:55", Album: "55", Message: "tg:7/22", Files: photo("b")},
		{Cause: "album:7:55", Album: "55", Message: "tg:7/22", Files: photo("b")},
		{Cause: "update:9", Album: "55", Edited: true, Message: "tg:7/21", Text: first.Text, Files: append(photo("a"), photo("c")...)},
	} {
		o.say(req)
	}
	waits, ok := o.task("2025-017").Waits(ledger.MatterSentBack)
	if !ok {
		t.Fatal("nothing waits on the task")
	}
	matters, err := o.book.Matters(t.Context(), waits.Matter)
	if err != nil || len(matters) != 1 {
		t.Fatalf("got %d matters, %v, want 1", len(matters), err)
	}
	var refs []string
	for _, f := range matters[0].Files {
		refs = append(refs, f.Ref)
	}
	if got := strings.Join(refs, " "); got != "a b c" {
		t.Errorf("the application holds %q, want a b c", got)
	}
	edited := handlers.Request{Cause: "update:10", Album: "55", Edited: true, Message: "tg:7/21", Text: "退办 17 是水务局职责", Files: photo("a")}
	if said := o.say(edited); !strings.Contains(said, "修改") {
		t.Errorf("an edit of the words is answered with %q", said)
	}
}

// Figures of the city and lists are not for a group whose binding was taken back.
func TestUnboundGroup(t *testing.T) {
	o := newOffice(t)
	chat := ledger.Chat{ID: "tg:-5", Audience: ledger.AudienceOffice, Gone: ledger.GoneUnbound}
	change := ledger.Change{
		Cause: "binding", At: o.now(), Put: []ledger.Record{chat},
		Entries: []ledger.Entry{ledger.BoundEntry(ledger.Chat{}, chat, 0, o.now())},
	}
	if _, err := o.book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"/tasks", "/summary", "/show 17"} {
		reply, err := o.Handle(t.Context(), handlers.Request{Cause: "update:2", At: o.now(), From: lijian, Chat: "tg:-5", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if want := "这项内容不便在本群显示，请私聊我再发一次。"; reply.Text != want {
			t.Errorf("%s: got %q, want %q", text, reply.Text, want)
		}
	}
}

// What waited while the program was down counts from the day on which it was said, and
// can be withdrawn from when it was answered.
func TestSaidWhileDown(t *testing.T) {
	o := newOffice(t)
	friday := o.now().AddDate(0, 0, -3)
	o.say(handlers.Request{Cause: "update:1", Message: "tg:7/11", Said: friday, Text: "进展 17 80 主体封顶"})
	o.say(handlers.Request{Cause: "update:2", Message: "tg:7/12", Said: friday, Text: "承诺 3 下周二"})
	if got, want := ledger.DateOf(o.task("2025-017").Last.At), ledger.NewDate(2025, 7, 11); got != want {
		t.Errorf("reported on %s, want %s", got, want)
	}
	if got, want := o.task("2025-003").Promise.Date, ledger.NewDate(2025, 7, 15); got != want {
		t.Errorf("promised for %s, want %s", got, want)
	}
	if said, want := o.say(handlers.Request{Cause: "update:3", Text: "撤销"}), "已撤销"; !strings.HasPrefix(said, want) {
		t.Errorf("undo: got %q, want %s", said, want)
	}
}

// Telegram may say first that the bot has left the old group, and then that it moved.
func TestMovedAfterLeaving(t *testing.T) {
	o := newOffice(t)
	chat := ledger.Chat{ID: "tg:-5", Audience: ledger.AudienceUnit, Unit: "住建局"}
	change := ledger.Change{
		Cause: "binding", At: o.now(), Put: []ledger.Record{chat},
		Entries: []ledger.Entry{ledger.BoundEntry(ledger.Chat{}, chat, 0, o.now())},
	}
	if _, err := o.book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	for _, req := range []handlers.Request{
		{Cause: "update:2", At: o.now(), Chat: "tg:-5", Gone: "left"},
		{Cause: "moved:tg:-5:tg:-1005", At: o.now(), Chat: "tg:-5", MovedTo: "tg:-1005"},
		{Cause: "update:3", At: o.now(), Chat: "tg:-5", Gone: "left"},
	} {
		if _, err := o.Handle(t.Context(), req); err != nil {
			t.Fatal(err)
		}
	}
	chats, err := o.book.Chats(t.Context(), ledger.GroupMark(ledger.AudienceUnit, "住建局"))
	if err != nil || len(chats) != 1 || chats[0].ID != "tg:-1005" {
		t.Errorf("the unit's groups are %v, %v, want tg:-1005", chats, err)
	}
}

// Many who bring one code at once: one of them is bound, the others learn nothing.
func TestOneCodeManyHands(t *testing.T) {
	const hands = 8
	o := newOffice(t)
	post := ledger.Post{Role: ledger.RoleContact, Unit: "住建局"}
	issued := handlers.Invite(post, "", "ABCDEFGH", 0, handlers.Request{Cause: "invite", At: o.now()})
	if _, err := o.book.Commit(t.Context(), issued); err != nil {
		t.Fatal(err)
	}
	answers := make(chan string, hands)
	for n := range ledger.PersonID(hands) {
		go func() {
			reply, err := o.Handle(t.Context(), handlers.Request{
				Cause: fmt.Sprintf("update:%d", n), At: o.now(), From: 100 + n, Name: "某人",
				Chat: ledger.Address(fmt.Sprintf("tg:%d", 100+n)), Private: true, Text: "/start ABCDEFGH",
			})
			if err != nil {
				reply.Text = err.Error()
			}
			answers <- reply.Text
		}()
	}
	welcome, refused := 0, 0
	for range hands {
		switch said := <-answers; {
		case strings.Contains(said, "已登记为住建局联络员"):
			welcome++
		case strings.Contains(said, "邀请码不对、已用过或已过期"):
			refused++
		default:
			t.Errorf("somebody was told %q", said)
		}
	}
	persons, err := o.book.Persons(t.Context(), ledger.SpeakersMark("住建局"))
	if err != nil || len(persons) != 2 || welcome != 1 || refused != hands-1 {
		t.Errorf("%d were welcomed, %d refused, and %d speak for the unit, %v; want 1, %d and 2", welcome, refused, len(persons), err, hands-1)
	}
}

// Half past midnight in the office is still yesterday in UTC: what is kept, and what is
// counted by it, is of the office's day, also when it was read again.
func TestAfterMidnight(t *testing.T) {
	o := newOffice(t)
	at := time.Date(2025, 7, 14, 16, 30, 0, 0, time.UTC)
	today := ledger.NewDate(2025, 7, 15)
	for n, text := range []string{"进展 17 80 主体封顶", "困难 3 缺资金"} {
		req := handlers.Request{Cause: fmt.Sprint("update:", n), At: at, From: lijian, Chat: "tg:7", Private: true, Message: fmt.Sprint("tg:7/", n), Text: text}
		if _, err := o.Handle(t.Context(), req); err != nil {
			t.Fatal(err)
		}
	}
	if got := ledger.DateOf(o.task("2025-017").Last.At); got != today {
		t.Errorf("reported on %s, want %s", got, today)
	}
	again := o.task("2025-017")
	change := ledger.Change{Cause: "again", At: at, Put: []ledger.Record{again}, Entries: []ledger.Entry{{At: at, What: ledger.WhatChanged}}}
	if _, err := o.book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	of := func(mark string) ledger.Range {
		return ledger.Range{Mark: ledger.MarkOf(mark, ledger.ScopeOffice), Min: int64(today), Max: int64(today)}
	}
	counts, _, err := o.book.Count(t.Context(), of(ledger.MarkReported), of(ledger.MarkBlocked))
	if diff := cmp.Diff([]int64{2, 1}, counts); err != nil || diff != "" {
		t.Errorf("reported and blocked on %s (-want +got):\n%s%v", today, diff, err)
	}
}
