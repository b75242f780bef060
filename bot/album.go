package bot

import (
	"slices"
	"strings"
	"sync"

	"duban/handlers"
)

const manyAlbums = 256

// albums remembers those that were answered, for the picture that comes late: Telegram
// sends the pieces one by one and marks no end.
type albums struct {
	mu    sync.Mutex
	known map[string]*album
	order []string
}

type album struct {
	request handlers.Request
	parts   map[int64]bool // update ids
}

// whole makes one request of the pieces that came together. A piece that comes after the
// album was answered amends it, as an edited message would.
func (as *albums) whole(pieces []act) act {
	as.mu.Lock()
	defer as.mu.Unlock()
	first := pieces[0]
	key := strings.TrimPrefix(string(first.Chat), "tg:") + ":" + first.Album
	was := as.known[key]
	if was == nil {
		was = &album{request: first.Request, parts: map[int64]bool{}}
		was.request.Cause, was.request.Files, was.request.Text = "album:"+key, nil, ""
		as.keep(key, was)
	}
	late := len(was.parts) > 0
	for _, p := range pieces {
		if was.parts[p.update] {
			continue // repeated
		}
		was.parts[p.update] = true
		was.add(p.Request)
		if late {
			was.request.Edited, was.request.Cause = true, p.Cause
		}
	}
	was.request.Said = first.Said
	first.Request = was.request
	return first
}

func (a *album) add(piece handlers.Request) {
	r := &a.request
	r.Files = append(slices.Clip(r.Files), piece.Files...)
	r.Unsupported = or(r.Unsupported, piece.Unsupported)
	if r.Text == "" && piece.Text != "" {
		r.Text = piece.Text
		if !r.Edited {
			r.Message = piece.Message // the words are edited there
		}
	}
}

func (as *albums) keep(key string, a *album) {
	if as.known == nil {
		as.known = map[string]*album{}
	}
	as.known[key] = a
	as.order = append(as.order, key)
	if len(as.order) > manyAlbums {
		delete(as.known, as.order[0])
		as.order = as.order[1:]
	}
}
