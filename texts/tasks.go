package texts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// UnitTasks is one page of what is open for a unit.
type UnitTasks struct {
	Unit  ledger.UnitID
	Tasks []ledger.Task
	Total int64
	Page  int
	First int // number of the first line

	Handed bool // the unit handed them to others by its mandate
}

// PageSize is how many tasks one page of a unit's list has.
const PageSize = 15

// Tasks lists what is open for the asker's units.
func Tasks(lists []UnitTasks, today ledger.Date) string {
	var b strings.Builder
	shown := 0
	for _, list := range lists {
		what := "未办结"
		if list.Handed {
			what = "交办给其他单位未办结"
		} else {
			shown += len(list.Tasks)
		}
		switch {
		case list.Total == 0:
			fmt.Fprintf(&b, "%s目前没有未办结的任务。\n", list.Unit)
			continue
		case len(list.Tasks) == 0:
			fmt.Fprintf(&b, "%s%s%d项，没有第%d页。\n", list.Unit, what, list.Total, list.Page)
			continue
		}
		fmt.Fprintf(&b, "%s%s%d项：\n", list.Unit, what, list.Total)
		for i, t := range list.Tasks {
			part := ""
			switch {
			case list.Handed:
				part = "，" + leads(t) + "牵头"
			case !slices.Contains(t.Lead, list.Unit):
				part = "，" + pickWords(t.PartOf(list.Unit) == ledger.PartImplement, "落实", "配合")
			}
			fmt.Fprintf(&b, "%d. %s\n", list.First+i, taskLine(t, today)+part)
		}
		if left := list.Total - int64(list.Page*PageSize); left > 0 {
			fmt.Fprintf(&b, "还有%d项，发送：任务 %d\n", left, list.Page+1)
		}
	}
	if shown > 0 {
		b.WriteString("报进展：回复本消息“序号 百分比 一句话”，或发送：进展 编号 百分比 一句话")
	}
	return strings.TrimSpace(b.String())
}

// taskLine is a task in one line of a list.
func taskLine(t ledger.Task, today ledger.Date) string {
	line := fmt.Sprintf("%s%s%s %d%%%s，%s", Lamp(t.Lamp(today)), Code(t.ID), cut(t.Title, 24), t.Percent, share(t), limitWords(t, today))
	line += partly(t)
	if words := relapses(t); words != "" {
		line += "，" + words
	}
	if t.RepeatOf != "" {
		line += "，反复出现"
	}
	return line
}

// limitWords say how the task stands to its limit.
func limitWords(t ledger.Task, today ledger.Date) string {
	due := t.Limit.Due
	switch {
	case t.Closing():
		text := "已办结未销号，销号中：" + stepShort(t.Closeout.Step().Name)
		if w, ok := t.Waits(ledger.MatterStep); ok && w.By < today && !w.By.IsZero() {
			text += "（" + at(w, today) + "）"
		}
		return text
	case t.State == ledger.StateCompleted:
		return "已办结未销号"
	case t.State == ledger.StateClosed:
		return "已销号"
	case t.State == ledger.StateCancelled:
		return "已撤项"
	case t.State == ledger.StateSubmitted:
		return "已报办结待确认"
	case t.State == ledger.StateSuspended:
		return "已中止，" + shortDate(t.Suspension.Until, today) + "恢复"
	case due.IsZero() && t.Limit.Standing:
		return "长期坚持"
	case due.IsZero():
		return "时限" + orNone(t.Limit.Raw)
	case today > due:
		return fmt.Sprintf("逾期%d天", today.Sub(due))
	case today == due:
		return "今天到期"
	default:
		return fmt.Sprintf("%s（还有%d天）", shortDate(due, today), due.Sub(today))
	}
}

// limitAndRaw is the whole of what is known of a limit: the date, how far it is, and the
// document's own words where they say more than the date.
func limitAndRaw(t ledger.Task, today ledger.Date) string {
	due := t.Limit.Due
	var text string
	switch {
	case due.IsZero() && t.Limit.Standing:
		text = "长期坚持"
	case due.IsZero():
		text = "未定"
	case !t.Open():
		text = Day(due)
	case today > due:
		text = fmt.Sprintf("%s（逾期%d天）", Day(due), today.Sub(due))
	case today == due:
		text = Day(due) + "（今天到期）"
	default:
		text = fmt.Sprintf("%s（还有%d天）", Day(due), due.Sub(today))
	}
	if raw := t.Limit.Raw; raw != "" && raw != Day(due) && !strings.Contains(text, raw) {
		text += "；原文“" + raw + "”"
	}
	return text
}

func shortDate(d, today ledger.Date) string {
	y, m, day := d.Civil()
	if y == today.Year() {
		return fmt.Sprintf("%d月%d日", int(m), day)
	}
	return Day(d)
}

// onDay is the day of an instant: with its year where that is another one, for whoever reads it
// years later.
func onDay(at time.Time, today ledger.Date) string { return shortDate(ledger.DateOf(at), today) }

func orNone(raw string) string {
	if raw == "" {
		return "未定"
	}
	return "“" + raw + "”"
}

// Show tells all about one task, with its latest reports; again are the tasks by which it came back.
func Show(t ledger.Task, reports []ledger.Report, today ledger.Date, again ...ledger.Task) string {
	return say("show", map[string]any{
		"Today": today, "Task": t, "Reports": reports, "Lamp": t.Lamp(today), "State": StateName(t.State),
		"Limit": limitAndRaw(t, today), "Schedule": t.Schedule(today), "HasDue": !t.Limit.Due.IsZero(),
		"Confirm": problemList(t.Confirm), "Extended": extensions(t), "Limits": limitsSet(t), "Waiting": waiting(t), "Receipts": receipts(t, today), "Notices": noticesOf(t), "Superior": superiorStands(t, today),
		"Cancelled": cancelledBy(t), "Stuck": slices.Concat(hinderedLines(t), stuckBeside(t)), "Closeout": CloseoutStand(t, today), "Passed": Passed(t, today), "Reopened": reopenings(t), "Relapses": relapses(t), "RepeatOf": repeatOf(t), "RepeatedAs": repeatedAs(t, again), "Rechecks": rechecks(t),
		"Timetable": timetable(t, today), "Rests": restsUntil(t), "Partials": partials(t), "Children": childrenOf(t), "PartOf": partOf(t), "Overseen": overseen(t),
		"Rhythm": RhythmName(t.Rhythm), "Promised": !t.Promise.Date.IsZero() && t.Promise.Date >= today,
	})
}

// waiting names what somebody else must decide. The steps of striking off have their own line.
func waiting(t ledger.Task) []string {
	var names []string
	for _, w := range t.Waiting {
		if w.Kind != ledger.MatterStep && w.Kind != ledger.MatterObjection {
			name := MatterName(w.Kind)
			if whose := cmp.Or(w.Unit, w.Lead); whose != "" {
				name = string(whose) + "的" + name
			}
			if unit := askedUnit(w.Desk); unit != "" && w.Kind == ledger.MatterDifficulty {
				if _, _, held := t.HeldUp(); held && w.Unit == "" {
					name += fmt.Sprintf("（%s已转%s；等答复的这些天不算牵头单位的，督办改催%s）", shortDate(w.Since, w.Since), unit, unit)
				} else {
					name += "（已转" + string(unit) + "）"
				}
				name += answeredBy(w)
			}
			names = append(names, name)
		}
	}
	return names
}

// extensions say how often an extension was granted, by how many days rests moved the limit, and
// what it was at first.
func extensions(t ledger.Task) string {
	granted, rested, first := 0, 0, ledger.Date(0)
	for _, e := range t.Extensions {
		switch {
		case e.By != "":
			continue // see limitsSet
		case e.Suspended > 0:
			rested += e.Suspended
		default:
			granted++
		}
		if first.IsZero() {
			first = e.From
		}
	}
	var said []string
	if granted > 0 {
		said = append(said, fmt.Sprintf("%d次", granted))
	}
	if rested > 0 {
		said = append(said, fmt.Sprintf("中止顺延%d天", rested))
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, "，") + "，原定" + Day(first)
}

// noticesOf are the notices on a task that were issued, the newest first; what is only drafted
// is the office's.
func noticesOf(t ledger.Task) []string {
	var shown []string
	for _, n := range slices.Backward(t.Notices) {
		if n.Number != "" {
			to := ""
			if n.To != "" {
				to = "（发" + string(n.To) + "，催答复困难）"
			}
			shown = append(shown, n.Number+to+"，"+NoticeStateName(n.State))
		}
	}
	return shown[:min(len(shown), 3)]
}

// overseen says who looks after the work of others: 督导, 验收 and the linked leader.
func overseen(t ledger.Task) string {
	var parts []string
	if len(t.Supervise) > 0 {
		parts = append(parts, "督导："+unitNames(t.Supervise))
	}
	if len(t.Accept) > 0 {
		parts = append(parts, "验收："+unitNames(t.Accept))
	}
	if t.Linked != "" {
		parts = append(parts, "挂点领导："+t.Linked)
	}
	return strings.Join(parts, "；")
}

// spoken are the words of a report, where they say more than that nothing changed.
func spoken(r ledger.Report) string {
	if r.NoChange && ledger.ReadReport(r.Text, false).NoChange {
		return ""
	}
	return r.Text
}

func leads(t ledger.Task) string {
	if len(t.Lead) == 0 {
		return "牵头单位待确认"
	}
	return unitNames(t.Lead)
}

// StateName is a state's word.
func StateName(s ledger.State) string {
	switch s {
	case ledger.StateRegistered:
		return "已立项，待办公室确认"
	case ledger.StateAssigned:
		return "已交办"
	case ledger.StateAccepted:
		return "已签收"
	case ledger.StateInProgress:
		return "办理中"
	case ledger.StateBlocked:
		return "有困难"
	case ledger.StateSubmitted:
		return "已报办结"
	case ledger.StateSuspended:
		return "已中止"
	case ledger.StateCompleted:
		return "已办结，未销号"
	case ledger.StateClosed:
		return "已销号"
	case ledger.StateCancelled:
		return "已撤项"
	default:
		return string(s)
	}
}

// RhythmName is a rhythm's word.
func RhythmName(r ledger.Rhythm) string {
	switch r {
	case ledger.RhythmOnce:
		return "一次"
	case ledger.RhythmWeekly:
		return "每周"
	case ledger.RhythmTenDays:
		return "每旬"
	case ledger.RhythmMonthly:
		return "每月"
	case ledger.RhythmQuarterly:
		return "每季度"
	case ledger.RhythmHalfYear:
		return "每半年"
	case ledger.RhythmYearly:
		return "每年"
	case ledger.RhythmNone:
		return ""
	default:
		return string(r)
	}
}

// FoundList is what a question found.
type FoundList struct {
	Title string // red, find …
	Unit  ledger.UnitID
	Words string
	Tasks []ledger.Task
	Total int64
	First int
	Cut   bool // more could match than were looked at
	Next  int  // the page that goes on, if pages can be asked for
	Text  bool // words were looked for in titles
	Part  bool // of a unit: tasks that it leads and tasks that it only takes part in

	Superior bool // 上级督办: the superior's day is told beside the limit
}

// foundNone says that there is nothing of what was asked for.
func foundNone(list FoundList, name string) string {
	switch {
	case list.Title == "red":
		return name + "目前没有红灯任务。\n"
	case list.Superior && list.Words == "上级督办":
		return "没有等着回复的上级督办。查以往的请发送：查 上级督办 全部\n"
	default:
		return fmt.Sprintf("没有查到“%s”的任务。%s\n", name, pickWords(list.Text, "可按编号、单位、灯色、战役或标题里的字查，如：查 17、查 住建局 红灯", ""))
	}
}

// Found lists tasks that were asked for.
func Found(lists []FoundList, today ledger.Date) string {
	var b strings.Builder
	for _, list := range lists {
		name := list.Words + string(list.Unit)
		if list.Total == 0 {
			b.WriteString(foundNone(list, name))
			continue
		}
		if list.Title == "red" {
			name += "红灯"
		}
		if len(list.Tasks) == 0 {
			fmt.Fprintf(&b, "%s：%d项，没有这一页。\n", name, list.Total)
			continue
		}
		next := ""
		if list.Next > 0 {
			next = fmt.Sprintf("，看下一页：查 %s 第%d页", name, list.Next)
		}
		if list.Part {
			name += "（含配合）"
		}
		more := ""
		if list.Cut {
			more = "（只看了最近的一部分，请多写几个字）"
		}
		fmt.Fprintf(&b, "%s：%d项%s\n", name, list.Total, more)
		for i, t := range list.Tasks {
			fmt.Fprintf(&b, "%d. %s，%s%s\n", list.First+i, taskLine(t, today), leads(t), stuckWords(list, t)+superiorWords(list, t, today))
		}
		if left := list.Total - int64(list.First-1+len(list.Tasks)); left > 0 {
			fmt.Fprintf(&b, "后面还有%d项%s\n", left, next)
		}
		b.WriteString(howConfirmed(list, today))
	}
	return strings.TrimSpace(b.String())
}
