package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// superior registers a superior's notice and makes the task that answers it, its parts in any
// order: 上级督办 韶督〔2025〕12号 韶关市政府督查室 7月10日 8月10日前回复 住建局、水务局 内容.
func superior(ctx context.Context, a *ask) (ledger.Change, error) {
	if strings.TrimSpace(a.args) == "" {
		return ledger.Change{}, a.form("")
	}
	if said, ok := ledger.ReadSuperiorReply(a.args, a.day, false); ok {
		return a.superiorReply(ctx, said)
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	reader := ledger.SuperiorReader{Day: a.day, Today: a.today, Unit: func(name string) (ledger.UnitID, bool) {
		unit, err := unitIn(directory, name)
		return unit, err == nil
	}}
	said := reader.Read(a.args)
	if err := a.superiorWhole(directory, said); err != nil {
		return ledger.Change{}, err
	}
	return a.registerSuperior(ctx, said)
}

// superiorWhole refuses a notice of which a part is missing or was not understood.
func (a *ask) superiorWhole(directory ledger.Directory, said ledger.SuperiorWords) error {
	if said.Unknown != "" {
		_, err := unitIn(directory, said.Unknown)
		return err
	}
	if said.Undated != "" && said.Notice.ReplyBy.IsZero() {
		return refused(ledger.ReasonDate, said.Undated)
	}
	lacks := said.Lacks()
	switch {
	case len(lacks) == 0:
		return nil
	case len(lacks) > 2 || said.Notice.Number == "" && len(lacks) > 1:
		return a.form("")
	default:
		return refused(ledger.ReasonSuperiorLacks, strings.Join(lacks, " "))
	}
}

func (a *ask) registerSuperior(ctx context.Context, said ledger.SuperiorWords) (ledger.Change, error) {
	number := said.Notice.Number
	if known, err := a.superiorNumbered(ctx, number); err != nil {
		return ledger.Change{}, err
	} else if len(known) > 0 {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonSuperiorKnown, Task: known[0].ID, Words: number}
	}
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfTasks(a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: numbers of tasks: %w", err)
	}
	made, refusal := ledger.RegisterSuperior(ledger.Registering{
		By: a.Person, At: a.At, Notice: said.Notice, Units: said.Units, Text: said.Text,
		Due: a.h.Calendar.Ahead(said.Notice.ReplyBy, a.today, ledger.SuperiorAhead), Counter: counter,
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Entries: made.Entries}
	t, told, err := a.superiorAtOnce(ctx, &change, made.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put = []ledger.Record{t, made.Counter}
	change.Answer = ledger.Reply{Text: texts.SuperiorRegistered(t, told), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	return change, nil
}

// superiorAtOnce tells the units at once of a notice of which their next digest would speak too
// late, while people work; at night and on days off the office reads that it is to call them.
func (a *ask) superiorAtOnce(ctx context.Context, change *ledger.Change, t ledger.Task) (ledger.Task, texts.SuperiorTold, error) {
	if t.Limit.Due > a.h.Calendar.Horizon(a.today) {
		return t, texts.SuperiorTold{Digest: true}, nil
	}
	units := slices.Concat(t.Lead, t.Co)
	if from := a.h.Hours(a.At); !from.IsZero() && ledger.DateOf(from) > t.Limit.Due {
		return t, texts.SuperiorTold{Silent: units}, nil
	}
	send, missing, err := a.toEach(ctx, t, units, texts.SuperiorToUnits(t, a.today), "superior", ledger.OccasionNew)
	if err != nil {
		return ledger.Task{}, texts.SuperiorTold{}, err
	}
	change.Send, change.Entries = append(change.Send, send...), append(change.Entries, missing...)
	var told texts.SuperiorTold
	for _, unit := range units {
		if slices.ContainsFunc(missing, func(e ledger.Entry) bool { return e.Unit == unit }) {
			told.Unknown = append(told.Unknown, unit)
			continue
		}
		told.Units, t = append(told.Units, unit), t.TellDone(unit, a.today)
	}
	return t, told, nil
}
