package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// spoken are the types of the ledger whose constants people meet as words, so each has its line.
var spoken = []string{
	"Audience", "Class", "Lamp", "Occasion", "MatterKind", "Outcome", "Part", "ProgressClass", "Rhythm", "Role", "State", "StepName", "Verdict",
}

var inBackticks = regexp.MustCompile("`([A-Za-z.]+)`")

func TestGlossary(t *testing.T) {
	ledger := readNouns(t, "../ledger")
	named, later := glossary(t, "glossary.md")
	if len(named) == 0 || len(later) == 0 {
		t.Fatalf("read %d identifiers and %d for later out of glossary.md, want some of both", len(named), len(later))
	}
	for _, name := range named {
		if !ledger.names[name] {
			t.Errorf("glossary.md names %s, which package ledger does not have", name)
		}
	}
	for _, name := range later {
		if ledger.names[name] {
			t.Errorf("glossary.md keeps %s for later, and package ledger has it: move its line up", name)
		}
	}
	for _, name := range ledger.wanted {
		if !slices.Contains(named, name) {
			t.Errorf("ledger.%s is not in docs/glossary.md: add its line", name)
		}
	}
}

// glossary reads the identifiers out of the second column of the tables; those under the last
// heading are kept for later.
func glossary(t *testing.T, file string) (named, later []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	isLater := false
	for line := range strings.Lines(string(text)) {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			isLater = strings.Contains(heading, "later")
		}
		cells := strings.Split(line, "|")
		if len(cells) < 3 {
			continue
		}
		for _, found := range inBackticks.FindAllStringSubmatch(cells[2], -1) {
			if isLater {
				later = append(later, found[1])
			} else {
				named = append(named, found[1])
			}
		}
	}
	return named, later
}

// nouns are the exported names of a package: types, constants, variables and functions, and
// Type.Field, Type.Method. wanted are those that the glossary may not leave out.
type nouns struct {
	names  map[string]bool
	wanted []string
}

func readNouns(t *testing.T, folder string) nouns {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	n := nouns{names: map[string]bool{}}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range parsed.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				n.function(decl)
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					n.spec(spec)
				}
			}
		}
	}
	if len(n.wanted) == 0 {
		t.Fatalf("no exported type was found in %s", folder)
	}
	return n
}

func (n *nouns) function(decl *ast.FuncDecl) {
	name := decl.Name.Name
	if decl.Recv != nil {
		of := decl.Recv.List[0].Type
		if pointer, ok := of.(*ast.StarExpr); ok {
			of = pointer.X
		}
		if ident, ok := of.(*ast.Ident); ok {
			name = ident.Name + "." + name
		}
	}
	n.names[name] = true
}

func (n *nouns) spec(spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		n.names[spec.Name.Name] = true
		if spec.Name.IsExported() {
			n.wanted = append(n.wanted, spec.Name.Name)
		}
		if of, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range of.Fields.List {
				for _, name := range field.Names {
					n.names[spec.Name.Name+"."+name.Name] = true
				}
			}
		}
	case *ast.ValueSpec:
		of, _ := spec.Type.(*ast.Ident)
		for _, name := range spec.Names {
			n.names[name.Name] = true
			if of != nil && name.IsExported() && slices.Contains(spoken, of.Name) {
				n.wanted = append(n.wanted, name.Name)
			}
		}
	}
}
