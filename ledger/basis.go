package ledger

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	basisTitleMost = 60 // runes
	basesMost      = 5  // that one task cites
)

// Basis is a document on which supervision rests (依据): 《责任追究实施意见》, 《工作职责》.
// Tasks and notices cite it.
type Basis struct {
	ID        string    `json:"id"` // see BasisID
	Rev       int64     `json:"-"`
	Title     string    `json:"title"`
	Number    string    `json:"number,omitempty"` // 文号
	On        Date      `json:"on,omitzero"`      // the document's day
	By        PersonID  `json:"by"`
	At        time.Time `json:"at"`
	Withdrawn Settled   `json:"withdrawn,omitzero"` // 废止: by whom, when and why
}

// BasisID names a document by the letters of its title: the same title is one document.
func BasisID(title string) string { return string(Letters(title)) }

// Gone reports whether the document is withdrawn: it is not cited any more.
func (b Basis) Gone() bool { return !b.Withdrawn.At.IsZero() }

// Cite is how a task and a notice name the document: 《工作职责》（乐发〔2017〕12号）.
func (b Basis) Cite() string {
	cite := "《" + b.Title + "》"
	if b.Number != "" {
		cite += "（" + b.Number + "）"
	}
	return cite
}

// BasisSaid is what somebody said who registers a document.
type BasisSaid struct {
	Title  string
	Number string
	Day    string // the words of its day, to be read by the calendar
}

var (
	basisTitle  = regexp.MustCompile(`《([^《》]*)》`)
	basisNumber = regexp.MustCompile(`[^ ，,；;《》（(]*[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*\d{1,6}\s*号`)
	basisDay    = regexp.MustCompile(`(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?`)
)

// ReadBasis takes the words apart by which a document is registered: 责任追究实施意见
// 乐发〔2017〕12号 2017-03-01. Its number and its day may be missing.
func ReadBasis(words string) BasisSaid {
	words = strings.Join(strings.Fields(words), " ")
	var said BasisSaid
	take := func(pattern *regexp.Regexp) string {
		at := pattern.FindStringIndex(words)
		if at == nil {
			return ""
		}
		found := words[at[0]:at[1]]
		words = words[:at[0]] + " " + words[at[1]:]
		return strings.TrimSpace(found)
	}
	if m := basisTitle.FindStringSubmatch(words); m != nil {
		said.Title = strings.TrimSpace(m[1])
		take(basisTitle)
	}
	said.Number, said.Day = take(basisNumber), take(basisDay)
	if said.Title == "" {
		said.Title = strings.Trim(strings.Join(strings.Fields(words), " "), " ，,；;。（）()《》")
	}
	return said
}

// BasisKept is a document as it was registered or withdrawn.
type BasisKept struct {
	Basis   Basis
	Entries []Entry
}

// RegisterBasis enters a document (依据 登记) beside those that there are. One that was withdrawn
// before may be registered anew; a number is that of one document in force.
func RegisterBasis(all []Basis, said BasisSaid, on Date, by Person, at time.Time) (BasisKept, *Refusal) {
	today := DateOf(at)
	if refusal := mayKeepBases(by, today); refusal != nil {
		return BasisKept{}, refusal
	}
	was, _ := basisOf(all, func(b Basis) bool { return b.ID == BasisID(said.Title) })
	same, _ := basisOf(all, func(b Basis) bool { return said.Number != "" && BasisID(b.Number) == BasisID(said.Number) })
	switch {
	case len(Letters(said.Title)) < 2 || utf8.RuneCountInString(said.Title) > basisTitleMost:
		return BasisKept{}, &Refusal{Reason: ReasonBasisTitle, Words: said.Title}
	case Marked(said.Title + " " + said.Number):
		return BasisKept{}, &Refusal{Reason: ReasonSecret}
	case on > today:
		return BasisKept{}, &Refusal{Reason: ReasonBasisDay, Words: on.String()}
	case was.ID != "" && !was.Gone():
		return BasisKept{}, &Refusal{Reason: ReasonBasisKnown, Words: was.Cite()}
	case same.ID != "" && !same.Gone():
		return BasisKept{}, &Refusal{Reason: ReasonBasisNumber, Words: "《" + same.Title + "》"}
	}
	b := Basis{ID: BasisID(said.Title), Rev: was.Rev, Title: said.Title, Number: said.Number, On: on, By: by.ID, At: at}
	return BasisKept{b, []Entry{{At: at, By: by.ID, What: WhatBasis, Why: b.Title, Fields: []FieldDiff{
		{Name: "title", Before: was.Title, After: b.Title}, {Name: "number", Before: was.Number, After: b.Number}, {Name: "date", Before: was.On.String(), After: b.On.String()},
	}}}}, nil
}

// Withdraw takes a document out of use (依据 废止), with the reason. What cites it already goes
// on to.
func (b Basis) Withdraw(by Person, at time.Time, why string) (BasisKept, *Refusal) {
	if refusal := mayKeepBases(by, DateOf(at)); refusal != nil {
		return BasisKept{}, refusal
	}
	why = strings.TrimSpace(why)
	switch {
	case b.Gone():
		return BasisKept{}, &Refusal{Reason: ReasonBasisGone, Words: b.Cite()}
	case why == "":
		return BasisKept{}, &Refusal{Reason: ReasonBasisWhy, Words: b.Title}
	}
	if refusal := fitWords("", why, nil); refusal != nil {
		return BasisKept{}, refusal
	}
	b.Withdrawn = Settled{By: by.ID, Name: by.Name, At: at, Words: why}
	return BasisKept{b, []Entry{{At: at, By: by.ID, What: WhatBasis, Why: b.Title, Fields: []FieldDiff{{Name: "withdrawn", After: why}}}}}, nil
}

// mayKeepBases is why somebody may not register documents: a unit with a mandate cites them
// on what it supervises, and the office keeps them.
func mayKeepBases(p Person, today Date) *Refusal {
	if refusal := May(p, ActionBasis, today); refusal != nil {
		return refusal
	}
	if !MayAll(p, ActionBasis, today) {
		return &Refusal{Reason: ReasonNoRight}
	}
	return nil
}

// FindBasis finds the document that is meant: by its title or its number, else by a part of
// the title that only one has. One that is withdrawn is found by its whole title only.
func FindBasis(bases []Basis, words string) (Basis, *Refusal) {
	id := BasisID(words)
	if b, ok := basisNamed(bases, id); ok {
		return b, nil
	}
	var near []Basis
	for _, b := range bases {
		if len([]rune(id)) >= 2 && !b.Gone() && strings.Contains(b.ID, id) {
			near = append(near, b)
		}
	}
	switch len(near) {
	case 0:
		return Basis{}, &Refusal{Reason: ReasonBasisUnknown, Words: strings.Trim(words, " 《》")}
	case 1:
		return near[0], nil
	}
	names := make([]string, len(near))
	for i, b := range near {
		names[i] = b.Cite()
	}
	return Basis{}, &Refusal{Reason: ReasonBasisWhich, Words: strings.Join(names, "、")}
}

// CiteRegistered are the words of a basis as it is cited where they name a registered document,
// and the words as they are where they do not: a task may rest on any paper.
func CiteRegistered(bases []Basis, words string) (string, *Refusal) {
	b, ok := basisNamed(bases, BasisID(words))
	switch {
	case !ok:
		return words, nil
	case b.Gone():
		return "", &Refusal{Reason: ReasonBasisGone, Words: b.Cite()}
	}
	return b.Cite(), nil
}

// basisNamed is the document that is called so in full: by its title, its number or as it is cited.
func basisNamed(bases []Basis, id string) (Basis, bool) {
	return basisOf(bases, func(b Basis) bool {
		return id == b.ID || b.Number != "" && id == BasisID(b.Number) || id == BasisID(b.Cite())
	})
}

// basisOf is the document of which something is true: one in force before one that was withdrawn,
// since a number that was entered under a wrong title comes again under the right one.
func basisOf(bases []Basis, is func(Basis) bool) (Basis, bool) {
	if i := slices.IndexFunc(bases, func(b Basis) bool { return !b.Gone() && is(b) }); i >= 0 {
		return bases[i], true
	}
	if i := slices.IndexFunc(bases, is); i >= 0 {
		return bases[i], true
	}
	return Basis{}, false
}

// CiteBases writes on a task on which documents it rests, instead of what stood there.
func (t Task) CiteBases(bases []Basis, by Person, at time.Time) (Task, []Entry, *Refusal) {
	if refusal := MayTask(by, ActionBasis, t, DateOf(at)); refusal != nil {
		return Task{}, nil, refusal
	}
	if gone := slices.IndexFunc(bases, Basis.Gone); gone >= 0 {
		return Task{}, nil, &Refusal{Reason: ReasonBasisGone, Task: t.ID, Words: bases[gone].Cite()}
	}
	var cites []string
	for _, b := range bases {
		if !slices.Contains(cites, b.Cite()) {
			cites = append(cites, b.Cite())
		}
	}
	cited := strings.Join(cites, "、")
	switch {
	case !t.Open():
		return Task{}, nil, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case len(cites) > basesMost:
		return Task{}, nil, &Refusal{Reason: ReasonTooLong, Task: t.ID}
	case cited == t.Basis:
		return Task{}, nil, &Refusal{Reason: ReasonBasisCited, Task: t.ID, Words: cited}
	}
	entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatChanged, Fields: []FieldDiff{{Name: "basis", Before: t.Basis, After: cited}}}
	t.Basis = cited
	return t, []Entry{entry}, nil
}

// RemoveBasis takes off what stands on a task as its basis (依据 17 无): the office alone, since a
// unit with a mandate writes only what it supervises on.
func (t Task) RemoveBasis(by Person, at time.Time) (Task, []Entry, *Refusal) {
	if refusal := cmp.Or(MayTask(by, ActionBasis, t, DateOf(at)), mayKeepBases(by, DateOf(at))); refusal != nil {
		return Task{}, nil, refusal
	}
	switch {
	case !t.Open():
		return Task{}, nil, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case t.Basis == "":
		return Task{}, nil, &Refusal{Reason: ReasonBasisNone, Task: t.ID}
	}
	entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatChanged, Fields: []FieldDiff{{Name: "basis", Before: t.Basis}}}
	t.Basis = ""
	return t, []Entry{entry}, nil
}

// Ref names the document.
func (b Basis) Ref() (Kind, string) { return KindBasis, b.ID }

// Revision is the revision at which the document was read.
func (b Basis) Revision() int64 { return b.Rev }

// Marks are none: all documents of an office are read together.
func (b Basis) Marks() []Mark { return nil }
