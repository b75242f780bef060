package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"duban/handlers"
	"duban/ledger"
)

// guided is somebody whose turn it is on a task, and what he would say: without such
// people a life at random never gets far.
func (l *life) guided(rng *rand.Rand) (actor, string, bool) {
	var mine []ledger.TaskID
	for _, id := range l.tasks[:l.within()] {
		if l.before[id].State == ledger.StateCancelled && rng.IntN(8) > 0 {
			continue // most people know that it is gone
		}
		if len(l.speakers(l.before[id])) > 0 {
			mine = append(mine, id)
		}
	}
	if len(mine) == 0 {
		return actor{}, "", false
	}
	t := l.before[mine[rng.IntN(len(mine))]]
	if len(t.Waiting) > 0 && rng.IntN(4) > 0 {
		w := t.Waiting[rng.IntN(len(t.Waiting))]
		if a, ok := l.sitter(w.Desk); ok {
			return a, decision(rng, w), true
		}
	}
	said := l.unitSays(t)
	if asked := l.noticeSays(t); len(asked) > 0 && rng.IntN(2) == 0 {
		said = asked
	} else if rng.IntN(3) == 0 {
		said = officeSays(t)
	}
	if len(said) == 0 {
		return actor{}, "", false
	}
	text := said[rng.IntN(len(said))]
	a := l.people[rng.IntN(2)] // the office
	if slices.Contains(l.unitSays(t), text) {
		all := l.speakers(t)
		a = all[rng.IntN(len(all))]
	}
	_, n, _ := strings.Cut(string(t.ID), "-")
	return a, strings.ReplaceAll(text, "{n}", strings.TrimLeft(n, "0")), true
}

// cancel lets somebody of the office ask for a task to be cancelled and answer what he is then
// shown; now and then it has moved meanwhile. Where many act on a few tasks at once it is mostly
// another one, so that these live on.
func (l *life) cancel(rng *rand.Rand) {
	a, at := l.people[rng.IntN(2)], rng.IntN(len(l.tasks))
	if l.few > 0 {
		at = min(l.few-1+rng.IntN(20), l.few+1)
	}
	id := l.tasks[at]
	_, n, _ := strings.Cut(string(id), "-")
	l.say(a, handlers.Request{Text: "撤项 " + strings.TrimLeft(n, "0") + " 与另一项重复"})
	if who, text, ok := l.guided(rng); ok && rng.IntN(3) == 0 {
		l.say(who, handlers.Request{Text: text})
	}
	shown, ok := l.mail.last(a.chat())
	if !ok {
		return
	}
	answer := []string{"确认", "确认", "取消", "再等等"}[rng.IntN(4)]
	l.say(a, handlers.Request{Text: answer, ReplyTo: shown.id, Quoted: shown.text, QuotedOur: true})
}

// within is how many of the tasks are acted on.
func (l *life) within() int {
	if l.few > 0 {
		return l.few
	}
	return len(l.tasks)
}

// speakers are those on stage who speak for a leading unit of the task.
func (l *life) speakers(t ledger.Task) []actor {
	var found []actor
	for _, a := range l.people {
		unit, _, _ := strings.Cut(a.post, " ")
		if slices.Contains(t.Lead, ledger.UnitID(unit)) {
			found = append(found, a)
		}
	}
	return found
}

// sitter is somebody on stage who sits at a desk.
func (l *life) sitter(desk ledger.Desk) (actor, bool) {
	kind, of, _ := strings.Cut(string(desk), "/")
	want := map[string]string{"office": "办公室", "head": of + " 一把手", "unit": of + " 联络员", "leader": "领导 " + of}[kind]
	at := slices.IndexFunc(l.people, func(a actor) bool { return a.post == want })
	if at < 0 {
		return actor{}, false
	}
	return l.people[at], true
}

// decision is what whoever sits at the desk says of what waits there.
func decision(rng *rand.Rand, w ledger.Waiting) string {
	_, n, _ := strings.Cut(string(w.Matter.Task()), "-")
	forms := []string{"同意 {n}", "同意 {n}", "同意 {n}", "退回 {n} 请补充材料", "不同意 {n} 理由不足", "待办"}
	switch w.Kind { //nolint:exhaustive // the others are decided by the same words
	case ledger.MatterSign:
		forms = []string{"签发 {n}", "签发 {n}", "签发 {n}", "退回 {n} 请补充材料", "同意 {n}"}
	case ledger.MatterDifficulty:
		forms = []string{"答复 {n} 资金已安排", "转办 {n} 水务局", "转办 {n} 住建局 请研究"}
	case ledger.MatterStep:
		forms = []string{"同意 {n}", "同意 {n} 韶环复〔2025〕3号", "退回 {n} 缺照片", "公示 {n}"}
	case ledger.MatterObjection:
		forms = []string{"成立 {n} 属实", "不成立 {n} 与本项无关"}
	}
	return strings.ReplaceAll(forms[rng.IntN(len(forms))], "{n}", strings.TrimLeft(n, "0"))
}

func (l *life) unitSays(t ledger.Task) []string { return append(l.workSays(t), l.noticeSays(t)...) }

// noticeSays is what the unit says to a notice that asks something of it.
func (l *life) noticeSays(t ledger.Task) []string {
	var said []string
	for _, n := range t.Notices {
		if n.State == ledger.NoticeIssued || n.State == ledger.NoticeAcknowledged || n.State == ledger.NoticeReturned {
			said = append(said, "签收督办 {n}", "回复督办 {n} 已安排施工队", "回复督办 {n} 已安排施工队，责任人张三")
		}
	}
	return said
}

func (l *life) workSays(t ledger.Task) []string {
	later := ledger.DateOf(l.now()).AddDays(20)
	_, month, day := later.Civil()
	on := fmt.Sprintf("%d月%d日", int(month), day)
	switch t.State {
	case ledger.StateAssigned, ledger.StateAccepted:
		return []string{"签收 {n}", "进展 {n} 30 已进场", "计划 {n} " + on + " 主体封顶", "中止 {n} " + on + " 等待批复"}
	case ledger.StateInProgress, ledger.StateBlocked:
		return []string{"进展 {n} 60 主体封顶", "进展 {n} 100 全部完成", "进展 {n} 100 全部完成", "困难 {n} 等待水务局配合", "无变化 {n}", "节点 {n} 1", "撤销 {n}"}
	case ledger.StateCompleted:
		return []string{"销号 {n} 已通水运行", "销号 {n} 出水达标"}
	case ledger.StateRegistered, ledger.StateSubmitted, ledger.StateSuspended, ledger.StateClosed, ledger.StateCancelled:
	}
	return nil
}

func officeSays(t ledger.Task) []string {
	switch t.State {
	case ledger.StateRegistered:
		return []string{"交办 {n} 住建局"}
	case ledger.StateAssigned:
		return []string{"交办 {n} 水务局", "督办 {n} 请抓紧", "催办 {n}"}
	case ledger.StateAccepted, ledger.StateInProgress, ledger.StateBlocked:
		return []string{"督办 {n} 请抓紧", "催办 {n}", "中止 {n} 12月1日 等待批复", "办结 {n} 确认"}
	case ledger.StateSuspended:
		return []string{"恢复 {n}"}
	case ledger.StateCompleted:
		return []string{"公示 {n}", "异议 {n} 仍有异味", "重启 {n} 40 12月1日 核查发现问题"}
	case ledger.StateClosed:
		return []string{"回头看 {n} 合格 无反弹", "回头看 {n} 反弹 12月1日 又堆了", "重启 {n} 12月1日 核查发现问题"}
	case ledger.StateSubmitted, ledger.StateCancelled:
	}
	return nil
}
