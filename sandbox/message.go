package sandbox

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// User is an account in Telegram's form.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// Chat is a chat in Telegram's form.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"` // private, group, supergroup, channel
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

// Button is one button under a message; it has either data or a link.
type Button struct {
	Text   string          `json:"text"`
	Data   string          `json:"callback_data,omitempty"`
	URL    string          `json:"url,omitempty"`
	WebApp *webAppInfo     `json:"web_app,omitempty"`
	Copy   *copyTextButton `json:"copy_text,omitempty"`
	Style  string          `json:"style,omitempty"`
}

type webAppInfo struct {
	URL string `json:"url"`
}

type copyTextButton struct {
	Text string `json:"text"`
}

type keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// message is a message in Telegram's form, and below it what only the sandbox knows.
type message struct {
	ID              int            `json:"message_id"`
	Thread          int            `json:"message_thread_id,omitempty"`
	From            *User          `json:"from,omitempty"`
	SenderChat      *Chat          `json:"sender_chat,omitempty"`
	Signature       string         `json:"author_signature,omitempty"`
	Date            int64          `json:"date"`
	Chat            Chat           `json:"chat"`
	Origin          *origin        `json:"forward_origin,omitempty"`
	InTopic         bool           `json:"is_topic_message,omitempty"`
	ReplyTo         *message       `json:"reply_to_message,omitempty"`
	EditDate        int64          `json:"edit_date,omitempty"`
	Album           string         `json:"media_group_id,omitempty"`
	Text            string         `json:"text,omitempty"`
	Entities        []entity       `json:"entities,omitempty"`
	Document        *document      `json:"document,omitempty"`
	Photo           []photoSize    `json:"photo,omitempty"`
	Voice           *voice         `json:"voice,omitempty"`
	Sticker         *sticker       `json:"sticker,omitempty"`
	Location        *Location      `json:"location,omitempty"`
	Caption         string         `json:"caption,omitempty"`
	CaptionEntities []entity       `json:"caption_entities,omitempty"`
	Markup          *keyboard      `json:"reply_markup,omitempty"`
	Joined          []User         `json:"new_chat_members,omitempty"`
	Left            *User          `json:"left_chat_member,omitempty"`
	MigrateTo       int64          `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom     int64          `json:"migrate_from_chat_id,omitempty"`
	Topic           *topicCreated  `json:"forum_topic_created,omitempty"`
	rev             int64          // number of its last change
	edits           []string       // earlier words, oldest first
	keyboardMarkup  map[string]any // a reply keyboard, which the API does not give back
	person          int64          // who really wrote it, also when Telegram hides that
}

type origin struct {
	Type       string `json:"type"`
	Date       int64  `json:"date"`
	User       *User  `json:"sender_user,omitempty"`
	Name       string `json:"sender_user_name,omitempty"`
	SenderChat *Chat  `json:"sender_chat,omitempty"`
	Chat       *Chat  `json:"chat,omitempty"`
	MessageID  int    `json:"message_id,omitempty"`
}

type document struct {
	Name     string `json:"file_name,omitempty"`
	Type     string `json:"mime_type,omitempty"`
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int64  `json:"file_size,omitempty"`
}

type photoSize struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int64  `json:"file_size,omitempty"`
}

type voice struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Duration int    `json:"duration"`
	Type     string `json:"mime_type,omitempty"`
	Size     int64  `json:"file_size,omitempty"`
}

type sticker struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Type     string `json:"type"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Animated bool   `json:"is_animated"`
	Video    bool   `json:"is_video"`
	Emoji    string `json:"emoji,omitempty"`
}

// Location is a point on the map.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type topicCreated struct {
	Name  string `json:"name"`
	Color int    `json:"icon_color"`
}

// service tells whether Telegram itself wrote the message.
func (m *message) service() bool {
	return m.Joined != nil || m.Left != nil || m.MigrateTo != 0 || m.MigrateFrom != 0 || m.Topic != nil
}

// quoted is the message as it appears inside a reply: without what it replies to.
func (m *message) quoted() *message {
	q := *m
	q.ReplyTo = nil
	return &q
}

// words are the text or the caption with its entities.
func (m *message) words() (string, []entity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CaptionEntities
}
