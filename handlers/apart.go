package handlers

import (
	"regexp"
	"strings"

	"duban/ledger"
)

var (
	// gluedWords is a task's number to which what follows sticks, with a word that counts nothing:
	// 2到9月1日, 7给住建局, 2已协调. 3台泵 and 8月1日 are no number of a task.
	gluedWords = regexp.MustCompile(`^([#第]?[\d０-９]{1,6}[号项]?)((?:到|至|改为|改到|给|由|因|请|已|等|属|归|与|同|重复|不是|不再|取消|配合|材料).*)$`)
	// gluedUnit is one where what follows is a unit: 7住建局.
	gluedUnit = regexp.MustCompile(`^([#第]?[\d０-９]{1,6}[号项]?)([^\d０-９\s#年月日号项、,，:：;；.。\-—–/].*)$`)
)

// apart puts the space that a thumb left out between a task's number and what is said of it.
// A report is left as it is: 困难 3台泵坏了 names no task.
func apart(command, args string) string {
	var glued *regexp.Regexp
	switch command {
	case "assign", "forward", "divide":
		glued = gluedUnit
	case "extend", "limit", "suspend", "decline", "canceltask", "notice", "remind", "return", "refuse", "answer", "recheck", "reopen", "waive":
		glued = gluedWords
	default:
		return args
	}
	args = numberFirst(command, args)
	m := glued.FindStringSubmatch(args)
	if m == nil {
		return args
	}
	if number, ok := ledger.ReadTaskNumber(m[1]); !ok || number.IsZero() {
		return args
	}
	return m[1] + " " + m[2]
}

// numberFirst puts the task before the unit where they were said the other way round: 交办 住建局 7.
func numberFirst(command, args string) string {
	words := strings.Fields(args)
	if m := gluedHanding.FindStringSubmatch(ledger.Narrow(args)); m != nil { // 坪石镇7
		words = m[1:]
	}
	if command != "assign" && command != "forward" && command != "divide" || len(words) != 2 {
		return args
	}
	_, unit := ledger.ReadTaskNumber(words[0])
	if _, number := ledger.ReadTaskNumber(words[1]); unit || !number || !ledger.ReadReport(args, true).Task.IsZero() {
		return args
	}
	return words[1] + " " + words[0]
}
