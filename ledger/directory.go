package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// Directory knows who is meant by a name. It is an immutable value built from the units.
type Directory struct {
	units   []Unit
	byID    map[UnitID]int
	names   map[string][]UnitID // names as they are written
	cores   map[string][]UnitID // without 乐昌市, 市, 市委 …
	stems   map[string][]UnitID // without 局, 镇 … too
	pairs   map[[2]rune][]int   // which units have these two runes in a name
	regions []string            // 乐昌市: what full names begin with
	longest int                 // runes of the longest name
}

// DirectoryProblem is a name that two units bear.
type DirectoryProblem struct {
	Name  string
	Units []UnitID
}

// NewDirectory builds the directory. The names of a unit that was merged into another are
// names of that one. A name or alias of two units is a problem that names
// both; such a name finds neither of them, unless it is the short name (ID) of one.
func NewDirectory(units []Unit) (Directory, []DirectoryProblem) {
	d := Directory{
		byID:    make(map[UnitID]int, len(units)),
		names:   make(map[string][]UnitID),
		cores:   make(map[string][]UnitID),
		stems:   make(map[string][]UnitID),
		pairs:   make(map[[2]rune][]int),
		regions: regionsOf(units),
	}
	var problems []DirectoryProblem
	for _, unit := range Unmerged(units) {
		if _, twice := d.byID[unit.ID]; twice {
			problems = append(problems, DirectoryProblem{Name: string(unit.ID), Units: []UnitID{unit.ID, unit.ID}})
			continue
		}
		d.byID[unit.ID] = len(d.units)
		d.units = append(d.units, unit)
	}
	for i, unit := range d.units {
		for _, name := range unit.names() {
			if key := nameKey(name); key != "" {
				d.add(key, i)
			}
		}
	}
	for _, unit := range units {
		at, ok := d.byID[successor(unit, units)]
		for _, name := range unit.names() {
			if key := nameKey(name); ok && unit.Merged != "" && key != "" {
				d.add(key, at)
			}
		}
	}
	for name, ids := range d.names {
		if len(ids) > 1 {
			problems = append(problems, DirectoryProblem{Name: name, Units: ids})
		}
	}
	slices.SortFunc(problems, func(a, b DirectoryProblem) int { return cmp.Compare(a.Name, b.Name) })
	return d, problems
}

// names are all names of the unit, the short one first.
func (u Unit) names() []string {
	return append([]string{string(u.ID), u.Full}, u.Aliases...)
}

func (d *Directory) add(key string, unit int) {
	id := d.units[unit].ID
	put := func(index map[string][]UnitID, key string) {
		if !slices.Contains(index[key], id) {
			index[key] = append(index[key], id)
		}
	}
	put(d.names, key)
	for _, form := range d.forms(key) {
		put(d.cores, form)
		if stem := stemOf(form); stem != "" {
			put(d.stems, stem)
		}
	}
	d.longest = max(d.longest, len([]rune(key)))
	for pair := range pairsOf(key) {
		if at := d.pairs[pair]; len(at) == 0 || at[len(at)-1] != unit {
			d.pairs[pair] = append(at, unit)
		}
	}
}

// Unit is the unit with this short name.
func (d Directory) Unit(id UnitID) (Unit, bool) {
	at, ok := d.byID[id]
	if !ok {
		return Unit{}, false
	}
	return d.units[at], true
}

// Units are all units, in the order in which they were given.
func (d Directory) Units() []Unit { return slices.Clone(d.units) }

// Find tells who is meant by a name: a name or alias, with or without 市 and 乐昌市, a
// name from before the reform (环保局), an abbreviation (工信局). Where that is not one
// unit for certain ok is false, and near are the units that could be offered.
func (d Directory) Find(name string) (id UnitID, near []UnitID, ok bool) {
	key := nameKey(name)
	if key == "" {
		return "", nil, false
	}
	ids := d.exactly(key)
	forms := d.forms(key)
	for _, search := range []func([]string) []UnitID{d.byStem, d.bySubOrgan, d.byAbbreviation} {
		if len(ids) == 0 {
			ids = search(forms)
		}
	}
	switch {
	case len(ids) == 1:
		return ids[0], nil, true
	case len(ids) > 1:
		return "", slices.Clone(ids), false
	}
	return "", d.near(key), false
}

// exactly finds the units that bear the name, give or take the region, now or before the
// reform.
func (d Directory) exactly(key string) []UnitID {
	if _, ok := d.byID[UnitID(key)]; ok {
		return []UnitID{UnitID(key)}
	}
	forms := d.forms(key)
	for _, index := range []map[string][]UnitID{d.names, d.cores} {
		for _, form := range forms {
			if ids := index[form]; len(ids) > 0 {
				return ids
			}
		}
	}
	var renamed []UnitID
	for _, form := range forms {
		for _, name := range renamedTo(form) {
			for _, id := range d.cores[name] {
				if !slices.Contains(renamed, id) {
					renamed = append(renamed, id)
				}
			}
		}
	}
	return renamed
}

// byStem finds 财政 and 财政部门 for 财政局, and 消防部门 for a unit with the alias 消防.
func (d Directory) byStem(forms []string) []UnitID {
	for _, form := range forms {
		stem := stemOf(form)
		if stem == "" {
			stem = form
		}
		for _, name := range []string{stem, stem + "局"} {
			if ids := d.exactly(name); len(ids) > 0 {
				return ids
			}
		}
		if ids := d.stems[stem]; len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// bySubOrgan finds the unit that a part of it belongs to: 公安局交警大队. The longest
// name wins.
func (d Directory) bySubOrgan(forms []string) []UnitID {
	for _, form := range forms {
		runes := []rune(form)
		for end := min(len(runes)-1, d.longest); end >= 3; end-- {
			if !isSubOrgan(runes[end:]) || stemOf(string(runes[:end])) == "" {
				continue
			}
			if ids := d.exactly(string(runes[:end])); len(ids) > 0 {
				return ids
			}
		}
	}
	return nil
}

func isSubOrgan(rest []rune) bool {
	if len(rest) > 7 || slices.ContainsFunc(rest, func(r rune) bool { return strings.ContainsRune("局部委镇乡县市", r) }) {
		return false
	}
	for _, suffix := range []string{"大队", "支队", "中队", "科", "股", "中心", "站", "所"} {
		if strings.HasSuffix(string(rest), suffix) {
			return true
		}
	}
	return false
}

// byAbbreviation finds 工信局 for 工业和信息化局: the same first and last rune, the ones
// between in the same order.
func (d Directory) byAbbreviation(forms []string) []UnitID {
	for _, form := range forms {
		short := []rune(form)
		if len(short) < 3 || len(renamedTo(form)) > 0 {
			continue
		}
		var ids []UnitID
		for core, owners := range d.cores {
			if !abbreviates(short, core) {
				continue
			}
			for _, id := range owners {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			return ids
		}
	}
	return nil
}

func abbreviates(short []rune, long string) bool {
	at, last := 0, rune(0)
	for i, r := range long {
		if i == 0 && r != short[0] {
			return false
		}
		if at < len(short) && r == short[at] {
			at++
		}
		last = r
	}
	return at == len(short) && last == short[len(short)-1]
}

// near are the units whose names look alike, the likeliest first; they are offered and
// never taken.
func (d Directory) near(key string) []UnitID {
	const most, enough = 5, 0.5
	wanted := pairsOf(key)
	shared := make(map[int]int)
	for pair := range wanted {
		for _, unit := range d.pairs[pair] {
			shared[unit]++
		}
	}
	type candidate struct {
		id    UnitID
		score float64
	}
	var found []candidate
	for unit := range shared {
		best := 0.0
		for _, name := range d.units[unit].names() {
			best = max(best, likeness(wanted, pairsOf(nameKey(name))))
		}
		if best >= enough {
			found = append(found, candidate{d.units[unit].ID, best})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	var ids []UnitID
	for _, c := range found[:min(len(found), most)] {
		ids = append(ids, c.id)
	}
	return ids
}

// pairsOf are the pairs of runes in a name. What every town ends with tells nothing.
func pairsOf(key string) map[[2]rune]bool {
	runes := []rune(strings.TrimSuffix(key, "人民政府"))
	pairs := make(map[[2]rune]bool, len(runes))
	for i := 1; i < len(runes); i++ {
		pairs[[2]rune{runes[i-1], runes[i]}] = true
	}
	return pairs
}

// likeness is the share of pairs that two names have in common (Dice).
func likeness(a, b map[[2]rune]bool) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for pair := range a {
		if b[pair] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
