package sandbox_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"duban/sandbox"
)

// upload calls a method with a multipart form.
func (w *world) upload(method string, fields map[string]string, files map[string][]byte) result {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			w.t.Fatal(err)
		}
	}
	for name, data := range files {
		part, err := form.CreateFormFile(name, "台账.csv")
		if err != nil {
			w.t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	resp, err := http.Post(w.url+"/bot"+token+"/"+method, form.FormDataContentType(), &body)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.read(resp)
}

func picture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 400, 200))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFilesUpAndDown(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	data := []byte("编号,任务\n1,污水处理厂\n")
	r := w.upload("sendDocument", map[string]string{"chat_id": strconv.FormatInt(id, 10), "caption": "台账"}, map[string][]byte{"document": data})
	if !r.OK {
		t.Fatal(r.Description)
	}
	seen, err := w.Read(id, 0)
	if err != nil || len(seen) != 2 || len(seen[1].Files) != 1 || seen[1].Files[0].Name != "台账.csv" || seen[1].Text != "台账" {
		t.Fatalf("got %+v, %v", seen, err)
	}
	file := seen[1].Files[0].ID
	info := must[map[string]any](w, "getFile", args{"file_id": file})
	resp, err := http.Get(w.url + "/file/bot" + token + "/" + info["file_path"].(string))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing is lost with an answer that has been read
	if got, err := io.ReadAll(resp.Body); err != nil || !bytes.Equal(got, data) {
		t.Errorf("got %q, %v, want %q", got, err, data)
	}
	again := must[seenMessage](w, "sendDocument", args{"chat_id": id, "document": file})
	if again.Document.FileID != file {
		t.Errorf("got %q, want the same file", again.Document.FileID)
	}
}

func TestFileRefusals(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff, o.MaxUpload = true, 1<<20 })
	id := w.started("李")
	to := map[string]string{"chat_id": strconv.FormatInt(id, 10)}
	for _, c := range []struct {
		what, method, part string
		data               []byte
		code               int
		words              string
	}{
		{"empty", "sendDocument", "document", nil, 400, "Bad Request: file must be non-empty"},
		{"no part of that name", "sendDocument", "dokument", []byte("x"), 400, "Bad Request: there is no document in the request"},
		{"more than MaxUpload", "sendDocument", "document", make([]byte, 1<<20+1), 413, "Request Entity Too Large"},
		{"more than the whole body may hold", "sendDocument", "document", make([]byte, 3<<20), 413, "Request Entity Too Large"},
		{"no picture", "sendPhoto", "photo", []byte("x"), 400, "Bad Request: IMAGE_PROCESS_FAILED"},
		{"picture", "sendPhoto", "photo", picture(t), 0, ""},
	} {
		r := w.upload(c.method, to, map[string][]byte{c.part: c.data})
		if r.ErrorCode != c.code || r.Description != c.words {
			t.Errorf("%s: got %d %q, want %d %q", c.what, r.ErrorCode, r.Description, c.code, c.words)
		}
	}
	big := w.say(sandbox.Speech{Person: id, Document: &sandbox.Upload{Name: "录像.mp4", Size: 20<<20 + 1}})
	w.refused(400, "Bad Request: file is too big", "getFile", args{"file_id": big.Files[0].ID})
	w.refused(400, "Bad Request: invalid file_id", "getFile", args{"file_id": "x"})
	w.refused(400, "Bad Request: file_id not specified", "getFile", nil)
	w.refused(400, "Bad Request: can't use file of type Document as photo", "sendPhoto", args{"chat_id": id, "photo": big.Files[0].ID})
	w.refused(400, "Bad Request: failed to get HTTP URL content", "sendDocument", args{"chat_id": id, "document": "https://example.org/a"})
}

func TestAlbumOfTheBot(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	fields := map[string]string{
		"chat_id": strconv.FormatInt(id, 10),
		"media":   `[{"type":"document","media":"attach://a","caption":"一"},{"type":"document","media":"attach://b"}]`,
	}
	if r := w.upload("sendMediaGroup", fields, map[string][]byte{"a": []byte("1")}); r.Description != "Bad Request: there is no file b in the request" {
		t.Errorf("got %q", r.Description)
	}
	r := w.upload("sendMediaGroup", fields, map[string][]byte{"a": []byte("1"), "b": []byte("2")})
	if !r.OK {
		t.Fatal(r.Description)
	}
	seen, err := w.Read(id, 0)
	if err != nil || len(seen) != 3 || seen[1].Album == "" || seen[1].Album != seen[2].Album || seen[1].Text != "一" {
		t.Errorf("got %+v, %v, want two messages of one album", seen, err)
	}
	w.refused(400, "Bad Request: media group must include 2-10 items", "sendMediaGroup", args{"chat_id": id, "media": []args{}})
}

func TestWhatPeopleSend(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	w.fresh()
	photo := sandbox.Upload{Name: "a.jpg", Data: []byte("jpg")}
	if _, err := w.Say(sandbox.Speech{Person: id, Album: []sandbox.Upload{photo, photo}, Caption: "17 80%"}); err != nil {
		t.Fatal(err)
	}
	album := w.fresh()
	if len(album) != 2 || album[0].Message.Album == "" || album[0].Message.Album != album[1].Message.Album ||
		album[0].Message.Caption != "17 80%" || album[1].Message.Caption != "" || len(album[0].Message.Photo) != 2 {
		t.Errorf("got %+v, want two messages, the first with the caption", album)
	}
	for kind, speech := range map[string]sandbox.Speech{
		"voice": {Voice: &sandbox.Upload{Name: "v.ogg", Data: []byte("v")}}, "sticker": {Sticker: "👍"},
		"location": {Location: &sandbox.Location{Latitude: 25.1, Longitude: 113.3}},
	} {
		speech.Person = id
		said := w.say(speech)
		raw := must[[]struct{ Message map[string]any }](w, "getUpdates", args{"offset": -1})
		if raw[0].Message[kind] == nil || said.Files[0].Kind != kind {
			t.Errorf("%s: got %v and %+v", kind, raw[0].Message, said)
		}
	}
	for what, speech := range map[string]sandbox.Speech{
		"nothing": {Person: id}, "nobody": {Person: 7, Text: "x"}, "nowhere": {Person: id, Chat: -7, Text: "x"},
		"a reply to nothing": {Person: id, Text: "x", ReplyTo: 999},
		"too much":           {Person: id, Text: strings.Repeat("督", 4097)},
	} {
		if _, err := w.Say(speech); err == nil {
			t.Errorf("%s: got no problem", what)
		}
	}
}
