package texts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// unsentShown is how many lines of what was not sent one answer has.
const unsentShown = 15

// Unsent lists what was due and not said: one line for each reason with whom it hit, the
// latest first, and how often.
func Unsent(entries []ledger.Entry, days int, zone *time.Location) string {
	if len(entries) == 0 {
		return fmt.Sprintf("最近%d天没有应发未发的提醒。", days)
	}
	type line struct {
		latest time.Time
		why    string
		whom   []string
		times  int
	}
	var lines []*line
	same := map[string]*line{}
	total := 0
	for _, e := range entries {
		why := whyUnsaid(e)
		l := same[why]
		if l == nil {
			l = &line{why: why}
			same[why] = l
			lines = append(lines, l)
		}
		at, times := e.Unsaid()
		if at.After(l.latest) {
			l.latest = at
		}
		l.times += times
		total += times
		if name := whom(e); !slices.Contains(l.whom, name) {
			l.whom = append(l.whom, name)
		}
	}
	slices.SortStableFunc(lines, func(a, b *line) int { return b.latest.Compare(a.latest) })
	var b strings.Builder
	fmt.Fprintf(&b, "最近%d天应发未发%d条：\n", days, total)
	for i, l := range lines {
		if i == unsentShown {
			fmt.Fprintf(&b, "另有%d种，见导出的留痕表。\n", len(lines)-i)
			break
		}
		times := ""
		if l.times > 1 {
			times = fmt.Sprintf("（共%d次）", l.times)
		}
		fmt.Fprintf(&b, "%s %s：%s%s\n", l.latest.In(zone).Format("1月2日 15:04"), shortList(l.whom, unitsShown), l.why, times)
	}
	if unit := unreachable(entries, false); unit != "" {
		fmt.Fprintf(&b, "没有联络员的，请发邀请码，如：邀请 %s 联络员\n", unit)
	}
	if unit := unreachable(entries, true); unit != "" {
		fmt.Fprintf(&b, "没有一把手的，请发邀请码，如：邀请 %s 一把手", unit)
	}
	return strings.TrimSpace(b.String())
}

// unreachable is the first unit that had nobody to be told; head: no head.
func unreachable(entries []ledger.Entry, head bool) ledger.UnitID {
	for _, e := range entries {
		if e.Unit != "" && e.Why == string(ledger.ReasonNobodyToTell) && lacksHead(e) == head {
			return e.Unit
		}
	}
	return ""
}

// whom says whom an entry is about: a unit, a task, or the message of a job.
func whom(e ledger.Entry) string {
	name := string(e.Unit)
	if e.Task != "" {
		name += Code(e.Task)
	}
	if name != "" {
		return name
	}
	for _, f := range e.Fields {
		if f.Name == "job" {
			return jobName(f.After)
		}
	}
	return "定时消息"
}

func jobName(job string) string {
	switch job {
	case "digest":
		return "单位提醒"
	case "overdue":
		return "督办日报"
	case "missing":
		return "进展报送情况"
	case "brief":
		return "领导周报"
	case "monthly":
		return "领导月报"
	case "chain":
		return "台账留痕"
	case "ladder":
		return "逐级督办"
	case "queue":
		return "待办事项"
	default:
		return job
	}
}
