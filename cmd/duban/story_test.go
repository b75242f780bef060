package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/sandbox"
)

// someStories is how few of the stories the race detector hears, one in so many: a story is
// played without goroutines, and what runs beside it is the same server in all of them. The
// program that does many things at once is raced by TestLifeAtOnce and by its own processes.
const someStories = 5

// TestStories plays every story and compares what was said with what stands in it. A
// message that no one expected fails. UPDATE=1 writes down what was said: read the diff
// as if a stranger wrote it.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "../../examples/lechang/first-week.txt")
	if len(files) < 9 {
		t.Fatalf("only %d stories found", len(files))
	}
	for i, name := range files {
		if underRace && i%someStories != 0 {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			playFile(t, name)
		})
	}
}

// TestLechangYear plays a whole year of the city that the program ships with, whose figures
// at the end are those that its entries give alone.
func TestLechangYear(t *testing.T) {
	if underRace {
		t.Skip("the plain run plays the year; under the race detector the stories do")
	}
	t.Parallel()
	playFile(t, "../../examples/lechang/year.txt", recounted)
	text, err := os.ReadFile("../../examples/lechang/year.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, account, found := strings.Cut(string(text), "\n核账\n| 按留痕逐条核算：任务")
	if line, _, _ := strings.Cut(account, "\n"); !found || strings.Contains(line, "不一致") {
		t.Errorf("the figures of the year: %q, want them to agree", line)
	}
}

func playFile(t *testing.T, name string, after ...func(*testing.T, *world)) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := readStory(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var played strings.Builder
	w, err := openWorld(t.Context(), setting{start: startOf(steps), log: silent(), check: checked(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close() //nolint:errcheck // nothing of it is kept
	err = newStage(w, os.DirFS(filepath.Dir(name))).play(t.Context(), steps, func(s step, said []string) error {
		played.WriteString(s.raw + "\n")
		for _, line := range said {
			played.WriteString("| " + line + "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, played.String())
	}
	spoken(t, w)
	for _, look := range after {
		look(t, w)
	}
	got := mask(played.String())
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(mask(string(text)), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-written +said):\n%s", name, diff)
	}
}

var loadSchema = sync.OnceValues(func() (*sandbox.Schema, error) { return sandbox.LoadSchema(schema) })

// checked fails the test for every call that the machine-readable Bot API does not allow:
// the real server ignores unknown fields, so only this finds them. It needs the
// description, which is not part of the project.
func checked(t *testing.T) apiCheck {
	t.Helper()
	if _, err := os.Stat(schema); err != nil {
		return nil
	}
	api, err := loadSchema()
	if err != nil {
		t.Fatal(err)
	}
	return func(method string, params map[string]any) []string {
		wrong := api.Check(method, params)
		for _, words := range wrong {
			t.Errorf("%s: %s", method, words)
		}
		return wrong
	}
}

func TestReadStoryRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"| 没有人说话":   "line 1: an answer before anything was said",
		"人物 李建 联络员": "line 1: \"人物 李建 联络员\" wants a colon after the name",
		"# 好\n跳舞":   "line 2: not understood: \"跳舞\"",
	} {
		if _, err := readStory(strings.NewReader(text)); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}
