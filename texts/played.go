package texts

import (
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// WentBy says in one line what was said while a story let months pass.
func WentBy(until time.Time, first []string) string {
	sorts := []string{"督办提醒", "督办日报", "督办周报", "台账留痕", "进展报送情况", "等您决定", "督办单"}
	counts := make([]int, len(sorts)+1)
	for _, line := range first {
		at := len(sorts)
		for i, sort := range sorts {
			if strings.Contains(line, sort) {
				at = i
				break
			}
		}
		counts[at]++
	}
	var parts []string
	for i, n := range counts {
		switch {
		case n > 0 && i < len(sorts):
			parts = append(parts, fmt.Sprintf("%s%d条", sorts[i], n))
		case n > 0:
			parts = append(parts, fmt.Sprintf("其他%d条", n))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("（到%s，没有发消息）", Clock(until))
	}
	return fmt.Sprintf("（到%s，共发%d条：%s）", Clock(until), len(first), strings.Join(parts, "、"))
}

// Accounted says that the figures of the summary are those that the entries give, or
// where they differ.
func Accounted(entries, summary ledger.Summary) string {
	var lines []string
	for _, f := range []struct {
		name     string
		told, is int64
	}{
		{"任务", entries.Total, summary.Total},
		{"已办结", entries.Completed, summary.Completed},
		{"已销号", entries.StruckOff, summary.StruckOff},
		{"办结未销号", entries.NotStruck, summary.NotStruck},
		{"未办结", entries.Open, summary.Open},
		{"逾期", entries.Overdue, summary.Overdue},
		{"7天内到期", entries.DueSoon, summary.DueSoon},
		{"报办结待审核", entries.Submitted, summary.Submitted},
		{"有困难", entries.Blocked, summary.Blocked},
	} {
		lines = append(lines, accounted(f.name, f.told, f.is))
	}
	if entries.Whole > 0 || summary.Whole > 0 {
		lines[0] += "（" + accounted("其中分解到单位的总任务", entries.Whole, summary.Whole) + "）"
	}
	return "按留痕逐条核算：" + strings.Join(lines, "，")
}

// accounted is one figure, by the entries and, where it differs, by the summary.
func accounted(name string, told, is int64) string {
	line := fmt.Sprintf("%s%d", name, told)
	if told != is {
		line += fmt.Sprintf("（汇总是%d，不一致）", is)
	}
	return line
}
