package bot_test

import (
	"testing"

	"duban/bot"
	"duban/ledger"
)

// A picture that Telegram will not send again by its name does not take the words with it.
func TestWordsArriveWithoutAFileThatIsGone(t *testing.T) {
	gone := func(ref string) ledger.File { return ledger.File{Ref: ref, Kind: ledger.FilePhoto} }
	tests := []struct {
		name  string
		files []ledger.File
	}{
		{"as the caption of one", []ledger.File{gone("a")}},
		{"before an album", []ledger.File{gone("a"), gone("b")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			lian := w.started("联络员")
			button := [][]ledger.Button{{{Label: "同意", Data: "approve:x"}}}
			box := newOutbox(ledger.Message{ID: "m", To: address(lian), Text: "请您决定", Class: ledger.ClassNotice, Files: tt.files, Buttons: button})
			if _, err := (&bot.Deliverer{Bot: w.bot, Outbox: box}).Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			said, err := w.Read(lian, 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := said[len(said)-1]; got.Text != "请您决定" || len(got.Buttons) != 1 || len(got.Files) != 0 {
				t.Errorf("got %+v, want the words and the button alone", got)
			}
			if got := box.outcomes(); len(got) != 1 || got[0] != ledger.OutcomeSent {
				t.Errorf("got outcomes %v, want sent once", got)
			}
		})
	}
}
