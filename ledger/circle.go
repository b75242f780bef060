package ledger

import (
	"slices"
	"strings"
)

// Circle is to whom a bulletin goes (发送范围): groups and units by name. Who belongs to a
// group is read when it is signed.
type Circle struct {
	Groups []CircleGroup `json:"groups,omitempty"`
	Units  []UnitID      `json:"units,omitempty"`
}

// CircleGroup is a group that a bulletin can go to.
type CircleGroup string

// The groups, in the order in which people read them.
const (
	CircleAll         CircleGroup = "all"         // 全部单位
	CircleLeading     CircleGroup = "leading"     // units that lead open tasks
	CircleTowns       CircleGroup = "towns"       // 各镇
	CircleDepartments CircleGroup = "departments" // 各部门
	CircleLeaders     CircleGroup = "leaders"     // 领导
)

// CircleGroups are all groups.
func CircleGroups() []CircleGroup {
	return []CircleGroup{CircleAll, CircleLeading, CircleTowns, CircleDepartments, CircleLeaders}
}

// DefaultCircle is to whom a bulletin goes unless the office chooses: whoever has work left,
// and the leaders.
func DefaultCircle() Circle { return Circle{Groups: []CircleGroup{CircleLeading, CircleLeaders}} }

// IsZero reports whether nobody is chosen.
func (c Circle) IsZero() bool { return len(c.Groups)+len(c.Units) == 0 }

// Has reports whether a group is chosen.
func (c Circle) Has(g CircleGroup) bool { return slices.Contains(c.Groups, g) }

// String is the circle as the audit log keeps it.
func (c Circle) String() string {
	words := make([]string, 0, len(c.Groups)+len(c.Units))
	for _, g := range c.Groups {
		words = append(words, string(g))
	}
	for _, unit := range c.Units {
		words = append(words, string(unit))
	}
	return strings.Join(words, " ")
}

// Toggle chooses a group, or chooses it no longer. All units are no choice among units.
func (c Circle) Toggle(g CircleGroup) Circle {
	next := Circle{Units: slices.Clone(c.Units)}
	for _, one := range CircleGroups() {
		if c.Has(one) != (one == g) {
			next.Groups = append(next.Groups, one)
		}
	}
	switch {
	case g == CircleAll && next.Has(CircleAll):
		next.Units = nil
		next.Groups = slices.DeleteFunc(next.Groups, func(one CircleGroup) bool { return one != CircleAll && one != CircleLeaders })
	case g != CircleLeaders:
		next.Groups = slices.DeleteFunc(next.Groups, func(one CircleGroup) bool { return one == CircleAll })
	}
	return next
}

// ReadCircle reads to whom a bulletin goes: 各镇、住建局、领导.
func ReadCircle(words string, directory Directory) (Circle, *Refusal) {
	var c Circle
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" 、,，;；和及\n", r) }) {
		if g, ok := circleWord(word); ok {
			if !c.Has(g) {
				c.Groups = append(c.Groups, g)
			}
			continue
		}
		unit, near, ok := directory.Find(word)
		switch {
		case !ok && len(near) > 0:
			return Circle{}, &Refusal{Reason: ReasonWhichUnit, Words: joinUnits(near)}
		case !ok:
			return Circle{}, &Refusal{Reason: ReasonBulletinWho, Words: word}
		case !slices.Contains(c.Units, unit):
			c.Units = append(c.Units, unit)
		}
	}
	if c.IsZero() {
		return Circle{}, &Refusal{Reason: ReasonBulletinNobody}
	}
	return c, nil
}

func circleWord(word string) (CircleGroup, bool) {
	switch strings.Trim(word, "。.!！") {
	case "全部单位", "全部", "所有单位", "各单位", "全体单位":
		return CircleAll, true
	case "有任务的单位", "有任务单位", "牵头单位", "责任单位":
		return CircleLeading, true
	case "各镇", "各镇街", "各镇街道", "各乡镇", "镇", "镇街", "乡镇":
		return CircleTowns, true
	case "各部门", "部门":
		return CircleDepartments, true
	case "领导", "市领导", "各位领导", "领导群", "市领导群":
		return CircleLeaders, true
	}
	return "", false
}

// Addressees are the units of a circle, each once in the order of the office's list; leading
// tells which lead open tasks. A unit that was merged since is the one that it is part of.
func (c Circle) Addressees(units []Unit, leading func(UnitID) bool) []UnitID {
	chosen := map[UnitID]bool{}
	for _, unit := range units {
		if slices.Contains(c.Units, unit.ID) {
			chosen[successor(unit, units)] = true
		}
	}
	var found []UnitID
	for _, unit := range Unmerged(units) {
		town := slices.ContainsFunc([]string{"镇", "乡", "街道"}, func(kind string) bool { return strings.HasSuffix(unit.Kind, kind) })
		switch {
		case chosen[unit.ID], c.Has(CircleAll), c.Has(CircleLeading) && leading(unit.ID),
			c.Has(CircleTowns) && town, c.Has(CircleDepartments) && unit.Kind == "部门":
			found = append(found, unit.ID)
		}
	}
	return found
}
