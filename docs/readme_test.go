package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/handlers"
	"duban/ledger"
	"duban/texts"
)

func TestReadmeCommands(t *testing.T) {
	rows := table(t, "../README.md", "say")
	var got []handlers.MenuLine
	who := whoMay()
	for _, row := range rows {
		name := strings.Trim(row[0], "`/")
		got = append(got, handlers.MenuLine{Name: name, Words: row[1]})
		if row[2] != who[name] {
			t.Errorf("README.md says that /%s is for %q, the rights say %q", name, row[2], who[name])
		}
		example := strings.Trim(row[3], "`")
		forms := texts.HelpOn(name, texts.Example{Number: "17"})
		if !slices.ContainsFunc(strings.Split(forms, "\n"), func(form string) bool { return strings.HasPrefix(form, example) }) {
			t.Errorf("README.md shows %q for /%s, the help shows\n%s", example, name, forms)
		}
	}
	var want []handlers.MenuLine
	seen := map[string]bool{}
	for _, role := range ledger.Roles() {
		for _, line := range handlers.Menu(role) {
			if !seen[line.Name] {
				seen[line.Name] = true
				want = append(want, line)
			}
		}
	}
	byName := func(a, b handlers.MenuLine) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(got, byName)
	slices.SortFunc(want, byName)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commands of README.md (-can be said +written):\n%s", diff)
	}
}

// whoMay names for each command those who may use it, as the README does.
func whoMay() map[string]string {
	roles := map[string][]string{}
	for _, role := range ledger.Roles() {
		for _, line := range handlers.Menu(role) {
			roles[line.Name] = append(roles[line.Name], string(role))
		}
	}
	who := map[string]string{}
	for name, held := range roles {
		words := strings.ReplaceAll(strings.Join(held, ", "), "head, contact", "unit")
		if len(held) == len(ledger.Roles()) {
			words = "everybody bound"
		}
		who[name] = words
	}
	for _, line := range handlers.Menu("") {
		who[line.Name] = "anybody"
	}
	return who
}

// TestReadmeSubcommands reads the sub-commands where kong reads them: off the fields of a struct.
func TestReadmeSubcommands(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "../cmd/duban/main.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Name.Name != "commands" {
			return true
		}
		for _, field := range spec.Type.(*ast.StructType).Fields.List {
			want = append(want, strings.ToLower(field.Names[0].Name))
		}
		return false
	})
	var got []string
	for _, row := range table(t, "../README.md", "sub-command") {
		got = append(got, strings.TrimPrefix(strings.Trim(row[0], "`"), "duban "))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sub-commands of README.md (-there +written):\n%s", diff)
	}
}

// TestReadmeSettings finds each name of the README among the keys of config. A secret's name may
// also end in _FILE.
func TestReadmeSettings(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := os.ReadFile("../config/keys.go")
	if err != nil {
		t.Fatal(err)
	}
	written := regexp.MustCompile(`DUBAN_[A-Z_]+`).FindAllString(string(readme), -1)
	if len(written) == 0 {
		t.Fatal("README.md names no setting")
	}
	for _, name := range written {
		if key := `"` + strings.TrimSuffix(name, "_FILE") + `"`; !strings.Contains(string(keys), key) {
			t.Errorf("README.md names %s, which config does not take", name)
		}
	}
}

// TestRooms holds the table of docs/architecture.md to the drawing that is enforced. Rooms that
// are still to come stand in its sentence below the table.
func TestRooms(t *testing.T) {
	got := map[string][]string{}
	for _, row := range table(t, "architecture.md", "room") {
		if row[2] != "–" {
			got[strings.Trim(row[0], "`")] = strings.Split(row[2], ", ")
		} else {
			got[strings.Trim(row[0], "`")] = []string{}
		}
	}
	want := maps.Clone(rooms)
	delete(want, "web")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rooms of architecture.md (-enforced +written):\n%s", diff)
	}
}

// TestReadmeConversation finds what the README shows of the story in the story.
func TestReadmeConversation(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	story, err := os.ReadFile("../examples/lechang/first-week.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "```text\n")
	shown, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("README.md shows no conversation in a text block")
	}
	if !strings.Contains(string(story), shown) {
		t.Errorf("examples/lechang/first-week.txt has no such passage:\n%s", shown)
	}
}

// TestLinks follows each relative link of the pages to a file.
func TestLinks(t *testing.T) {
	pages := []string{"../README.md", "../CONTRIBUTING.md", "../CHANGELOG.md"}
	for _, pattern := range []string{"*.md", "adr/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	link, seen := regexp.MustCompile(`\]\(([^)\s]+)\)`), 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			target, _, _ := strings.Cut(found[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			seen++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), target)); err != nil {
				t.Errorf("%s links to %s: %v", page, target, err)
			}
		}
	}
	if seen == 0 {
		t.Error("no relative link was found")
	}
}

// table reads the rows of the first markdown table whose heading begins with a word.
func table(t *testing.T, file, first string) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	inside := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			if inside {
				break
			}
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case cells[0] == first:
			inside = true
		case inside && !strings.HasPrefix(cells[0], "---"):
			rows = append(rows, cells)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no table that begins with %q", file, first)
	}
	return rows
}
