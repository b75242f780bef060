package handlers

import (
	"context"
	"fmt"
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
	if known, _, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.Range{Mark: ledger.SuperiorMark(number), Max: ledger.NoLimit}, Limit: 1}); err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: superior's notice %s: %w", number, err)
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
	change := ledger.Change{Put: []ledger.Record{made.Task, made.Counter}, Entries: made.Entries}
	told, late, err := a.tellPressing(ctx, &change, made.Task.ID)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.SuperiorRegistered(made.Task, told) + a.heardLate(late), About: ledger.About{Tasks: []ledger.TaskID{made.Task.ID}}}
	return change, nil
}
