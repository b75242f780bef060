package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"duban/handlers"
	"duban/ledger"
)

var codeIn = regexp.MustCompile(`/start (\S+)`)

// staff lets somebody leave, hand over, go on leave, and units get a mandate or become one.
// Who has left goes on speaking: nothing may come of it.
func (l *life) staff(rng *rand.Rand) {
	office := l.people[rng.IntN(2)]
	unit := []string{"住建局", "水务局", "农业农村局", "坪石镇"}[rng.IntN(4)]
	had := l.speaker(unit + " 联络员")
	switch rng.IntN(6) {
	case 0: // and a newcomer takes the post
		l.say(office, handlers.Request{Text: "离任 " + unit + " 联络员"})
		code, err := issue(l.t.Context(), l.book, []string{unit, "联络员"}, l.now(), newCode)
		if err != nil {
			l.t.Fatal(err)
		}
		l.join(unit+" 联络员", code)
		l.stays(had, ledger.UnitID(unit))
	case 1:
		n := int(l.mail.next())
		words := l.say(office, handlers.Request{Text: fmt.Sprintf("交接 %s 联络员 李%d", unit, n)})
		if code := codeIn.FindStringSubmatch(words); code == nil {
			words = l.say(l.speaker(unit+" 联络员"), handlers.Request{Text: fmt.Sprintf("交接 李%d", n)})
		}
		if code := codeIn.FindStringSubmatch(words); code != nil {
			l.join(unit+" 联络员", code[1])
			l.stays(had, ledger.UnitID(unit))
		}
	case 2, 3:
		first := ledger.DateOf(l.now()).AddDays(rng.IntN(3))
		_, m1, d1 := first.Civil()
		_, m2, d2 := first.AddDays(1 + rng.IntN(6)).Civil()
		who, stand := l.speaker(unit+" 联络员"), l.speaker(unit+" 一把手")
		l.say(who, handlers.Request{Text: fmt.Sprintf("请假 %d月%d日-%d月%d日 由%s代", m1, d1, m2, d2, stand.name())})
	case 4:
		l.say(office, handlers.Request{Text: []string{"授权 ", "撤销授权 "}[rng.IntN(2)] + unit})
	case 5:
		l.say(office, handlers.Request{Text: "撤并 生态环境局 并入 农业农村局" + []string{"", " 确认"}[rng.IntN(2)]})
	}
}

// stays lets somebody who has just left his post speak as if he had it, on that day still.
func (l *life) stays(had actor, unit ledger.UnitID) {
	for _, id := range l.tasks {
		if k := l.model.tasks[id]; k != nil && k.atWork() && k.leads(unit) {
			l.does(had, id, "进展 {n} 20 已进场")
			l.does(had, id, "签收 {n}")
			return
		}
	}
}

// speaker is who came last to a post, or had it last.
func (l *life) speaker(post string) actor {
	last := l.people[0]
	for _, a := range l.people {
		if strings.HasPrefix(a.post, post) {
			last = a
		}
	}
	return last
}

func (l *life) join(post, code string) {
	a := actor{id: ledger.PersonID(1001 + len(l.people)), post: post}
	l.people = append(l.people, a)
	l.say(a, handlers.Request{Text: "/start " + code})
}
