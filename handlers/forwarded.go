package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// passedOn answers a message that was forwarded. Words of others are no report and no command
// of whoever passes them on; of our own messages the tasks are known, so that the next reply
// may be about them.
func (a *ask) passedOn(ctx context.Context) (ledger.Change, error) {
	if a.Forwarded != ForwardedOurs {
		return ledger.Change{Answer: ledger.Reply{Text: texts.PassedOn()}}, nil
	}
	var codes []ledger.TaskID
	for _, id := range ledger.FindCodes(a.Text) {
		if !slices.Contains(codes, id) {
			codes = append(codes, id)
		}
	}
	var found []ledger.Task
	if len(codes) > 0 {
		tasks, err := a.h.Book.Tasks(ctx, codes...)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: tasks of what was forwarded: %w", err)
		}
		for _, t := range tasks {
			if t.Open() && a.may(ledger.ActionReport, t) == nil {
				found = append(found, t)
			}
		}
	}
	answer := ledger.Reply{Text: texts.ReminderPassedOn(found), About: ledger.About{Tasks: ids(found)}}
	if units := a.Person.Units(a.today); len(found) == 1 && len(units) > 0 {
		answer.Buttons = texts.TaskButtons(found[0], units[0])
	}
	return ledger.Change{Answer: answer}, nil
}
