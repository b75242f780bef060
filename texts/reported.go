package texts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// ButtonUndo and its fellows are the labels of buttons.
const (
	ButtonUndo     = "撤销"
	ButtonNoChange = "无变化"
	ButtonReport   = "上报进展"
	ButtonBlocked  = "有困难"
)

// TaskButtons are the buttons under a message to a unit about one task: first 签收, where
// it has not signed for it.
func TaskButtons(t ledger.Task, unit ledger.UnitID) [][]ledger.Button {
	if t.State == ledger.StateSuspended {
		return nil // nothing is reported on what rests
	}
	id := string(t.ID)
	if t.State == ledger.StateSuspended {
		return nil // nothing of it can be reported while it rests
	}
	var rows [][]ledger.Button
	if t.Unsigned(unit) {
		rows = append(rows, []ledger.Button{{Label: ButtonAccept, Data: ledger.Press(ledger.PressAccept, id)}})
	}
	rows = append(rows, []ledger.Button{
		{Label: ButtonNoChange, Data: ledger.Press(ledger.PressNoChange, id)},
		{Label: ButtonReport, Data: ledger.Press(ledger.PressReport, id)},
		{Label: ButtonBlocked, Data: ledger.Press(ledger.PressBlocked, id)},
	})
	if !t.Limit.Due.IsZero() && slices.Contains(t.Lead, unit) {
		rows = append(rows, []ledger.Button{{Label: ButtonExtend, Data: ledger.Press(ledger.PressExtend, id)}})
	}
	return rows
}

// Result is what became of one line that an official said.
type Result struct {
	Raw      string // the line as it was typed
	Was      ledger.Task
	Task     ledger.Task
	Report   ledger.Report
	Lead     bool
	Amended  bool
	Promised bool
	Words    bool   // no percentage was named: the words alone are the report
	Exact    string // the percentage as it was written, with the fraction that is not counted
	Refusal  *ledger.Refusal

	Joined   bool        // a difficulty that was joined to one that waits already
	AnswerBy ledger.Date // when a difficulty that was reported is to be answered
	Ended    string      // a difficulty that waited for an answer and waits no more, since progress was reported
	Answered string      // the line answered a request, and this is what is said of it
}

// Reported says what was understood and recorded, line by line.
func Reported(results []Result, e Example, today ledger.Date) string {
	var lines []string
	for _, r := range results {
		if r.Refusal != nil {
			lines = append(lines, "✗ "+cut(r.Raw, 12)+"：未登记。"+Refusal(r.Refusal, e))
			continue
		}
		if r.Answered != "" {
			lines = append(lines, r.Answered)
			continue
		}
		lines = append(lines, recorded(r, today)+wholePercent(r)+takenBack(r)+endedDifficulty(r)+hinderedBeside(r)+withdrawnBack(r))
	}
	return strings.Join(lines, "\n")
}

func recorded(r Result, today ledger.Date) string {
	name := Code(r.Task.ID) + cut(r.Task.Title, 24)
	if r.Promised {
		return fmt.Sprintf("已记下 %s：承诺%s前有结果，此前不再提醒。", name, ShortDay(r.Task.Promise.Date)) + limitStays(r.Task) + overdueGoesOn(r.Task, today)
	}
	head := "已登记"
	if r.Amended {
		head = "已更正"
	}
	switch {
	case !r.Lead:
		return fmt.Sprintf("%s %s：", head, name) + ofCoUnit(r) + attached(r)
	case r.Report.NoChange:
		return fmt.Sprintf("%s %s：本期无变化，进度仍为%d%%。", head, name, r.Report.Percent) + attached(r)
	case r.Report.Blocked:
		figure := ""
		if !r.Words {
			figure = fmt.Sprintf("%d%%，", r.Report.Percent)
		}
		return fmt.Sprintf("%s %s：%s困难已转指挥部办公室（%s）%s%s。", head, name, figure, cut(inner(r.Report.Text), 30), joinedWords(r), answerWithin(r)) + attached(r)
	case r.Task.State == ledger.StateSubmitted && r.Was.State == ledger.StateSubmitted && !r.Amended && r.Words:
		return fmt.Sprintf("%s %s：已补进办结材料，仍在等指挥部办公室确认办结。", head, name) + attached(r)
	case r.Task.State == ledger.StateSubmitted:
		return fmt.Sprintf("%s %s：100%%，已报办结，等待指挥部办公室确认。", head, name) + attached(r)
	case r.Task.Endless() && r.Report.Percent == 100:
		return fmt.Sprintf("%s %s：100%%。这是长期坚持的任务，不报办结，继续按期报告；确实要结束的，请告诉指挥部办公室。", head, name) + attached(r)
	case r.Words && r.Report.Text == "" && len(r.Report.Files) > 0:
		return fmt.Sprintf("%s %s：材料已收，进度仍为%d%%。%s进度有变化的，请直接回复本消息：百分比 一句话，如：80 沟渠已清", head, name, r.Report.Percent, attached(r))
	case r.Words && r.Report.Text != "":
		return fmt.Sprintf("%s %s：“%s”，进度仍为%d%%%s。", head, name, cut(inner(r.Report.Text), 30), r.Report.Percent, pace(r.Task, today)) +
			extension(r, today) + attached(r)
	default:
		return fmt.Sprintf("%s %s：%d%%%s。", head, name, r.Report.Percent, pace(r.Task, today)) + lower(r) + extension(r, today) + attached(r)
	}
}

// wholePercent says aloud that a percentage counts without its fraction.
func wholePercent(r Result) string {
	if r.Exact == "" || r.Report.Percent == ledger.NoPercent {
		return ""
	}
	return fmt.Sprintf("您报的%s%%按整数%d%%记。", r.Exact, r.Report.Percent)
}

// endedDifficulty tells a unit that its report ends its difficulty, and how to go on asking.
func endedDifficulty(r Result) string {
	if r.Ended == "" {
		return ""
	}
	return fmt.Sprintf("此前报的困难（%s）按已解决处理，不再等答复；还没解决的请再发：困难 %s 原因", cut(inner(r.Ended), 30), Number(r.Task.ID))
}

func answerWithin(r Result) string {
	if r.AnswerBy.IsZero() {
		return ""
	}
	return "，办公室会在" + ShortDay(r.AnswerBy) + "前答复"
}

func limitStays(t ledger.Task) string {
	if t.Limit.Due.IsZero() {
		return ""
	}
	return fmt.Sprintf("原定时限（%s）不变。", Day(t.Limit.Due))
}

// overdueGoesOn says that a promise beyond the limit holds up no notice about what is overdue.
func overdueGoesOn(t ledger.Task, today ledger.Date) string {
	due := t.Limit.Due
	switch {
	case due.IsZero() || t.Promise.Date <= due:
		return ""
	case due < today:
		return "任务已逾期，逾期的督办照常进行。"
	}
	return fmt.Sprintf("承诺的日期晚于时限，时限到了没有办结的，仍按逾期督办；要改时限的请申请：延期 %s 日期 理由", Number(t.ID))
}

// ofCoUnit words a report that stands beside the task's own figures.
func ofCoUnit(r Result) string {
	switch {
	case r.Report.Blocked:
		return fmt.Sprintf("贵单位的困难已转指挥部办公室（%s）%s%s。牵头的%s在下一次提醒里也会看到。", cut(inner(r.Report.Text), 30), joinedWords(r), answerWithin(r), unitNames(r.Task.Lead))
	case r.Report.NoChange:
		return "贵单位本期无变化。"
	case r.Report.Percent == ledger.NoPercent:
		return "贵单位进展已记下（配合单位，不改变任务总进度）。"
	default:
		return fmt.Sprintf("贵单位进展%d%%（配合单位，不改变任务总进度）。", r.Report.Percent)
	}
}

// pace compares progress with the elapsed time (序时进度).
func pace(t ledger.Task, today ledger.Date) string {
	if t.Limit.Due.IsZero() {
		return ""
	}
	if late := t.Overdue(today); late > 0 {
		return fmt.Sprintf("（已逾期%d天）", late)
	}
	behind := t.Behind(today)
	switch {
	case behind > ledger.BehindYellow:
		return fmt.Sprintf("（序时%d%%，滞后%d个百分点）", t.Schedule(today), behind)
	case behind < -ledger.BehindYellow:
		return fmt.Sprintf("（序时%d%%，超前）", t.Schedule(today))
	default:
		return fmt.Sprintf("（序时%d%%，基本同步）", t.Schedule(today))
	}
}

// extension keeps anybody from believing that a report has moved the limit.
func extension(r Result, today ledger.Date) string {
	switch due := r.Task.Limit.Due; {
	case !strings.Contains(r.Report.Text, "延期"):
		return meant(r)
	case r.Lead && !due.IsZero() && today <= due:
		return fmt.Sprintf("时限没有改变，需要延期的请写：延期 %s 新的日期 理由", Number(r.Task.ID))
	}
	return "时限没有改变，需要延期的请与指挥部办公室联系。"
}

func lower(r Result) string {
	if r.Report.Percent < r.Was.Percent && !r.Amended {
		return fmt.Sprintf("注意：比上次（%d%%）低，如有误可撤销。", r.Was.Percent)
	}
	return ""
}

func attached(r Result) string {
	return withFiles(len(r.Report.Files), "附件%d个。")
}

// Undone says what was withdrawn and what is in force again.
func Undone(undone []ledger.Reported) string {
	var lines []string
	for _, u := range undone {
		if u.Lead {
			lines = append(lines, fmt.Sprintf("已撤销 %s%s的报告，进度恢复为%d%%。", Code(u.Task.ID), cut(u.Task.Title, 24), u.Task.Percent)+reviewAfter(u))
		} else {
			lines = append(lines, fmt.Sprintf("已撤销 %s%s的报告。", Code(u.Task.ID), cut(u.Task.Title, 24)))
		}
	}
	return strings.Join(lines, "\n")
}

// StillInForce names a report that an edited message no longer speaks of, and that can no
// longer be withdrawn.
func StillInForce(id ledger.TaskID, r *ledger.Refusal, e Example) string {
	return "✗ " + Code(id) + "原来的报告仍有效。" + Refusal(r, e)
}

// AskWords asks for the words after a button was pressed.
func AskWords(t ledger.Task, blocked bool) string {
	if blocked {
		return fmt.Sprintf("%s%s：请回复本消息，用一句话说明困难和需要谁配合。", Code(t.ID), cut(t.Title, 24))
	}
	return fmt.Sprintf("%s%s：请回复本消息，写：百分比 一句话，如：80 沟渠已清", Code(t.ID), cut(t.Title, 24))
}

// Reminder is the office reminding a unit by hand.
func Reminder(t ledger.Task, words string, today ledger.Date) string {
	return say("reminder", map[string]any{
		"Task": t, "Words": words, "Limit": limitAndRaw(t, today), "Lamp": t.Lamp(today),
	})
}

// RemindedToOffice tells the office what became of its reminder.
func RemindedToOffice(t ledger.Task, notBefore time.Time, someMissing bool) string {
	text := fmt.Sprintf("已催办 %s%s（%s）。", Code(t.ID), cut(t.Title, 24), unitNames(t.Lead))
	if !notBefore.IsZero() {
		text += fmt.Sprintf("现在是休息时间，将在%s发出。", Clock(notBefore))
	}
	if someMissing {
		text += "其中有单位没有群也没有联络员，没有发到，见：查 未发送"
	}
	return text
}

// CompletedToUnit tells the unit that the office confirmed the completion.
func CompletedToUnit(t ledger.Task) string {
	return fmt.Sprintf("🔵 %s%s：指挥部办公室已确认办结。谢谢！具备条件后请申请销号：销号 %s 一句话说明（附佐证材料）", Code(t.ID), cut(t.Title, 24), Number(t.ID))
}

// CompletedToOffice tells the office what it did.
func CompletedToOffice(t ledger.Task, told bool) string {
	text := fmt.Sprintf("已办结 %s%s，转入未销号清单。", Code(t.ID), cut(t.Title, 24))
	if !told {
		text += "有单位没有群也没有联络员，没有通知到。"
	}
	return text
}
