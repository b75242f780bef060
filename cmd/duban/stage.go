package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
	"duban/texts"
)

// stage is the little world in which a story is played: the sandbox's people and chats,
// and the whole program between a Redis in memory and a Telegram on loopback.
type stage struct {
	world  *world
	files  fs.FS // what 导入 reads
	people map[string]int64
	chats  map[string]int64
	names  map[int64]string // of chats, for showing
	posts  map[int64]string // the words by which each person was invited, empty for a stranger
	spoke  map[string]int   // chat and person → his last message
	seen   int64            // revision up to which the chats were read
	toasts int
	office string // who binds groups
}

// newStage is an empty stage in a world; files are what a story may import.
func newStage(w *world, files fs.FS) *stage {
	return &stage{
		world: w, files: files, people: map[string]int64{}, chats: map[string]int64{},
		names: map[int64]string{}, posts: map[int64]string{}, spoke: map[string]int{},
	}
}

// play replays the steps and hands over what was said after each.
func (s *stage) play(ctx context.Context, steps []step, show func(step, []string) error) error {
	for _, st := range steps {
		if err := s.do(ctx, st); err != nil {
			return fmt.Errorf("line %d: %w", st.line, err)
		}
		var said []string
		if st.verb != "" {
			var err error
			if said, err = s.heard(ctx, st); err != nil {
				return fmt.Errorf("line %d: %w", st.line, err)
			}
		}
		if err := show(st, said); err != nil {
			return fmt.Errorf("line %d: %w", st.line, err)
		}
	}
	return nil
}

func (s *stage) do(ctx context.Context, st step) error {
	switch st.verb {
	case "人物":
		return s.person(ctx, st.who, st.text)
	case "群":
		return s.group(ctx, st.who, st.text)
	case "导入":
		return s.load(ctx, strings.Fields(st.text))
	case "联络员":
		return s.contacts(ctx)
	case "@", "快进":
		return s.moveTo(ctx, st.text)
	case "说":
		return s.speak(ctx, st)
	case "停机":
		return s.world.stop()
	case "开机":
		if err := s.world.start(ctx); err != nil {
			return err
		}
		return s.world.settle(ctx)
	case "取件":
		return s.world.files(st.text)
	case "打印机", "模板":
		return s.world.move(ctx, st.verb, st.text)
	case "迁移":
		moved, err := s.world.telegram.Migrate(s.chats[st.text])
		if err != nil {
			return err
		}
		s.chats[st.text], s.names[moved] = moved, st.text
		return s.world.settle(ctx)
	case "拉黑":
		if err := s.world.telegram.Block(s.people[st.text], true); err != nil {
			return err
		}
		return s.world.settle(ctx)
	case "踢出":
		if err := s.world.telegram.SetMember(s.chats[st.text], s.world.telegram.Bot().ID, "kicked"); err != nil {
			return err
		}
		return s.world.settle(ctx)
	}
	return nil
}

// person brings somebody on stage: he is invited from the shell and joins as anybody does.
func (s *stage) person(ctx context.Context, name, words string) error {
	user, err := s.world.telegram.AddPerson(sandbox.User{FirstName: name})
	if err != nil {
		return err
	}
	s.people[name], s.names[user.ID], s.posts[user.ID] = user.ID, name, words
	if words == "" {
		return nil
	}
	code, err := s.world.invite(ctx, append(strings.Fields(words), name))
	if err != nil {
		return err
	}
	if _, err := s.world.telegram.Say(sandbox.Speech{Person: user.ID, Text: "/start " + code}); err != nil {
		return err
	}
	if err := s.world.settle(ctx); err != nil {
		return err
	}
	if s.office == "" && strings.HasPrefix(words, "办公室") {
		s.office = name
	}
	return s.skip()
}

// contacts brings a contact on stage for every unit that has none.
func (s *stage) contacts(ctx context.Context) error {
	units, err := s.world.store.Units(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(units, func(a, b ledger.Unit) int { return cmp.Compare(a.ID, b.ID) })
	for _, unit := range units {
		if err := s.person(ctx, string(unit.ID)+"联络员", string(unit.ID)+" 联络员"); err != nil {
			return err
		}
	}
	return nil
}

// group founds a group, and the office binds it.
func (s *stage) group(ctx context.Context, name, words string) error {
	to, members, _ := strings.Cut(words, ";")
	chat := sandbox.NewChat{Chat: sandbox.Chat{Type: "group", Title: name}}
	if s.office != "" {
		chat.Members = append(chat.Members, s.people[s.office])
	}
	for member := range strings.FieldsSeq(members) {
		id, ok := s.people[member]
		if !ok {
			return fmt.Errorf("nobody is called %q", member)
		}
		if member != s.office {
			chat.Members = append(chat.Members, id)
		}
	}
	made, err := s.world.telegram.AddChat(chat)
	if err != nil {
		return err
	}
	s.chats[name], s.names[made.ID] = made.ID, name
	if to = strings.TrimSpace(to); to != "" {
		if s.office == "" {
			return errors.New("a group is bound by somebody of the office, who is not on stage yet")
		}
		if _, err := s.world.telegram.Say(sandbox.Speech{Person: s.people[s.office], Chat: made.ID, Text: "/bind " + to}); err != nil {
			return err
		}
	}
	if err := s.world.settle(ctx); err != nil {
		return err
	}
	return s.skip()
}

// load imports a ledger as `duban import` does.
func (s *stage) load(ctx context.Context, words []string) error {
	if len(words) != 3 {
		return errors.New("导入 wants units, tasks and the document's date")
	}
	on, err := ledger.ParseDate(words[2])
	if err != nil {
		return err
	}
	units, err := fs.ReadFile(s.files, words[0])
	if err != nil {
		return err
	}
	tasks, err := fs.ReadFile(s.files, words[1])
	if err != nil {
		return err
	}
	_, err = s.world.load(ctx, handlers.ImportInput{
		UnitsName: path.Base(words[0]), UnitsBody: units, TasksName: path.Base(words[1]), TasksBody: tasks,
		On: on, At: s.world.clock.Now(),
	})
	return err
}

// moveTo lets time pass: 2025-07-14 08:30, 08:30 of the same day, or +2h.
func (s *stage) moveTo(ctx context.Context, words string) error {
	now := s.world.clock.Now().In(s.world.zone)
	var to time.Time
	var err error
	switch {
	case strings.HasPrefix(words, "+"):
		var d time.Duration
		d, err = time.ParseDuration(words[1:])
		to = now.Add(d)
	case len(words) == len("15:04"):
		to, err = time.ParseInLocation(time.DateOnly+" 15:04", now.Format(time.DateOnly)+" "+words, s.world.zone)
	default:
		to, err = time.ParseInLocation(time.DateOnly+" 15:04", words, s.world.zone)
	}
	if err != nil {
		return fmt.Errorf("a time is 2025-07-14 08:30, 08:30 or +2h, not %q", words)
	}
	if to.Before(now) {
		return fmt.Errorf("time does not go back: it is %s", now.Format(time.DateTime))
	}
	return s.world.until(ctx, to)
}

func (s *stage) speak(ctx context.Context, st step) error {
	who, ok := s.people[st.who]
	if !ok {
		return fmt.Errorf("nobody is called %q", st.who)
	}
	chat := int64(0)
	if st.chat != "" {
		if chat, ok = s.chats[st.chat]; !ok {
			return fmt.Errorf("no chat is called %q", st.chat)
		}
	}
	if err := s.say(who, chat, st); err != nil {
		return err
	}
	s.world.clock.Advance(time.Second) // to speak takes time: no two acts fall on one instant
	return s.world.settle(ctx)
}

func (s *stage) lastOfBot(who, chat int64) (int, error) {
	if chat == 0 {
		chat = who
	}
	messages, err := s.world.telegram.Read(chat, 0)
	if err != nil {
		return 0, err
	}
	last := 0
	for _, m := range messages {
		if m.Bot && m.Service == "" {
			last = max(last, m.ID)
		}
	}
	if last == 0 {
		return 0, errors.New("the bot has not said anything here to reply to")
	}
	return last, nil
}

// heard is what the bot said in all chats since it was last asked, in the order said.
func (s *stage) heard(ctx context.Context, st step) ([]string, error) {
	switch st.verb {
	case "校验":
		return s.world.verify(ctx)
	case "核账":
		return s.world.account(ctx)
	}
	messages, toasts, err := s.fresh()
	if err != nil {
		return nil, err
	}
	if st.verb == "快进" {
		return []string{texts.WentBy(s.world.clock.Now().In(s.world.zone), firstLines(messages))}, nil
	}
	var lines []string
	for _, toast := range toasts {
		if toast.Text != "" {
			lines = append(lines, fmt.Sprintf("（提示%s）%s", s.names[toast.Person], toast.Text))
		}
	}
	for _, m := range messages {
		text := strings.Split(m.Text, "\n")
		lines = append(lines, fmt.Sprintf("【%s】%s", s.names[m.Chat], text[0]))
		for _, more := range text[1:] {
			lines = append(lines, "  "+more)
		}
		for _, f := range m.Files {
			lines = append(lines, "  〈"+cmp.Or(f.Name, f.Kind)+"〉")
		}
		for _, row := range m.Buttons {
			var b bytes.Buffer
			for _, button := range row {
				fmt.Fprintf(&b, "[%s]", button.Text)
			}
			lines = append(lines, "  "+b.String())
		}
	}
	return lines, nil
}
