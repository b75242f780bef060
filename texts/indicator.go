package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// Indicators is the newest figure of each indicator, beside last year's and the floor.
func Indicators(figures []ledger.IndicatorFigure, more int64) string {
	if len(figures) == 0 {
		return "还没有登记指标。登记请发送：指标 优良率 10月 97.78%"
	}
	lines := []string{"各项指标（最近一个月）："}
	for _, f := range figures {
		lines = append(lines, "· "+IndicatorLine(f))
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("另有%d项，请发送：指标 名称", more))
	}
	return strings.Join(lines, "\n")
}

// IndicatorMonths is how one indicator went, month by month.
func IndicatorMonths(i ledger.Indicator, figures []ledger.IndicatorFigure) string {
	lines := []string{indicatorName(i.Name, i.Area) + "（" + direction(i) + floorWords(i) + "）："}
	for _, f := range figures {
		lines = append(lines, "· "+monthFigure(f))
	}
	return strings.Join(lines, "\n")
}

func direction(i ledger.Indicator) string {
	if i.Lower {
		return "越低越好"
	}
	return "越高越好"
}

func floorWords(i ledger.Indicator) string {
	if i.Floor == nil {
		return "，未设底线"
	}
	return "，底线" + i.Floor.String() + i.Unit
}

// IndicatorLine is one figure with what it is measured by: 优良率 2026年10月：97.78%，比去年同期（98.88%）变差.
func IndicatorLine(f ledger.IndicatorFigure) string {
	return indicatorName(f.Name, f.Area) + " " + monthFigure(f)
}

func indicatorName(name, area string) string {
	if area == "" {
		return name
	}
	return area + name
}

func monthFigure(f ledger.IndicatorFigure) string {
	year, month, _ := f.Month.Civil()
	text := fmt.Sprintf("%d年%d月：%s%s", year, int(month), f.Value, f.Unit)
	switch {
	case f.Last == nil:
		text += "，去年同期没有登记"
	case f.Worsened():
		text += fmt.Sprintf("，比去年同期（%s%s）变差", f.Last, f.Unit)
	case *f.Last == f.Value:
		text += "，与去年同期持平"
	default:
		text += fmt.Sprintf("，好于去年同期（%s%s）", f.Last, f.Unit)
	}
	if f.BelowFloor() {
		text += fmt.Sprintf("，未守住底线（%s%s）", f.Floor, f.Unit)
	}
	return text
}

// Measured answers who wrote a figure down: what is known now, and who was told.
func Measured(i ledger.Indicator, first bool, f ledger.IndicatorFigure, told bool) string {
	text := "已登记 " + indicatorName(i.Name, i.Area)
	if f.Month.IsZero() {
		text += "（" + direction(i) + floorWords(i) + "）。"
	} else {
		text += " " + monthFigure(f) + "。"
	}
	if first {
		text += fmt.Sprintf("这是新的指标，按%s登记；不对的请发送：指标 %s %s", direction(i), strings.TrimSpace(i.Name+" "+i.Area), opposite(i))
	}
	if told {
		text += "已告知领导和办公室。"
	}
	return text
}

func opposite(i ledger.Indicator) string {
	if i.Lower {
		return "越高越好"
	}
	return "越低越好"
}

// IndicatorDropped answers who took a month's figure back.
func IndicatorDropped(i ledger.Indicator, month ledger.Date) string {
	year, m, _ := month.Civil()
	return fmt.Sprintf("已作废 %s %d年%d月的数字，已留痕。", indicatorName(i.Name, i.Area), year, int(m))
}

// Worsened tells leaders and office that a figure is worse than it may be.
func Worsened(f ledger.IndicatorFigure) string {
	return "指标预警：" + IndicatorLine(f) + "。请研究。看逐月情况请发送：指标 " + strings.TrimSpace(f.Name+" "+f.Area)
}

// refusalOfIndicator says why a figure is not written down.
func refusalOfIndicator(r *ledger.Refusal, _ Example) string {
	switch r.Reason {
	case ledger.ReasonMonthAhead:
		return "这个月还没有到，没有登记。请核对月份，如：指标 优良率 10月 97.78%"
	case ledger.ReasonMeasure:
		return "百分数不能大于100，没有登记。请核对数字，如：指标 优良率 10月 97.78%"
	case ledger.ReasonSameFigure:
		return "已经是这样登记的，没有改动。"
	case ledger.ReasonNoIndicator:
		return fmt.Sprintf("没有登记过指标“%s”。看全部指标请发送：指标", cut(r.Words, 20))
	default:
		return ""
	}
}
