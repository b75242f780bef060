package documents

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"duban/ledger"
)

// CellError says that a task has more words in one place than a cell of a workbook holds.
// A csv takes them: nothing is cut off in silence.
type CellError struct {
	Task   ledger.TaskID
	Column string
}

// Error names the task and the column.
func (e *CellError) Error() string {
	return fmt.Sprintf("〔%s〕的“%s”超过一个单元格能放的字数（%d），请导出 csv", e.Task, e.Column, maxCell)
}

// WriteWorkbook writes tasks as the office's ledger: a workbook that is read on the
// screen, filtered, printed, and imported again without loss. The lamps are those of the
// cover's day. The tasks are taken one by one as they come, so that a province's ledger
// needs no more memory than a town's.
func WriteWorkbook(w io.Writer, cover Cover, tasks iter.Seq2[ledger.Task, error]) error {
	return writeBook(w, cover, func(b *book) error { return b.tasks(tasks) })
}

// WriteEntriesWorkbook writes the audit log as a workbook, in words. Who is not among the names
// stays a number.
func WriteEntriesWorkbook(w io.Writer, cover Cover, names Names, entries iter.Seq2[ledger.Entry, error]) error {
	return writeBook(w, cover, func(b *book) error { return b.entries(names, entries) })
}

func writeBook(w io.Writer, cover Cover, fill func(*book) error) error {
	b, err := newBook(cover)
	if err != nil {
		return err
	}
	if err = fill(b); err == nil {
		err = b.write(w)
	}
	return errors.Join(err, b.close())
}

func (b *book) tasks(tasks iter.Seq2[ledger.Task, error]) error {
	out := outColumns()
	columns, printed := make([]pageColumn, len(out)), 0
	for i, c := range out {
		columns[i] = pageColumn{name: c.name, width: c.width, look: b.look(c), lamp: c.name == lampColumn}
		if c.printed {
			printed++
		}
	}
	p, err := b.newPage("台账", b.cover.Title, columns, printed)
	if err != nil {
		return err
	}
	today, row := b.cover.today(), make([]any, len(out))
	for task, err := range tasks {
		if err != nil {
			return err
		}
		for i, c := range out {
			row[i] = c.value(task, today)
		}
		if err := p.add(row...); err != nil {
			return tooLong(err, task.ID)
		}
	}
	return p.end()
}

func (b *book) look(c outColumn) int {
	switch {
	case c.day != nil:
		return b.looks.day
	case c.percent != nil:
		return b.looks.percent
	case c.centre:
		return b.looks.centre
	}
	return b.looks.text
}

func tooLong(err error, task ledger.TaskID) error {
	if long, ok := errors.AsType[errCell](err); ok {
		return &CellError{Task: task, Column: long.column}
	}
	return err
}

func (b *book) entries(names Names, entries iter.Seq2[ledger.Entry, error]) error {
	widths := []float64{18, 12, 14, 10, 10, 60, 40}
	columns := make([]pageColumn, len(widths))
	for i, heading := range entryColumns() {
		columns[i] = pageColumn{name: heading, width: widths[i], look: b.looks.text}
	}
	p, err := b.newPage("留痕", b.cover.Title, columns, len(columns))
	if err != nil {
		return err
	}
	row := make([]any, len(columns))
	for entry, err := range entries {
		if err != nil {
			return err
		}
		for i, cell := range entryRow(entry, b.cover.At.Location(), names) {
			row[i] = cell
		}
		if err := p.add(row...); err != nil {
			return tooLong(err, entry.Task)
		}
	}
	return p.end()
}
