package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"duban/bot"
	"duban/ledger"
	"duban/store"
)

// shelf is a store that owes a message with a paper.
func (w *world) shelf(m ledger.Message) *store.Store {
	w.t.Helper()
	book, err := store.Open(w.t.Context(), "redis://"+miniredis.RunT(w.t).Addr(), "lechang")
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = book.Close() })
	owing := ledger.Change{Cause: "owing", At: w.clock.Now(), Send: []ledger.Message{m}, Entries: []ledger.Entry{{At: w.clock.Now(), What: ledger.WhatIssued}}}
	if _, err := book.Commit(w.t.Context(), owing); err != nil {
		w.t.Fatal(err)
	}
	return book
}

func again(text string) string { return "补发 " + text }

// A program that is killed while LibreOffice prints has said nothing: the next one says the
// message, of whatever class, and says it as if for the first time. Should the first one live
// on, it says nothing any more.
func TestKilledWhilePrinting(t *testing.T) {
	for _, class := range []ledger.Class{ledger.ClassNotice, ledger.ClassReply, ledger.ClassDigest} {
		t.Run(string(class), func(t *testing.T) {
			w := newWorld(t, nil)
			lian := w.started("联络员")
			book := w.shelf(ledger.Message{ID: "m", To: address(lian), Text: "督办单", Class: class, Files: word(ledger.FileDocument, "a.docx")})
			jammed, over := make(chan struct{}), make(chan struct{})
			first := &bot.Deliverer{Bot: w.bot, Outbox: book, Again: again, Print: func(ctx context.Context, f ledger.File) (ledger.File, error) {
				close(jammed)
				<-over
				return printer(nil)(ctx, f)
			}}
			ended := make(chan error, 1)
			go func() {
				_, err := first.Drain(t.Context())
				ended <- err
			}()
			<-jammed
			if n, err := book.Abandon(t.Context()); n != 1 || err != nil { // the next one leads
				t.Fatalf("Abandon: got %d, %v; want the one that was claimed", n, err)
			}
			next := &bot.Deliverer{Bot: w.bot, Outbox: book, Again: again, Print: printer(nil)}
			if n, err := next.Drain(t.Context()); n != 1 || err != nil {
				t.Fatalf("the next one delivers %d messages, %v; want 1", n, err)
			}
			close(over)
			if err := <-ended; err != nil {
				t.Error(err)
			}
			w.check("said", w.shown(lian), "督办单", "a.docx", "a.pdf")
			found, err := book.Messages(t.Context(), "m")
			if err != nil || len(found) != 1 || found[0].State != store.StateSent || found[0].Lapsed+found[0].Unknown != 0 {
				t.Errorf("got %+v, %v; want it sent, and never in doubt", found, err)
			}
		})
	}
}

// fallen is an outbox whose program is killed at the moment at which its first call begins.
type fallen struct{ *store.Store }

var errFallen = errors.New("killed")

func (f fallen) Begin(ctx context.Context, owed ledger.Owed) error {
	if err := f.Store.Begin(ctx, owed); err != nil {
		return err
	}
	return errFallen
}

func (fallen) Settle(context.Context, time.Time, ledger.Settlement) error { return errFallen }

// Killed when the call has begun, nobody knows: a notice is said again, and says so.
func TestKilledWhileCalling(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.started("联络员")
	book := w.shelf(ledger.Message{ID: "m", To: address(lian), Text: "督办单", Class: ledger.ClassNotice, Files: word(ledger.FileDocument, "a.docx")})
	killed := &bot.Deliverer{Bot: w.bot, Outbox: fallen{book}, Again: again, Print: printer(nil)}
	if _, err := killed.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.check("said by the one that was killed", w.shown(lian))
	if _, err := book.Abandon(t.Context()); err != nil {
		t.Fatal(err)
	}
	next := &bot.Deliverer{Bot: w.bot, Outbox: book, Again: again, Print: printer(nil)}
	if _, err := next.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.check("said by the next one", w.shown(lian), "补发 督办单", "a.docx", "a.pdf")
}
