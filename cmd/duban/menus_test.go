package main

import (
	"fmt"
	"strings"
	"testing"

	"duban/examples/lechang"
)

// TestMenus: each person sees what he needs every day, each group what is said in it; who
// leaves sees what a stranger sees, and a start puts nothing in place that is there already.
func TestMenus(t *testing.T) {
	steps, err := readStory(strings.NewReader(`@ 2025-07-25 15:00
人物 刘敏: 办公室
导入 units.csv tasks.csv 2025-07-10
人物 周市长: 领导 主要领导
人物 李建: 住建局 联络员
人物 赵伟: 住建局 一把手
人物 路人甲:
群 住建局群: 住建局; 李建 赵伟
群 市领导群: 领导; 周市长
`))
	if err != nil {
		t.Fatal(err)
	}
	w, err := openWorld(t.Context(), setting{start: startOf(steps), log: silent()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() }) //nolint:errcheck // nothing of it is kept
	s := newStage(w, lechang.Files)
	play := func(steps []step) {
		t.Helper()
		if err := s.play(t.Context(), steps, func(step, []string) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if err := w.house.menu.LookAgain(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	play(steps)
	if err := w.house.menu.Put(t.Context()); err != nil {
		t.Fatal(err)
	}
	begins := func(scope, first string) {
		t.Helper()
		var names []string
		for _, m := range w.telegram.Menus() {
			for _, line := range m.Lines {
				if m.Scope == scope {
					names = append(names, line.Command)
				}
			}
		}
		if got := strings.Join(names, " ") + " "; !strings.HasPrefix(got, first+" ") || (first == "") != (len(names) == 0) {
			t.Errorf("the menu of %s is %q, want it to begin with %q", scope, got, first)
		}
	}
	in := func(name string) string {
		id, ok := s.people[name]
		if !ok {
			id = s.chats[name]
		}
		return fmt.Sprintf(`{"type":"chat","chat_id":%d}`, id)
	}
	begins(`{"type":"all_private_chats"}`, "start help")
	begins(`{"type":"all_group_chats"}`, "help bind")
	begins(in("刘敏"), "queue find summary")
	begins(in("周市长"), "summary red instruct")
	begins(in("李建"), "report nochange blocked")
	begins(in("赵伟"), "queue approve tasks")
	begins(in("路人甲"), "")
	begins(in("住建局群"), "report nochange blocked")
	begins(in("市领导群"), "summary red instruct")

	set := func() (n int) {
		for _, call := range w.telegram.Calls() {
			if strings.HasSuffix(call.Method, "MyCommands") {
				n++
			}
		}
		return n
	}
	before := set()
	if err := w.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.house.menu.LookAgain(t.Context()); err != nil || set() != before {
		t.Errorf("a start put %d menus in place again, %v", set()-before, err)
	}
	steps, err = readStory(strings.NewReader("刘敏> 离任 住建局 李建\n刘敏@市领导群> /bind 解除\n"))
	if err != nil {
		t.Fatal(err)
	}
	play(steps)
	begins(in("李建"), "")
	begins(in("市领导群"), "")
	begins(in("赵伟"), "queue approve tasks")
	if got := set() - before; got != 2 {
		t.Errorf("Telegram was asked %d times for the two that left", got)
	}
}
