package texts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// unitsShown is how many units the office's reports name in one line.
const unitsShown = 10

// OfficeDay is what the office reads in the evening.
type OfficeDay struct {
	At         time.Time
	Head       ledger.Head
	Overdue    []ledger.UnitCount // by leading unit, the largest first
	Total      int64              // overdue tasks in all
	First      []ledger.Task      // of them, the longest overdue
	Submitted  int64              // completions that wait for the office
	Confirm    int64              // rows that wait for the office
	Blocked    int64              // tasks whose units reported a difficulty
	Waiting    int64              // what units applied for
	Unanswered int64              // of it, what should have been answered by now
	Ready      int64              // completed, and not applied for to be struck off
	Stalled    []ledger.Task      // their close-out waits at a unit or a leader past its day
	StalledN   int64              // of them in all
	Unsigned   int64              // tasks for which nobody signed within a working day
	Blocking   []ledger.Matter    // what other units should have answered by now
	NotTold    []ledger.Entry     // of today: what was due and not said
	Undone     []ledger.Entry     // of today: what was refused, or may not have arrived
	Instructed []ledger.Entry     // of today: 批示
	Wishes     int                // of these, those that ask for a task and wait for it
	Cancelled  []ledger.Entry     // of today: 撤项
	Replied    []ledger.Entry     // of today: 回复督办
	LateSigned []ledger.Entry     // of today: 签收督办 that came late
	Replies    []ledger.Notice    // whose reply is overdue, the longest first
	RepliesN   int64              // of them in all
	Stuck      Stuck
	Groups     []ledger.Chat // whose end is near, or just passed
	NoCalendar int           // the year whose holidays are not loaded; 0: all are
}

// Overdue tells the office what is overdue, what was not said today and what waits for
// it. On a day without any of these it is one line and the stamp.
func Overdue(d OfficeDay) string {
	today := ledger.DateOf(d.At)
	first := make([]string, len(d.First))
	for i, t := range d.First {
		first[i] = fmt.Sprintf("%s%s%s（%s，%s）", Lamp(t.Lamp(today)), Code(t.ID), cut(t.Title, titleShown), unitNames(t.Lead), limitWords(t, today))
	}
	return say("overdue", map[string]any{
		"Day": ShortDay(today), "Total": d.Total, "Units": unitCounts(d.Overdue), "First": first,
		"More": d.Total - int64(len(d.First)), "Submitted": d.Submitted, "Confirm": d.Confirm, "Blocked": d.Blocked,
		"Waiting": d.Waiting, "Unanswered": d.Unanswered, "Ready": d.Ready, "StalledN": d.StalledN, "Stalled": stalledTasks(d.Stalled, today), "Unsigned": d.Unsigned, "Blocking": blockers(d.Blocking, today),
		"NotTold": byReason(d.NotTold), "Undone": byReason(d.Undone),
		"Instructed": instructionsOfDay(d.Instructed, d.Wishes), "Cancelled": cancelledOfDay(d.Cancelled),
		"Heard": repliesOfDay(d.Replied, d.LateSigned), "RepliesN": d.RepliesN, "Replies": NoticeNumbers(d.Replies, unitsShown), "Stuck": stuck(d.Stuck),
		"Groups": endingGroups(d.Groups, today), "NoCalendar": d.NoCalendar, "AsOf": asOf(d.At, d.Head),
	})
}

// Stuck is where supervision should have risen and did not.
type Stuck struct {
	Tasks []ledger.Task
	Names []string // of the levels, task by task
	Due   ledger.Date
	Ran   time.Time // when the ladder was last worked; zero: never
}

// stuck says where supervision did not rise, and why.
func stuck(s Stuck) string {
	if len(s.Tasks) == 0 {
		return ""
	}
	names := make([]string, len(s.Tasks))
	for i, t := range s.Tasks {
		names[i] = Code(t.ID) + "→" + s.Names[i]
	}
	why := "那一轮没有办成，请管机器的同志看日志"
	switch {
	case s.Ran.IsZero():
		why = "逐级督办还没有运行过"
	case ledger.DateOf(s.Ran) < s.Due:
		why = "逐级督办没有运行，上一次是" + ShortDay(ledger.DateOf(s.Ran))
	}
	return fmt.Sprintf("%s应升级未升级%d项：%s（%s）", ShortDay(s.Due), len(s.Tasks), shortList(names, unitsShown), why)
}

// byReason is a line for each reason, with the units and tasks that it hit.
func byReason(entries []ledger.Entry) []string {
	var order []string
	hit := map[string][]string{}
	for _, e := range entries {
		why := whyUnsaid(e)
		name := whom(e)
		if _, seen := hit[why]; !seen {
			order = append(order, why)
		}
		if !slices.Contains(hit[why], name) {
			hit[why] = append(hit[why], name)
		}
	}
	lines := make([]string, len(order))
	for i, why := range order {
		lines[i] = shortList(hit[why], unitsShown) + "：" + why
	}
	return lines
}

func unitCounts(counts []ledger.UnitCount) string {
	names := make([]string, len(counts))
	for i, c := range counts {
		names[i] = fmt.Sprintf("%s%d项", c.Unit, c.Count)
	}
	return shortList(names, unitsShown)
}

func shortList(names []string, most int) string {
	text := strings.Join(names[:min(len(names), most)], "、")
	if len(names) > most {
		text += fmt.Sprintf("等%d个", len(names))
	}
	return text
}
