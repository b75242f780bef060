package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"duban/documents"
	"duban/ledger"
)

// TestExportCommand: the name of the file tells whether a csv or a workbook is written,
// and both hold the whole ledger.
func TestExportCommand(t *testing.T) {
	env := map[string]string{"DUBAN_TOKEN": sandboxToken, "DUBAN_REDIS_URL": "redis://" + miniredis.RunT(t).Addr()}
	folder := t.TempDir()
	duban := func(args ...string) string {
		t.Helper()
		var said, complaints strings.Builder
		out := outside{ctx: t.Context(), stdout: &said, stderr: &complaints, env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
		if code := run(out, args); code != 0 {
			t.Fatalf("duban %s: exit %d\n%s", strings.Join(args, " "), code, complaints.String())
		}
		return said.String()
	}
	const lechang = "../../examples/lechang/"
	duban("import", "--on", "2025-07-10", lechang+"units.csv", lechang+"tasks.csv")
	for _, what := range []string{"tasks", "entries"} {
		for _, name := range []string{"台账.csv", "台账.XLSX"} {
			duban("export", what, "--out", filepath.Join(folder, name))
		}
		book, err := os.ReadFile(filepath.Join(folder, "台账.XLSX"))
		if err != nil || !strings.HasPrefix(string(book), "PK") {
			t.Fatalf("export %s: %v", what, err)
		}
		csv, err := os.ReadFile(filepath.Join(folder, "台账.csv"))
		if err != nil || string(csv) != duban("export", what) {
			t.Fatalf("export %s: %v; the csv is not what standard output has", what, err)
		}
		if what == "tasks" {
			fromCSV, fromBook := codesIn(t, "台账.csv", csv), codesIn(t, "台账.XLSX", book)
			if fromCSV != fromBook || strings.Count(fromCSV, " ") != 40 {
				t.Errorf("the csv has %s, the workbook %s; want both to have all 40", fromCSV, fromBook)
			}
		}
	}
}

func codesIn(t *testing.T, name string, body []byte) string {
	t.Helper()
	table, err := documents.ReadTable(name, body)
	if err != nil {
		t.Fatal(err)
	}
	var codes strings.Builder
	for _, row := range table.Rows {
		codes.WriteString(row.Text(ledger.FieldCode) + " ")
	}
	return codes.String()
}
