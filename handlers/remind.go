package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"duban/ledger"
	"duban/texts"
)

// remind is the office reminding units by hand: 催办 17 [一句话], 催办 17、18. Once a day for a
// task, once a week where it is not red, and in working time (domain §9).
func remind(ctx context.Context, a *ask) (ledger.Change, error) {
	if o := ledger.ReadOrdinals(a.args); len(o.Numbers) > 1 && !o.Unclear {
		return a.remindEach(ctx, o)
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionRemind)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.remindOne(ctx, t, words)
}

// remindEach reminds of each of several tasks in one commit; what is refused is said of each.
func (a *ask) remindEach(ctx context.Context, o ledger.Ordinals) (ledger.Change, error) {
	var all ledger.Change
	var said []string
	for _, n := range o.Numbers {
		one, t, err := a.remindNumber(ctx, n, o.Rest)
		if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
			said = append(said, texts.Refusal(refusal, a.exampleOf(ctx, refusal)))
			continue
		}
		if err != nil {
			return ledger.Change{}, err
		}
		if slices.Contains(all.Answer.About.Tasks, t) {
			continue
		}
		all.Put, all.Entries = append(all.Put, one.Put...), append(all.Entries, one.Entries...)
		all.Send, said = append(all.Send, one.Send...), append(said, one.Answer.Text)
		all.Answer.About.Tasks = append(all.Answer.About.Tasks, t)
	}
	all.Send, all.Answer.Text = numberedSend(a.Cause, all.Send), strings.Join(said, "\n")
	return all, nil
}

func (a *ask) remindNumber(ctx context.Context, n int, words string) (ledger.Change, ledger.TaskID, error) {
	number := ledger.TaskNumber{N: n}
	if id := lineTask(n, a.about()); id != "" {
		number = ledger.TaskNumber{Code: id}
	}
	t, err := a.task(ctx, number, ledger.ActionRemind)
	if err != nil {
		return ledger.Change{}, "", err
	}
	one, err := a.remindOne(ctx, t, words)
	return one, t.ID, err
}

func (a *ask) remindOne(ctx context.Context, t ledger.Task, words string) (ledger.Change, error) {
	if urgent, ok := cutWord(words, "紧急"); ok {
		return a.remindUrgently(ctx, t, urgent)
	}
	reminded, refusal := t.Remind(a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	if err := a.overBudget(ctx, t); err != nil {
		return ledger.Change{}, err
	}
	read := a.today // the day on which it is read
	if later := a.h.Hours(a.At); !later.IsZero() {
		read = ledger.DateOf(later)
	}
	return a.reminding(ctx, reminded, texts.Reminder(t, words, read), "")
}

// remindUrgently reminds also at night and over the budget, since somebody named approved
// it: 催办 17 紧急 刘主任批准 请立即到场.
func (a *ask) remindUrgently(ctx context.Context, t ledger.Task, words string) (ledger.Change, error) {
	name, words := approver(words)
	reminded, refusal := t.RemindUrgently(a.Person, a.At, words, name)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.reminding(ctx, reminded, texts.UrgentReminder(t, words, name, a.today), name)
}

// reminding tells the units, and the office that they are told. With an approver it is said
// at once, whatever the hour.
func (a *ask) reminding(ctx context.Context, reminded ledger.Promised, text, approver string) (ledger.Change, error) {
	t := reminded.Task
	send, missing, err := a.toUnits(ctx, t, text, "remind", ledger.OccasionByOffice)
	if err != nil {
		return ledger.Change{}, err
	}
	for i := range send {
		if approver != "" {
			send[i].Urgent, send[i].NotBefore = true, time.Time{}
			send[i].Why += " urgent"
		}
	}
	if len(send) == 0 {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNobodyToTell, Task: t.ID, Words: joinUnits(t.Lead)}
	}
	return ledger.Change{
		Put: []ledger.Record{t}, Entries: append(reminded.Entries, missing...), Send: send,
		Answer: ledger.Reply{
			Text:  texts.RemindedToOffice(t, send[0].NotBefore, len(missing) > 0) + texts.Approved(approver),
			About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
		},
	}, nil
}

// toUnits makes the messages to the units that lead a task: to a unit's group, else to
// whoever speaks for it. Units without either come back as entries: not told, and why.
// Buttons are for what can still be answered.
func (a *ask) toUnits(ctx context.Context, t ledger.Task, text, act string, why ledger.Occasion) ([]ledger.Message, []ledger.Entry, error) {
	return a.toEach(ctx, t, t.Lead, text, act, why)
}

// toUnit makes the messages to one unit about what was decided; none where the program itself asked.
func (a *ask) toUnit(ctx context.Context, t ledger.Task, unit ledger.UnitID, text, act string) ([]ledger.Message, []ledger.Entry, error) {
	if unit == "" {
		return nil, nil, nil
	}
	return a.toEach(ctx, t, []ledger.UnitID{unit}, text, act, ledger.OccasionDecided)
}

func (a *ask) toEach(ctx context.Context, t ledger.Task, units []ledger.UnitID, text, act string, why ledger.Occasion) ([]ledger.Message, []ledger.Entry, error) {
	return a.telling().toEach(ctx, t, units, text, act+" "+string(why))
}

// addresses are where a unit is told: its groups, else the persons who speak for it today.
func (a *ask) addresses(ctx context.Context, unit ledger.UnitID) ([]ledger.Address, error) {
	return a.telling().addresses(ctx, unit)
}

func (a *ask) telling() telling {
	return telling{book: a.h.Book, at: a.At, by: a.From, cause: a.Cause, hours: a.h.Hours}
}

func joinUnits(units []ledger.UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, "、")
}
