package documents

import (
	"fmt"
	"strconv"
	"strings"

	"duban/ledger"
)

// Brief is a snapshot as a paper: 督查专报, 周报, 月报. Office is who issues it, number the
// paper's own (第3期), which may be empty.
func (p *Papers) Brief(s ledger.Snapshot, office, number string) (ledger.File, error) {
	stamp := Stamp{Office: office, Head: s.Head, At: s.At}
	title := briefTitle(s)
	return p.make(paperBrief, title+s.At.Format("2006-01-02"), values{
		fieldNumber: number, fieldOffice: office, fieldTitle: title, fieldPeriod: briefPeriod(s), fieldOverview: strings.Join(overview(s), "\n"),
		fieldDate: paperDay(ledger.DateOf(s.At)), fieldCheck: stamp.check(string(s.ID)),
	}, lists{"单位": figureRows(s.Units), "战役": figureRows(s.Campaigns)})
}

func briefTitle(s ledger.Snapshot) string {
	name := s.Name
	if name == "" {
		name = "全市"
	}
	switch s.Kind {
	case ledger.BriefWeekly:
		return name + "督办周报"
	case ledger.BriefMonthly:
		return name + "督办月报"
	case ledger.BriefSpecial:
		return name + "督查专报"
	case ledger.BriefSummary:
	}
	return name + "督办情况汇总"
}

func briefPeriod(s ledger.Snapshot) string {
	if s.From.IsZero() {
		return ""
	}
	return paperDay(s.From) + "至" + paperDay(s.Until)
}

// overview are the figures in sentences, in the order in which leaders read them.
func overview(s ledger.Snapshot) []string {
	m := s.Summary
	lines := []string{
		"一、总体情况",
		fmt.Sprintf("截至%s，共督办%d项：已办结%d项（其中已销号%d项、办结未销号%d项），未办结%d项。", s.At.Format("2006年1月2日15:04"), m.Total, m.Completed, m.StruckOff, m.NotStruck, m.Open),
		fmt.Sprintf("未办结的任务中，红灯%d项、黄灯%d项、绿灯%d项、灰灯（长期或未定时限）%d项；已逾期%d项，7天内到期%d项。", m.Red, m.Yellow, m.Green, m.Grey, m.Overdue, m.DueSoon),
		"二、报送和办理情况",
		fmt.Sprintf("近7天有报告%d项，进展迟报%d项；单位反映困难%d项，等待审核办结%d项。", m.Reported, m.Missing, m.Blocked, m.Submitted),
	}
	if late := mostOverdue(s.Units); late != "" {
		lines = append(lines, "三、主要问题", late)
	}
	return lines
}

const worstShown = 5

// mostOverdue names the units with the most overdue tasks; those of like figures in their order.
func mostOverdue(units []ledger.Figures) string {
	ids, counts := make([]ledger.UnitID, len(units)), make([]int64, len(units))
	for i, u := range units {
		ids[i], counts[i] = ledger.UnitID(u.Name), u.Overdue
	}
	worst := ledger.Worst(ids, counts)
	if len(worst) == 0 {
		return ""
	}
	var names []string
	for _, w := range worst[:min(len(worst), worstShown)] {
		names = append(names, fmt.Sprintf("%s%d项", w.Unit, w.Count))
	}
	return "逾期任务较多的单位：" + strings.Join(names, "、") + "。"
}

func figureRows(figures []ledger.Figures) []values {
	rows := make([]values, len(figures))
	count := func(n int64) string { return strconv.FormatInt(n, 10) }
	for i, f := range figures {
		rows[i] = values{
			"名称": f.Name, "总数": count(f.Total), "办结": count(f.Completed), "销号": count(f.StruckOff), "红灯": count(f.Red), "黄灯": count(f.Yellow),
			"逾期": count(f.Overdue), "迟报": count(f.Missing), "进度": fmt.Sprintf("%d%%", f.Percent), "序时": fmt.Sprintf("%d%%", f.Schedule),
		}
	}
	return rows
}
