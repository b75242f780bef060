package handlers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// ImportBook is what an import reads, and the one write.
type ImportBook interface {
	Units(ctx context.Context) ([]ledger.Unit, error)
	Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error)
	TasksIn(ctx context.Context, page ledger.Page) ([]ledger.Task, int64, error)
	TasksWithWords(ctx context.Context, bigrams []string, limit int64) ([]ledger.Task, error)
	Counter(ctx context.Context, id string) (ledger.Counter, error)
	deciding
	campaigns
	reaching
	Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error)
}

// ImportInput is what is imported, and with what it is read.
type ImportInput struct {
	UnitsName string
	UnitsBody []byte // empty: the units that the book knows
	TasksName string // empty: only units
	TasksBody []byte
	List      string      // the list that the tasks stand in; empty: as the title rows or the file's name say
	On        ledger.Date // the document's date; zero: as its title rows say, else the day of At
	Undated   bool        // On only stands for a date that nobody knows
	At        time.Time   // the present, in the office's zone
	By        ledger.PersonID
	DryRun    bool
	Calendar  ledger.Calendar
	Limits    ledger.LimitOptions
	Hours     Hours  // when units may be told what ends with their tasks; nil: at once
	Batch     int    // rows of one commit; 200 if 0
	Brief     bool   // the result keeps only the rows that somebody must look at
	Step      func() // is called between the steps that take long; nil: nobody waits
}

// ImportResult is what an import did, or would do.
type ImportResult struct {
	List      string
	Own       string          // the list that the title rows or the file's name say
	Like      ledger.Likeness // of a list of a new name to one that the book has
	On        ledger.Date
	Dated     bool // false: the document's date is not known, the present stood for it
	DryRun    bool
	Units     ImportUnits
	Rows      []ImportRow // one per source row, unless it was to be brief
	OK        int         // by status: rows that were read with confidence,
	Confirm   int         // those that the office must confirm,
	Errors    int         // and those that make no task
	New       int         // by action
	Changed   int
	Unchanged int
	Absent    []ledger.TaskID     // tasks of the list that no row speaks of; they stay as they are
	Unread    []texts.UnreadSheet // sheets of the files that were not read
	Commits   int
}

// ImportUnits is what became of the list of units.
type ImportUnits struct {
	New, Changed int
	Unchanged    int
	Problems     []documents.RowProblem
	Names        []ledger.DirectoryProblem // names that two units bear
}

// importTries is how often an import is planned anew when somebody else was faster.
const importTries = 10

// Import reads a list of units and a ledger of tasks, and enters them. A file that cannot
// be read whole changes nothing (a *documents.FileError), nor does one that may be a list
// which the book has under another name (a *WhichList); an import that broke off is finished
// by importing the same files again.
func Import(ctx context.Context, book ImportBook, input ImportInput) (ImportResult, error) {
	run := importing{book: book, input: input, acted: map[int]ledger.ImportAction{}}
	if err := run.read(); err != nil {
		return ImportResult{}, err
	}
	run.step()
	for try := 1; ; try++ {
		err := run.once(ctx)
		if err == nil {
			return run.result, nil
		}
		if which, ok := errors.AsType[*WhichList](err); ok {
			return run.result, which
		}
		if !errors.Is(err, ledger.ErrStale) || try == importTries {
			return ImportResult{}, fmt.Errorf("handlers: import %s: %w", path.Base(input.TasksName), err)
		}
	}
}

// importing is one import while it runs.
type importing struct {
	book   ImportBook
	input  ImportInput
	units  []ledger.Unit
	table  documents.Table
	intake ledger.Intake
	acted  map[int]ledger.ImportAction // what earlier tries have already done, by row
	result ImportResult
	marked bool // what is not read carries a secrecy marking
}

// read takes both files in before anything is changed.
func (i *importing) read() error {
	var err error
	if len(i.input.UnitsBody) > 0 {
		read, err := documents.ReadUnits(i.input.UnitsName, i.input.UnitsBody)
		if err != nil {
			return err
		}
		i.units, i.result.Units.Problems = read.Units, read.Problems
		i.leave(i.input.UnitsName, read.Unread)
	}
	if i.input.TasksName != "" {
		if i.table, err = documents.ReadTable(i.input.TasksName, i.input.TasksBody); err != nil {
			return err
		}
		i.leave(i.input.TasksName, i.table.Unread)
	}
	i.result.On, i.result.Dated = i.table.DocDate, !i.table.DocDate.IsZero()
	if !i.input.On.IsZero() {
		i.result.On, i.result.Dated = i.input.On, !i.input.Undated
	}
	if !i.result.Dated {
		i.result.On = ledger.DateOf(i.input.At)
	}
	digest := sha256.Sum256(i.input.TasksBody)
	i.result.Own, i.result.DryRun = i.table.List(), i.input.DryRun
	i.result.List = cmp.Or(i.input.List, i.result.Own)
	i.intake = ledger.Intake{
		File: path.Base(strings.ReplaceAll(i.input.TasksName, `\`, "/")), Digest: hex.EncodeToString(digest[:]),
		Year: i.result.On.Year(), At: i.input.At, By: i.input.By, Dated: i.result.Dated, Batch: i.input.Batch,
	}
	return nil
}

// leave notes what of a workbook is not read.
func (i *importing) leave(file string, sheets []documents.Unread) {
	for _, s := range sheets {
		i.result.Unread = append(i.result.Unread, texts.UnreadSheet{
			File: path.Base(strings.ReplaceAll(file, `\`, "/")), Name: s.Sheet, Rows: s.Rows, Tasks: s.Tasks, Units: s.Units,
		})
		i.marked = i.marked || s.Secret
	}
}

// once plans the import from what the book holds now, and commits it.
func (i *importing) once(ctx context.Context) error {
	known, err := i.book.Units(ctx)
	if err != nil {
		return err
	}
	intake := i.intake
	intake.File = path.Base(strings.ReplaceAll(i.input.UnitsName, `\`, "/"))
	units := ledger.PlanUnits(i.units, known, intake)
	directory, names := ledger.NewDirectory(units.Units)
	i.result.Units.Names, i.result.Units.Unchanged = names, max(0, len(i.units)-units.New-units.Changed)
	reading := ledger.Reading{
		Directory: directory, Calendar: i.input.Calendar, On: i.result.On, Options: i.input.Limits, List: i.result.List,
	}
	drafts := make([]ledger.Draft, len(i.table.Rows))
	for n, row := range i.table.Rows {
		drafts[n] = reading.Draft(row)
	}
	drafts = ledger.CarryDefaults(drafts)
	existing, err := i.matched(ctx, drafts)
	if err != nil {
		return err
	}
	counter, err := i.book.Counter(ctx, ledger.CounterOfTasks(i.result.On.Year()))
	if err != nil {
		return err
	}
	if i.intake.Earlier, err = i.earlier(ctx, drafts); err != nil {
		return err
	}
	i.step()
	plan := ledger.PlanImport(drafts, existing, counter, i.intake)
	i.step()
	if err := i.commitUnits(ctx, units); err != nil {
		return err
	}
	return i.commitTasks(ctx, plan)
}

func (i *importing) step() {
	if i.input.Step != nil {
		i.input.Step()
	}
}

func (i *importing) commitUnits(ctx context.Context, plan ledger.UnitsPlan) error {
	for _, change := range plan.Changes {
		if err := i.commit(ctx, change); err != nil {
			return err
		}
	}
	// A later try finds them unchanged.
	i.result.Units.New = max(i.result.Units.New, plan.New)
	i.result.Units.Changed = max(i.result.Units.Changed, plan.Changed)
	return nil
}

// commitTasks carries the plan out, and counts what became of each row.
func (i *importing) commitTasks(ctx context.Context, plan ledger.ImportPlan) error {
	i.forget()
	i.result.Absent = plan.Absent
	open := map[int]ledger.ImportAction{} // what the next change does
	n := 0
	for row, change := range plan.Rows() {
		if row.Acts() {
			open[n] = row.Action
		}
		if len(change.Put) > 0 {
			if err := i.commit(ctx, change); err != nil {
				return err
			}
			maps.Copy(i.acted, open)
			clear(open)
		}
		i.tell(n, row)
		n++
	}
	return nil
}

// forget takes back what an earlier try has counted.
func (i *importing) forget() {
	r := &i.result
	r.Rows, r.OK, r.Confirm, r.Errors, r.New, r.Changed, r.Unchanged = nil, 0, 0, 0, 0, 0, 0
}

// commit stores one change. That it is known already means that it was stored, and only
// the answer was lost.
func (i *importing) commit(ctx context.Context, change ledger.Change) error {
	if i.input.DryRun {
		return nil
	}
	for n, record := range change.Put {
		t, ok := record.(ledger.Task)
		if !ok {
			continue
		}
		t, put, entries, err := endMoot(ctx, i.book, t, i.input.At)
		if err != nil {
			return err
		}
		if changesLead(change.Entries, t.ID) {
			given, handed, ends, err := passOn(ctx, i.book, t, i.input.At)
			if err != nil {
				return err
			}
			t, put, entries = given, append(put, handed...), append(entries, ends...)
		}
		change.Put[n] = t
		change.Put, change.Entries = append(change.Put, put...), append(change.Entries, entries...)
	}
	change, err := following(ctx, i.book, change, i.input.At, i.input.Calendar)
	if err != nil {
		return err
	}
	if change, err = i.endedByList(ctx, change); err != nil {
		return err
	}
	if change, _, err = returning(ctx, i.book, change, i.input.By); err != nil {
		return err
	}
	if change, err = naming(ctx, i.book, change, ledger.DateOf(i.input.At)); err != nil {
		return err
	}
	if _, err := i.book.Commit(ctx, change); err != nil {
		return err
	}
	i.result.Commits++
	return nil
}

// changesLead reports whether entries say that other units lead a task now.
func changesLead(entries []ledger.Entry, id ledger.TaskID) bool {
	return slices.ContainsFunc(entries, func(e ledger.Entry) bool {
		return e.Task == id && slices.ContainsFunc(e.Fields, func(f ledger.FieldDiff) bool { return f.Name == "lead" && f.Before != "" })
	})
}

// importPage is how many tasks are read at once.
const importPage = 500

// existing are the tasks that the rows may be about: those of their lists, and those
// whose code an exported row names.
func (i *importing) existing(ctx context.Context, drafts []ledger.Draft) ([]ledger.Task, error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	lists := []string{i.result.List}
	var codes []ledger.TaskID
	for _, draft := range drafts {
		if list := draft.Task.List; list != "" && !slices.Contains(lists, list) {
			lists = append(lists, list)
		}
		if draft.Code != "" {
			codes = append(codes, draft.Code)
		}
	}
	var found []ledger.Task
	var err error
	for _, list := range lists {
		if found, err = i.inList(ctx, found, list); err != nil {
			return nil, err
		}
	}
	for some := range slices.Chunk(codes, importPage) {
		tasks, err := i.book.Tasks(ctx, some...)
		if err != nil {
			return nil, err
		}
		found = append(found, tasks...)
	}
	seen := map[ledger.TaskID]bool{}
	return slices.DeleteFunc(found, func(task ledger.Task) bool {
		twice := seen[task.ID]
		seen[task.ID] = true
		return twice
	}), nil
}

// inList reads a list page by page into what was found before.
func (i *importing) inList(ctx context.Context, found []ledger.Task, list string) ([]ledger.Task, error) {
	for offset := int64(0); ; offset += importPage {
		page := ledger.Page{Range: ledger.Range{Mark: ledger.ListMark(list)}, Offset: offset, Limit: importPage}
		tasks, total, err := i.book.TasksIn(ctx, page)
		if err != nil {
			return nil, err
		}
		if offset == 0 {
			found = slices.Grow(found, int(total)) // once: a long list copied as it grows takes thrice its memory
		}
		found = append(found, tasks...)
		if offset+importPage >= total {
			return found, nil
		}
	}
}

// tell counts what became of a row.
func (i *importing) tell(n int, row ledger.ImportRow) {
	if action, ok := i.acted[n]; ok {
		row.Action = action
	}
	r := &i.result
	if !i.input.Brief || row.Draft.Status != ledger.DraftOK {
		r.Rows = append(r.Rows, newImportRow(row))
	}
	switch row.Draft.Status {
	case ledger.DraftOK:
		r.OK++
	case ledger.DraftConfirm:
		r.Confirm++
	case ledger.DraftError:
		r.Errors++
	}
	switch row.Action {
	case ledger.ImportNew:
		r.New++
	case ledger.ImportChanged:
		r.Changed++
	case ledger.ImportUnchanged:
		r.Unchanged++
	}
}
