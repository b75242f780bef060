package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"duban/handlers"
	"duban/ledger"
)

// Accounts behind which Telegram hides whoever speaks.
const (
	anonymousAdmin = 1087968824
	channelSpeaker = 136817688
	telegramItself = 777000 // brings what the linked channel says
)

// act is what an update asks for: a request, and which button waits for an answer.
type act struct {
	handlers.Request
	update int64
	press  string
}

// self is who we are, to tell which commands and messages are ours.
type self struct {
	id   int64
	name string
}

var errNoUpdate = errors.New("no update: it has no number")

// convert turns an update into a request; ok is false when it is nothing for us. An error
// says that the update cannot be understood, now or ever.
func convert(raw []byte, me self) (a act, ok bool, err error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return act{}, false, fmt.Errorf("bot: update: %w", err)
	}
	if u.ID == 0 {
		return act{}, false, fmt.Errorf("bot: update: %w", errNoUpdate)
	}
	switch {
	case u.Said != nil:
		a, ok = u.Said.act(raw, me)
	case u.Edited != nil:
		a, ok = u.Edited.act(raw, me)
		a.Edited = true
	case u.Press != nil:
		a, ok = u.Press.act(me)
	case u.Member != nil:
		a, ok = u.Member.act()
	}
	a.update = u.ID
	if a.Cause == "" {
		a.Cause = "update:" + strconv.FormatInt(u.ID, 10)
	}
	return a, ok, nil
}

// act reads what somebody said.
func (m *message) act(raw []byte, me self) (act, bool) {
	if m.Chat.ID == 0 || m.ID == 0 {
		return act{}, false
	}
	if m.MigrateTo != 0 || m.MigrateFrom != 0 {
		return m.moved(), true
	}
	var a act
	if !a.speaker(m, me) {
		return act{}, false
	}
	a.place(m)
	a.reply(m, me)
	a.Album = m.Album
	text, ours := command(or(m.Text, m.Caption), me.name)
	if !ours {
		return act{}, false
	}
	a.Text = text
	a.forwarded(m, me)
	if at := or(m.EditDate, m.Date); at > 0 {
		a.Said = time.Unix(at, 0)
	}
	switch {
	case m.ViaBot != nil: // words that another bot made
		a.Text, a.Unsupported = "", "via_bot"
	case len(m.Animation) > 0:
		a.Unsupported = "animation"
	case m.Document != nil:
		a.Files = []ledger.File{m.Document.file()}
	case len(m.Photo) > 0:
		p := largest(m.Photo)
		a.Files = []ledger.File{{Ref: p.FileID, Kind: "photo", Size: p.Size}}
	case m.Text == "":
		if a.Unsupported = kindOf(raw); a.Unsupported == "" {
			return act{}, false
		}
	}
	return a, true
}

// moved tells that a group has become another one. Both of the messages that say so are
// one act, and so is a send that is refused for it.
func (m *message) moved() act {
	from, to := m.Chat.ID, m.MigrateTo
	if m.MigrateFrom != 0 {
		from, to = m.MigrateFrom, m.Chat.ID
	}
	return act{Request: movedRequest(chatAddress(from), chatAddress(to))}
}

func movedRequest(from, to ledger.Address) handlers.Request {
	return handlers.Request{Cause: "moved:" + string(from) + ":" + string(to), Chat: from, MovedTo: to}
}

// speaker finds out who spoke; false: a bot.
func (a *act) speaker(m *message, me self) bool {
	hidden := m.SenderChat != nil
	if m.From != nil {
		switch m.From.ID {
		case anonymousAdmin, channelSpeaker, telegramItself:
			hidden = true
		case me.id:
			return false
		}
	}
	if hidden || m.From == nil {
		a.Anonymous = true
		return true
	}
	if m.From.IsBot {
		return false
	}
	a.From, a.Name = ledger.PersonID(m.From.ID), m.From.fullName()
	return true
}

func (u *user) fullName() string { return strings.TrimSpace(u.First + " " + u.Last) }

// place says where the message stands.
func (a *act) place(m *message) {
	where := target{chat: m.Chat.ID}
	if m.InTopic {
		where.thread = m.Thread
	}
	a.Chat, a.ChatTitle, a.Private = where.address(), m.Chat.Title, m.Chat.Type == "private"
	a.Message = messageName(m.Chat.ID, m.ID)
}

// reply says what the message replies to. In a forum every message seems to reply to the
// one that opened the topic.
func (a *act) reply(m *message, me self) {
	q := m.ReplyTo
	if q == nil || len(q.TopicNew) > 0 || (m.InTopic && q.ID == m.Thread) {
		return
	}
	a.ReplyTo = messageName(m.Chat.ID, q.ID)
	a.Quoted = or(q.Text, q.Caption)
	a.QuotedOur = q.From != nil && q.From.ID == me.id
	if q.Document != nil {
		a.QuotedFiles = []ledger.File{q.Document.file()}
	}
}

// forwarded tells whether the words are somebody else's: what he said himself elsewhere is his.
func (a *act) forwarded(m *message, me self) {
	if m.Origin == nil {
		return
	}
	by := m.Origin.User
	switch {
	case by != nil && by.ID == me.id:
		a.Forwarded = handlers.ForwardedOurs
	case by == nil || ledger.PersonID(by.ID) != a.From:
		a.Forwarded = handlers.ForwardedOthers
	}
}

func (d *document) file() ledger.File {
	return ledger.File{Ref: d.FileID, Kind: ledger.FileDocument, Name: d.Name, Size: d.Size}
}

// act reads a pressed button. A press may come again as another update, so the press
// itself is the cause.
func (p *press) act(me self) (act, bool) {
	if p.ID == "" || p.From == nil || p.From.ID == 0 || p.From.IsBot {
		return act{}, false
	}
	var a act
	a.press, a.Cause = p.ID, "press:"+p.ID
	a.From, a.Name = ledger.PersonID(p.From.ID), p.From.fullName()
	a.Button = p.Data
	if p.Message == nil || p.Message.Chat.ID == 0 { // Telegram does not say where
		a.Chat, a.Private = chatAddress(p.From.ID), true
		return a, true
	}
	a.place(p.Message)
	a.ReplyTo = a.Message
	a.Quoted = or(p.Message.Text, p.Message.Caption) // empty when Telegram has forgotten the message
	a.QuotedOur = p.Message.From == nil || p.Message.From.ID == me.id
	return a, true
}

// act reads that we were let in or put out.
func (m *membership) act() (act, bool) {
	var a act
	if m.Chat.ID == 0 || m.Old.inside() == m.New.inside() {
		return act{}, false
	}
	a.Chat, a.ChatTitle, a.Private = chatAddress(m.Chat.ID), m.Chat.Title, m.Chat.Type == "private"
	if m.From != nil && !m.From.IsBot {
		a.From, a.Name = ledger.PersonID(m.From.ID), m.From.fullName()
	}
	switch {
	case m.New.inside():
		a.Entered = true
	case a.Private:
		a.Gone = "blocked"
	default:
		a.Gone = or(m.New.Status, "left")
	}
	return a, true
}

// command takes our name off a command, /report@duban_bot 17; false: it is another bot's.
func command(text, name string) (string, bool) {
	if !strings.HasPrefix(text, "/") {
		return text, true
	}
	end := 1 + wordLen(text[1:])
	if end == 1 || end == len(text) || text[end] != '@' {
		return text, true
	}
	n := wordLen(text[end+1:])
	if n == 0 {
		return text, true
	}
	if !strings.EqualFold(text[end+1:end+1+n], name) {
		return "", false
	}
	return text[:end] + text[end+1+n:], true
}

// named reports whether an update may hold a command that names its bot.
func named(raw []byte) bool { return bytes.IndexByte(raw, '@') >= 0 }

// wordLen is the length of the name that s begins with.
func wordLen(s string) int {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return i
		}
	}
	return len(s)
}

func largest(photos []photo) photo {
	best := photos[0]
	for _, p := range photos[1:] {
		if p.Width*p.Height >= best.Width*best.Height {
			best = p
		}
	}
	return best
}
