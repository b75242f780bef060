package ledger

import (
	"strconv"
	"time"
)

// Sheet is a file of tasks or of units that somebody of the office sent (待导入). Nothing of
// it counts until he confirms what he was shown of it.
type Sheet struct {
	File   File       `json:"file"`            // with its SHA-256: what is entered is what was shown
	Units  bool       `json:"units,omitempty"` // it lists units and not tasks
	On     Date       `json:"on"`              // the document's date
	Dated  bool       `json:"dated,omitempty"` // that is known; if not, the day on which it was sent stands for it
	List   string     `json:"list,omitempty"`  // the list that its tasks stand in; none: somebody must say it first
	Own    string     `json:"own,omitempty"`   // the list that the file itself says
	Same   string     `json:"same,omitempty"`  // the list of which it may be a later version, under another name
	Head   int64      `json:"head"`            // the block of the chain that was the last when it was shown
	Shown  SheetCount `json:"shown"`           // what it would have done then
	Begun  time.Time  `json:"begun,omitzero"`  // when it was confirmed: what has begun is finished
	Enters SheetCount `json:"enters,omitzero"` // what was entered since, commit by commit
}

// The choices that the buttons carry under a file whose list may be one of another name.
const (
	SheetSameList = "same"
	SheetNewList  = "new"
)

// Undecided reports whether somebody must first say in which list the tasks stand.
func (s Sheet) Undecided() bool { return s.Same != "" && s.List == "" }

// Choose is the file as a part of the list that somebody chose; false: there is no choice.
func (s Sheet) Choose(choice string) (Sheet, bool) {
	switch {
	case s.Same == "" || !s.Begun.IsZero():
		return s, false
	case choice == SheetSameList:
		s.List = s.Same
	case choice == SheetNewList:
		s.List = s.Own
	default:
		return s, false
	}
	return s, true
}

// SheetCount is what becomes of the rows of a file.
type SheetCount struct {
	New       int `json:"new,omitempty"`
	Changed   int `json:"changed,omitempty"`
	Unchanged int `json:"unchanged,omitempty"`
	Confirm   int `json:"confirm,omitempty"` // among those: the office must look at them
	Errors    int `json:"errors,omitempty"`  // make nothing
	Others    int `json:"others,omitempty"`  // headings, sums and signatures: make nothing, and should not
}

// WithSheet is the proposal with another file, which waits in place of an earlier one.
func (p Proposal) WithSheet(sheet Sheet, by PersonID, at time.Time) (Proposal, Entry) {
	p.Version++
	p.Sheet, p.Expires = &sheet, at.Add(ProposalImportWaits)
	return p, Entry{At: at, By: by, What: WhatProposed, Why: p.ID, Fields: sheet.File.fields()}
}

// Enter is the proposal after a part of its file was entered, in the same commit: so an
// import that breaks off is gone on with, and never counted twice. The entry binds the part
// to the file and to whoever confirmed it.
func (p Proposal) Enter(part SheetCount, by PersonID, at time.Time) (Proposal, Entry) {
	sheet := *p.Sheet
	sheet.Enters.New += part.New
	sheet.Enters.Changed += part.Changed
	if sheet.Begun.IsZero() {
		sheet.Begun = at
	}
	p.Sheet = &sheet
	return p, Entry{At: at, By: by, What: WhatImported, Why: p.Press(), Fields: append(sheet.File.fields(), part.fields()...)}
}

// Entered is the proposal after its whole file was entered.
func (p Proposal) Entered(by PersonID, at time.Time) (Proposal, Entry) {
	fields := append(p.Sheet.File.fields(), p.Sheet.Enters.fields()...)
	return p.Dropped(), Entry{At: at, By: by, What: WhatImported, Why: p.Press(), Fields: append(fields, FieldDiff{Name: "whole", After: "true"})}
}

func (f File) fields() []FieldDiff {
	return []FieldDiff{{Name: "file", After: f.Name}, {Name: "sha256", After: f.SHA256}}
}

func (c SheetCount) fields() []FieldDiff {
	return []FieldDiff{{Name: "new", After: strconv.Itoa(c.New)}, {Name: "changed", After: strconv.Itoa(c.Changed)}}
}
