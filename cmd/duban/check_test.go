package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckFont says at the desk of the operator when the font of the pictures is none.
func TestCheckFont(t *testing.T) {
	embedded := filepath.Join("..", "..", "documents", "font", "NotoSansCJKsc-GB2312.ttf")
	font, err := os.ReadFile(embedded)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, test := range map[string]struct {
		path, want string
		code       int
	}{
		"none":          {"", "office   duban", 0},
		"a font":        {embedded, "font     " + embedded, 0},
		"a text":        {put("a.txt", []byte("font")), "DUBAN_FONT_PATH: not a TrueType font", 1},
		"damaged":       {put("a.ttf", font[:len(font)/3]), "font of the charts", 1},
		"nothing there": {filepath.Join(dir, "none.ttf"), "DUBAN_FONT_PATH: open", 1},
	} {
		t.Run(name, func(t *testing.T) {
			env := func(key string) (string, bool) { return test.path, key == "DUBAN_FONT_PATH" }
			var said, complaints strings.Builder
			code := run(outside{ctx: t.Context(), stdout: &said, stderr: &complaints, env: env}, []string{"check"})
			if all := said.String() + complaints.String(); code != test.code || !strings.Contains(all, test.want) {
				t.Errorf("got %d %s, want %d %q", code, all, test.code, test.want)
			}
		})
	}
}

// TestCheckTellsWhatServeWould holds that what ends serve at once is told by check, and no
// secret with it.
func TestCheckTellsWhatServeWould(t *testing.T) {
	for name, test := range map[string]struct{ key, value, want string }{
		"a token without its form": {"DUBAN_TOKEN", "42:X", "not a bot token"},
		"an address of no server":  {"DUBAN_REDIS_URL", "redis://u:hid den%zz@127.0.0.1:1/0", "the Redis URL is not of the form"},
	} {
		t.Run(name, func(t *testing.T) {
			env := func(key string) (string, bool) { return test.value, key == test.key }
			var said, complaints strings.Builder
			code := run(outside{ctx: t.Context(), stdout: &said, stderr: &complaints, env: env}, []string{"check"})
			if all := said.String() + complaints.String(); code != 1 || !strings.Contains(all, test.want) || strings.Contains(all, "hid") {
				t.Errorf("got %d %s, want 1 and %q", code, all, test.want)
			}
		})
	}
}
