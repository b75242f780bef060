package documents

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// Papers makes official papers out of Word templates, in the layout of GB/T 9704—2012. The
// same input makes the same bytes, so that a digest proves which paper was sent.
type Papers struct {
	templates map[string]*template
}

// Stamp is the moment that a paper tells of: the end of the chain then, by which it can be
// checked later.
type Stamp struct {
	Office string // as people call it; it issues the paper
	Head   ledger.Head
	At     time.Time
}

// NewPapers reads the templates: those of the folder, by their names, and the ones that the
// program ships with for all others; an empty dir has none. The error names each file that
// cannot be filled and what is wrong with it, as [TemplateError].
func NewPapers(dir string) (*Papers, error) {
	return loadPapers(dir)
}

// BulletinPaper is what a bulletin (通报) says.
type BulletinPaper struct {
	Number string // 发文字号
	Title  string
	To     string   // 主送, without the colon; may be empty
	Body   []string // paragraphs; one that begins with 一、 or （一） is a heading if it is short
	Issuer string   // who signs it; empty: the office of the stamp
	Date   ledger.Date
	Copies string // 抄送; may be empty

	Stamp // when it was made
}

// Bulletin is a bulletin as a paper.
func (p *Papers) Bulletin(b BulletinPaper) (ledger.File, error) {
	name := b.Number
	if name == "" {
		name = b.Title
	}
	return p.make(paperBulletin, name, values{
		fieldNumber: b.Number, fieldTitle: b.Title, fieldTo: b.To, fieldBody: strings.Join(b.Body, "\n"), fieldIssuer: cmp.Or(b.Issuer, b.Office),
		fieldDate: paperDay(b.Date), fieldCopies: b.Copies, fieldOffice: b.Office, fieldCheck: b.check(b.Number),
	}, nil)
}

// check is the line by which a paper can be checked later: which paper, which block of the
// chain was its end, and when.
func (s Stamp) check(number string) string {
	line := "校验："
	if number != "" {
		line += number + " · "
	}
	if s.Head.Seq > 0 {
		line += fmt.Sprintf("链%d %s · ", s.Head.Seq, cutRunes(s.Head.Link, 8))
	}
	return line + "截至" + s.At.Format("2006年1月2日 15:04")
}

// paperDay is a day as papers write it (GB/T 9704, 7.3.5.4); empty if there is none.
func paperDay(d ledger.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.Civil()
	return fmt.Sprintf("%d年%d月%d日", year, month, day)
}

// paperLimit is a task's limit in words.
func paperLimit(l ledger.Limit) string {
	if !l.Due.IsZero() {
		return paperDay(l.Due)
	}
	return l.Raw
}
