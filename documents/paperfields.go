package documents

import (
	"cmp"
	"slices"
	"strings"
)

// paper is a kind of paper: the file of its template, and what may and must stand in it.
type paper struct {
	file     string // as the office has it
	source   string // of the embedded template, under templates
	colour   string // of the mark of its level, in hexadecimal
	fields   []string
	rows     map[string][]string // of its tables
	required []string
}

// The files of the templates.
const (
	paperBlue       = "督办通知单-蓝.docx"
	paperYellow     = "督办通知单-黄.docx"
	paperRed        = "督办通知单-红.docx"
	paperAdmonition = "约谈建议书.docx"
	paperCloseout   = "销号申请表.docx"
	paperPublic     = "销号公示.docx"
	paperBulletin   = "通报.docx"
	paperBrief      = "督查专报.docx"
)

// The placeholders.
const (
	fieldNumber      = "编号" // 发文字号, or the task's code where the paper has none
	fieldOffice      = "机关"
	fieldCheck       = "校验行"
	fieldDate        = "日期"
	fieldTitle       = "标题"
	fieldTo          = "主送"
	fieldCopies      = "抄送"
	fieldBody        = "正文"
	fieldIssuer      = "发文机关"
	fieldLevel       = "级别"
	fieldTask        = "任务编号"
	fieldMatter      = "事项"
	fieldTarget      = "目标"
	fieldLimit       = "时限"
	fieldBasis       = "依据"
	fieldWrong       = "问题"
	fieldRequirement = "要求"
	fieldReplyBy     = "回复期限"
	fieldReply       = "回复要求"
	fieldNext        = "升级提示"
	fieldContact     = "联系人"
	fieldSigner      = "签发人"
	fieldWhom        = "约谈对象"
	fieldLeader      = "分管领导"
	fieldPercent     = "进度"
	fieldHistory     = "督办经过"
	fieldUnit        = "单位"
	fieldCompleted   = "办结日期"
	fieldApplied     = "申请日期"
	fieldResult      = "办结情况"
	fieldFrom        = "公示开始"
	fieldUntil       = "公示截止"
	fieldPeriod      = "期间"
	fieldOverview    = "概况"
)

// papers are all kinds, in the order in which the manual lists them.
func papers() []paper {
	notice := []string{
		fieldNumber, fieldOffice, fieldLevel, fieldTo, fieldCopies, fieldTask, fieldMatter, fieldLimit, fieldBasis, fieldWrong,
		fieldRequirement, fieldReplyBy, fieldReply, fieldNext, fieldContact, fieldSigner, fieldDate, fieldCheck,
	}
	replies := map[string][]string{"回复": {"单位", "签收人", "签收时间", "办理情况", "负责人", "日期"}}
	numbered, checked := []string{fieldNumber, fieldCheck}, []string{fieldCheck}
	table := []string{"名称", "总数", "办结", "销号", "红灯", "黄灯", "逾期", "迟报", "进度", "序时"}
	return []paper{
		{file: paperBlue, source: "notice.xml", colour: "1F5FBF", fields: notice, rows: replies, required: numbered},
		{file: paperYellow, source: "notice.xml", colour: "B8860B", fields: notice, rows: replies, required: numbered},
		{file: paperRed, source: "notice.xml", colour: "C00000", fields: notice, rows: replies, required: numbered},
		{
			file: paperAdmonition, source: "admonition.xml", required: numbered,
			fields: []string{fieldNumber, fieldOffice, fieldWhom, fieldMatter, fieldLimit, fieldLeader, fieldPercent, fieldWrong, fieldHistory, fieldDate, fieldCheck},
		},
		{
			file: paperCloseout, source: "closeout.xml", required: numbered,
			fields: []string{fieldNumber, fieldOffice, fieldUnit, fieldMatter, fieldTarget, fieldLimit, fieldCompleted, fieldApplied, fieldResult, fieldDate, fieldCheck},
			rows:   map[string][]string{"步骤": {"名称", "办理人", "日期", "结果", "意见"}, "材料": {"序号", "名称", "大小", "摘要"}},
		},
		{
			file: paperPublic, source: "public.xml", required: numbered,
			fields: []string{fieldNumber, fieldOffice, fieldUnit, fieldMatter, fieldTarget, fieldCompleted, fieldResult, fieldFrom, fieldUntil, fieldContact, fieldDate, fieldCheck},
		},
		{
			file: paperBulletin, source: "bulletin.xml", required: []string{fieldNumber, fieldBody, fieldCheck},
			fields: []string{fieldNumber, fieldOffice, fieldTitle, fieldTo, fieldBody, fieldIssuer, fieldDate, fieldCopies, fieldCheck},
		},
		{
			file: paperBrief, source: "brief.xml", required: checked,
			fields: []string{fieldNumber, fieldOffice, fieldTitle, fieldPeriod, fieldOverview, fieldDate, fieldCheck},
			rows:   map[string][]string{"单位": table, "战役": table},
		},
	}
}

// TemplateNames are the files that the office may replace.
func TemplateNames() []string {
	var names []string
	for _, p := range papers() {
		names = append(names, p.file)
	}
	return names
}

// TemplatePlaceholders are the placeholders of a template, those of its tables last.
func TemplatePlaceholders(file string) []string {
	for _, p := range papers() {
		if p.file == file {
			return p.names()
		}
	}
	return nil
}

func (p paper) names() []string {
	names := slices.Clone(p.fields)
	var lists []string
	for list := range p.rows {
		lists = append(lists, list)
	}
	slices.SortFunc(lists, cmp.Compare)
	for _, list := range lists {
		for _, column := range p.rows[list] {
			names = append(names, list+"."+column)
		}
	}
	return names
}

func (p paper) knows(name string) bool {
	list, column, ok := strings.Cut(name, ".")
	if ok {
		return slices.Contains(p.rows[list], column)
	}
	return slices.Contains(p.fields, name)
}
