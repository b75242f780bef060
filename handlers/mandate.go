package handlers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// empower lets a unit assign to other units and notice them: 授权 生态环境局 交办督办. Alone it
// lists the units that may.
func empower(ctx context.Context, a *ask) (ledger.Change, error) {
	if strings.TrimSpace(a.args) == "" {
		units, err := a.h.Book.Units(ctx)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: units: %w", err)
		}
		return said(texts.MandatedUnits(slices.DeleteFunc(units, func(u ledger.Unit) bool { return !u.Mandated || u.Merged != "" })))
	}
	unit, err := a.unitToEmpower(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	done, refusal := unit.Empower(a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{done.Unit}, Entries: done.Entries}
	change.Answer.Text = texts.Empowered(unit.ID)
	return a.tellUnitOfMandate(ctx, change, unit.ID, texts.EmpoweredToUnit(unit.ID, a.Person.Name))
}

// disempower takes that back: 撤销授权 生态环境局. What waits for the head's signature goes to
// the office.
func disempower(ctx context.Context, a *ask) (ledger.Change, error) {
	if strings.TrimSpace(a.args) == "" {
		return ledger.Change{}, a.form("")
	}
	unit, err := a.unitToEmpower(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	done, refusal := unit.Disempower(a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{done.Unit}, Entries: done.Entries}
	drafts, err := a.draftsToOffice(ctx, &change, unit.ID)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text = texts.Disempowered(unit.ID, drafts)
	return a.tellUnitOfMandate(ctx, change, unit.ID, texts.DisempoweredToUnit(unit.ID, a.Person.Name))
}

// unitToEmpower is the unit that is named, with or without what it may do.
func (a *ask) unitToEmpower(ctx context.Context) (ledger.Unit, error) {
	name, what, _ := strings.Cut(strings.TrimSpace(a.args), " ")
	if what = strings.NewReplacer("和", "", "、", "", " ", "", "，", "").Replace(what); !slices.Contains([]string{"", "交办督办", "督办交办"}, what) {
		return ledger.Unit{}, a.form(what)
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Unit{}, err
	}
	id, err := unitIn(directory, name)
	if err != nil {
		return ledger.Unit{}, err
	}
	unit, _ := directory.Unit(id)
	return unit, nil
}

// draftsToOffice puts the notices that wait for the signature of a unit's head before the
// office, and counts them.
func (a *ask) draftsToOffice(ctx context.Context, change *ledger.Change, unit ledger.UnitID) (int, error) {
	waiting, _, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: ledger.QueueRange(ledger.DeskHead(unit)), Limit: -1})
	if err != nil {
		return 0, fmt.Errorf("handlers: what %s signs: %w", unit, err)
	}
	waiting = slices.DeleteFunc(waiting, func(m ledger.Matter) bool { return m.Kind != ledger.MatterSign })
	tasks := map[ledger.TaskID]ledger.Task{} // of one there may be several drafts
	for _, m := range waiting {
		notices, err := a.h.Book.Notices(ctx, m.Notice)
		if err != nil {
			return 0, fmt.Errorf("handlers: notice %s: %w", m.Notice, err)
		}
		t, ok := tasks[m.Task]
		if !ok {
			found, err := a.h.Book.Tasks(ctx, m.Task)
			if err != nil {
				return 0, fmt.Errorf("handlers: task %s: %w", m.Task, err)
			}
			if len(found) == 0 {
				continue
			}
			t = found[0]
		}
		if len(notices) == 0 {
			continue
		}
		noted := t.ToOffice(m, notices[0], a.Person, a.At)
		tasks[m.Task] = noted.Task
		change.Put, change.Entries = append(change.Put, noted.Notice, noted.Matter), append(change.Entries, noted.Entries...)
	}
	for _, id := range slices.Sorted(maps.Keys(tasks)) {
		change.Put = append(change.Put, tasks[id])
	}
	return len(waiting), nil
}

// tellUnitOfMandate tells a unit that it may assign and notice from now on, or no more.
func (a *ask) tellUnitOfMandate(ctx context.Context, change ledger.Change, unit ledger.UnitID, text string) (ledger.Change, error) {
	to, err := a.addresses(ctx, unit)
	if err != nil {
		return ledger.Change{}, err
	}
	if len(to) == 0 {
		change.Entries = append(change.Entries, ledger.Entry{
			At: a.At, By: a.From, Unit: unit, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
		})
	}
	for _, address := range to {
		change.Send = append(change.Send, ledger.Message{
			To: address, Text: text, NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, About: ledger.About{Unit: unit}, Why: "mandate",
		})
	}
	change.Send = numberedSend(a.Cause, change.Send)
	return change, nil
}

// toldOffice tells the office what a unit did by its mandate; where none did it, nothing is said.
func (a *ask) toldOffice(ctx context.Context, change ledger.Change, unit ledger.UnitID, text string) (ledger.Change, error) {
	if unit == "" || ledger.MayAll(a.Person, ledger.ActionNotice, a.today) {
		return change, nil
	}
	to, err := a.officeAddresses(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	for _, address := range a.elsewhereThan(to) {
		change.Send = append(change.Send, ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/office%d", a.Cause, len(change.Send)+1)), To: address, Text: text,
			NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, About: ledger.About{Tasks: change.Answer.About.Tasks}, Why: "mandate",
		})
	}
	return change, nil
}

// officeAddresses are where the office reads: its groups, else its people.
func (a *ask) officeAddresses(ctx context.Context) ([]ledger.Address, error) {
	chats, err := a.h.Book.Chats(ctx, ledger.GroupMark(ledger.AudienceOffice, ""))
	if err != nil {
		return nil, fmt.Errorf("handlers: chats of the office: %w", err)
	}
	var to []ledger.Address
	for _, chat := range ledger.Lasting(chats, a.today) {
		to = append(to, chat.ID)
	}
	if len(to) > 0 {
		return to, nil
	}
	persons, err := a.persons(ctx, ledger.RoleMark(ledger.RoleOffice))
	if err != nil {
		return nil, err
	}
	for _, p := range persons {
		if p.Chat != "" && p.Has(a.today, ledger.RoleOffice) {
			to = append(to, p.Chat)
		}
	}
	return to, nil
}

// elsewhereThan are the chats of a list besides the one in which this is said.
func (a *ask) elsewhereThan(to []ledger.Address) []ledger.Address {
	return slices.DeleteFunc(slices.Clone(to), func(address ledger.Address) bool { return address == a.Request.Chat })
}

// mandate adds the units by whose mandate somebody acts to what must still stand when it is
// stored: a mandate that was taken back a moment ago decides nothing any more.
func (a *ask) mandate(ctx context.Context, change ledger.Change) ([]ledger.Record, error) {
	mine := a.Person.MandatedUnits(a.today)
	if len(mine) == 0 {
		return change.Read, nil
	}
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return nil, fmt.Errorf("handlers: units: %w", err)
	}
	for _, unit := range units {
		switch {
		case !slices.Contains(mine, unit.ID):
		case !unit.Mandated:
			return nil, ledger.ErrStale
		default:
			change.Read = append(change.Read, unit)
		}
	}
	return change.Read, nil
}
