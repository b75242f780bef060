package handlers

import (
	"regexp"
	"strings"

	"duban/ledger"
)

var (
	// signedFor are tasks that somebody says to have signed for: 1、2已签收, 3已签收, 1 2 签收.
	signedFor = regexp.MustCompile(`^((?:[#第]?\d{1,6}[号项]?[、,和及 ]*)+)(?:都|均|全部|全)?(已经?)?签收(了)?[。.!]*$`)
	// signedAll is the same of all of them, or of what he speaks of: 都签收了, 已签收.
	signedAll = regexp.MustCompile(`^(都|均|全部|全)?(?:已经?)?(?:都)?签收了?[。.!]*$`)
)

// signed takes 1、2已签收 and 都签收了 of a unit for 签收: it is no progress of a task.
func (a *ask) signed(text string) (command, bool) {
	c := a.h.named("accept")
	if ledger.May(a.Person, c.action, a.today) != nil {
		return command{}, false
	}
	if m := signedAll.FindStringSubmatch(text); m != nil {
		a.word, a.args = c.words[0], ""
		if m[1] != "" {
			a.args = "全部"
		}
		return c, true
	}
	m := signedFor.FindStringSubmatch(text)
	if m == nil {
		return command{}, false
	}
	numbers := strings.TrimRight(m[1], "、,和及 ")
	if one, ok := ledger.ReadTaskNumber(numbers); ok && !one.IsZero() && m[2]+m[3] == "" {
		return command{}, false // 17 签收 is read with the other commands behind a number
	}
	a.word, a.args = c.words[0], numbers
	return c, true
}
