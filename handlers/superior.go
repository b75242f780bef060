package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// superior registers a superior's notice and makes the task that answers it:
// 上级督办 韶环督〔2025〕12号；8月10日前回复；住建局、水务局；内容.
func superior(ctx context.Context, a *ask) (ledger.Change, error) {
	parts := splitParts(a.args)
	if len(parts) < 4 {
		return ledger.Change{}, a.form("")
	}
	number, on := a.superiorNumber(parts[0])
	replyBy, ok := a.day(strings.TrimSpace(strings.NewReplacer("回复", "", "上报", "", "报送", "").Replace(parts[1])))
	if !ok {
		return ledger.Change{}, refused(ledger.ReasonDate, parts[1])
	}
	units, err := a.unitsNamed(ctx, parts[2])
	if err != nil {
		return ledger.Change{}, err
	}
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
		By: a.Person, At: a.At, Notice: ledger.Superior{Number: number, On: on, ReplyBy: replyBy}, Units: units,
		Text: strings.Join(parts[3:], "；"), Due: a.h.Calendar.Ahead(replyBy, a.today, ledger.SuperiorAhead), Counter: counter,
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{made.Task, made.Counter}, Entries: made.Entries,
		Answer: ledger.Reply{Text: texts.SuperiorRegistered(made.Task), About: ledger.About{Tasks: []ledger.TaskID{made.Task.ID}}},
	}, nil
}

// splitParts splits at semicolons and lines.
func splitParts(words string) []string {
	parts := strings.FieldsFunc(words, func(r rune) bool { return r == ';' || r == '；' || r == '\n' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// superiorNumber takes the paper's day off the end of its number, if it stands there:
// 韶环督〔2025〕12号 7月10日.
func (a *ask) superiorNumber(words string) (string, ledger.Date) {
	if at := strings.LastIndexAny(words, " 　"); at > 0 {
		if day, ok := a.day(strings.TrimSpace(words[at:])); ok && day <= a.today {
			return strings.TrimSpace(words[:at]), day
		}
	}
	return words, a.today
}

// unitsNamed finds the units of a list of names, each once, in its order.
func (a *ask) unitsNamed(ctx context.Context, words string) ([]ledger.UnitID, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return nil, err
	}
	var units []ledger.UnitID
	for _, name := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("、,， ", r) }) {
		unit, err := unitIn(directory, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units, nil
}
