package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
)

// TestImportAnotherName imports the same list under other names and titles: nothing is made
// twice, and where only the office can tell it is asked.
func TestImportAnotherName(t *testing.T) {
	const lechang = "../../examples/lechang/"
	units := lechang + "units.csv"
	body, err := os.ReadFile(lechang + "tasks.csv")
	if err != nil {
		t.Fatal(err)
	}
	list := string(body)
	title, rest, _ := strings.Cut(list, "\n")
	_, untitled, _ := strings.Cut(rest, "\n")
	lines := strings.SplitAfter(untitled, "\n")
	head, rows := lines[0], lines[1:]
	fresh := "1,会议部署,碧水,疏浚东河河道,河道畅通,水务局,,分管水务副市长,2025年9月30日,每月,,\n"
	nextYear := strings.ReplaceAll(list, "2025年", "2026年")

	folder := t.TempDir()
	file := func(name, text string) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct {
		name string
		args []string // after the first import of the whole list
		code int
		want []string
	}{
		{
			"a title of August",
			[]string{file("tasks.csv", strings.Replace(list, title, strings.Replace(title, "台账", "台账（8月）", 1), 1))},
			0,
			[]string{"文件里的40项和台账“乐昌市污染防治攻坚战暨环保督察整改重点任务台账”里的都相同", "新增0，更新0，未变40", "--list “乐昌市污染防治攻坚战暨环保督察整改重点任务台账（8月）”"},
		},
		{"without its title rows", []string{file("tasks (1).csv", untitled)}, 0, []string{"按“乐昌市污染防治攻坚战暨环保督察整改重点任务台账”的更新处理", "新增0，更新0，未变40"}},
		{"most of it and one more", []string{file("八月.csv", head+strings.Join(rows[:30], "")+fresh)}, 0, []string{"文件里有", "新增1，更新0，未变30", "保留不动"}},
		{"the office says that it is a new one", []string{"--list", "另一份", file("copy.csv", untitled)}, 0, []string{"新增40，更新0，未变0"}},
		{
			"the plan of the next year",
			[]string{"--on", "2026-01-05", file("2026.csv", strings.Replace(nextYear, title, "2026年台账", 1))},
			1,
			[]string{"看不出是“乐昌市", "没有导入", "--list “乐昌市", "--list “2026年台账"},
		},
		{
			"two tasks that it shares by the way",
			[]string{file("other.csv", head+rows[0]+rows[1]+strings.Repeat(fresh, 3))},
			0,
			[]string{"文件里有2项和台账“乐昌市", "按新台账另立", "新增5"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := map[string]string{"DUBAN_TOKEN": sandboxToken, "DUBAN_REDIS_URL": "redis://" + miniredis.RunT(t).Addr()}
			duban := func(args ...string) (int, string) {
				var said, complaints strings.Builder
				out := outside{ctx: t.Context(), stdout: &said, stderr: &complaints, env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
				code := run(out, args)
				return code, complaints.String()
			}
			if code, said := duban("import", units, lechang+"tasks.csv"); code != 0 {
				t.Fatalf("the list itself: exit %d\n%s", code, said)
			}
			args := append(append([]string{"import"}, test.args[:len(test.args)-1]...), units, test.args[len(test.args)-1])
			code, said := duban(args...)
			if code != test.code {
				t.Errorf("exit %d, want %d\n%s", code, test.code, said)
			}
			for _, words := range test.want {
				if !strings.Contains(said, words) {
					t.Errorf("it does not say %q:\n%s", words, said)
				}
			}
			if code, again := duban(args...); code != test.code || code == 0 && !strings.Contains(again, "新增0，更新0") || code != 0 && again != said {
				t.Errorf("once more: exit %d\n%s", code, again)
			}
		})
	}
}
