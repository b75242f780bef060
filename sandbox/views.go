package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Seen is a message as a person reads it.
type Seen struct {
	ID        int        `json:"id"`
	Rev       int64      `json:"rev"` // grows with every new or changed message of the whole server
	Chat      int64      `json:"chat"`
	At        time.Time  `json:"at"`
	From      string     `json:"from"`
	FromID    int64      `json:"from_id,omitempty"`
	Bot       bool       `json:"bot,omitempty"`  // written by the bot
	Text      string     `json:"text,omitempty"` // or the caption
	Buttons   [][]Button `json:"buttons,omitempty"`
	Keyboard  any        `json:"keyboard,omitempty"` // a reply keyboard, as it was sent
	Edits     []string   `json:"edits,omitempty"`    // earlier words, oldest first
	Edited    bool       `json:"edited,omitempty"`
	Files     []SeenFile `json:"files,omitempty"`
	ReplyTo   int        `json:"reply_to,omitempty"`
	Topic     int        `json:"topic,omitempty"`
	Album     string     `json:"album,omitempty"`
	Forwarded string     `json:"forwarded,omitempty"` // kind of its origin
	Service   string     `json:"service,omitempty"`   // what Telegram itself says
}

// SeenFile is a file in a chat; its bytes are at /control/file?id=.
type SeenFile struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"`
	Size   int64  `json:"size,omitempty"`
	Width  int    `json:"width,omitempty"` // of a photo
	Height int    `json:"height,omitempty"`
}

func (s *Server) seen(m *message) Seen {
	text, _ := m.words()
	out := Seen{
		ID: m.ID, Rev: m.rev, Chat: m.Chat.ID, At: time.Unix(m.Date, 0).UTC(), Bot: m.person == s.bot.ID,
		Text: text, Edits: m.edits, Edited: m.EditDate != 0, Topic: m.Thread, Album: m.Album, Service: m.serviceWords(),
	}
	switch {
	case m.SenderChat != nil:
		out.From, out.FromID = m.SenderChat.Title, m.SenderChat.ID
	case m.From != nil:
		out.From, out.FromID = strings.TrimSpace(m.From.FirstName+" "+m.From.LastName), m.From.ID
	}
	if m.Markup != nil {
		out.Buttons = m.Markup.Rows
	}
	if m.keyboardMarkup != nil {
		out.Keyboard = m.keyboardMarkup
	}
	if m.ReplyTo != nil {
		out.ReplyTo = m.ReplyTo.ID
	}
	if m.Origin != nil {
		out.Forwarded = m.Origin.Type
	}
	out.Files = m.seenFiles()
	return out
}

func (m *message) seenFiles() []SeenFile {
	switch {
	case m.Document != nil:
		return []SeenFile{{ID: m.Document.FileID, Kind: "document", Name: m.Document.Name, Size: m.Document.Size}}
	case m.Photo != nil:
		large := m.Photo[len(m.Photo)-1]
		return []SeenFile{{ID: large.FileID, Kind: "photo", Size: large.Size, Width: large.Width, Height: large.Height}}
	case m.Voice != nil:
		return []SeenFile{{ID: m.Voice.FileID, Kind: "voice", Size: m.Voice.Size}}
	case m.Sticker != nil:
		return []SeenFile{{ID: m.Sticker.FileID, Kind: "sticker", Name: m.Sticker.Emoji}}
	case m.Location != nil:
		return []SeenFile{{Kind: "location", Name: fmt.Sprintf("%v,%v", m.Location.Latitude, m.Location.Longitude)}}
	}
	return nil
}

func (m *message) serviceWords() string {
	switch {
	case m.Joined != nil:
		return m.Joined[0].FirstName + " joined"
	case m.Left != nil:
		return m.Left.FirstName + " left"
	case m.MigrateTo != 0:
		return fmt.Sprintf("migrated to %d", m.MigrateTo)
	case m.MigrateFrom != 0:
		return fmt.Sprintf("migrated from %d", m.MigrateFrom)
	case m.Topic != nil:
		return "topic " + m.Topic.Name
	}
	return ""
}

// Mark returns the revision of the latest change; Wait takes what comes after it.
func (s *Server) Mark() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rev
}

// Chats returns all chats in the order of their birth.
func (s *Server) Chats() []Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Chat{}
	for _, id := range s.order {
		out = append(out, s.chats[id].info)
	}
	return out
}

// Read returns the messages of a chat that are new or changed after a
// revision, in the order in which they stand there.
func (s *Server) Read(chatID, after int64) ([]Seen, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read(chatID, after, true)
}

func (s *Server) read(chatID, after int64, all bool) ([]Seen, error) {
	ch := s.chats[chatID]
	out := []Seen{}
	if ch == nil {
		if s.people[chatID] != nil {
			return out, nil // a private chat that has not begun
		}
		return nil, problem("no chat has id %d", chatID)
	}
	for _, m := range ch.messages {
		if m.rev > after && (all || m.person == s.bot.ID) {
			out = append(out, s.seen(m))
		}
	}
	return out, nil
}

// Wait says what to wait for: Count messages of the bot in a chat that are new
// or changed after the revision After.
type Wait struct {
	Chat  int64
	After int64
	Count int  // 1 if 0
	All   bool // people's and service messages too
}

// Wait returns as soon as there are enough such messages. When ctx ends first
// it returns what there is, with an error that says so.
func (s *Server) Wait(ctx context.Context, w Wait) ([]Seen, error) {
	count := or(w.Count, 1)
	for {
		s.mu.Lock()
		changed := s.changed
		got, err := s.read(w.Chat, w.After, w.All)
		s.mu.Unlock()
		if err != nil || len(got) >= count {
			return got, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return got, fmt.Errorf("sandbox: %d of %d messages in chat %d: %w", len(got), count, w.Chat, ctx.Err())
		case <-s.closed:
			return got, problem("the server is closed")
		}
	}
}

// Pending is the number of updates that the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	return len(s.queue.list)
}

// PushUpdate queues an update as it is, with a fresh update_id, whatever
// nonsense it holds, and returns that id. It must be a JSON object.
func (s *Server) PushUpdate(raw json.RawMessage) (int64, error) {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return 0, problem("an update is a JSON object: %v", err)
	}
	body := make(map[string]any, len(fields)+1)
	kind := "raw"
	for name, value := range fields {
		body[name] = value
		if name == "callback_query" {
			kind = name
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.push(kind, body), nil
}

// File returns the bytes of a file by its id.
func (s *Server) File(id string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[id]
	if f == nil {
		return nil, problem("no file has id %q", id)
	}
	return f.data, nil
}
