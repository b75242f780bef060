package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"duban/ledger"
	"duban/scheduler"
)

// pageCodes are the tables by which the demo's page puts the ledger's codes into words.
type pageCodes struct {
	tables  map[string]map[string][2]string // Chinese and English
	whyOf   map[string][]string             // what happened → tables of its reason
	valueOf map[string]string               // field → table of its value
}

var readPageCodes = sync.OnceValues(func() (pageCodes, error) {
	script, err := os.ReadFile("../../sandbox/page/codes.js")
	if err != nil {
		return pageCodes{}, err
	}
	_, body, _ := bytes.Cut(script, []byte("export default "))
	var all map[string]json.RawMessage
	if err := json.Unmarshal(bytes.TrimSuffix(bytes.TrimSpace(body), []byte(";")), &all); err != nil {
		return pageCodes{}, err
	}
	codes := pageCodes{tables: map[string]map[string][2]string{}}
	for name, raw := range all {
		switch name {
		case "whyOf":
			err = json.Unmarshal(raw, &codes.whyOf)
		case "valueOf":
			err = json.Unmarshal(raw, &codes.valueOf)
		default:
			var table map[string][2]string
			err = json.Unmarshal(raw, &table)
			codes.tables[name] = table
		}
		if err != nil {
			return pageCodes{}, err
		}
	}
	return codes, nil
})

// constantsOf are the values of all constants of a type in the files; with a name that
// begins with a prefix where the type is "".
func constantsOf(t *testing.T, files, typeName, prefix string) []string {
	t.Helper()
	var found []string
	inspect(t, files, func(n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return
		}
		name, _ := spec.Type.(*ast.Ident)
		if (name == nil) != (typeName == "") || (name != nil && name.Name != typeName) {
			return
		}
		for i, value := range spec.Values {
			if text := literal(value); text != "" && strings.HasPrefix(spec.Names[i].Name, prefix) {
				found = append(found, text)
			}
		}
	})
	if len(found) == 0 {
		t.Fatalf("%s hold no constants %s %s*", files, typeName, prefix)
	}
	return found
}

func inspect(t *testing.T, pattern string, look func(ast.Node)) {
	t.Helper()
	files, err := parsed(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files, %v", pattern, err)
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool { look(n); return true })
	}
}

// parsed are the files of a pattern without tests. They are read once: thirty questions are
// asked of the same.
var parsed = func() func(pattern string) ([]*ast.File, error) {
	var lock sync.Mutex
	known := map[string][]*ast.File{}
	return func(pattern string) ([]*ast.File, error) {
		lock.Lock()
		defer lock.Unlock()
		if files, ok := known[pattern]; ok {
			return files, nil
		}
		names, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		var files []*ast.File
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				return nil, err
			}
			files = append(files, file)
		}
		known[pattern] = files
		return files, nil
	}
}()

func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(lit.Value)
	return text
}

// TestPageWords: whatever code the ledger, the store, the clock or a command may write
// down, the page says it in words, in both languages.
func TestPageWords(t *testing.T) {
	codes, err := readPageCodes()
	if err != nil {
		t.Fatal(err)
	}
	const book, kept = "../../ledger/*.go", "../../store/*.go"
	for table, values := range map[string][]string{
		"what":        constantsOf(t, book, "What", "What"),
		"occasion":    constantsOf(t, book, "Occasion", "Occasion"),
		"silence":     append(constantsOf(t, book, "", "Why"), string(ledger.ReasonNobodyToTell)),
		"matter":      constantsOf(t, book, "MatterKind", "Matter"),
		"brief":       constantsOf(t, book, "BriefKind", "Brief"),
		"condition":   constantsOf(t, book, "Condition", "Condition"),
		"end":         constantsOf(t, book, "", "End"),
		"proposal":    constantsOf(t, book, "ProposalSort", "Proposal"),
		"state":       constantsOf(t, book, "State", "State"),
		"outcome":     append(constantsOf(t, kept, "State", "State"), constantsOf(t, book, "Outcome", "Outcome")...),
		"class":       constantsOf(t, book, "Class", "Class"),
		"verdict":     constantsOf(t, book, "Verdict", "Verdict"),
		"role":        constantsOf(t, book, "Role", "Role"),
		"audience":    constantsOf(t, book, "Audience", "Audience"),
		"step":        constantsOf(t, book, "StepName", "Step"),
		"noticeState": constantsOf(t, book, "NoticeState", "Notice"),
		"rhythm":      constantsOf(t, book, "Rhythm", "Rhythm"),
		"better":      constantsOf(t, book, "Better", "Better"),
		"gone":        constantsOf(t, book, "", "Gone"),
		"owedFile":    constantsOf(t, book, "OwedFileState", "OwedFile"),
		"circle":      constantsOf(t, book, "CircleGroup", "Circle"),
		"problem": append(append(constantsOf(t, book, "LimitCode", "Limit"), constantsOf(t, book, "UnitCode", "Unit")...),
			constantsOf(t, book, "", "Problem")...),
		"job":     scheduler.Jobs(),
		"command": commandNames(t),
		"field": append(append(fieldNames(t), constantsOf(t, book, "", "Slot")...),
			append(constantsOf(t, book, "", "field"), constantsOf(t, kept, "", "field")...)...),
	} {
		for _, code := range values {
			if codes.tables[table][code][0] == "" {
				t.Errorf("sandbox/page/codes.js: %s lacks %q", table, code)
			}
		}
	}
	for name, table := range codes.tables {
		for code, words := range table {
			if words[0] == "" || words[1] == "" || words[0] == words[1] {
				t.Errorf("sandbox/page/codes.js: %s.%s says %q, want Chinese and English", name, code, words)
			}
		}
	}
}

// TestEntryWords holds the words of an exported log to those of the page: they are made of them.
func TestEntryWords(t *testing.T) {
	codes, err := readPageCodes()
	if err != nil {
		t.Fatal(err)
	}
	chinese := map[string]map[string]string{}
	for name, table := range codes.tables {
		chinese[name] = map[string]string{}
		for code, words := range table {
			chinese[name][code] = words[0]
		}
	}
	want, err := json.MarshalIndent(map[string]any{"words": chinese, "whyOf": codes.whyOf, "valueOf": codes.valueOf}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const kept = "../../documents/entrywords.json"
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(kept, append(want, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(kept)
	if err != nil || !bytes.Equal(bytes.TrimSpace(got), want) {
		t.Errorf("%s is not what sandbox/page/codes.js says (%v): write it with UPDATE=1", kept, err)
	}
}

func commandNames(t *testing.T) (names []string) {
	t.Helper()
	inspect(t, "../../handlers/table.go", func(n ast.Node) {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "name" {
				names = append(names, literal(pair.Value))
			}
		}
	})
	if len(names) < 30 {
		t.Fatalf("only %d commands found", len(names))
	}
	return names
}

// fieldNames are the names that stand in field differences. Those that are put together
// while the program runs are found by [spoken].
func fieldNames(t *testing.T) (names []string) {
	t.Helper()
	take := func(e ast.Expr) {
		if name := literal(e); name != "" {
			names = append(names, name)
		}
	}
	for _, files := range []string{"../../ledger/*.go", "../../store/*.go", "../../scheduler/*.go", "../../handlers/*.go"} {
		inspect(t, files, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.CompositeLit:
				list, _ := n.Type.(*ast.ArrayType)
				for _, item := range n.Elts {
					if inner, ok := item.(*ast.CompositeLit); ok && list != nil && ofFields(list.Elt) {
						take(nameIn(inner))
					}
				}
				if ofFields(n.Type) {
					take(nameIn(n))
				}
			case *ast.CallExpr:
				if called, ok := n.Fun.(*ast.SelectorExpr); ok && (called.Sel.Name == "text" || called.Sel.Name == "units") && len(n.Args) == 3 {
					take(n.Args[0])
				}
			}
		})
	}
	if len(names) < 60 {
		t.Fatalf("only %d names of fields found", len(names))
	}
	return names
}

func ofFields(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "FieldDiff"
	case *ast.SelectorExpr:
		return e.Sel.Name == "FieldDiff"
	}
	return false
}

func nameIn(field *ast.CompositeLit) ast.Expr {
	for _, item := range field.Elts {
		if pair, ok := item.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Name" {
				return pair.Value
			}
		}
	}
	return nil
}

// spoken fails the test for everything in a world's entries that the demo's page could not
// put into words.
func spoken(t *testing.T, w *world) {
	t.Helper()
	codes, err := readPageCodes()
	if err != nil {
		t.Fatal(err)
	}
	lack := map[string]bool{}
	for after := int64(0); ; {
		blocks, err := w.store.Entries(t.Context(), after, blocksRead)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range blocks {
			after = block.Seq
			for _, e := range block.Entries {
				for _, code := range codes.lacking(e) {
					lack[code] = true
				}
			}
		}
		if len(blocks) < blocksRead {
			break
		}
	}
	for code := range lack {
		t.Errorf("sandbox/page/codes.js lacks %s", code)
	}
}

var (
	codeLike  = regexp.MustCompile(`^[a-z_]+$`)
	codesLike = regexp.MustCompile(`(?:^|[ /|=\n、])([a-z_]{2,})(?:$|[ /|=\n、])`)
)

// lacking are the codes of an entry for which the page has no words.
func (c pageCodes) lacking(e ledger.Entry) (lack []string) {
	if c.tables["what"][string(e.What)][0] == "" {
		lack = append(lack, "what: "+string(e.What))
	}
	written := e.What == ledger.WhatReopened || e.What == ledger.WhatRechecked || e.What == ledger.WhatMeasured || // what somebody wrote
		(e.What == ledger.WhatRefused && strings.Contains(e.Why, "bot ")) // or the messenger
	tables := c.whyOf[string(e.What)]
	for token := range strings.FieldsFuncSeq(e.Why, func(r rune) bool { return r == ' ' || r == ',' }) {
		if codeLike.MatchString(token) && !written && !c.says(tables, token) && !c.says(tables, e.Why) {
			lack = append(lack, "whyOf "+string(e.What)+": "+token)
		}
	}
	for _, f := range e.Fields {
		name, _, _ := strings.Cut(f.Name, " ")
		if c.tables["field"][name][0] == "" {
			lack = append(lack, "field: "+name)
		}
		for _, text := range []string{f.Before, f.After} {
			table, coded := c.valueOf[name]
			switch {
			case !coded && codeLike.MatchString(text):
				lack = append(lack, "valueOf: "+name+" of "+text)
			case coded:
				for _, found := range codesLike.FindAllStringSubmatch(text, -1) {
					if c.tables[table][found[1]][0] == "" {
						lack = append(lack, table+": "+found[1])
					}
				}
			}
		}
	}
	return lack
}

func (c pageCodes) says(tables []string, code string) bool {
	for _, table := range tables {
		if c.tables[table][code][0] != "" {
			return true
		}
	}
	return false
}
