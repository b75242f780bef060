package ledger

import (
	"regexp"
	"strconv"
	"strings"
)

// LeaveWords are the words of a leave: 请假 张三 8月1日至5日 由王五代, 请假三天. The days are
// still words, which the reader of limits reads.
type LeaveWords struct {
	Who   []string // whose leave it is; none: the speaker's
	First string   // empty: today
	Last  string   // empty: Count days
	Count int
	Stand string // who stands in; empty: it is not said
}

const leaveDay = `(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}|今天|明天|后天|大后天|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天]`

var (
	leaveSpan  = regexp.MustCompile(`(` + leaveDay + `)(?:起|开始)?(?:\s*(?:至|到|-|–|—|~)+\s*|\s+)(` + leaveDay + `|\d{1,2}[日号])`)
	leaveCount = regexp.MustCompile(`(?:从?(` + leaveDay + `)(?:起|开始|,)*\s*)?请?假?([0-9]{1,3}|[一二两三四五六七八九十]{1,3})天`)
	leaveOne   = regexp.MustCompile(`^(?:` + leaveDay + `)`)
	leaveMonth = regexp.MustCompile(`^(?:\d{4}年)?\d{1,2}月`)
)

// ReadLeave reads the words after 请假; false: there is no day and no count of days in them.
// The end of 8月1日至5日 is of the month of its beginning.
func ReadLeave(words string) (LeaveWords, bool) {
	words = strings.TrimSpace(Narrow(words))
	var read LeaveWords
	var at []int
	if m := leaveSpan.FindStringSubmatchIndex(words); m != nil {
		read.First, read.Last, at = words[m[2]:m[3]], words[m[4]:m[5]], m
		if month := leaveMonth.FindString(read.First); month != "" && !strings.ContainsAny(read.Last, "月-/.周期拜天") {
			read.Last = month + read.Last
		}
		if strings.HasPrefix(read.First, "下") && strings.ContainsAny(read.Last[:len("周")], "周星礼") {
			read.Last = "下" + read.Last
		}
	} else if m := leaveCount.FindStringSubmatchIndex(words); m != nil {
		n, err := strconv.Atoi(words[m[4]:m[5]])
		if err != nil {
			var ok bool
			if n, ok = ChineseNumber(strings.ReplaceAll(words[m[4]:m[5]], "两", "二")); !ok {
				return LeaveWords{}, false
			}
		}
		if m[2] >= 0 {
			read.First = words[m[2]:m[3]]
		}
		read.Count, at = n, m
	} else if m := leaveOne.FindStringIndex(words); m != nil {
		read.First, read.Count, at = words[m[0]:m[1]], 1, m
	} else {
		return LeaveWords{}, false
	}
	read.Who = strings.Fields(strings.TrimRight(words[:at[0]], " ,"))
	read.Stand = standWords(words[at[1]:])
	return read, true
}

// standWords are who stands in: 王五, 由王五代, 请王五代班.
func standWords(words string) string {
	words = strings.Trim(words, " ,;。.")
	for _, before := range []string{"由", "请", "让", "委托"} {
		if rest, ok := strings.CutPrefix(words, before); ok {
			words = rest
			break
		}
	}
	for _, after := range []string{"代理", "代办", "代班", "顶班", "顶替", "代管", "代"} {
		if rest, ok := strings.CutSuffix(strings.TrimSpace(words), after); ok {
			words = rest
			break
		}
	}
	return strings.TrimSpace(words)
}
