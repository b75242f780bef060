package store_test

import (
	"testing"
	"time"

	"duban/ledger"
	"duban/store"
)

// papered is a message with a paper.
func papered(id string, class ledger.Class) ledger.Message {
	m := message(id, "tg:1", class)
	m.Files = []ledger.File{{Kind: ledger.FileDocument, Name: "督办单.docx", Size: 5, Body: []byte("bytes")}}
	return m
}

// body is what is kept of the bytes of a message's first file.
func (b book) body(tb testing.TB, id string) string {
	tb.Helper()
	return string(b.state(tb, id).Files[0].Body)
}

// testOutboxFiles keeps the bytes of a paper for as long as somebody may have to send them
// again, whatever ends the sender in between, and then only what proves them.
func testOutboxFiles(b book) {
	t := b.t
	b.owe(t, "1", monday, papered("m", ledger.ClassNotice))
	equal(t, "planned", "bytes", b.body(t, "m"))
	now := monday
	hand := func(when string) {
		t.Helper()
		owed, err := b.Claim(t.Context(), now, lease, 1)
		must(t, err)
		if len(owed) != 1 || string(owed[0].Files[0].Body) != "bytes" {
			t.Fatalf("%s: handed out %+v, want the paper with its bytes", when, owed)
		}
		must(t, b.Begin(t.Context(), owed[0]))
		equal(t, when+": sending", "bytes", b.body(t, "m"))
	}
	hand("the first time")
	b.settle(t, now, ledger.Settlement{ID: "m", Outcome: ledger.OutcomeRetry, Reason: "no connection"})
	hand("not reached")
	b.settle(t, now, ledger.Settlement{ID: "m", Outcome: ledger.OutcomeUnknown, Reason: "timeout"})
	hand("in doubt")
	now = now.Add(lease) // the sender dies: before the call, in it, or before he could tell of it
	hand("its sender died")
	_, err := b.Abandon(t.Context())
	must(t, err)
	hand("another one leads")

	proof := ledger.File{Ref: "AgAD", Kind: ledger.FileDocument, Name: "督办单.docx", Size: 5, SHA256: sha256Of("bytes")}
	pdf := ledger.File{Ref: "AgAE", Kind: ledger.FileDocument, Name: "督办单.pdf", Size: 3, SHA256: sha256Of("pdf")}
	sent := ledger.Settlement{ID: "m", Outcome: ledger.OutcomeSent, Receipt: ledger.Receipt{
		Messages: []string{"7", "8"}, Files: []ledger.File{proof, pdf},
	}}
	b.settle(t, now, sent)
	b.settle(t, now, sent) // an answer that was lost
	got := b.state(t, "m")
	equal(t, "state", store.StateSent, got.State)
	equal(t, "kept", []ledger.File{proof, pdf}, got.Files)
	equal(t, "its words", "text of m", got.Text)
	equal(t, "what it was about", message("m", "", "").About, got.About)

	sent.Receipt = ledger.Receipt{Messages: []string{"9"}} // the one who was only slow
	b.settle(t, now, sent)
	equal(t, "still kept", []ledger.File{proof, pdf}, b.state(t, "m").Files)

	entries, err := b.EntriesOf(t.Context(), "2026-001", 10)
	must(t, err)
	var files []string
	for _, f := range entries[len(entries)-1].Fields {
		if f.Name == "file" {
			files = append(files, f.After)
		}
	}
	equal(t, "the evidence of its delivery", []string{"督办单.docx " + proof.SHA256, "督办单.pdf " + pdf.SHA256}, files)
	b.verify(t)
}

// testOutboxFilesUnsent keeps the bytes of what did not arrive, or may not have.
func testOutboxFilesUnsent(b book) {
	t := b.t
	for outcome, state := range map[ledger.Outcome]store.State{
		ledger.OutcomeRefused: store.StateRefused, ledger.OutcomeUnknown: store.StateUnknown,
	} {
		id := "m" + string(outcome)
		b.owe(t, id, monday, papered(id, ledger.ClassDigest))
		b.claim(t, monday, 1)
		b.settle(t, monday, ledger.Settlement{ID: ledger.MessageID(id), Outcome: outcome, Reason: "?"})
		equal(t, id, state, b.state(t, id).State)
		equal(t, id, "bytes", b.body(t, id))
	}
	// It did arrive, as is known late. What its sender does not know is computed here.
	b.sent(t, monday.Add(time.Hour), "munknown", "7")
	equal(t, "kept", []ledger.File{{
		Kind: ledger.FileDocument, Name: "督办单.docx", Size: 5, SHA256: sha256Of("bytes"),
	}}, b.state(t, "munknown").Files)
	b.verify(t)
}

// What was sent and settled before the bytes were dropped is read as it lies there.
func TestOutboxFilesOfBefore(t *testing.T) {
	b := mini(t)
	b.owe(t, "1", monday, papered("m", ledger.ClassNotice))
	b.claim(t, monday, 1)
	key := b.prefix + "message:m"
	before := b.raw.HGet(t.Context(), key, "json").Val()
	b.sent(t, monday, "m", "7")
	must(t, b.raw.HSet(t.Context(), key, "json", before).Err())
	equal(t, "bytes", "bytes", b.body(t, "m"))
	b.sent(t, monday, "m", "7")
	equal(t, "a receipt that is known", "bytes", b.body(t, "m"))
	b.sent(t, monday, "m", "8")
	equal(t, "another one", "", b.body(t, "m"))
	equal(t, "state", store.StateSent, b.state(t, "m").State)
}
