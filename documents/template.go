package documents

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/ledger"
)

// The sheets of the template. An import takes the first; the last holds the words of the
// lists to choose from, and is hidden.
const (
	templateTasks = "任务清单"
	templateHelp  = "填写说明"
	templateLists = "选项"
)

// The rows of the template's first sheet: the name of the list, its date, the heading.
const (
	templateDate    = 2
	templateHeading = 3
	templateFirst   = 4
	templateLast    = 1003 // so many rows offer lists to choose from
)

// templateColumn is a column that people fill in.
type templateColumn struct {
	name    string
	width   float64
	must    bool
	choice  string // the list to choose from, by its name
	how     string
	example string
}

// The names of the lists to choose from.
const (
	choiceUnits   = "单位名录"
	choiceRhythms = "频次名录"
	choiceYes     = "重点名录"
)

// templateColumns are the headings that an import knows, with what people should know of
// each. What they write in columns of their own is kept as well.
func templateColumns() []templateColumn {
	const several = "可以下拉选一个；几个单位用顿号隔开。"
	return []templateColumn{
		{name: "序号", width: 7, how: "在文件里的编号。再次导入时按它认出同一项任务。", example: "1"},
		{name: "任务来源", width: 16, how: "会议、督察、上级交办等。", example: "会议部署"},
		{name: "战役", width: 10, how: "用来分类汇总。", example: "碧水"},
		{name: "工作任务", width: 36, must: true, how: "一句话说清做什么。没有这一栏的行不会立项。", example: "城区截污提升工程"},
		{name: "整改目标", width: 26, how: "做到什么程度算完成。", example: "建成区污水直排口清零"},
		{name: "工作措施", width: 26, how: "打算怎么做。", example: "新建截污管网3公里"},
		{name: "依据", width: 18, how: "文件名称或文号。", example: "韶环督〔2025〕12号"},
		{name: "牵头单位", width: 14, must: true, choice: choiceUnits, how: "写第一个的是牵头单位；不写就要办公室再交办。" + several, example: "住建局"},
		{name: "配合单位", width: 20, choice: choiceUnits, how: several + "可以写“各镇（街道）”。", example: "水务局、坪石镇"},
		{name: "落实单位", width: 14, choice: choiceUnits, how: several, example: "乐城街道"},
		{name: "督导单位", width: 14, choice: choiceUnits, how: several, example: "市委督查室"},
		{name: "验收销号单位", width: 14, choice: choiceUnits, how: several, example: "生态环境局"},
		{name: "分管领导", width: 14, how: "写职务，不写姓名。", example: "分管城建副市长"},
		{name: "挂点领导", width: 14, how: "写职务，不写姓名。", example: "挂点副市长"},
		{
			name: "完成时限", width: 16, must: true, example: "2025-12-31",
			how: "日期（2025-12-31、2025年12月31日、12月底前），或文件原话（年底前、60个工作日内、长期坚持）。读不准的会请办公室确认，不会乱猜。",
		},
		{name: "报送频次", width: 11, choice: choiceRhythms, how: "可以下拉选；不写就不要求定期报。", example: "每月"},
		{name: "重点", width: 8, choice: choiceYes, how: "重点任务写“是”。", example: "是"},
		{name: "反弹", width: 10, how: "以前办结、销号了又出现的，写那项任务的督办编号；不是的不写。", example: "2025-007"},
		{name: "备注", width: 20, how: "原样保存。", example: "第一批"},
	}
}

// Template is an empty workbook with the headings of an import, lists of the units to
// choose from, and a sheet that explains. Filled in it is imported as it is.
func Template(units []ledger.Unit, at time.Time) (ledger.File, error) {
	b, err := newBook(Cover{Title: "督办任务导入模板", At: at})
	if err != nil {
		return ledger.File{}, err
	}
	var out bytes.Buffer
	if err = b.template(units); err == nil {
		err = b.write(&out)
	}
	if err = errors.Join(err, b.close()); err != nil {
		return ledger.File{}, err
	}
	return ledger.File{Kind: ledger.FileDocument, Name: "督办任务导入模板.xlsx", Size: int64(out.Len()), Body: out.Bytes()}, nil
}

func (b *book) template(units []ledger.Unit) error {
	columns := templateColumns()
	for _, step := range []func() error{
		func() error { return b.fillIn(columns) },
		func() error { return b.explain(columns) },
		func() error { return b.choices(units) },
		func() error { return b.offer(columns, len(units) > 0) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("documents: template: %w", err)
		}
	}
	return nil
}

// fillIn is the sheet that people fill in.
func (b *book) fillIn(columns []templateColumn) error {
	if err := b.sheet(templateTasks); err != nil {
		return err
	}
	p := &page{book: b, name: templateTasks, printed: len(columns)}
	if err := p.paper(); err != nil {
		return err
	}
	if err := b.templateHeads(p, columns); err != nil {
		return err
	}
	last := p.cellName(len(columns), titleRow)
	for _, line := range []struct {
		row   int
		words string
		look  int
	}{
		{titleRow, "（请把这一行改成台账名称，例如：2025年碧水攻坚任务清单）", b.looks.title},
		{templateDate, "填报日期：　　　年　　月　　日（“年底前”“60日内”从这一天算起；不填就从导入那天算起）", b.looks.remark},
	} {
		from, to := p.cellName(1, line.row), strings.TrimSuffix(last, strconv.Itoa(titleRow))+strconv.Itoa(line.row)
		if err := errors.Join(
			b.file.SetCellStr(templateTasks, from, line.words),
			b.file.MergeCell(templateTasks, from, to),
			b.file.SetCellStyle(templateTasks, from, to, line.look),
		); err != nil {
			return err
		}
	}
	below := p.cellName(1, templateFirst)
	return errors.Join(
		b.file.SetRowHeight(templateTasks, titleRow, 32),
		b.file.SetRowHeight(templateTasks, templateHeading, 28),
		b.file.SetPanes(templateTasks, &excelize.Panes{
			Freeze: true, YSplit: templateHeading, TopLeftCell: below, ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: below, ActiveCell: below, Pane: "bottomLeft"}},
		}),
		b.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", templateTasks, titleRow, templateHeading), Scope: templateTasks,
		}),
	)
}

func (b *book) templateHeads(p *page, columns []templateColumn) error {
	for i, c := range columns {
		look := b.looks.text
		if c.name == "完成时限" {
			look = b.looks.day // what is typed as a date is shown as one; words stay words
		}
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		name, mark := c.name, b.looks.heading
		if c.must {
			name, mark = "★"+name, b.looks.must
		}
		at := p.cellName(i+1, templateHeading)
		if err := errors.Join(
			b.file.SetColWidth(templateTasks, letter, letter, c.width),
			b.file.SetColStyle(templateTasks, letter, look),
			b.file.SetCellStr(templateTasks, at, name),
			b.file.SetCellStyle(templateTasks, at, at, mark),
		); err != nil {
			return err
		}
	}
	return nil
}

// explain is the sheet that says how each column is filled in. It has no heading that an
// import would take for its own.
func (b *book) explain(columns []templateColumn) error {
	p, err := b.newPage(templateHelp, "填写说明", []pageColumn{
		{name: "栏目", width: 16, look: b.looks.strong},
		{name: "要不要填", width: 12, look: b.looks.centre},
		{name: "怎么填", width: 70, look: b.looks.text},
		{name: "例子", width: 28, look: b.looks.text},
	}, 4)
	if err != nil {
		return err
	}
	for _, c := range columns {
		must := "可以不填"
		if c.must {
			must = "要填"
		}
		if err := p.add(c.name, must, c.how, c.example); err != nil {
			return err
		}
	}
	for _, more := range [][2]string{
		{"自己加的栏目", "可以加，内容作为备注随任务保存。列的次序也可以换。"},
		{"填好以后", "把文件发给我，我先回报读到了什么，您确认以后才立项。"},
		{"密级", "涉密内容不要填，也不要在这里发送。"},
	} {
		if err := p.add(more[0], "", more[1], ""); err != nil {
			return err
		}
	}
	return p.end()
}

// choices is the hidden sheet with the words to choose from: a list in a rule itself may
// have 255 letters, which forty units do not fit into.
func (b *book) choices(units []ledger.Unit) error {
	if err := b.sheet(templateLists); err != nil {
		return err
	}
	var names []string
	for _, unit := range ledger.Unmerged(units) {
		names = append(names, string(unit.ID))
	}
	var rhythms []string
	for _, r := range []ledger.Rhythm{
		ledger.RhythmWeekly, ledger.RhythmTenDays, ledger.RhythmMonthly, ledger.RhythmQuarterly, ledger.RhythmHalfYear, ledger.RhythmYearly, ledger.RhythmOnce,
	} {
		rhythms = append(rhythms, rhythmWord(r))
	}
	for i, list := range []struct {
		name  string
		words []string
	}{{choiceUnits, names}, {choiceRhythms, rhythms}, {choiceYes, []string{yes(true)}}} {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		words := append([]string{list.name}, list.words...)
		if err := b.file.SetSheetCol(templateLists, letter+"1", &words); err != nil {
			return err
		}
		if len(list.words) == 0 {
			continue
		}
		if err := b.file.SetDefinedName(&excelize.DefinedName{
			Name: list.name, RefersTo: fmt.Sprintf("'%s'!$%s$2:$%s$%d", templateLists, letter, letter, len(words)),
		}); err != nil {
			return err
		}
	}
	return b.file.SetSheetVisible(templateLists, false)
}

// offer puts a list to choose from, and a word of advice, under each heading. It forbids
// nothing: what a list does not have may still be right, and the import asks where it is not.
func (b *book) offer(columns []templateColumn, units bool) error {
	for i, c := range columns {
		rule := excelize.NewDataValidation(true)
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		rule.SetSqref(fmt.Sprintf("%s%d:%s%d", letter, templateFirst, letter, templateLast))
		rule.SetInput(c.name, c.how+"例："+c.example)
		if c.choice != "" && (units || c.choice != choiceUnits) {
			rule.SetSqrefDropList(c.choice)
		}
		if err := b.file.AddDataValidation(templateTasks, rule); err != nil {
			return err
		}
	}
	return nil
}
