package documents

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"duban/ledger"
)

// Unread is a visible sheet of a workbook that holds something and was not read: an import
// takes one list of a file. Whoever sent it must be told.
type Unread struct {
	Sheet  string
	Rows   int  // below its heading, if it has one; 0: too many to be counted, or it cannot be read
	Tasks  bool // it is a list of tasks itself
	Units  bool // it is a list of units itself
	Secret bool // it carries a secrecy marking
}

// unread looks at the sheets of a workbook beside the one that is read.
func unread(book *excelize.File, titles []string, read string) []Unread {
	var left []Unread
	for _, title := range titles {
		if title == read {
			continue
		}
		lines, err := (&workbook{file: book, sheet: title, rough: true}).lines()
		if one := leave(title, lines); err != nil || one.Rows > 0 && !one.explains() {
			left = append(left, one)
		}
	}
	return left
}

// leave says what a sheet holds that is not read.
func leave(title string, lines []line) Unread {
	one := Unread{Sheet: title, Rows: len(lines), Secret: ledger.Marked(title) || slices.ContainsFunc(lines, func(l line) bool {
		return slices.ContainsFunc(l.cells, ledger.Marked)
	})}
	if list, ok := newSheet(title, lines, taskColumns()); ok {
		one.Tasks, one.Rows = true, len(list.body)
	} else if list, ok := newSheet(title, lines, unitColumns()); ok {
		one.Units, one.Rows = true, len(list.body)
	}
	return one
}

// explains tells the sheet of our own template that nobody fills in.
func (u Unread) explains() bool { return u.Sheet == templateHelp && !u.Tasks && !u.Units && !u.Secret }
