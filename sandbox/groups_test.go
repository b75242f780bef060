package sandbox_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/sandbox"
)

func TestPrivacy(t *testing.T) {
	for _, c := range []struct {
		what          string
		speech        sandbox.Speech
		toBot         bool // a reply to the bot
		private, open bool // seen with privacy on, off
	}{
		{"plain words", sandbox.Speech{Text: "进展 17 80"}, false, false, true},
		{"a Chinese command is no command", sandbox.Speech{Text: "/进展 17 80"}, false, false, true},
		{"a command", sandbox.Speech{Text: "/report 17 80"}, false, true, true},
		{"a command to this bot", sandbox.Speech{Text: "/report@Duban_Bot 17"}, false, true, true},
		{"a command to another", sandbox.Speech{Text: "/report@other_bot 17"}, false, false, true},
		{"a command inside", sandbox.Speech{Text: "请 /report 17"}, false, false, true},
		{"a command to this bot inside", sandbox.Speech{Text: "请 /report@duban_bot 17"}, false, true, true},
		{"a command stuck to Chinese", sandbox.Speech{Text: "/report沟渠"}, false, false, true},
		{"a command under a photo", sandbox.Speech{Photo: &sandbox.Upload{Name: "a.jpg", Data: []byte("x")}, Caption: "/report 17"}, false, true, true},
		{"a photo", sandbox.Speech{Photo: &sandbox.Upload{Name: "a.jpg", Data: []byte("x")}}, false, false, true},
		{"a reply to the bot", sandbox.Speech{Text: "已清"}, true, true, true},
		{"an anonymous administrator", sandbox.Speech{Text: "/report 17", Anonymous: true}, false, true, true},
	} {
		for _, off := range []bool{false, true} {
			w := newWorld(t, func(o *sandbox.Options) { o.PrivacyOff = off })
			c.speech.Person = w.person("李")
			c.speech.Chat = w.chat("supergroup", c.speech.Person)
			c.speech.ReplyTo = 0
			if c.toBot {
				c.speech.ReplyTo = must[seenMessage](w, "sendMessage", args{"chat_id": c.speech.Chat, "text": "到期"}).ID
			}
			w.fresh()
			said := w.say(c.speech)
			want := c.private
			if off {
				want = c.open
			}
			if got := len(w.fresh()) == 1; got != want {
				t.Errorf("%s, privacy off %v: seen %v, want %v", c.what, off, got, want)
			}
			if _, err := w.Edit(sandbox.Edit{Person: c.speech.Person, Chat: c.speech.Chat, Message: said.ID, Text: "改了"}); err != nil {
				t.Fatal(err)
			}
			if got, want := len(w.fresh()) == 1, off || c.toBot; got != want {
				t.Errorf("%s edited, privacy off %v: seen %v, want %v", c.what, off, got, want)
			}
		}
	}
}

func TestAdministratorSeesAll(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	group := w.chat("group", id)
	if err := w.SetMember(group, w.Bot().ID, "administrator"); err != nil {
		t.Fatal(err)
	}
	w.fresh()
	w.say(sandbox.Speech{Person: id, Chat: group, Text: "闲话"})
	if got := w.fresh(); len(got) != 1 || got[0].Message.Text != "闲话" {
		t.Errorf("got %+v, want 闲话", got)
	}
}

func TestMembership(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	group := w.chat("group", id)
	got := w.fresh()
	if len(got) != 2 || got[0].MyChatMember == nil || got[1].Message.Joined[0].ID != w.Bot().ID {
		t.Fatalf("got %+v, want my_chat_member and new_chat_members", got)
	}
	if err := w.SetMember(group, w.Bot().ID, "kicked"); err != nil {
		t.Fatal(err)
	}
	if got := w.fresh(); len(got) != 2 || got[0].MyChatMember == nil {
		t.Errorf("got %+v, want my_chat_member and its farewell", got)
	}
	w.say(sandbox.Speech{Person: id, Chat: group, Text: "/report"})
	if got := w.fresh(); len(got) != 0 {
		t.Errorf("got %+v, want nothing once outside", got)
	}
	me := must[map[string]any](w, "getChatMember", args{"chat_id": group, "user_id": w.Bot().ID})
	if me["status"] != "kicked" {
		t.Errorf("got %v, want kicked", me)
	}
}

func TestMigration(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	group := w.chat("group", id)
	must[seenMessage](w, "sendMessage", args{"chat_id": group, "text": "旧"})
	w.fresh()
	next, err := w.Migrate(group)
	if err != nil {
		t.Fatal(err)
	}
	got := w.fresh()
	if len(got) != 2 || got[0].Message.MigrateTo != next || got[1].Message.MigrateFrom != group || got[1].Message.Chat.Type != "supergroup" {
		t.Fatalf("got %+v, want both service messages", got)
	}
	r := w.refused(400, "Bad Request: group chat was upgraded to a supergroup chat", "sendMessage", args{"chat_id": group, "text": "x"})
	if r.Parameters.MigrateTo != next {
		t.Errorf("got %d, want %d", r.Parameters.MigrateTo, next)
	}
	sent := must[seenMessage](w, "sendMessage", args{"chat_id": next, "text": "新"})
	if sent.ID != 2 {
		t.Errorf("got message id %d, want ids to start anew", sent.ID)
	}
	if _, err := w.Say(sandbox.Speech{Person: id, Chat: group, Text: "x"}); err == nil {
		t.Error("got no problem speaking in the old chat")
	}
}

func TestMessageIDs(t *testing.T) {
	w := newWorld(t, nil)
	a, b := w.started("李"), w.started("王")
	super := w.chat("supergroup")
	if id := must[seenMessage](w, "sendMessage", args{"chat_id": a, "text": "x"}).ID; id != 3 {
		t.Errorf("got %d, want private chats to share a counter", id)
	}
	if id := must[seenMessage](w, "sendMessage", args{"chat_id": b, "text": "x"}).ID; id != 4 {
		t.Errorf("got %d, want private chats to share a counter", id)
	}
	if id := must[seenMessage](w, "sendMessage", args{"chat_id": super, "text": "x"}).ID; id != 2 {
		t.Errorf("got %d, want a supergroup to count for itself", id)
	}
}

func TestAnonymousAndChannels(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	group, channel := w.chat("supergroup", id), w.chat("channel", id)
	w.fresh()
	w.say(sandbox.Speech{Person: id, Chat: group, Text: "/report", Anonymous: true})
	w.say(sandbox.Speech{Person: id, Chat: group, Text: "/report", Channel: channel})
	post := w.say(sandbox.Speech{Person: id, Chat: channel, Text: "通知"})
	if _, err := w.Say(sandbox.Speech{Person: id, Text: "", Forward: &sandbox.Forward{Chat: channel, Message: post.ID}}); err != nil {
		t.Fatal(err)
	}
	got := w.fresh()
	if len(got) != 4 {
		t.Fatalf("got %d updates, want 4", len(got))
	}
	if m := got[0].Message; m.From.Username != "GroupAnonymousBot" || m.Sender.ID != group {
		t.Errorf("anonymous: got %+v", m)
	}
	if m := got[1].Message; m.From.Username != "Channel_Bot" || m.Sender.ID != channel {
		t.Errorf("as channel: got %+v", m)
	}
	if m := got[2].Post; m == nil || m.From != nil || m.Sender.ID != channel {
		t.Errorf("post: got %+v", m)
	}
	if m := got[3].Message; m.Origin == nil || m.Origin.Type != "channel" || m.Text != "通知" {
		t.Errorf("forward: got %+v", m)
	}
}

func TestTopics(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	forum, err := w.AddChat(sandbox.NewChat{Chat: sandbox.Chat{Type: "supergroup", Title: "督办", IsForum: true}, Members: []int64{id}})
	if err != nil {
		t.Fatal(err)
	}
	topic, err := w.OpenTopic(id, forum.ID, "住建局")
	if err != nil {
		t.Fatal(err)
	}
	w.fresh()
	w.say(sandbox.Speech{Person: id, Chat: forum.ID, Topic: topic, Text: "/tasks"})
	got := w.fresh()
	if len(got) != 1 || got[0].Message.Thread != topic || got[0].Message.ReplyTo.ID != topic {
		t.Fatalf("got %+v, want it in the topic, as a reply to its opening", got)
	}
	sent := must[seenMessage](w, "sendMessage", args{"chat_id": forum.ID, "text": "x", "message_thread_id": topic})
	if sent.Thread != topic {
		t.Errorf("got thread %d, want %d", sent.Thread, topic)
	}
	w.refused(400, "Bad Request: message thread not found", "sendMessage", args{"chat_id": forum.ID, "text": "x", "message_thread_id": 99})
}

func TestCommandEntities(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.PrivacyOff = true })
	id := w.person("李")
	for _, c := range []struct {
		text string
		want []int // offset and length of each
	}{
		{"/report 17 80", []int{0, 7}},
		{"/report@duban_bot 17", []int{0, 17}},
		{"😀 /a /b", []int{3, 2, 6, 2}},
		{"好 /report", []int{2, 7}},
		{"好/report", nil},
		{"/report好", nil},
		{"/进展 17", nil},
		{"a/b", nil},
		{"//b", nil},
		{"/", nil},
		{"（/me）", []int{1, 3}},
		{"/me@x y", []int{0, 3}},
	} {
		w.say(sandbox.Speech{Person: id, Text: c.text})
		var got []int
		for _, e := range w.fresh()[0].Message.Entities {
			got = append(got, e.Offset, e.Length)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.text, diff)
		}
	}
}
