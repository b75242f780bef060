package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// The bounds of a digest: longer ones are not read, and more buttons are not found.
const (
	DigestLines   = 30
	digestButtons = 8
	buttonsInRow  = 4
	titleShown    = 24
)

// DigestLine is one task of a digest, and why it is there.
type DigestLine struct {
	Task   ledger.Task
	Unit   ledger.UnitID // who is told
	Why    []ledger.Telling
	Matter ledger.Matter // another unit's difficulty that this one is to answer; then of the task only what it says
}

// Request reports whether the line asks for an answer, and not for a report.
func (l DigestLine) Request() bool { return l.Matter.ID != "" }

// answers reports whether the unit has anything to report on the line's task: it leads it
// still, and the work is not that of its children.
func (l DigestLine) answers(unit ledger.UnitID) bool {
	return slices.Contains(l.Task.Lead, unit) && (!l.Task.Divided() || !l.Task.Open())
}

// Digest is what a unit is told in the morning: a number, the code and the reason of
// each task, and how to answer. more counts the tasks that had no room.
func Digest(unit ledger.UnitID, today ledger.Date, lines []DigestLine, more int) string {
	lines, below := Apart(lines)
	shown := make([]map[string]any, len(lines))
	for i, line := range lines {
		if line.Request() {
			shown[i] = map[string]any{
				"Sign": "🤝", "ID": line.Matter.Task, "Title": cut(line.Matter.Title, titleShown), "Why": requestLine(line.Matter, line.Why, today),
			}
			continue
		}
		shown[i] = map[string]any{
			"Sign": Lamp(line.Task.Lamp(today)), "ID": line.Task.ID, "Title": cut(line.Task.Title, titleShown),
			"Why": reasons(line, today) + stand(line, today),
		}
	}
	return say("digest", map[string]any{
		"Unit": unit, "Day": ShortDay(today), "Lines": shown, "Single": len(lines) == 1, "Below": informed(below, today), "More": more, "Total": len(lines) + more,
		"Asked":    slices.ContainsFunc(lines, DigestLine.Request),
		"AllReady": !slices.ContainsFunc(lines, func(line DigestLine) bool { return !isReady(line) }),
		"Answer":   slices.ContainsFunc(lines, func(line DigestLine) bool { return line.Request() || line.answers(unit) }),
		"Unsigned": slices.ContainsFunc(lines, func(line DigestLine) bool { return !line.Request() && line.Task.Unsigned(unit) }),
	})
}

// DigestButtons are the buttons of a digest: all answers under a single task, and for each
// of a few 回复督办 where a reply is due, 签收 where the unit has not signed, else 无变化. There is no button for all of them at once: nobody should say "no
// change" of what he did not look at.
func DigestButtons(unit ledger.UnitID, lines []DigestLine) [][]ledger.Button {
	lines, _ = Apart(lines)
	switch {
	case len(lines) == 1 && lines[0].Request():
		return RequestButtons(lines[0].Matter)
	case len(lines) == 1 && isReady(lines[0]):
		return CompletedButtons(lines[0].Task)
	case len(lines) == 1 && !lines[0].answers(unit):
		return slices.Collect(slices.Chunk(noticeButtons(lines[0], ""), buttonsInRow))
	case len(lines) == 1:
		rows := TaskButtons(lines[0].Task, unit)
		if id, owed := owedReply(lines[0]); owed {
			rows = append([][]ledger.Button{{{Label: ButtonReply, Data: ledger.Press(ledger.PressReply, string(id))}}}, rows...)
		}
		for _, row := range [][]ledger.Button{lineButtons(lines[0], ""), noticeButtons(lines[0], "")} {
			if len(row) > 0 {
				rows = append(rows, row)
			}
		}
		return rows
	case countAnswers(unit, lines) > digestButtons:
		return nil
	}
	var all, more []ledger.Button
	for i, line := range lines {
		if line.Request() {
			all = append(all, difficultyButtons(line.Matter, fmt.Sprintf("%d ", i+1))...)
			continue
		}
		more = append(more, noticeButtons(line, fmt.Sprintf("%d ", i+1))...)
		if !line.answers(unit) || aside(line) {
			continue
		}
		label, act, about := ButtonNoChange, ledger.PressNoChange, string(line.Task.ID)
		id, owed := owedReply(line)
		switch {
		case owed: // 无变化 is no reply to a notice, though a thumb would take it for one
			label, act, about = ButtonReply, ledger.PressReply, string(id)
		case isReady(line):
			label, act = ButtonCloseout, ledger.PressCloseout
		case line.Task.Unsigned(unit): // of what it has not yet taken up nothing can have changed
			label, act = ButtonAccept, ledger.PressAccept
		}
		all = append(all, ledger.Button{
			Label: fmt.Sprintf("%d %s", i+1, label), Data: ledger.Press(act, about),
		})
		more = append(more, lineButtons(line, fmt.Sprintf("%d ", i+1))...)
	}
	return slices.AppendSeq(slices.Collect(slices.Chunk(all, buttonsInRow)), slices.Chunk(more, buttonsInRow))
}

// owedReply is the notice to which a line asks the unit to reply.
func owedReply(line DigestLine) (ledger.NoticeID, bool) {
	for _, why := range line.Why {
		if why.Reason != ledger.OccasionReply && why.Reason != ledger.OccasionReplyLate {
			continue
		}
		for _, n := range line.Task.Notices {
			if n.Number == why.Title {
				return n.Notice, true
			}
		}
	}
	return "", false
}

// isReady reports whether a line is of completed work that could be struck off: there is
// nothing to report on it.
func isReady(line DigestLine) bool {
	return slices.ContainsFunc(line.Why, func(why ledger.Telling) bool { return why.Reason == ledger.OccasionReady })
}

// stand is how far the work is by the last report.
func stand(line DigestLine, today ledger.Date) string {
	if isReady(line) {
		return ""
	}
	told := func(why ledger.Telling) bool { return isNews(why) || isAside(why) }
	if handed(line) || !slices.ContainsFunc(line.Why, func(why ledger.Telling) bool { return !told(why) }) {
		return ""
	}
	if line.Why[0].Reason == ledger.OccasionJoint {
		return ""
	}
	if words := heldStand(line, today); words != "" {
		return words
	}
	isNew := slices.ContainsFunc(line.Why, func(why ledger.Telling) bool {
		return why.Reason == ledger.OccasionNew || why.Reason == ledger.OccasionUnsigned
	})
	switch {
	case line.Task.Last.Report != "":
		return fmt.Sprintf("；上次%d%%", line.Task.Percent)
	case isNew:
		return ""
	case line.Why[0].Reason == ledger.OccasionMoved, line.Why[0].Reason == ledger.OccasionShared, line.Why[0].Reason == ledger.OccasionChildBack:
		return ""
	default:
		return "；还没有报过进展"
	}
}

// handed reports whether a line is of a task that the unit handed to others: it only follows it.
func handed(line DigestLine) bool {
	return slices.ContainsFunc(line.Why, func(why ledger.Telling) bool {
		return why.Reason == ledger.OccasionHandedLate || why.Reason == ledger.OccasionHandedStuck || why.Reason == ledger.OccasionHandedDone || why.Reason == ledger.OccasionHandedMoved
	})
}

func reasons(line DigestLine, today ledger.Date) string {
	said := make([]string, len(line.Why))
	for i, why := range line.Why {
		if said[i] = reason(why, line.Task, line.Unit, today); i > 0 && why.Reason == ledger.OccasionHeard && line.Why[i-1].Reason == why.Reason && line.Why[i-1].Title == why.Title {
			said[i] = heardWords(noticeOf(line.Task, why), why, today) // of the same notice
		}
	}
	return strings.Join(said, "；")
}

// reason says why a unit is told of a task today.
func reason(why ledger.Telling, t ledger.Task, unit ledger.UnitID, today ledger.Date) string {
	day, late := shortDate(why.On, today), today.Sub(why.On)
	switch why.Reason {
	case ledger.OccasionNew:
		return "新交办，" + newLimit(t)
	case ledger.OccasionNear:
		return fmt.Sprintf("还有%d天到期（%s）", -late, day)
	case ledger.OccasionToday:
		return "今天到期"
	case ledger.OccasionOverdue:
		return fmt.Sprintf("已逾期%d天（%s到期）", late, day)
	case ledger.OccasionMilestone:
		return "节点" + orNone(why.Title) + untilDay(why.On, today)
	case ledger.OccasionReport:
		if late < 0 {
			return period(t.Rhythm) + "进展请提前报（" + day + "应报）"
		}
		return period(t.Rhythm) + "进展今天应报"
	case ledger.OccasionLate:
		return fmt.Sprintf("%s进展迟报%d天", period(t.Rhythm), late)
	case ledger.OccasionPromise:
		return "承诺今天办结"
	case ledger.OccasionBroken:
		return fmt.Sprintf("承诺%s办结，已过%d天", day, late)
	case ledger.OccasionUnsigned:
		return day + "交办，还没有签收"
	case ledger.OccasionMoved:
		if len(t.Lead) == 0 {
			return "指挥部办公室已收回，不再由您单位牵头"
		}
		return "已改由" + leads(t) + "牵头，不再由您单位牵头"
	case ledger.OccasionVoided:
		return voidedWords(why, t)
	case ledger.OccasionIssuedVoid:
		return "您单位签发的" + why.Title + "因牵头单位变动已作废，需要的请重新起草"
	case ledger.OccasionPart:
		return partWords(t, unit)
	case ledger.OccasionPartOver:
		return "不再需要您单位配合，由" + leads(t) + "牵头办理"
	case ledger.OccasionShared:
		return "已分解到" + childUnits(t) + "，进度自动汇总，不用直接报；各项都办结后自动报办结"
	case ledger.OccasionChildBack:
		child := ledger.TaskID(why.Title)
		return fmt.Sprintf("随%s重启（%s），%s", Code(child), cut(t.Reopened[len(t.Reopened)-1].Why, titleShown), newLimit(t))
	case ledger.OccasionJoint:
		return fmt.Sprintf("共同牵头的%s%s已报办结，等指挥部办公室确认；您单位还没有办完的，请报：进展 %s 百分比 一句话", why.Title, day, Number(t.ID))
	case ledger.OccasionDenied:
		return deniedWords(why, day)
	case ledger.OccasionExtended:
		return fmt.Sprintf("时限随%s%s%s（原定%s）", Code(t.Parent), movedTo(t), limitOf(t.Limit), orDay(t.Extensions[len(t.Extensions)-1].From))
	case ledger.OccasionLimit:
		return limitMoved(why.Title, t, slices.Contains(t.Lead, unit))
	case ledger.OccasionReview:
		return "长期工作，请报近期情况"
	case ledger.OccasionReady:
		return readyWords(t, why.On, today)
	case ledger.OccasionRisen:
		return why.Title + "：" + pickWords(t.Limit.Due.IsZero() || today <= t.Limit.Due, "请抓紧办理", "请尽快办结并报进展")
	case ledger.OccasionReply:
		return fmt.Sprintf("%s请在%s前回复，发送：%s %s 一句话", why.Title, pickWords(why.On == today, "今天下班", day), ButtonReply, noticeTyped(why.Title, today))
	case ledger.OccasionReplyLate:
		return fmt.Sprintf("%s回复已逾期%d天（%s到期），请发送：%s %s 一句话", why.Title, late, day, ButtonReply, noticeTyped(why.Title, today))
	case ledger.OccasionPlan:
		return "还没有计划，请报时间表"
	case ledger.OccasionResumed:
		if t.Suspension.Over < t.Suspension.Until {
			return "已恢复办理" + movedLimit(t)
		}
		return "中止到期，今天起恢复办理" + movedLimit(t)
	case ledger.OccasionBeside:
		return besideWords(t, ledger.UnitID(why.Title), today)
	case ledger.OccasionHandedLate, ledger.OccasionHandedStuck, ledger.OccasionHandedDone, ledger.OccasionHandedMoved:
		return handedWords(why, t, today)
	case ledger.OccasionCopied, ledger.OccasionCopyVoid, ledger.OccasionHeard:
		return asideWords(why, t, today)
	case ledger.OccasionHeld:
		return heldWords(t, today)
	case ledger.OccasionAsked, ledger.OccasionBlocking:
		return "请答复" // their lines have words of their own
	case ledger.OccasionSilenced, ledger.OccasionByOffice, ledger.OccasionFinished, ledger.OccasionDecided, ledger.OccasionClosed,
		ledger.OccasionReopened, ledger.OccasionInstructed, ledger.OccasionNotice:
		return "请关注" // none of these makes a line of a digest
	default:
		return "请关注"
	}
}

// handedWords say how it stands with a task that the unit handed to others.
func handedWords(why ledger.Telling, t ledger.Task, today ledger.Date) string {
	switch day := shortDate(why.On, today); why.Reason {
	case ledger.OccasionHandedLate:
		return fmt.Sprintf("您单位交办%s，已逾期%d天（%s到期），要督办请发送：督办 %s 要求", leads(t), today.Sub(why.On), day, Number(t.ID))
	case ledger.OccasionHandedStuck:
		return fmt.Sprintf("您单位交办%s，反映困难：%s", leads(t), cut(t.Blocked, titleShown))
	case ledger.OccasionHandedMoved:
		if len(t.Lead) == 0 {
			return "您单位交办的这一项，指挥部办公室已收回，还没有定牵头单位"
		}
		return fmt.Sprintf("您单位交办的这一项，指挥部办公室已改由%s牵头", leads(t))
	default:
		return fmt.Sprintf("您单位交办%s，%s已办结", leads(t), day)
	}
}

// noticeShort is a notice's number as it is typed, 3号: in a list a bare number would be that
// of a line.
func noticeShort(number string) string {
	if _, short, ok := strings.Cut(number, "〕"); ok {
		return short
	}
	return number
}

// noticeTyped is that number with its year, where it is of another one: the same number may have
// been given again.
func noticeTyped(number string, today ledger.Date) string {
	if n, _, ok := ledger.ReadNoticeNumber(number); ok && n.Year != today.Year() {
		return fmt.Sprintf("〔%d〕%d号", n.Year, n.N)
	}
	return noticeShort(number)
}

// readyWords nudge a unit to have completed work struck off.
func readyWords(t ledger.Task, since, today ledger.Date) string {
	what, again := "办结", ""
	if !t.Closeout.Returned.IsZero() {
		what, again = "销号退回", "重新"
	}
	return fmt.Sprintf("%s已%d天（%s），还没有%s申请销号，请发送：销号 %s 一句话说明", what, today.Sub(since), shortDate(since, today), again, Number(t.ID))
}

func newLimit(t ledger.Task) string {
	switch {
	case !t.Limit.Due.IsZero():
		return "时限" + Day(t.Limit.Due)
	case t.Limit.Standing:
		return "长期坚持"
	default:
		return "时限" + orNone(t.Limit.Raw)
	}
}

func untilDay(day, today ledger.Date) string {
	switch left := day.Sub(today); {
	case left > 0:
		return fmt.Sprintf("还有%d天（%s）", left, shortDate(day, today))
	case left == 0:
		return "今天到"
	default:
		return fmt.Sprintf("已过%d天（%s）", -left, shortDate(day, today))
	}
}

// period is the time that a report of a rhythm is about.
func period(r ledger.Rhythm) string {
	switch r {
	case ledger.RhythmWeekly:
		return "本周"
	case ledger.RhythmTenDays:
		return "本旬"
	case ledger.RhythmMonthly:
		return "本月"
	case ledger.RhythmQuarterly:
		return "本季度"
	case ledger.RhythmHalfYear:
		return "半年"
	case ledger.RhythmYearly:
		return "本年"
	case ledger.RhythmOnce, ledger.RhythmNone:
		return ""
	default:
		return ""
	}
}
