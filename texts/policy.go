package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// Policy explains the office's rules in sentences that the office can check.
func Policy(p ledger.Policy) string {
	var b strings.Builder
	if p.Version == 0 {
		b.WriteString("督办规则（程序自带，办公室可以改）\n")
	} else {
		fmt.Fprintf(&b, "督办规则（第%d版）\n", p.Version)
	}
	b.WriteString("一、逐级督办\n")
	b.WriteString(Ladder(p))
	b.WriteString(unreached(p))
	fmt.Fprintf(&b, "督办单编号：%s，每年从1号起，签发时给号，作废的号不再用。\n", strings.NewReplacer("{year}", "年", "{n}", "×").Replace(p.Series()))
	b.WriteString("二、销号步骤\n")
	for i, procedure := range p.Procedures {
		who := "其他来源的任务"
		if len(procedure.Sources) > 0 {
			who = "来源含“" + strings.Join(procedure.Sources, "”或“") + "”的任务"
		}
		steps := make([]string, len(procedure.Steps))
		for n, step := range procedure.Steps {
			steps[n] = stepWords(step)
		}
		fmt.Fprintf(&b, "%d. %s：%s。\n", i+1, who, strings.Join(steps, " → "))
	}
	fmt.Fprintf(&b, "三、减负\n每个单位每周主动消息最多%d条（每日提醒、催办、通知合计）；超过的不能再催办，紧急的要写明谁批准。\n", p.WeeklyBudget())
	if p.Ranking {
		b.WriteString("四、排名\n简报的图表里有各单位排名。\n")
	}
	return strings.TrimSpace(b.String())
}

// unreached says that no level reaches the principal leader, and what to write where one is to.
func unreached(p ledger.Policy) string {
	if p.TellsPrincipal() || len(p.Ladder) == 0 {
		return ""
	}
	top := p.Ladder[len(p.Ladder)-1]
	told := make([]string, 0, len(top.Told)+1)
	for _, role := range append(slices.Clone(top.Told), ledger.RolePrincipal) {
		told = append(told, string(role))
	}
	return fmt.Sprintf("没有哪一级报%s。要报的，在规则文件里“%s”一级写 told: [%s]，再运行 duban policy 文件名。\n", ledger.PrincipalLeader, top.Name, strings.Join(told, ", "))
}

func stepWords(s ledger.Step) string {
	text := StepName(s.Name)
	switch {
	case s.Days > 0 && s.Workdays:
		text += fmt.Sprintf("%d个工作日", s.Days)
	case s.Days > 0:
		text += fmt.Sprintf("%d天", s.Days)
	}
	if s.Files {
		text += "（附佐证材料）"
	}
	if s.Back != "" {
		text += "（退回后从" + stepShort(s.Back) + "重新办）"
	}
	return text
}

// StepName is a close-out step's word.
func StepName(name ledger.StepName) string {
	switch name {
	case ledger.StepSelfCheck:
		return "自查自验（一把手签字）"
	case ledger.StepLeadVerify:
		return "牵头单位核查"
	case ledger.StepAccept:
		return "验收单位验收"
	case ledger.StepOffice:
		return "办公室审核"
	case ledger.StepPublicNotice:
		return "公示"
	case ledger.StepLeaderSign:
		return "分管领导签字"
	case ledger.StepSuperior:
		return "上级复核"
	case ledger.StepFile:
		return "备案归档"
	default:
		return string(name)
	}
}

// PolicyProblem says what is wrong with the rules, and where.
func PolicyProblem(p ledger.PolicyProblem) string {
	says := map[string]string{
		"unnamed": "缺代码或名称", "twice": "代码“%s”用了两次", "never": "“%s”没有写什么时候触发", "negative": "“%s”的数字不能小于零",
		"far": "到期前最多提前%s天", "gap": "比序时进度慢的百分点要大于%s（黄灯从那里起）", "below": "“%s”的下一级不发督办单，不能按督办次数触发",
		"number": "编号“%s”里要写一次 {year} 和一次 {n}",
		"role":   "“%s”不能写在这里（告知：contact、head、leader、principal；签发：office、leader）", "none": "没有步骤",
		"step": "没有“%s”这个步骤", "order": "步骤“%s”的先后不对", "days": "公示要写天数", "back": "退回后重新开始的步骤“%s”不在它前面",
		"budget": "每周条数不能小于零", "rest": "最后要有一条不写来源的，供其他任务使用",
	}
	words := says[p.Code]
	if strings.Contains(words, "%s") {
		words = fmt.Sprintf(words, p.Words)
	}
	return p.Where + "：" + words
}
