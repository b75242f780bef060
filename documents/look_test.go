package documents_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// golden compares with a file, or writes it when UPDATE is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "books", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// look is a workbook as a spreadsheet reads it: what each sheet shows, and how it is set up.
func look(t *testing.T, body []byte) string {
	t.Helper()
	book := openBook(t, body)
	var out strings.Builder
	for _, sheet := range book.GetSheetList() {
		visible, err := book.GetSheetVisible(sheet)
		must(t, err)
		fmt.Fprintf(&out, "== %s", sheet)
		if !visible {
			out.WriteString(" (hidden)")
		}
		out.WriteString("\n" + shown(t, book, sheet))
		if visible {
			setUp(t, book, sheet, &out)
		}
	}
	out.WriteString("== names\n")
	for _, name := range book.GetDefinedName() {
		fmt.Fprintf(&out, "%s of %s: %s\n", name.Name, name.Scope, name.RefersTo)
	}
	return out.String()
}

func setUp(t *testing.T, book *excelize.File, sheet string, out *strings.Builder) {
	t.Helper()
	panes, err := book.GetPanes(sheet)
	must(t, err)
	fmt.Fprintf(out, "-- frozen %v at row %d\n", panes.Freeze, panes.YSplit)
	paper, err := book.GetPageLayout(sheet)
	must(t, err)
	props, err := book.GetSheetProps(sheet)
	must(t, err)
	fmt.Fprintf(out, "-- paper %d %s, fit %v to %d wide and %d high\n", *paper.Size, *paper.Orientation, *props.FitToPage, *paper.FitToWidth, *paper.FitToHeight)
	foot, err := book.GetHeaderFooter(sheet)
	must(t, err)
	fmt.Fprintf(out, "-- foot %s\n", foot.OddFooter)
	merged, err := book.GetMergeCells(sheet)
	must(t, err)
	for _, m := range merged {
		fmt.Fprintf(out, "-- merged %s:%s\n", m.GetStartAxis(), m.GetEndAxis())
	}
	colours, err := book.GetConditionalFormats(sheet)
	must(t, err)
	for _, area := range slices.Sorted(maps(colours)) {
		for _, rule := range colours[area] {
			style, err := book.GetConditionalStyle(*rule.Format)
			must(t, err)
			fmt.Fprintf(out, "-- %s %s %s: %s on %s\n", area, rule.Criteria, rule.Value, style.Font.Color, strings.Join(style.Fill.Color, ","))
		}
	}
	checks, err := book.GetDataValidations(sheet)
	must(t, err)
	for _, c := range checks {
		fmt.Fprintf(out, "-- %s takes %s %s %s%s\n", c.Sqref, c.Type, c.Formula1, told(c.PromptTitle), told(c.Prompt))
	}
}

func told(words *string) string {
	if words == nil {
		return ""
	}
	return "「" + *words + "」"
}

func maps[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fewTasks is a ledger with each lamp.
func fewTasks() []ledger.Task {
	registered := ledger.NewDate(2025, 7, 1)
	task := func(n int, title string, due ledger.Date) ledger.Task {
		return ledger.Task{
			ID: ledger.NewTaskID(2025, int64(n)), Title: title, Lead: []ledger.UnitID{"住建局"}, Registered: registered,
			State: ledger.StateInProgress, Limit: ledger.Limit{Due: due}, Percent: 20,
		}
	}
	red, yellow := task(1, "完善工地扬尘治理设施", ledger.NewDate(2025, 7, 11)), task(2, "城区截污提升工程", ledger.NewDate(2025, 7, 20))
	green, grey := task(3, "市第二污水处理厂建设", ledger.NewDate(2025, 12, 31)), task(4, "守住空气质量底线", 0)
	yellow.Percent = 60
	blue := task(5, "清理河道", ledger.NewDate(2025, 7, 10))
	blue.State, blue.Completed, blue.Percent = ledger.StateCompleted, ledger.NewDate(2025, 7, 9), 100
	return []ledger.Task{red, yellow, green, grey, blue, awkward()}
}

func TestWriteWorkbookLooks(t *testing.T) {
	golden(t, "tasks.txt", look(t, writeBook(t, fewTasks()...)))
	golden(t, "empty.txt", look(t, writeBook(t)))
}

func TestWriteEntriesWorkbookLooks(t *testing.T) {
	entry := ledger.Entry{
		At: time.Date(2025, 7, 14, 1, 30, 0, 0, time.UTC), By: 42, Unit: "住建局", Task: "2025-017", What: ledger.WhatReported,
		Fields: []ledger.FieldDiff{{Name: "percent", Before: "0", After: "80"}, {Name: "text", After: "=1"}}, Why: "@",
	}
	var out bytes.Buffer
	cover := documents.Cover{Title: "〔2025-017〕办理留痕", At: noon(), Head: aHead(), Remark: "导出期间又有登记"}
	names := documents.Names{People: map[ledger.PersonID]string{42: "李建"}, Chats: map[ledger.Address]string{"tg:42": "李建", "tg:-7": "住建局群"}}
	field := func(name, before, after string) ledger.FieldDiff {
		return ledger.FieldDiff{Name: name, Before: before, After: after}
	}
	must(t, documents.WriteEntriesWorkbook(&out, cover, names, each(
		entry, ledger.Entry{At: entry.At, By: 7, What: ledger.WhatTold}, ledger.Entry{At: entry.At, What: "later"},
		ledger.Entry{At: entry.At, What: ledger.WhatRegistered, Why: "七月.csv#12"}, ledger.Entry{At: entry.At, What: ledger.WhatRegistered, Why: "42/new"},
		ledger.Entry{At: entry.At, What: ledger.WhatTold, Why: "report 2025-07-14, beside 2025-07-13"},
		ledger.Entry{At: entry.At, What: ledger.WhatDelivered, Why: "digest 2025-07-14T08:30:00+08:00", Fields: []ledger.FieldDiff{field("to", "", "tg:42"), field("class", "", "digest"), field("attempt", "", "")}},
		ledger.Entry{At: entry.At, What: ledger.WhatDelivered, Why: "answer decided", Fields: []ledger.FieldDiff{field("to", "", "tg:-7")}},
		ledger.Entry{At: entry.At, By: 42, What: ledger.WhatForwarded, Fields: []ledger.FieldDiff{field("desk", "office", "unit/坪石镇"), field("until", "2025-07-17", "")}},
		ledger.Entry{At: entry.At, By: 42, What: ledger.WhatFormal, Fields: []ledger.FieldDiff{field("formal", "督办〔2025〕1号", "办督〔2025〕3号")}},
		ledger.Entry{At: entry.At, By: 42, What: ledger.WhatDecided, Why: "extension", Fields: []ledger.FieldDiff{field("verdict", "", "approved"), field("for", "", "42")}},
		ledger.Entry{At: entry.At, By: 42, What: ledger.WhatReopened, Why: "点错了, by mistake"},
	)))
	golden(t, "entries.txt", look(t, out.Bytes()))
}

func TestSnapshotWorkbookLooks(t *testing.T) {
	s := aSnapshot()
	last, floor := ledger.Measure(98_880), ledger.Measure(93_480)
	s.Indicators = []ledger.IndicatorFigure{
		{Name: "优良率", Unit: "%", Month: ledger.NewDate(2025, 6, 1), Value: 93_000, Last: &last, Floor: &floor},
		{Name: "PM2.5", Area: "坪石镇", Unit: "微克/立方米", Lower: true, Month: ledger.NewDate(2025, 6, 1), Value: 22_000, Last: &last},
	}
	file, err := documents.SnapshotWorkbook(s)
	must(t, err)
	golden(t, "snapshot.txt", look(t, file.Body))
}

func TestTemplateLooks(t *testing.T) {
	file, err := documents.Template([]ledger.Unit{{ID: "住建局"}, {ID: "水务局"}, {ID: "城管局", Merged: "住建局"}}, noon())
	must(t, err)
	golden(t, "template.txt", look(t, file.Body))
	if _, err := documents.Template(nil, noon()); err != nil {
		t.Errorf("before any unit is known: %v", err)
	}
}

// alone leaves a test to the plain run: nothing happens at the same time in it.
func alone(t *testing.T) {
	t.Helper()
	if underRace {
		t.Skip("the plain run does it; nothing happens at the same time here")
	}
}
