package handlers_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/handlers"
	"duban/ledger"
)

// TestPDFFollowsOnce: where PDFs are made, one follows an answer that has a paper, however
// often the messenger hands the same update in; where none are made, the answer stays a
// question.
func TestPDFFollowsOnce(t *testing.T) {
	for _, prints := range []bool{true, false} {
		b := newBriefing(t)
		b.Prints = prints
		brief := b.says(leader, "汇总")
		before, head := b.owed()
		pressed := handlers.Request{
			Cause: "update:press", At: b.now(), From: leader, Chat: "tg:11", Private: true, Button: brief.Buttons[0][3].Data,
		}
		var answers []ledger.Reply
		for range 3 {
			answer, err := b.Handle(t.Context(), pressed)
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, answer)
			pressed.At = pressed.At.Add(time.Minute)
		}
		for _, again := range answers {
			if diff := cmp.Diff("简报.docx", again.Files[0].Name); diff != "" || len(again.Files[0].Body) == 0 {
				t.Errorf("prints %v: the answer has %+v, want the paper in Word", prints, again.Files)
			}
		}
		after, end := b.owed()
		if want := map[bool]int64{true: 1, false: 0}[prints]; after-before != want || end.Seq-head.Seq != want {
			t.Errorf("prints %v: %d messages in %d blocks, want %d", prints, after-before, end.Seq-head.Seq, want)
		}
		if !prints {
			continue
		}
		owed, err := b.book.Claim(t.Context(), pressed.At, time.Minute, 10)
		if err != nil {
			t.Fatal(err)
		}
		last := owed[len(owed)-1]
		if last.To != "tg:11" || last.Class != ledger.ClassReply || last.Files[0].Kind != ledger.FileToPrint {
			t.Errorf("it is owed %+v, want the paper to be printed, as a reply in his chat", last)
		}
	}
}

// owed is how many messages are owed, and the end of the chain.
func (b *briefing) owed() (int64, ledger.Head) {
	b.t.Helper()
	n, _, err := b.book.Owing(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	_, head, err := b.book.Count(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return n, head
}
