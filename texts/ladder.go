package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// Ladder explains by what steps supervision rises, in sentences that are read once.
func Ladder(p ledger.Policy) string {
	var b strings.Builder
	for i, level := range p.Ladder {
		below := ""
		if i > 0 {
			below = p.Ladder[i-1].Name
		}
		fmt.Fprintf(&b, "%d. %s。%s的：%s。\n", i+1, level.Name, trigger(level.When, below), levelActs(level))
	}
	b.WriteString("从第1级开始，一级一级往上升，不跳级；一天最多升一级；同一个原因只升一次。\n")
	b.WriteString("任务办结，或者批准了延期，就不再往上升。已经开始升级的任务，规则改了也按原来的规则走完。\n")
	b.WriteString("任务有困难，转给别的单位答复的，等答复期间督办改催那个单位：")
	b.WriteString(againstWords(p))
	b.WriteString("等的日子不算牵头单位的；答复以后，任务接着原来的级别办，逾期的天数从答复那天重新数。\n")
	return b.String()
}

// againstWords say what of the ladder holds against a unit that is asked: it has a day by which
// to answer, and neither progress nor reports.
func againstWords(p ledger.Policy) string {
	by := func(t ledger.Trigger) bool { return t.DaysBefore+t.DaysOverdue+t.Notices > 0 }
	if !slices.ContainsFunc(p.Ladder, func(l ledger.Level) bool { return by(l.When) }) {
		return "只催答复，不升级（上面几级都不看日期）。"
	}
	return "级别和上面一样，时限换成应答复的那一天。"
}

// trigger says when a level is reached; below is the name of the level below.
func trigger(t ledger.Trigger, below string) string {
	var when []string
	if t.DaysBefore > 0 {
		words := fmt.Sprintf("离时限只有%d天", t.DaysBefore)
		if t.NoProgress {
			words += "，进度还是0"
		}
		when = append(when, words)
	}
	if t.DaysOverdue > 0 {
		when = append(when, fmt.Sprintf("逾期满%d个工作日", t.DaysOverdue))
	}
	if t.Gap > 0 {
		when = append(when, fmt.Sprintf("进度比应到的进度少%d个百分点以上", t.Gap))
	}
	if t.Notices > 0 {
		when = append(when, fmt.Sprintf("这项任务的%s单已经发过%d份", below, t.Notices))
	}
	if t.MissedReport > 0 {
		when = append(when, fmt.Sprintf("连着%d次没有报进展", t.MissedReport))
	}
	return strings.Join(when, "，或者")
}

// ladderRole names whom a level reaches: of the leaders it is the one in charge.
func ladderRole(role ledger.Role) string {
	switch role { //nolint:exhaustive // the others are called as everywhere
	case ledger.RoleLeader:
		return "分管领导"
	case ledger.RolePrincipal:
		return ledger.PrincipalLeader
	}
	return RoleName(role)
}

// levelActs say what happens at a level. The principal leader is told by a message of his own.
func levelActs(l ledger.Level) string {
	if slices.Contains(l.Told, ledger.RolePrincipal) {
		l.Told = slices.DeleteFunc(slices.Clone(l.Told), func(role ledger.Role) bool { return role == ledger.RolePrincipal })
		return levelActs(l) + "；当天报告" + ladderRole(ledger.RolePrincipal) + "，一天一条"
	}
	if l.Proposal {
		return "向办公室提出建议，办不办由办公室决定，单位看不到"
	}
	told := make([]string, len(l.Told))
	for i, role := range l.Told {
		told[i] = ladderRole(role)
	}
	who := strings.Join(told, "、")
	if !l.Notice {
		return "提醒单位的" + who
	}
	text := fmt.Sprintf("拟一份督办单，由%s签发，发给单位", ladderRole(l.Signer))
	if len(told) > 0 {
		text += "，同时发给" + who
	}
	if l.ReplyDays > 0 {
		text += fmt.Sprintf("；单位要在%d个工作日内回复", l.ReplyDays)
	}
	if l.HeadSigns {
		text += "，回复由一把手签字"
	}
	return text
}
