package handlers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// reportingOn is what is reported on a task, with the matters of difficulties that it may
// open, end or put back.
func (a *ask) reportingOn(ctx context.Context, t ledger.Task, said ledger.Said, earlier ...ledger.Report) (ledger.Reporting, error) {
	r := a.reporting(said)
	var err error
	if r.Matters, err = a.difficulties(ctx, t, earlier...); err != nil || !said.Blocked {
		return r, err
	}
	r.AnswerBy = a.h.Calendar.After(a.today, ledger.DifficultyAnswer)
	directory, err := a.directory(ctx)
	if err != nil {
		return r, err
	}
	own := a.Person.Units(a.today)
	leads := slices.ContainsFunc(own, func(unit ledger.UnitID) bool { return slices.Contains(t.Lead, unit) })
	for _, unit := range directory.Mentioned(said.Text) {
		if !slices.Contains(own, unit) && (!leads || !slices.Contains(t.Lead, unit)) {
			r.Needs = unit
			break
		}
	}
	return r, nil
}

// difficulties are the matters of the difficulty that waits on a task, and of those that
// reports on it opened or ended.
func (a *ask) difficulties(ctx context.Context, t ledger.Task, reports ...ledger.Report) ([]ledger.Matter, error) {
	var ids []ledger.MatterID
	for _, w := range t.Waiting {
		if w.Kind == ledger.MatterDifficulty {
			ids = append(ids, w.Matter)
		}
	}
	for _, r := range reports {
		for _, id := range append([]ledger.MatterID{r.Opened, r.Voided}, r.VoidedToo...) {
			if id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := a.h.Book.Matters(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: difficulties on %s: %w", t.ID, err)
	}
	return found, nil
}

// difficulty finds the difficulty that is meant, and gives back the words that follow: by
// the message replied to, by a line of a list, or by the number of its task.
func (a *ask) difficulty(ctx context.Context, action ledger.Action) (ledger.Matter, ledger.Task, string, error) {
	if len(a.About.Matters) == 1 && a.About.Matters[0] != "" && (!a.numbered() || a.namesReplied()) {
		words := a.args
		if a.namesReplied() {
			words = ledger.AfterNumber(words)
		}
		return a.difficultyByID(ctx, a.About.Matters[0], words, action)
	}
	number := ledger.ReadReport(a.args, true).Task
	if n := number.N; n > 0 && n <= len(a.About.Matters) && a.About.Matters[n-1] != "" {
		return a.difficultyByID(ctx, a.About.Matters[n-1], ledger.AfterNumber(a.args), action)
	}
	t, words, err := a.taskOrTheirs(ctx, action)
	if err != nil {
		return ledger.Matter{}, ledger.Task{}, "", err
	}
	id, words, err := a.difficultyOn(ctx, t, words)
	if err != nil {
		return ledger.Matter{}, ledger.Task{}, "", err
	}
	return a.difficultyByID(ctx, id, words, action)
}

// numbered reports whether the words begin with the number of a task.
func (a *ask) numbered() bool { return !ledger.ReadReport(a.args, true).Task.IsZero() }

// difficultyByID reads a difficulty with its task. Who may not answer it learns only
// whether it was answered already, if it was his to answer.
func (a *ask) difficultyByID(ctx context.Context, id ledger.MatterID, words string, action ledger.Action) (ledger.Matter, ledger.Task, string, error) {
	none := func(err error) (ledger.Matter, ledger.Task, string, error) {
		return ledger.Matter{}, ledger.Task{}, "", err
	}
	found, err := a.h.Book.Matters(ctx, id)
	if err != nil {
		return none(fmt.Errorf("handlers: matter %s: %w", id, err))
	}
	var moved *ledger.Refusal
	if len(found) > 0 {
		moved = found[0].MovedOn(a.Person, a.today)
	}
	switch {
	case moved != nil && (moved.Reason == ledger.ReasonAnswered || !a.Person.MayDecide(found[0], a.today)):
		return none(moved)
	case len(found) == 0 || !a.Person.MayDecide(found[0], a.today):
		return none(refused(ledger.ReasonNoMatter, ""))
	case found[0].Over() != nil:
		return none(found[0].Over())
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: id.Task()}, action)
	return found[0], t, words, err
}

// forward hands a difficulty on to another unit, or to several: 转办 17 财政局 [期限] [一句话].
func forward(ctx context.Context, a *ask) (ledger.Change, error) {
	m, t, words, err := a.difficulty(ctx, ledger.ActionForward)
	if err != nil {
		return ledger.Change{}, err
	}
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, a.form("")
	}
	names, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	to, err := a.unitsNamed(ctx, names)
	if err != nil {
		return ledger.Change{}, err
	}
	f := ledger.Forwarding{By: a.Person, At: a.At, Words: rest}
	if day, left, ok := a.dayFirst(rest); ok {
		f.Until, f.Words = day, left
	}
	return a.forwardTo(ctx, m, t, f, to...)
}

// unitsNamed are the units of a word: one, or several that are parted: 农业农村局、水务局.
func (a *ask) unitsNamed(ctx context.Context, names string) ([]ledger.UnitID, error) {
	unit, err := a.unit(ctx, names)
	parts := strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("、,，和及", r) })
	if err == nil || len(parts) < 2 {
		return []ledger.UnitID{unit}, err
	}
	units := make([]ledger.UnitID, len(parts))
	for i, name := range parts {
		if units[i], err = a.unit(ctx, name); err != nil {
			return nil, err
		}
	}
	return units, nil
}

func (a *ask) forwardTo(ctx context.Context, m ledger.Matter, t ledger.Task, f ledger.Forwarding, to ...ledger.UnitID) (ledger.Change, error) {
	if f.Until.IsZero() {
		f.Until = a.h.Calendar.After(a.today, ledger.DifficultyAnswer)
	}
	done, refusal := m.ForwardEach(t, f, to)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change, err := a.asksNoMore(ctx, ledger.Decided{Task: done.Task, Matter: done.Matters[0], Entries: done.Entries})
	if err != nil {
		return ledger.Change{}, err
	}
	for _, part := range done.Matters[1:] {
		change.Put = append(change.Put, part)
	}
	change.Answer = ledger.Reply{Text: texts.Forwarded(done.Matters), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	for _, asked := range done.Matters {
		if err := a.unreached(ctx, &change, asked); err != nil {
			return ledger.Change{}, err
		}
	}
	return change, a.noLonger(ctx, &change, m, done.Matters[0], t)
}

// forwardPressed hands on to the unit of which the difficulty speaks; where it speaks of
// none it asks to whom.
func forwardPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	m, t, _, err := a.difficultyByID(ctx, ledger.MatterID(about), "", ledger.ActionForward)
	if err != nil {
		return ledger.Change{}, err
	}
	if _, already := m.Desk.Unit(); m.Needs != "" && !already {
		return a.forwardTo(ctx, m, t, ledger.Forwarding{By: a.Person, At: a.At}, m.Needs)
	}
	return a.asking(ledger.PressForward, texts.AskForward(m), ledger.About{Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{m.ID}})
}

// answerIt answers a difficulty: 答复 17 已拨付. The unit that asked is told at once.
func answerIt(ctx context.Context, a *ask) (ledger.Change, error) {
	if change, taken, err := a.answersAll(ctx); taken || err != nil {
		return change, err
	}
	m, t, words, err := a.difficulty(ctx, ledger.ActionAnswer)
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
		id, words, err := a.askedOnce(ctx)
		if err != nil || id == "" {
			return ledger.Change{}, cmp.Or(err, error(refusal))
		}
		if change, taken, err := a.answersLate(ctx, id, words); taken {
			return change, err
		}
		return ledger.Change{}, refusal
	}
	if err != nil {
		return ledger.Change{}, err
	}
	return a.answerMatter(ctx, m, t, words)
}

func (a *ask) answerMatter(ctx context.Context, m ledger.Matter, t ledger.Task, words string) (ledger.Change, error) {
	words, err := a.unaddressed(ctx, m, words)
	if err != nil {
		return ledger.Change{}, err
	}
	done, refusal := m.Answer(t, a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	left := done.Task.StillAsked(m)
	send, missing, err := a.toUnit(ctx, done.Task, m.Unit, texts.AnsweredToUnit(done.Matter, left), "answer")
	if err != nil {
		return ledger.Change{}, err
	}
	change, err := a.asksNoMore(ctx, done)
	change.Entries, change.Send = append(change.Entries, missing...), send
	change.Answer = ledger.Reply{Text: texts.Answered(done.Matter)}
	if err != nil {
		return ledger.Change{}, err
	}
	if m.Part == "" {
		if err := a.toOtherLeads(ctx, &change, done.Task, m.Unit, texts.AnsweredToLead(done.Matter, left)); err != nil {
			return ledger.Change{}, err
		}
	}
	return change, a.noLonger(ctx, &change, m, done.Matter, t)
}

// unaddressed takes off an answer the name of the unit that it is for, or that was asked: 坪石镇
// 请放心.
func (a *ask) unaddressed(ctx context.Context, m ledger.Matter, words string) (string, error) {
	words = strings.TrimSpace(words)
	at := strings.IndexAny(words, " ,，:：\n")
	if at < 0 {
		return words, nil
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return "", err
	}
	unit, near, ok := directory.Find(words[:at])
	rest := strings.TrimLeft(words[at:], " ,，:：\n")
	if asked, _ := m.Desk.Unit(); !ok || len(near) > 0 || rest == "" || unit != m.Unit && unit != asked {
		return words, nil
	}
	return rest, nil
}

// asksNoMore stores what became of a difficulty, and ends what was under way against a unit that
// is not asked any more.
func (a *ask) asksNoMore(ctx context.Context, done ledger.Decided) (ledger.Change, error) {
	t, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{Put: append([]ledger.Record{t, done.Matter}, put...), Entries: append(done.Entries, entries...)}, nil
}

// askAnswer asks for the words of an answer.
func askAnswer(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	m, t, _, err := a.difficultyByID(ctx, ledger.MatterID(about), "", ledger.ActionAnswer)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.asking(ledger.PressAnswer, texts.AskAnswer(m), ledger.About{Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{m.ID}})
}

// asked is the request that a line of the message replied to is about, if it is one. A unit that
// leads a task may be asked about it too: then two lines are about the same task.
func (a *ask) asked(l line) (ledger.MatterID, bool) {
	if len(a.About.Matters) != len(a.About.Tasks) || a.About.Unit == "" {
		return "", false
	}
	i := slices.Index(a.About.Tasks, l.task)
	if n := l.said.Task.N; n > 0 && n <= len(a.About.Tasks) && a.About.Tasks[n-1] == l.task {
		i = n - 1
	}
	if i < 0 || a.About.Matters[i] == "" {
		return "", false
	}
	return a.About.Matters[i], true
}

// answerLine is a line of a reply to a digest that answers a request.
func (a *ask) answerLine(ctx context.Context, id ledger.MatterID, l line) (texts.Result, ledger.Change, error) {
	words := l.raw
	if n := ledger.ReadReport(l.raw, true).Task.N; n > 0 {
		words = ledger.AfterNumber(l.raw)
	}
	if change, taken, err := a.answersLate(ctx, id, words); taken && err == nil {
		tasks, err := a.h.Book.Tasks(ctx, id.Task())
		if err != nil || len(tasks) == 0 {
			return texts.Result{}, ledger.Change{}, fmt.Errorf("handlers: task of %s: %w", id, err)
		}
		return texts.Result{Raw: l.raw, Was: tasks[0], Task: tasks[0], Answered: change.Answer.Text}, change, nil
	}
	m, t, _, err := a.difficultyByID(ctx, id, words, ledger.ActionAnswer)
	if err == nil {
		var change ledger.Change
		if change, err = a.answerMatter(ctx, m, t, words); err == nil {
			return texts.Result{Raw: l.raw, Was: t, Task: t, Answered: change.Answer.Text}, change, nil
		}
	}
	if refusal, ok := err.(*ledger.Refusal); ok { //nolint:errorlint // they return a refusal as it is
		return texts.Result{Raw: l.raw, Refusal: refusal}, ledger.Change{}, nil
	}
	return texts.Result{}, ledger.Change{}, err
}
