package ledger

import (
	"regexp"
	"strconv"
	"strings"
)

// Ordinals are the lines or tasks that words begin with: 1、2 请抓紧; 第1项、第2项请抓紧.
type Ordinals struct {
	Numbers []int
	Rest    string // the words after them, as they were typed
	Unclear bool   // a number among them may be a part of the words: 1 2项问题
}

var (
	ordinalWords  = regexp.MustCompile(`^第?\s*(\d{1,6})(?:\s*(?:号任务|项任务|号|项|条))?`)
	ordinalEnds   = regexp.MustCompile(`^(?:$|[\s、,:;)]|\.(?:\D|$)|[和及]\s*第?\d|(?:请|都|均|要|须|全部|尽快|抓紧|加快|务必|必须|立即|马上|限))`)
	ordinalJoined = regexp.MustCompile(`^\s*(?:[、,和及]|\s)\s*`)
	ordinalRange  = regexp.MustCompile(`^\s*[-~—–至到]\s*第?\d{1,6}\s*(?:项|条)?`)
	countedThings = regexp.MustCompile(`^\s*(?:天|日|周|月|年|个|季度|小时|时|点|分|万|亿|元|%|吨|公里|千米|米|亩|户|人|家|处|台|次|期|批|名|座|类|成|倍|[./]\d|号[之以]?[前内后])`)
)

// ReadOrdinals reads the numbers that a leader's words begin with. A number that counts
// something is a part of the words: 1 3天内报方案 is of the first line alone. Nothing is guessed:
// a range may be a day, and comes back as unclear.
func ReadOrdinals(words string) Ordinals {
	rest := circled(strings.TrimSpace(Narrow(words)))
	o := Ordinals{}
	for !startsCode(rest) && !monthDay.MatchString(rest) {
		m := ordinalWords.FindStringSubmatchIndex(rest)
		if m == nil || countedThings.MatchString(rest[m[3]:]) {
			break
		}
		after := rest[m[1]:]
		if end := ordinalRange.FindString(after); end != "" {
			after, o.Unclear = after[len(end):], true
		}
		if !ordinalEnds.MatchString(after) {
			o.Unclear = len(o.Numbers) > 0 && !strings.HasPrefix(rest, "第") // 第三季度 are words
			break
		}
		n, _ := strconv.Atoi(rest[m[2]:m[3]])
		o.Numbers, rest = append(o.Numbers, n), strings.TrimPrefix(after, ordinalJoined.FindString(after))
	}
	if o.Rest = strings.TrimSpace(words); len(o.Numbers) > 0 {
		o.Rest = AsTyped(words, strings.TrimLeft(rest, " \n:,;、.)"))
	}
	return o
}

// startsCode reports whether words begin with the whole code of a task.
func startsCode(words string) bool {
	m := codeWords.FindStringIndex(words)
	return m != nil && m[0] == 0
}
