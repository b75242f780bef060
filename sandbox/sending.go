package sandbox

// Telegram's lengths, in UTF-16 units.
const (
	maxText    = 4096
	maxCaption = 1024
	maxButtons = 100
	maxData    = 64 // bytes
)

func (s *Server) sendMessage(q *request) (any, error) {
	text, err := q.text("text")
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, bad("message text is empty")
	}
	if units(text) > maxText {
		return nil, bad("message is too long")
	}
	return s.send(q, func(m *message) error {
		m.Text, m.Entities = text, commands(text)
		return nil
	})
}

// send posts one message; fill adds what the method is about.
func (s *Server) send(q *request, fill func(*message) error) (any, error) {
	ch, err := s.target(q)
	if err != nil {
		return nil, err
	}
	m, err := s.draft(q, ch)
	if err != nil {
		return nil, err
	}
	if err := fill(m); err != nil {
		return nil, err
	}
	if err := s.spend(ch, 1); err != nil {
		return nil, err
	}
	s.post(ch, m)
	return m, nil
}

// draft is a message of the bot with everything that all send methods share.
func (s *Server) draft(q *request, ch *chat) (*message, error) {
	bot := s.bot
	m := &message{From: &bot, person: bot.ID}
	if ch.info.Type == "channel" {
		m.From, m.SenderChat = nil, &ch.info
	}
	if !modeKnown(q.str("parse_mode")) {
		return nil, bad("unsupported parse_mode")
	}
	if err := s.draftReply(q, ch, m); err != nil {
		return nil, err
	}
	return m, draftMarkup(q, m)
}

func modeKnown(mode string) bool {
	switch mode {
	case "", "HTML", "html", "Markdown", "markdown", "MarkdownV2", "markdownv2":
		return true
	}
	return false
}

// draftReply sets the thread of a message and what it replies to.
func (s *Server) draftReply(q *request, ch *chat, m *message) error {
	if topic := q.number("message_thread_id"); topic != 0 {
		opening := ch.topic(topic)
		if opening == nil {
			return bad("message thread not found")
		}
		m.Thread, m.InTopic, m.ReplyTo = topic, true, opening.quoted()
	}
	var reply struct {
		ID      int  `json:"message_id"`
		Without bool `json:"allow_sending_without_reply"`
	}
	switch {
	case q.has("reply_parameters"):
		if err := q.parse("reply_parameters", &reply); err != nil {
			return err
		}
	case q.has("reply_to_message_id"): // the old form is still understood
		reply.ID, reply.Without = q.number("reply_to_message_id"), q.flag("allow_sending_without_reply")
	default:
		return nil
	}
	to := ch.message(reply.ID)
	if to == nil {
		if reply.Without {
			return nil
		}
		return bad("message to be replied not found")
	}
	m.ReplyTo = to.quoted()
	if to.InTopic {
		m.Thread, m.InTopic = to.Thread, true
	}
	return nil
}

func draftMarkup(q *request, m *message) error {
	if !q.has("reply_markup") {
		return nil
	}
	var markup map[string]any
	if err := q.parse("reply_markup", &markup); err != nil {
		return bad("object expected as reply markup")
	}
	if _, inline := markup["inline_keyboard"]; !inline {
		m.keyboardMarkup = markup
		return nil
	}
	var keys keyboard
	if err := q.parse("reply_markup", &keys); err != nil {
		return bad("can't parse inline keyboard button")
	}
	if err := keys.check(); err != nil {
		return err
	}
	if len(keys.Rows) > 0 {
		m.Markup = &keys
	}
	return nil
}

func (k *keyboard) check() error {
	count := 0
	for _, row := range k.Rows {
		for _, b := range row {
			count++
			switch {
			case b.Text == "":
				return bad("can't parse inline keyboard button: Field \"text\" must be non-empty")
			case b.Data == "" && b.URL == "" && b.WebApp == nil && b.Copy == nil:
				return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			case len(b.Data) > maxData:
				return bad("BUTTON_DATA_INVALID")
			}
		}
	}
	if count > maxButtons {
		return bad("reply markup is too long")
	}
	return nil
}

func (s *Server) sendChatAction(q *request) (any, error) {
	switch q.str("action") {
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
		"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, bad("wrong parameter action in request")
	}
	if _, err := s.target(q); err != nil {
		return nil, err
	}
	return true, nil
}
