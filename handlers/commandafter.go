package handlers

import (
	"regexp"
	"strings"

	"duban/ledger"
)

// commandAfter finds the command in words that name the task before it: 17 签收 is 签收 17. What
// the asker has no right to do is none, since everybody may write 17 通过 in a report.
func (a *ask) commandAfter(text string) (command, bool) {
	first, later, _ := strings.Cut(text, "\n")
	said, rest := ledger.ReadReport(first, true), ledger.AfterNumber(first)
	if said.Task.IsZero() || rest == "" {
		return command{}, false
	}
	inner := ask{Request: Request{Text: rest}, Asker: a.Asker, h: a.h, today: a.today}
	c, ok := inner.wordCommand(ledger.Narrow(rest))
	handed := false
	if m := handsOver.FindStringSubmatch(ledger.Narrow(rest)); m != nil {
		inner.word, handed = "", true
		c, ok = inner.wordCommand(m[1] + " " + m[2])
	}
	if passed := inner.word == "通过" || inner.word == "成立"; passed { // 17 通过 验收 is what the work has come to
		return command{}, false
	}
	if !ok || !ofTask(c.name) || ledger.May(a.Person, c.action, a.today) != nil && !handed && !a.wishesDay(c, inner.args) {
		return command{}, false
	}
	if c.name != "plan" && !ledger.ReadReport(strings.TrimSpace(later), true).Task.IsZero() {
		return command{}, false // each line speaks of a task of its own
	}
	number := strings.TrimSpace(strings.TrimSuffix(ledger.Narrow(first), ledger.Narrow(rest)))
	if ids := a.about(); len(ids) > 0 && a.QuotedOur && said.Task.Code == "" {
		switch id := lineTask(said.Task.N, ids); {
		case id != "":
			number = string(id)
		case len(ids) == 1:
			return command{}, false // 80 延期… in answer to one reminder begins with how far the work is
		}
	}
	a.word, a.args = inner.word, strings.TrimSpace(number+" "+ledger.AsTyped(a.Text, strings.TrimSpace(inner.args+"\n"+later)))
	return c, true
}

// handsOver are words that give a task to units and say nothing else: 17 交办 坪石镇 is no report of
// who may not do so, and 17 交办坪石镇 wants its space.
var handsOver = regexp.MustCompile(`^(交办|转办|分解)(?:给|由)? ?((?:\p{Han}{1,9}(?:局|镇|乡|街道|街道办|办|委|公司|中心)[、, ]?(?:配合 ?)?)+)[。.!]?$`)

// wishesDay reports whether somebody who may set no limit names one: 17 时限 9月30日 is no report, and
// is answered with how another day is asked for; so is 17 延期 of the office, which applies for none.
func (a *ask) wishesDay(c command, args string) bool {
	day, _, _ := strings.Cut(strings.TrimSpace(args), " ")
	reports := ledger.May(a.Person, ledger.ActionReport, a.today) == nil
	return c.name == "limit" && a.isDay(day) || c.name == "extend" && !reports
}

// ofTask tells the commands that are said of one task, after whose number they may stand. Those
// with which a report begins are read by the report.
func ofTask(name string) bool {
	switch name {
	case "show", "accept", "extend", "decline", "partial", "claim", "receive", "reply", "plan", "milestone", "undo",
		"forward", "answer", "approve", "refuse", "return", "instruct", "assign", "limit", "divide", "remind", "notice", "paper",
		"complete", "closeout", "public", "objection", "recheck", "reopen", "canceltask", "suspend", "resume", "waive":
		return true
	}
	return false
}
