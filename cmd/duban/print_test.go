package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"duban/documents"
	"duban/ledger"
)

// TestPaperPrinted has the LibreOffice of this machine print what a leader asks for.
func TestPaperPrinted(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil || underRace {
		if os.Getenv("CI") == "true" && err != nil {
			t.Fatal("papers are printed by LibreOffice, which is missing: ", err)
		}
		t.Skip("the plain run prints, where LibreOffice is: apt-get install libreoffice-writer-nogui")
	}
	t.Parallel()
	printer, err := documents.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	story := "@ 2025-07-14 10:00\n人物 刘敏: 办公室\n导入 units.csv one.csv 2025-07-01\n人物 周市长: 领导 主要领导\n周市长> 汇总\n周市长 点> 文稿\n@ +1m\n"
	steps, err := readStory(strings.NewReader(story))
	if err != nil {
		t.Fatal(err)
	}
	w, err := openWorld(t.Context(), setting{start: startOf(steps), log: silent(), check: checked(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close() //nolint:errcheck // nothing of it is kept
	var made []ledger.File
	w.machine.print = func(ctx context.Context, paper ledger.File) (ledger.File, error) {
		pdf, err := printer.Print(ctx, paper)
		made = append(made, pdf)
		return pdf, err
	}
	if err := w.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	var said []string
	show := func(_ step, more []string) error { said = append(said, more...); return nil }
	if err := newStage(w, os.DirFS("testdata/stories")).play(t.Context(), steps, show); err != nil {
		t.Fatal(err)
	}
	if len(made) != 1 || !bytes.HasPrefix(made[0].Body, []byte("%PDF-")) || made[0].Size != int64(len(made[0].Body)) {
		t.Fatalf("%d papers were printed, want a PDF", len(made))
	}
	if last := said[len(said)-1]; last != "  〈全市督办情况汇总2025-07-14.pdf〉" {
		t.Errorf("the last word is %q", last)
	}
}
