package documents

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// shown is how a cell's number is shown.
type shown int

const (
	shownPlain shown = iota
	shownDay
	shownMonth
	shownTime
	shownPercent
)

// shown is what people see in a cell. The library's own formatting shows 12-31-26 or a
// bare serial number for dates, so the number is turned into a date here.
func (w *workbook) shown(raw string, column, row int) (string, error) {
	if raw == "" && !w.formulas {
		return "", nil
	}
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "", err
	}
	if raw == "" {
		// A formula whose value was not saved would be an empty cell in silence.
		formula, err := w.file.GetCellFormula(w.sheet, name)
		if err != nil || formula == "" {
			return "", err
		}
		return "=" + formula, nil
	}
	number, ok := finite(raw)
	if !ok {
		return raw, nil
	}
	kind, err := w.file.GetCellType(w.sheet, name)
	if err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		return raw, err // text that looks like a number
	}
	style, err := w.style(name)
	if err != nil {
		return "", err
	}
	return w.number(raw, number, style), nil
}

func finite(raw string) (float64, bool) {
	number, err := strconv.ParseFloat(raw, 64)
	return number, err == nil && !math.IsNaN(number) && !math.IsInf(number, 0)
}

func (w *workbook) number(raw string, number float64, style shown) string {
	switch style {
	case shownPercent:
		return strconv.FormatFloat(number*100, 'g', 10, 64) + "%"
	case shownDay, shownMonth:
		day, err := excelize.ExcelDateToTime(number, w.date1904)
		if err != nil || number < 1 || number > 2958465 {
			return raw
		}
		if style == shownMonth {
			return day.Format("2006年1月")
		}
		return day.Format("2006-01-02")
	case shownPlain, shownTime:
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}

func (w *workbook) style(cell string) (shown, error) {
	id, err := w.file.GetCellStyle(w.sheet, cell)
	if err != nil {
		return shownPlain, err
	}
	if known, ok := w.styles[id]; ok {
		return known, nil
	}
	style, err := w.file.GetStyle(id)
	if err != nil {
		return shownPlain, err
	}
	kind := builtinFormat(style.NumFmt)
	if style.CustomNumFmt != nil {
		kind = customFormat(*style.CustomNumFmt)
	}
	w.styles[id] = kind
	return kind, nil
}

// days1904 is how many days the count of 1904 begins after that of 1900.
const days1904 = 1462

// since1900 is a limit that is the bare count of a workbook of 1904, as all others count: whoever
// reads it knows of no workbook any more, and would find a day four years too early.
func since1900(words string) string {
	if n, err := strconv.Atoi(words); err == nil && len(words) == 5 {
		return strconv.Itoa(n + days1904)
	}
	return words
}

// builtinFormat reads the numbers of the formats that are not written out in a file, in
// their Chinese meaning.
func builtinFormat(id int) shown {
	switch id {
	case 14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58:
		return shownDay
	case 17, 27, 36, 50, 52, 57:
		return shownMonth
	case 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56:
		return shownTime
	case 9, 10:
		return shownPercent
	}
	return shownPlain
}

var formatNoise = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

// customFormat reads a format code by its letters: yyyy"年"m"月"d"日".
func customFormat(code string) shown {
	code, _, _ = strings.Cut(code, ";")
	letters := strings.ToLower(formatNoise.ReplaceAllString(code, ""))
	if strings.Contains(letters, "general") {
		return shownPlain
	}
	has := func(letter string) bool { return strings.Contains(letters, letter) }
	switch {
	case has("d"):
		return shownDay
	case has("y"), has("e") && has("m"):
		return shownMonth
	case has("h"), has("s"):
		return shownTime
	case has("%"):
		return shownPercent
	}
	return shownPlain
}

// merge fills the cells of a merged area: down, so that each row has its source and its
// unit, and to the right. A row that is empty but for what is merged into it is no row.
func (w *workbook) merge() error {
	merges, err := w.file.GetMergeCells(w.sheet, true)
	if err != nil {
		return err
	}
	for _, m := range merges {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return err
		}
		right, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return err
		}
		if top > len(w.grid) {
			continue
		}
		value := w.grid[top-1].cell(left - 1)
		if value == "" {
			continue
		}
		for row := top; row <= min(bottom, len(w.grid)); row++ {
			w.grid[row-1].fill(value, left, min(right, maxColumns), row > top)
		}
	}
	return nil
}

// fill writes a merged area's value into a row that has something of its own.
func (l *line) fill(value string, left, right int, below bool) {
	if l.count == 0 {
		return
	}
	for len(l.cells) < right {
		l.cells = append(l.cells, "")
	}
	for column := left; column <= right; column++ {
		l.cells[column-1] = value
	}
	if below {
		l.count++
	}
	l.wide = l.wide || right > left
}
