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
	UnitColumn    = "unknown_column" // said once, for the heading
	unitShort     = ledger.Field("short")
	unitFull      = ledger.Field("full")
	unitKind      = ledger.Field("kind")
	unitParent    = ledger.Field("parent")
	unitAliases   = ledger.Field("aliases")
	unitGroup     = ledger.Field("group")
	unitMandate   = ledger.Field("mandate")
	unitSeparator = ";；、,，\n/"
)

func unitColumns() columns {
	return columns{
		field: unitField,
		enough: func(fields []ledger.Field) bool {
			return slices.Contains(fields, unitShort)
		},
		need: "“简称”“全称”两列，另有“类别”“上级”“别名”“考核组”“授权”",
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
	case "授权", "交办督办", "授权交办督办":
		return unitMandate, true
	}
	return "", false
}

// UnitTable is a list of units that was read whole.
type UnitTable struct {
	Units    []ledger.Unit
	Problems []RowProblem
	Unread   []Unread // sheets of the workbook that were not read
}

// ReadUnits reads the list of units. A row that makes no unit, and one that says
// something that cannot be right, is named among the problems; a file that cannot be
// read whole is a [*FileError].
func ReadUnits(name string, body []byte) (UnitTable, error) {
	found, err := readSheet(name, body, unitColumns())
	if err != nil {
		return UnitTable{}, err
	}
	list := unitList{sheet: found, rowOf: map[ledger.UnitID]int{}}
	list.columns()
	for _, l := range found.body {
		if !found.heading.repeats(l) { // after a page break: nothing is lost by it
			list.row(l)
		}
	}
	list.parents()
	slices.SortStableFunc(list.problems, func(a, b RowProblem) int { return a.Row - b.Row })
	return UnitTable{Units: list.units, Problems: list.problems, Unread: found.unread}, nil
}

// unitList is a list of units while it is read.
type unitList struct {
	sheet    sheet
	units    []ledger.Unit
	problems []RowProblem
	rowOf    map[ledger.UnitID]int
}

func (u *unitList) problem(row int, field ledger.Field, code, words string) {
	column := ""
	if at := u.sheet.heading.column(field); at >= 0 {
		column = u.sheet.heading.names[at]
	}
	u.problems = append(u.problems, RowProblem{Row: row, Column: column, Code: code, Words: words})
}

// columns names the columns that units have no place for.
func (u *unitList) columns() {
	for i, name := range u.sheet.heading.names {
		if name != "" && u.sheet.heading.fields[i] == ledger.FieldNote {
			u.problems = append(u.problems, RowProblem{Row: u.sheet.heading.number, Column: name, Code: UnitColumn})
		}
	}
}

func (u *unitList) row(l line) {
	cell := func(field ledger.Field) string { return l.cell(u.sheet.heading.column(field)) }
	unit := ledger.Unit{
		ID: ledger.UnitID(columnName(cell(unitShort))), Full: columnName(cell(unitFull)),
		Kind: cell(unitKind), Parent: ledger.UnitID(columnName(cell(unitParent))),
		Aliases: splitNames(cell(unitAliases)), Group: cell(unitGroup), Mandated: saysYes(cell(unitMandate)),
	}
	switch {
	case unit.ID == "":
		u.problem(l.number, unitShort, UnitNoName, l.text())
		return
	case u.rowOf[unit.ID] > 0:
		u.problem(l.number, unitShort, UnitTwice, string(unit.ID))
		return
	case unit.Kind == "":
		u.problem(l.number, unitKind, UnitNoKind, string(unit.ID)) // 各镇（街道） would pass it by
	}
	if unit.Full == "" {
		unit.Full = string(unit.ID)
	}
	u.rowOf[unit.ID] = l.number
	u.units = append(u.units, unit)
}

// parents looks for units above that the list does not name.
func (u *unitList) parents() {
	for _, unit := range u.units {
		if unit.Parent != "" && u.rowOf[unit.Parent] == 0 {
			u.problem(u.rowOf[unit.ID], unitParent, UnitNoParent, string(unit.Parent))
		}
	}
}

// saysYes reads the cell by which a unit gets a mandate; any other word gives none and takes
// none back.
func saysYes(cell string) bool {
	return slices.Contains([]string{"是", "有", "√", "✓", "1", "授权", "交办督办"}, strings.TrimSpace(cell))
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
