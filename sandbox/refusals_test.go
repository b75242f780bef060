package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"duban/sandbox"
)

// buttons is a keyboard of one button.
func buttons(data string) args {
	return args{"inline_keyboard": [][]args{{{"text": "好", "callback_data": data}}}}
}

func TestLengths(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	id := w.started("李")
	sent := must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "旧"})
	for _, c := range []struct {
		what, words, method string
		params              args
	}{
		{"no text", "message text is empty", "sendMessage", args{}},
		{"blanks", "message text is empty", "sendMessage", args{"text": " \n "}},
		{"4096 units", "", "sendMessage", args{"text": strings.Repeat("督", 4096)}},
		{"4097 units", "message is too long", "sendMessage", args{"text": strings.Repeat("督", 4097)}},
		{"2048 surrogate pairs", "", "sendMessage", args{"text": strings.Repeat("😀", 2048)}},
		{"2049 surrogate pairs", "message is too long", "sendMessage", args{"text": strings.Repeat("😀", 2049)}},
		{"edit to 4097", "MESSAGE_TOO_LONG", "editMessageText", args{"message_id": sent.ID, "text": strings.Repeat("督", 4097)}},
		{"edit to nothing", "message text is empty", "editMessageText", args{"message_id": sent.ID, "text": ""}},
		{"64 bytes of data", "", "sendMessage", args{"text": "x", "reply_markup": buttons(strings.Repeat("督", 21) + "a")}},
		{"65 bytes of data", "BUTTON_DATA_INVALID", "sendMessage", args{"text": "x", "reply_markup": buttons(strings.Repeat("督", 21) + "ab")}},
		{"a button without action", "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard", "sendMessage", args{"text": "x", "reply_markup": buttons("")}},
		{"markup that is no object", "object expected as reply markup", "sendMessage", args{"text": "x", "reply_markup": "7"}},
		{"caption of 1025", "message caption is too long", "sendDocument", args{"document": "f", "caption": strings.Repeat("督", 1025)}},
		{"unknown mode", "unsupported parse_mode", "sendMessage", args{"text": "x", "parse_mode": "rtf"}},
		{"unknown action", "wrong parameter action in request", "sendChatAction", args{"action": "sing"}},
		{"too long a toast", "query is too old and response timeout expired or query ID is invalid", "answerCallbackQuery", args{"callback_query_id": "1"}},
		{"bad command", "BOT_COMMAND_INVALID", "setMyCommands", args{"commands": []args{{"command": "进展", "description": "x"}}}},
		{"no description", "BOT_COMMAND_DESCRIPTION_INVALID", "setMyCommands", args{"commands": []args{{"command": "report", "description": ""}}}},
	} {
		c.params["chat_id"] = id
		got := w.call(c.method, c.params)
		want := c.words
		if want != "" {
			want = "Bad Request: " + want
		}
		if got.Description != want {
			t.Errorf("%s: got %q, want %q", c.what, got.Description, want)
		}
	}
}

func TestWhoMayBeWrittenTo(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	known, stranger, blocker, gone := w.started("李"), w.person("王"), w.started("赵"), w.started("钱")
	group, super, left, channel := w.chat("group", known), w.chat("supergroup"), w.chat("group"), w.chat("channel")
	for _, err := range []error{
		w.Block(blocker, true), w.DeleteAccount(gone),
		w.SetMember(group, w.Bot().ID, "kicked"), w.SetMember(super, w.Bot().ID, "kicked"),
		w.SetMember(channel, w.Bot().ID, "member"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	must[bool](w, "leaveChat", args{"chat_id": left})
	for _, c := range []struct {
		chat  any
		code  int
		words string
	}{
		{nil, 400, "Bad Request: chat_id is empty"},
		{7, 400, "Bad Request: chat not found"},
		{"@nobody", 400, "Bad Request: chat not found"},
		{stranger, 403, "Forbidden: bot can't initiate conversation with a user"},
		{blocker, 403, "Forbidden: bot was blocked by the user"},
		{gone, 403, "Forbidden: user is deactivated"},
		{group, 403, "Forbidden: bot was kicked from the group chat"},
		{super, 403, "Forbidden: bot was kicked from the supergroup chat"},
		{left, 403, "Forbidden: bot is not a member of the group chat"},
		{channel, 400, "Bad Request: need administrator rights in the channel chat"},
	} {
		w.refused(c.code, c.words, "sendMessage", args{"chat_id": c.chat, "text": "x"})
	}
	if err := w.Block(blocker, false); err != nil {
		t.Fatal(err)
	}
	must[seenMessage](w, "sendMessage", args{"chat_id": blocker, "text": "x"})
}

func TestRepliesAndEdits(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	id := w.started("李")
	theirs := w.say(sandbox.Speech{Person: id, Text: "你好"})
	reply := must[seenMessage](w, "sendMessage", args{
		"chat_id": id, "text": "旧", "reply_parameters": args{"message_id": theirs.ID}, "reply_markup": buttons("a"),
	})
	if reply.ReplyTo == nil || reply.ReplyTo.Text != "你好" {
		t.Errorf("got reply to %+v, want 你好", reply.ReplyTo)
	}
	w.refused(400, "Bad Request: message to be replied not found", "sendMessage", args{"chat_id": id, "text": "x", "reply_parameters": args{"message_id": 99}})
	must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "x", "reply_parameters": args{"message_id": 99, "allow_sending_without_reply": true}})
	w.refused(400, "Bad Request: message thread not found", "sendMessage", args{"chat_id": id, "text": "x", "message_thread_id": 9})

	const same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	edit := func(text string, markup args) args {
		return args{"chat_id": id, "message_id": reply.ID, "text": text, "reply_markup": markup}
	}
	w.refused(400, same, "editMessageText", edit("旧", buttons("a")))
	must[seenMessage](w, "editMessageText", edit("新", buttons("a")))
	w.refused(400, same, "editMessageText", edit("新", buttons("a")))
	must[seenMessage](w, "editMessageReplyMarkup", args{"chat_id": id, "message_id": reply.ID})
	w.refused(400, same, "editMessageReplyMarkup", args{"chat_id": id, "message_id": reply.ID})
	w.refused(400, "Bad Request: message to edit not found", "editMessageText", args{"chat_id": id, "message_id": 99, "text": "x"})
	w.refused(400, "Bad Request: message can't be edited", "editMessageText", args{"chat_id": id, "message_id": theirs.ID, "text": "x"})
	w.refused(400, "Bad Request: message identifier is not specified", "editMessageText", args{"chat_id": id, "text": "x"})

	seen, err := w.Read(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := seen[2]; got.Text != "新" || len(got.Edits) != 1 || got.Edits[0] != "旧" || got.Buttons != nil || got.ReplyTo != theirs.ID {
		t.Errorf("got %+v, want 新 after 旧 without buttons", got)
	}
	must[bool](w, "deleteMessage", args{"chat_id": id, "message_id": reply.ID})
	w.refused(400, "Bad Request: message to delete not found", "deleteMessage", args{"chat_id": id, "message_id": reply.ID})
	w.clock.Advance(49 * time.Hour)
	w.refused(400, "Bad Request: message can't be deleted for everyone", "deleteMessage", args{"chat_id": id, "message_id": theirs.ID})
}

func TestLimitOfOneChat(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	hello := args{"chat_id": id, "text": "x"}
	for range 4 { // a short burst is tolerated
		must[seenMessage](w, "sendMessage", hello)
	}
	r := w.refused(429, "Too Many Requests: retry after 1", "sendMessage", hello)
	if r.Parameters.RetryAfter != 1 {
		t.Errorf("got retry_after %d, want 1", r.Parameters.RetryAfter)
	}
	w.clock.Advance(time.Second)
	must[seenMessage](w, "sendMessage", hello)
	w.refused(429, "Too Many Requests: retry after 1", "sendMessage", hello)
	other := w.started("王")
	must[seenMessage](w, "sendMessage", args{"chat_id": other, "text": "x"})
}

func TestLimitOfAGroup(t *testing.T) {
	w := newWorld(t, nil)
	hello := args{"chat_id": w.chat("group"), "text": "x"}
	for range 20 {
		must[seenMessage](w, "sendMessage", hello)
		w.clock.Advance(time.Second)
	}
	w.refused(429, "Too Many Requests: retry after 40", "sendMessage", hello)
	w.clock.Advance(40 * time.Second)
	must[seenMessage](w, "sendMessage", hello)
	w.refused(429, "Too Many Requests: retry after 1", "sendMessage", hello)
}

func TestLimitOverAll(t *testing.T) {
	w := newWorld(t, nil)
	for range 30 {
		must[seenMessage](w, "sendMessage", args{"chat_id": w.started("李"), "text": "x"})
	}
	last := args{"chat_id": w.started("王"), "text": "x"}
	w.refused(429, "Too Many Requests: retry after 1", "sendMessage", last)
	w.clock.Advance(time.Second)
	must[seenMessage](w, "sendMessage", last)
}

func TestBurstOverTime(t *testing.T) {
	// A chat that keeps to one message each 1.05 s is never refused.
	w := newWorld(t, nil)
	hello := args{"chat_id": w.started("李"), "text": "x"}
	for range 100 {
		must[seenMessage](w, "sendMessage", hello)
		w.clock.Advance(1050 * time.Millisecond)
	}
}
