package bot_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

// A long request says how far it is in one message, which is edited at most once in three
// seconds and shows the last state when the answer comes.
func TestProgressIsOneMessage(t *testing.T) {
	w := newWorld(t, nil)
	officer := w.person("刘敏")
	w.say(sandbox.Speech{Person: officer, Text: "确认"})
	w.turn(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		for n := range 11 {
			r.Progress(ctx, fmt.Sprintf("正在导入：%d/10", n))
			w.clock.Advance(time.Second)
		}
		return ledger.Reply{Text: "已导入"}, nil
	})
	if diff := cmp.Diff([]string{"正在导入：10/10", "已导入"}, w.said(officer)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
	edits := 0
	for _, call := range w.Calls() {
		if call.Method == "editMessageText" {
			edits++
		}
	}
	if edits != 4 { // after 3, 6 and 9 seconds, and at the end
		t.Errorf("got %d edits, want 4", edits)
	}
	if len(w.inbox.receipts) != 1 || len(w.inbox.receipts[0].Messages) != 1 {
		t.Errorf("got receipts %+v, want that of the answer alone", w.inbox.receipts)
	}
}

// What Telegram does not take is not told any more; the work and its answer do not suffer.
func TestProgressIsNotInsistedOn(t *testing.T) {
	w := newWorld(t, nil)
	officer := w.person("刘敏")
	w.say(sandbox.Speech{Person: officer, Text: "确认"})
	if _, err := w.Inject(sandbox.Fault{Kind: sandbox.FaultServerError, Method: "editMessageText"}); err != nil {
		t.Fatal(err)
	}
	w.turn(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		for _, text := range []string{"正在读取", "正在导入：1/2", "正在导入：2/2"} {
			r.Progress(ctx, text)
			w.clock.Advance(time.Minute)
		}
		return ledger.Reply{Text: "已导入"}, nil
	})
	if diff := cmp.Diff([]string{"正在读取", "已导入"}, w.said(officer)); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

// A document that somebody replies to is known to the words that answer it.
func TestQuotedDocument(t *testing.T) {
	w := newWorld(t, nil)
	officer := w.person("刘敏")
	file := w.say(sandbox.Speech{Person: officer, Document: &sandbox.Upload{Name: "台账.csv", Data: []byte("序号")}})[0]
	w.turn(func(context.Context, handlers.Request) (ledger.Reply, error) { return ledger.Reply{}, nil })
	w.say(sandbox.Speech{Person: officer, Text: "/import", ReplyTo: file.ID})
	var got handlers.Request
	w.turn(func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
		got = r
		return ledger.Reply{}, nil
	})
	if len(got.QuotedFiles) != 1 || got.QuotedFiles[0].Name != "台账.csv" || got.QuotedFiles[0].Ref == "" || len(got.Files) != 0 {
		t.Errorf("got %+v, want the document that was replied to", got)
	}
}
