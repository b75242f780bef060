package handlers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// The bounds of a file in a chat. Telegram hands out files of up to 20 MB; one of more bytes
// than these, or more rows, takes long enough to say how far it is.
const (
	sheetMost  = 20 << 20
	sheetBytes = 256 << 10
	sheetLong  = 2000
)

// SheetSizes are the bounds at which an import in a chat does things by parts.
type SheetSizes struct {
	Batch int // rows of one commit; 200 if 0
	Long  int // more rows than these take long enough to say how far it is; 2000 if 0
}

// importSheet reads a file of tasks or of units that the office sends (导入, or the file
// alone), and shows what it would do. Nothing counts until 确认.
func importSheet(ctx context.Context, a *ask) (ledger.Change, error) {
	file, refusal := a.sheetFile()
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	var on ledger.Date
	if words := strings.TrimSpace(a.args); words != "" {
		var ok bool
		if on, ok = a.sheetDate(words); !ok {
			return ledger.Change{}, a.form(words)
		}
	}
	if err := a.turn(ctx); err != nil { // what takes long begins in its turn
		return ledger.Change{}, err
	}
	done, err := a.h.oneSheet(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	defer done()
	file, body, err := a.fetchSheet(ctx, file)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.showSheet(ctx, ledger.Sheet{File: file, On: on, Dated: !on.IsZero()}, body)
}

// importBare imports a file that came without a word.
func importBare(ctx context.Context, a *ask) (ledger.Change, error) {
	a.word = "import"
	if a.Edited {
		return ledger.Change{}, refused(ledger.ReasonEditedAct, "")
	}
	return importSheet(ctx, a)
}

// bareSheet reports whether somebody of the office sent a file and nothing else. In answer
// to a message about tasks a file is evidence, whoever sends it.
func (a *ask) bareSheet() bool {
	bare := a.Private && strings.TrimSpace(a.Text) == "" && len(a.sent()) > 0 && len(a.about()) == 0
	if !bare || ledger.May(a.Person, ledger.ActionImport, a.today) != nil {
		return false
	}
	sheet := func(f ledger.File) bool { return f.Kind == ledger.FileDocument && documents.SheetName(f.Name) }
	if ledger.May(a.Person, ledger.ActionReport, a.today) == nil {
		return slices.ContainsFunc(a.sent(), sheet) // whatever else he sends may be evidence
	}
	return slices.ContainsFunc(a.sent(), func(f ledger.File) bool { return f.Kind == ledger.FileDocument })
}

// sheetFile is the one file that is meant: it came with the words, or they answer it.
func (a *ask) sheetFile() (ledger.File, *ledger.Refusal) {
	files := a.sent()
	if len(files) == 0 {
		files = a.QuotedFiles
	}
	switch {
	case len(files) == 0:
		return ledger.File{}, &ledger.Refusal{Reason: ledger.ReasonNoSheet}
	case len(files) > 1:
		return ledger.File{}, &ledger.Refusal{Reason: ledger.ReasonManySheets}
	}
	f := files[0]
	switch {
	case ledger.Marked(f.Name):
		return ledger.File{}, &ledger.Refusal{Reason: ledger.ReasonSecret}
	case f.Kind != ledger.FileDocument:
		fault := &documents.FileError{Name: texts.Picture, Fault: documents.FaultNotSheet}
		return ledger.File{}, &ledger.Refusal{Reason: ledger.ReasonSheetFault, Words: fault.Error()}
	case f.Size > sheetMost:
		return ledger.File{}, &ledger.Refusal{Reason: ledger.ReasonSheetLarge, Words: f.Name}
	}
	f.Name = path.Base(strings.ReplaceAll(f.Name, `\`, "/"))
	return f, nil
}

// sheetDate reads the date that the office gives a document that does not say its own.
func (a *ask) sheetDate(words string) (ledger.Date, bool) {
	if on, err := ledger.ParseDate(words); err == nil && !on.IsZero() {
		return on, true
	}
	if !strings.ContainsAny(ledger.Narrow(words), "0123456789") {
		return 0, false
	}
	return a.day(words)
}

// oneSheet waits until no other file is read: a large one takes much of a small machine's
// memory. Call what it returns when the file was worked.
func (h *Handlers) oneSheet(ctx context.Context) (done func(), err error) {
	select {
	case h.reading <- struct{}{}:
		return func() { <-h.reading }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("handlers: another file is still being read: %w", ctx.Err())
	}
}

// fetchSheet takes a file over from the messenger, with its digest.
func (a *ask) fetchSheet(ctx context.Context, f ledger.File) (ledger.File, []byte, error) {
	if a.h.Fetch == nil {
		return ledger.File{}, nil, refused(ledger.ReasonSheetGone, f.Name)
	}
	if f.Size > sheetBytes {
		a.progress(ctx, texts.SheetReading(f.Name))
	}
	var body bytes.Buffer
	digest := sha256.New()
	err := a.h.Fetch(ctx, f.Ref, io.MultiWriter(&body, digest), sheetMost)
	switch {
	case ctx.Err() != nil:
		return ledger.File{}, nil, fmt.Errorf("handlers: fetch a file: %w", ctx.Err())
	case body.Len() > sheetMost:
		return ledger.File{}, nil, refused(ledger.ReasonSheetLarge, f.Name)
	case err != nil:
		return ledger.File{}, nil, refused(ledger.ReasonSheetGone, f.Name)
	}
	f.Size, f.SHA256 = int64(body.Len()), hex.EncodeToString(digest.Sum(nil))
	return f, body.Bytes(), nil
}

// progress tells the asker how far it is, where that can be told.
func (a *ask) progress(ctx context.Context, text string) {
	if a.Progress != nil {
		a.Progress(ctx, text)
	}
}

// showSheet reads a file, keeps what it would do, and asks for 确认.
func (a *ask) showSheet(ctx context.Context, sheet ledger.Sheet, body []byte) (ledger.Change, error) {
	file := sheet.File
	run, err := a.readSheet(ctx, &sheet, body)
	if err != nil {
		return ledger.Change{}, err
	}
	if run.secret() {
		return ledger.Change{}, refused(ledger.ReasonSheetSecret, file.Name)
	}
	err = run.once(ctx)
	if which, ok := errors.AsType[*WhichList](err); ok {
		return a.askList(ctx, sheet, which)
	}
	if err != nil {
		return ledger.Change{}, err
	}
	shown := texts.SheetShown{
		Name: file.Name, List: run.result.List, Like: run.result.Like, Formulas: run.table.Formulas, Unread: run.result.Unread, Absent: len(run.result.Absent),
		Reports: ledger.May(a.Person, ledger.ActionReport, a.today) == nil,
	}
	shown.Problems, sheet.Shown = run.problems(sheet.Units)
	if sheet.Units {
		shown.Names = run.result.Units.Names
	}
	if shown.Repeated, err = a.repeatedRows(ctx, run.result.Rows); err != nil {
		return ledger.Change{}, err
	}
	sheet.On, sheet.Dated = run.result.On, run.result.Dated
	if !sheet.Units {
		sheet.List, sheet.Own, sheet.Same = run.result.List, run.result.Own, ""
		if shown.Like.Again() {
			sheet.Same = shown.Like.List
		}
	}
	_, head, err := a.h.Book.Count(ctx, ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, ledger.ScopeOffice), Max: ledger.NoLimit})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: head: %w", err)
	}
	sheet.Head, shown.Sheet = head.Seq, sheet
	change, err := a.proposeSheet(ctx, sheet, &shown)
	if err != nil {
		return ledger.Change{}, err
	}
	if change.Answer.Files, err = markedSheet(sheet, body, shown.Problems); err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text = texts.SheetPreview(shown)
	return change, nil
}

// proposeSheet keeps a file in place of an earlier one: the last counts. One that would
// change nothing is not kept.
func (a *ask) proposeSheet(ctx context.Context, sheet ledger.Sheet, shown *texts.SheetShown) (ledger.Change, error) {
	p, err := a.proposal(ctx, ledger.ProposalImport)
	if err != nil {
		return ledger.Change{}, err
	}
	if p.Alive(a.At) && p.Sheet.File.SHA256 != sheet.File.SHA256 {
		shown.Instead, shown.Entered = p.Sheet.File.Name, p.Sheet.Enters.New+p.Sheet.Enters.Changed
	}
	if !sheet.Undecided() && sheet.Shown.New+sheet.Shown.Changed == 0 {
		if !p.Alive(a.At) {
			return ledger.Change{}, nil
		}
		return a.dropProposal(p)
	}
	next, entry := p.WithSheet(sheet, a.From, a.At)
	buttons := texts.ProposalButtons(next, texts.ButtonImport)
	if sheet.Same != "" {
		buttons = texts.SheetListButtons(next, !sheet.Undecided())
	}
	return ledger.Change{Put: []ledger.Record{next}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Buttons: buttons, About: ledger.About{Act: ledger.PressSheet},
	}}, nil
}

// readSheet reads a file as what it is: a list of tasks, or one of units.
func (a *ask) readSheet(ctx context.Context, sheet *ledger.Sheet, body []byte) (*importing, error) {
	run, err := a.readAs(ctx, *sheet, body)
	if err == nil || sheet.Units {
		return run, err
	}
	if fault, ok := errors.AsType[*documents.FileError](err); ok && fault.Fault == documents.FaultNoHeader {
		sheet.Units = true
		if units, unitsErr := a.readAs(ctx, *sheet, body); unitsErr == nil {
			return units, nil
		}
		sheet.Units = false
	}
	return nil, sheetRefusal(err)
}

func (a *ask) readAs(ctx context.Context, sheet ledger.Sheet, body []byte) (*importing, error) {
	run := &importing{book: a.h.Book, input: a.sheetInput(ctx, sheet, body), acted: map[int]ledger.ImportAction{}}
	run.input.DryRun = true
	err := run.read()
	run.step()
	return run, err
}

// sheetInput is a file as the one import takes it.
func (a *ask) sheetInput(ctx context.Context, sheet ledger.Sheet, body []byte) ImportInput {
	input := ImportInput{
		At: a.At, By: a.From, On: sheet.On, Undated: !sheet.Dated, Calendar: a.h.Calendar, Limits: a.h.Limits, Hours: a.h.Hours, Brief: true, Batch: a.h.Sheets.Batch,
		TasksName: sheet.File.Name, TasksBody: body, List: sheet.List,
	}
	if sheet.File.Size > sheetBytes {
		input.Step = func() { a.progress(ctx, texts.SheetReading(sheet.File.Name)) }
	}
	if sheet.Units {
		input.UnitsName, input.UnitsBody, input.TasksName, input.TasksBody = sheet.File.Name, body, "", nil
	}
	return input
}

// sheetRefusal is what a file that cannot be read whole is answered with.
func sheetRefusal(err error) error {
	fault, ok := errors.AsType[*documents.FileError](err)
	switch {
	case !ok:
		return err
	case fault.Fault == documents.FaultSecret:
		return refused(ledger.ReasonSheetSecret, fault.Name)
	case fault.Fault == documents.FaultNoHeader:
		return refused(ledger.ReasonSheetFault, fault.Error()+texts.TakeTemplate)
	case fault.Fault == documents.FaultDamaged:
		fault.Words = texts.SaveAgain // and not the library's words
	}
	return refused(ledger.ReasonSheetFault, fault.Error())
}

// markedSheet is the file with its problems as comments; none if there are none.
func markedSheet(sheet ledger.Sheet, body []byte, problems []texts.SheetProblem) ([]ledger.File, error) {
	if len(problems) == 0 {
		return nil, nil
	}
	remarks := make([]documents.Remark, len(problems))
	for i, p := range problems {
		remarks[i] = documents.Remark{Row: p.Row, Column: p.Column, Text: p.Remark()}
	}
	mark := documents.MarkTasks
	if sheet.Units {
		mark = documents.MarkUnits
	}
	file, err := mark(sheet.File.Name, body, remarks)
	if err != nil {
		return nil, err
	}
	return []ledger.File{file}, nil
}

// secret reports whether anything that was read carries a secrecy marking. From the shell
// such a row alone is refused; in a chat the file would go back with it.
func (i *importing) secret() bool {
	if i.marked {
		return true
	}
	for _, row := range i.table.Rows {
		if slices.ContainsFunc(row.Cells, func(c ledger.Cell) bool { return ledger.Marked(c.Text) }) {
			return true
		}
	}
	return slices.ContainsFunc(i.units, func(u ledger.Unit) bool {
		return ledger.Marked(strings.Join(append([]string{string(u.ID), u.Full, u.Kind, string(u.Parent), u.Group}, u.Aliases...), " "))
	})
}

// problems are what somebody must look at, and what becomes of all rows.
func (i *importing) problems(units bool) ([]texts.SheetProblem, ledger.SheetCount) {
	if units {
		return i.unitProblems()
	}
	r := i.result
	var found []texts.SheetProblem
	others := 0
	for _, row := range r.Rows {
		if row.Status == string(ledger.DraftOK) {
			continue
		}
		if noTask(row) {
			others++
			continue
		}
		for _, p := range row.Problems {
			found = append(found, texts.SheetProblem{Row: row.Row, Failed: row.Status == string(ledger.DraftError), Problem: p})
		}
	}
	return found, ledger.SheetCount{New: r.New, Changed: r.Changed, Unchanged: r.Unchanged, Confirm: r.Confirm, Errors: r.Errors - others, Others: others}
}

// noTask reports whether a row is one of those that stand between tasks in every such list:
// nothing is wrong with it.
func noTask(row ImportRow) bool {
	return len(row.Problems) == 1 && slices.Contains([]string{
		string(ledger.RowHeader), string(ledger.RowSection), string(ledger.RowTotal), string(ledger.RowFooter),
	}, row.Problems[0].Code)
}

func (i *importing) unitProblems() ([]texts.SheetProblem, ledger.SheetCount) {
	u := i.result.Units
	count := ledger.SheetCount{New: u.New, Changed: u.Changed, Unchanged: u.Unchanged}
	var found []texts.SheetProblem
	for _, p := range u.Problems {
		failed := p.Code == documents.UnitNoName || p.Code == documents.UnitTwice
		if failed {
			count.Errors++
		} else {
			count.Confirm++
		}
		found = append(found, texts.SheetProblem{Row: p.Row, Failed: failed, Problem: ledger.Problem{Code: p.Code, Column: p.Column, Words: p.Words}})
	}
	return found, count
}
