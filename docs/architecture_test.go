// Package docs_test holds the source tree to docs/architecture.md: who may import whom, where
// Chinese sentences live, and which names a package may bear.
//
// Test files may import what they like, since a test often needs a second room to stand in;
// everything else is held to the tables below.
package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// rooms is the drawing of docs/architecture.md §2: each room and what it may import of ours.
// A room that is not here may not exist.
var rooms = map[string][]string{
	"bot":       {"handlers", "ledger"}, // Request and Reply; the Message that it sends
	"cmd":       {"bot", "config", "documents", "examples", "handlers", "ledger", "sandbox", "scheduler", "store", "texts", "web"},
	"config":    {"ledger"}, // cron lines and civil times are checked by the rules that use them
	"docs":      {},
	"documents": {"ledger"},
	"examples":  {},
	"handlers":  {"documents", "ledger", "texts"},
	"ledger":    {},
	"sandbox":   {},
	"scheduler": {"documents", "ledger", "texts"},
	"store":     {"ledger"},
	"texts":     {"ledger"},
	"web":       {"handlers", "ledger"},
}

// modules names the rooms that may import each foreign module. A module that is not here needs
// an ADR first.
var modules = map[string][]string{
	"github.com/alecthomas/kong":    {"cmd"},
	"github.com/alicebob/miniredis": {"cmd"}, // the Redis inside play and demo
	"github.com/go-analyze/charts":  {"documents"},
	"github.com/go-telegram/bot":    {"bot"},
	"github.com/goccy/go-yaml":      {"config", "documents"},
	"github.com/redis/go-redis":     {"store"},
	"github.com/robfig/cron":        {"config", "ledger", "scheduler"},
	"github.com/xuri/excelize":      {"documents"},
	"golang.org/x/sync":             {"bot", "cmd", "scheduler", "store", "web"},
	"golang.org/x/text":             {"cmd", "documents", "handlers", "texts"},
}

// impure is what of the standard library the ledger may not touch, with everything below it: it
// has no I/O, no context, no log and no chance.
var impure = []string{
	"context", "crypto/rand", "database", "io/fs", "log", "math/rand", "net", "os", "syscall", "testing", "unsafe",
}

// namesNothing are package names that say nothing and so collect everything.
var namesNothing = []string{
	"common", "core", "helper", "helpers", "model", "models", "service", "services", "types", "util", "utils",
}

// sentences are the rooms that may hold Chinese sentences: chat, paper, page, what people say to
// the sandbox, and examples.
var sentences = []string{"docs", "documents", "examples", "sandbox", "texts", "web"}

func TestArchitecture(t *testing.T) {
	found, files := inspect(t, os.DirFS(".."))
	if files == 0 {
		t.Fatal("no Go file was found")
	}
	for _, f := range found {
		t.Error(f)
	}
}

// TestArchitectureFinds breaks each rule once, so that a rule which no longer bites is noticed.
func TestArchitectureFinds(t *testing.T) {
	const (
		long  = "关于进一步加强污染防治攻坚工作"
		words = `"立行立改|立即整改|限期整改|持续推进|常态化"`
	)
	tests := []struct {
		name, file, source string
		want               []string
	}{
		{"arrow of the drawing", "handlers/a.go", `package handlers; import _ "duban/ledger"`, nil},
		{"within a room", "store/a.go", `package store; import _ "duban/store/keys"`, nil},
		{"arrow against the drawing", "ledger/a.go", `package ledger; import _ "duban/texts"`, []string{"ledger/a.go:1: ledger may not import duban/texts"}},
		{"sandbox knows nothing of ours", "sandbox/a.go", `package sandbox; import _ "duban/ledger"`, []string{"sandbox/a.go:1: sandbox may not import duban/ledger"}},
		{"help for tests", "store/a.go", `package store; import _ "duban/store/redistest"`, []string{"store/a.go:1: duban/store/redistest is for tests"}},
		{"test files are free", "ledger/a_test.go", `package ledger; import _ "duban/texts"`, nil},
		{"unknown room", "score/a.go", `package score`, []string{"score/a.go: score is no room of the drawing"}},
		{"unknown room of tests only", "score/a_test.go", `package score`, []string{"score/a_test.go: score is no room of the drawing"}},
		{"code at the root", "a.go", `package duban`, []string{"a.go: Go code belongs in a room, not at the root"}},
		{"foreign module at home", "store/a.go", `package store; import _ "github.com/redis/go-redis/v9"`, nil},
		{"foreign module elsewhere", "bot/a.go", `package bot; import _ "github.com/redis/go-redis/v9"`, []string{"bot/a.go:1: bot may not import github.com/redis/go-redis/v9"}},
		{"module of a like name", "bot/a.go", `package bot; import _ "github.com/go-telegram/bottle"`, []string{"bot/a.go:1: github.com/go-telegram/bottle is in no line of the table of modules"}},
		{"ledger has no clock lines but robfig's", "ledger/a.go", `package ledger; import _ "github.com/robfig/cron/v3"`, nil},
		{"ledger has no context", "ledger/a.go", `package ledger; import _ "context"`, []string{"ledger/a.go:1: ledger is pure and may not import context"}},
		{"ledger has no random numbers", "ledger/a.go", `package ledger; import _ "math/rand/v2"`, []string{"ledger/a.go:1: ledger is pure and may not import math/rand/v2"}},
		{"a package that names nothing", "store/util/a.go", `package util`, []string{"store/util/a.go: util names nothing"}},
		{"a package clause that names nothing", "store/a.go", `package common`, []string{"store/a.go: common names nothing"}},
		{"words of the trade", "ledger/a.go", `package ledger; const a = ` + words, nil},
		{"Chinese numerals", "ledger/a.go", `package ledger; const a = "零一二三四五六七八九十百千万亿"`, nil},
		{"marks alone", "ledger/a.go", `package ledger; const a = "、，。；"`, nil},
		{"a sentence", "handlers/a.go", `package handlers; const a = "请签收。"`, []string{`handlers/a.go:1: a Chinese sentence belongs in texts: "请签收。"`}},
		{"a long phrase", "scheduler/a.go", `package scheduler; const a = "` + long + `"`, []string{`scheduler/a.go:1: a Chinese sentence belongs in texts: "` + long + `"`}},
		{"a sentence in a comment", "handlers/a.go", "package handlers // 请签收。", nil},
		{"a sentence in texts", "texts/a.go", `package texts; const a = "请签收。"`, nil},
		{"a sentence in a test", "handlers/a_test.go", `package handlers; const a = "请签收。"`, nil},
		{"testdata is not code", "handlers/testdata/a.go", `package common; import _ "duban/store"`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := inspect(t, fstest.MapFS{tt.file: {Data: []byte(tt.source)}})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// inspect reads every Go file below root and says what breaks the tables, and how many it read.
func inspect(t *testing.T, root fs.FS) (found []string, files int) {
	t.Helper()
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() {
			// What the go command does not see is not code of ours.
			if name != "." && (base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(base) != ".go" {
			return nil
		}
		files++
		more, err := inspectFile(root, name)
		found = append(found, more...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, files
}

func inspectFile(root fs.FS, name string) ([]string, error) {
	room, _, ok := strings.Cut(name, "/")
	if !ok {
		return []string{name + ": Go code belongs in a room, not at the root"}, nil
	}
	if _, ok := rooms[room]; !ok {
		return []string{name + ": " + room + " is no room of the drawing"}, nil
	}
	source, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	found := emptyNames(name, file.Name.Name)
	if strings.HasSuffix(name, "_test.go") {
		return found, nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		problem := ""
		switch n := n.(type) {
		case *ast.ImportSpec:
			problem = importProblem(room, n.Path)
		case *ast.BasicLit:
			problem = sentenceProblem(room, n)
		}
		if problem != "" {
			found = append(found, fmt.Sprintf("%s:%d: %s", name, set.Position(n.Pos()).Line, problem))
		}
		return true
	})
	return found, nil
}

// emptyNames looks at the package clause and at each folder on the way to the file.
func emptyNames(name, clause string) []string {
	names := append(strings.Split(path.Dir(name), "/"), strings.TrimSuffix(clause, "_test"))
	slices.Sort(names)
	var found []string
	for _, n := range slices.Compact(names) {
		if slices.Contains(namesNothing, n) {
			found = append(found, name+": "+n+" names nothing")
		}
	}
	return found
}

func importProblem(room string, literal *ast.BasicLit) string {
	target, err := strconv.Unquote(literal.Value)
	if err != nil {
		return err.Error()
	}
	first, rest, _ := strings.Cut(target, "/")
	switch {
	case first == "duban":
		other, _, _ := strings.Cut(rest, "/")
		if other != room && !slices.Contains(rooms[room], other) {
			return room + " may not import " + target
		}
		if strings.HasSuffix(target, "test") {
			return target + " is for tests"
		}
	case strings.Contains(first, "."):
		for module, allowed := range modules {
			if !within(target, module) {
				continue
			}
			if !slices.Contains(allowed, room) {
				return room + " may not import " + target
			}
			return ""
		}
		return target + " is in no line of the table of modules"
	case room == "ledger" && slices.ContainsFunc(impure, func(p string) bool { return within(target, p) }):
		return "ledger is pure and may not import " + target
	}
	return ""
}

// within says whether an import path is a package or lies below it.
func within(target, top string) bool {
	return target == top || strings.HasPrefix(target, top+"/")
}

func sentenceProblem(room string, literal *ast.BasicLit) string {
	if literal.Kind != token.STRING || slices.Contains(sentences, room) {
		return ""
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		return err.Error()
	}
	if isSentence(text) {
		return fmt.Sprintf("a Chinese sentence belongs in texts: %q", text)
	}
	return ""
}
