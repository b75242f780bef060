package sandbox

import (
	"maps"
	"mime"
	"path"
	"strings"
)

// Speech is one thing that a person says: words, files, a place, a forward.
type Speech struct {
	Person    int64     `json:"person"`
	Chat      int64     `json:"chat,omitempty"` // the private chat with the bot if 0
	Text      string    `json:"text,omitempty"`
	ReplyTo   int       `json:"reply_to,omitempty"`
	Topic     int       `json:"topic,omitempty"`     // of a forum
	Anonymous bool      `json:"anonymous,omitempty"` // as the group itself
	Channel   int64     `json:"channel,omitempty"`   // in the name of this channel
	Photo     *Upload   `json:"photo,omitempty"`
	Document  *Upload   `json:"document,omitempty"`
	Voice     *Upload   `json:"voice,omitempty"`
	Album     []Upload  `json:"album,omitempty"` // photos where the type or name says image, else documents
	Caption   string    `json:"caption,omitempty"`
	Sticker   string    `json:"sticker,omitempty"` // an emoji
	Location  *Location `json:"location,omitempty"`
	Forward   *Forward  `json:"forward,omitempty"`
}

// Forward names the message that a person forwards.
type Forward struct {
	Chat    int64 `json:"chat"`
	Message int   `json:"message"`
	Hidden  bool  `json:"hidden,omitempty"` // its writer does not let himself be named
}

// seat finds the chat in which a person acts, and checks that they may.
func (s *Server) seat(id, chatID int64) (*chat, *person, error) {
	p := s.people[id]
	if p == nil {
		return nil, nil, problem("nobody has id %d", id)
	}
	if p.gone {
		return nil, nil, problem("person %d has left Telegram", id)
	}
	if chatID == 0 || chatID == id {
		if p.blocked {
			return nil, nil, problem("person %d has blocked the bot", id)
		}
		return s.private(p), p, nil
	}
	ch := s.chats[chatID]
	switch {
	case ch == nil || ch.info.Type == "private":
		return nil, nil, problem("no group or channel has id %d", chatID)
	case ch.movedTo != 0:
		return nil, nil, problem("chat %d has become %d", chatID, ch.movedTo)
	case !inside(ch.members[id]):
		return nil, nil, problem("person %d is not in chat %d", id, chatID)
	}
	return ch, p, nil
}

// Say lets a person say something and returns it as the chat shows it; an
// album is several messages.
func (s *Server) Say(speech Speech) ([]Seen, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, p, err := s.seat(speech.Person, speech.Chat)
	if err != nil {
		return nil, err
	}
	said, err := s.compose(ch, p, speech)
	if err != nil {
		return nil, err
	}
	if len(speech.Album) > 0 {
		s.postAlbum(ch, said)
	} else {
		s.post(ch, said[0])
	}
	kind := "message"
	if ch.info.Type == "channel" {
		kind = "channel_post"
	}
	seen := make([]Seen, 0, len(said))
	for _, m := range said {
		s.tell(ch, kind, m)
		seen = append(seen, s.seen(m))
	}
	return seen, nil
}

// compose makes the messages of a speech, not yet posted.
func (s *Server) compose(ch *chat, p *person, speech Speech) ([]*message, error) {
	base := message{person: p.user.ID}
	if err := s.sign(&base, ch, p, speech); err != nil {
		return nil, err
	}
	if err := place(&base, ch, speech); err != nil {
		return nil, err
	}
	if len(speech.Album) > 0 {
		return s.composeAlbum(base, speech)
	}
	if err := s.fill(&base, speech); err != nil {
		return nil, err
	}
	return []*message{&base}, nil
}

// sign says who Telegram shows as the writer.
func (s *Server) sign(m *message, ch *chat, p *person, speech Speech) error {
	user, own := p.user, ch.info
	switch {
	case ch.info.Type == "channel":
		m.SenderChat = &own
	case speech.Anonymous:
		m.SenderChat = &own
		m.From = &User{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	case speech.Channel != 0:
		channel := s.chats[speech.Channel]
		if channel == nil || channel.info.Type != "channel" {
			return problem("no channel has id %d", speech.Channel)
		}
		m.SenderChat = &channel.info
		m.From = &User{ID: channelBot, IsBot: true, FirstName: "Channel", Username: "Channel_Bot"}
	default:
		m.From = &user
	}
	return nil
}

// place sets topic and reply. In a forum Telegram shows a message without a
// reply as a reply to the message that opened the topic.
func place(m *message, ch *chat, speech Speech) error {
	topic := speech.Topic
	var to *message
	if speech.ReplyTo != 0 {
		if to = ch.message(speech.ReplyTo); to == nil {
			return problem("chat %d has no message %d", ch.info.ID, speech.ReplyTo)
		}
		topic = or(topic, to.Thread)
	}
	if topic != 0 {
		opening := ch.topic(topic)
		if opening == nil {
			return problem("chat %d has no topic %d", ch.info.ID, topic)
		}
		m.Thread, m.InTopic = topic, true
		to = or(to, opening)
	}
	if to != nil {
		m.ReplyTo = to.quoted()
	}
	return nil
}

func tooLong() error {
	return problem("Telegram takes %d units of text and %d of caption", maxText, maxCaption)
}

// fill adds what is said.
func (s *Server) fill(m *message, speech Speech) error {
	if units(speech.Text) > maxText || units(speech.Caption) > maxCaption {
		return tooLong()
	}
	if err := notEmpty(speech.Photo, speech.Document, speech.Voice); err != nil {
		return err
	}
	text := strings.TrimSpace(speech.Text)
	switch {
	case speech.Forward != nil:
		return s.forward(m, *speech.Forward)
	case speech.Photo != nil:
		m.attach(s.photograph(speech.Photo), speech.Caption)
	case speech.Document != nil:
		m.attach(s.keep("documents", typed(speech.Document)), speech.Caption)
	case speech.Voice != nil:
		f := s.keep("voice", speech.Voice)
		m.Voice = &voice{FileID: f.id, UniqueID: f.unique, Duration: 3, Type: or(f.mime, "audio/ogg"), Size: f.size}
	case speech.Sticker != "":
		f := s.keep("stickers", &Upload{Name: "sticker.webp", Data: []byte("sticker")})
		m.Sticker = &sticker{FileID: f.id, UniqueID: f.unique, Type: "regular", Width: 512, Height: 512, Emoji: speech.Sticker}
	case speech.Location != nil:
		m.Location = speech.Location
	case text != "":
		m.Text, m.Entities = text, commands(text)
	default:
		return problem("nothing is said")
	}
	return nil
}

// notEmpty refuses a file without bytes, as Telegram does.
func notEmpty(files ...*Upload) error {
	for _, up := range files {
		if up != nil && up.size() == 0 {
			return problem("%s: file must be non-empty", or(up.Name, "file"))
		}
	}
	return nil
}

func typed(up *Upload) *Upload {
	kind := mime.TypeByExtension(path.Ext(up.Name))
	return &Upload{Name: up.Name, Type: or(up.Type, or(kind, "application/octet-stream")), Data: up.Data, Size: up.Size}
}

func (s *Server) composeAlbum(base message, speech Speech) ([]*message, error) {
	if len(speech.Album) < 2 || len(speech.Album) > 10 {
		return nil, problem("an album has 2 to 10 pieces")
	}
	var out []*message
	for i := range speech.Album {
		m, up := base, typed(&speech.Album[i])
		if err := notEmpty(up); err != nil {
			return nil, err
		}
		caption := "" // an album's words stand under its first piece
		if i == 0 {
			caption = speech.Caption
		}
		if strings.HasPrefix(up.Type, "image/") {
			m.attach(s.photograph(up), caption)
		} else {
			m.attach(s.keep("documents", up), caption)
		}
		out = append(out, &m)
	}
	return out, nil
}

func (s *Server) forward(m *message, f Forward) error {
	from := s.chats[f.Chat]
	if from == nil || from.message(f.Message) == nil {
		return problem("chat %d has no message %d", f.Chat, f.Message)
	}
	was := from.message(f.Message)
	m.Text, m.Entities, m.Caption, m.CaptionEntities = was.Text, was.Entities, was.Caption, was.CaptionEntities
	m.Document, m.Photo, m.Voice, m.Sticker, m.Location = was.Document, was.Photo, was.Voice, was.Sticker, was.Location
	m.Origin = &origin{Type: "user", Date: was.Date, User: was.From}
	switch {
	case from.info.Type == "channel":
		m.Origin = &origin{Type: "channel", Date: was.Date, Chat: &from.info, MessageID: was.ID}
	case was.SenderChat != nil:
		m.Origin = &origin{Type: "chat", Date: was.Date, SenderChat: was.SenderChat}
	case f.Hidden:
		m.Origin = &origin{Type: "hidden_user", Date: was.Date, Name: was.From.FirstName}
	}
	return nil
}

// tell sends the bot an update about a message, if the bot may see it.
func (s *Server) tell(ch *chat, kind string, m *message) {
	if s.visible(ch, m) {
		s.offer(kind, m)
	}
}

// visible is Telegram's privacy filter. In groups a bot in privacy mode sees
// commands that name it or nobody, replies to its own messages and service
// messages; an administrator sees everything.
func (s *Server) visible(ch *chat, m *message) bool {
	if m.Left != nil && m.Left.ID == s.bot.ID {
		return true // its own farewell
	}
	switch status := ch.members[s.bot.ID]; {
	case !inside(status):
		return false
	case s.opt.PrivacyOff, ch.info.Type == "private", ch.info.Type == "channel", status == "administrator", m.service():
		return true
	}
	if m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == s.bot.ID {
		return true
	}
	text, found := m.words()
	named, bare := addressed(text, found, s.bot.Username)
	return named || bare
}

// Edit is a person's change of an own message.
type Edit struct {
	Person  int64  `json:"person"`
	Chat    int64  `json:"chat,omitempty"` // the private chat if 0
	Message int    `json:"message"`
	Text    string `json:"text"` // the caption where there is no text
}

// Edit changes the words of a person's own message.
func (s *Server) Edit(e Edit) (Seen, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, p, err := s.seat(e.Person, e.Chat)
	if err != nil {
		return Seen{}, err
	}
	m := ch.message(e.Message)
	if m == nil || m.person != p.user.ID || m.service() {
		return Seen{}, problem("message %d in chat %d is not one of person %d", e.Message, ch.info.ID, e.Person)
	}
	next, text := *m, strings.TrimSpace(e.Text)
	if m.Text != "" && units(text) > maxText || m.Text == "" && units(text) > maxCaption {
		return Seen{}, tooLong()
	}
	if m.Text != "" {
		if text == "" {
			return Seen{}, problem("a text cannot become empty")
		}
		next.Text, next.Entities = text, commands(text)
	} else {
		next.Caption, next.CaptionEntities = text, commands(text)
	}
	s.amend(m, &next)
	kind := "edited_message"
	if ch.info.Type == "channel" {
		kind = "edited_channel_post"
	}
	s.tell(ch, kind, m)
	return s.seen(m), nil
}

// OpenTopic opens a topic in a forum and returns its message_thread_id.
func (s *Server) OpenTopic(person, chatID int64, name string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, p, err := s.seat(person, chatID)
	if err != nil {
		return 0, err
	}
	if !ch.info.IsForum {
		return 0, problem("chat %d is not a forum", chatID)
	}
	user := p.user
	m := &message{From: &user, person: person, Topic: &topicCreated{Name: name, Color: 7322096}, InTopic: true}
	m.Thread = ch.lastID + 1 // a topic is known by the message that opens it
	s.post(ch, m)
	s.tell(ch, "message", m)
	return m.ID, nil
}

// Migrate makes a supergroup of a group and returns its id. Both chats get
// Telegram's service message.
func (s *Server) Migrate(chatID int64) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.chats[chatID]
	if old == nil || old.info.Type != "group" || old.movedTo != 0 {
		return 0, problem("chat %d is not a basic group", chatID)
	}
	s.serial++
	info := old.info
	info.ID, info.Type = -1_001_000_000_000-s.serial, "supergroup"
	next := &chat{info: info, members: maps.Clone(old.members)}
	s.addChat(next)
	by := s.founder(old)
	farewell := &message{From: &by, person: by.ID, MigrateTo: info.ID}
	s.post(old, farewell)
	s.tell(old, "message", farewell)
	old.movedTo = info.ID
	welcome := &message{
		From:       &User{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"},
		SenderChat: &info, MigrateFrom: chatID,
	}
	s.post(next, welcome)
	s.tell(next, "message", welcome)
	return info.ID, nil
}
