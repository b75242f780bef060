package texts

import (
	"cmp"
	"fmt"

	"duban/ledger"
)

// partials say what of a task is completed, when, by whom, and who agreed.
func partials(t ledger.Task) []string {
	var lines []string
	for _, p := range t.Partial {
		lines = append(lines, fmt.Sprintf("%s %s%s：%s（%s同意）", Day(p.On), p.Unit, p.By, p.Text, cmp.Or(p.Agreed, "指挥部办公室")))
	}
	return lines
}

// partly marks in a list that a part of the work is completed.
func partly(t ledger.Task) string {
	if len(t.Partial) == 0 || !t.Open() {
		return ""
	}
	return "，阶段性办结"
}

// rest says until when what is left is to be done.
func rest(m ledger.Matter) string {
	switch {
	case m.Verdict != ledger.VerdictApproved:
		return ""
	case m.Settled.Date.IsZero():
		return "，任务继续办理，原时限不变"
	default:
		return "，任务继续办理，剩余部分时限" + Day(m.Settled.Date)
	}
}

// refusalOfPartial says why no part of a task is recorded as completed.
func refusalOfPartial(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNoReport:
		return fmt.Sprintf("%s还没有报过进展，不能申请阶段性办结。请先报，如：进展 %s 60 主体已完成", code(r.Task), e.Number)
	case ledger.ReasonNoLimit:
		if e.Command == "approve" {
			return fmt.Sprintf("%s没有确定的时限，不能另定日期。不改时限的，请发送：同意 %s", code(r.Task), e.Number)
		}
	case ledger.ReasonExtendBack:
		if e.Command == "approve" {
			return fmt.Sprintf("另定的日期要比现在的时限晚，如：同意 %s 12月31日；不改日期的，只写：同意 %s", e.Number, e.Number)
		}
	case ledger.ReasonClosed:
		if e.Command == "partial" {
			return code(r.Task) + "已经办结，不用再申请阶段性办结。"
		}
	default:
	}
	return ""
}
