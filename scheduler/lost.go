package scheduler

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

const (
	lostDays       = 14   // how far back a lost digest is looked for: longer than any holiday
	deliveriesRead = 5000 // at most; a line that is told twice for want of more does no harm
)

// lostDigest is a digest that nobody of its unit is known to have received. It is not
// sent again (docs/adr/0004): the next one says what it said, as far as it still holds.
type lostDigest struct {
	unit  ledger.UnitID
	on    ledger.Date
	tasks []ledger.TaskID
}

func digestCause(unit ledger.UnitID, on ledger.Date) string {
	return "digest:" + string(unit) + ":" + on.String()
}

// lostDigests are those of the last days whose every message was refused or is in doubt.
func (t *turn) lostDigests(ctx context.Context) ([]lostDigest, error) {
	since := t.today.AddDays(-lostDays).At(0, 0, t.Zone)
	lost := map[string]lostDigest{}
	failed, err := t.Book.EntriesOfKind(ctx, since, entriesRead, ledger.WhatRefused, ledger.WhatUnknown)
	if err != nil {
		return nil, fmt.Errorf("entries of %s: %w", ledger.WhatRefused, err)
	}
	for _, e := range failed {
		if cause, digest, ok := digestOf(e); ok {
			lost[cause] = digest
		}
	}
	if len(lost) == 0 {
		return nil, nil
	}
	delivered, err := t.Book.EntriesOfKind(ctx, since, deliveriesRead, ledger.WhatDelivered)
	if err != nil {
		return nil, fmt.Errorf("entries of %s: %w", ledger.WhatDelivered, err)
	}
	for _, e := range delivered {
		if cause, _, ok := digestOf(e); ok {
			delete(lost, cause)
		}
	}
	var all []lostDigest
	for _, digest := range lost {
		all = append(all, digest)
	}
	return all, nil
}

// digestOf reads the evidence of a delivery; false: it is not that of a digest.
func digestOf(e ledger.Entry) (cause string, digest lostDigest, ok bool) {
	digest = lostDigest{unit: e.Unit}
	if e.Task != "" {
		digest.tasks = []ledger.TaskID{e.Task}
	}
	for _, f := range e.Fields {
		switch f.Name {
		case "message":
			cause = f.After[:max(0, strings.LastIndex(f.After, "/"))]
		case "tasks":
			for id := range strings.FieldsSeq(f.After) {
				digest.tasks = append(digest.tasks, ledger.TaskID(id))
			}
		}
	}
	at := strings.LastIndex(cause, ":")
	if at < 0 || e.Unit == "" {
		return "", lostDigest{}, false
	}
	on, err := ledger.ParseDate(cause[at+1:])
	digest.on = on
	return cause, digest, err == nil && cause == digestCause(e.Unit, on)
}

// withLost adds the tasks of which the unit was told in vain, as if it had not been. One
// of which it was told since is left alone.
func (t *turn) withLost(ctx context.Context, unit ledger.UnitID, tasks []ledger.Task) ([]ledger.Task, error) {
	on := map[ledger.TaskID][]ledger.Date{}
	var ids []ledger.TaskID
	for _, digest := range t.lost {
		for _, id := range digest.tasks {
			if digest.unit == unit {
				on[id], ids = append(on[id], digest.on), append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return tasks, nil
	}
	slices.Sort(ids)
	told, err := t.Book.Tasks(ctx, slices.Compact(ids)...)
	if err != nil {
		return nil, fmt.Errorf("tasks of lost digests: %w", err)
	}
	for _, task := range told {
		told, informed := slices.Contains(on[task.ID], task.ToldOn(unit)), slices.Contains(on[task.ID], task.InformedOn(unit))
		if !told && !informed {
			continue
		}
		if informed {
			task = task.Uninformed(unit)
		}
		if told {
			task = task.Untold(unit)
		}
		tasks = slices.DeleteFunc(tasks, func(other ledger.Task) bool { return other.ID == task.ID })
		tasks = append(tasks, task)
	}
	return tasks, nil
}
