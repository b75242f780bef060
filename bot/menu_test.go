package bot_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/bot"
	"duban/ledger"
	"duban/sandbox"
)

func TestMenu(t *testing.T) {
	w := newWorld(t, nil)
	w.inject(sandbox.Fault{Kind: sandbox.FaultBadGateway, Method: "setMyCommands"})
	menu := &bot.Menu{Bot: w.bot, Commands: map[bot.Scope][]bot.Command{
		bot.InPrivate: {{Name: "tasks", Description: "任务"}, {Name: "report", Description: "进展"}},
		bot.InGroups:  {{Name: "tasks", Description: "任务"}},
	}}
	if err := menu.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, m := range w.Menus() {
		got[m.Scope] = len(m.Lines)
	}
	if diff := cmp.Diff(map[string]int{`{"type":"all_private_chats"}`: 2, `{"type":"all_group_chats"}`: 1}, got); diff != "" {
		t.Errorf("menus (-want +got):\n%s", diff)
	}
	if name, err := w.bot.Name(t.Context()); err != nil || name != "duban_bot" {
		t.Errorf("got name %q, %v", name, err)
	}
}

// directory is who is bound, and which lists were shown.
type directory struct {
	mu    sync.Mutex
	bound map[ledger.Address][]bot.Command
	shown map[ledger.Address]string
}

func (d *directory) chats(context.Context) (map[ledger.Address][]bot.Command, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.bound), nil
}

func (d *directory) Menus(context.Context) (map[ledger.Address]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.shown), nil
}

func (d *directory) ShowMenu(_ context.Context, chat ledger.Address, print string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shown[chat] = print; print == "" {
		delete(d.shown, chat)
	}
	return nil
}

func (d *directory) bind(chat int64, names ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var commands []bot.Command
	for _, name := range names {
		commands = append(commands, bot.Command{Name: name, Description: name})
	}
	d.bound[address(chat)] = commands
}

// lists are the names in each chat's own list.
func (w *world) lists() map[string]string {
	lists := map[string]string{}
	for _, m := range w.Menus() {
		var names []string
		for _, line := range m.Lines {
			names = append(names, line.Command)
		}
		lists[m.Scope] = strings.Join(names, " ")
	}
	return lists
}

// asked is how often lists were set or taken away.
func (w *world) asked() (n int) {
	for _, call := range w.Calls() {
		if strings.HasSuffix(call.Method, "MyCommands") {
			n++
		}
	}
	return n
}

func own(chat int64) string { return fmt.Sprintf(`{"type":"chat","chat_id":%d}`, chat) }

func TestMenuOfEachChat(t *testing.T) {
	w := newWorld(t, nil)
	li, wang := w.started("李建"), w.started("王芳")
	group := w.group("supergroup", li, wang)
	d := &directory{bound: map[ledger.Address][]bot.Command{}, shown: map[ledger.Address]string{}}
	menu := &bot.Menu{Bot: w.bot, Chats: d.chats, Shown: d}
	steps := []struct {
		name  string
		do    func()
		asked int // calls of this look
		fails bool
		want  map[string]string
	}{
		{"nobody is bound", func() {}, 0, false, map[string]string{}},
		{
			"three are", func() { d.bind(li, "report", "tasks"); d.bind(wang, "report", "tasks"); d.bind(group, "report") },
			3, false,
			map[string]string{own(li): "report tasks", own(wang): "report tasks", own(group): "report"},
		},
		{"nothing changed", func() {}, 0, false, map[string]string{own(li): "report tasks", own(wang): "report tasks", own(group): "report"}},
		{
			"the program starts anew", func() { menu = &bot.Menu{Bot: w.bot, Chats: d.chats, Shown: d} },
			0, false,
			map[string]string{own(li): "report tasks", own(wang): "report tasks", own(group): "report"},
		},
		{
			"one is promoted", func() { d.bind(wang, "queue", "approve") },
			1, false,
			map[string]string{own(li): "report tasks", own(wang): "queue approve", own(group): "report"},
		},
		{"both leave, and Telegram is out of order", func() {
			d.bind(li)
			d.bind(wang)
			w.inject(sandbox.Fault{Kind: sandbox.FaultBadGateway, Method: "deleteMyCommands"})
		}, 1, true, map[string]string{own(li): "report tasks", own(wang): "queue approve", own(group): "report"}},
		{"it is in order again", func() {}, 2, false, map[string]string{own(group): "report"}},
		{
			"Telegram does not know a chat", func() { d.bind(4711, "report"); d.bind(li, "report") },
			2, false,
			map[string]string{own(group): "report", own(li): "report"},
		},
		{"it is not asked twice", func() {}, 0, false, map[string]string{own(group): "report", own(li): "report"}},
	}
	for _, step := range steps {
		step.do()
		before := w.asked()
		if err := menu.Look(t.Context()); (err != nil) != step.fails {
			t.Errorf("%s: got %v", step.name, err)
		}
		if got := w.asked() - before; got != step.asked {
			t.Errorf("%s: Telegram was asked %d times, want %d", step.name, got, step.asked)
		}
		if diff := cmp.Diff(step.want, w.lists()); diff != "" {
			t.Errorf("%s: lists (-want +got):\n%s", step.name, diff)
		}
	}
}

// TestMenuKeepsPace: many lists are put in place without taking from replies what Telegram
// allows, and what was woken meanwhile is looked at.
func TestMenuKeepsPace(t *testing.T) {
	w := newWorld(t, nil)
	d := &directory{bound: map[ledger.Address][]bot.Command{}, shown: map[ledger.Address]string{}}
	for range 50 {
		d.bind(w.started("联络员"), "report")
	}
	began := w.clock.Now()
	menu := &bot.Menu{Bot: w.bot, Chats: d.chats, Shown: d}
	if err := menu.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := w.clock.Now().Sub(began); took < 5*time.Second {
		t.Errorf("50 lists took %v of Telegram's time, want 5 s", took)
	}
	if err := menu.LookAgain(t.Context()); err != nil || w.asked() != 50 {
		t.Errorf("a look that nobody asked for: %d calls, %v", w.asked(), err)
	}
	late := w.started("新人")
	d.bind(late, "tasks")
	menu.Wake()
	if err := menu.LookAgain(t.Context()); err != nil || w.asked() != 51 {
		t.Errorf("somebody came: %d calls, %v", w.asked(), err)
	}
}

func TestMenuRuns(t *testing.T) {
	w := newWorld(t, nil)
	li := w.started("李建")
	d := &directory{bound: map[ledger.Address][]bot.Command{}, shown: map[ledger.Address]string{}}
	looked := make(chan struct{}, 8)
	menu := &bot.Menu{Bot: w.bot, Shown: d, Chats: func(ctx context.Context) (map[ledger.Address][]bot.Command, error) {
		defer func() { looked <- struct{}{} }()
		return d.chats(ctx)
	}}
	ctx, stop := context.WithTimeout(t.Context(), patience)
	ended := make(chan error, 1)
	go func() { ended <- menu.Run(ctx) }()
	<-looked
	w.inject(sandbox.Fault{Kind: sandbox.FaultBadGateway, Method: "setMyCommands"})
	d.bind(li, "report")
	menu.Wake()
	<-looked // fails
	<-looked // again
	stop()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if !strings.Contains(w.log.String(), "menu is not in place") {
		t.Error("that it failed is not in the log")
	}
}
