package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Telegram's sizes of a call and of a file.
const (
	maxDownload = 20 << 20
	maxPhoto    = 10 << 20
	maxFields   = 1 << 20 // of everything in a call that is not a file
)

// Upload is a file that came with a call or that a person sends.
type Upload struct {
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
	Data []byte `json:"data,omitempty"` // base64 over HTTP
	Size int64  `json:"size,omitempty"` // stands for a large file whose bytes are not wanted
}

func (u *Upload) size() int64 {
	if u.Size > 0 {
		return u.Size
	}
	return int64(len(u.Data))
}

// request is one decoded call of a method.
type request struct {
	method string
	params map[string]any
	files  map[string]*Upload
}

var errTooLarge = errors.New("sandbox: request body too large")

// decode reads the parameters from wherever Telegram accepts them: the query,
// a form, a multipart form or a JSON object of at most limit bytes.
func decode(r *http.Request, method string, limit int64) (*request, error) {
	req := &request{method: method, params: map[string]any{}, files: map[string]*Upload{}}
	req.take(r.URL.Query())
	if r.Method == http.MethodGet {
		return req, nil
	}
	kind, args, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	body := io.LimitReader(r.Body, limit+1)
	if kind == "multipart/form-data" {
		return req, req.multipart(r, args["boundary"], limit)
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		return nil, fmt.Errorf("sandbox: read body: %w", err)
	}
	if int64(len(raw)) > limit {
		return nil, errTooLarge
	}
	switch kind {
	case "application/json":
		return req, req.object(raw)
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(raw))
		if err != nil {
			return nil, bad("can't parse form: " + err.Error())
		}
		req.take(form)
	default:
		if len(raw) > 0 && kind != "" {
			return nil, bad("unsupported content type " + kind)
		}
	}
	return req, nil
}

func (q *request) take(form url.Values) {
	for name, values := range form {
		q.params[name] = values[len(values)-1]
	}
}

func (q *request) object(raw []byte) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&q.params); err != nil || q.params == nil {
		return bad("can't parse JSON object")
	}
	return nil
}

func (q *request) multipart(r *http.Request, boundary string, limit int64) error {
	if boundary == "" {
		return bad("boundary not found in multipart request")
	}
	reader, err := r.MultipartReader()
	if err != nil {
		return bad("can't parse multipart request: " + err.Error())
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("sandbox: read part: %w", err)
		}
		raw, err := io.ReadAll(io.LimitReader(part, limit+1))
		if err != nil {
			return fmt.Errorf("sandbox: read part: %w", err)
		}
		if limit -= int64(len(raw)); limit < 0 {
			return errTooLarge
		}
		name := part.FormName()
		if part.FileName() == "" {
			q.params[name] = string(raw)
			continue
		}
		up := &Upload{Name: part.FileName(), Type: part.Header.Get("Content-Type"), Data: raw}
		q.files[name] = up
	}
}

// checked are the parameters as Check and the transcript see them: objects and
// lists that were sent as text are opened, files are shown by name and size.
func (q *request) checked() map[string]any {
	out := make(map[string]any, len(q.params)+len(q.files))
	for name, value := range q.params {
		out[name] = value
		if text, isText := value.(string); isText && structured(name) {
			out[name] = opened(text)
		}
	}
	for name, up := range q.files {
		out[name] = Upload{Name: up.Name, Type: up.Type, Size: up.size()}
	}
	return out
}

// structured names the parameters that hold objects or lists. Others may begin
// with a bracket and still be words.
func structured(name string) bool {
	switch name {
	case "reply_markup", "reply_parameters", "entities", "caption_entities", "media",
		"commands", "scope", "allowed_updates", "link_preview_options":
		return true
	}
	return false
}

func (q *request) has(name string) bool {
	value, ok := q.params[name]
	return ok && value != nil && value != ""
}

func (q *request) str(name string) string {
	switch value := q.params[name].(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	}
	return ""
}

// text is a string as Telegram stores it: valid, and without blanks around it.
func (q *request) text(name string) (string, error) {
	value := q.str(name)
	if !utf8.ValidString(value) {
		return "", bad("strings must be encoded in UTF-8")
	}
	return strings.TrimSpace(value), nil
}

// integer is a whole number, or 0 where there is none; no id and no size is 0.
func (q *request) integer(name string) int64 {
	value := strings.TrimSpace(q.str(name))
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return n
	}
	// Some clients write whole numbers as 1e3 or 5.0.
	f, err := strconv.ParseFloat(value, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0
	}
	return int64(f)
}

func (q *request) number(name string) int {
	return int(q.integer(name))
}

func (q *request) flag(name string) bool {
	switch strings.ToLower(q.str(name)) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// parse reads an object or list, however it was sent.
func (q *request) parse(name string, into any) error {
	var raw []byte
	if text, isText := q.params[name].(string); isText {
		raw = []byte(text)
	} else {
		var err error
		if raw, err = json.Marshal(q.params[name]); err != nil {
			return fmt.Errorf("sandbox: parameter %s: %w", name, err)
		}
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return bad("can't parse " + strings.ReplaceAll(name, "_", " ") + " JSON object")
	}
	return nil
}
