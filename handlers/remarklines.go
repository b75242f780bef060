package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
)

// instructedLines are instructions on several tasks at once, each line of words begun by the
// numbers of one or more: 1、2 请抓紧. In reply to a list they are its lines. A command without
// one names tasks, before its first words only: what follows may be points. nil: this is one
// instruction, or it is not clear on what.
func (a *ask) instructedLines(ctx context.Context, words string) ([]line, error) {
	about := a.about()
	raws := wordLines(words)
	switch {
	case a.About.Act != "" || len(about) == 1 || len(about) == 0 && a.bare(words):
		return nil, nil
	case len(about) == 0 && (a.entangled(words) && len(raws) > 1 || len(ledger.ReadOrdinals(words).Numbers) < 2):
		return nil, nil
	case len(about) == 0:
		raws = []string{words}
	}
	var found []line
	for _, raw := range raws {
		o := ledger.ReadOrdinals(raw)
		if o.Unclear || len(o.Numbers) == 0 || o.Rest == "" {
			return nil, nil
		}
		for _, n := range o.Numbers {
			id, err := a.ordinal(ctx, n, about)
			if err != nil {
				return nil, err
			}
			if id == "" || slices.ContainsFunc(found, func(l line) bool { return l.task == id }) {
				return nil, nil
			}
			found = append(found, line{task: id, raw: o.Rest})
		}
	}
	if len(found) < 2 {
		return nil, nil
	}
	return found, nil
}

// ordinal is the task that a number names: a line of what was replied to, else a task's own.
func (a *ask) ordinal(ctx context.Context, n int, about []ledger.TaskID) (ledger.TaskID, error) {
	if len(about) > 0 {
		return lineTask(n, about), nil
	}
	t, err := a.task(ctx, ledger.TaskNumber{N: n}, ledger.ActionInstruct)
	return t.ID, err
}

// bare reports whether words are all that was said: no command stands before them.
func (a *ask) bare(words string) bool { return strings.TrimSpace(words) == strings.TrimSpace(a.Text) }

// entangled reports whether words begin with numbers of which it is not certain what each is for:
// several that are not all lines of the list replied to, or one in a later line as well. The
// points of a remark on one task or on the whole (1、… 2、…) are its own.
func (a *ask) entangled(words string) bool {
	raws := wordLines(words)
	if len(raws) == 0 || a.wanted() {
		return false
	}
	first := ledger.ReadOrdinals(raws[0])
	switch {
	case first.Unclear || len(first.Numbers) > 1:
		return true
	case len(first.Numbers) == 0:
		return false
	case enumerated.MatchString(words):
		return len(a.about()) > 1
	}
	return slices.ContainsFunc(raws[1:], func(raw string) bool {
		number, _ := cutNumber(raw)
		return !number.IsZero()
	})
}

// misnumbered reports whether words begin with a number that named no task: it is not passed on
// as if it were said to the unit.
func (a *ask) misnumbered(words string) bool {
	points := enumerated.MatchString(words) && len(a.about()) < 2
	return !points && !a.wanted() && len(ledger.ReadOrdinals(words).Numbers) > 0
}

// wanted reports whether a button asked for the words, of a task that is known.
func (a *ask) wanted() bool { return a.About.Act != "" && a.About.Proposal == "" }

// onlyNumbers reports whether words are numbers and nothing else.
func onlyNumbers(words string) bool {
	o := ledger.ReadOrdinals(words)
	return len(o.Numbers) > 0 && o.Rest == ""
}

// unnumbered are words without the numbers that their lines begin with, which named tasks. Points
// stay as they were written.
func unnumbered(words string) string {
	if enumerated.MatchString(words) && len(ledger.ReadOrdinals(words).Numbers) < 2 {
		return words
	}
	raws := wordLines(words)
	for i, raw := range raws {
		raws[i] = ledger.ReadOrdinals(raw).Rest
	}
	return strings.Join(raws, "\n")
}

// wordLines are the lines of words that say something.
func wordLines(words string) []string {
	var raws []string
	for raw := range strings.Lines(words) {
		if raw = strings.TrimSpace(raw); raw != "" {
			raws = append(raws, raw)
		}
	}
	return raws
}

// instructLines writes all of them down in one commit, or none.
func (a *ask) instructLines(ctx context.Context, lines []line) (ledger.Change, error) {
	var all ledger.Change
	var said []string
	for _, l := range lines {
		one, err := a.instructOn(ctx, l.task, l.raw)
		if err != nil {
			return ledger.Change{}, err
		}
		all.Put, all.Entries = append(all.Put, one.Put...), append(all.Entries, one.Entries...)
		all.Send, said = append(all.Send, one.Send...), append(said, one.Answer.Text)
		all.Answer.About.Tasks = append(all.Answer.About.Tasks, l.task)
	}
	all.Send, all.Answer.Text = numberedSend(a.Cause, all.Send), strings.Join(said, "\n")
	return all, nil
}
