package documents

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readWorkbook reads the first visible sheet that has the wanted heading, and says what the
// other visible ones hold.
func readWorkbook(name string, body []byte, wanted columns) (sheet, error) {
	formulas, err := checkWorkbook(name, body)
	if err != nil {
		return sheet{}, err
	}
	book, err := openWorkbook(body)
	if err != nil {
		return sheet{}, &FileError{Name: name, Fault: FaultDamaged, Words: err.Error()}
	}
	defer func() { _ = book.Close() }() // it only holds temporary files
	titles := slices.DeleteFunc(book.GetSheetList(), func(title string) bool {
		visible, err := book.GetSheetVisible(title)
		return err != nil || !visible
	})
	for _, title := range titles {
		w := &workbook{file: book, sheet: title, formulas: formulas}
		lines, err := w.lines()
		switch {
		case errors.Is(err, errTooLarge):
			return sheet{}, &FileError{Name: name, Fault: FaultTooMany}
		case err != nil:
			return sheet{}, &FileError{Name: name, Fault: FaultDamaged, Words: title + "：" + err.Error()}
		}
		if found, ok := newSheet(title, lines, wanted); ok {
			found.formulas, found.date1904, found.unread = formulas, w.date1904, unread(book, titles, title)
			return found, nil
		}
	}
	return sheet{}, &FileError{Name: name, Fault: FaultNoHeader, Words: wanted.need}
}

// openWorkbook keeps a panic of the library, on a file made to provoke one, from being ours.
func openWorkbook(body []byte) (book *excelize.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("documents: workbook: %v", r)
		}
	}()
	return excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip,
	})
}

// checkWorkbook unpacks everything once into nothing: sizes in the archive's directory may
// lie. It tells whether a sheet holds formulas, whose values may not have been saved.
func checkWorkbook(name string, body []byte) (formulas bool, err error) {
	fail := func(fault Fault, words string) (bool, error) {
		return false, &FileError{Name: name, Fault: fault, Words: words}
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return fail(FaultDamaged, err.Error())
	}
	left, isBook := int64(maxUnzip), false
	for _, part := range archive.File {
		low := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		switch {
		case strings.HasSuffix(low, "vbaproject.bin"):
			return fail(FaultMacro, "")
		case low == "xl/workbook.xml":
			isBook = true
		}
		scan := formulaScan{}
		n, err := unpack(part, &scan, left)
		switch {
		case err != nil:
			return fail(FaultDamaged, part.Name)
		case n > left:
			return fail(FaultUnpacked, "")
		}
		left -= n
		formulas = formulas || scan.found && strings.HasPrefix(low, "xl/worksheets/")
	}
	if !isBook && !workbookName(name) {
		return fail(FaultNotSheet, "")
	}
	if !isBook {
		return fail(FaultNotWorkbook, "")
	}
	return formulas, nil
}

func unpack(part *zip.File, to io.Writer, limit int64) (int64, error) {
	from, err := part.Open()
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(to, io.LimitReader(from, limit+1))
	return n, errors.Join(err, from.Close())
}

// formulaScan is a writer that looks for the start of a formula in a sheet's XML.
type formulaScan struct {
	found bool
	tail  []byte
}

func (s *formulaScan) Write(p []byte) (int, error) {
	joined := append(s.tail, p[:min(len(p), 3)]...)
	s.found = s.found || hasFormula(joined) || hasFormula(p)
	s.tail = append(s.tail[:0], p[max(0, len(p)-3):]...)
	return len(p), nil
}

func hasFormula(xml []byte) bool {
	return bytes.Contains(xml, []byte("<f>")) || bytes.Contains(xml, []byte("<f ")) || bytes.Contains(xml, []byte("<f/"))
}

// workbook reads one sheet into lines.
type workbook struct {
	file     *excelize.File
	sheet    string
	formulas bool
	rough    bool // values as they are stored will do
	date1904 bool
	styles   map[int]shown
	grid     []line // by row, blank rows included
}

func (w *workbook) lines() (lines []line, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("documents: sheet %s: %v", w.sheet, r)
		}
	}()
	props, err := w.file.GetWorkbookProps()
	if err != nil {
		return nil, err
	}
	w.date1904 = props.Date1904 != nil && *props.Date1904
	w.styles = map[int]shown{}
	if err := w.read(); err != nil {
		return nil, err
	}
	if w.rough {
		w.count()
	} else if err := errors.Join(w.show(), w.merge()); err != nil {
		return nil, err
	}
	for _, l := range w.grid {
		if l.count > 0 {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// read takes the values as they are stored. It comes before all else: once the library
// has loaded the sheet in another way, this one becomes slow.
func (w *workbook) read() error {
	rows, err := w.file.Rows(w.sheet)
	if err != nil {
		return err
	}
	filled := 0
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return errors.Join(err, rows.Close())
		}
		w.grid = append(w.grid, line{number: len(w.grid) + 1, cells: cells})
		if len(cells) > 0 {
			filled++
		}
		// Blank rows far down cost memory too, once the library loads their formats.
		if filled > maxRows || len(w.grid) > 3*maxRows || len(cells) > maxColumns {
			return errors.Join(errTooLarge, rows.Close())
		}
	}
	return errors.Join(rows.Error(), rows.Close())
}

// count looks at the values as they are stored.
func (w *workbook) count() {
	for i, raw := range w.grid {
		row := line{number: raw.number}
		for _, cell := range raw.cells {
			row.add(cleanCell(cell))
		}
		w.grid[i] = row
	}
}

// show turns stored values into what people see: dates, percentages, formulas without value.
func (w *workbook) show() error {
	for i := range w.grid {
		row := line{number: i + 1}
		for column, cell := range w.grid[i].cells {
			text, err := w.shown(cell, column+1, i+1)
			if err != nil {
				return err
			}
			row.add(cleanCell(text))
		}
		w.grid[i] = row
	}
	return nil
}
