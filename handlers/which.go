package handlers

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// yearsBack is how many earlier years a bare number is looked for in: 17 is this
// year's, and in January still last year's.
const yearsBack = 3

// yearsRead is how many years back what is only read is looked for, where nothing nearer is meant.
const yearsRead = 12

// task finds the task that a number names, among those that the asker may see.
func (a *ask) task(ctx context.Context, number ledger.TaskNumber, action ledger.Action) (ledger.Task, error) {
	refusal := &ledger.Refusal{Reason: ledger.ReasonNoTask}
	for _, ids := range [][]ledger.TaskID{numbered(number, a.today), longAgo(number, a.today, action)} {
		if len(ids) == 0 {
			continue
		}
		found, err := a.tasks(ctx, ids)
		if err != nil {
			return ledger.Task{}, fmt.Errorf("handlers: task %v: %w", number, err)
		}
		for _, t := range found {
			if refusal = a.may(action, t); refusal == nil {
				return t, nil
			}
		}
	}
	refusal.Words = numberWords(number)
	return ledger.Task{}, refusal
}

// numbered are the codes that a number may stand for.
func numbered(number ledger.TaskNumber, today ledger.Date) []ledger.TaskID {
	if number.Code != "" {
		return []ledger.TaskID{number.Code}
	}
	var ids []ledger.TaskID
	for back := range yearsBack {
		ids = append(ids, ledger.NewTaskID(today.Year()-back, int64(number.N)))
	}
	return ids
}

// longAgo are those of earlier years, where a task is only read: whoever proves years later what was
// done types a number, and no year.
func longAgo(number ledger.TaskNumber, today ledger.Date, action ledger.Action) []ledger.TaskID {
	reads := action == ledger.ActionShow || action == ledger.ActionFind || action == ledger.ActionInspect || action == ledger.ActionPaper
	if number.Code != "" || !reads {
		return nil
	}
	var ids []ledger.TaskID
	for back := yearsBack; back < yearsRead; back++ {
		ids = append(ids, ledger.NewTaskID(today.Year()-back, int64(number.N)))
	}
	return ids
}

// likelyTasks guesses of which tasks a request speaks, so that they are read in the same
// round trip as the asker: those of the first number in it, and those whose codes stand
// in the message replied to. A wrong guess costs a second one.
func likelyTasks(req Request) []ledger.TaskID {
	ids := ledger.FindCodes(req.Quoted)
	for i, word := range strings.Fields(req.Text) {
		if n, err := strconv.Atoi(word); err == nil && n > 0 && i < 2 {
			return append(ids, numbered(ledger.TaskNumber{N: n}, ledger.DateOf(req.At))...)
		}
	}
	return ids
}

// tasks reads tasks, unless they were read with the asker.
func (a *ask) tasks(ctx context.Context, ids []ledger.TaskID) ([]ledger.Task, error) {
	unread := func(id ledger.TaskID) bool { return !slices.Contains(a.likely, id) }
	if slices.ContainsFunc(ids, unread) {
		return a.h.Book.Tasks(ctx, ids...)
	}
	var found []ledger.Task
	for _, id := range ids {
		if t, ok := a.wasRead(id); ok {
			found = append(found, t)
		}
	}
	return found, nil
}

// wasRead is a task that was read with the asker.
func (a *ask) wasRead(id ledger.TaskID) (ledger.Task, bool) {
	i := slices.IndexFunc(a.Tasks, func(t ledger.Task) bool { return t.ID == id })
	if i < 0 {
		return ledger.Task{}, false
	}
	return a.Tasks[i], true
}

// taskOrTheirs finds the task that the words begin with, or the one that the message
// replied to is about, and gives back the words that follow.
func (a *ask) taskOrTheirs(ctx context.Context, action ledger.Action) (ledger.Task, string, error) {
	said := ledger.ReadReport(a.args, true)
	if said.Task.IsZero() && len(a.about()) == 1 {
		t, err := a.task(ctx, ledger.TaskNumber{Code: a.about()[0]}, action)
		return t, a.args, err
	}
	if said.Task.IsZero() {
		return ledger.Task{}, "", a.form(a.args)
	}
	t, err := a.task(ctx, said.Task, action)
	return t, ledger.AfterNumber(a.args), err
}

// about are the tasks of the message replied to: as it was recorded when it was sent,
// or by the visible codes in its text, which survive migration and forwarding.
func (a *ask) about() []ledger.TaskID {
	if len(a.About.Tasks) > 0 {
		return a.About.Tasks
	}
	if !a.QuotedOur {
		return nil
	}
	var codes []ledger.TaskID // in the order of the lines, which their numbers follow
	for _, code := range ledger.FindCodes(a.Quoted) {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// form is the refusal that shows the command's right form.
func (a *ask) form(words string) error {
	return &ledger.Refusal{Reason: ledger.ReasonForm, Words: words}
}

// example is what the sentences of refusal are filled with, so that the right form is
// shown with the asker's own task in it. Somebody without right gets none.
func (a *ask) example(ctx context.Context) texts.Example {
	e := texts.Example{Command: a.commandName(), Word: a.word, Number: "17", Today: a.today, InGroup: !a.Private, Office: a.office()}
	e.Bystander = ledger.May(a.Person, ledger.ActionShow, a.today) != nil
	units := a.Person.Units(a.today)
	if len(units) == 0 {
		return e
	}
	if ids := a.about(); len(ids) > 0 {
		e.Number, e.Own, e.Listed = shortNumber(ids[0]), true, len(ids) > 1
		e.Unsigned = a.courtesy() && a.unsignedAmong(ctx, ids, units)
		return e
	}
	// what the unit leads, else what it works on; without an example the sentence stands as well
	for _, scope := range []ledger.Scope{ledger.ScopeLead(units[0]), ledger.ScopePart(units[0])} {
		own, _, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.OpenRange(scope), Limit: 1})
		if err == nil && len(own) > 0 {
			e.Number, e.Title, e.Due, e.Own = shortNumber(own[0].ID), own[0].Title, own[0].Limit.Due, true
			break
		}
	}
	return e
}

// office reports whether the asker is of the office.
func (a *ask) office() bool { return a.Person.Has(a.today, ledger.RoleOffice) }

// unsignedAmong reports whether one of the tasks waits to be signed for by one of the units.
func (a *ask) unsignedAmong(ctx context.Context, ids []ledger.TaskID, units []ledger.UnitID) bool {
	found, err := a.tasks(ctx, ids)
	return err == nil && slices.ContainsFunc(found, func(t ledger.Task) bool { return slices.ContainsFunc(units, t.Unsigned) })
}

// exampleOf shows the right form with the task that the refusal is about, if any.
func (a *ask) exampleOf(ctx context.Context, refusal *ledger.Refusal) texts.Example {
	if refusal.Task == "" {
		e := a.example(ctx)
		if n := a.spokenOf(ctx); n > 0 && (refusal.Reason == ledger.ReasonNoRight || refusal.Reason == ledger.ReasonForm) {
			e.Number = strconv.Itoa(n)
		}
		return e
	}
	e := texts.Example{Command: a.commandName(), Word: a.word, Number: shortNumber(refusal.Task), Own: true, Today: a.today, InGroup: !a.Private, Office: a.office()}
	if t, ok := a.wasRead(refusal.Task); ok {
		e.Due = t.Limit.Due
	}
	return e
}

// spokenOf is the number of the task that was spoken of, if the asker may see that task; 0:
// none. 3号 is a notice's number.
func (a *ask) spokenOf(ctx context.Context) int {
	number := ledger.ReadReport(a.args, true).Task
	if number.N <= 0 || strings.Contains(firstWord(a.args), "号") {
		return 0
	}
	if len(a.Person.Units(a.today)) > 0 {
		if _, err := a.task(ctx, number, ledger.ActionShow); err != nil {
			return 0
		}
	}
	return number.N
}

func (a *ask) commandName() string {
	for _, c := range a.h.commands {
		if c.name == a.word || slices.Contains(c.words, a.word) {
			return c.name
		}
	}
	return ""
}

// shortNumber is the number that people type: 17 of 2025-017.
func shortNumber(id ledger.TaskID) string {
	_, n, _ := strings.Cut(string(id), "-")
	return strings.TrimLeft(n, "0")
}

func numberWords(n ledger.TaskNumber) string {
	if n.Code != "" {
		return string(n.Code)
	}
	return strconv.Itoa(n.N)
}

// directory is the book of units, for finding one by any of its names.
func (a *ask) directory(ctx context.Context) (ledger.Directory, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return ledger.Directory{}, fmt.Errorf("handlers: units: %w", err)
	}
	directory, _ := ledger.NewDirectory(units) // its problems were told when the units were imported
	return directory, nil
}

// unit finds a unit by name; near ties are shown, never guessed.
func (a *ask) unit(ctx context.Context, name string) (ledger.UnitID, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return "", err
	}
	return unitIn(directory, name)
}

// handedTo are the words around a unit that something goes to.
var handedTo = regexp.MustCompile(`^(改交给|改给|改交|转交|改由|转由|交给|交由|转给|给|交|由|请|转)?(.+?)(?:来|去)?(?:牵头|办理|承办|负责|处理|办)?$`)

func unitIn(directory ledger.Directory, name string) (ledger.UnitID, error) {
	id, near, ok := directory.Find(strings.TrimSpace(name))
	if m := handedTo.FindStringSubmatch(strings.TrimSpace(name)); m != nil && !ok { // 改交水务局办理
		for _, words := range []string{strings.TrimPrefix(strings.TrimSpace(name), m[1]), m[2]} { // 交创文办 ends as 交水务局办 does
			if meant, _, found := directory.Find(words); found {
				return meant, nil
			}
		}
	}
	switch {
	case ok:
		return id, nil
	case len(near) > 0:
		names := make([]string, len(near))
		for i, unit := range near {
			names[i] = string(unit)
		}
		return "", refused(ledger.ReasonWhichUnit, strings.Join(names, "、"))
	default:
		return "", refused(ledger.ReasonUnknownUnit, name)
	}
}
