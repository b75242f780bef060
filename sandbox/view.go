package sandbox

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// View is what the page shows: everybody and every chat in outline, and one
// person's messages that are new or changed.
type View struct {
	Boot     string       `json:"boot"` // differs from server to server: what a page remembers of another is void
	Rev      int64        `json:"rev"`
	Now      time.Time    `json:"now"`
	Bot      User         `json:"bot"`
	Panel    bool         `json:"panel"` // the program has doors of its own under /demo/
	People   []SeenPerson `json:"people"`
	Chats    []SeenChat   `json:"chats"`
	Messages []Seen       `json:"messages"`
	Toasts   []Toast      `json:"toasts"`
	Menus    []Menu       `json:"menus"`
	Faults   []Fault      `json:"faults"`
	Pending  int          `json:"pending"` // updates that the bot has not confirmed
}

// SeenPerson is somebody in the page's list.
type SeenPerson struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Blocked bool   `json:"blocked,omitempty"`
	Gone    bool   `json:"gone,omitempty"`
}

// SeenChat is a chat in the page's list.
type SeenChat struct {
	ID      int64   `json:"id"`
	Type    string  `json:"type"`
	Title   string  `json:"title"`
	Members []int64 `json:"members"` // people who are in it
	HasBot  bool    `json:"has_bot"`
	Count   int     `json:"count"` // of its messages
	Last    *Seen   `json:"last,omitempty"`
}

// View waits until something is newer than after, or until ctx ends, and
// returns what a person sees then.
func (s *Server) View(ctx context.Context, id, after int64) View {
	s.mu.Lock()
	changed, known := s.changed, s.rev
	s.mu.Unlock()
	if known == after { // a page that knows more has known another server
		select {
		case <-changed:
		case <-ctx.Done():
		case <-s.closed:
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if after > s.rev {
		after = 0
	}
	return s.view(id, after)
}

func (s *Server) view(id, after int64) View {
	s.expire()
	v := View{
		Boot: s.boot, Rev: s.rev, Now: s.now(), Bot: s.bot, Panel: s.opt.Panel != nil,
		People: []SeenPerson{}, Chats: []SeenChat{}, Messages: []Seen{}, Toasts: []Toast{},
		Menus: s.menuList(), Faults: []Fault{},
		Pending: len(s.queue.list),
	}
	for _, number := range slices.Sorted(maps.Keys(s.people)) {
		p := s.people[number]
		name := strings.TrimSpace(p.user.FirstName + " " + p.user.LastName)
		v.People = append(v.People, SeenPerson{ID: number, Name: name, Blocked: p.blocked, Gone: p.gone})
	}
	for _, number := range s.order {
		ch := s.chats[number]
		if ch.movedTo != 0 {
			continue // Telegram shows the new one instead
		}
		v.Chats = append(v.Chats, s.outline(ch))
		if !inside(ch.members[id]) {
			continue
		}
		for _, m := range ch.messages {
			if m.rev > after {
				v.Messages = append(v.Messages, s.seen(m))
			}
		}
	}
	for _, t := range s.toasts {
		if t.Person == id && after > 0 && t.rev > after { // what was shown before a page was opened is over
			v.Toasts = append(v.Toasts, t)
		}
	}
	for _, f := range s.faults {
		v.Faults = append(v.Faults, *f)
	}
	return v
}

func (s *Server) outline(ch *chat) SeenChat {
	out := SeenChat{
		ID: ch.info.ID, Type: ch.info.Type, Members: []int64{}, Count: len(ch.messages), HasBot: inside(ch.members[s.bot.ID]),
		Title: cmp.Or(ch.info.Title, strings.TrimSpace(ch.info.FirstName+" "+ch.info.LastName)),
	}
	for number, status := range ch.members {
		if number != s.bot.ID && inside(status) {
			out.Members = append(out.Members, number)
		}
	}
	slices.Sort(out.Members)
	if n := len(ch.messages); n > 0 {
		last := s.seen(ch.messages[n-1])
		out.Last = &last
	}
	return out
}

// Happened is an update as the bot was offered it.
type Happened struct {
	ID      int64           `json:"update_id"`
	At      time.Time       `json:"at"`
	Kind    string          `json:"kind"`
	Chat    int64           `json:"chat,omitempty"`
	Message int             `json:"message,omitempty"`
	Body    json.RawMessage `json:"body"`
	rev     int64
}

// remember keeps an update for whoever asks later what was behind a message.
func (s *Server) remember(u update, payload any) {
	h := Happened{ID: u.id, At: u.at, Kind: u.kind, Body: u.body, rev: s.rev}
	if press, ok := payload.(map[string]any); ok {
		payload = press["message"]
	}
	if m, ok := payload.(*message); ok && m != nil {
		h.Chat, h.Message = m.Chat.ID, m.ID
	}
	s.queue.count++
	if len(s.happened) >= s.opt.MaxCalls {
		s.happened = slices.Delete(s.happened, 0, len(s.happened)/2)
	}
	s.happened = append(s.happened, h)
}

// Offered is what became of the updates that people's acts made.
type Offered struct {
	Updates   int64 // how many there have been
	Pending   int64 // that the bot has not confirmed
	Forgotten int64 // that were too old before the bot came
}

// Offered counts the updates.
func (s *Server) Offered() Offered {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	return Offered{Updates: s.queue.count, Pending: int64(len(s.queue.list)), Forgotten: s.queue.expired}
}

// Behind is what lies behind a message on the wire.
type Behind struct {
	Message *Seen      `json:"message,omitempty"`
	Calls   []Call     `json:"calls"`            // of the bot, that made or changed it
	Updates []Happened `json:"updates"`          // about it, or about what it replies to
	Before  *Happened  `json:"before,omitempty"` // the latest update of the chat before the bot said it
}

// Behind tells what lies behind a message, as far as the transcript reaches back.
func (s *Server) Behind(chatID int64, id int) (Behind, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Behind{Calls: []Call{}, Updates: []Happened{}}
	ch := s.chats[chatID]
	if ch == nil || ch.message(id) == nil {
		return out, problem("chat %d has no message %d", chatID, id)
	}
	seen := s.seen(ch.message(id))
	out.Message = &seen
	var first int64
	for _, c := range s.calls {
		if c.Chat == chatID && slices.Contains(c.Messages, id) {
			out.Calls = append(out.Calls, c)
			if first == 0 {
				first = c.rev
			}
		}
	}
	for _, h := range s.happened {
		if h.Chat != chatID {
			continue
		}
		if h.Message == id || seen.ReplyTo != 0 && h.Message == seen.ReplyTo && seen.Bot {
			out.Updates = append(out.Updates, h)
		}
		if h.rev < first {
			out.Before = &h
		}
	}
	return out, nil
}
