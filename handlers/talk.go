package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
)

// talk takes words without a command: a reply to one of our messages, an edited report,
// or a report typed straight away.
func talk(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.bareCode() {
		a.args = a.Text
		return start(ctx, a)
	}
	if !a.bound() {
		return ledger.Change{}, refused(ledger.ReasonStranger, "")
	}
	change, err := a.talks(ctx)
	return change, a.ofDraft(ctx, err)
}

// talks takes words without a command of somebody who is known here.
func (a *ask) talks(ctx context.Context) (ledger.Change, error) {
	if change, taken, err := a.supplements(ctx); taken || err != nil {
		return change, err
	}
	if a.courtesy() {
		if err := a.unconfirmed(ctx); err != nil {
			return ledger.Change{}, err
		}
		return ledger.Change{}, refused(ledger.ReasonCourtesy, firstWord(a.Text))
	}
	if c, ok, err := a.glued(ctx); err != nil {
		return ledger.Change{}, err
	} else if ok {
		return a.run(ctx, c)
	}
	if c, ok := a.listed(); ok {
		return a.run(ctx, c)
	}
	if change, taken, err := a.goesOn(ctx); taken || err != nil {
		return change, err
	}
	if strings.HasPrefix(strings.TrimSpace(a.Text), "/") {
		return ledger.Change{}, refused(ledger.ReasonUnknown, firstWord(a.Text))
	}
	if change, taken, err := a.bareList(ctx); taken || err != nil {
		return change, err
	}
	if a.remarks() {
		return a.remark(ctx)
	}
	if refusal := ledger.May(a.Person, ledger.ActionReport, a.today); refusal != nil {
		return a.notToReport(ctx, refusal)
	}
	return a.reports(ctx)
}

// reports takes words without a command for a report: on what was replied to, or on the task
// that they name. Of which one, where they name none, is asked.
func (a *ask) reports(ctx context.Context) (ledger.Change, error) {
	ids := a.about()
	named := !ledger.ReadReport(a.Text, true).Task.IsZero()
	if change, taken, err := a.sameReport(ctx); taken || err != nil {
		return change, err
	}
	if named && len(ids) != 1 {
		if change, taken, err := a.figureReport(ctx, a.Text); taken || err != nil {
			return change, err
		}
	}
	if several := len(ids) > 1 && !ledger.IsAllNoChange(a.Text); several || len(ids) == 0 && !named {
		if change, taken, err := a.unnamedReport(ctx); taken || err != nil {
			return change, err
		}
	}
	said := ledger.ReadReport(a.Text, false)
	switch {
	case len(ids) > 1 && len(a.Files) > 0 && strings.TrimSpace(a.Text) == "" && !a.Edited:
		return ledger.Change{}, refused(ledger.ReasonWhichTask, "")
	case len(ids) > 0:
		return a.take(ctx, a.spoken(ids))
	case named:
		return a.take(ctx, a.lines(a.Text, nil))
	case len(a.Files) > 0:
		return ledger.Change{}, refused(ledger.ReasonWhichTask, "")
	case said.Percent != ledger.NoPercent || said.NoChange || said.Blocked:
		return ledger.Change{}, refused(ledger.ReasonWhichTask, firstWord(a.Text))
	}
	return ledger.Change{}, refused(ledger.ReasonUnknown, firstWord(a.Text))
}

// notToReport answers somebody who reports on nothing: a bare number or unit is a question.
func (a *ask) notToReport(ctx context.Context, refusal *ledger.Refusal) (ledger.Change, error) {
	if c, ok := a.judgedAfterNumber(); ok {
		return a.run(ctx, c)
	}
	if len(a.about()) > 0 {
		return ledger.Change{}, refusal
	}
	named, err := a.namesOne(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if named {
		a.word, a.args = "find", a.Text
		return find(ctx, a)
	}
	for _, other := range []func(context.Context) (ledger.Change, bool, error){a.runTogether, a.loose} {
		if change, taken, err := other(ctx); taken || err != nil {
			return change, err
		}
	}
	return ledger.Change{}, refused(ledger.ReasonUnknown, firstWord(a.Text))
}

// line is what was said about one task.
type line struct {
	said ledger.Said
	task ledger.TaskID // known from the message replied to; else said.Task names it
	raw  string
	bad  *ledger.Refusal
}

// spoken splits a reply to a message about some tasks into what it says of each. A
// number is first that of a numbered line; one that is no line may be a task's own.
func (a *ask) spoken(ids []ledger.TaskID) []line {
	if len(ids) > 1 && ledger.IsAllNoChange(a.Text) {
		return allUnchanged(a.Text, ids)
	}
	if len(ids) > 1 {
		return a.lines(a.Text, ids)
	}
	numbers := eachNumbered(a.Text)
	switch theirs := slices.Contains(numbers, shortNumber(ids[0])) && !counted(numbers); {
	case a.several(), theirs:
		return a.lines(a.Text, nil)
	case len(numbers) > 1: // lines of a digest: which is which is not to be guessed
		return []line{{raw: a.Text, bad: &ledger.Refusal{Reason: ledger.ReasonWhichTask, Words: firstLine(a.Text)}}}
	}
	text := strings.Join(strings.Fields(a.Text), " ")
	numbered := ledger.ReadReport(text, true)
	said := ledger.ReadReport(text, false)
	switch n := numbered.Task.N; {
	case n == 1 || (n > 0 && strconv.Itoa(n) == shortNumber(ids[0])):
		nothing := numbered.Text == "" && ledger.AfterNumber(text) != "" // 17 进展
		if numbered.Percent != ledger.NoPercent || numbered.NoChange || numbered.Blocked || numbered.Promise != "" || nothing {
			said = numbered // "17 80 …" or "1 80 …" in answer to a message about one task
		}
	case n > 0 && namesAnother(text):
		return []line{{raw: text, bad: &ledger.Refusal{Reason: ledger.ReasonWhichTask, Words: text}}}
	}
	if a.About.Act == ledger.PressBlocked && !said.NoChange && said.Percent == ledger.NoPercent {
		said.Blocked = true
	}
	if said.Task.Code != "" {
		return []line{{said: said, raw: text}}
	}
	return []line{{said: said, task: ids[0], raw: text}}
}

// namesAnother reports whether a leading number cannot be the percentage, because
// another one, or that nothing changed, follows it: "18 80 已完工", "18 无变化".
func namesAnother(text string) bool {
	rest := ledger.AfterNumber(text)
	said := ledger.ReadReport(rest, false)
	running := said.Text == rest && strings.ContainsAny(rest, "%％") // 50 沟渠完成80%
	if said.Percent == 100 && ledger.ReadReport(text, false).Percent == 100 {
		return false // 100 已完成
	}
	return said.NoChange || (said.Percent != ledger.NoPercent && !running)
}

// lines reads numbered lines. A line without number belongs to the one before it.
func (a *ask) lines(text string, ids []ledger.TaskID) []line {
	var found []line
	for raw := range strings.Lines(text) {
		raw = strings.TrimSpace(raw)
		if raw == "" {
			continue
		}
		if parts := pieces(raw); len(parts) > 1 {
			for _, part := range parts {
				found = append(found, expand(ledger.ReadReport(part, true), part, ids)...)
			}
			continue
		}
		one := ask{Request: Request{Text: raw}, Asker: a.Asker, h: a.h, today: a.today}
		if _, ok := one.commandAfter(ledger.Narrow(raw)); ok {
			found = append(found, line{raw: raw, bad: &ledger.Refusal{Reason: ledger.ReasonAlone, Words: raw}})
			continue
		}
		said := ledger.ReadReport(a.numberFirst(raw), true)
		if said.Task.IsZero() {
			if n := len(found); n > 0 && found[n-1].bad == nil {
				found[n-1].said.Text = strings.TrimSpace(found[n-1].said.Text + " " + raw)
				continue
			}
			found = append(found, line{raw: raw, bad: &ledger.Refusal{Reason: ledger.ReasonWhichTask, Words: raw}})
			continue
		}
		found = append(found, expand(said, raw, ids)...)
	}
	return found
}

// numberFirst turns a line that begins with a word of reporting into a numbered one:
// 困难 17 等设备到货 is 17 困难 等设备到货, 无变化 1、2、5 is 1、2、5 无变化.
func (a *ask) numberFirst(raw string) string {
	line := ask{Request: Request{Text: raw}, h: a.h}
	c, ok := line.command()
	if !ok || ledger.ReadReport(line.args, true).Task.IsZero() {
		return raw
	}
	number := strings.TrimSuffix(ledger.Narrow(line.args), ledger.Narrow(ledger.AfterNumber(line.args)))
	switch c.name {
	case "report":
		if said := ledger.ReadReport(line.args, true); said.Percent != ledger.NoPercent || said.Unclear != "" {
			return line.args
		}
		return raw // 报送 3 份材料 goes on with the words before it
	case "nochange":
		if all := line.args + " " + c.words[0]; ledger.ReadReport(all, true).NoChange {
			return all
		}
		return raw
	case "blocked", "promise":
		return number + " " + c.words[0] + " " + ledger.AfterNumber(line.args)
	}
	return raw
}

// several reports whether a later line is a report of its own: 困难 17 … and below it
// 困难 18 …. A line that is not goes on with the words before it.
func (a *ask) several() bool {
	_, later, _ := strings.Cut(strings.TrimSpace(a.Text), "\n")
	for raw := range strings.Lines(later) {
		if raw = strings.TrimSpace(raw); a.numberFirst(raw) != raw {
			return true
		}
	}
	return false
}

// expand turns 1、2、5 无变化 into a line for each, and line numbers into tasks.
func expand(said ledger.Said, raw string, ids []ledger.TaskID) []line {
	var found []line
	for _, n := range append([]int{said.Task.N}, said.More...) {
		one := line{said: said, raw: raw}
		one.said.More = nil
		if said.Task.Code == "" {
			one.said.Task.N = n
			one.task = lineTask(n, ids)
			if len(ids) > 0 && one.task == "" {
				one.bad = &ledger.Refusal{Reason: ledger.ReasonNoTask, Words: strconv.Itoa(n)}
			}
			if one.bad != nil && strings.Trim(raw, "0123456789") == "" {
				one.bad = &ledger.Refusal{Reason: ledger.ReasonWhichTask, Words: raw} // 36 in answer to a digest is a percentage
			}
		}
		found = append(found, one)
	}
	return found
}

func lineTask(n int, ids []ledger.TaskID) ledger.TaskID {
	if n >= 1 && n <= len(ids) {
		return ids[n-1]
	}
	for _, id := range ids {
		if shortNumber(id) == strconv.Itoa(n) {
			return id
		}
	}
	return ""
}

func firstWord(text string) string {
	word := strings.TrimSpace(text)
	if at := strings.IndexAny(word, " \n"); at > 0 {
		word = word[:at]
	}
	if letters := []rune(word); len(letters) > 12 {
		return string(letters[:12]) + "…"
	}
	return word
}
