package bot

import (
	"encoding/json"
	"hash/fnv"

	"duban/ledger"
)

// These are the parts of an update that we need, and no more: a new kind of message is
// then something that we do not read, and not something that cannot be decoded. The
// library's models know every field, and fail on the first union that grew.

type update struct {
	ID     int64       `json:"update_id"`
	Said   *message    `json:"message"`
	Edited *message    `json:"edited_message"`
	Press  *press      `json:"callback_query"`
	Member *membership `json:"my_chat_member"`
}

type user struct {
	ID    int64  `json:"id"`
	IsBot bool   `json:"is_bot"`
	First string `json:"first_name"`
	Last  string `json:"last_name"`
}

type chat struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

type message struct {
	ID          int             `json:"message_id"`
	Date        int64           `json:"date"`
	EditDate    int64           `json:"edit_date"`
	Thread      int             `json:"message_thread_id"`
	InTopic     bool            `json:"is_topic_message"`
	From        *user           `json:"from"`
	SenderChat  *chat           `json:"sender_chat"`
	Chat        chat            `json:"chat"`
	ReplyTo     *quoted         `json:"reply_to_message"`
	Origin      *origin         `json:"forward_origin"`
	ViaBot      *user           `json:"via_bot"`
	Album       string          `json:"media_group_id"`
	Text        string          `json:"text"`
	Caption     string          `json:"caption"`
	Photo       []photo         `json:"photo"`
	Document    *document       `json:"document"`
	Animation   json.RawMessage `json:"animation"` // comes with a document of the same file
	MigrateTo   int64           `json:"migrate_to_chat_id"`
	MigrateFrom int64           `json:"migrate_from_chat_id"`
}

// origin is where a forwarded message comes from; nobody is named where its writer hides.
type origin struct {
	User *user `json:"sender_user"`
}

// UnmarshalJSON reads what it can: that it was forwarded is known without it.
func (o *origin) UnmarshalJSON(raw []byte) error {
	type plain origin
	_ = json.Unmarshal(raw, (*plain)(o)) // goes on after a wrong type
	return nil
}

// quoted is a message that was replied to.
type quoted struct {
	ID       int             `json:"message_id"`
	From     *user           `json:"from"`
	Text     string          `json:"text"`
	Caption  string          `json:"caption"`
	Document *document       `json:"document"`
	TopicNew json.RawMessage `json:"forum_topic_created"`
}

// UnmarshalJSON reads what it can: nobody's words are lost for what they reply to.
func (q *quoted) UnmarshalJSON(raw []byte) error {
	type plain quoted
	_ = json.Unmarshal(raw, (*plain)(q)) // goes on after a wrong type
	return nil
}

type photo struct {
	FileID string `json:"file_id"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Size   int64  `json:"file_size"`
}

type document struct {
	FileID string `json:"file_id"`
	Name   string `json:"file_name"`
	Size   int64  `json:"file_size"`
}

type press struct {
	ID      string   `json:"id"`
	From    *user    `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type membership struct {
	Chat chat  `json:"chat"`
	From *user `json:"from"`
	Old  seat  `json:"old_chat_member"`
	New  seat  `json:"new_chat_member"`
}

type seat struct {
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"` // of a restricted one
}

func (s seat) inside() bool {
	switch s.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return s.IsMember
	}
	return false
}

// glimpse is what the inbox needs to know of an update before anybody reads it.
type glimpse struct {
	ID     int64         `json:"update_id"`
	Said   *glimpseSaid  `json:"message"`
	Edited *glimpseSaid  `json:"edited_message"`
	Press  *glimpsePress `json:"callback_query"`
	Member *glimpseSaid  `json:"my_chat_member"`
}

type glimpseSaid struct {
	Chat  glimpseID `json:"chat"`
	From  glimpseID `json:"from"`
	Album string    `json:"media_group_id"`
}

type glimpsePress struct {
	From    glimpseID    `json:"from"`
	Message *glimpseSaid `json:"message"`
}

type glimpseID struct {
	ID    int64 `json:"id"`
	IsBot bool  `json:"is_bot"`
}

// peek reads what it can of an update; a field of a wrong type stays empty.
func peek(raw []byte) glimpse {
	var g glimpse
	_ = json.Unmarshal(raw, &g) // goes on after a wrong type
	return g
}

func (g glimpse) chat() int64 {
	for _, said := range []*glimpseSaid{g.Said, g.Edited, g.Member} {
		if said != nil && said.Chat.ID != 0 {
			return said.Chat.ID
		}
	}
	if g.Press == nil {
		return 0
	}
	if g.Press.Message != nil && g.Press.Message.Chat.ID != 0 {
		return g.Press.Message.Chat.ID
	}
	return g.Press.From.ID
}

// spoken reports whether a person said it, who then may be answered.
func (g glimpse) spoken() bool {
	for _, said := range []*glimpseSaid{g.Said, g.Edited} {
		if said != nil {
			return said.From.ID != 0 && !said.From.IsBot
		}
	}
	return g.Press != nil
}

// album is the key of the pictures that were sent together, if this is one of them.
func (g glimpse) album() string {
	if g.Said == nil {
		return ""
	}
	return g.Said.Album
}

// incoming is an update as the inbox keeps it. One without a number, which Telegram does
// not send, is known by its bytes.
func incoming(raw []byte) (in ledger.Incoming, numbered bool) {
	g := peek(raw)
	in.Raw = raw
	if id := g.chat(); id != 0 {
		in.Chat = chatAddress(id)
	}
	if g.ID != 0 {
		in.ID = g.ID
		return in, true
	}
	sum := fnv.New64a()
	_, _ = sum.Write(raw) // never fails
	in.ID = -int64(sum.Sum64()>>1) - 1
	return in, false
}
