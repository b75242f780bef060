package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// The bounds of the lists behind a brief, all of which are one message.
const (
	listShown   = 8 // lines of a list
	figureShown = 8 // campaigns
)

// BriefLists are the lists behind the figures of a brief, as they stood then, and what their
// numbered lines are about: a reply may instruct or decide by the number.
func BriefLists(s ledger.Snapshot) (string, ledger.About) {
	l := listing{today: s.Summary.Today, about: ledger.About{Snapshot: s.ID}}
	l.say("%s详情", briefTitle(s)+space(s))
	for _, f := range s.Indicators[:min(len(s.Indicators), listShown)] {
		l.say("· %s", IndicatorLine(f))
	}
	for _, list := range s.Lists {
		l.list(list, s)
	}
	if len(s.Lists) == 0 {
		l.say("没有要列出的任务。")
	}
	l.campaigns(s)
	l.say("%s", asOf(s.At, s.Head))
	return strings.Join(l.lines, "\n"), l.about
}

// space keeps the days of a title apart from what follows.
func space(s ledger.Snapshot) string {
	if s.From.IsZero() {
		return ""
	}
	return " "
}

// campaigns tells how the campaigns keep their time: what is completed beside what should be.
func (l *listing) campaigns(s ledger.Snapshot) {
	if len(s.Campaigns) == 0 || s.Kind == ledger.BriefSpecial {
		return
	}
	l.say("【分战役】完成率／应完成率")
	for _, f := range s.Campaigns[:min(len(s.Campaigns), figureShown)] {
		l.say("· %s共%d项，已办结%d，逾期%d；%d%%／%d%%", f.Name, f.Total, f.Completed, f.Overdue, f.Percent, f.Schedule)
	}
	if more := len(s.Campaigns) - figureShown; more > 0 {
		l.say("　另有%d个战役", more)
	}
}

// listing puts lists together and numbers their lines.
type listing struct {
	today ledger.Date
	lines []string
	about ledger.About
}

func (l *listing) say(format string, args ...any) {
	l.lines = append(l.lines, fmt.Sprintf(format, args...))
}

func (l *listing) list(list ledger.Listed, s ledger.Snapshot) {
	head := fmt.Sprintf("【%s】%d%s", listTitle(list.Name), list.Total, listMeasure(list.Name))
	if worst := worstOf(s); list.Name == ledger.ListOverdue && worst != "" {
		head += "：" + worst
	}
	l.say("%s", head)
	shown := list.Lines[:min(len(list.Lines), listShown)]
	for _, line := range shown {
		l.line(list.Name, line)
	}
	if more := list.Total - int64(len(shown)); more > 0 {
		l.say("　另有%d%s", more, listMeasure(list.Name))
	}
}

// line is numbered if it is about a task: only that can be answered by its number.
func (l *listing) line(name ledger.ListName, line ledger.Line) {
	words := fmt.Sprintf("%s%s%s", lampOf(line), codeOf(line), cut(line.Title, titleShown))
	if tail := l.tail(name, line); tail != "" {
		words += "（" + tail + "）"
	}
	if line.Task == "" {
		l.say("· %s", words)
		return
	}
	l.about.Tasks = append(l.about.Tasks, line.Task)
	if name == ledger.ListDecisions {
		l.about.Matters = append(l.about.Matters, line.Matter)
	}
	l.say("%d. %s", len(l.about.Tasks), words)
}

func (l *listing) tail(name ledger.ListName, line ledger.Line) string {
	due := ""
	if !line.Due.IsZero() {
		due = shortDate(line.Due, l.today)
	}
	on := shortDate(line.On, l.today)
	lead := leadShort(line.Lead)
	switch name {
	case ledger.ListDecisions:
		if len(line.Lead) > 0 {
			return MatterName(line.Asks) + "，" + lead
		}
		return MatterName(line.Asks)
	case ledger.ListOverdue:
		return fmt.Sprintf("%s，逾期%d天，%d%%", lead, l.today.Sub(line.Due), line.Percent)
	case ledger.ListSuperior:
		return fmt.Sprintf("%s，%s前答复上级，%d%%", lead, on, line.Percent)
	case ledger.ListReady:
		return fmt.Sprintf("%s，%s办结", lead, on)
	case ledger.ListMissing:
		return fmt.Sprintf("%s，%s应报", lead, on)
	case ledger.ListNext:
		return fmt.Sprintf("%s，%s到期，%d%%", lead, due, line.Percent)
	case ledger.ListOpen:
		if due == "" {
			return fmt.Sprintf("%s，%d%%", lead, line.Percent)
		}
		return fmt.Sprintf("%s，时限%s，%d%%", lead, due, line.Percent)
	}
	return ""
}

func lampOf(line ledger.Line) string {
	if line.Lamp == "" {
		return ""
	}
	return Lamp(line.Lamp)
}

func codeOf(line ledger.Line) string {
	if line.Task == "" {
		return ""
	}
	return Code(line.Task)
}

func listTitle(name ledger.ListName) string {
	switch name {
	case ledger.ListDecisions:
		return "等领导决定"
	case ledger.ListOverdue:
		return "逾期"
	case ledger.ListSuperior:
		return "上级督办待回复"
	case ledger.ListReady:
		return "该销未销"
	case ledger.ListMissing:
		return "进展迟报"
	case ledger.ListNext:
		return "下周到期"
	case ledger.ListOpen:
		return "未办结"
	}
	return ""
}

func listMeasure(name ledger.ListName) string {
	if name == ledger.ListDecisions || name == ledger.ListSuperior {
		return "件"
	}
	return "项"
}
