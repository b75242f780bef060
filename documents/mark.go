package documents

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/ledger"
)

// Remark is what somebody must look at in a file: in which row, and under which heading.
type Remark struct {
	Row    int
	Column string // "" if it is the row as a whole
	Text   string
}

// The bounds of a file that goes back with remarks. It is kept with the answer, so a large
// one goes back as the list of the rows that have any.
const (
	markedFile  = 2 << 20
	markedRows  = 5000
	markedCells = 1000
)

// MarkTasks gives a ledger sheet back with the remarks as comments in its cells: the workbook
// that was sent, or one made of a csv. Of a large file only the rows with remarks go back. No
// more than a thousand cells are marked.
func MarkTasks(name string, body []byte, remarks []Remark) (ledger.File, error) {
	return marked(name, body, taskColumns(), remarks)
}

// MarkUnits is [MarkTasks] for a list of units.
func MarkUnits(name string, body []byte, remarks []Remark) (ledger.File, error) {
	return marked(name, body, unitColumns(), remarks)
}

func marked(name string, body []byte, wanted columns, remarks []Remark) (ledger.File, error) {
	found, err := readSheet(name, body, wanted)
	if err != nil {
		return ledger.File{}, err
	}
	cells := found.comments(remarks)
	var out []byte
	if bytes.HasPrefix(body, []byte("PK")) && len(body) <= markedFile && len(found.body) <= markedRows {
		out, err = markWorkbook(body, found.name, cells)
	} else {
		out, err = found.markedCopy(cells)
	}
	if err != nil {
		return ledger.File{}, fmt.Errorf("documents: mark %s: %w", name, err)
	}
	// The list that its tasks stand in is called by the file where it has no title: the name stays.
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return ledger.File{Kind: ledger.FileDocument, Name: strings.TrimSuffix(base, path.Ext(base)) + ".xlsx", Body: out}, nil
}

// cellComment is what is said in one cell.
type cellComment struct {
	row, column int // 1-based
	text        string
}

// comments place the remarks in cells, those of one cell together. A row that was not read
// has none: to mark it the library would make all rows above it.
func (s sheet) comments(remarks []Remark) []cellComment {
	rows := map[int]bool{s.heading.number: true}
	for _, l := range s.body {
		rows[l.number] = true
	}
	var cells []cellComment
	for _, r := range remarks {
		if !rows[r.Row] {
			continue
		}
		column := s.columnNamed(r.Column) + 1
		i := slices.IndexFunc(cells, func(c cellComment) bool { return c.row == r.Row && c.column == column })
		switch {
		case i >= 0:
			cells[i].text += "\n" + r.Text
		case len(cells) < markedCells:
			cells = append(cells, cellComment{r.Row, column, r.Text})
		}
	}
	return cells
}

// columnNamed is where a heading stands; a remark about a whole row goes to its title.
func (s sheet) columnNamed(name string) int {
	if at := slices.Index(s.heading.names, name); name != "" && at >= 0 {
		return at
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "列")); err == nil && n >= 1 && n <= maxColumns {
		return n - 1
	}
	return max(0, s.heading.column(ledger.FieldTitle), s.heading.column(unitShort))
}

// markWorkbook writes comments into the workbook itself.
func markWorkbook(body []byte, sheet string, cells []cellComment) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("documents: workbook: %v", r)
		}
	}()
	book, err := openWorkbook(body)
	if err != nil {
		return nil, err
	}
	defer func() { _ = book.Close() }() // it only holds temporary files
	return writeComments(book, sheet, cells)
}

func writeComments(book *excelize.File, sheet string, cells []cellComment) ([]byte, error) {
	shown, err := shownCells(book, sheet, cells)
	if err != nil {
		return nil, err
	}
	own, err := book.GetComments(sheet)
	if err != nil {
		return nil, err
	}
	for _, c := range shown {
		name, err := excelize.CoordinatesToCellName(c.column, c.row)
		if err != nil {
			return nil, err
		}
		text := c.text
		at := slices.IndexFunc(own, func(old excelize.Comment) bool { return old.Cell == name })
		if at >= 0 { // a cell has one comment: what people wrote there stays
			text += "\n" + commentText(own[at])
			if err := book.DeleteComment(sheet, name); err != nil {
				return nil, err
			}
		}
		height := uint(60 + 20*strings.Count(text, "\n"))
		if err := book.AddComment(sheet, excelize.Comment{Cell: name, Author: "督办", Text: text, Width: 240, Height: height}); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func commentText(c excelize.Comment) string {
	var b strings.Builder
	b.WriteString(c.Text)
	for _, run := range c.Paragraph {
		b.WriteString(run.Text)
	}
	return b.String()
}

// shownCells moves the comments in a merged area to its first cell: the others are not seen.
func shownCells(book *excelize.File, sheet string, cells []cellComment) ([]cellComment, error) {
	merges, err := book.GetMergeCells(sheet, true)
	if err != nil {
		return nil, err
	}
	var shown []cellComment
	for _, c := range cells {
		for _, m := range merges {
			left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
			right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
			if err := cmp.Or(err1, err2); err != nil {
				return nil, err
			}
			if c.row < top || c.row > bottom || c.column < left || c.column > right {
				continue
			}
			if c.row != top {
				c.text = fmt.Sprintf("第%d行：%s", c.row, c.text)
			}
			c.row, c.column = top, left
			break
		}
		i := slices.IndexFunc(shown, func(o cellComment) bool { return o.row == c.row && o.column == c.column })
		if i >= 0 {
			shown[i].text += "\n" + c.text
			continue
		}
		shown = append(shown, c)
	}
	return shown, nil
}

// markedCopy is a workbook of the rows as they were read, each where it stood; of many rows
// only those that have comments, which then name the row.
func (s sheet) markedCopy(cells []cellComment) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it only holds temporary files
	const tab = "Sheet1"
	short := len(s.body) > markedRows
	next, place := 0, map[int]int{}
	write := func(l line) error {
		if next++; !short {
			next = l.number
		}
		place[l.number] = next
		row := make([]any, len(l.cells))
		for i, cell := range l.cells {
			row[i] = cell
		}
		return book.SetSheetRow(tab, "A"+strconv.Itoa(next), &row)
	}
	rows := append(slices.Clone(s.titles), line{number: s.heading.number, cells: s.heading.names})
	for _, l := range s.body {
		if !short || slices.ContainsFunc(cells, func(c cellComment) bool { return c.row == l.number }) {
			rows = append(rows, l)
		}
	}
	for _, l := range rows {
		if err := write(l); err != nil {
			return nil, err
		}
	}
	at := make([]cellComment, 0, len(cells))
	for _, c := range cells {
		if short {
			c.text = fmt.Sprintf("原第%d行：%s", c.row, c.text)
		}
		if c.row = place[c.row]; c.row > 0 {
			at = append(at, c)
		}
	}
	return writeComments(book, tab, at)
}
