package bot_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/bot"
	"duban/ledger"
	"duban/sandbox"
)

// printer makes what passes for a PDF, unless it has an error.
func printer(err error) bot.Print {
	return func(_ context.Context, paper ledger.File) (ledger.File, error) {
		return ledger.File{Kind: ledger.FileDocument, Name: strings.TrimSuffix(paper.Name, ".docx") + ".pdf", Body: []byte("%PDF")}, err
	}
}

func word(kind string, names ...string) []ledger.File {
	var files []ledger.File
	for _, name := range names {
		files = append(files, ledger.File{Kind: kind, Name: name, Body: []byte("docx")})
	}
	return files
}

// What goes out of a message with papers, by what it owes and how LibreOffice stands.
func TestPapersArePrinted(t *testing.T) {
	jammed := errors.New("jammed")
	tests := []struct {
		name  string
		print bot.Print
		files []ledger.File
		want  []string
	}{
		{"beside the paper", printer(nil), word(ledger.FileDocument, "a.docx"), []string{"文稿", "a.docx", "a.pdf"}},
		{"no LibreOffice", nil, word(ledger.FileDocument, "a.docx"), []string{"文稿 a.docx"}},
		{"jammed", printer(jammed), word(ledger.FileDocument, "a.docx"), []string{"文稿 a.docx"}},
		{"a table is no paper", printer(nil), word(ledger.FileDocument, "a.xlsx"), []string{"文稿 a.xlsx"}},
		{"alone", printer(nil), word(ledger.FileToPrint, "a.docx"), []string{"文稿 a.pdf"}},
		{"several alone", printer(nil), word(ledger.FileToPrint, "a.docx", "b.docx"), []string{"文稿", "a.pdf", "b.pdf"}},
		{"alone and jammed", printer(jammed), word(ledger.FileToPrint, "a.docx"), []string{"没能生成PDF"}},
		{"alone and no LibreOffice any more", nil, word(ledger.FileToPrint, "a.docx"), []string{"没能生成PDF"}},
		{"one of two", func(ctx context.Context, f ledger.File) (ledger.File, error) {
			if f.Name == "b.docx" {
				return ledger.File{}, jammed
			}
			return printer(nil)(ctx, f)
		}, word(ledger.FileToPrint, "a.docx", "b.docx"), []string{"文稿\n没能生成PDF a.pdf"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			lian := w.started("联络员")
			box := newOutbox(ledger.Message{ID: "m", To: address(lian), Text: "文稿", Class: ledger.ClassReply, Files: tt.files})
			d := &bot.Deliverer{Bot: w.bot, Outbox: box, Print: tt.print, Unprinted: "没能生成PDF"}
			if _, err := d.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.check("said", w.shown(lian), tt.want...)
			w.check("outcomes", words(box.outcomes()), string(ledger.OutcomeSent))
		})
	}
}

// shown are the bot's messages in a chat: words and files.
func (w *world) shown(chat int64) []string {
	w.t.Helper()
	var out []string
	for _, m := range w.spoken(chat) {
		line := []string{m.Text}
		for _, f := range m.Files {
			line = append(line, f.Name)
		}
		out = append(out, strings.TrimSpace(strings.Join(line, " ")))
	}
	return out
}

func words(outcomes []ledger.Outcome) []string {
	var out []string
	for _, o := range outcomes {
		out = append(out, string(o))
	}
	return out
}

// The receipt proves what went out: the paper and its PDF, each by its digest and by the name
// that Telegram gave it. The bytes are not in it.
func TestReceiptProvesPapers(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.started("联络员")
	box := newOutbox(ledger.Message{ID: "m", To: address(lian), Text: "督办单", Class: ledger.ClassNotice, Files: word(ledger.FileDocument, "a.docx")})
	if _, err := (&bot.Deliverer{Bot: w.bot, Outbox: box, Print: printer(nil)}).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := box.settled[0].Receipt
	if len(got.Messages) != 3 || len(got.Files) != 2 {
		t.Fatalf("got receipt %+v, want three messages and two files", got)
	}
	for i, want := range []struct{ name, body string }{{"a.docx", "docx"}, {"a.pdf", "%PDF"}} {
		digest := sha256.Sum256([]byte(want.body))
		f := got.Files[i]
		if f.Name != want.name || f.Size != 4 || f.SHA256 != hex.EncodeToString(digest[:]) || f.Ref == "" || f.Body != nil {
			t.Errorf("got %+v, want what proves %s", f, want.name)
		}
	}
}

// A crowd that waits for LibreOffice keeps nobody else waiting, and gets its PDFs in the end.
func TestPrintingKeepsNobodyElseWaiting(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	var owed []ledger.Message
	add := func(n int, id string, files []ledger.File) {
		for i := range n {
			to := address(w.started(id))
			owed = append(owed, ledger.Message{ID: ledger.MessageID(id + strconv.Itoa(i)), To: to, Text: "话", Class: ledger.ClassNotice, Files: files})
		}
	}
	const papers, others = 20, 12
	add(papers, "paper", word(ledger.FileToPrint, "a.docx"))
	add(others, "words", nil)
	box := newOutbox(owed...)
	jam := make(chan struct{})
	d := &bot.Deliverer{Bot: w.bot, Outbox: box, Print: func(ctx context.Context, f ledger.File) (ledger.File, error) {
		select {
		case <-jam:
		case <-ctx.Done():
		}
		return printer(ctx.Err())(ctx, f)
	}}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	passes := time.NewTicker(20 * time.Millisecond) // what was put back last changes nothing more in the box
	defer passes.Stop()
	await := func(prefix string, n int) {
		t.Helper()
		for box.sent(prefix) < n {
			select {
			case <-box.change:
			case <-passes.C:
			case <-ctx.Done():
				t.Fatalf("%d messages %s were sent, want %d", box.sent(prefix), prefix, n)
			}
			w.clock.Advance(time.Second) // what was put back comes due
		}
	}
	await("words", others)
	if n := box.sent("paper"); n != 0 {
		t.Errorf("%d papers were sent of a printer that was jammed", n)
	}
	close(jam)
	await("paper", papers)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// sent is how many messages whose names begin so were sent.
func (o *outbox) sent(prefix string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, s := range o.settled {
		if strings.HasPrefix(string(s.ID), prefix) && s.Outcome == ledger.OutcomeSent {
			n++
		}
	}
	return n
}

// A stop in the middle of printing says nothing: the next run prints and says it.
func TestStopWhilePrinting(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.started("联络员")
	box := newOutbox(ledger.Message{ID: "m", To: address(lian), Text: "督办单", Class: ledger.ClassNotice, Files: word(ledger.FileDocument, "a.docx")})
	ctx, stop := context.WithCancel(t.Context())
	d := &bot.Deliverer{Bot: w.bot, Outbox: box, Print: func(ctx context.Context, _ ledger.File) (ledger.File, error) {
		stop()
		return ledger.File{}, ctx.Err()
	}}
	if _, err := d.Drain(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	w.check("said when stopped", w.shown(lian))
	d.Print = printer(nil)
	if _, err := d.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.check("said by the next run", w.shown(lian), "督办单", "a.docx", "a.pdf")
	if diff := cmp.Diff([]ledger.Outcome{ledger.OutcomeRetry, ledger.OutcomeSent}, box.outcomes()); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}
