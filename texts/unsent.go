package texts

import (
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// unsentShown is how many lines of what was not sent one answer has.
const unsentShown = 15

// Unsent lists what was due and not said, with the reasons: one line for each reason and
// whom it hit, the latest first, with how often.
func Unsent(entries []ledger.Entry, days int, zone *time.Location) string {
	if len(entries) == 0 {
		return fmt.Sprintf("最近%d天没有应发未发的提醒。", days)
	}
	type line struct {
		latest time.Time
		words  string
		times  int
	}
	var lines []*line
	same := map[string]*line{}
	for _, e := range entries { // the latest come first
		words := whom(e) + "：" + WhyNot(e.Why)
		if same[words] == nil {
			same[words] = &line{latest: e.At, words: words}
			lines = append(lines, same[words])
		}
		same[words].times++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "最近%d天应发未发%d条：\n", days, len(entries))
	for i, l := range lines {
		if i == unsentShown {
			fmt.Fprintf(&b, "另有%d种，见导出的留痕表。\n", len(lines)-i)
			break
		}
		times := ""
		if l.times > 1 {
			times = fmt.Sprintf("（共%d次）", l.times)
		}
		fmt.Fprintf(&b, "%s %s%s\n", l.latest.In(zone).Format("1月2日 15:04"), l.words, times)
	}
	return strings.TrimSpace(b.String())
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
		return "领导简报"
	case "chain":
		return "台账留痕"
	default:
		return job
	}
}
