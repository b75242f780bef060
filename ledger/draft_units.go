package ledger

import "slices"

// units reads the columns about who does what, in the order in which a reader of the
// sheet would take them.
func (d *drafting) units() {
	t := &d.draft.Task
	main, responsible := PartLead, PartResponsible
	if d.row.Text(FieldLead) != "" { // beside one who leads, the others carry it out
		main, responsible = PartImplement, PartImplement
	}
	d.read(FieldLead, PartLead)
	d.read(FieldMain, main)
	d.read(FieldResponsible, responsible)
	d.read(FieldCo, PartCo)
	d.read(FieldImplement, PartImplement)
	d.read(FieldSupervise, PartSupervise)
	d.read(FieldAccept, PartAccept)
	// Who leads also works on it; it need not be said twice.
	t.Co = without(t.Co, t.Lead)
	t.Implement = without(t.Implement, t.Lead, t.Co)
	if len(t.Lead) == 0 {
		d.problem(ProblemNoLead, d.leadCell(), d.leadCell().Text)
	}
}

func (d *drafting) read(field Field, part Part) {
	cell := d.row.Cell(field)
	if cell.Text == "" {
		return
	}
	found := ReadUnits(cell.Text, part, d.Directory)
	t := &d.draft.Task
	t.Lead, t.Co, t.Implement = with(t.Lead, found.Lead), with(t.Co, found.Co), with(t.Implement, found.Implement)
	t.Supervise, t.Accept = with(t.Supervise, found.Supervise), with(t.Accept, found.Accept)
	for _, p := range found.Problems {
		d.problem(string(p.Code), cell, p.Words, p.Near...)
		// In the other columns an unread name cannot be the lead's.
		if part == PartLead || part == PartResponsible {
			d.uncertain = d.uncertain || blocks(string(p.Code))
		}
	}
	d.later(cell, found.Problems)
	if len(found.Problems) > 0 {
		d.keep(cell)
	}
}

// leadCell is the cell in which the lead should stand.
func (d *drafting) leadCell() Cell {
	for _, field := range []Field{FieldLead, FieldMain, FieldResponsible} {
		if cell := d.row.Cell(field); cell.Column != "" {
			return cell
		}
	}
	return Cell{}
}

func with(units, more []UnitID) []UnitID {
	for _, unit := range more {
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units
}

func without(units []UnitID, lists ...[]UnitID) []UnitID {
	return slices.DeleteFunc(units, func(unit UnitID) bool {
		return slices.ContainsFunc(lists, func(list []UnitID) bool { return slices.Contains(list, unit) })
	})
}
