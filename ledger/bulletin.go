package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// BulletinID names a bulletin: the year and a counter of drafts, 2025-3. Its number is
// another thing, and is given when it is signed.
type BulletinID string

// Bulletin is a 通报: how the work of a scope stands, for a meeting. Its words are made of
// the figures of one moment; the office changes the words, and whoever signs has it sent.
// Nothing in it is asked of units again: it tells of reports that are there (domain §9).
type Bulletin struct {
	ID         BulletinID     `json:"id"`
	Rev        int64          `json:"-"`
	Version    int            `json:"version"` // of what it says: what is older under a reply or a button is told so
	Title      string         `json:"title"`
	Scope      Scope          `json:"scope"`
	Name       string         `json:"name"`               // of the scope, as people say it
	At         time.Time      `json:"at"`                 // of its figures
	Head       Head           `json:"head"`               // the end of the chain then
	Snapshot   SnapshotID     `json:"snapshot,omitempty"` // that has its figures
	Paragraphs []string       `json:"paragraphs"`
	To         Circle         `json:"to"`
	State      BulletinState  `json:"state"`
	By         PersonID       `json:"by"`
	ByName     string         `json:"by_name,omitempty"`
	Expires    time.Time      `json:"expires"` // of the draft: figures grow old
	Edits      []BulletinEdit `json:"edits,omitempty"`
	Matter     MatterID       `json:"matter,omitempty"` // that waits for the signature, or was the last that did
	Returned   Settled        `json:"returned,omitzero"`
	Series     string         `json:"series"` // form of its number: 通报〔{year}〕{n}号
	Year       int            `json:"year,omitempty"`
	N          int64          `json:"n,omitempty"` // 0: not signed, so not numbered
	Signed     Settled        `json:"signed,omitzero"`
	Paper      string         `json:"paper,omitempty"` // hex SHA-256 of the paper that went with it
	Told       []Addressed    `json:"told,omitempty"`
	Untold     []UnitID       `json:"untold,omitempty"` // chosen, and nobody was there to be told
	Ended      Settled        `json:"ended,omitzero"`   // by whom it was dropped or declared void, and why
}

// BulletinState is where a bulletin stands.
type BulletinState string

// The states.
const (
	BulletinDraft   BulletinState = "draft"   // 草稿
	BulletinToSign  BulletinState = "to_sign" // 待签发
	BulletinIssued  BulletinState = "issued"  // 已签发
	BulletinDropped BulletinState = "dropped" // 取消: it never had a number
	BulletinVoid    BulletinState = "void"    // 作废: it keeps its number
)

// BulletinSeries is the form of the numbers of bulletins: they count by themselves.
const BulletinSeries = "通报〔{year}〕{n}号"

// The bounds of a bulletin [O].
const (
	BulletinWaits      = 72 * time.Hour // from Friday's draft to Monday's meeting
	BulletinParagraphs = 30
	BulletinMost       = 6000 // letters in all
	BulletinSignDays   = 1    // workdays within which it is signed
)

// Addressed is a chat in which a bulletin was said, and the message that it was: the
// receipts of the messenger go by that.
type Addressed struct {
	To      Address   `json:"to"`
	Unit    UnitID    `json:"unit,omitempty"` // none: the leaders
	Message MessageID `json:"message"`
}

// BulletinEdit is who changed what of a bulletin; the words before and after stand in the
// audit log.
type BulletinEdit struct {
	Version int             `json:"version"` // after it
	By      PersonID        `json:"by"`
	Name    string          `json:"name,omitempty"`
	At      time.Time       `json:"at"`
	Touched []BulletinTouch `json:"touched"`
}

// BulletinTouch is one thing that an edit changed.
type BulletinTouch struct {
	Act BulletinAct `json:"act"`
	N   int         `json:"n,omitempty"` // the paragraph, from 1
}

// BulletinDrafting is of what a bulletin is made.
type BulletinDrafting struct {
	By         Person
	At         time.Time
	Snapshot   Snapshot
	Title      string
	Paragraphs []string
	To         Circle
}

// CounterOfBulletins names the counter by which the drafts of a year are told apart.
func CounterOfBulletins(year int) string { return "bulletin:" + strconv.Itoa(year) }

// DraftBulletin drafts a bulletin. It has no number and is not sent before it is signed.
func (c Counter) DraftBulletin(d BulletinDrafting) (Bulletin, Counter, []Entry, *Refusal) {
	today := DateOf(d.At)
	if refusal := May(d.By, ActionBulletin, today); refusal != nil {
		return Bulletin{}, c, nil, refusal
	}
	c.Last++
	b := Bulletin{
		ID: BulletinID(strconv.Itoa(today.Year()) + "-" + strconv.FormatInt(c.Last, 10)), Version: 1,
		Title: d.Title, Scope: d.Snapshot.Scope, Name: d.Snapshot.Name, At: d.Snapshot.At, Head: d.Snapshot.Head, Snapshot: d.Snapshot.ID,
		Paragraphs: d.Paragraphs, To: d.To, State: BulletinDraft, By: d.By.ID, ByName: d.By.Name,
		Expires: d.At.Add(BulletinWaits), Series: BulletinSeries,
	}
	if refusal := b.fit(); refusal != nil {
		return Bulletin{}, c, nil, refusal
	}
	return b, c, []Entry{b.entry("drafted", d.By, d.At, FieldDiff{Name: "title", After: b.Title}, FieldDiff{Name: "text", After: b.text()})}, nil
}

func (b Bulletin) text() string { return strings.Join(b.Paragraphs, "\n") }

// fit reports why the words cannot be kept or sent.
func (b Bulletin) fit() *Refusal {
	size := utf8.RuneCountInString(b.Title)
	for _, p := range b.Paragraphs {
		n := utf8.RuneCountInString(p)
		if size += n; n > TextMost || Marked(p) {
			return fitWords("", p, nil)
		}
	}
	switch {
	case Marked(b.Title):
		return &Refusal{Reason: ReasonSecret}
	case utf8.RuneCountInString(b.Title) > maxTitle, size > BulletinMost, len(b.Paragraphs) > BulletinParagraphs:
		return &Refusal{Reason: ReasonTooLong}
	case len(Letters(b.Title)) < 2:
		return &Refusal{Reason: ReasonShortTitle, Words: b.Title}
	case len(b.Paragraphs) == 0:
		return &Refusal{Reason: ReasonBulletinEmpty}
	}
	return nil
}

// Changeable reports why the words cannot be changed any more; nil: they can. What waits
// for its signature can: it is taken back for that.
func (b Bulletin) Changeable(now time.Time) *Refusal {
	switch b.State {
	case BulletinIssued:
		return &Refusal{Reason: ReasonBulletinSigned, Words: b.Number()}
	case BulletinVoid:
		return &Refusal{Reason: ReasonBulletinVoid, Words: b.Number()}
	case BulletinDropped:
		return &Refusal{Reason: ReasonBulletinDropped}
	case BulletinDraft, BulletinToSign:
	}
	if b.State == BulletinDraft && !now.Before(b.Expires) {
		return &Refusal{Reason: ReasonBulletinOld}
	}
	return nil
}

// Since are the edits after a version that whoever saw that version must know of before his
// words count: those of others, and all if any moved the numbers of the paragraphs. His own
// he knows.
func (b Bulletin) Since(version int, by PersonID) []BulletinEdit {
	i := slices.IndexFunc(b.Edits, func(e BulletinEdit) bool { return e.Version > version })
	if i < 0 {
		return nil
	}
	later := b.Edits[i:]
	if slices.ContainsFunc(later, func(e BulletinEdit) bool { return e.By != by || e.moves() }) {
		return later
	}
	return nil
}

func (e BulletinEdit) moves() bool {
	return slices.ContainsFunc(e.Touched, func(t BulletinTouch) bool { return t.Act == BulletinDrop })
}

// BulletinEditing is how somebody changes a bulletin.
type BulletinEditing struct {
	By      Person
	At      time.Time
	Version int            // that he saw
	Lines   []BulletinLine // all count, or none
	To      Circle         // that a line named: it was read with the units
	Waiting Matter         // that waits for the signature, if one does: it is taken back
}

// BulletinStep is a bulletin after a step, with what is stored beside it.
type BulletinStep struct {
	Bulletin Bulletin
	Put      []Record
	Entries  []Entry
}

// Edit changes the words, the title or to whom it goes. The numbers are those that he saw:
// what is deleted goes last.
func (b Bulletin) Edit(e BulletinEditing) (BulletinStep, *Refusal) {
	if refusal := May(e.By, ActionBulletin, DateOf(e.At)); refusal != nil {
		return BulletinStep{}, refusal
	}
	if refusal := b.Changeable(e.At); refusal != nil {
		return BulletinStep{}, refusal
	}
	if len(b.Since(e.Version, e.By.ID)) > 0 {
		return BulletinStep{}, &Refusal{Reason: ReasonBulletinMoved}
	}
	next := b
	next.Paragraphs = slices.Clone(b.Paragraphs)
	edit := BulletinEdit{By: e.By.ID, Name: e.By.Name, At: e.At}
	fields, refusal := next.apply(e, &edit)
	if refusal != nil {
		return BulletinStep{}, refusal
	}
	if refusal := next.fit(); refusal != nil {
		return BulletinStep{}, refusal
	}
	next.Version++
	edit.Version = next.Version
	next.Edits = append(slices.Clone(b.Edits), edit)
	step := BulletinStep{}
	if b.State == BulletinToSign {
		next.State = BulletinDraft
		next.Expires = later(next.Expires, e.At.Add(BulletinWaits/3)) // there is time to send it for signature again
		step.takeBack(e.Waiting, e.By, e.At)
	}
	step.Bulletin, step.Put = next, append(step.Put, next)
	step.Entries = append(step.Entries, next.entry("edited", e.By, e.At, fields...))
	return step, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// apply works the lines into the bulletin, and notes what was before and after.
func (b *Bulletin) apply(e BulletinEditing, edit *BulletinEdit) ([]FieldDiff, *Refusal) {
	var fields []FieldDiff
	drop := map[int]bool{}
	shown := len(b.Paragraphs)
	for _, line := range e.Lines {
		if (line.Act == BulletinReplace || line.Act == BulletinDrop) && (line.N < 1 || line.N > shown) {
			return nil, &Refusal{Reason: ReasonNoParagraph, Words: strconv.Itoa(line.N)}
		}
		field := FieldDiff{Name: "paragraph " + strconv.Itoa(line.N), After: line.Words}
		switch line.Act {
		case BulletinReplace:
			field.Before, b.Paragraphs[line.N-1] = b.Paragraphs[line.N-1], line.Words
		case BulletinDrop:
			field.Before, drop[line.N] = b.Paragraphs[line.N-1], true
		case BulletinAppend:
			b.Paragraphs = append(b.Paragraphs, line.Words)
			line.N = len(b.Paragraphs)
			field.Name = "paragraph " + strconv.Itoa(line.N)
		case BulletinTitle:
			field.Name, field.Before, b.Title = "title", b.Title, line.Words
		case BulletinTo:
			field.Name, field.Before, field.After = "to", b.To.String(), e.To.String()
			b.To = e.To
		case BulletinSubmit, BulletinCancel:
			continue // are no edits
		}
		fields = append(fields, field)
		edit.Touched = append(edit.Touched, BulletinTouch{Act: line.Act, N: line.N})
	}
	var left []string
	for i, p := range b.Paragraphs {
		if !drop[i+1] {
			left = append(left, p)
		}
	}
	b.Paragraphs = left
	return fields, nil
}

// takeBack ends the matter of a bulletin that is not to be signed as it is.
func (s *BulletinStep) takeBack(waiting Matter, by Person, at time.Time) {
	if waiting.ID == "" || waiting.Verdict != "" {
		return
	}
	waiting.Verdict, waiting.Settled = VerdictVoid, Settled{By: by.ID, Name: by.Name, At: at}
	s.Put = append(s.Put, waiting)
	s.Entries = append(s.Entries, Entry{At: at, By: by.ID, What: WhatDecided, Why: string(waiting.Kind), Fields: []FieldDiff{
		{Name: "matter", After: string(waiting.ID)}, {Name: "verdict", After: string(VerdictVoid)},
	}})
}

func (b Bulletin) entry(step string, by Person, at time.Time, fields ...FieldDiff) Entry {
	e := Entry{At: at, By: by.ID, What: WhatBulletin, Why: step, Fields: []FieldDiff{{Name: "bulletin", After: string(b.ID)}}}
	if number := b.Number(); number != "" {
		e.Fields = append(e.Fields, FieldDiff{Name: "number", After: number})
	}
	e.Fields = append(e.Fields, fields...)
	return e
}

// Number is the bulletin's number as it is written; empty before it is signed.
func (b Bulletin) Number() string {
	return Notice{Series: b.Series, Year: b.Year, N: b.N}.Number()
}
