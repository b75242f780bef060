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
	to, err := a.assigning(ctx, t, words)
	if err != nil {
		return ledger.Change{}, err
	}
	assigned, refusal := t.Assign(to)
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

// assigning reads to whom a task is handed, as 立项 does: who is named leads, 配合 helps. Who helped
// before goes on, but for those who are let go.
func (a *ask) assigning(ctx context.Context, t ledger.Task, words string) (ledger.Assigning, error) {
	h := ledger.ReadHanding(words)
	to := ledger.Assigning{By: a.Person, At: a.At, Lead: t.Lead, Alone: h.Alone}
	cells := []ledger.Cell{{Field: ledger.FieldLead, Text: h.Lead}}
	if h.Co != "" {
		cells = append(cells, ledger.Cell{Field: ledger.FieldCo, Text: h.Co})
	}
	if h.Lead != "" || h.Drop == "" && !h.Alone {
		said, err := a.proposed(ctx, cells)
		if err != nil {
			return to, err
		}
		to.Lead, to.Co = said.Lead, said.Co
	}
	if h.Drop != "" {
		gone, err := a.proposed(ctx, []ledger.Cell{{Field: ledger.FieldCo, Text: h.Drop}})
		if err != nil {
			return to, err
		}
		to.Drop = gone.Co
	}
	return to, nil
}
