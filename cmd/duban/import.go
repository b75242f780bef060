package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"time"

	"duban/documents"
	"duban/handlers"
	"duban/ledger"
	"duban/store"
	"duban/texts"
)

type importCommand struct {
	DryRun bool   `help:"Read and report only; without DUBAN_REDIS_URL against an empty ledger."`
	JSON   bool   `name:"json" help:"Print one JSON object for each source row."`
	On     string `help:"The documents' date, YYYY-MM-DD; else the date in the title rows, else today."`
	List   string `help:"The list that the tasks stand in: an existing one is brought up to date, another name begins a new one."`
	Units  string `arg:"" help:"UNITS.csv" type:"existingfile"`
	Tasks  string `arg:"" help:"TASKS.csv or TASKS.xlsx" type:"existingfile"`
}

// importMemory keeps a large workbook from taking what a small machine has: reading one
// leaves much behind that the collector would otherwise let lie.
const importMemory = 200 << 20

// sparing has the collector run more often where memory becomes dear, unless the operator
// has said when (GOMEMLIMIT).
func sparing() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(importMemory)
	}
}

// Run imports, or shows what an import would do. It exits 1 when a row has an error.
func (c importCommand) Run(out *outside) error {
	on, err := ledger.ParseDate(c.On)
	if err != nil {
		return errors.New("--on wants a date like 2025-07-10")
	}
	input := handlers.ImportInput{UnitsName: c.Units, TasksName: c.Tasks, List: c.List, On: on, DryRun: c.DryRun}
	if input.UnitsBody, err = os.ReadFile(c.Units); err != nil {
		return err
	}
	if input.TasksBody, err = os.ReadFile(c.Tasks); err != nil {
		return err
	}
	set, err := settings(out)
	if err != nil {
		return err
	}
	sparing()
	input.Calendar, input.Limits, input.Hours, input.At = set.Calendar, set.Limits, set.Quiet.NotBefore, time.Now().In(set.Zone)
	if c.DryRun && !set.RedisURLSet {
		fmt.Fprintln(out.stderr, "duban: DUBAN_REDIS_URL is not set: reading against an empty ledger")
		return c.load(out, emptyBook{}, input)
	}
	store.LogTo(logger(out, set))
	s, err := store.Open(out.ctx, set.RedisURL.Reveal(), set.Office)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is written by closing
	return c.load(out, s, input)
}

func (c importCommand) load(out *outside, book handlers.ImportBook, input handlers.ImportInput) error {
	if len(input.UnitsBody) == 0 {
		return &documents.FileError{Name: c.Units, Fault: documents.FaultEmpty}
	}
	result, err := handlers.Import(out.ctx, book, input)
	if fault, ok := errors.AsType[*documents.FileError](err); ok && fault.Fault == documents.FaultNoHeader {
		return fmt.Errorf("%w\n%s", err, texts.ImportOrder)
	}
	if which, ok := errors.AsType[*handlers.WhichList](err); ok {
		return errors.New(texts.WhichListShell(which.Own, which.Like))
	}
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out.stdout)
	lines.SetEscapeHTML(false)
	for _, row := range result.Rows {
		if c.JSON {
			if err := lines.Encode(row); err != nil {
				return err
			}
		} else if row.Status != string(ledger.DraftOK) {
			fmt.Fprintln(out.stdout, texts.ImportRow(row.Row, row.Code, row.Title, row.Status == string(ledger.DraftError), row.Problems))
		}
	}
	fmt.Fprintln(out.stderr, texts.Imported(texts.ImportFigures{
		DryRun: result.DryRun, Dated: result.Dated, On: result.On,
		OK: result.OK, Confirm: result.Confirm, Errors: result.Errors,
		New: result.New, Changed: result.Changed, Unchanged: result.Unchanged, Absent: len(result.Absent),
		UnitsNew: result.Units.New, UnitsChanged: result.Units.Changed,
		Own: result.Own, Like: result.Like,
	}))
	if len(result.Unread) > 0 {
		fmt.Fprintln(out.stderr, texts.SheetsUnread(result.Unread))
	}
	for _, p := range result.Units.Problems {
		fmt.Fprintln(out.stderr, texts.UnitRow(p.Row, p.Column, p.Code, p.Words))
	}
	for _, p := range result.Units.Names {
		fmt.Fprintln(out.stderr, texts.UnitName(p.Name, p.Units))
	}
	if result.Errors > 0 {
		return exit(1)
	}
	return nil
}

// emptyBook is a ledger that holds nothing yet: a list can be tried out without Redis.
type emptyBook struct{}

func (emptyBook) Units(context.Context) ([]ledger.Unit, error) { return nil, nil }

func (emptyBook) Tasks(context.Context, ...ledger.TaskID) ([]ledger.Task, error) { return nil, nil }

func (emptyBook) TasksIn(context.Context, ledger.Page) ([]ledger.Task, int64, error) {
	return nil, 0, nil
}

func (emptyBook) TasksWithWords(context.Context, []string, int64) ([]ledger.Task, error) {
	return nil, nil
}

func (emptyBook) Counter(_ context.Context, id string) (ledger.Counter, error) {
	return ledger.Counter{ID: id}, nil
}

func (emptyBook) Matters(context.Context, ...ledger.MatterID) ([]ledger.Matter, error) {
	return nil, nil
}

func (emptyBook) Notices(context.Context, ...ledger.NoticeID) ([]ledger.Notice, error) {
	return nil, nil
}

func (emptyBook) Campaigns(context.Context, ...string) ([]ledger.Campaign, error) { return nil, nil }

func (emptyBook) Chats(context.Context, ...string) ([]ledger.Chat, error) { return nil, nil }

func (emptyBook) Persons(context.Context, ...string) ([]ledger.Person, error) { return nil, nil }

func (emptyBook) Commit(context.Context, ledger.Change) (ledger.Committed, error) {
	return ledger.Committed{}, errors.New("a trial run stores nothing")
}
