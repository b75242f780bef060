package sandbox_test

import (
	"strings"
	"testing"

	"duban/sandbox"
)

// TestWhatTelegramDoesNotTakeFromPeople: it is refused whole, and nothing is said.
func TestWhatTelegramDoesNotTakeFromPeople(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	said := w.say(sandbox.Speech{Person: id, Text: "一"})
	empty := sandbox.Upload{Name: "空.pdf"}
	tests := []struct {
		name, want string
		act        func() error
	}{
		{"an empty document", "空.pdf: file must be non-empty", func() error {
			_, err := w.Say(sandbox.Speech{Person: id, Document: &empty})
			return err
		}},
		{"an empty photo", "file must be non-empty", func() error {
			_, err := w.Say(sandbox.Speech{Person: id, Photo: &empty})
			return err
		}},
		{"an album with an empty piece", "file must be non-empty", func() error {
			_, err := w.Say(sandbox.Speech{Person: id, Album: []sandbox.Upload{{Name: "1.png", Data: picture(t)}, empty}})
			return err
		}},
		{"a long text", "Telegram takes 4096 units", func() error {
			_, err := w.Say(sandbox.Speech{Person: id, Text: strings.Repeat("长", 4097)})
			return err
		}},
		{"an edit that is too long", "Telegram takes 4096 units", func() error {
			_, err := w.Edit(sandbox.Edit{Person: id, Message: said.ID, Text: strings.Repeat("长", 4097)})
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := w.Mark()
			if err := tt.act(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if after := w.Mark(); after != before {
				t.Errorf("something was said all the same: from %v to %v", before, after)
			}
		})
	}
}

// TestPhotosAreMeasured: a page leaves room for them before they are loaded.
func TestPhotosAreMeasured(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	seen := w.say(sandbox.Speech{Person: id, Photo: &sandbox.Upload{Name: "1.png", Data: picture(t)}})
	if f := seen.Files[0]; f.Width != 400 || f.Height != 200 {
		t.Errorf("got %d by %d, want 400 by 200", f.Width, f.Height)
	}
}

// TestToastsAreShownOnce: a page that is opened later shows none of those before.
func TestToastsAreShownOnce(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "按", "reply_markup": args{"inline_keyboard": [][]args{{{"text": "好", "callback_data": "ok"}}}}})
	known := w.View(t.Context(), id, 0).Rev
	query, err := w.Press(sandbox.Press{Person: id, Data: "ok"})
	if err != nil {
		t.Fatal(err)
	}
	must[bool](w, "answerCallbackQuery", args{"callback_query_id": query, "text": "已记"})
	if got := w.View(t.Context(), id, known).Toasts; len(got) != 1 {
		t.Errorf("a page that is open gets %d toasts, want 1", len(got))
	}
	if got := w.View(t.Context(), id, 0).Toasts; len(got) != 0 {
		t.Errorf("a page that is opened gets %+v, want none", got)
	}
}
