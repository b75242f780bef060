package documents

import (
	"slices"
	"strings"

	"duban/ledger"
)

// columns are the headings that a sort of file must have.
type columns struct {
	field  func(word string) (ledger.Field, bool)
	enough func(fields []ledger.Field) bool
	need   string // said when there is no heading
}

// heading is the row of headings: for each column its name and what it is about.
type heading struct {
	number int // its row
	names  []string
	fields []ledger.Field // "" while nobody knows the name
}

// newHeading takes a row as the heading if its words say so.
func newHeading(l line, wanted columns) (heading, bool) {
	h := heading{number: l.number, names: make([]string, len(l.cells)), fields: make([]ledger.Field, len(l.cells))}
	known, filled := 0, 0
	for i, cell := range l.cells {
		if cell == "" {
			continue
		}
		filled++
		h.names[i] = columnName(cell)
		if field, ok := fieldOf(cell, wanted); ok {
			h.fields[i] = field
			known++
		}
	}
	return h, known >= 2 && known*3 >= filled && wanted.enough(h.fields)
}

// under joins the lower row of a heading of several rows: 责任单位 over 牵头 and 配合.
func (h heading) under(l line, wanted columns) (heading, bool) {
	lower := heading{number: l.number, names: slices.Clone(h.names), fields: slices.Clone(h.fields)}
	own := 0
	for i, cell := range l.cells {
		name := columnName(cell)
		if cell == "" || (i < len(h.names) && name == h.names[i]) {
			continue
		}
		field, ok := fieldOf(cell, wanted)
		if !ok || i >= len(h.names) {
			return heading{}, false
		}
		lower.names[i], lower.fields[i] = name, field
		own++
	}
	// The same words in every column are a heading that is repeated, not continued.
	return lower, own > 0
}

// settle gives each field one column, the first; the others are notes. Where no column
// names the task, what it is to reach or to do names it.
func (h heading) settle() heading {
	for _, title := range []ledger.Field{ledger.FieldTitle, fieldProblem, ledger.FieldTarget, ledger.FieldMeasures} {
		if at := h.column(title); at >= 0 {
			h.fields[at] = ledger.FieldTitle
			break
		}
	}
	export := h.column(ledger.FieldCode) >= 0
	seen := map[ledger.Field]bool{}
	for i, field := range h.fields {
		if !export {
			field = foreign(field)
			h.fields[i] = field
		}
		if field == "" || field == fieldProblem || seen[field] {
			h.fields[i] = ledger.FieldNote
		}
		seen[field] = field != fieldOwn
	}
	return h
}

// foreign is what a column of our own export is about in somebody else's sheet.
func foreign(field ledger.Field) ledger.Field {
	switch field {
	case ledger.FieldState:
		return ledger.FieldStatus
	case ledger.FieldPercent:
		return ledger.FieldProgress
	case ledger.FieldDue:
		return ledger.FieldLimit
	case ledger.FieldList, fieldNotes, fieldConfirm, fieldOwn:
		return ledger.FieldNote
	default:
		return field
	}
}

// words are what the sheet calls its fields.
func (h heading) words() map[ledger.Field]string {
	words := map[ledger.Field]string{}
	for i, field := range h.fields {
		if field != ledger.FieldNote {
			words[field] = h.names[i]
		}
	}
	return words
}

func (h heading) column(field ledger.Field) int { return slices.Index(h.fields, field) }

// repeats reports whether a row is the heading again.
func (h heading) repeats(l line) bool {
	same := 0
	for i, cell := range l.cells {
		if cell != "" && i < len(h.names) && columnName(cell) == h.names[i] {
			same++
		}
	}
	return same >= 2 && same*2 >= l.count
}

// columnName is a heading without the line breaks and spaces that fit it into its column.
func columnName(cell string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(cell), ""), "：", ":")
}

// fieldOf looks a heading up as it stands, then without what stands in brackets.
func fieldOf(cell string, wanted columns) (ledger.Field, bool) {
	word := strings.ToLower(strings.ReplaceAll(ledger.Narrow(columnName(cell)), "\"", ""))
	word = strings.Trim(word, "*★:、.")
	if field, ok := wanted.field(word); ok {
		return field, true
	}
	at := strings.IndexByte(word, '(')
	if at <= 0 {
		return "", false
	}
	bare := word[:at]
	if _, rest, ok := strings.Cut(word[at:], ")"); ok {
		bare += rest
	}
	return wanted.field(bare)
}

// Fields that do not leave this room.
const (
	fieldProblem ledger.Field = "problem" // 存在问题: names the task where no column does
	fieldNotes   ledger.Field = "notes"   // 其他各列 of an export: several notes in one cell
	fieldConfirm ledger.Field = "confirm" // 待确认 of an export
	fieldOwn     ledger.Field = "own"     // what an export tells and an import does not need
)

// taskColumns are the headings of a ledger of tasks.
func taskColumns() columns {
	return columns{
		field: taskField,
		enough: func(fields []ledger.Field) bool {
			return slices.ContainsFunc(fields, func(f ledger.Field) bool {
				return f == ledger.FieldTitle || f == ledger.FieldTarget || f == ledger.FieldMeasures || f == fieldProblem
			})
		},
		need: "“工作任务”一列，另有“牵头单位”“完成时限”等",
	}
}

// taskField is the table of the headings that people use.
func taskField(word string) (ledger.Field, bool) {
	switch word {
	case "序号", "编号", "任务序号", "任务编号", "问题序号", "问题编号", "项目编号", "号", "no", "no.":
		return ledger.FieldItem, true
	case "督办编号":
		return ledger.FieldCode, true
	case "台账":
		return ledger.FieldList, true
	case "任务来源", "来源", "来源代号", "问题来源", "来源类别", "事项来源", "交办来源", "督察来源":
		return ledger.FieldSource, true
	case "战役", "类别", "任务类别", "专项", "领域", "攻坚战", "工作类别", "任务分类", "分类", "考核项目(类别)", "问题类别", "问题类型", "类型", "专项行动", "所属领域":
		return ledger.FieldCampaign, true
	case "工作任务", "重点任务", "任务名称", "整改任务", "任务", "督办事项", "事项", "工作事项", "重点工作", "重点工作任务", "主要任务", "考核项目", "项目名称", "任务事项", "具体任务", "工作名称", "工作内容", "事项名称", "重点事项", "议定事项", "督查事项", "交办事项", "重点整治任务", "整治任务":
		return ledger.FieldTitle, true
	case "存在问题", "问题", "反馈问题", "整改问题", "突出问题", "问题描述", "问题清单", "具体问题", "问题名称", "督察反馈问题", "反馈意见", "主要问题":
		return fieldProblem, true
	case "整改目标", "目标", "工作目标", "任务内容", "目标任务", "任务目标", "工作要求", "考核内容", "整治目标", "年度目标", "预期目标", "完成标准", "目标要求", "工作标准", "任务要求", "预期成效", "阶段目标", "主要内容":
		return ledger.FieldTarget, true
	case "工作措施", "整改措施", "措施", "具体措施", "主要措施", "推进措施", "整治措施", "评分标准", "落实措施", "具体举措", "工作举措", "主要举措", "具体工作措施", "任务措施":
		return ledger.FieldMeasures, true
	case "依据", "文件依据", "政策依据", "文号", "工作依据":
		return ledger.FieldBasis, true
	}
	if field, ok := partField(word); ok {
		return field, true
	}
	return otherField(word)
}

// partField is the part of the table about who does what.
func partField(word string) (ledger.Field, bool) {
	switch word {
	case "责任单位", "责任分工", "责任部门", "承办单位", "责任主体", "整改责任单位", "责任单位及责任人", "责任单位和责任人", "责任单位/责任人", "部门分工", "任务分工", "考核项目(部门)", "责任", "整改单位", "整改责任主体", "承办部门", "整改实施主体", "责任站办", "责任科室", "责任处室":
		return ledger.FieldResponsible, true
	case "牵头单位", "牵头部门", "牵头责任单位", "主办单位", "主办部门", "牵头", "主办", "主办处室", "牵头整改单位", "市级牵头单位", "县级牵头单位", "牵头责任部门", "牵头科室":
		return ledger.FieldLead, true
	case "主责单位", "主责部门", "主体责任单位", "第一责任单位", "主责":
		return ledger.FieldMain, true
	case "配合单位", "配合部门", "协办单位", "协办部门", "参与单位", "参与部门", "配合", "协办", "配合责任单位", "协同单位", "协助单位", "责任配合单位", "配合整改单位", "协办处室", "参加单位":
		return ledger.FieldCo, true
	case "落实单位", "实施单位", "属地单位", "属地责任单位", "具体落实单位", "实施主体", "具体实施单位", "属地":
		return ledger.FieldImplement, true
	case "督导单位", "督办单位", "监督单位", "督查单位", "督导部门", "牵头督导单位", "督导", "监管单位", "督促单位", "市级督导单位", "行业监管部门":
		return ledger.FieldSupervise, true
	case "验收销号单位", "验收单位", "销号单位", "验收部门", "负责考核部门", "考核部门", "验收", "销号审核单位", "考核单位", "验收责任单位":
		return ledger.FieldAccept, true
	case "分管领导", "责任领导", "牵头领导", "分管市领导", "市领导", "包案领导", "督办领导", "市级责任领导", "县级责任领导", "领导", "责任县领导", "责任市领导":
		return ledger.FieldLeader, true
	case "挂点领导", "联系领导", "挂钩领导", "包保领导", "挂点市领导", "包联领导", "挂包领导":
		return ledger.FieldLinked, true
	}
	return "", false
}

// otherField is the part of the table about time, progress and the rest.
func otherField(word string) (ledger.Field, bool) {
	switch word {
	case "完成时限", "整改时限", "时限", "完成时间", "时间节点", "办理时限", "办结时限", "完成期限", "整改期限", "整改完成时限", "期限", "时间要求", "计划完成时间", "完成日期", "完成时间节点", "时限要求", "整改完成时间", "限办时间", "截止时间", "截止日期", "时间安排", "完成时效", "推进时限":
		return ledger.FieldLimit, true
	case "时限日期":
		return ledger.FieldDue, true
	case "报送频次", "报送频率", "报送周期", "调度频次", "报告频次", "调度周期", "报送要求", "频次":
		return ledger.FieldRhythm, true
	case "重点", "是否重点", "重点任务标识", "优先级", "是否重点任务", "重要程度", "紧急程度":
		return ledger.FieldPriority, true
	case "反弹", "反复出现", "原任务编号", "反弹原任务", "反弹任务编号", "反弹编号", "反弹/原任务编号", "原督办编号":
		return ledger.FieldRepeat, true
	case "状态", "完成状态", "是否完成", "办理状态", "整改状态", "是否办结", "任务状态", "是否销号", "是否完成整改", "销号情况", "办结情况":
		return ledger.FieldStatus, true
	case "进展", "进展情况", "完成情况", "工作进展", "整改进展", "整改情况", "落实情况", "办理情况", "目前进展", "进度", "完成进度", "整改进度", "整改完成情况", "工作进展情况", "整改进展情况", "最新进展", "完成率", "推进情况", "办理进度":
		return ledger.FieldProgress, true
	case "当前状态":
		return ledger.FieldState, true
	case "当前进度":
		return ledger.FieldPercent, true
	case "其他各列":
		return fieldNotes, true
	case "待确认":
		return fieldConfirm, true
	case "最近进展", "登记日期", "办结日期", "亮灯", "序时进度":
		return fieldOwn, true
	case "备注", "说明", "注", "备注说明":
		return ledger.FieldNote, true
	}
	return "", false
}
