package documents

import (
	"slices"
	"strings"

	"duban/ledger"
)

// RowProblem is what is wrong with a row of units, named by row and column.
type RowProblem struct {
	Row    int    `json:"row"`
	Column string `json:"column"`
	Code   string `json:"code"`
	Words  string `json:"words,omitempty"`
}

// What can be wrong with a row of units. A row without a name, or with a name that was
// there before, makes no unit.
const (
	UnitNoName    = "no_name"
	UnitTwice     = "twice"
	UnitNoParent  = "unknown_parent"
	UnitNoKind    = "no_kind"
	unitShort     = ledger.Field("short")
	unitFull      = ledger.Field("full")
	unitKind      = ledger.Field("kind")
	unitParent    = ledger.Field("parent")
	unitAliases   = ledger.Field("aliases")
	unitGroup     = ledger.Field("group")
	unitSeparator = ";；、,，\n/"
)

func unitColumns() columns {
	return columns{
		field: unitField,
		enough: func(fields []ledger.Field) bool {
			return slices.Contains(fields, unitShort)
		},
		need: "“简称”“全称”两列，另有“类别”“上级”“别名”“考核组”",
	}
}

func unitField(word string) (ledger.Field, bool) {
	switch word {
	case "简称", "单位简称", "单位", "单位名称":
		return unitShort, true
	case "全称", "单位全称":
		return unitFull, true
	case "类别", "单位类别", "类型", "单位类型":
		return unitKind, true
	case "上级", "上级单位", "主管单位":
		return unitParent, true
	case "别名", "曾用名", "其他名称":
		return unitAliases, true
	case "考核组", "分组", "考核分组":
		return unitGroup, true
	case "序号", "备注":
		return ledger.FieldNote, true
	}
	return "", false
}

// ReadUnits reads the list of units. A row that makes no unit, and one that says
// something that cannot be right, is named among the problems; a file that cannot be
// read whole is a [*FileError].
func ReadUnits(name string, body []byte) ([]ledger.Unit, []RowProblem, error) {
	found, err := readSheet(name, body, unitColumns())
	if err != nil {
		return nil, nil, err
	}
	var units []ledger.Unit
	var problems []RowProblem
	rowOf := map[ledger.UnitID]int{}
	for _, l := range found.body {
		if found.heading.repeats(l) {
			continue // nothing is lost by it
		}
		cell := func(field ledger.Field) string { return l.cell(found.heading.column(field)) }
		unit := ledger.Unit{
			ID: ledger.UnitID(columnName(cell(unitShort))), Full: columnName(cell(unitFull)),
			Kind: cell(unitKind), Parent: ledger.UnitID(columnName(cell(unitParent))),
			Aliases: splitNames(cell(unitAliases)), Group: cell(unitGroup),
		}
		problem := func(field ledger.Field, code, words string) {
			column := ""
			if at := found.heading.column(field); at >= 0 {
				column = found.heading.names[at]
			}
			problems = append(problems, RowProblem{Row: l.number, Column: column, Code: code, Words: words})
		}
		switch {
		case unit.ID == "":
			problem(unitShort, UnitNoName, l.text())
			continue
		case rowOf[unit.ID] > 0:
			problem(unitShort, UnitTwice, string(unit.ID))
			continue
		case unit.Kind == "":
			problem(unitKind, UnitNoKind, string(unit.ID)) // 各镇（街道） would pass it by
		}
		if unit.Full == "" {
			unit.Full = string(unit.ID)
		}
		rowOf[unit.ID] = l.number
		units = append(units, unit)
	}
	for _, unit := range units {
		if unit.Parent != "" && rowOf[unit.Parent] == 0 {
			problems = append(problems, RowProblem{Row: rowOf[unit.ID], Column: "上级", Code: UnitNoParent, Words: string(unit.Parent)})
		}
	}
	slices.SortStableFunc(problems, func(a, b RowProblem) int { return a.Row - b.Row })
	return units, problems, nil
}

func splitNames(text string) []string {
	var names []string
	for name := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(unitSeparator, r) }) {
		if name = columnName(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
