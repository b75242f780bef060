package ledger

// Row is one row of somebody's ledger sheet (台账), cell by cell, before anything is
// read out of it. Rows come from documents; what they mean is told by [Reading].
type Row struct {
	Number   int // line of the csv, row of the sheet: what the office calls the row
	Sort     RowSort
	Cells    []Cell           // those that are not empty, in the order of the columns
	Headings map[Field]string // what the sheet calls its columns; one map for all rows
	Carried  []Problem        // of our own export: what the office has not yet confirmed
}

// Cell is what stands in one column.
type Cell struct {
	Field  Field
	Column string // the column's own heading
	Text   string
}

// RowSort tells rows that hold no task from those that should.
type RowSort string

// The sorts of rows.
const (
	RowTask    RowSort = ""
	RowHeader  RowSort = "header"  // the heading again, after a page break
	RowSection RowSort = "section" // 一、大气污染防治
	RowTotal   RowSort = "total"   // 合计
	RowFooter  RowSort = "footer"  // 填表人：
)

// Field is what a column is about, whatever it is called.
type Field string

// The fields. FieldNote is every column that has no place of its own.
const (
	FieldItem        Field = "item"        // 序号
	FieldCode        Field = "code"        // 督办编号: our own, of an export
	FieldList        Field = "list"        // 台账: of an export
	FieldSource      Field = "source"      // 任务来源
	FieldCampaign    Field = "campaign"    // 战役
	FieldTitle       Field = "title"       // 工作任务
	FieldTarget      Field = "target"      // 整改目标
	FieldMeasures    Field = "measures"    // 工作措施
	FieldBasis       Field = "basis"       // 依据
	FieldResponsible Field = "responsible" // 责任单位, 责任分工: the parts are in the text
	FieldLead        Field = "lead"        // 牵头单位
	FieldMain        Field = "main"        // 主责单位
	FieldCo          Field = "co"          // 配合单位
	FieldImplement   Field = "implement"   // 落实单位
	FieldSupervise   Field = "supervise"   // 督导单位
	FieldAccept      Field = "accept"      // 验收销号单位
	FieldLeader      Field = "leader"      // 分管领导
	FieldLinked      Field = "linked"      // 挂点领导
	FieldLimit       Field = "limit"       // 完成时限
	FieldDue         Field = "due"         // 时限日期: of an export
	FieldRhythm      Field = "rhythm"      // 报送频次
	FieldPriority    Field = "priority"    // 重点
	FieldStatus      Field = "status"      // 完成状态: a word
	FieldProgress    Field = "progress"    // 进展情况: a word, a percentage or a story
	FieldState       Field = "state"       // 当前状态: of an export, a [State]
	FieldPercent     Field = "percent"     // 当前进度: of an export
	FieldRepeat      Field = "repeat"      // 反弹: the code of the ended task that came back
	FieldNote        Field = "note"
)

// Cell is the first cell of a field, or an empty one under the field's heading.
func (r Row) Cell(field Field) Cell {
	for _, c := range r.Cells {
		if c.Field == field {
			return c
		}
	}
	return Cell{Field: field, Column: r.Headings[field]}
}

// Text is what the first cell of a field holds.
func (r Row) Text(field Field) string { return r.Cell(field).Text }
