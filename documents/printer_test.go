package documents_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"duban/documents"
)

// TestPrint has LibreOffice lay a paper out as the standard wants it: A4, 22 lines of 28
// characters.
func TestPrint(t *testing.T) {
	if underRace {
		t.Skip("the plain run prints; it is another program that does it")
	}
	for _, program := range []string{"soffice", "pdftotext", "pdfinfo"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("papers are looked at as PDF, and a program for that is missing: %v", err)
			}
			t.Skip("not installed, apt-get install libreoffice-writer-nogui poppler-utils fonts-noto-cjk: ", err)
		}
	}
	printer, err := documents.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	papers, err := documents.NewPapers("")
	if err != nil {
		t.Fatal(err)
	}
	paper, err := papers.Bulletin(sampleBulletin())
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := printer.Print(t.Context(), paper)
	if err != nil {
		t.Fatal(err)
	}
	again, err := printer.Print(t.Context(), paper)
	if err != nil || !bytes.Equal(again.Body, pdf.Body) {
		t.Errorf("the same paper was printed anew: %v", err)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf.Body, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := exec.CommandContext(t.Context(), "pdfinfo", file).Output()
	if err != nil || !strings.Contains(string(info), "(A4)") {
		t.Errorf("not A4: %v\n%s", err, info)
	}
	said, err := exec.CommandContext(t.Context(), "pdftotext", "-f", "2", "-l", "2", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var widths []int
	for line := range strings.Lines(string(said)) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 10 {
			widths = append(widths, n)
		}
	}
	if want := slices.Repeat([]int{28}, 22); !slices.Equal(widths, want) {
		t.Errorf("characters of the lines of page 2: %v, want 22 lines of 28", widths)
	}
	if !strings.Contains(strings.ReplaceAll(string(said), " ", ""), "—2—") {
		t.Errorf("page 2 has no page number: %s", said)
	}
}
