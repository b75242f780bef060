package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

const (
	mergeBatch = 50 // tasks of one commit: Redis does nothing else meanwhile
	mergeTries = 20 // of a batch of which somebody else changed a task
)

// merge makes a unit part of another: 撤并 城管局 并入 综合执法局, and again with 确认.
// Tasks go first, in commits of bounded size, each of which counts them at the unit. If the
// program dies between two of them the request is worked again, finds what is still the old
// unit's, and goes on; so does the same request of anybody. The unit itself goes last, so that
// it has its name as long as anything is left to move.
func merge(ctx context.Context, a *ask) (ledger.Change, error) {
	words := slices.DeleteFunc(strings.Fields(strings.ReplaceAll(a.args, "并入", " 并入 ")), func(w string) bool { return w == "并入" })
	sure := len(words) == 3 && words[2] == "确认"
	if len(words) != 2 && !sure {
		return ledger.Change{}, a.form("")
	}
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: units: %w", err)
	}
	from, into, err := mergedUnits(units, words[0], words[1])
	if err != nil {
		return ledger.Change{}, err
	}
	m := ledger.Merging{By: a.Person, At: a.At, From: from.ID, Into: into.ID}
	if refusal := m.May(); refusal != nil {
		return ledger.Change{}, refusal
	}
	if refusal := m.Unfinished(units); refusal != nil {
		return ledger.Change{}, refusal
	}
	m.Mandated = into.Mandated
	if !sure {
		return a.mergePreview(ctx, m, from)
	}
	if m.Unseated, err = a.unseatedBy(ctx, m); err != nil {
		return ledger.Change{}, err
	}
	if err := a.moveTasks(ctx, m); err != nil {
		return ledger.Change{}, err
	}
	if from, units, err = a.leaving(ctx, m); err != nil {
		return ledger.Change{}, err
	}
	if from.Merged != "" && from.Moving.Tasks == 0 {
		return ledger.Change{}, refused(ledger.ReasonMerged, string(from.ID))
	}
	return a.moveUnit(ctx, m, units)
}

// unseatedBy are the desks of the unit that takes the other one over at which nobody will sit.
func (a *ask) unseatedBy(ctx context.Context, m ledger.Merging) ([]ledger.Desk, error) {
	persons, err := a.h.Book.Persons(ctx, ledger.SpeakersMark(m.From), ledger.SpeakersMark(m.Into))
	if err != nil {
		return nil, fmt.Errorf("handlers: who speaks for %s and %s: %w", m.From, m.Into, err)
	}
	for i := range persons {
		persons[i], _ = persons[i].MoveUnit(m)
	}
	return slices.DeleteFunc([]ledger.Desk{ledger.DeskHead(m.Into), ledger.DeskUnit(m.Into)}, func(desk ledger.Desk) bool {
		return ledger.Seated(persons, desk, a.today)
	}), nil
}

// leaving is the unit that is merged as it stands now, and all units.
func (a *ask) leaving(ctx context.Context, m ledger.Merging) (ledger.Unit, []ledger.Unit, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return ledger.Unit{}, nil, fmt.Errorf("handlers: units: %w", err)
	}
	at := slices.IndexFunc(units, func(u ledger.Unit) bool { return u.ID == m.From })
	if at < 0 {
		return ledger.Unit{}, nil, fmt.Errorf("handlers: merge: unit %s is gone", m.From)
	}
	return units[at], units, nil
}

// mergedUnits are the two that are named. One that was merged before is found by its short
// name: what came to it since is moved too.
func mergedUnits(units []ledger.Unit, from, into string) (was, is ledger.Unit, err error) {
	directory, _ := ledger.NewDirectory(units)
	id, err := unitIn(directory, into)
	if err != nil {
		return ledger.Unit{}, ledger.Unit{}, err
	}
	is, _ = directory.Unit(id)
	if at := slices.IndexFunc(units, func(u ledger.Unit) bool { return u.ID == ledger.UnitID(from) && u.Merged == id }); at >= 0 {
		return units[at], is, nil
	}
	if id, err = unitIn(directory, from); err != nil {
		return ledger.Unit{}, ledger.Unit{}, err
	}
	if refusal := ledger.MergedAway(units, from, id, is.ID); refusal != nil {
		return ledger.Unit{}, ledger.Unit{}, refusal
	}
	was, _ = directory.Unit(id)
	return was, is, nil
}

func (a *ask) mergePreview(ctx context.Context, m ledger.Merging, from ledger.Unit) (ledger.Change, error) {
	part := ledger.ScopePart(m.From)
	counts, _, err := a.h.Book.Count(ctx, append(ledger.EveryNaming(m.From),
		ledger.AllRange(ledger.MarkOf(ledger.MarkOpen, part)), ledger.AllRange(ledger.MarkOf(ledger.MarkCompleted, part)))...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: merge: %w", err)
	}
	persons, err := a.persons(ctx, ledger.SpeakersMark(m.From))
	if err != nil {
		return ledger.Change{}, err
	}
	persons = slices.DeleteFunc(persons, func(p ledger.Person) bool { return !slices.Contains(p.Units(a.today), m.From) })
	chats, err := a.h.Book.Chats(ctx, ledger.GroupMark(ledger.AudienceUnit, m.From))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: chats of %s: %w", m.From, err)
	}
	return said(texts.MergePreview(m.From, m.Into, texts.MergeFigures{
		Open: counts[3], Completed: counts[4], Closed: counts[0] - counts[3] - counts[4], Cancelled: counts[1], Beside: counts[2], Moved: from.Moving.Tasks, People: len(persons), Groups: len(chats),
		MandateEnds: from.Mandated && !m.Mandated,
	}))
}

// moveTasks moves all tasks that the unit has to do with, whatever has become of them: what was
// struck off is looked at again after 90 and 180 days, and may be reopened. Each of them leaves the
// mark under which it was found, so the next are always the first ones there.
func (a *ask) moveTasks(ctx context.Context, m ledger.Merging) error {
	for _, r := range ledger.EveryNaming(m.From) {
		for stale := 0; ; {
			tasks, _, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: r, Limit: mergeBatch})
			if err != nil {
				return fmt.Errorf("handlers: merge: %w", err)
			}
			if len(tasks) == 0 {
				break
			}
			switch err := a.moveBatch(ctx, m, tasks); {
			case err == nil:
				stale = 0
			case !errors.Is(err, ledger.ErrStale) || stale == mergeTries:
				return err
			default:
				stale++ // somebody reported meanwhile, or does the same: read again
			}
		}
	}
	return nil
}

// moveBatch commits some tasks. Its cause names the first of them at the revision that is
// replaced, so the same batch is never stored twice, and another one never under its name.
func (a *ask) moveBatch(ctx context.Context, m ledger.Merging, tasks []ledger.Task) error {
	from, _, err := a.leaving(ctx, m)
	if err != nil {
		return err
	}
	first := tasks[0]
	change := ledger.Change{
		Cause: fmt.Sprintf("merge:%s:%s:%s@%d", m.From, m.Into, first.ID, first.Rev), At: a.At, Read: []ledger.Record{a.Person},
		Put: []ledger.Record{from.Move(m, len(tasks))},
	}
	for _, t := range tasks {
		waiting, err := a.waitingOn(ctx, t)
		if err != nil {
			return err
		}
		notices, err := a.h.Book.Notices(ctx, t.Running()...)
		if err != nil {
			return fmt.Errorf("handlers: notices on %s: %w", t.ID, err)
		}
		moved := t.MoveUnit(m, waiting, notices)
		if moved.Task.Names(m.From) {
			return fmt.Errorf("handlers: merge: %s still names %s", t.ID, m.From) // it would be found for ever
		}
		change.Put = append(change.Put, moved.Task)
		for _, notice := range moved.Notices {
			change.Put = append(change.Put, notice)
		}
		for _, matter := range moved.Matters {
			change.Put = append(change.Put, matter)
		}
		change.Entries = append(change.Entries, moved.Entries...)
	}
	if change, err = following(ctx, a.h.Book, change, a.At, a.h.Calendar); err != nil {
		return err
	}
	if err := a.turn(ctx); err != nil {
		return err
	}
	if _, err := a.h.Book.Commit(ctx, change); err != nil {
		return fmt.Errorf("handlers: %s: %w", change.Cause, err)
	}
	return nil
}

// moveUnit moves the people, the groups and the units below it, and ends the unit.
func (a *ask) moveUnit(ctx context.Context, m ledger.Merging, units []ledger.Unit) (ledger.Change, error) {
	tasks, ends := 0, false
	change := ledger.Change{Entries: []ledger.Entry{{
		At: a.At, By: a.From, Unit: m.From, What: ledger.WhatMerged, Fields: []ledger.FieldDiff{{Name: "merged", After: string(m.Into)}},
	}}}
	for _, unit := range units {
		is := unit
		switch {
		case unit.ID == m.From:
			is, tasks, ends = unit.Merge(m), unit.Moving.Tasks, unit.Mandated && !m.Mandated
		case unit.Parent == m.From:
			is.Parent = m.Into
		default:
			continue
		}
		change.Put = append(change.Put, is)
	}
	chats, err := a.h.Book.Chats(ctx, ledger.GroupMark(ledger.AudienceUnit, m.From))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: chats of %s: %w", m.From, err)
	}
	for _, chat := range chats {
		is := chat
		is.Unit = m.Into
		change.Put, change.Entries = append(change.Put, is), append(change.Entries, ledger.BoundEntry(chat, is, a.From, a.At))
	}
	people, err := a.moveUnitPeople(ctx, m, &change)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text = texts.MergedUnits(m.From, m.Into, texts.MergeFigures{Open: int64(tasks), People: people, Groups: len(chats), MandateEnds: ends})
	return change, nil
}

func (a *ask) moveUnitPeople(ctx context.Context, m ledger.Merging, change *ledger.Change) (int, error) {
	persons, err := a.persons(ctx, ledger.SpeakersMark(m.From))
	if err != nil {
		return 0, err
	}
	moved := 0
	for _, p := range persons {
		is, entries := p.MoveUnit(m)
		if len(entries) == 0 {
			continue
		}
		change.Put, change.Entries = append(change.Put, is), append(change.Entries, entries...)
		moved++
		if is.Chat == "" {
			continue
		}
		change.Send = append(change.Send, ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, len(change.Send)+1)), To: is.Chat, Class: ledger.ClassReply,
			Text: texts.MergedToPerson(is, m.From, m.Into, a.today), NotBefore: a.h.Hours(a.At), Why: "merge",
		})
	}
	return moved, nil
}
