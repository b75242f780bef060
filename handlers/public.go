package handlers

import (
	"context"
	"regexp"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// publicDays is how many days are said with 公示: 5天, 3个工作日.
var publicDays = regexp.MustCompile(`^(\d{1,3})\s*个?\s*(工作日|自然日|日|天)[，,。；;\s]*`)

// publishable holds 公示 to the step: it says that a notice runs already, and refuses another
// number of days than the rules have. It gives back the words without the days.
func publishable(t ledger.Task, words string) (string, *ledger.Refusal) {
	if t.Public() {
		return "", &ledger.Refusal{Reason: ledger.ReasonPublicRuns, Task: t.ID, Words: t.Closeout.Until.String()}
	}
	step := t.Closeout.Step()
	if _, waits := t.Waits(ledger.MatterStep); !waits || step.Name != ledger.StepPublicNotice {
		return "", &ledger.Refusal{Reason: ledger.ReasonNoStep, Task: t.ID}
	}
	said := publicDays.FindStringSubmatch(ledger.Narrow(words))
	if said == nil {
		return words, nil
	}
	if !step.Lasts(said[1], said[2] == "工作日") {
		return "", &ledger.Refusal{Reason: ledger.ReasonPublicDays, Task: t.ID, Words: texts.StepDays(step)}
	}
	return ledger.AsTyped(words, strings.TrimPrefix(ledger.Narrow(words), said[0])), nil
}

// endPublic ends a public notice that runs: 取消公示 17 公示文本写错了.
func endPublic(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionCloseout)
	if err != nil {
		return ledger.Change{}, err
	}
	ended, refusal := t.EndPublic(a.Person, a.At, strings.TrimSpace(words))
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	t, put, entries, err := a.void(ctx, ended.Task) // an objection to it is moot
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{Put: put, Entries: append(ended.Entries, entries...)}
	if t, err = a.step(ctx, &change, t); err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.PublicEnded(t), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	return change, nil
}

// judged is a number before a word about an objection: 2 成立, 2有异议：群众反映….
var judged = regexp.MustCompile(`^\s*(\d{1,4})\s*(异议不成立|异议成立|不成立|成立|有异议|异议)[：:，,、\s]*`)

// judgedAfterNumber is such a sentence as the command that it means; false: it is none.
func (a *ask) judgedAfterNumber() (command, bool) {
	text := ledger.Narrow(a.Text)
	said := judged.FindStringSubmatch(text)
	if said == nil {
		return command{}, false
	}
	rest := ledger.AsTyped(a.Text, strings.TrimPrefix(text, said[0]))
	line := *a
	line.Text = strings.TrimPrefix(said[2], "有") + " " + said[1] + " " + rest
	c, ok := line.command()
	if ok {
		a.word, a.args = line.word, line.args
	}
	return c, ok
}
