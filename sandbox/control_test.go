package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"duban/sandbox"
)

// control asks a door of the control API and gives back status and body.
func (w *world) control(method, path, body string) (int, []byte) {
	w.t.Helper()
	r, err := http.NewRequest(method, w.url+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing is lost with an answer that has been read
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, raw
}

// TestExamplesOfREADME runs each example of the README, and sees that each door
// has one.
func TestExamplesOfREADME(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, nil)
	example := regexp.MustCompile(`^curl -s (?:-X (\w+) )?"?\$SANDBOX(/control/[^" ]*)"?(?: -d '(.*)')?$`)
	seen := map[string]bool{}
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "curl") {
			continue
		}
		m := example.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("not an example: %s", line)
			continue
		}
		method := m[1]
		switch {
		case method == "" && m[3] != "":
			method = http.MethodPost
		case method == "":
			method = http.MethodGet
		}
		if strings.HasPrefix(m[2], "/control/press") {
			keys := args{"inline_keyboard": [][]args{{{"text": "无变化", "callback_data": "n"}}}}
			must[seenMessage](w, "sendMessage", args{"chat_id": 1001, "text": "第17号任务明天到期", "reply_markup": keys})
		}
		if status, body := w.control(method, m[2], m[3]); status != http.StatusOK || !json.Valid(body) {
			t.Errorf("%s\n%d %s", line, status, body)
		}
		path, _, _ := strings.Cut(m[2], "?")
		seen[method+" "+path] = true
	}
	source, err := os.ReadFile("control.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, door := range regexp.MustCompile(`\b(do|ask)\(mux, "([a-z-]+)"`).FindAllSubmatch(source, -1) {
		method := map[string]string{"do": "POST", "ask": "GET"}[string(door[1])]
		if key := method + " /control/" + string(door[2]); !seen[key] {
			t.Errorf("README has no example of %s", key)
		}
	}
}

func TestControlProblems(t *testing.T) {
	w := newWorld(t, nil)
	for _, c := range []struct{ method, path, body, words string }{
		{"POST", "/control/say", `{"person":7,"text":"x"}`, "sandbox: nobody has id 7"},
		{"POST", "/control/say", `nonsense`, "sandbox: body: invalid character 'o' in literal null (expecting 'u')"},
		{"POST", "/control/person", `{}`, "sandbox: a person needs a first_name"},
		{"POST", "/control/update", `[1]`, "sandbox: an update is a JSON object: json: cannot unmarshal array into Go value of type map[string]json.RawMessage"},
		{"GET", "/control/chat?id=7", ``, "sandbox: no chat has id 7"},
		{"GET", "/control/chat?id=seven", ``, `sandbox: id="seven" is not a number`},
		{"GET", "/control/file?id=x", ``, `sandbox: no file has id "x"`},
	} {
		status, body := w.control(c.method, c.path, c.body)
		var got struct{ Error string }
		if err := json.Unmarshal(body, &got); err != nil || status != http.StatusBadRequest || got.Error != c.words {
			t.Errorf("%s %s: got %d %s, want 400 %q", c.path, c.body, status, body, c.words)
		}
	}
}

func TestPoisonUpdate(t *testing.T) {
	w := newWorld(t, nil)
	id, err := w.PushUpdate(json.RawMessage(`{"update_id":1,"message":{"message_id":"poison"}}`))
	if err != nil {
		t.Fatal(err)
	}
	raw := must[[]map[string]any](w, "getUpdates", nil)
	if len(raw) != 1 || raw[0]["update_id"] != float64(id) || raw[0]["message"].(map[string]any)["message_id"] != "poison" {
		t.Errorf("got %v, want the poison under id %d", raw, id)
	}
}

func TestEditsOfPeople(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	said := w.say(sandbox.Speech{Person: id, Text: "17 80"})
	edited, err := w.Edit(sandbox.Edit{Person: id, Message: said.ID, Text: "17 90"})
	if err != nil || edited.Edits[0] != "17 80" || edited.Rev <= said.Rev {
		t.Fatalf("got %+v, %v", edited, err)
	}
	got := w.fresh()
	if len(got) != 2 || got[1].Edited == nil || got[1].Edited.Text != "17 90" || got[0].Message.Text != "17 80" {
		t.Errorf("got %+v, want the message and its edit", got)
	}
	sent := must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "x"})
	if _, err := w.Edit(sandbox.Edit{Person: id, Message: sent.ID, Text: "y"}); err == nil {
		t.Error("got no problem editing the bot's message")
	}
}

func TestWaitForTheBot(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	mark := w.Mark()
	type waited struct {
		seen []sandbox.Seen
		err  error
	}
	got := make(chan waited, 1)
	go func() {
		seen, err := w.Wait(t.Context(), sandbox.Wait{Chat: id, After: mark, Count: 2})
		got <- waited{seen, err}
	}()
	must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "一"})
	w.say(sandbox.Speech{Person: id, Text: "不算"})
	must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "二"})
	if g := <-got; g.err != nil || len(g.seen) != 2 || g.seen[0].Text != "一" || g.seen[1].Text != "二" {
		t.Errorf("got %+v", g)
	}
	// Whoever sees a message finds its call in the transcript.
	if calls := w.Calls(); calls[len(calls)-1].Messages == nil {
		t.Errorf("got %+v, want the sending", calls[len(calls)-1])
	}
}

func TestMenus(t *testing.T) {
	w := newWorld(t, nil)
	menu := []args{{"command": "report", "description": "报送进展"}}
	group := args{"type": "all_group_chats"}
	must[bool](w, "setMyCommands", args{"commands": menu, "scope": group, "language_code": "zh"})
	for _, c := range []struct {
		params args
		want   int
	}{
		{nil, 0}, {args{"scope": group}, 0}, {args{"scope": group, "language_code": "zh"}, 1},
	} {
		if got := must[[]any](w, "getMyCommands", c.params); len(got) != c.want {
			t.Errorf("%v: got %v, want %d", c.params, got, c.want)
		}
	}
	must[bool](w, "deleteMyCommands", args{"scope": group, "language_code": "zh"})
	if got := w.Menus(); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
	w.refused(400, "Bad Request: can't parse BotCommandScope: Unsupported type specified", "getMyCommands", args{"scope": args{"type": "everybody"}})
	must[bool](w, "setMyDescription", args{"description": "督办"})
	if got := must[map[string]string](w, "getMyDescription", nil); got["description"] != "督办" {
		t.Errorf("got %v", got)
	}
}
