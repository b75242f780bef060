package bot

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/handlers"
	"duban/ledger"
)

const (
	fromLi  = `"from":{"id":5,"is_bot":false,"first_name":"李","last_name":"明"}`
	private = `"chat":{"id":5,"type":"private","first_name":"李"}`
	group   = `"chat":{"id":-100,"type":"supergroup","title":"住建局"}`
	fromUs  = `"from":{"id":42,"is_bot":true,"first_name":"督办"}`
)

// ofLi is what Li says in private as message 7 of update 1.
func ofLi(change func(*handlers.Request)) *handlers.Request {
	r := handlers.Request{Cause: "update:1", From: 5, Name: "李 明", Chat: "tg:5", Private: true, Message: "tg:5/7"}
	change(&r)
	return &r
}

// ofGroup is what Li says in the group.
func ofGroup(change func(*handlers.Request)) *handlers.Request {
	return ofLi(func(r *handlers.Request) {
		r.Chat, r.ChatTitle, r.Private, r.Message = "tg:-100", "住建局", false, "tg:-100/7"
		change(r)
	})
}

type conversion struct {
	name string
	raw  string            // what stands in the update after its number
	want *handlers.Request // nil: nothing for us
	bad  bool
}

func msg(fields string) string { return `"message":{"message_id":7,"date":1,` + fields + `}` }

func words() []conversion {
	return []conversion{
		{"text", msg(fromLi + `,` + private + `,"text":"17 80"`), ofLi(func(r *handlers.Request) { r.Text = "17 80" }), false},
		{"command with our name", msg(fromLi + `,` + group + `,"text":"/Report@Duban_Bot 17 80"`), ofGroup(func(r *handlers.Request) { r.Text = "/Report 17 80" }), false},
		{"command with our name and Chinese after it", msg(fromLi + `,` + group + `,"text":"/report@duban_bot，17"`), ofGroup(func(r *handlers.Request) { r.Text = "/report，17" }), false},
		{"command of another bot", msg(fromLi + `,` + group + `,"text":"/report@other_bot 17"`), nil, false},
		{"command of a bot whose name begins like ours", msg(fromLi + `,` + group + `,"text":"/report@duban_bot2 17"`), nil, false},
		{"words with an address", msg(fromLi + `,` + private + `,"text":"a@b"`), ofLi(func(r *handlers.Request) { r.Text = "a@b" }), false},
		{"slash alone", msg(fromLi + `,` + private + `,"text":"/@"`), ofLi(func(r *handlers.Request) { r.Text = "/@" }), false},
		{"edited", `"edited_message":{"message_id":7,` + fromLi + `,` + private + `,"text":"17 90"}`, ofLi(func(r *handlers.Request) { r.Text, r.Edited = "17 90", true }), false},
		{"reply to us", msg(fromLi + `,` + group + `,"text":"80","reply_to_message":{"message_id":3,` + fromUs + `,"text":"〔2026-017〕"}`), ofGroup(func(r *handlers.Request) {
			r.Text, r.ReplyTo, r.Quoted, r.QuotedOur = "80", "tg:-100/3", "〔2026-017〕", true
		}), false},
		{"reply to a caption of somebody", msg(fromLi + `,` + group + `,"text":"好","reply_to_message":{"message_id":3,"from":{"id":6},"caption":"图"}`), ofGroup(func(r *handlers.Request) {
			r.Text, r.ReplyTo, r.Quoted = "好", "tg:-100/3", "图"
		}), false},
		{"reply to something unheard of", msg(fromLi + `,` + private + `,"text":"80","reply_to_message":{"message_id":3,"paid_media":{"type":"hologram"},"text":{"new":1}}`), ofLi(func(r *handlers.Request) {
			r.Text, r.ReplyTo = "80", "tg:5/3"
		}), false},
		{"reply to a paid live photo", msg(fromLi + `,` + private + `,"text":"80","reply_to_message":{"message_id":3,"paid_media":{"paid_media":[{"type":"live_photo"}]}}`), ofLi(func(r *handlers.Request) {
			r.Text, r.ReplyTo = "80", "tg:5/3"
		}), false},
		{"topic", msg(fromLi + `,` + group + `,"text":"/tasks","message_thread_id":9,"is_topic_message":true,"reply_to_message":{"message_id":9,"forum_topic_created":{"name":"住建"}}`), ofGroup(func(r *handlers.Request) {
			r.Text, r.Chat = "/tasks", "tg:-100:9"
		}), false},
		{"reply in a topic", msg(fromLi + `,` + group + `,"text":"80","message_thread_id":9,"is_topic_message":true,"reply_to_message":{"message_id":11,` + fromUs + `,"text":"x"}`), ofGroup(func(r *handlers.Request) {
			r.Text, r.Chat, r.ReplyTo, r.Quoted, r.QuotedOur = "80", "tg:-100:9", "tg:-100/11", "x", true
		}), false},
		{"thread of a group without topics", msg(fromLi + `,` + group + `,"text":"80","message_thread_id":3,"reply_to_message":{"message_id":3,"from":{"id":6},"text":"x"}`), ofGroup(func(r *handlers.Request) {
			r.Text, r.ReplyTo, r.Quoted = "80", "tg:-100/3", "x"
		}), false},
	}
}

func files() []conversion {
	return []conversion{
		{"photo", msg(fromLi + `,` + private + `,"caption":"17 80","photo":[{"file_id":"s","width":90,"height":60},{"file_id":"l","width":900,"height":600,"file_size":3},{"file_id":"m","width":300,"height":200}]`), ofLi(func(r *handlers.Request) {
			r.Text, r.Files = "17 80", []ledger.File{{Ref: "l", Kind: "photo", Size: 3}}
		}), false},
		{"document of an album", msg(fromLi + `,` + private + `,"media_group_id":"g","document":{"file_id":"d","file_name":"台账.xlsx","file_size":9}`), ofLi(func(r *handlers.Request) {
			r.Album, r.Files = "g", []ledger.File{{Ref: "d", Kind: "document", Name: "台账.xlsx", Size: 9}}
		}), false},
		{"animation", msg(fromLi + `,` + private + `,"animation":{"file_id":"a"},"document":{"file_id":"a"}`), ofLi(func(r *handlers.Request) { r.Unsupported = "animation" }), false},
		{"voice", msg(fromLi + `,` + private + `,"voice":{"file_id":"v"}`), ofLi(func(r *handlers.Request) { r.Unsupported = "voice" }), false},
		{"video with words", msg(fromLi + `,` + private + `,"video":{"file_id":"v"},"caption":"17 80"`), ofLi(func(r *handlers.Request) { r.Text, r.Unsupported = "17 80", "video" }), false},
		{"venue", msg(fromLi + `,` + private + `,"venue":{},"location":{}`), ofLi(func(r *handlers.Request) { r.Unsupported = "venue" }), false},
		{"forwarded of ours", msg(fromLi + `,` + private + `,"text":"17","forward_origin":{"type":"user","sender_user":{"id":42,"is_bot":true}}`), ofLi(func(r *handlers.Request) { r.Text, r.Forwarded = "17", handlers.ForwardedOurs }), false},
		{"forwarded of another", msg(fromLi + `,` + private + `,"text":"17 80","forward_origin":{"type":"user","sender_user":{"id":6}}`), ofLi(func(r *handlers.Request) { r.Text, r.Forwarded = "17 80", handlers.ForwardedOthers }), false},
		{"forwarded of somebody who hides", msg(fromLi + `,` + private + `,"text":"17 80","forward_origin":{"type":"hidden_user","sender_user_name":"x"}`), ofLi(func(r *handlers.Request) { r.Text, r.Forwarded = "17 80", handlers.ForwardedOthers }), false},
		{"forwarded in a form of tomorrow", msg(fromLi + `,` + private + `,"text":"17 80","forward_origin":"x"`), ofLi(func(r *handlers.Request) { r.Text, r.Forwarded = "17 80", handlers.ForwardedOthers }), false},
		{"forwarded of himself", msg(fromLi + `,` + private + `,"text":"17 80","forward_origin":{"type":"user","sender_user":{"id":5}}`), ofLi(func(r *handlers.Request) { r.Text = "17 80" }), false},
		{"something newer than us", msg(fromLi + `,` + private + `,"hologram":{"type":"x"}`), ofLi(func(r *handlers.Request) { r.Unsupported = "other" }), false},
		{"made by another bot", msg(fromLi + `,` + private + `,"text":"17 100","via_bot":{"id":9,"is_bot":true}`), ofLi(func(r *handlers.Request) { r.Unsupported = "via_bot" }), false},
		{"edited voice", `"edited_message":{"message_id":7,` + fromLi + `,` + private + `,"voice":{}}`, ofLi(func(r *handlers.Request) { r.Edited, r.Unsupported = true, "voice" }), false},
		{"somebody came", msg(fromLi + `,` + group + `,"new_chat_members":[{"id":6}]`), nil, false},
		{"pinned", msg(fromLi + `,` + group + `,"pinned_message":{"message_id":3}`), nil, false},
	}
}

func speakers() []conversion {
	hidden := func(text string) *handlers.Request {
		return ofGroup(func(r *handlers.Request) { r.From, r.Name, r.Anonymous, r.Text = 0, "", true, text })
	}
	return []conversion{
		{"anonymous admin", msg(`"from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-100},` + group + `,"text":"/red"`), hidden("/red"), false},
		{"channel", msg(`"from":{"id":136817688,"is_bot":true},"sender_chat":{"id":-200},` + group + `,"text":"/red"`), hidden("/red"), false},
		{"linked channel", msg(`"from":{"id":777000},"sender_chat":{"id":-200},"is_automatic_forward":true,` + group + `,"text":"通知"`), hidden("通知"), false},
		{"nobody", msg(group + `,"text":"/red"`), hidden("/red"), false},
		{"another bot", msg(`"from":{"id":9,"is_bot":true},` + group + `,"text":"/red"`), nil, false},
		{"ourselves", msg(fromUs + `,` + group + `,"text":"x"`), nil, false},
	}
}

func presses() []conversion {
	return []conversion{
		{"button", `"callback_query":{"id":"q","data":"n:1",` + fromLi + `,"message":{"message_id":7,"date":1,` + fromUs + `,` + group + `,"text":"任务"}}`, ofGroup(func(r *handlers.Request) {
			r.Cause, r.Button, r.ReplyTo, r.Quoted, r.QuotedOur = "press:q", "n:1", "tg:-100/7", "任务", true
		}), false},
		{"button of a forgotten message", `"callback_query":{"id":"q","data":"n:1",` + fromLi + `,"message":{"message_id":7,"date":0,` + group + `}}`, ofGroup(func(r *handlers.Request) {
			r.Cause, r.Button, r.ReplyTo, r.QuotedOur = "press:q", "n:1", "tg:-100/7", true
		}), false},
		{"button of nowhere", `"callback_query":{"id":"q","data":"n:1",` + fromLi + `}`, ofLi(func(r *handlers.Request) {
			r.Cause, r.Button, r.Message = "press:q", "n:1", ""
		}), false},
		{"button in a topic", `"callback_query":{"id":"q","data":"n:1",` + fromLi + `,"message":{"message_id":7,"date":1,"message_thread_id":9,"is_topic_message":true,` + fromUs + `,` + group + `}}`, ofGroup(func(r *handlers.Request) {
			r.Cause, r.Button, r.ReplyTo, r.QuotedOur, r.Chat = "press:q", "n:1", "tg:-100/7", true, "tg:-100:9"
		}), false},
		{"game", `"callback_query":{"id":"q",` + fromLi + `,"game_short_name":"g"}`, ofLi(func(r *handlers.Request) { r.Cause, r.Message = "press:q", "" }), false},
	}
}

func seats() []conversion {
	turn := func(chat, was, is string) string {
		return `"my_chat_member":{` + chat + `,` + fromLi + `,"old_chat_member":{` + was + `},"new_chat_member":{` + is + `}}`
	}
	in := func(change func(*handlers.Request)) *handlers.Request {
		return ofGroup(func(r *handlers.Request) { r.Message = ""; change(r) })
	}
	return []conversion{
		{"added", turn(group, `"status":"left"`, `"status":"member"`), in(func(r *handlers.Request) { r.Entered = true }), false},
		{"added as admin", turn(group, `"status":"kicked"`, `"status":"administrator"`), in(func(r *handlers.Request) { r.Entered = true }), false},
		{"kicked", turn(group, `"status":"administrator"`, `"status":"kicked"`), in(func(r *handlers.Request) { r.Gone = "kicked" }), false},
		{"left", turn(group, `"status":"member"`, `"status":"left"`), in(func(r *handlers.Request) { r.Gone = "left" }), false},
		{"restricted but inside", turn(group, `"status":"member"`, `"status":"restricted","is_member":true`), nil, false},
		{"promoted", turn(group, `"status":"member"`, `"status":"administrator"`), nil, false},
		{"blocked", turn(private, `"status":"member"`, `"status":"kicked"`), ofLi(func(r *handlers.Request) { r.Message, r.Gone = "", "blocked" }), false},
		{"unblocked", turn(private, `"status":"kicked"`, `"status":"member"`), ofLi(func(r *handlers.Request) { r.Message, r.Entered = "", true }), false},
		{"moved to", msg(fromLi + `,"chat":{"id":-1,"type":"group"},"migrate_to_chat_id":-100`), &handlers.Request{Cause: "moved:tg:-1:tg:-100", Chat: "tg:-1", MovedTo: "tg:-100"}, false},
		{"moved from", msg(fromLi + `,` + group + `,"migrate_from_chat_id":-1`), &handlers.Request{Cause: "moved:tg:-1:tg:-100", Chat: "tg:-1", MovedTo: "tg:-100"}, false},
	}
}

func poisons() []conversion {
	return []conversion{
		{"a kind that was not asked for", `"chat_boost":{"chat":{"id":1}}`, nil, false},
		{"message without a chat", msg(fromLi + `,"text":"x"`), nil, false},
		{"id that is no number", `"message":{"message_id":"seven",` + fromLi + `,` + private + `}`, nil, true},
		{"text that is an object", msg(fromLi + `,` + private + `,"text":{"rich":1}`), nil, true},
		{"chat that is a list", `"message":{"message_id":7,"chat":[]}`, nil, true},
		{"chat id beyond all numbers", `"message":{"message_id":7,"chat":{"id":99999999999999999999}}`, nil, true},
	}
}

func TestConvert(t *testing.T) {
	for _, table := range [][]conversion{words(), files(), speakers(), presses(), seats(), poisons()} {
		for _, tt := range table {
			t.Run(tt.name, func(t *testing.T) {
				raw := []byte(`{"update_id":1,` + tt.raw + `}`)
				if !json.Valid(raw) {
					t.Fatalf("not JSON: %s", raw)
				}
				a, ok, err := convert(raw, self{id: 42, name: "duban_bot"})
				if (err != nil) != tt.bad {
					t.Fatalf("got error %v, want one: %v", err, tt.bad)
				}
				if ok != (tt.want != nil) {
					t.Fatalf("got ok %v with %+v, want %+v", ok, a.Request, tt.want)
				}
				if !ok {
					return
				}
				if diff := cmp.Diff(*tt.want, a.Request, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(handlers.Request{}, "Said")); diff != "" {
					t.Errorf("request (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestConvertSaid(t *testing.T) {
	const from = `"message_id":5,"from":{"id":7},"chat":{"id":7,"type":"private"},"text":"好"`
	for raw, want := range map[string]int64{
		`"message":{"date":100,` + from + `}`:                                                        100,
		`"edited_message":{"date":100,"edit_date":200,` + from + `}`:                                 200,
		`"message":{` + from + `}`:                                                                   0,
		`"callback_query":{"id":"1","from":{"id":7},"data":"a","message":{"date":100,` + from + `}}`: 0, // of the message, not of the press
	} {
		a, ok, err := convert([]byte(`{"update_id":1,`+raw+`}`), self{id: 42})
		if err != nil || !ok {
			t.Fatalf("%s: %v, %v", raw, ok, err)
		}
		got := int64(0)
		if !a.Said.IsZero() {
			got = a.Said.Unix()
		}
		if got != want {
			t.Errorf("%s: said at %d, want %d", raw, got, want)
		}
	}
}

func TestConvertWithoutNumber(t *testing.T) {
	for _, raw := range []string{``, `{}`, `[]`, `null`, `{"update_id":"1"}`, `{"message":{}}`} {
		if _, ok, err := convert([]byte(raw), self{}); err == nil || ok {
			t.Errorf("convert(%q): got ok %v, %v, want an error", raw, ok, err)
		}
	}
}

func TestIncoming(t *testing.T) {
	tests := []struct {
		raw      string
		chat     ledger.Address
		id       int64
		numbered bool
	}{
		{`{"update_id":8,"message":{"message_id":{},"chat":{"id":-5}}}`, "tg:-5", 8, true},
		{`{"update_id":8,"edited_message":{"chat":{"id":5}}}`, "tg:5", 8, true},
		{`{"update_id":8,"callback_query":{"from":{"id":5},"message":{"chat":{"id":-6}}}}`, "tg:-6", 8, true},
		{`{"update_id":8,"callback_query":{"from":{"id":5}}}`, "tg:5", 8, true},
		{`{"update_id":8,"my_chat_member":{"chat":{"id":-7}}}`, "tg:-7", 8, true},
		{`{"update_id":8,"message":"odd"}`, "", 8, true},
		{`{"message":{"chat":{"id":5}}}`, "tg:5", 0, false},
		{`{"update_id":"8"}`, "", 0, false},
		{`7`, "", 0, false},
	}
	for _, tt := range tests {
		in, numbered := incoming([]byte(tt.raw))
		if in.Chat != tt.chat || numbered != tt.numbered || (numbered && in.ID != tt.id) {
			t.Errorf("%s: got %q %d %v, want %q %d %v", tt.raw, in.Chat, in.ID, numbered, tt.chat, tt.id, tt.numbered)
		}
		if !numbered && in.ID >= 0 {
			t.Errorf("%s: got number %d, want a negative one, which Telegram never gives", tt.raw, in.ID)
		}
	}
}

func FuzzConvert(f *testing.F) {
	for _, table := range [][]conversion{words(), files(), speakers(), presses(), seats(), poisons()} {
		for _, tt := range table {
			f.Add([]byte(`{"update_id":1,` + tt.raw + `}`))
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, _ := incoming(raw)
		a, ok, err := convert(raw, self{id: 42, name: "duban_bot"})
		if err != nil && ok {
			t.Fatalf("got a request and the error %v", err)
		}
		if !ok {
			return
		}
		if a.Cause == "" || a.Chat == "" {
			t.Errorf("got a request without cause or chat: %+v", a.Request)
		}
		if _, err := parseAddress(a.Chat); err != nil {
			t.Error(err)
		}
		if in.Chat == "" {
			t.Errorf("a request of %s stood in no chat's line", a.Chat)
		}
	})
}

func TestAddress(t *testing.T) {
	for _, where := range []target{{5, 0}, {-1001234567890, 0}, {-100, 9}} {
		got, err := parseAddress(where.address())
		if err != nil || got != where {
			t.Errorf("parseAddress(%q): got %v, %v, want %v", where.address(), got, err, where)
		}
	}
	for _, wrong := range []ledger.Address{"", "tg:", "5", "tg:x", "tg:0", "tg:5:", "tg:5:0", "tg:5:-1", "tg:5:x", "wx:5"} {
		if got, err := parseAddress(wrong); err == nil {
			t.Errorf("parseAddress(%q): got %v, want an error", wrong, got)
		}
	}
}
