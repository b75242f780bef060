package sandbox_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"duban/sandbox"
)

// smallSchema is a description of two methods, in the form of the whole one.
const smallSchema = `{"version": "test", "methods": {
"sendMessage": {"fields": [
	{"name": "chat_id", "types": ["Integer", "String"], "required": true},
	{"name": "text", "types": ["String"], "required": true, "description": "1-4096 characters"},
	{"name": "disable_notification", "types": ["Boolean"]},
	{"name": "reply_markup", "types": ["InlineKeyboardMarkup", "ForceReply"]}]},
"sendMediaGroup": {"fields": [
	{"name": "chat_id", "types": ["Integer", "String"], "required": true},
	{"name": "media", "types": ["Array of InputMedia"], "required": true}]},
"sendDocument": {"fields": [
	{"name": "chat_id", "types": ["Integer", "String"], "required": true},
	{"name": "document", "types": ["InputFile", "String"], "required": true}]}
}, "types": {
"InlineKeyboardMarkup": {"fields": [{"name": "inline_keyboard", "types": ["Array of Array of InlineKeyboardButton"], "required": true}]},
"InlineKeyboardButton": {"fields": [
	{"name": "text", "types": ["String"], "required": true},
	{"name": "callback_data", "types": ["String"], "description": "1-64 bytes"}]},
"ForceReply": {"fields": [{"name": "force_reply", "types": ["Boolean"], "required": true}]},
"InputMedia": {"subtypes": ["InputMediaPhoto", "InputMediaDocument"]},
"InputMediaPhoto": {"fields": [
	{"name": "type", "types": ["String"], "required": true, "description": "Type, must be photo"},
	{"name": "media", "types": ["String"], "required": true},
	{"name": "has_spoiler", "types": ["Boolean"]}]},
"InputMediaDocument": {"fields": [
	{"name": "type", "types": ["String"], "required": true, "description": "Type, must be document"},
	{"name": "media", "types": ["String"], "required": true}]}
}}`

func loadSchema(t *testing.T, text string) *sandbox.Schema {
	t.Helper()
	path := filepath.Join(t.TempDir(), "api.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	schema, err := sandbox.LoadSchema(path)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestSchema(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) {
		o.LimitsOff, o.Check = true, loadSchema(t, smallSchema).Check
	})
	for _, c := range []struct {
		what, method, body string
		want               []string
	}{
		{"good", "sendMessage", `{"chat_id":1,"text":"x","disable_notification":true}`, nil},
		{"good as text", "sendMessage", `{"chat_id":"1","text":"x","disable_notification":"true","reply_markup":"{\"force_reply\":true}"}`, nil},
		{"words that look like JSON", "sendMessage", `{"chat_id":1,"text":"[1]"}`, nil},
		{"unknown method", "getMe", `{}`, []string{"no method getMe"}},
		{"missing", "sendMessage", `{"chat_id":1}`, []string{"sendMessage: text is missing"}},
		{"unknown field", "sendMessage", `{"chat_id":1,"text":"x","replay_markup":{}}`, []string{"sendMessage: no field replay_markup"}},
		{"type", "sendMessage", `{"chat_id":1,"text":7}`, []string{"sendMessage.text: a number, want String"}},
		{"length", "sendMessage", `{"chat_id":1,"text":""}`, []string{"sendMessage.text: 0 characters, want 1-4096"}},
		{
			"deep", "sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"好","data":"督"}]]}}`,
			[]string{"sendMessage.reply_markup.inline_keyboard[0][0]: no field data"},
		},
		{
			"bytes", "sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"好","callback_data":"` + strings.Repeat("督", 22) + `"}]]}}`,
			[]string{"sendMessage.reply_markup.inline_keyboard[0][0].callback_data: 66 bytes, want 1-64"},
		},
		{"union", "sendMediaGroup", `{"chat_id":1,"media":[{"type":"document","media":"id"}]}`, nil},
		{
			"union by its type", "sendMediaGroup", `{"chat_id":1,"media":[{"type":"document","media":"id","has_spoiler":true}]}`,
			[]string{"sendMediaGroup.media[0]: no field has_spoiler"},
		},
		{
			"attached to no part", "sendMediaGroup", `{"chat_id":1,"media":[{"type":"photo","media":"attach://a"}]}`,
			[]string{"sendMediaGroup.media[0].media: no part a"},
		},
	} {
		w.raw(c.method, c.body)
		calls := w.Calls()
		if diff := cmp.Diff(c.want, calls[len(calls)-1].Violations); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.what, diff)
		}
	}
	w.upload("sendDocument", map[string]string{"chat_id": "1"}, map[string][]byte{"document": []byte("x"), "stray": []byte("y")})
	calls := w.Calls()
	if got := calls[len(calls)-1].Violations; len(got) != 1 || got[0] != "sendDocument: part stray is attached to nothing" {
		t.Errorf("got %q", got)
	}
}

func TestStrictRefusesViolations(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) {
		o.Strict, o.Check = true, loadSchema(t, smallSchema).Check
	})
	w.refused(400, "Bad Request: sandbox: sendMessage: text is missing", "sendMessage", args{"chat_id": 1})
	if _, err := sandbox.LoadSchema(filepath.Join(t.TempDir(), "none.json")); err == nil {
		t.Error("got no error without a file")
	}
}

// TestSchemaOfTheWholeAPI holds the client library's calls against the whole
// description, on machines that have it.
func TestSchemaOfTheWholeAPI(t *testing.T) {
	check := loadSchema(t, smallSchema).Check
	if schema, err := sandbox.LoadSchema("../../shared/data/botapi/api.json"); err == nil {
		check = schema.Check
	}
	w := newWorld(t, func(o *sandbox.Options) { o.Check = check })
	id := w.started("李")
	client, err := bot.New(token, bot.WithServerURL(w.url), bot.WithSkipGetMe())
	if err != nil {
		t.Fatal(err)
	}
	keys := models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "无变化", CallbackData: "a"}}}}
	if _, err := client.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: id, Text: "您好", DisableNotification: true, ReplyMarkup: keys}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: id, Document: &models.InputFileUpload{Filename: "a.csv", Data: strings.NewReader("a")},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.SendMediaGroup(t.Context(), &bot.SendMediaGroupParams{ChatID: id, Media: []models.InputMedia{
		&models.InputMediaDocument{Media: "attach://a.csv", MediaAttachment: strings.NewReader("a")},
		&models.InputMediaDocument{Media: "attach://b.csv", MediaAttachment: strings.NewReader("b")},
	}}); err != nil {
		t.Fatal(err)
	}
	for _, call := range w.Calls() {
		if len(call.Violations) > 0 {
			t.Errorf("%s: %q", call.Method, call.Violations)
		}
	}
}
