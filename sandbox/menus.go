package sandbox

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// menuItem is a line of the command menu.
type menuItem struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// menuKey names a menu by its scope and language.
func (s *Server) menuKey(q *request) (string, error) {
	scope := struct {
		Type string          `json:"type"`
		Chat json.RawMessage `json:"chat_id,omitempty"`
		User int64           `json:"user_id,omitempty"`
	}{Type: "default"}
	if q.has("scope") {
		if err := q.parse("scope", &scope); err != nil {
			return "", bad("can't parse BotCommandScope: expected an Object")
		}
	}
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		if len(scope.Chat) == 0 || scope.Type == "chat_member" && scope.User == 0 {
			return "", bad("can't parse BotCommandScope: chat_id or user_id is missing")
		}
		if s.find(strings.Trim(string(scope.Chat), `"`)) == nil {
			return "", bad("chat not found")
		}
	default:
		return "", bad("can't parse BotCommandScope: Unsupported type specified")
	}
	key, err := json.Marshal(scope)
	if err != nil {
		panic("sandbox: own types must encode: " + err.Error())
	}
	return string(key) + q.str("language_code"), nil
}

func (s *Server) setMyCommands(q *request) (any, error) {
	key, err := s.menuKey(q)
	if err != nil {
		return nil, err
	}
	var menu []menuItem
	if err := q.parse("commands", &menu); err != nil {
		return nil, bad("can't parse commands: expected an Array")
	}
	if len(menu) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	valid := regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	for i, item := range menu {
		menu[i].Command = strings.ToLower(strings.TrimPrefix(item.Command, "/"))
		if !valid.MatchString(menu[i].Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := units(strings.TrimSpace(item.Description)); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.menus[key] = menu
	return true, nil
}

func (s *Server) getMyCommands(q *request) (any, error) {
	key, err := s.menuKey(q)
	if err != nil {
		return nil, err
	}
	if menu := s.menus[key]; menu != nil {
		return menu, nil
	}
	return []menuItem{}, nil
}

func (s *Server) deleteMyCommands(q *request) (any, error) {
	key, err := s.menuKey(q)
	if err != nil {
		return nil, err
	}
	delete(s.menus, key)
	return true, nil
}

// aboutField is the parameter of setMyName and its two kin, and its length.
func aboutField(method string) (string, int) {
	switch strings.ToLower(method[len("setMy"):]) {
	case "name":
		return "name", 64
	case "shortdescription":
		return "short_description", 120
	}
	return "description", 512
}

func (s *Server) setAbout(q *request) (any, error) {
	field, limit := aboutField(q.method)
	text, err := q.text(field)
	if err != nil {
		return nil, err
	}
	if units(text) > limit {
		return nil, bad(strings.ReplaceAll(field, "_", " ") + " is too long")
	}
	s.about[field+q.str("language_code")] = text
	return true, nil
}

func (s *Server) getAbout(q *request) (any, error) {
	field, _ := aboutField(q.method)
	text := cmp.Or(s.about[field+q.str("language_code")], s.about[field])
	if field == "name" {
		text = cmp.Or(text, s.bot.FirstName)
	}
	return map[string]string{field: text}, nil
}

func (s *Server) getChat(q *request) (any, error) {
	ch, err := s.known(q)
	if err != nil {
		return nil, err
	}
	info := map[string]any{
		"id": ch.info.ID, "type": ch.info.Type, "accent_color_id": 0, "max_reaction_count": 11,
		"accepted_gift_types": map[string]bool{
			"unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
			"premium_subscription": true, "gifts_from_channels": true,
		},
	}
	for key, value := range map[string]string{
		"title": ch.info.Title, "username": ch.info.Username,
		"first_name": ch.info.FirstName, "last_name": ch.info.LastName,
	} {
		if value != "" {
			info[key] = value
		}
	}
	if ch.info.IsForum {
		info["is_forum"] = true
	}
	return info, nil
}

func (s *Server) getChatMember(q *request) (any, error) {
	ch, err := s.known(q)
	if err != nil {
		return nil, err
	}
	id := q.integer("user_id")
	if id == s.bot.ID {
		return member(s.bot, or(ch.members[id], "left")), nil
	}
	p := s.people[id]
	if p == nil {
		return nil, bad("invalid user_id specified")
	}
	return member(p.user, or(ch.members[id], "left")), nil
}

func (s *Server) leaveChat(q *request) (any, error) {
	ch, err := s.target(q)
	if err != nil {
		return nil, err
	}
	if ch.info.Type == "private" {
		return nil, bad("chat not found")
	}
	s.setMember(ch, s.bot, s.bot.ID, "left")
	return true, nil
}

// Menu is a command menu with the scope and language it was set for.
type Menu struct {
	Scope string     `json:"scope"`
	Lines []menuItem `json:"lines"`
}

// Menus returns the command menus that the bot has set.
func (s *Server) Menus() []Menu {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.menuList()
}

func (s *Server) menuList() []Menu {
	out := []Menu{}
	for _, scope := range slices.Sorted(maps.Keys(s.menus)) {
		out = append(out, Menu{Scope: scope, Lines: s.menus[scope]})
	}
	return out
}
