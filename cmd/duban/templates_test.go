package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTemplates writes the templates out, has check take them, and breaks one.
func TestTemplates(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "own")
	try := func(args ...string) (int, string) {
		var said bytes.Buffer
		env := func(name string) (string, bool) { return dir, name == "DUBAN_TEMPLATES" }
		code := run(outside{ctx: t.Context(), stdout: &said, stderr: &said, env: env}, args)
		return code, said.String()
	}
	if code, said := try("templates", "--out", dir); code != 0 || strings.Count(said, ".docx") != 8 {
		t.Fatalf("templates: %d\n%s", code, said)
	}
	if code, said := try("check"); code != 0 || !strings.Contains(said, "can be filled") {
		t.Errorf("check: %d\n%s", code, said)
	}
	broken := filepath.Join(dir, "通报.docx")
	if err := os.WriteFile(broken, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := try("check"); code != 1 || !strings.Contains(said, "模板 通报.docx：不是 Word 的 .docx 文件") {
		t.Errorf("check of a broken template: %d\n%s", code, said)
	}
	if _, said := try("templates", "--out", dir); !strings.Contains(said, "通报.docx is there already, and stays") {
		t.Errorf("templates again:\n%s", said)
	}
	if body, err := os.ReadFile(broken); err != nil || string(body) != "words" {
		t.Errorf("a template of the office was written over: %q, %v", body, err)
	}
}
