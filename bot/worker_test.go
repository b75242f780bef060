package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

func TestReplyToWords(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "进展 17 80"})
	w.turn(echo)
	if diff := cmp.Diff([]string{"收到 进展 17 80"}, w.said(lian)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	if w.inbox.left() != 0 {
		t.Errorf("got %d updates left in the inbox, want 0", w.inbox.left())
	}
	seen, err := w.Read(lian, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.Receipt{{To: ledger.Address(fmt.Sprintf("tg:%d", lian)), Messages: []string{strconv.Itoa(seen[len(seen)-1].ID)}}}
	if diff := cmp.Diff(want, w.inbox.receipts); diff != "" {
		t.Errorf("receipts (-want +got):\n%s", diff)
	}
}

func TestReplyInGroupQuotesAsker(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	group := w.group("supergroup", lian)
	w.turn(func(context.Context, handlers.Request) (ledger.Reply, error) { return ledger.Reply{}, nil })
	asked := w.say(sandbox.Speech{Person: lian, Chat: group, Text: "/tasks@duban_bot 全部"})[0]
	w.say(sandbox.Speech{Person: lian, Chat: group, Text: "/tasks@other_bot"})
	w.turn(echo)
	seen, err := w.Read(group, asked.Rev)
	if err != nil {
		t.Fatal(err)
	}
	var got []sandbox.Seen
	for _, m := range seen {
		if m.Bot {
			got = append(got, m)
		}
	}
	if len(got) != 1 || got[0].Text != "收到 /tasks 全部" || got[0].ReplyTo != asked.ID {
		t.Errorf("got %+v, want one reply to %d with our name taken off", got, asked.ID)
	}
}

func TestButtonIsAlwaysAnswered(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "/tasks"})
	w.turn(func(context.Context, handlers.Request) (ledger.Reply, error) {
		return ledger.Reply{Text: "任务", Buttons: [][]ledger.Button{{{Label: "无变化", Data: "n:1"}}}}, nil
	})
	for _, toast := range []string{"已登记", ""} {
		press, err := w.Press(sandbox.Press{Person: lian, Label: "无变化"})
		if err != nil {
			t.Fatal(err)
		}
		var got handlers.Request
		w.turn(func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
			got = r
			return ledger.Reply{Toast: toast}, nil
		})
		if got.Cause != "press:"+press || got.Button != "n:1" || got.ReplyTo == "" || got.ReplyTo != got.Message || !got.QuotedOur || got.Quoted != "任务" {
			t.Errorf("got request %+v, want press %s on our message", got, press)
		}
	}
	var toasts []string
	for _, toast := range w.Toasts(lian) {
		toasts = append(toasts, toast.Text)
	}
	if diff := cmp.Diff([]string{"已登记", ""}, toasts); diff != "" {
		t.Errorf("toasts (-want +got):\n%s", diff)
	}
}

func TestAlbumIsOneRequest(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	said := w.say(sandbox.Speech{Person: lian, Caption: "17 80", Album: []sandbox.Upload{
		{Name: "a.jpg", Data: []byte("a")}, {Name: "b.jpg", Data: []byte("b")}, {Name: "c.jpg", Data: []byte("c")},
	}})
	w.say(sandbox.Speech{Person: lian, Text: "之后"})
	var got []handlers.Request
	w.turn(func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
		got = append(got, r)
		return ledger.Reply{}, nil
	})
	if len(got) != 2 || len(got[0].Files) != 3 || got[0].Text != "17 80" || got[1].Text != "之后" {
		t.Fatalf("got %d requests %+v, want an album of 3 and a word", len(got), got)
	}
	want := fmt.Sprintf("album:%d:%s", lian, said[0].Album)
	if got[0].Cause != want || got[0].Album != said[0].Album {
		t.Errorf("got cause %q album %q, want %q", got[0].Cause, got[0].Album, want)
	}
}

// A picture that comes after its album was answered amends the report.
func TestAlbumLatePicture(t *testing.T) {
	w := newWorld(t, nil)
	var got []handlers.Request
	work := w.worker(func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
		got = append(got, r)
		return ledger.Reply{}, nil
	})
	for i, caption := range []string{`,"caption":"17 80"`, "", ""} {
		raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"from":{"id":5,"first_name":"李"},"chat":{"id":5,"type":"private"},"media_group_id":"g","photo":[{"file_id":"f%d"}]%s}}`, 100+i, 7+i, i, caption)
		if _, err := w.inbox.Receive(t.Context(), []ledger.Incoming{{ID: int64(100 + i), Chat: "tg:5", Raw: []byte(raw)}}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue // the first two come together
		}
		if _, err := work.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	type seen struct {
		Cause, Message, Text string
		Files                int
		Edited               bool
	}
	var short []seen
	for _, r := range got {
		short = append(short, seen{r.Cause, r.Message, r.Text, len(r.Files), r.Edited})
	}
	want := []seen{{"album:5:g", "tg:5/7", "17 80", 2, false}, {"update:102", "tg:5/7", "17 80", 3, true}}
	if diff := cmp.Diff(want, short); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestPoisonIsBuriedWithApology(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "/start"})
	poison := fmt.Sprintf(`{"message":{"message_id":{"odd":1},"date":1,"from":{"id":%d,"is_bot":false,"first_name":"甲"},"chat":{"id":%d,"type":"private"},"text":"17 80"}}`, lian, lian)
	id, err := w.PushUpdate(json.RawMessage(poison))
	if err != nil {
		t.Fatal(err)
	}
	w.say(sandbox.Speech{Person: lian, Text: "后来"})
	w.turn(echo)
	want := []string{"收到 /start", fmt.Sprintf("抱歉，故障号 %d", id), "收到 后来"}
	if diff := cmp.Diff(want, w.said(lian)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	if dead := w.inbox.buried(); len(dead) != 1 || !strings.Contains(dead[0], "message_id") {
		t.Errorf("got dead letters %q, want one that names the field", dead)
	}
}

func TestPanicKillsNothing(t *testing.T) {
	w := newWorld(t, nil)
	lian, wang := w.person("联络员"), w.person("王")
	w.say(sandbox.Speech{Person: lian, Text: "坏"})
	w.say(sandbox.Speech{Person: wang, Text: "好"})
	calls := 0
	w.turn(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		if r.Text == "坏" {
			calls++
			panic("boom")
		}
		return echo(ctx, r)
	})
	if calls != 3 || len(w.inbox.buried()) != 1 {
		t.Errorf("got %d attempts and %d dead letters, want 3 and 1", calls, len(w.inbox.buried()))
	}
	if said := w.said(lian); len(said) != 1 || !strings.HasPrefix(said[0], "抱歉，故障号 ") || !strings.Contains(w.log.String(), "incident="+strings.TrimPrefix(said[0], "抱歉，故障号 ")) {
		t.Errorf("got %q, want one apology with the number that is in the log", said)
	}
	if diff := cmp.Diff([]string{"收到 好"}, w.said(wang)); diff != "" {
		t.Errorf("said to the other (-want +got):\n%s", diff)
	}
}

// What is the store's trouble stays in the inbox; what is the request's is buried.
func TestErrorsOfHandler(t *testing.T) {
	down := errors.New("redis is down")
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	if _, err := (&bot.Poller{Bot: w.bot, Inbox: w.inbox}).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	work := w.worker(func(context.Context, handlers.Request) (ledger.Reply, error) { return ledger.Reply{}, down })
	work.Temporary = func(err error) bool { return errors.Is(err, down) }
	if _, err := work.Drain(t.Context()); !errors.Is(err, down) || w.inbox.left() != 1 {
		t.Errorf("got %v with %d left, want the store's error and the update still there", err, w.inbox.left())
	}
	work.Temporary = func(error) bool { return false }
	if _, err := work.Drain(t.Context()); err != nil || w.inbox.left() != 0 || len(w.inbox.buried()) != 1 {
		t.Errorf("got %v with %d left and %d dead, want the update buried", err, w.inbox.left(), len(w.inbox.buried()))
	}
}

// Many chats at a time, each in its own order, and everything answered once.
func TestRunKeepsOrderOfEachChat(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	const people, words = 6, 15
	var all []int64
	for range people {
		all = append(all, w.person("人"))
	}
	for i := range words {
		for _, p := range all {
			w.say(sandbox.Speech{Person: p, Text: strconv.Itoa(i)})
		}
	}
	var mu sync.Mutex
	heard := map[ledger.PersonID][]string{}
	work := w.worker(func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
		mu.Lock()
		defer mu.Unlock()
		heard[r.From] = append(heard[r.From], r.Text)
		return ledger.Reply{Text: r.Text}, nil
	})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var running sync.WaitGroup
	poller := &bot.Poller{Bot: w.bot, Inbox: w.inbox, Wait: time.Second}
	for _, run := range []func(context.Context) error{poller.Run, work.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	for _, p := range all {
		if _, err := w.Wait(ctx, sandbox.Wait{Chat: p, Count: words}); err != nil {
			t.Fatalf("%v, said %q", err, w.said(p))
		}
	}
	cancel()
	running.Wait()
	for _, p := range all {
		var want []string
		for i := range words {
			want = append(want, strconv.Itoa(i))
		}
		if diff := cmp.Diff(want, heard[ledger.PersonID(p)]); diff != "" {
			t.Errorf("heard from %d (-want +got):\n%s", p, diff)
		}
		if diff := cmp.Diff(want, w.said(p)); diff != "" {
			t.Errorf("said to %d (-want +got):\n%s", p, diff)
		}
	}
}

// What an earlier run left in the inbox is answered first, in order.
func TestRedeliveryAfterCrash(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	for _, text := range []string{"一", "二"} {
		w.say(sandbox.Speech{Person: lian, Text: text})
	}
	if _, err := (&bot.Poller{Bot: w.bot, Inbox: w.inbox}).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.say(sandbox.Speech{Person: lian, Text: "三"})
	w.turn(echo) // a new poller begins at 0 and is told everything again
	if diff := cmp.Diff([]string{"收到 一", "收到 二", "收到 三"}, w.said(lian)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

func TestGroupMoves(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	group := w.group("group", lian)
	w.say(sandbox.Speech{Person: lian, Chat: group, Text: "/tasks"})
	poller := &bot.Poller{Bot: w.bot, Inbox: w.inbox}
	if _, err := poller.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	super, err := w.Migrate(group)
	if err != nil {
		t.Fatal(err)
	}
	var causes []string
	work := w.worker(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		causes = append(causes, r.Cause)
		if r.MovedTo != "" || r.Entered {
			return ledger.Reply{}, nil
		}
		return echo(ctx, r)
	})
	if _, err := work.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"收到 /tasks"}, w.said(super)); diff != "" {
		t.Errorf("said in the new group (-want +got):\n%s", diff)
	}
	if _, err := poller.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := work.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	moved := fmt.Sprintf("moved:tg:%d:tg:%d", group, super)
	if n := len(slices.DeleteFunc(causes, func(c string) bool { return c != moved })); n != 3 {
		t.Errorf("got %d requests of cause %q, want 3: the refusal and both messages", n, moved)
	}
}

func TestBlockedPersonIsNoError(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	if err := w.Block(lian, true); err != nil {
		t.Fatal(err)
	}
	var gone string
	w.turn(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		if r.Gone != "" {
			gone = r.Gone
			return ledger.Reply{}, nil
		}
		return echo(ctx, r)
	})
	if gone != "blocked" || w.inbox.left() != 0 || len(w.said(lian)) != 0 {
		t.Errorf("got gone %q, %d left, said %q", gone, w.inbox.left(), w.said(lian))
	}
}

// A chat whose request waits for something keeps no other chat waiting.
func TestRunGoesOnPastStuckChat(t *testing.T) {
	w := newWorld(t, nil)
	stuck, free := w.person("慢"), w.person("快")
	w.say(sandbox.Speech{Person: stuck, Text: "等"})
	w.say(sandbox.Speech{Person: free, Text: "走"})
	down := errors.New("redis is down")
	passed := make(chan struct{})
	work := w.worker(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		if r.Text == "走" {
			close(passed)
			return echo(ctx, r)
		}
		select {
		case <-passed:
			return echo(ctx, r)
		default:
			return ledger.Reply{}, down
		}
	})
	work.Parallel, work.Temporary = 1, func(err error) bool { return errors.Is(err, down) }
	if _, err := (&bot.Poller{Bot: w.bot, Inbox: w.inbox}).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- work.Run(ctx) }()
	if _, err := w.Wait(ctx, sandbox.Wait{Chat: stuck}); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"收到 走"}, w.said(free)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	if dead := w.inbox.buried(); len(dead) != 0 {
		t.Errorf("got dead letters %q, want none", dead)
	}
}
