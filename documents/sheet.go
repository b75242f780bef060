package documents

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

// titleRows is how far down a heading is looked for.
const titleRows = 60

// line is one row of a file, as it stands there.
type line struct {
	number int // 1-based, as the office counts
	cells  []string
	count  int  // cells that hold something; a merged one counts once
	wide   bool // a merged cell reaches over several columns
}

func (l *line) add(cell string) {
	l.cells = append(l.cells, cell)
	if cell != "" {
		l.count++
	}
}

func (l line) cell(column int) string {
	if column < 0 || column >= len(l.cells) {
		return ""
	}
	return l.cells[column]
}

// text is the row in one string; a merged cell is said once.
func (l line) text() string {
	var words []string
	for _, cell := range l.cells {
		if cell != "" && (len(words) == 0 || words[len(words)-1] != cell) {
			words = append(words, cell)
		}
	}
	return strings.Join(words, " ")
}

// first is the first cell that holds something, and its column.
func (l line) first() (int, string) {
	for i, cell := range l.cells {
		if cell != "" {
			return i, cell
		}
	}
	return -1, ""
}

// sheet is a file's rows around its heading.
type sheet struct {
	name    string
	titles  []line
	heading heading
	body    []line

	formulas bool     // there are some in the workbook
	date1904 bool     // its days are counted from 1904
	unread   []Unread // what else is in it
}

// newSheet finds the heading by its words. The rows above it are titles.
func newSheet(name string, lines []line, wanted columns) (sheet, bool) {
	for i := range min(len(lines), titleRows) {
		head, ok := newHeading(lines[i], wanted)
		if !ok {
			continue
		}
		rest := lines[i+1:]
		for len(rest) > 0 { // a heading of several rows
			lower, ok := head.under(rest[0], wanted)
			if !ok {
				break
			}
			head, rest = lower, rest[1:]
		}
		return sheet{name: name, titles: lines[:i], heading: head.settle(), body: rest}, true
	}
	return sheet{}, false
}

// rows are the rows under the heading, each with its sort.
func (s sheet) rows() []ledger.Row {
	headings := s.heading.words()
	rows := make([]ledger.Row, 0, len(s.body))
	for _, l := range s.body {
		row := ledger.Row{Number: l.number, Sort: s.sort(l), Headings: headings}
		for i, text := range l.cells {
			cell := ledger.Cell{Field: ledger.FieldNote, Column: "列" + strconv.Itoa(i+1), Text: text}
			if i < len(s.heading.names) && s.heading.names[i] != "" {
				cell.Field, cell.Column = s.heading.fields[i], s.heading.names[i]
			}
			switch {
			case text == "" || cell.Field == fieldOwn:
			case cell.Field == fieldNotes:
				row.Cells = append(row.Cells, readNotes(text)...)
			case cell.Field == fieldConfirm:
				row.Carried = readProblems(text)
			case cell.Field == ledger.FieldState && readState(text) == "":
				cell.Field = ledger.FieldStatus // not our word any more: read it as anybody's
				row.Cells = append(row.Cells, cell)
			case cell.Field == ledger.FieldState:
				cell.Text = readState(text)
				row.Cells = append(row.Cells, cell)
			case cell.Field == ledger.FieldLimit && s.date1904:
				cell.Text = since1900(text)
				row.Cells = append(row.Cells, cell)
			default:
				row.Cells = append(row.Cells, cell)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

var (
	sectionNumber = regexp.MustCompile(`^(第[一二三四五六七八九十百]+(章|节|部分|类|条|项)|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)])`)
	footerWords   = regexp.MustCompile(`^(填表|填报|制表|报送|审核|审批|复核|签发|联系|经办|单位负责人|注|备注|说明)[^：:]{0,8}[：:]`)
	itemNumber    = regexp.MustCompile(`^[0-9]+([.\-][0-9]+)*$`)
)

// sort tells a row that holds no task from one that should.
func (s sheet) sort(l line) ledger.RowSort {
	title := s.heading.column(ledger.FieldTitle)
	at, first := l.first()
	item := l.cell(s.heading.column(ledger.FieldItem))
	numbered := itemNumber.MatchString(strings.TrimRight(item, ".、"))
	switch {
	case s.heading.repeats(l) && !s.exported(l):
		return ledger.RowHeader
	case s.exported(l):
		return ledger.RowTask
	case !numbered && s.total(l, title):
		return ledger.RowTotal
	case !numbered && footerWords.MatchString(first):
		return ledger.RowFooter
	case l.count == 1 && (l.wide || at != title || sectionNumber.MatchString(first)) && !numbered,
		sectionNumber.MatchString(item) && l.cell(title) == "":
		return ledger.RowSection
	}
	return ledger.RowTask
}

// exported tells a row of our own export: it is a task, whatever its words look like.
func (s sheet) exported(l line) bool {
	at := s.heading.column(ledger.FieldCode)
	code := l.cell(at)
	return code != "" && columnName(code) != s.heading.names[at]
}

// total tells the row of sums: its word stands where the title would, or before it.
func (s sheet) total(l line, title int) bool {
	for i := range min(title+1, len(l.cells)) {
		switch strings.Trim(strings.ReplaceAll(l.cells[i], " ", ""), ":：") {
		case "合计", "总计", "小计", "总分", "共计", "累计":
			return title == i || l.cell(title) == ""
		}
	}
	return false
}

// aDay is a civil date as titles write it.
const aDay = `(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?`

var (
	saidDay = regexp.MustCompile(`(?:日期|时间|截至|截止|填报|填表|制表|更新|印发)[到于]?\s*[：:]?\s*` + aDay)
	bareDay = regexp.MustCompile(`^[（(]?\s*` + aDay + `\s*[）)]?$`)
)

// date is the document's date, where the title rows say it.
func (s sheet) date() ledger.Date {
	for _, pattern := range []*regexp.Regexp{saidDay, bareDay} {
		for _, title := range s.titles {
			texts := append(slices.Clone(title.cells), title.text())
			for _, text := range texts {
				if day := dateIn(pattern, text); !day.IsZero() {
					return day
				}
			}
		}
	}
	return 0
}

func dateIn(pattern *regexp.Regexp, text string) ledger.Date {
	found := pattern.FindStringSubmatch(ledger.Narrow(text))
	if found == nil {
		return 0
	}
	var part [3]int
	for i := range part {
		part[i], _ = strconv.Atoi(found[i+1]) // digits, by the pattern
	}
	day := ledger.NewDate(part[0], time.Month(part[1]), part[2])
	if year, month, of := day.Civil(); year != part[0] || int(month) != part[1] || of != part[2] {
		return 0 // 2月30日
	}
	return day
}
