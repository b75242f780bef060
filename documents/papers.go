package documents

import (
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
	Issuer string   // who signs it: the office's full name
	Date   ledger.Date
	Copies string // 抄送; may be empty

	Stamp // when it was made
}

// Bulletin is a bulletin as a paper.
func (p *Papers) Bulletin(b BulletinPaper) (ledger.File, error) {
	return p.make(paperBulletin, b.Number, values{
		fieldNumber: b.Number, fieldTitle: b.Title, fieldTo: b.To, fieldBody: joinParagraphs(b.Body), fieldIssuer: b.Issuer,
		fieldDate: chineseDay(b.Date), fieldCopies: b.Copies, fieldOffice: b.Office, fieldCheck: checkLine(b.Number, b.Stamp),
	}, nil)
}

// Brief is a snapshot as a paper: 督查专报, 周报, 月报. The office's name is what issues it,
// number the paper's own (第3期), which may be empty.
func (p *Papers) Brief(s ledger.Snapshot, office, number string) (ledger.File, error) {
	return p.brief(s, office, number)
}
