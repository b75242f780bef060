package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

func address(chat int64) ledger.Address { return ledger.Address(fmt.Sprintf("tg:%d", chat)) }

func (w *world) started(name string) int64 {
	w.t.Helper()
	id := w.person(name)
	w.say(sandbox.Speech{Person: id, Text: "/start"})
	return id
}

func (w *world) inject(f sandbox.Fault) {
	w.t.Helper()
	if _, err := w.Inject(f); err != nil {
		w.t.Fatal(err)
	}
}

// Each fault, and what is recorded of the attempts at one digest.
func TestDeliverOutcomes(t *testing.T) {
	retry, sent, unknown, refused := ledger.OutcomeRetry, ledger.OutcomeSent, ledger.OutcomeUnknown, ledger.OutcomeRefused
	tests := []struct {
		name  string
		fault sandbox.Fault
		first []ledger.Outcome // of the first drain
		then  []ledger.Outcome // of another one, a minute later
		seen  int              // messages in the chat
	}{
		{"nothing wrong", sandbox.Fault{Kind: sandbox.FaultDelay}, []ledger.Outcome{sent}, nil, 1},
		{"cut before it was read", sandbox.Fault{Kind: sandbox.FaultDropBefore}, []ledger.Outcome{unknown}, nil, 0},
		{"cut after it was executed", sandbox.Fault{Kind: sandbox.FaultDropAfter}, []ledger.Outcome{unknown}, nil, 1},
		{"told to wait a moment", sandbox.Fault{Kind: sandbox.FaultTooMany, RetryAfter: 2}, []ledger.Outcome{sent}, nil, 1},
		{"told to wait for long", sandbox.Fault{Kind: sandbox.FaultTooMany, RetryAfter: 40}, []ledger.Outcome{retry}, []ledger.Outcome{sent}, 1},
		{"server error", sandbox.Fault{Kind: sandbox.FaultServerError}, []ledger.Outcome{unknown}, nil, 0},
		{"bad gateway", sandbox.Fault{Kind: sandbox.FaultBadGateway}, []ledger.Outcome{unknown}, nil, 0},
		{"answer cut", sandbox.Fault{Kind: sandbox.FaultTruncated}, []ledger.Outcome{sent}, nil, 1},
		{"answer of an unknown type", sandbox.Fault{Kind: sandbox.FaultGarbage}, []ledger.Outcome{sent}, nil, 1},
		{"forbidden", sandbox.Fault{Kind: sandbox.FaultForbidden}, []ledger.Outcome{refused}, nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			lian := w.started("联络员")
			tt.fault.Method = "sendMessage"
			w.inject(tt.fault)
			box := newOutbox(ledger.Message{ID: "m", To: address(lian), Text: "提醒", Class: ledger.ClassDigest})
			var news []handlers.Request
			d := &bot.Deliverer{Bot: w.bot, Outbox: box, Handle: func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
				news = append(news, r)
				return ledger.Reply{}, nil
			}}
			for i, want := range [][]ledger.Outcome{tt.first, tt.then} {
				box.settled = nil
				if _, err := d.Drain(t.Context()); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, box.outcomes(), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("outcomes of drain %d (-want +got):\n%s", i+1, diff)
				}
				w.clock.Advance(time.Minute)
			}
			if got := len(w.said(lian)); got != tt.seen {
				t.Errorf("got %d messages in the chat, want %d", got, tt.seen)
			}
			if gone := tt.fault.Kind == sandbox.FaultForbidden; gone != (len(news) == 1 && news[0].Gone != "") {
				t.Errorf("got news %+v, want that the bot was put out: %v", news, gone)
			}
		})
	}
}

// A reply in doubt is said again once; a digest is not, as above.
func TestReplyInDoubtIsRepeatedOnce(t *testing.T) {
	for faults, want := range map[int]int{1: 2, 2: 2} { // executed each time, and a third is not tried
		w := newWorld(t, nil)
		lian := w.person("联络员")
		w.say(sandbox.Speech{Person: lian, Text: "17 80"})
		w.inject(sandbox.Fault{Kind: sandbox.FaultDropAfter, Method: "sendMessage", Count: faults})
		w.turn(echo)
		if got := len(w.said(lian)); got != want || w.inbox.left() != 0 {
			t.Errorf("%d faults: got %d messages and %d updates left, want %d and 0", faults, got, w.inbox.left(), want)
		}
	}
}

func TestDeliverToMovedGroup(t *testing.T) {
	w := newWorld(t, nil)
	group := w.group("group", w.person("联络员"))
	super, err := w.Migrate(group)
	if err != nil {
		t.Fatal(err)
	}
	box := newOutbox(ledger.Message{ID: "m", To: address(group), Text: "提醒", Class: ledger.ClassDigest})
	var news []handlers.Request
	d := &bot.Deliverer{Bot: w.bot, Outbox: box, Handle: func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
		news = append(news, r)
		return ledger.Reply{}, nil
	}}
	if _, err := d.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]ledger.Outcome{ledger.OutcomeMoved, ledger.OutcomeSent}, box.outcomes()); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if len(news) != 1 || news[0].MovedTo != address(super) || news[0].Chat != address(group) {
		t.Errorf("got news %+v, want one of the move", news)
	}
	if diff := cmp.Diff([]string{"提醒"}, w.said(super)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

func TestDeliverToVanishedTopic(t *testing.T) {
	w := newWorld(t, nil)
	chat, err := w.AddChat(sandbox.NewChat{Chat: sandbox.Chat{Type: "supergroup", Title: "指挥部", IsForum: true}})
	if err != nil {
		t.Fatal(err)
	}
	box := newOutbox(ledger.Message{ID: "m", To: address(chat.ID) + ":77", Text: "提醒", Class: ledger.ClassNotice})
	if _, err := (&bot.Deliverer{Bot: w.bot, Outbox: box}).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"提醒"}, w.said(chat.ID)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

func TestDeliverMarksNoticeSentAgain(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.started("联络员")
	box := newOutbox(
		ledger.Message{ID: "n", To: address(lian), Text: "督办单", Class: ledger.ClassNotice},
		ledger.Message{ID: "d", To: address(lian), Text: "提醒", Class: ledger.ClassDigest},
	)
	box.owed[0].Again, box.owed[1].Again = true, true
	d := &bot.Deliverer{Bot: w.bot, Outbox: box, Again: func(text string) string { return "补发 " + text }}
	if _, err := d.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"补发 督办单", "提醒"}, w.said(lian)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

// What was decided by day and held up until the night is not said at night.
func TestDeliverWaitsForTheMorning(t *testing.T) {
	w := newWorld(t, nil)
	lian, wang := w.started("联络员"), w.started("王")
	box := newOutbox(
		ledger.Message{ID: "d", To: address(lian), Text: "提醒", Class: ledger.ClassDigest},
		ledger.Message{ID: "r", To: address(wang), Text: "答复", Class: ledger.ClassReply},
	)
	morning := w.clock.Now().Add(9 * time.Hour)
	d := &bot.Deliverer{Bot: w.bot, Outbox: box, Quiet: func(time.Time) time.Time { return morning }}
	if _, err := d.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if said := w.said(lian); len(said) > 0 {
		t.Errorf("said at night: %q", said)
	}
	if diff := cmp.Diff([]string{"答复"}, w.said(wang)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	if got := box.settled[0]; got.Outcome != ledger.OutcomeRetry || !got.NotBefore.Equal(morning) {
		t.Errorf("got %+v, want a retry at %s", got, morning)
	}
}

func TestDeliverUnreachable(t *testing.T) {
	w := newWorld(t, nil)
	w.bot = w.newBot(closedServer(t))
	box := newOutbox(ledger.Message{ID: "m", To: "tg:5", Text: "提醒", Class: ledger.ClassDigest})
	if _, err := (&bot.Deliverer{Bot: w.bot, Outbox: box}).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(box.settled) != 1 || box.settled[0].Outcome != ledger.OutcomeRetry || !box.settled[0].NotBefore.After(w.clock.Now()) {
		t.Errorf("got %+v, want one retry later", box.settled)
	}
}

// closedServer is the address of a server that is not there.
func closedServer(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // nothing was accepted
	return "http://" + l.Addr().String()
}

// A chat under penalty keeps nobody else waiting.
func TestRunDeliversPastPenalty(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	slow := w.started("慢")
	w.inject(sandbox.Fault{Kind: sandbox.FaultTooMany, Method: "sendMessage", Chat: slow, RetryAfter: 3600, Count: -1})
	owed := []ledger.Message{{ID: "slow", To: address(slow), Text: "提醒", Class: ledger.ClassDigest}}
	const others = 12
	for i := range others {
		id := w.started("快")
		owed = append(owed, ledger.Message{ID: ledger.MessageID(strconv.Itoa(i)), To: address(id), Text: "提醒", Class: ledger.ClassDigest})
	}
	box := newOutbox(owed...)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	d := &bot.Deliverer{Bot: w.bot, Outbox: box}
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	for len(box.outcomes()) < others+1 {
		select {
		case <-box.change:
		case <-ctx.Done():
			t.Fatalf("got %v, want %d outcomes", box.outcomes(), others+1)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	sent := 0
	for _, s := range box.settled {
		switch {
		case s.ID == "slow" && s.Outcome == ledger.OutcomeRetry && s.NotBefore.Sub(w.clock.Now()) > 50*time.Minute:
		case s.ID != "slow" && s.Outcome == ledger.OutcomeSent:
			sent++
		default:
			t.Errorf("got %+v", s)
		}
	}
	if sent != others {
		t.Errorf("got %d sent, want %d", sent, others)
	}
}

func TestLongTextAndFile(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	line := strings.Repeat("长", 99) + "\n"
	button := [][]ledger.Button{{{Label: "详情", Data: "d"}}}
	replies := []ledger.Reply{
		{Text: strings.Repeat(line, 50), Buttons: button},
		{Text: strings.Repeat(line, 300), Buttons: button},
		{Text: "见表", Files: []ledger.File{{Name: "任务表.xlsx", Body: []byte("xlsx")}}, Buttons: button},
	}
	for i, reply := range replies {
		w.say(sandbox.Speech{Person: lian, Text: strconv.Itoa(i)})
		w.turn(func(context.Context, handlers.Request) (ledger.Reply, error) { return reply, nil })
	}
	seen, err := w.Read(lian, 0)
	if err != nil {
		t.Fatal(err)
	}
	type short struct {
		Text, File string
		Buttons    bool
	}
	var got []short
	for _, m := range seen {
		if m.Bot {
			one := short{Text: m.Text, Buttons: len(m.Buttons) > 0}
			if len(m.Files) > 0 {
				one.File = m.Files[0].Name
			}
			got = append(got, one)
		}
	}
	trim := func(n int) string { return strings.TrimSpace(strings.Repeat(line, n)) }
	want := []short{{trim(40), "", false}, {trim(10), "", true}, {trim(40), "", false}, {"", "text.txt", true}, {"见表", "任务表.xlsx", true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	if got := w.inbox.receipts[0].Messages; len(got) != 2 {
		t.Errorf("got receipt %q of the long text, want two messages", got)
	}
}

// A letter whose first part was said is not said anew when Telegram hangs up on the second.
func TestLongReplyGoesOnWhereItStopped(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "全部"})
	var mu sync.Mutex
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		if strings.HasSuffix(r.URL.Path, "/sendMessage") {
			calls++
		}
		stop := calls == 2 && strings.HasSuffix(r.URL.Path, "/sendMessage")
		mu.Unlock()
		if stop {
			rw.WriteHeader(http.StatusTooManyRequests)
			_, _ = io.WriteString(rw, `{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":9}}`)
			return
		}
		w.ServeHTTP(rw, r)
	}))
	defer server.Close()
	w.bot = w.newBot(server.URL)
	long := strings.Repeat(strings.Repeat("长", 99)+"\n", 50)
	w.turn(func(context.Context, handlers.Request) (ledger.Reply, error) { return ledger.Reply{Text: long}, nil })
	if got := len(w.said(lian)); got != 2 || calls != 3 {
		t.Errorf("got %d messages by %d calls, want 2 by 3", got, calls)
	}
}

// No parse mode: nothing to escape, nothing to break.
func TestMessageIsPlain(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.started("联络员")
	w.turn(echo)
	for _, call := range w.Calls() {
		if call.Method != "sendMessage" {
			continue
		}
		var fields []string
		for name := range call.Params {
			fields = append(fields, name)
		}
		slices.Sort(fields)
		if diff := cmp.Diff([]string{"chat_id", "link_preview_options", "text"}, fields); diff != "" {
			t.Errorf("fields of sendMessage (-want +got):\n%s", diff)
		}
		preview, err := json.Marshal(call.Params["link_preview_options"])
		if err != nil || string(preview) != `{"is_disabled":true}` {
			t.Errorf("got preview %s, %v, want it disabled", preview, err)
		}
		return
	}
	t.Errorf("nothing was said to %d", lian)
}

func TestWrongTokenStops(t *testing.T) {
	w := newWorld(t, nil)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(rw, `{"ok":false,"error_code":401,"description":"Unauthorized"}`)
	}))
	defer server.Close()
	b := w.newBot(server.URL)
	if _, err := w.inbox.Receive(t.Context(), []ledger.Incoming{{ID: 1, Chat: "tg:5", Raw: []byte(`{"update_id":1,"message":{"message_id":1,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"x"}}`)}}); err != nil {
		t.Fatal(err)
	}
	box := newOutbox(ledger.Message{ID: "m", To: "tg:6", Text: "提醒", Class: ledger.ClassDigest})
	runs := map[string]func(context.Context) error{
		"poller":    (&bot.Poller{Bot: b, Inbox: w.inbox}).Run,
		"worker":    (&bot.Worker{Bot: b, Inbox: w.inbox, Handle: echo}).Run,
		"deliverer": (&bot.Deliverer{Bot: b, Outbox: box}).Run,
		"menu":      (&bot.Menu{Bot: b}).Run,
	}
	for name, run := range runs {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if err := run(ctx); !errors.Is(err, bot.ErrToken) {
			t.Errorf("%s: got %v, want ErrToken", name, err)
		}
		cancel()
	}
	if w.inbox.left() != 1 || len(box.owed) != 1 {
		t.Errorf("got %d updates and %d messages left, want both still there", w.inbox.left(), len(box.owed))
	}
}
