// Package documents is paper in and out: ledger sheets in xlsx and csv become rows; tasks,
// entries and figures become csv and workbooks.
//
// It knows files, encodings and headings. It must not know what a cell means (that is
// ledger's), nor where anything is stored or said.
package documents

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"duban/ledger"
)

// The bounds of a file that is read. A prefecture's whole ledger is about a megabyte.
const (
	maxFile    = 32 << 20
	maxUnzip   = 96 << 20
	maxRows    = 100_000
	maxColumns = 512
)

// Table is a ledger sheet that was read whole.
type Table struct {
	Name    string       // of the file
	Sheet   string       // of the workbook
	Titles  []string     // the rows above the heading
	DocDate ledger.Date  // 填报日期, 截至: from the titles; zero if they do not say
	Columns []string     // the headings
	Rows    []ledger.Row // every row below the heading that is not empty

	Formulas bool     // the workbook has some: their values were read as they were saved
	Unread   []Unread // sheets of the workbook that were not read
}

// List is the name under which the sheet's tasks stand together: its first title, else
// the sheet of a workbook that somebody named, else the file.
func (t Table) List() string {
	for _, title := range t.Titles {
		if name := listName(title); name != "" {
			return name
		}
	}
	base := path.Base(strings.ReplaceAll(t.Name, `\`, "/"))
	return strings.TrimSpace(strings.TrimSuffix(base, path.Ext(base)))
}

// listName is a title without the spaces that centre it; a title row that only holds a
// date, a unit or a remark names nothing.
func listName(title string) string {
	name := strings.Join(strings.Fields(title), "")
	if strings.HasPrefix(name, "附件") || strings.HasPrefix(name, "附表") {
		name = strings.TrimLeft(name, "附件表0123456789一二三四五六七八九十-:：.、")
	}
	if len([]rune(name)) < 4 || strings.ContainsAny(name[:3], "（(") || strings.ContainsAny(name, ":：") {
		return ""
	}
	return name
}

// ReadTable reads a ledger sheet: csv in UTF-8, UTF-16 or GB18030, or the first visible
// sheet of an xlsx workbook that has a heading. A file that cannot be read whole is a
// [*FileError].
func ReadTable(name string, body []byte) (Table, error) {
	found, err := readSheet(name, body, taskColumns())
	if err != nil {
		return Table{}, err
	}
	table := Table{Name: name, Sheet: found.name, DocDate: found.date(), Columns: found.heading.names, Formulas: found.formulas, Unread: found.unread}
	for _, title := range found.titles {
		table.Titles = append(table.Titles, title.text())
	}
	if slices.ContainsFunc(table.Titles, ledger.Marked) {
		return Table{}, &FileError{Name: name, Fault: FaultSecret}
	}
	table.Rows = found.rows()
	return table, nil
}

// readSheet finds the sheet of a file that has the wanted heading.
func readSheet(name string, body []byte, wanted columns) (sheet, error) {
	fail := func(fault Fault) (sheet, error) { return sheet{}, &FileError{Name: name, Fault: fault} }
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return fail(FaultEmpty)
	case len(body) > maxFile:
		return fail(FaultTooLarge)
	case bytes.HasPrefix(body, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")): // an OLE container
		if bytes.Contains(body, utf16le("EncryptedPackage")) {
			return fail(FaultPassword)
		}
		return fail(FaultOldExcel)
	case bytes.HasPrefix(body, []byte("PK")):
		return readWorkbook(name, body, wanted)
	case looksLikePage(body):
		return fail(FaultWebPage)
	case looksLikePaper(body):
		return fail(FaultNotSheet)
	case workbookName(name):
		return fail(FaultNotWorkbook)
	}
	text, err := decodeText(name, body)
	if err != nil {
		return sheet{}, err
	}
	return readText(name, text, wanted)
}

// SheetName tells a file of which its name says that it is a table, of whatever kind.
func SheetName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv":
		return true
	}
	return workbookName(name)
}

func workbookName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm", ".xls", ".et":
		return true
	}
	return false
}

// looksLikePaper tells pictures and finished papers by their first bytes.
func looksLikePaper(body []byte) bool {
	return slices.ContainsFunc([]string{"%PDF-", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "{\\rtf"}, func(start string) bool {
		return bytes.HasPrefix(body, []byte(start))
	})
}

// looksLikePage tells the web page that many systems export under the name of .xls.
func looksLikePage(body []byte) bool {
	start := strings.ToLower(string(bytes.TrimSpace(body[:min(len(body), 512)])))
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") ||
		strings.HasPrefix(start, "<table") || strings.HasPrefix(start, "<?xml")
}
