package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// press is a button press that waits for its answer.
type press struct {
	person   int64
	chat     int64
	message  int
	at       time.Time
	answered bool
}

// Toast is what answerCallbackQuery shows to the person who pressed.
type Toast struct {
	ID     string    `json:"id"` // of the press
	At     time.Time `json:"at"`
	Person int64     `json:"person"`
	Chat   int64     `json:"chat"`
	Text   string    `json:"text"`
	Alert  bool      `json:"alert,omitempty"`
	URL    string    `json:"url,omitempty"`
	rev    int64
}

// Press is a person's press of a button, named by its label or its data.
type Press struct {
	Person  int64  `json:"person"`
	Chat    int64  `json:"chat,omitempty"`    // the private chat if 0
	Message int    `json:"message,omitempty"` // the latest message with such a button if 0
	Label   string `json:"label,omitempty"`
	Data    string `json:"data,omitempty"`
}

// Press presses a button and returns the id of the callback query.
func (s *Server) Press(p Press) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, who, err := s.seat(p.Person, p.Chat)
	if err != nil {
		return "", err
	}
	m, data, err := ch.button(p)
	if err != nil {
		return "", err
	}
	id := fmt.Sprintf("%d%09d", who.user.ID, s.rand.Int64N(1_000_000_000))
	s.presses[id] = &press{person: who.user.ID, chat: ch.info.ID, message: m.ID, at: s.now()}
	s.offer("callback_query", map[string]any{
		"id": id, "from": who.user, "message": m, "data": data,
		"chat_instance": strconv.FormatInt(ch.info.ID*7919, 10),
	})
	s.touch()
	return id, nil
}

// button finds the data of the button that a person means.
func (ch *chat) button(p Press) (*message, string, error) {
	for _, m := range slices.Backward(ch.messages) {
		if p.Message != 0 && m.ID != p.Message || m.Markup == nil {
			continue
		}
		for _, row := range m.Markup.Rows {
			for _, b := range row {
				if b.Data != "" && (p.Label != "" && b.Text == p.Label || p.Data != "" && b.Data == p.Data) {
					return m, b.Data, nil
				}
			}
		}
	}
	return nil, "", problem("chat %d shows no button %q%q", ch.info.ID, p.Label, p.Data)
}

func (s *Server) answerCallbackQuery(q *request) (any, error) {
	id := q.str("callback_query_id")
	p := s.presses[id]
	if p == nil || p.answered || s.now().Sub(p.at) > keepPresses {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	text, err := q.text("text")
	if err != nil {
		return nil, err
	}
	if units(text) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	p.answered = true
	s.toasts = append(s.toasts, Toast{
		ID: id, At: s.now(), Person: p.person, Chat: p.chat,
		Text: text, Alert: q.flag("show_alert"), URL: q.str("url"), rev: s.touch(),
	})
	return true, nil
}

// Toasts returns the answers to a person's presses, everybody's if the id is 0.
// An answer without words is one too: it stops the button's clock.
func (s *Server) Toasts(person int64) []Toast {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Toast{}
	for _, t := range s.toasts {
		if person == 0 || t.Person == person {
			out = append(out, t)
		}
	}
	return out
}
