package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

type chat struct {
	info     Chat
	members  map[int64]string // status by account, the bot's included
	messages []*message
	lastID   int
	movedTo  int64
}

// NewChat describes a group, supergroup, forum or channel.
type NewChat struct {
	Chat
	Members []int64 `json:"members,omitempty"`
	Admins  []int64 `json:"admins,omitempty"`
	Without bool    `json:"without_bot,omitempty"` // the bot is not in it
}

// AddChat founds a chat; an id is given if it is 0. The bot is a member of it
// (of a channel an administrator) unless Without is set, and is told so.
func (s *Server) AddChat(n NewChat) (Chat, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains([]string{"group", "supergroup", "channel"}, n.Type) || n.IsForum && n.Type != "supergroup" {
		return Chat{}, problem("a chat is a group, a supergroup (which may be a forum) or a channel, not %q", n.Type)
	}
	if n.ID == 0 {
		s.serial++
		n.ID = -5000 - s.serial
		if n.Type != "group" {
			n.ID = -1_001_000_000_000 - s.serial
		}
	}
	if s.chats[n.ID] != nil || n.ID > 0 {
		return Chat{}, problem("id %d is taken or not a chat's", n.ID)
	}
	ch := &chat{info: n.Chat, members: map[int64]string{}}
	for status, ids := range map[string][]int64{"member": n.Members, "administrator": n.Admins} {
		for _, id := range ids {
			if s.people[id] == nil {
				return Chat{}, problem("nobody has id %d", id)
			}
			ch.members[id] = status
		}
	}
	s.addChat(ch)
	if !n.Without {
		s.setMember(ch, s.founder(ch), s.bot.ID, map[bool]string{true: "administrator", false: "member"}[n.Type == "channel"])
	}
	return ch.info, nil
}

// founder is whoever does things to a chat when nobody is named: its first
// administrator or else member, or an account that nobody has.
func (s *Server) founder(ch *chat) User {
	ids := make([]int64, 0, len(ch.members))
	for id := range ch.members {
		if s.people[id] != nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return User{ID: 999, FirstName: "Founder"}
	}
	slices.SortFunc(ids, func(a, b int64) int {
		return cmp.Or(cmp.Compare(ch.members[a], ch.members[b]), cmp.Compare(a, b))
	})
	return s.people[ids[0]].user
}

func (s *Server) addChat(ch *chat) {
	s.chats[ch.info.ID] = ch
	s.order = append(s.order, ch.info.ID)
	s.touch()
}

// SetMember gives a person or the bot (by its id) a status in a chat: member,
// administrator, creator, left or kicked. Groups get Telegram's service message.
func (s *Server) SetMember(chatID, account int64, status string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.chats[chatID]
	switch {
	case ch == nil || ch.info.Type == "private":
		return problem("no group or channel has id %d", chatID)
	case account != s.bot.ID && s.people[account] == nil:
		return problem("nobody has id %d", account)
	case !slices.Contains([]string{"member", "administrator", "creator", "left", "kicked"}, status):
		return problem("nobody can be %q", status)
	}
	s.setMember(ch, s.founder(ch), account, status)
	return nil
}

func (s *Server) setMember(ch *chat, by User, account int64, status string) {
	was := or(ch.members[account], "left")
	if was == status {
		return
	}
	user := s.bot
	if p := s.people[account]; p != nil {
		user = p.user
	}
	isIn, wasIn := inside(status), inside(was)
	note := &message{From: &by, person: by.ID}
	switch {
	case isIn && !wasIn:
		note.Joined = []User{user}
	case !isIn && wasIn:
		note.Left = &user
	}
	ch.members[account] = status
	if account == s.bot.ID {
		s.offer("my_chat_member", s.turn(ch, by, was, status))
	} else {
		change := s.turn(ch, by, was, status)
		change["old_chat_member"], change["new_chat_member"] = member(user, was), member(user, status)
		s.offer("chat_member", change)
	}
	if ch.info.Type != "channel" && isIn != wasIn {
		s.post(ch, note)
		s.tell(ch, "message", note)
	}
}

func inside(status string) bool {
	return status == "member" || status == "administrator" || status == "creator"
}

// post puts a message at the end of a chat. Supergroups and channels count
// their messages each for itself; private chats and basic groups share the
// bot's counter, as with Telegram.
func (s *Server) post(ch *chat, m *message) {
	if ch.info.Type == "private" || ch.info.Type == "group" {
		s.lastID++
		m.ID = s.lastID
	} else {
		ch.lastID++
		m.ID = ch.lastID
	}
	m.Chat, m.Date = ch.info, s.now().Unix()
	ch.messages = append(ch.messages, m)
	m.rev = s.touch()
}

func (ch *chat) message(id int) *message {
	i := slices.IndexFunc(ch.messages, func(m *message) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return ch.messages[i]
}

// topic returns the message that opened a forum topic.
func (ch *chat) topic(id int) *message {
	if m := ch.message(id); m != nil && m.Topic != nil {
		return m
	}
	return nil
}

// find resolves a chat_id: a number, or @name of a public chat.
func (s *Server) find(id string) *chat {
	if name, ok := strings.CutPrefix(id, "@"); ok {
		for _, ch := range s.chats {
			if ch.info.Type != "private" && strings.EqualFold(ch.info.Username, name) {
				return ch
			}
		}
		return nil
	}
	n, _ := strconv.ParseInt(id, 10, 64)
	return s.chats[n]
}

// known is the chat a call names, if the bot may know of it at all.
func (s *Server) known(q *request) (*chat, error) {
	if !q.has("chat_id") {
		return nil, bad("chat_id is empty")
	}
	ch := s.find(q.str("chat_id"))
	if ch == nil {
		if s.people[q.integer("chat_id")] != nil {
			return nil, forbidden("bot can't initiate conversation with a user")
		}
		return nil, bad("chat not found")
	}
	if ch.movedTo != 0 {
		return nil, &refusal{
			code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat",
			params: map[string]any{"migrate_to_chat_id": ch.movedTo},
		}
	}
	return ch, nil
}

// target is the chat a call names, if the bot may write there.
func (s *Server) target(q *request) (*chat, error) {
	ch, err := s.known(q)
	if err != nil {
		return nil, err
	}
	if ch.info.Type == "private" {
		switch p := s.people[ch.info.ID]; {
		case p.gone:
			return nil, forbidden("user is deactivated")
		case p.blocked:
			return nil, forbidden("bot was blocked by the user")
		}
		return ch, nil
	}
	switch status := ch.members[s.bot.ID]; {
	case status == "kicked":
		return nil, forbidden("bot was kicked from the " + ch.info.Type + " chat")
	case !inside(status):
		return nil, forbidden("bot is not a member of the " + ch.info.Type + " chat")
	case ch.info.Type == "channel" && status == "member":
		return nil, bad("need administrator rights in the channel chat")
	}
	return ch, nil
}
