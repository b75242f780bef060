package documents

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strconv"

	"duban/ledger"
)

// SnapshotWorkbook are the figures of a snapshot as a workbook: 汇总, 按单位, 按战役, 按周
// and, where there are any, 指标, each sheet with the moment and the chain's head. It reads nothing, so the figures
// are those of the brief that it stands under.
func SnapshotWorkbook(s ledger.Snapshot) (ledger.File, error) {
	b, err := newBook(Cover{Title: snapshotTitle(s), At: s.At, Head: s.Head})
	if err != nil {
		return ledger.File{}, err
	}
	var out bytes.Buffer
	err = b.figures(s)
	if err == nil {
		err = b.write(&out)
	}
	if err = errors.Join(err, b.close()); err != nil {
		return ledger.File{}, err
	}
	name := snapshotTitle(s) + "-" + ledger.DateOf(s.At).String() + ".xlsx"
	return ledger.File{Kind: ledger.FileDocument, Name: FileName(name), Size: int64(out.Len()), Body: out.Bytes()}, nil
}

func snapshotTitle(s ledger.Snapshot) string {
	kind := "督办情况汇总"
	switch s.Kind {
	case ledger.BriefWeekly:
		kind = "督办周报"
	case ledger.BriefMonthly:
		kind = "督办月报"
	case ledger.BriefSpecial:
		kind = "督查专报"
	case ledger.BriefSummary:
	}
	return cmp.Or(s.Name, "全市") + kind
}

func (b *book) figures(s ledger.Snapshot) error {
	for _, sheet := range []func(ledger.Snapshot) error{
		b.totals,
		func(s ledger.Snapshot) error { return b.figuresBy("按单位", "牵头单位", s.Units) },
		func(s ledger.Snapshot) error { return b.figuresBy("按战役", "战役", s.Campaigns) },
		b.weeks,
		b.indicators,
		b.lists,
	} {
		if err := sheet(s); err != nil {
			return err
		}
	}
	return nil
}

// totals is the first sheet, in the order in which leaders read them (domain §8).
func (b *book) totals(s ledger.Snapshot) error {
	p, err := b.newPage("汇总", b.cover.Title, []pageColumn{
		{name: "指标", width: 34, look: b.looks.strong}, {name: "数量", width: 14, look: b.looks.number}, {name: "说明", width: 50, look: b.looks.text},
	}, 3)
	if err != nil {
		return err
	}
	sum := s.Summary
	if !s.From.IsZero() {
		if err := p.add("期间", nil, fmt.Sprintf("%s至%s", dayWords(s.From), dayWords(s.Until))); err != nil {
			return err
		}
	}
	for _, row := range []struct {
		name  string
		n     int64
		words string
	}{
		{"任务总数", sum.Total, wholeWords(sum)},
		{"已办结", sum.Completed, "含已销号"},
		{"已销号", sum.StruckOff, ""},
		{"办结未销号", sum.NotStruck, ""},
		{"未办结", sum.Open, ""},
		{"红灯", sum.Red, "已逾期，或落后序时进度30个点以上"},
		{"黄灯", sum.Yellow, "7天内到期，或落后序时进度10个点以上"},
		{"绿灯", sum.Green, "按序时推进"},
		{"灰灯", sum.Grey, "长期坚持、中止或未定时限"},
		{"逾期", sum.Overdue, ""},
		{"7天内到期", sum.DueSoon, ""},
		{"报办结待确认", sum.Submitted, ""},
		{"有困难", sum.Blocked, ""},
		{"进展迟报", sum.Missing, ""},
		{"近7天有报告", sum.Reported, ""},
		{"近7天新增", sum.New, ""},
		{"上级督办待回复", sum.Superior, ""},
		{"上级督办超过回复期限", sum.SuperiorLate, ""},
		{"内容待确认", sum.Confirm, ""},
		{"等领导决定", s.List(ledger.ListDecisions).Total, ""},
		{"该销未销", s.List(ledger.ListReady).Total, "办结满5个工作日，还没有申请销号"},
		{"下周到期", s.List(ledger.ListNext).Total, ""},
	} {
		if err := p.add(row.name, row.n, row.words); err != nil {
			return err
		}
	}
	return p.end()
}

// figuresBy is a sheet of how the tasks of each unit or campaign stand.
func (b *book) figuresBy(sheet, name string, all []ledger.Figures) error {
	columns := []pageColumn{{name: name, width: 20, look: b.looks.strong}}
	for _, figure := range []string{"总数", "已办结", "已销号", "红灯", "黄灯", "绿灯", "灰灯", "逾期", "进展迟报"} {
		columns = append(columns, pageColumn{name: figure, width: 10, look: b.looks.number})
	}
	columns = append(columns, pageColumn{name: "完成率", width: 10, look: b.looks.percent}, pageColumn{name: "应完成率", width: 10, look: b.looks.percent})
	p, err := b.newPage(sheet, b.cover.Title+"（"+sheet+"）", columns, len(columns))
	if err != nil {
		return err
	}
	for _, f := range all {
		if err := p.add(f.Name, f.Total, f.Completed, f.StruckOff, f.Red, f.Yellow, f.Green, f.Grey, f.Overdue, f.Missing,
			share(f.Percent), share(f.Schedule)); err != nil {
			return err
		}
	}
	return p.end()
}

// weeks is a sheet of what each week brought.
func (b *book) weeks(s ledger.Snapshot) error {
	p, err := b.newPage("按周", b.cover.Title+"（按周）", []pageColumn{
		{name: "周一", width: 14, look: b.looks.day},
		{name: "周末逾期", width: 14, look: b.looks.number},
		{name: "本周办结", width: 14, look: b.looks.number},
		{name: "本周销号", width: 14, look: b.looks.number},
	}, 4)
	if err != nil {
		return err
	}
	for _, w := range s.Weeks {
		if err := p.add(w.Monday, w.Overdue, w.Completed, w.StruckOff); err != nil {
			return err
		}
	}
	return p.end()
}

// indicators is a sheet of what is measured each month and may only get better.
func (b *book) indicators(s ledger.Snapshot) error {
	if len(s.Indicators) == 0 {
		return nil
	}
	columns := []pageColumn{{name: "指标", width: 20, look: b.looks.strong}, {name: "范围", width: 14, look: b.looks.text}}
	for _, name := range []string{"月份", "数值", "单位", "去年同月", "底线"} {
		columns = append(columns, pageColumn{name: name, width: 12, look: b.looks.centre})
	}
	columns = append(columns, pageColumn{name: "情况", width: 24, look: b.looks.text})
	p, err := b.newPage("指标", b.cover.Title+"（指标）", columns, len(columns))
	if err != nil {
		return err
	}
	for _, f := range s.Indicators {
		year, month, _ := f.Month.Civil()
		if err := p.add(f.Name, cmp.Or(f.Area, "全市"), fmt.Sprintf("%d年%d月", year, int(month)), measureCell(&f.Value), f.Unit,
			measureCell(f.Last), measureCell(f.Floor), indicatorStands(f)); err != nil {
			return err
		}
	}
	return p.end()
}

// measureCell is a figure as a number, so that it can be sorted.
func measureCell(m *ledger.Measure) any {
	if m == nil {
		return nil
	}
	number, err := strconv.ParseFloat(m.String(), 64)
	if err != nil {
		return m.String()
	}
	return number
}

func indicatorStands(f ledger.IndicatorFigure) string {
	switch {
	case f.Worsened() && f.BelowFloor():
		return "差于去年同月，未守住底线"
	case f.Worsened():
		return "差于去年同月"
	case f.BelowFloor():
		return "未守住底线"
	}
	return ""
}

// share is a percentage as a workbook keeps it.
func share(percent int) float64 { return float64(percent) / 100 }

func dayWords(d ledger.Date) string {
	y, m, day := d.Civil()
	return fmt.Sprintf("%d年%d月%d日", y, int(m), day)
}

// wholeWords say how many of the total were divided, where any were.
func wholeWords(sum ledger.Summary) string {
	if sum.Whole == 0 {
		return ""
	}
	return fmt.Sprintf("其中分解到单位的总任务%d项，分到各单位的各项也计入", sum.Whole)
}
