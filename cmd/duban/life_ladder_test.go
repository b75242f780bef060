package main

import (
	"fmt"
	"slices"

	"duban/ledger"
)

// climbed is what the entries of one task have told of its ladders so far.
type climbed struct {
	level  map[string]string          // of the lead, or of a difficulty at a unit
	on     map[string]ledger.Date     // the last step of each
	desk   map[ledger.MatterID]string // at which difficulties wait
	was    map[ledger.MatterID]string // at which those waited that are over, in case one is put back
	beside map[ledger.MatterID]bool   // those that do not hold the task itself up
}

// ladders holds every step of a task's ladders, as its entries alone tell them: one level at a
// time and a day, against the lead and against each unit that is asked; while another unit is
// asked what holds the task up, none against the lead.
func (l *life) ladders(id ledger.TaskID, entries []ledger.Entry) (against int) {
	l.t.Helper()
	matters, _, err := l.book.MattersIn(l.t.Context(), ledger.Page{Range: ledger.MattersOf(id), Limit: -1})
	if err != nil {
		l.t.Fatal(err)
	}
	c := climbed{map[string]string{}, map[string]ledger.Date{}, map[ledger.MatterID]string{}, map[ledger.MatterID]string{}, map[ledger.MatterID]bool{}}
	for _, m := range matters {
		c.beside[m.ID] = m.Part != ""
	}
	for _, e := range slices.Backward(entries) { // the newest comes first
		fields := map[string]ledger.FieldDiff{}
		for _, f := range e.Fields {
			fields[f.Name] = f
		}
		if lead := fields["lead"]; lead.Before != lead.After {
			clear(c.desk) // whoever leads now is not asked about his own task: that is the office's again
		}
		if e.What == ledger.WhatRose {
			if fields["matter"].After != "" {
				against++
			}
			for _, problem := range c.rise(e, fields) {
				l.t.Errorf("seed %d: %s on %s: %s", l.seed, id, ledger.DateOf(e.At), problem)
			}
			continue
		}
		c.keep(e, fields)
	}
	return against
}

// keep follows the desks at which difficulties wait.
func (c climbed) keep(e ledger.Entry, fields map[string]ledger.FieldDiff) {
	m := fields["matter"]
	after, before := ledger.MatterID(m.After), ledger.MatterID(m.Before)
	switch {
	case e.What == ledger.WhatForwarded:
		c.desk[after] = fields["desk"].After
		if fields["desk"].Before != fields["desk"].After { // who is asked again goes on
			delete(c.level, "matter/"+m.After)
		}
	case before != "": // the unit took it back
		c.was[before] = c.desk[before]
		delete(c.desk, before)
	case fields["verdict"].After != "":
		delete(c.desk, after)
	case after != "" && c.was[after] != "": // and puts it back
		c.desk[after] = c.was[after]
	}
}

func (c climbed) rise(e ledger.Entry, fields map[string]ledger.FieldDiff) (found []string) {
	add := func(wrong bool, format string, args ...any) {
		if wrong {
			found = append(found, fmt.Sprintf(format, args...))
		}
	}
	key, level, today := "lead", fields["level"], ledger.DateOf(e.At)
	if m := fields["matter"].After; m != "" {
		key = "matter/" + m
		add(c.desk[ledger.MatterID(m)] != string(ledger.DeskUnit(e.Unit)), "a step against %s, while %s waits at %q", e.Unit, m, c.desk[ledger.MatterID(m)])
		add(level.Before != c.level[key], "a step from %q, and %q was reached", level.Before, c.level[key])
	} else {
		for m, desk := range c.desk {
			_, asked := ledger.Desk(desk).Unit()
			add(asked && !c.beside[m], "a step against the lead, while %s waits at %s", m, desk)
		}
	}
	add(rank(level.After) != rank(level.Before)+1, "from %q to %q", level.Before, level.After)
	add(!c.on[key].IsZero() && today <= c.on[key], "two steps on one day")
	c.level[key], c.on[key] = level.After, today
	return found
}
