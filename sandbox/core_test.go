package sandbox_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"duban/sandbox"
)

func TestDoors(t *testing.T) {
	w := newWorld(t, nil)
	for _, c := range []struct {
		path, words string
		code        int
	}{
		{"/bot42:wrong/getMe", "Unauthorized", 401},
		{"/bot" + token + "/getNothing", "Not Found", 404},
		{"/bot" + token + "/", "Not Found", 404},
		{"/bot" + token + "/sendInvoice", "Not Implemented: the sandbox does not speak sendInvoice", 501},
		{"/bot" + token + "/GETME", "", 0},
		{"/file/bot42:wrong/documents/file_0", "Unauthorized", 401},
		{"/file/bot" + token + "/documents/file_0", "Not Found", 404},
	} {
		resp, err := http.Get(w.url + c.path)
		if err != nil {
			t.Fatal(err)
		}
		if r := w.read(resp); r.ErrorCode != c.code || r.Description != c.words {
			t.Errorf("%s: got %d %q, want %d %q", c.path, r.ErrorCode, r.Description, c.code, c.words)
		}
	}
}

func TestParametersInEveryForm(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	form := url.Values{"chat_id": {"1001"}, "text": {"好"}}
	for name, send := range map[string]func() (*http.Response, error){
		"query": func() (*http.Response, error) {
			return http.Get(w.url + "/bot" + token + "/sendMessage?" + form.Encode())
		},
		"form": func() (*http.Response, error) { return http.PostForm(w.url+"/bot"+token+"/sendMessage", form) },
		"json": func() (*http.Response, error) {
			return http.Post(w.url+"/bot"+token+"/sendMessage", "application/json; charset=utf-8", strings.NewReader(`{"chat_id":1001,"text":"好"}`))
		},
	} {
		resp, err := send()
		if err != nil {
			t.Fatal(err)
		}
		if r := w.read(resp); !r.OK {
			t.Errorf("%s: got %q", name, r.Description)
		}
	}
	seen, err := w.Read(id, 0)
	if err != nil || len(seen) != 4 || seen[3].Text != "好" || !seen[3].Bot {
		t.Errorf("got %+v, %v, want /start and three messages of the bot", seen, err)
	}
}

func TestClientLibrarySpeaksWithIt(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	client, err := bot.New(token, bot.WithServerURL(w.url))
	if err != nil {
		t.Fatal(err)
	}
	sent, err := client.SendMessage(t.Context(), &bot.SendMessageParams{
		ChatID: id, Text: "您好",
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "无变化", CallbackData: "a"}}}},
	})
	if err != nil || sent.Text != "您好" || sent.ReplyMarkup == nil {
		t.Fatalf("got %+v, %v", sent, err)
	}
	file, err := client.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: id, Caption: "台账",
		Document: &models.InputFileUpload{Filename: "台账.csv", Data: strings.NewReader("a,b")},
	})
	if err != nil || file.Document.FileName != "台账.csv" {
		t.Fatalf("got %+v, %v", file, err)
	}
	if _, err := w.Press(sandbox.Press{Person: id, Label: "无变化"}); err != nil {
		t.Fatal(err)
	}
	raw := must[[]models.Update](w, "getUpdates", nil)
	if len(raw) != 2 || raw[1].CallbackQuery.Data != "a" || raw[1].CallbackQuery.Message.Message.ID != sent.ID {
		t.Errorf("got %+v, want /start and a press", raw)
	}
	_, err = client.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: int64(77), Text: "x"})
	if err == nil || !strings.Contains(err.Error(), "chat not found") {
		t.Errorf("got %v, want chat not found", err)
	}
}

func TestConfirmByOffset(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	for _, text := range []string{"一", "二", "三"} {
		w.say(sandbox.Speech{Person: id, Text: text})
	}
	texts := func(params args) (out []string) {
		for _, u := range w.updates(params) {
			out = append(out, u.Message.Text)
		}
		return out
	}
	first := w.updates(nil)
	for _, c := range []struct {
		what   string
		params args
		want   []string
	}{
		{"again without offset", nil, []string{"一", "二", "三"}},
		{"limit", args{"limit": 2}, []string{"一", "二"}},
		{"limit over 100", args{"limit": 1000}, []string{"一", "二", "三"}},
		{"offset of the second", args{"offset": first[1].ID}, []string{"二", "三"}},
		{"the first is gone", args{"offset": first[0].ID}, []string{"二", "三"}},
		{"only the latest", args{"offset": -1}, []string{"三"}},
		{"the others are forgotten", nil, []string{"三"}},
		{"all confirmed", args{"offset": first[2].ID + 1}, nil},
	} {
		if diff := cmp.Diff(c.want, texts(c.params)); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.what, diff)
		}
	}
	if first[1].ID != first[0].ID+1 || first[2].ID != first[1].ID+1 {
		t.Errorf("got ids %d %d %d, want them in a row", first[0].ID, first[1].ID, first[2].ID)
	}
	if w.Pending() != 0 {
		t.Errorf("got %d pending, want 0", w.Pending())
	}
}

func TestLongPollWakesUp(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	got := make(chan []update, 1)
	go func() { got <- w.updates(args{"timeout": 30}) }()
	w.say(sandbox.Speech{Person: id, Text: "来了"})
	if batch := <-got; len(batch) != 1 || batch[0].Message.Text != "来了" {
		t.Errorf("got %+v", batch)
	}
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.MaxPoll = 20 * time.Second })
	first := make(chan result, 1)
	go func() { first <- w.call("getUpdates", args{"timeout": 20}) }()
	// The first one is waiting as soon as another call of it ends with 409.
	w.until(func() bool { w.call("getUpdates", args{"timeout": 0}); return len(first) == 1 })
	const words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	if r := <-first; r.ErrorCode != 409 || r.Description != words {
		t.Errorf("got %d %q, want 409 %q", r.ErrorCode, r.Description, words)
	}
}

// until repeats a question until it is true or the test's time is over.
func (w *world) until(true func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	for !true() {
		if ctx.Err() != nil {
			w.t.Fatal("waited too long")
		}
	}
}

func TestExpiry(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "按", "reply_markup": args{"inline_keyboard": [][]args{{{"text": "好", "callback_data": "ok"}}}}})
	press := func() string {
		t.Helper()
		query, err := w.Press(sandbox.Press{Person: id, Data: "ok"})
		if err != nil {
			t.Fatal(err)
		}
		return query
	}
	first := press()
	if got := w.updates(nil); len(got) != 2 {
		t.Fatalf("got %d updates, want 2", len(got))
	}
	w.clock.Advance(151 * time.Second)
	if got := w.updates(nil); len(got) != 1 || got[0].Callback != nil {
		t.Errorf("after 151 s got %+v, want the message alone", got)
	}
	const old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	w.refused(400, old, "answerCallbackQuery", args{"callback_query_id": first})
	w.refused(400, old, "answerCallbackQuery", args{"callback_query_id": "7"})
	second := press()
	must[bool](w, "answerCallbackQuery", args{"callback_query_id": second, "text": "已记", "show_alert": true})
	w.refused(400, old, "answerCallbackQuery", args{"callback_query_id": second})
	if toasts := w.Toasts(id); len(toasts) != 1 || toasts[0].Text != "已记" || !toasts[0].Alert {
		t.Errorf("got %+v", toasts)
	}
	w.clock.Advance(24 * time.Hour)
	if got := w.updates(nil); len(got) != 0 {
		t.Errorf("after a day got %+v, want nothing", got)
	}
}

func TestUpdateIDsStartAnewAfterAQuietWeek(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	w.say(sandbox.Speech{Person: id, Text: "一"})
	before := w.fresh()[0].ID
	w.clock.Advance(8 * 24 * time.Hour)
	w.say(sandbox.Speech{Person: id, Text: "二"})
	if after := w.updates(nil)[0].ID; after == before+1 {
		t.Errorf("got %d after %d, want a jump", after, before)
	}
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	w.updates(args{"allowed_updates": []string{"callback_query"}})
	w.say(sandbox.Speech{Person: id, Text: "一"})
	w.updates(args{"allowed_updates": []string{}})
	w.say(sandbox.Speech{Person: id, Text: "二"})
	if got := w.updates(nil); len(got) != 1 || got[0].Message.Text != "二" {
		t.Errorf("got %+v, want the second alone", got)
	}
}
