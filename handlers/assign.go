package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// assign sets or changes who leads a task: 交办 17 住建局, 交办 17 住建局 配合 水务局. The
// units hear of it in their next digest.
func assign(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionAssign)
	if err != nil {
		return ledger.Change{}, err
	}
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoLead, Task: t.ID}
	}
	lead, co := ledger.CutCo(words)
	cells := []ledger.Cell{{Field: ledger.FieldResponsible, Text: strings.Trim(lead, " ，,；;、")}}
	if co = strings.Trim(co, " :：，,；;、"); co != "" {
		cells = append(cells, ledger.Cell{Field: ledger.FieldCo, Text: co})
	}
	said, err := a.proposed(ctx, cells)
	if err != nil {
		return ledger.Change{}, err
	}
	assigned, refusal := t.Assign(ledger.Assigning{By: a.Person, At: a.At, Lead: said.Lead, Co: said.Co})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Entries: assigned.Entries}
	given, err := a.assignedAnew(ctx, &change, assigned.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	given, put, entries, err := passOn(ctx, a.h.Book, given, a.At)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put, change.Entries = append(append(change.Put, put...), given), append(change.Entries, entries...)
	change.Answer = ledger.Reply{Text: texts.Assigned(t, given), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	return a.toldOffice(ctx, change, t.Issues(a.Person, a.today), texts.HandedToOffice(a.Person.Name, []ledger.Task{given}))
}
