package ledger

import (
	"slices"
	"strings"
)

// PartResponsible is what a column called 责任单位 implies, and what the text of a
// 责任分工 falls back on: the first named unit leads and the others help; after a
// 牵头单位 it is those who carry it out. It is never a unit's part in a task.
const PartResponsible Part = "responsible"

// Responsibility is who answers for a task, as far as a cell says it.
type Responsibility struct {
	Lead, Co, Implement, Supervise, Accept []UnitID

	Groups   []string // group words as written: 各镇（街道）
	Problems []UnitProblem
}

// UnitCode says why somebody must look at a responsible unit.
type UnitCode string

// The codes.
const (
	UnitUnknown        UnitCode = "unknown"            // no unit of the directory
	UnitNearTie        UnitCode = "near_tie"           // several could be meant
	UnitVagueGroup     UnitCode = "vague_group"        // 各有关单位: the office picks
	UnitConditional    UnitCode = "conditional"        // 无相关职能的，由…负责
	UnitUnbalanced     UnitCode = "unbalanced_bracket" // read as if the bracket were not there
	UnitNoSeparator    UnitCode = "no_separator"       // names that run into each other
	UnitDefaultCarried UnitCode = "default_carried"    // 以下均需…落实: meant for later rows too
	UnitNotAUnit       UnitCode = "not_a_unit"         // 挂点领导: people
	UnitAndOthers      UnitCode = "and_others"         // 等: the list is not whole
	UnitNone           UnitCode = "no_unit"            // words, and no unit among them
)

// UnitProblem is one thing about the responsible units that was not read with confidence.
type UnitProblem struct {
	Code  UnitCode `json:"code"`
	Words string   `json:"words"`
	Near  []UnitID `json:"near,omitempty"` // units to offer; never taken
}

// ReadUnits reads who is responsible, as people write it (domain §4). part is what the
// column implies where the words do not say. Every piece of the cell ends as units, as a
// group, or as a problem.
func ReadUnits(raw string, part Part, d Directory) Responsibility {
	r := newUnitReader(raw, part, d)
	if r.key(r.trim(nameRun{0, len(r.text)})) == "无" {
		return Responsibility{}
	}
	for _, item := range r.items() {
		r.item(item)
	}
	r.settle()
	return r.out
}

// unitReader reads one cell.
type unitReader struct {
	raw   []rune // as written; the same places as in text
	text  []rune // folded
	d     Directory
	verbs []partVerb

	label     Part // the label that holds now; the column's where there is none
	labelSaid bool
	names     []nameRun
	said      []saying
	out       Responsibility
}

// nameRun is the place of one name, not yet given a part.
type nameRun struct{ start, end int }

// saying is one name or group with the part that the words give it.
type saying struct {
	part  Part
	given bool // by a label or a verb, not by the column
	units []UnitID
}

func newUnitReader(raw string, part Part, d Directory) *unitReader {
	switch part {
	case PartLead, PartCo, PartImplement, PartSupervise, PartAccept:
	default:
		part = PartResponsible
	}
	r := &unitReader{raw: []rune(raw), text: foldRunes(raw), d: d, verbs: partVerbs(), label: part}
	depth, crossed := 0, false
	for i, c := range r.text {
		switch c {
		case '[', '{':
			r.text[i] = '('
		case ']', '}':
			r.text[i] = ')'
		}
		switch r.text[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		crossed = crossed || depth < 0
	}
	if depth != 0 || crossed {
		r.out.Problems = append(r.out.Problems, UnitProblem{Code: UnitUnbalanced, Words: strings.TrimSpace(raw)})
	}
	return r
}

func (r *unitReader) problem(code UnitCode, at nameRun, near ...UnitID) {
	p := UnitProblem{Code: code, Words: r.words(at), Near: near}
	same := func(q UnitProblem) bool { return q.Code == p.Code && q.Words == p.Words }
	if !slices.ContainsFunc(r.out.Problems, same) {
		r.out.Problems = append(r.out.Problems, p)
	}
}

// words are the words as they were written.
func (r *unitReader) words(at nameRun) string {
	at = r.trim(at)
	return string(r.raw[at.start:at.end])
}

func (r *unitReader) key(at nameRun) string { return nameKey(string(r.text[at.start:at.end])) }

// trim takes gaps, dots and lonely brackets off both ends.
func (r *unitReader) trim(at nameRun) nameRun {
	for at.start < at.end && isUnitEdge(r.text[at.start]) {
		at.start++
	}
	for at.end > at.start && isUnitEdge(r.text[at.end-1]) {
		at.end--
	}
	open, closed := 0, 0
	for _, c := range r.text[at.start:at.end] {
		switch c {
		case '(':
			open++
		case ')':
			closed++
		}
	}
	switch {
	case at.start == at.end:
	case open > closed && r.text[at.start] == '(':
		at.start++
		return r.trim(at)
	case closed > open && r.text[at.end-1] == ')':
		at.end--
		return r.trim(at)
	case open == closed && r.text[at.start] == '(' && r.wraps(at):
		at.start++
		at.end--
		return r.trim(at)
	}
	return at
}

// wraps reports whether the first bracket is closed by the last rune.
func (r *unitReader) wraps(at nameRun) bool {
	depth := 0
	for i := at.start; i < at.end; i++ {
		switch r.text[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i == at.end-1
		}
	}
	return false
}

func isUnitEdge(c rune) bool {
	return isGap(c) || isStop(c) || c == ',' || c == '、' || c == '/' || c == '…' || c == '.' || c == '-'
}

// settle hands out the parts, once all labels are known.
func (r *unitReader) settle() {
	labelled := slices.ContainsFunc(r.said, func(s saying) bool { return s.given && s.part == PartLead })
	first := true
	for _, s := range r.said {
		part := s.part
		switch {
		case part == PartResponsible && labelled && s.given:
			part = PartImplement
		case part == PartResponsible && (labelled || !first), part == PartLead && labelled && !s.given:
			part = PartCo
		case part == PartResponsible:
			part, first = PartLead, false
		}
		r.give(part, s.units)
	}
	r.out.Co = slices.DeleteFunc(r.out.Co, func(id UnitID) bool { return slices.Contains(r.out.Lead, id) })
	if len(r.said) == 0 && len(r.out.Problems) == 0 && r.key(r.trim(nameRun{0, len(r.text)})) != "" {
		r.problem(UnitNone, nameRun{0, len(r.text)})
	}
}

func (r *unitReader) give(part Part, units []UnitID) {
	var to *[]UnitID
	switch part {
	case PartCo:
		to = &r.out.Co
	case PartImplement:
		to = &r.out.Implement
	case PartSupervise:
		to = &r.out.Supervise
	case PartAccept:
		to = &r.out.Accept
	default:
		to = &r.out.Lead
	}
	for _, id := range units {
		if !slices.Contains(*to, id) {
			*to = append(*to, id)
		}
	}
}
