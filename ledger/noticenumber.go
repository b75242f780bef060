package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// NoticeNumber is the number of a notice as somebody wrote it.
type NoticeNumber struct {
	Prefix string // 督办, 乐污防攻坚办督; may be left out
	Year   int    // 0: this year's
	N      int64
}

var noticeNumber = regexp.MustCompile(`^\s*(\p{Han}{0,20})\s*(?:[〔\[(【<]\s*((?:19|20)\d\d)\s*[〕\])】>]\s*)?第?\s*(\d{1,6})\s*号`)

// ReadNoticeNumber reads a notice's number at the beginning of words, and gives back what
// follows it: 督办〔2025〕3号 误发, 〔2025〕3号, 3号.
func ReadNoticeNumber(words string) (number NoticeNumber, rest string, ok bool) {
	narrow := Narrow(words)
	m := noticeNumber.FindStringSubmatchIndex(narrow)
	if m == nil {
		return NoticeNumber{}, words, false
	}
	number.Prefix = strings.TrimSuffix(narrow[m[2]:m[3]], "第")
	if m[4] >= 0 {
		number.Year, _ = strconv.Atoi(narrow[m[4]:m[5]]) // four digits
	}
	number.N, _ = strconv.ParseInt(narrow[m[6]:m[7]], 10, 64) // at most six
	if number.N == 0 {
		return NoticeNumber{}, words, false
	}
	rest = strings.TrimLeft(narrow[m[1]:], " \n,:;、，：；")
	return number, AsTyped(words, rest), true
}

// Numbered reports whether a notice is the one that a number means: the number that the
// program gave, or the formal one.
func (n Notice) Numbered(by NoticeNumber) bool {
	if n.N == by.N && n.Year == by.Year && strings.Contains(Narrow(n.working()), by.Prefix) {
		return true
	}
	formal, _, ok := ReadNoticeNumber(n.Formal)
	return ok && formal.N == by.N && formal.Year == by.Year && strings.Contains(formal.Prefix, by.Prefix)
}

// Bears reports whether a number, written in full, is a notice's own: the one that the program
// gave, or the formal one. No two notices bear the same.
func (n Notice) Bears(number NoticeNumber) bool {
	for _, own := range []string{n.working(), n.Formal} {
		if is, _, ok := ReadNoticeNumber(own); ok && is == number {
			return true
		}
	}
	return false
}

// Borne are the numbers that a notice bears, each once, the formal one first.
func (n Notice) Borne() []string {
	var all []string
	for _, own := range []string{n.Number(), n.working()} {
		if own != "" && !slices.Contains(all, own) {
			all = append(all, own)
		}
	}
	return all
}
