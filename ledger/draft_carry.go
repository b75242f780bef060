package ledger

import (
	"regexp"
	"slices"
)

// carried is what one row says of all later rows of its list.
type carried struct {
	Responsibility

	column, words string
}

// forLater reads what a sentence says of all that follows: 以下各项工作均需各镇（街道）落实，
// 不再列出. Where it names no units that can be read, the sentence itself is carried.
var forLater = regexp.MustCompile(`(?:均需要|均须|均需|均由|都需要|都需|都由|统一由|须由|需由|由)(.+?)[,。;]?(?:不再一一列出|不再逐一列出|不再列出|不再重复)?$`)

// later keeps what a cell says of the rows after it.
func (d *drafting) later(cell Cell, problems []UnitProblem) {
	for _, p := range problems {
		if p.Code != UnitDefaultCarried {
			continue
		}
		c := carried{column: cell.Column, words: p.Words}
		if found := forLater.FindStringSubmatch(string(foldRunes(p.Words))); found != nil {
			c.Responsibility = ReadUnits(found[1], PartImplement, d.Directory)
		}
		d.draft.later = append(d.draft.later, c)
	}
}

// CarryDefaults gives the rows of a list what an earlier one says of all that follow it; it
// holds until another one says something else of those that follow. The office confirms
// each: not every row below need be meant. A row of our own export has it already.
func CarryDefaults(drafts []Draft) []Draft {
	if !slices.ContainsFunc(drafts, func(d Draft) bool { return len(d.later) > 0 }) {
		return drafts
	}
	drafts = slices.Clone(drafts)
	var open []carried
	for i, d := range drafts {
		if len(d.later) > 0 {
			open = d.later
			continue
		}
		if d.Status == DraftError || d.Code != "" {
			continue
		}
		for _, c := range open {
			d = d.carry(c)
		}
		drafts[i] = d
	}
	return drafts
}

// carry adds the parts that an earlier row gives. Who leads is only said by the row itself.
func (d Draft) carry(c carried) Draft {
	t := &d.Task
	t.Co = without(with(slices.Clone(t.Co), c.Co), t.Lead)
	t.Implement = without(with(slices.Clone(t.Implement), c.Implement), t.Lead, t.Co)
	t.Supervise = with(slices.Clone(t.Supervise), c.Supervise)
	t.Accept = with(slices.Clone(t.Accept), c.Accept)
	return d.with(Problem{Code: string(UnitDefaultCarried), Column: c.column, Words: c.words})
}
