package sandbox

import (
	"reflect"
	"slices"
	"time"
)

const notModified = "message is not modified: specified new message content and reply markup are exactly the same " +
	"as a current content and reply markup of the message"

// editable finds the bot's own message that a call wants to change.
func (s *Server) editable(q *request) (*chat, *message, error) {
	ch, err := s.target(q)
	if err != nil {
		return nil, nil, err
	}
	id := q.number("message_id")
	if id == 0 {
		return nil, nil, bad("message identifier is not specified")
	}
	m := ch.message(id)
	if m == nil {
		return nil, nil, bad("message to edit not found")
	}
	if m.person != s.bot.ID {
		return nil, nil, bad("message can't be edited")
	}
	return ch, m, nil
}

func (s *Server) editMessageText(q *request) (any, error) {
	text, err := q.text("text")
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, bad("message text is empty")
	}
	if units(text) > maxText {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	return s.edit(q, func(m *message) error {
		if m.Text == "" {
			return bad("there is no text in the message to edit")
		}
		m.Text, m.Entities = text, commands(text)
		return nil
	})
}

func (s *Server) editMessageCaption(q *request) (any, error) {
	caption, err := captionOf(q)
	if err != nil {
		return nil, err
	}
	return s.edit(q, func(m *message) error {
		if m.Document == nil && m.Photo == nil {
			return bad("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities = caption, commands(caption)
		return nil
	})
}

func (s *Server) editMessageReplyMarkup(q *request) (any, error) {
	return s.edit(q, func(*message) error { return nil })
}

// edit changes a message and its buttons; buttons that are not given go away.
func (s *Server) edit(q *request, change func(*message) error) (any, error) {
	ch, m, err := s.editable(q)
	if err != nil {
		return nil, err
	}
	if !modeKnown(q.str("parse_mode")) {
		return nil, bad("unsupported parse_mode")
	}
	next := *m
	next.Markup = nil
	if err := draftMarkup(q, &next); err != nil {
		return nil, err
	}
	if err := change(&next); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(&next, m) {
		return nil, bad(notModified)
	}
	if err := s.spend(ch, 1); err != nil {
		return nil, err
	}
	s.amend(m, &next)
	return m, nil
}

// amend stores the new form of a message and keeps the old words.
func (s *Server) amend(m, next *message) {
	before, _ := m.words()
	if after, _ := next.words(); after != before {
		next.edits = append(slices.Clip(next.edits), before)
	}
	next.EditDate = s.now().Unix()
	*m = *next
	m.rev = s.touch()
}

func (s *Server) deleteMessage(q *request) (any, error) {
	ch, err := s.target(q)
	if err != nil {
		return nil, err
	}
	id := q.number("message_id")
	if id == 0 {
		return nil, bad("message identifier is not specified")
	}
	m := ch.message(id)
	if m == nil {
		return nil, bad("message to delete not found")
	}
	own := m.person == s.bot.ID
	old := s.now().Unix()-m.Date > int64((48 * time.Hour).Seconds())
	if old || !own && ch.info.Type != "private" && ch.members[s.bot.ID] != "administrator" {
		return nil, bad("message can't be deleted for everyone")
	}
	for i, other := range ch.messages {
		if other == m {
			ch.messages = append(ch.messages[:i:i], ch.messages[i+1:]...)
			break
		}
	}
	s.touch()
	return true, nil
}
