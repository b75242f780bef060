package handlers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// wordMeans tells the matters that a word of decision can mean without a number; nil: the
// command decides none. 签发 is for a notice or a bulletin, 成立 for an objection, 答复 and 转办
// are for a difficulty, and 同意 is for everything else.
func (a *ask) wordMeans(name string) func(m ledger.Matter) bool {
	difficulty := func(m ledger.Matter) bool { return m.Kind == ledger.MatterDifficulty }
	switch name {
	case "answer":
		return difficulty
	case "forward":
		return func(m ledger.Matter) bool { return difficulty(m) && a.Person.Sits(ledger.DeskOffice, a.today) }
	case "return":
		return func(ledger.Matter) bool { return true }
	case "approve", "refuse":
		said := wordSaid(a.word)
		return func(m ledger.Matter) bool {
			if m.Kind == ledger.MatterSign && name == "approve" {
				return said == "签"
			}
			return !difficulty(m) && (said == "" || ownWord(m.Kind) == said || said == "签" && m.Kind == ledger.MatterBulletin)
		}
	}
	return nil
}

// whichMatter finds what a decision is about that names nothing: the only matter that waits for
// the asker and that the word can mean. Of a few it asks, keeps the words, and changes nothing.
// taken is false where the command goes on.
func (a *ask) whichMatter(ctx context.Context, c command) (change ledger.Change, taken bool, err error) {
	means := a.wordMeans(c.name)
	if means == nil || !a.wide() || len(a.About.Matters) == 1 || len(a.About.Notices) > 0 || !ledger.ReadReport(a.args, true).Task.IsZero() {
		return ledger.Change{}, false, nil
	}
	if len(a.about()) == 1 { // a reply about one task is as good as its number
		a.args = strings.TrimSpace(string(a.about()[0]) + " " + a.args)
		return ledger.Change{}, false, nil
	}
	waiting, more, err := a.waiting(ctx)
	if err != nil {
		return ledger.Change{}, false, err
	}
	found := slices.DeleteFunc(slices.Clone(waiting), func(m ledger.Matter) bool { return !means(m) })
	listed := len(a.About.Matters) > 1 // a list with several lines: which one is not to be guessed, though the others are decided
	switch {
	case len(waiting) == 0 && !more:
		return ledger.Change{}, true, a.noneWaits(c)
	case len(found) == 0 && len(waiting) == 1 && waiting[0].Kind == ledger.MatterDifficulty:
		return ledger.Change{}, true, &ledger.Refusal{Reason: ledger.ReasonAnswerIt, Task: waiting[0].Task}
	case len(found) == 0 && len(waiting) == 1 && a.signsUnasked(waiting[0]) && c.name == "approve":
		return ledger.Change{}, true, &ledger.Refusal{Reason: ledger.ReasonSignIt, Task: waiting[0].Task}
	case len(found) == 0: // something else waits, and the word is not for it
		return ledger.Change{}, true, refused(ledger.ReasonOtherWaits, "")
	case len(found) == 1 && !more && !listed:
		a.About.Matters, a.About.Act = []ledger.MatterID{found[0].ID}, c.press // the words hold no number
		a.About.Tasks = nil
		if found[0].Task != "" {
			a.About.Tasks = []ledger.TaskID{found[0].Task}
		}
		return a.wordless(ctx, c)
	}
	change, err = a.askMatter(ctx, c, found)
	return change, true, err
}

// wordless asks for the words that a decision needs and that were not said, as its button does.
func (a *ask) wordless(ctx context.Context, c command) (change ledger.Change, taken bool, err error) {
	needs := c.name == "refuse" || c.name == "return" || c.name == "answer"
	if !needs || strings.TrimSpace(a.args) != "" || len(a.Files) > 0 {
		return ledger.Change{}, false, nil
	}
	id := string(a.About.Matters[0])
	a.Button = ledger.Press(c.press, id)
	change, err = c.pressed(ctx, a, id)
	return change, true, err
}

// noneWaits refuses a decision where nothing waits for the asker: somebody of a unit who says 退回
// means 退办.
func (a *ask) noneWaits(c command) error {
	if c.name == "return" && len(a.Person.Units(a.today)) > 0 {
		return refused(ledger.ReasonDeclineIt, "")
	}
	return refused(ledger.ReasonNothingWaits, "")
}

// waitingRead is how many matters of a desk are looked at.
const waitingRead = 50

// waiting is what waits for the asker, the most pressing first; the office's own desk before
// what it has handed on. more: there is more than was read, so that none is the only one.
func (a *ask) waiting(ctx context.Context) (found []ledger.Matter, more bool, err error) {
	read := func(r ledger.Range) error {
		some, total, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: r, Limit: waitingRead})
		if err != nil {
			return fmt.Errorf("handlers: what waits at %s: %w", r.Mark, err)
		}
		more = more || total > int64(len(some))
		for _, m := range some {
			if !slices.ContainsFunc(found, func(f ledger.Matter) bool { return f.ID == m.ID }) && a.Person.MayDecide(m, a.today) {
				found = append(found, m)
			}
		}
		return nil
	}
	for _, desk := range a.Person.Desks(a.today) {
		if err := read(ledger.QueueRange(desk)); err != nil {
			return nil, false, err
		}
	}
	return found, more, nil
}

// askMatter keeps the words and the files, and asks of which matter they are.
func (a *ask) askMatter(ctx context.Context, c command, among []ledger.Matter) (ledger.Change, error) {
	kept, entry, err := a.keep(ctx, c, a.args)
	if err != nil {
		return ledger.Change{}, err
	}
	kept.Matters = nil
	shown := among[:min(len(among), whichShown)]
	about := ledger.About{}
	for _, m := range shown {
		kept.Matters = append(kept.Matters, m.ID)
		if m.Task != "" {
			about.Tasks = append(about.Tasks, m.Task)
		}
	}
	about.Matters = kept.Matters
	return ledger.Change{Put: []ledger.Record{kept}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Text:    texts.WhichMatter(a.word, a.args, shown, len(among)-len(shown), a.today),
		Buttons: texts.WhichMatterButtons(kept), About: about,
	}}, nil
}

// chosenMatter is the matter whose button it is under that question, by its line; false: it asked
// for a task.
func chosenMatter(kept ledger.Proposal, line string) (ledger.Matter, bool) {
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 || n > len(kept.Matters) {
		return ledger.Matter{}, false
	}
	id := kept.Matters[n-1]
	return ledger.Matter{ID: id, Task: id.Task()}, true
}
