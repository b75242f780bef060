package texts

import (
	"cmp"
	"fmt"

	"duban/ledger"
)

// takenBack tells a unit that its report ends the review of the completion that it had reported.
func takenBack(r Result) string {
	if !r.Lead || r.Promised || !r.Was.ReopenedBy(r.Task) {
		return ""
	}
	now := ""
	if r.Report.Blocked {
		now = fmt.Sprintf("，进度按%d%%记", r.Report.Percent)
	}
	return fmt.Sprintf("此前报的办结随之撤回%s，指挥部办公室不再审核；完成后请再报：进展 %s 100 一句话", now, Number(r.Task.ID))
}

// TookBack tells the office that a completion which waits for its review was taken back.
func TookBack(m ledger.Matter, r ledger.Report) string {
	now := fmt.Sprintf("进度改为%d%%", r.Percent)
	if r.Blocked {
		now = "反映困难"
	}
	if r.Text != "" {
		now += "：" + cut(inner(r.Text), 60)
	}
	return fmt.Sprintf("%s%s：%s撤回了报办结（%s），不用再审核。", Code(m.Task), cut(m.Title, matterTitle), string(cmp.Or(r.Unit, m.Unit)), now)
}

// submittedRefuses says of each command why it is not for work that waits for the office's word
// on its completion, and how that is taken back.
func submittedRefuses(r *ledger.Refusal, e Example) string {
	since := ""
	if day, err := ledger.ParseDate(r.Words); err == nil && !day.IsZero() {
		since = shortDate(day, day)
	}
	text := code(r.Task) + since + "已报办结，正在等指挥部办公室确认，" + notNow(e)
	if r.Words == "" || e.Command == "closeout" {
		return text
	}
	back := fmt.Sprintf("进展 %s 90 一句话（办结随之撤回）", e.Number)
	switch e.Command {
	case "suspend":
		return text + fmt.Sprintf("还没完成的，单位先发：%s；办公室先发：退回 %s 理由", back, e.Number)
	case "assign", "divide":
		return text + fmt.Sprintf("要接着办的，请先发送：退回 %s 理由", e.Number)
	case "extend", "partial", "promise", "plan", "decline":
		return text + "还没完成的，先发：" + back + "，再发这一条。"
	}
	return text + "还没完成的，请发：" + back
}

// notNow is what a command asks for in vain.
func notNow(e Example) string {
	switch e.Command {
	case "extend":
		return "不用延期。"
	case "suspend":
		return "不能中止。"
	case "partial":
		return "不用再申请阶段性办结。"
	case "decline":
		return "不能退办。"
	case "promise":
		return "不用再承诺。"
	case "plan":
		return "不用再报计划。"
	case "accept":
		return "不用再签收。"
	case "closeout":
		return fmt.Sprintf("确认以后才能申请销号，到时请发送：销号 %s 一句话说明。", e.Number)
	case "assign":
		return "不能改交。"
	case "divide":
		return "不能再分解。"
	}
	return "不用再报。"
}

// reviewAfter tells what a withdrawn report means for the review of a completion.
func reviewAfter(u ledger.Reported) string {
	switch submitted := u.Task.State == ledger.StateSubmitted; {
	case submitted:
		return "仍是已报办结，等待指挥部办公室确认。"
	case u.Report.Percent == 100 && u.Report.Before.State != ledger.StateSubmitted && !u.Report.Blocked:
		return "报办结一并撤回。"
	}
	return ""
}

// BackInReview tells the office that a completion waits for it again after all.
func BackInReview(m ledger.Matter) string {
	return fmt.Sprintf("%s%s：%s撤销了刚才那句话，仍是已报办结，还请审核：待办", Code(m.Task), cut(m.Title, matterTitle), m.Unit)
}
