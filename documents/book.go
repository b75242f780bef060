package documents

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/ledger"
)

// Cover is what stands at the top of every sheet of a workbook: what it shows, of which
// moment, and the end of the chain then.
type Cover struct {
	Title  string      // 住建局督办台账
	At     time.Time   // in the office's zone: of this moment are all figures and lamps
	Head   ledger.Head // by which they can be proved later
	Remark string      // what else the reader must know, if anything
}

// today is the day of which the lamps are.
func (c Cover) today() ledger.Date { return ledger.DateOf(c.At) }

// stamp is the moment and the chain's head, as chat says them.
func (c Cover) stamp() string {
	words := "截至" + c.At.Format("2006年1月2日 15:04")
	if c.Head.Link != "" {
		words += fmt.Sprintf(" · 链%d·%.8s", c.Head.Seq, c.Head.Link)
	}
	if c.Remark != "" {
		words += "　" + c.Remark
	}
	return words
}

// book is a workbook while it is written. Its sheets are streamed: a province's ledger
// needs no more memory than a town's.
type book struct {
	file  *excelize.File
	looks looks
	cover Cover
	first bool // no sheet was written yet
}

// newBook begins a workbook; [book.close] must be called in any case.
func newBook(cover Cover) (*book, error) {
	file := excelize.NewFile()
	b := &book{file: file, cover: cover, first: true}
	if err := b.begin(); err != nil {
		return nil, fmt.Errorf("documents: workbook: %w", joinClose(err, file))
	}
	return b, nil
}

func (b *book) begin() (err error) {
	if b.looks, err = newLooks(b.file); err != nil {
		return err
	}
	made := b.cover.At.UTC().Format(time.RFC3339)
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: b.cover.Title, Creator: "督办", LastModifiedBy: "督办", Created: made, Modified: made,
	})
}

// write puts the finished workbook out. The library would gather all of it in memory
// first; so the archive is made straight to where it goes, and packed for speed: its texts
// repeat themselves so much that more effort gains little.
func (b *book) write(w io.Writer) error {
	b.file.SetActiveSheet(0)
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		archive := zip.NewWriter(w)
		archive.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
			return flate.NewWriter(to, packing)
		})
		return archive
	})
	if _, err := b.file.WriteToBuffer(); err != nil {
		return fmt.Errorf("documents: workbook: %w", err)
	}
	return nil
}

// packing is how hard a workbook is packed.
const packing = 1

// close takes the temporary files away.
func (b *book) close() error { return b.file.Close() }

func joinClose(err error, file *excelize.File) error {
	if closed := file.Close(); err == nil {
		return closed
	}
	return err
}

// sheet opens a sheet; the first one takes the place of the one that a new file has.
func (b *book) sheet(name string) error {
	if b.first {
		b.first = false
		return b.file.SetSheetName("Sheet1", name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// looks are the styles of a workbook, by number.
type looks struct {
	title, remark          int
	heading, must          int
	text, day, percent     int
	centre, number, strong int
}

// The fonts are named, never embedded: who has no 宋体 sees another one.
const bookFont = "宋体"

func newLooks(file *excelize.File) (looks, error) {
	border := []excelize.Border{
		{Type: "left", Color: "A6A6A6", Style: 1},
		{Type: "right", Color: "A6A6A6", Style: 1},
		{Type: "top", Color: "A6A6A6", Style: 1},
		{Type: "bottom", Color: "A6A6A6", Style: 1},
	}
	dayFormat := "yyyy-mm-dd"
	var l looks
	var failed error
	add := func(bold bool, size float64, at string, boxed bool, change func(*excelize.Style)) int {
		style := &excelize.Style{
			Font:      &excelize.Font{Family: bookFont, Size: size, Bold: bold},
			Alignment: &excelize.Alignment{Horizontal: at, Vertical: "center", WrapText: true},
		}
		if boxed {
			style.Border = border
		}
		if change != nil {
			change(style)
		}
		id, err := file.NewStyle(style)
		if err != nil {
			failed = err
		}
		return id
	}
	l.title = add(true, 16, "center", false, nil)
	l.heading = add(true, 10, "center", true, func(s *excelize.Style) {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6F0"}}
	})
	l.must = add(true, 10, "center", true, func(s *excelize.Style) {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FCE4D6"}}
	})
	l.remark = add(false, 10, "left", false, nil)
	l.text = add(false, 10, "left", true, nil)
	l.centre = add(false, 10, "center", true, nil)
	l.strong = add(true, 10, "left", true, nil)
	l.number = add(false, 10, "center", true, func(s *excelize.Style) { s.NumFmt = 1 })
	l.day = add(false, 10, "center", true, func(s *excelize.Style) { s.CustomNumFmt = &dayFormat })
	l.percent = add(false, 10, "center", true, func(s *excelize.Style) { s.NumFmt = 9 })
	return l, failed
}
