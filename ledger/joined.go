package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// SaidOf is what one report said of a difficulty: a second 困难 of a unit while its first one waits
// is joined to that, and takes the place of nothing.
type SaidOf struct {
	Report ReportID `json:"report,omitempty"`
	On     Date     `json:"on"`
	Text   string   `json:"text"`
	Unit   UnitID   `json:"unit,omitempty"` // that said it: units may lead a task together
}

// say keeps the matter's words in step with a report: a further 困难 is added, one that was amended
// says something else, one that was taken back or is none any more goes. It answers false where
// nothing changed. What is added while another unit is asked waits for the office too, by a day
// of its own: only the office sees whether that unit can answer it.
func (m Matter) say(r Report, by Reporting, text string) (Matter, bool) {
	was := m.Text
	said := slices.Clone(m.Said)
	if len(said) == 0 {
		said = []SaidOf{{On: DateOf(m.At), Text: m.Text}}
	}
	i := slices.IndexFunc(said, func(s SaidOf) bool { return s.Report == r.ID })
	switch counts := r.Blocked && r.Withdrawn.IsZero(); {
	case counts && i >= 0:
		said[i].Text = r.Text
	case counts && !slices.ContainsFunc(said, func(s SaidOf) bool { return s.Text == r.Text }):
		said = append(said, SaidOf{Report: r.ID, On: DateOf(r.At), Text: r.Text, Unit: r.Unit})
		if _, asked := m.Desk.Unit(); asked {
			m.AddedBy = by.AnswerBy
		}
	case !counts && i >= 0:
		said = slices.Delete(said, i, i+1)
		if len(said) <= 1 {
			m.AddedBy = 0
		}
	}
	if len(said) == 0 {
		said = []SaidOf{{On: DateOf(m.At), Text: cmp.Or(text, m.Text)}}
	}
	words := make([]string, len(said))
	for i, s := range said {
		words[i] = s.Text
	}
	m.Said, m.Text = said, strings.Join(words, "；")
	return m, m.Text != was
}

// saidBeside reports whether another report than this one has its words in the matter.
func (m Matter) saidBeside(id ReportID) bool {
	return slices.ContainsFunc(m.Said, func(s SaidOf) bool { return s.Report != id })
}

// Joined reports whether a difficulty was joined to one that waited already.
func (r Reported) Joined() bool {
	return r.Report.Blocked && r.Report.Opened == "" && len(r.Matters) > 0
}

// Ended are the words of a difficulty that waited for an answer and that this report ended;
// empty: none.
func (r Reported) Ended() string {
	i := slices.IndexFunc(r.Matters, func(m Matter) bool { return m.ID == r.Report.Voided && m.Verdict == VerdictVoid })
	if i < 0 {
		return ""
	}
	return r.Matters[i].Text
}

// matter is one of those that were read with the report.
func (r Reporting) matter(id MatterID) (Matter, bool) {
	i := slices.IndexFunc(r.Matters, func(m Matter) bool { return m.ID == id })
	if i < 0 {
		return Matter{}, false
	}
	return r.Matters[i], true
}
