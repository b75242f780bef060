package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/handlers"
	"duban/ledger"
)

// scene lets a few people say what leads to where many rules meet; people who speak at random
// seldom get there. Each must have come about in the usual life, see musts.
func (l *life) scene(rng *rand.Rand) {
	scenes := []func(*rand.Rand){l.extendScene, l.restScene, l.strikeScene, l.promiseScene, l.withdrawScene, l.noticeScene}
	scenes[l.scenes%len(scenes)](rng)
	l.scenes++
}

// ready is the task of which most is to be told, of those that are at work and that a speaker
// on stage leads, by an order; false: there is none.
func (l *life) ready(is func(*known) bool, order func(a, b *known) int) (ledger.TaskID, actor, bool) {
	today := ledger.DateOf(l.now())
	year := strconv.Itoa(today.Year()) // a bare number is of this year
	var ids []ledger.TaskID
	by := map[ledger.TaskID]actor{}
	for _, id := range slices.Sorted(maps.Keys(l.model.tasks)) {
		k := l.model.tasks[id]
		at := slices.IndexFunc(l.people, func(a actor) bool { return l.model.people.speaks(a.id, today, k.lead...) })
		if at < 0 || k.divided || !is(k) || !strings.HasPrefix(string(id), year) {
			continue
		}
		ids, by[id] = append(ids, id), l.people[at]
	}
	if len(ids) == 0 {
		return "", actor{}, false
	}
	id := slices.MinFunc(ids, func(a, b ledger.TaskID) int { return order(l.model.tasks[a], l.model.tasks[b]) })
	return id, by[id], true
}

func nearest(a, b *known) int { return cmp.Compare(a.due, b.due) }

// does lets somebody say words of a task; {n} is its number.
func (l *life) does(a actor, id ledger.TaskID, words string, files ...ledger.File) {
	l.t.Helper()
	_, n, _ := strings.Cut(string(id), "-")
	l.clock.Advance(20 * time.Second)
	l.say(a, handlers.Request{Text: strings.ReplaceAll(words, "{n}", strings.TrimLeft(n, "0")), Files: files})
}

func onDay(day ledger.Date) string {
	_, month, date := day.Civil()
	return fmt.Sprintf("%d月%d日", int(month), date)
}

// extendScene asks for a later limit, close to the limit. While it waits the office would grant
// a day that is none, the limit passes, and supervision rises.
func (l *life) extendScene(rng *rand.Rand) {
	today := ledger.DateOf(l.now())
	free := func(k *known) bool {
		_, asked := k.kind(ledger.MatterExtension)
		return k.atWork() && k.due >= today && !asked
	}
	risenFirst := func(a, b *known) int {
		return cmp.Or(cmp.Compare(min(rank(b.level), 1), min(rank(a.level), 1)), nearest(a, b))
	}
	id, unit, ok := l.ready(free, risenFirst)
	if !ok {
		return
	}
	k, office := l.model.tasks[id], l.people[rng.IntN(2)]
	due := k.due
	l.does(unit, id, "延期 {n} "+onDay(due)+" 连续降雨") // not later
	l.does(unit, id, "延期 {n} "+onDay(due.AddDays(20))+" 连续降雨")
	if _, asked := k.kind(ledger.MatterExtension); asked && due > today {
		l.does(office, id, "同意 {n} "+onDay(today.AddDays(1+rng.IntN(due.Sub(today)))))
		if _, waits := k.kind(ledger.MatterExtension); waits {
			l.model.met["an extension to a day before the limit was refused"]++
		}
	}
	const granted = "an extension was granted after supervision had risen"
	if wait := due.Sub(today); k.level == "" && (wait < 8 || l.model.met[granted] == 0 && wait < 25) {
		l.pass(time.Duration(due.Sub(today)+4) * 24 * time.Hour)
	}
	risen := k.level
	if rng.IntN(4) == 0 {
		l.does(office, id, "退回 {n} 请补充材料")
		l.does(unit, id, "延期 {n} "+onDay(due.AddDays(25))+" 连续降雨，附气象证明")
	}
	l.does(office, id, "同意 {n}")
	if risen != "" && k.due > due {
		l.model.met[granted]++
	}
}

// restScene lets work rest and go on, by itself or by a word.
func (l *life) restScene(rng *rand.Rand) {
	today, office := ledger.DateOf(l.now()), l.people[rng.IntN(2)]
	id, unit, ok := l.ready(func(k *known) bool { return k.atWork() && k.due > today }, nearest)
	if !ok {
		return
	}
	until := onDay(today.AddDays(2 + rng.IntN(4)))
	if rng.IntN(2) == 0 {
		l.does(unit, id, "中止 {n} "+until+" 等待批复")
		l.does(office, id, "同意 {n}")
	} else {
		l.does(office, id, "中止 {n} "+until+" 等待批复")
	}
	l.does(unit, id, "进展 {n} 55 已进场") // nobody reports on what rests
	l.pass(time.Duration(rng.IntN(5)) * 24 * time.Hour)
	l.does(office, id, "恢复 {n}")
}

// strikeScene brings a superior's notice to where its result is in public notice; what follows
// is left to whoever is guided. Now and then the office sends a step back, or hears an objection.
func (l *life) strikeScene(rng *rand.Rand) {
	office, today := l.people[rng.IntN(2)], ledger.DateOf(l.now())
	before := len(l.model.tasks)
	n := int(l.mail.next())
	l.say(office, handlers.Request{Text: fmt.Sprintf("上级督办 韶环督〔2025〕%d号；%s前回复；住建局；扬尘整改第%d处", n, onDay(today.AddDays(30)), n)})
	fresh := slices.MaxFunc(slices.Collect(maps.Keys(l.model.tasks)), func(a, b ledger.TaskID) int { return cmp.Compare(a, b) })
	unit, head := l.living("住建局 联络员"), l.living("住建局 一把手")
	if len(l.model.tasks) == before || unit.id == 0 || head.id == 0 {
		return
	}
	paper := ledger.File{Ref: fmt.Sprintf("ref%d", n), Kind: "document", Name: "验收意见.pdf", Size: 1000, SHA256: strings.Repeat("0", 64)}
	l.does(unit, fresh, "进展 {n} 100 全部完成")
	l.does(office, fresh, "同意 {n}")
	l.does(unit, fresh, "销号 {n} 已整改到位") // evidence is missing
	l.does(unit, fresh, "销号 {n} 已整改到位", paper)
	if rng.IntN(3) == 0 || l.model.met["a step was sent back"] == 0 {
		l.does(head, fresh, "退回 {n} 缺照片")
		if !l.model.tasks[fresh].closing {
			l.model.met["a step was sent back"]++
		}
		l.does(unit, fresh, "销号 {n} 已补照片", paper)
	}
	l.does(head, fresh, "同意 {n}")
	l.does(office, fresh, "同意 {n}")
	l.does(office, fresh, "公示 {n}")
	if rng.IntN(3) == 0 {
		l.does(office, fresh, "异议 {n} 仍有扬尘")
		l.does(office, fresh, []string{"成立 {n} 属实", "不成立 {n} 与本项无关"}[rng.IntN(2)])
	}
	l.pass(time.Duration(2+rng.IntN(6)) * 24 * time.Hour)
	for range 2 { // the leader's signature, which the office gives where no leader has it, and the file
		l.does(office, fresh, "同意 {n}")
	}
	switch rng.IntN(3) {
	case 0:
		l.does(office, fresh, "回头看 {n} 反弹 "+onDay(ledger.DateOf(l.now()).AddDays(30))+" 又起扬尘")
	case 1:
		l.does(l.people[2], fresh, "回头看 {n} 合格 现场复查无反弹")
	}
}

// living is somebody on stage who holds a post now; none: nobody.
func (l *life) living(post string) actor {
	unit, role, _ := strings.Cut(post, " ")
	for _, a := range l.people {
		if a.post == post && slices.ContainsFunc(l.model.people.posts(a.id, ledger.DateOf(l.now())), func(h held) bool {
			return h.unit == ledger.UnitID(unit) && map[string]ledger.Role{"联络员": ledger.RoleContact, "一把手": ledger.RoleHead}[role] == h.role
		}) {
			return a
		}
	}
	return actor{}
}

// promiseScene promises the most urgent work for a later day and lets a digest pass.
func (l *life) promiseScene(rng *rand.Rand) {
	today := ledger.DateOf(l.now())
	id, unit, ok := l.ready(func(k *known) bool { return k.atWork() && k.due != 0 }, nearest)
	if !ok {
		return
	}
	l.does(unit, id, "承诺 {n} "+onDay(today.AddDays(7+rng.IntN(5))))
	l.pass(time.Duration(2+rng.IntN(3)) * 24 * time.Hour)
}

// noticeScene has a red notice replied to, signed by the head and sent back, and now and then the
// task completed before the unit replies again.
func (l *life) noticeScene(rng *rand.Rand) {
	office, contact, head := l.people[rng.IntN(2)], l.living("住建局 联络员"), l.living("住建局 一把手")
	id, _, ok := l.ready(func(k *known) bool {
		return k.atWork() && slices.Equal(k.lead, []ledger.UnitID{"住建局"}) && !slices.ContainsFunc(slices.Collect(maps.Values(k.notices)), func(s *served) bool { return runs(s.state) })
	}, nearest)
	if !ok || contact.id == 0 || head.id == 0 {
		return
	}
	k := l.model.tasks[id]
	l.does(office, id, "督办 {n} 红 请亲自督办")
	if w, waits := k.kind(ledger.MatterSign); waits {
		signer, _ := l.sitter(w.desk)
		l.does(signer, id, "签发 {n}")
	}
	l.does(contact, id, "回复督办 {n} 已安排施工队")
	l.does(head, id, "同意 {n}")
	l.does(office, id, "退回 {n} 请写明责任人")
	returned := slices.ContainsFunc(slices.Collect(maps.Values(k.notices)), func(s *served) bool { return s.state == ledger.NoticeReturned })
	if rng.IntN(2) == 0 {
		l.does(contact, id, "回复督办 {n} 已安排施工队，责任人张三")
		l.does(head, id, "同意 {n}")
		l.does(office, id, "同意 {n}")
		return
	}
	l.does(office, id, "办结 {n} 确认")
	if returned && !k.open() {
		l.model.met["a task ended while a reply was to be made again"]++
	}
}

// withdrawScene reports and takes it back at once.
func (l *life) withdrawScene(rng *rand.Rand) {
	id, unit, ok := l.ready(func(k *known) bool { return k.atWork() }, func(a, b *known) int { return cmp.Compare(a.percent, b.percent) })
	if !ok {
		return
	}
	l.does(unit, id, fmt.Sprintf("进展 {n} %d 已进场", 35+rng.IntN(60)))
	l.does(unit, id, "撤销 {n}")
}
