package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/gif"  // photos are measured,
	_ "image/jpeg" // so the decoders of what people send
	_ "image/png"  // must be there
	"net/http"
	"path"
	"strconv"
	"strings"
)

type file struct {
	id, unique, path, name, mime string
	data                         []byte
	size                         int64
	width, height                int
	photo                        bool
}

// keep stores a file under a folder such as Telegram names them.
func (s *Server) keep(folder string, up *Upload) *file {
	n := len(s.files)
	f := &file{
		id: fmt.Sprintf("BQACAgUAAx%06d%08x", n, s.rand.Uint32()), unique: fmt.Sprintf("AgAD%06d", n),
		name: up.Name, mime: up.Type, data: up.Data, size: up.size(),
	}
	ext := path.Ext(up.Name)
	if folder == "photos" {
		f.photo, ext = true, ".jpg"
	}
	f.path = fmt.Sprintf("%s/file_%d%s", folder, n, ext)
	s.files[f.id] = f
	return f
}

// photograph keeps what a person sends as a photo, with its measures where they can be read.
func (s *Server) photograph(up *Upload) *file {
	f := s.keep("photos", up)
	if shape, _, err := image.DecodeConfig(bytes.NewReader(up.Data)); err == nil {
		f.width, f.height = shape.Width, shape.Height
	}
	return f
}

func (f *file) document() *document {
	return &document{Name: f.name, Type: f.mime, FileID: f.id, UniqueID: f.unique, Size: f.size}
}

// sizes are the forms of a photo, smallest first; only the largest is kept, so
// the small one shares its bytes.
func (f *file) sizes() []photoSize {
	w, h := or(f.width, 1280), or(f.height, 960)
	large := photoSize{FileID: f.id, UniqueID: f.unique, Width: w, Height: h, Size: f.size}
	if w <= 90 && h <= 90 {
		return []photoSize{large}
	}
	small := large
	small.UniqueID += "s"
	if w >= h {
		small.Width, small.Height = 90, max(1, 90*h/w)
	} else {
		small.Width, small.Height = max(1, 90*w/h), 90
	}
	small.Size = min(f.size, 2000)
	return []photoSize{small, large}
}

// given resolves what a call says about a file: an upload under that name, an
// attach:// to another part, or the id of a file that Telegram has.
func (s *Server) given(q *request, name, value, folder string) (*file, error) {
	up := q.files[name]
	if part, ok := strings.CutPrefix(value, "attach://"); ok && up == nil {
		if up = q.files[part]; up == nil {
			return nil, bad("there is no file " + part + " in the request")
		}
	}
	switch {
	case up != nil:
		return s.uploaded(up, folder)
	case value == "":
		return nil, bad("there is no " + name + " in the request")
	case strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "https://"):
		return nil, bad("failed to get HTTP URL content")
	}
	f := s.files[value]
	switch {
	case f == nil:
		return nil, bad("wrong remote file identifier specified: Wrong string length")
	case f.photo != (folder == "photos"):
		return nil, bad("can't use file of type " + kindOf(f) + " as " + strings.TrimSuffix(folder, "s"))
	}
	return f, nil
}

func kindOf(f *file) string {
	if f.photo {
		return "Photo"
	}
	return "Document"
}

func (s *Server) uploaded(up *Upload, folder string) (*file, error) {
	switch {
	case up.size() == 0:
		return nil, bad("file must be non-empty")
	case up.size() > s.opt.MaxUpload:
		return nil, errTooLarge
	case folder != "photos":
		return s.keep(folder, up), nil
	case up.size() > maxPhoto:
		return nil, bad("file is too big")
	}
	shape, _, err := image.DecodeConfig(bytes.NewReader(up.Data))
	if err != nil {
		return nil, bad("IMAGE_PROCESS_FAILED")
	}
	if shape.Width+shape.Height > 10_000 || shape.Width > 20*shape.Height || shape.Height > 20*shape.Width {
		return nil, bad("PHOTO_INVALID_DIMENSIONS")
	}
	f := s.keep(folder, up)
	f.width, f.height = shape.Width, shape.Height
	return f, nil
}

func captionOf(q *request) (string, error) {
	caption, err := q.text("caption")
	if err == nil && units(caption) > maxCaption {
		err = bad("message caption is too long")
	}
	return caption, err
}

func (s *Server) sendDocument(q *request) (any, error) {
	return s.sendFile(q, "document", "documents")
}

func (s *Server) sendPhoto(q *request) (any, error) {
	return s.sendFile(q, "photo", "photos")
}

func (s *Server) sendFile(q *request, name, folder string) (any, error) {
	caption, err := captionOf(q)
	if err != nil {
		return nil, err
	}
	return s.send(q, func(m *message) error {
		f, err := s.given(q, name, q.str(name), folder)
		if err != nil {
			return err
		}
		m.attach(f, caption)
		return nil
	})
}

func (m *message) attach(f *file, caption string) {
	if f.photo {
		m.Photo = f.sizes()
	} else {
		m.Document = f.document()
	}
	m.Caption, m.CaptionEntities = caption, commands(caption)
}

func (s *Server) sendMediaGroup(q *request) (any, error) {
	ch, err := s.target(q)
	if err != nil {
		return nil, err
	}
	var media []struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption"`
	}
	if err := q.parse("media", &media); err != nil {
		return nil, err
	}
	if len(media) < 2 || len(media) > 10 {
		return nil, bad("media group must include 2-10 items")
	}
	album := make([]*message, 0, len(media))
	for _, item := range media {
		folder := map[string]string{"photo": "photos", "document": "documents"}[item.Type]
		if folder == "" || item.Type != media[0].Type {
			return nil, bad("media of type " + item.Type + " can't be in this album")
		}
		if units(item.Caption) > maxCaption {
			return nil, bad("message caption is too long")
		}
		f, err := s.given(q, item.Media, item.Media, folder)
		if err != nil {
			return nil, err
		}
		m, err := s.draft(q, ch)
		if err != nil {
			return nil, err
		}
		m.attach(f, strings.TrimSpace(item.Caption))
		album = append(album, m)
	}
	if err := s.spend(ch, len(album)); err != nil {
		return nil, err
	}
	s.postAlbum(ch, album)
	return album, nil
}

func (s *Server) postAlbum(ch *chat, album []*message) {
	s.album++
	for _, m := range album {
		m.Album = strconv.FormatInt(13_000_000_000_000_000+s.album, 10)
		s.post(ch, m)
	}
}

func (s *Server) getFile(q *request) (any, error) {
	if !q.has("file_id") {
		return nil, bad("file_id not specified")
	}
	f := s.files[q.str("file_id")]
	if f == nil {
		return nil, bad("invalid file_id")
	}
	if f.size > maxDownload {
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": f.id, "file_unique_id": f.unique, "file_size": f.size, "file_path": f.path}, nil
}

// serveFile gives the bytes of a file to whoever has the token and the path.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	if token != s.opt.Token {
		s.refuse(w, "file", &refusal{code: http.StatusUnauthorized, text: "Unauthorized"})
		return
	}
	data, ok := s.fileAt(name)
	if !ok {
		s.refuse(w, "file", &refusal{code: http.StatusNotFound, text: "Not Found"})
		return
	}
	s.record(Call{Method: "file", Params: map[string]any{"path": name}, Status: http.StatusOK, Response: json.RawMessage(`true`)})
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(data) // a caller who has gone cannot be told so
}

func (s *Server) fileAt(name string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.path == name && f.size <= maxDownload {
			return f.data, true
		}
	}
	return nil, false
}
