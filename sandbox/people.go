package sandbox

import "fmt"

// The accounts behind which Telegram hides people.
const (
	anonymousAdmin = 1087968824
	channelBot     = 136817688
)

type person struct {
	user    User
	blocked bool // has blocked the bot
	gone    bool // account deleted
}

// Problem says why the control API could not do what was asked.
type Problem struct{ Words string }

func (p *Problem) Error() string { return "sandbox: " + p.Words }

func problem(format string, args ...any) error {
	return &Problem{Words: fmt.Sprintf(format, args...)}
}

// AddPerson adds a person; an id is given if it is 0. The bot cannot write to
// a person before the person has written to it.
func (s *Server) AddPerson(user User) (User, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if user.ID == 0 {
		s.serial++
		user.ID = 1000 + s.serial
	}
	if user.FirstName == "" {
		return User{}, problem("a person needs a first_name")
	}
	if s.people[user.ID] != nil || user.ID == s.bot.ID || user.ID < 0 {
		return User{}, problem("id %d is taken or not a person's", user.ID)
	}
	s.people[user.ID] = &person{user: user}
	return user, nil
}

// Block makes a person block the bot, or unblock it.
func (s *Server) Block(id int64, blocked bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.people[id]
	if p == nil {
		return problem("nobody has id %d", id)
	}
	if p.blocked == blocked {
		return nil
	}
	p.blocked = blocked
	ch := s.private(p)
	was, is := "member", "kicked"
	if !blocked {
		was, is = is, was
	}
	s.offer("my_chat_member", s.turn(ch, p.user, was, is))
	return nil
}

// DeleteAccount makes a person leave Telegram.
func (s *Server) DeleteAccount(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.people[id]
	if p == nil {
		return problem("nobody has id %d", id)
	}
	p.gone = true
	return nil
}

// private is the chat of a person with the bot; it begins when first needed.
func (s *Server) private(p *person) *chat {
	if ch := s.chats[p.user.ID]; ch != nil {
		return ch
	}
	ch := &chat{
		info: Chat{
			ID: p.user.ID, Type: "private", Username: p.user.Username,
			FirstName: p.user.FirstName, LastName: p.user.LastName,
		},
		members: map[int64]string{p.user.ID: "member", s.bot.ID: "member"},
	}
	s.addChat(ch)
	return ch
}

// turn is a change of the bot's own membership.
func (s *Server) turn(ch *chat, by User, was, is string) map[string]any {
	return map[string]any{
		"chat": ch.info, "from": by, "date": s.now().Unix(),
		"old_chat_member": member(s.bot, was), "new_chat_member": member(s.bot, is),
	}
}

func member(user User, status string) map[string]any {
	out := map[string]any{"user": user, "status": status}
	switch status {
	case "creator":
		out["is_anonymous"] = false
	case "kicked":
		out["until_date"] = 0
	case "administrator":
		for _, right := range []string{
			"can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
			"can_change_info", "can_invite_users", "can_post_messages", "can_edit_messages", "can_pin_messages",
		} {
			out[right] = true
		}
		for _, right := range []string{
			"can_be_edited", "is_anonymous", "can_promote_members", "can_post_stories",
			"can_edit_stories", "can_delete_stories", "can_manage_topics",
		} {
			out[right] = false
		}
	}
	return out
}
