package documents_test

import (
	"os"
	"strings"
	"testing"

	"duban/documents"
)

// TestManualPlaceholders holds the manual's table of templates to the placeholders that can
// be filled.
func TestManualPlaceholders(t *testing.T) {
	manual, err := os.ReadFile("../docs/使用手册.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range documents.TemplateNames() {
		row := "| `" + file + "` | " + strings.Join(documents.TemplatePlaceholders(file), " ") + " |\n"
		if !strings.Contains(string(manual), row) {
			t.Errorf("docs/使用手册.md has no line\n%s", row)
		}
	}
}
