package handlers

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// longer is a spell at the beginning of words that names no day: 20天, 两周, 延长一个月. The words
// before it say that it comes on top of the limit.
var longer = regexp.MustCompile(`^(再?(?:申请)?(?:延长|延期|延后|延迟|推迟|推后|顺延|延)?)再?((?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(?:天|周|星期|个?工作日|个星期|个月))`)

// beyond is the day that lies a spell beyond a limit: 20天, 延长一个月. said: words say that it is
// beyond that, and not from today; ok is false where there is no spell, or no limit.
func (a *ask) beyond(words string, due ledger.Date) (day ledger.Date, said, ok bool) {
	m := longer.FindStringSubmatch(ledger.Narrow(words))
	if m == nil || due.IsZero() {
		return 0, false, false
	}
	limit, _ := ledger.ReadLimit(m[2], due, a.h.Calendar, a.h.Limits)
	return limit.Due, m[1] != "", !limit.Due.IsZero()
}

// extend asks the office for a later limit: 延期 17 9月15日 连续降雨，主体晚了两周.
func extend(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionApply)
	if err != nil {
		return ledger.Change{}, err
	}
	if words == "" {
		return ledger.Change{}, a.form("")
	}
	words = spellFirst(words)
	day, reason, ok := a.dayAmong(words)
	if later, _, spell := a.beyond(words, t.Limit.Due); spell { // 延期 20天 is twenty days beyond the limit
		day, ok = later, true
	}
	if !ok {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonDate, Task: t.ID, Words: firstWord(words)}
	}
	applied, err := a.applying(ledger.Applying{
		By: a.Person, At: a.At, Text: reason, Date: day, Files: a.Files,
		AnswerBy: a.h.Calendar.After(a.today, ledger.ExtensionAnswer),
	}, t.ApplyExtension)
	if err != nil {
		return ledger.Change{}, err
	}
	change, err := a.apply(ctx, applied)
	if err != nil {
		return ledger.Change{}, err
	}
	warning, err := a.outlives(ctx, t, day)
	change.Answer.Text = strings.TrimSpace(change.Answer.Text + "\n" + warning)
	return change, err
}

// extendChildren moves the children that had the limit of a divided task by the decision that
// moved it, and says which: they were given that limit with the task, while one that the
// office set apart since is the child's own.
func (a *ask) extendChildren(ctx context.Context, change *ledger.Change, t ledger.Task, decided ledger.Decided) (string, error) {
	m := decided.Matter
	switch {
	case m.Verdict != ledger.VerdictApproved:
		return "", nil
	case m.Kind == ledger.MatterSentBack:
		return a.movedByDay(ctx, change, t, m.Settled.Date, decided.Entries[0])
	case m.Kind != ledger.MatterExtension:
		return "", nil
	}
	return a.moveChildren(ctx, change, t, func(child ledger.Task) (ledger.Task, ledger.Entry, bool) { return t.ExtendChild(child, m) })
}

// moveChildren moves the children of a divided task whose limit moves with that of the whole.
func (a *ask) moveChildren(ctx context.Context, change *ledger.Change, t ledger.Task, move func(ledger.Task) (ledger.Task, ledger.Entry, bool)) (string, error) {
	children, err := a.partsOf(ctx, t)
	if err != nil {
		return "", err
	}
	var moved, stay []ledger.Task
	for _, child := range children {
		next, entry, moves := move(child)
		switch {
		case moves:
			next, put, ends, err := a.void(ctx, next)
			if err != nil {
				return "", err
			}
			moved, change.Put, change.Entries = append(moved, next), append(append(change.Put, next), put...), append(append(change.Entries, entry), ends...)
		case child.Open():
			stay = append(stay, child)
		}
	}
	return texts.ExtendedChildren(moved, stay), nil
}

// movedByDay moves the parts of a divided task that was handed to other units with a new day, as
// 时限 does, and warns where that day is later than that of what is above it. by is its entry.
func (a *ask) movedByDay(ctx context.Context, change *ledger.Change, t ledger.Task, day ledger.Date, by ledger.Entry) (string, error) {
	if n := len(t.Extensions); day.IsZero() || n == 0 || t.Extensions[n-1].To != day || t.Extensions[n-1].On != a.today {
		return "", nil
	}
	children, err := a.moveChildren(ctx, change, t, func(child ledger.Task) (ledger.Task, ledger.Entry, bool) { return t.LimitChild(child, by) })
	if err != nil {
		return "", err
	}
	warning, err := a.outlives(ctx, t, day)
	return joinLines(children, warning), err
}

// partsOf are the children of a divided task.
func (a *ask) partsOf(ctx context.Context, t ledger.Task) ([]ledger.Task, error) {
	if !t.Divided() {
		return nil, nil
	}
	ids := make([]ledger.TaskID, len(t.Children))
	for i, c := range t.Children {
		ids[i] = c.Task
	}
	children, err := a.h.Book.Tasks(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: children of %s: %w", t.ID, err)
	}
	return children, nil
}

// outlives warns that a day is later than that on which the superior wants the reply, or than the
// limit of the task of which this one is a part; empty: it is not.
func (a *ask) outlives(ctx context.Context, t ledger.Task, due ledger.Date) (string, error) {
	if by := t.Superior.ReplyBy; t.Superior.Owes() && due > by {
		return texts.BeyondSuperior(t), nil
	}
	if t.Parent == "" || due.IsZero() {
		return "", nil
	}
	found, err := a.h.Book.Tasks(ctx, t.Parent)
	if err != nil {
		return "", fmt.Errorf("handlers: parent %s: %w", t.Parent, err)
	}
	if len(found) == 0 || !found[0].Outlives(due) {
		return "", nil
	}
	if a.may(ledger.ActionLimit, found[0]) == nil {
		return texts.OutlivesToOffice(found[0]), nil
	}
	return texts.Outlives(found[0]), nil
}

// dayFirst reads a day at the beginning of words, and gives back what follows it.
func (a *ask) dayFirst(words string) (ledger.Date, string, bool) {
	first, rest := strings.TrimSpace(words), ""
	if at := strings.IndexAny(first, " \n，,；;"); at >= 0 {
		first, rest = first[:at], first[at:]
	}
	day, ok := a.day(strings.TrimLeft(first, "至到"))
	return day, strings.TrimSpace(strings.TrimLeft(rest, " \n，,；;")), ok
}

// askExtension asks for the day and the reason.
func askExtension(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	t, err := a.pressedTask(ctx, about, ledger.ActionApply)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.asking(ledger.PressExtend, texts.AskExtension(t), ledger.About{Tasks: []ledger.TaskID{t.ID}})
}
