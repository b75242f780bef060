package main

import (
	"cmp"
	"slices"
	"strings"

	"duban/sandbox"
)

// fresh reads what the bot wrote since it was last asked.
func (s *stage) fresh() ([]sandbox.Seen, []sandbox.Toast, error) {
	var messages []sandbox.Seen
	after := s.seen
	s.seen = s.world.telegram.Mark()
	for _, chat := range s.world.telegram.Chats() {
		found, err := s.world.telegram.Read(chat.ID, after)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range found {
			if m.Bot && m.Service == "" {
				messages = append(messages, m)
			}
		}
	}
	slices.SortFunc(messages, func(a, b sandbox.Seen) int { return cmp.Compare(a.Rev, b.Rev) })
	toasts := s.world.telegram.Toasts(0)
	news := toasts[min(s.toasts, len(toasts)):]
	s.toasts = len(toasts)
	return messages, news, nil
}

func firstLines(messages []sandbox.Seen) []string {
	lines := make([]string, len(messages))
	for i, m := range messages {
		lines[i], _, _ = strings.Cut(m.Text, "\n")
	}
	return lines
}

// skip passes over what was said while the stage was set.
func (s *stage) skip() error {
	_, _, err := s.fresh()
	return err
}
