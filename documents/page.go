package documents

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"duban/ledger"
)

// The rows of a page: the title with its moment, the heading, and what it is all about.
const (
	titleRow   = 1
	headingRow = 2
	firstRow   = 3
)

// pageColumn is a column of a page that is written.
type pageColumn struct {
	name  string
	width float64
	look  int
	lamp  bool // its words are coloured as lamps
}

// page is one sheet while it is written: its title with moment and head, a heading that
// stays in sight and is printed on every sheet of paper, and rows.
type page struct {
	book    *book
	name    string
	to      *excelize.StreamWriter
	columns []pageColumn
	printed int // so many columns are printed, the others are for the screen and for the way back
	row     int // the next one

	values []any // of a row, written anew for each
}

// newPage opens a sheet and writes its title and heading. The order of the calls is the
// library's: what stands before the rows in the file is set before the first row.
func (b *book) newPage(name, title string, columns []pageColumn, printed int) (*page, error) {
	p := &page{book: b, name: name, columns: columns, printed: printed, row: firstRow, values: make([]any, len(columns))}
	for _, step := range []func() error{
		func() error { return b.sheet(name) }, p.paper, p.open, func() error { return p.title(title) }, p.heading,
	} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("documents: sheet %s: %w", name, err)
		}
	}
	return p, nil
}

// paper sets up printing: A4 across, as wide as the paper, as many pages as it takes, and
// their numbers below.
func (p *page) paper() error {
	yes, a4, across, one, any := true, 9, "landscape", 1, 0
	file := p.book.file
	if err := file.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := file.SetPageLayout(p.name, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &across, FitToWidth: &one, FitToHeight: &any,
	}); err != nil {
		return err
	}
	side, top, low := 0.4, 0.5, 0.6
	if err := file.SetPageMargins(p.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &low, Header: &side, Footer: &side, Horizontally: &yes,
	}); err != nil {
		return err
	}
	// The space keeps the year from being read as the size of the letters.
	footer := "&L&8 " + p.book.cover.At.Format("2006年1月2日 15:04") + "&C&8第 &P 页，共 &N 页"
	return file.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{OddFooter: footer})
}

func (p *page) open() (err error) {
	if p.to, err = p.book.file.NewStreamWriter(p.name); err != nil {
		return err
	}
	for i, c := range p.columns {
		if err := p.to.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		// The look is the column's, so that an empty cell has it too, and a row that
		// somebody adds below.
		if err := p.to.SetColStyle(i+1, i+1, c.look); err != nil {
			return err
		}
	}
	below := "A" + strconv.Itoa(firstRow)
	return p.to.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: headingRow, TopLeftCell: below, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: below, ActiveCell: below, Pane: "bottomLeft"}},
	})
}

// title is one cell over all that is printed: whose figures, and below of which moment.
func (p *page) title(words string) error {
	cell := excelize.Cell{StyleID: p.book.looks.title, Value: []excelize.RichTextRun{
		{Text: harmless(printable(words)), Font: &excelize.Font{Family: bookFont, Size: 16, Bold: true}},
		{Text: "\n" + printable(p.book.cover.stamp()), Font: &excelize.Font{Family: bookFont, Size: 9}},
	}}
	if err := p.to.SetRow("A1", []any{cell}, excelize.RowOpts{Height: 44, StyleID: p.book.looks.title}); err != nil {
		return err
	}
	return p.to.MergeCell("A1", p.cellName(p.printed, titleRow))
}

func (p *page) heading() error {
	row := make([]any, len(p.columns))
	for i, c := range p.columns {
		row[i] = excelize.Cell{StyleID: p.book.looks.heading, Value: strings.Replace(c.name, "（", "\n（", 1)}
	}
	return p.to.SetRow("A"+strconv.Itoa(headingRow), row, excelize.RowOpts{Height: 32})
}

// cellName is the name of a cell; both numbers are the program's own.
func (p *page) cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic("documents: no such cell: " + err.Error()) // a test would have found it
	}
	return name
}

// maxCell is what a cell of a workbook holds, in the units of UTF-16.
const maxCell = 32767

// errCell tells that a cell is too long for a workbook.
type errCell struct{ column string }

func (e errCell) Error() string {
	return "documents: the column " + e.column + " holds more than a cell of a workbook can"
}

// add writes a row. A word is what somebody wrote: it is never taken for a formula.
func (p *page) add(values ...any) error {
	lines := 1
	for i, value := range values {
		switch v := value.(type) {
		case string:
			safe := harmless(printable(v))
			if utf16Longer(safe, maxCell) {
				return errCell{p.columns[i].name}
			}
			if i < p.printed {
				lines = max(lines, linesOf(safe, p.columns[i].width))
			}
			switch safe {
			case "":
				p.values[i] = nil
			case v:
				p.values[i] = value // as it came: a province has some millions of cells
			default:
				p.values[i] = safe
			}
		case ledger.Date:
			p.values[i] = dayValue(v)
		default:
			p.values[i] = v
		}
	}
	height := min(rowMargin+float64(lines)*lineHeight, excelize.MaxRowHeight)
	if err := p.to.SetRow("A"+strconv.Itoa(p.row), p.values, excelize.RowOpts{Height: height}); err != nil {
		return err
	}
	p.row++
	return nil
}

// The height of a row is said: not every program finds it out by itself, and on paper the
// words would run into one another.
const (
	lineHeight = 13.5
	rowMargin  = 5
)

// linesOf is how many lines a text takes in a column. A Chinese letter is as wide as two
// of the digits by which columns are measured.
func linesOf(text string, width float64) int {
	lines := 0
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		letters := utf8.RuneCountInString(line)
		wide := (len(line) - letters) / 2 // a letter of three bytes
		lines += 1 + max(0, letters+wide-1)/max(1, int(width-columnMargin))
	}
	return lines
}

// columnMargin is what a cell keeps free at its sides.
const columnMargin = 1.5

// utf16Longer tells whether a text has more units of UTF-16 than that. Most are far from it.
func utf16Longer(text string, limit int) bool {
	if len(text) <= limit {
		return false
	}
	n := 0
	for _, r := range text {
		n++
		if r > math.MaxUint16 {
			n++
		}
	}
	return n > limit
}

// The days that a workbook counts. Before March 1900 it counts a day that there was not.
const (
	dayOf1970 = 25569
	firstDay  = 61
	lastDay   = 2958465
)

// dayValue is a day as a workbook counts it, so that it can be sorted and filtered as one.
func dayValue(d ledger.Date) any {
	n := int(d) + dayOf1970
	switch {
	case d.IsZero():
		return nil
	case n < firstDay || n > lastDay:
		return d.String()
	}
	return n
}

// end closes a page: filters over all rows, colours of the lamps, and the rows that every
// sheet of paper repeats.
func (p *page) end() error {
	last := max(p.row-1, headingRow)
	steps := []func() error{
		func() error {
			area := p.cellName(1, headingRow) + ":" + p.cellName(len(p.columns), last)
			return p.book.file.AutoFilter(p.name, area, nil)
		},
		func() error { return p.lamps(last) },
		func() error {
			return p.book.file.SetDefinedName(&excelize.DefinedName{
				Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", p.name, titleRow, headingRow), Scope: p.name,
			})
		},
		func() error {
			column, err := excelize.ColumnNumberToName(p.printed)
			if err != nil {
				return err
			}
			return p.book.file.SetDefinedName(&excelize.DefinedName{
				Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", p.name, column, last), Scope: p.name,
			})
		},
		p.to.Flush,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("documents: sheet %s: %w", p.name, err)
		}
	}
	return nil
}

// lamps colours the words of the lamps. The word alone says it too: paper is often grey.
func (p *page) lamps(last int) error {
	for i, c := range p.columns {
		if !c.lamp || last < firstRow {
			continue
		}
		var rules []excelize.ConditionalFormatOptions
		for _, lamp := range []ledger.Lamp{ledger.LampRed, ledger.LampYellow, ledger.LampGreen, ledger.LampBlue, ledger.LampGrey} {
			ink, ground := lampColours(lamp)
			format, err := p.book.file.NewConditionalStyle(&excelize.Style{
				Font: &excelize.Font{Color: ink, Bold: lamp == ledger.LampRed},
				Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ground}},
			})
			if err != nil {
				return err
			}
			rules = append(rules, excelize.ConditionalFormatOptions{
				Type: "cell", Criteria: "==", Value: strconv.Quote(lampWord(lamp)), Format: &format,
			})
		}
		area := p.cellName(i+1, firstRow) + ":" + p.cellName(i+1, last)
		if err := p.book.file.SetConditionalFormat(p.name, area, rules); err != nil {
			return err
		}
	}
	return nil
}

// lampColours are dark letters on a light ground, as spreadsheets have them: they can be
// read on a screen in the sun and in a grey copy.
func lampColours(lamp ledger.Lamp) (ink, ground string) {
	switch lamp {
	case ledger.LampRed:
		return "9C0006", "FFC7CE"
	case ledger.LampYellow:
		return "7F6000", "FFEB9C"
	case ledger.LampGreen:
		return "006100", "C6EFCE"
	case ledger.LampBlue:
		return "1F4E79", "DDEBF7"
	case ledger.LampGrey:
	}
	return "404040", "E7E6E6"
}

func lampWord(lamp ledger.Lamp) string {
	switch lamp {
	case ledger.LampRed:
		return "红灯"
	case ledger.LampYellow:
		return "黄灯"
	case ledger.LampGreen:
		return "绿灯"
	case ledger.LampBlue:
		return "蓝灯"
	case ledger.LampGrey:
	}
	return "灰灯"
}

// printable is a text without what a file cannot hold or nobody can see: what an import
// would take away as well.
func printable(text string) string {
	if utf8.ValidString(text) && !mayHide(text) {
		return text
	}
	out := make([]rune, 0, len(text))
	for _, r := range text {
		if !hidden(r) {
			out = append(out, r)
		}
	}
	return string(out)
}

// mayHide looks at bytes alone, since nearly all texts hide nothing: it tells control
// characters, and the first two bytes of the other characters that are hidden.
func mayHide(text string) bool {
	for i := range len(text) {
		switch b := text[i]; {
		case b < ' ' && b != '\n' && b != '\t', b == 0x7f:
			return true
		case b == 0xef && i+1 < len(text) && (text[i+1] == 0xbb || text[i+1] == 0xbf):
			return true
		case b == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] == 0x8b:
			return true
		}
	}
	return false
}
