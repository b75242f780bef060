package ledger

import (
	"math"
	"strconv"
)

// The marks of all notices.
const (
	MarkNotices = "notices:*" // that run; score: the day by which the reply is to come
	MarkReplies = "replies:*" // of them those whose reply is owed
)

// NoticesMark holds all notices on a task; score: milliseconds of when they were drafted.
func NoticesMark(task TaskID) string { return "notices:" + string(task) }

// NumberMark holds the notices of a year with a number: one for each series.
func NumberMark(year int, n int64) string {
	return "number:" + strconv.Itoa(year) + "/" + strconv.FormatInt(n, 10)
}

// NumberRange are the notices of a year with a number.
func NumberRange(year int, n int64) Range {
	return Range{Mark: NumberMark(year, n), Max: math.MaxInt64}
}

// NoticesRange are all notices that run, the most pressing first.
func NoticesRange() Range { return Range{Mark: MarkNotices, Max: NoLimit} }

// LateRepliesRange are the notices whose reply should have come before today.
func LateRepliesRange(today Date) Range {
	return Range{Mark: MarkReplies, Min: 1, Max: int64(today) - 1}
}

// Ref names the notice.
func (n Notice) Ref() (Kind, string) { return KindNotice, string(n.ID) }

// Revision is the revision at which the notice was read.
func (n Notice) Revision() int64 { return n.Rev }

// Marks place a notice under its task and its number, and for as long as a reply is
// owed, under the day by which it is to come.
func (n Notice) Marks() []Mark {
	marks := []Mark{{NoticesMark(n.Task), n.At.UnixMilli()}}
	if n.N > 0 {
		marks = append(marks, Mark{NumberMark(n.Year, n.N), n.Signed.At.UnixMilli()})
	}
	if formal, _, ok := ReadNoticeNumber(n.Formal); ok && (formal.Year != n.Year || formal.N != n.N) {
		marks = append(marks, Mark{NumberMark(formal.Year, formal.N), n.Signed.At.UnixMilli()})
	}
	by := n.ReplyBy
	if !n.Rests.IsZero() {
		by = never
	}
	if n.State.Running() && n.State != NoticeReplied && n.N > 0 {
		marks = append(marks, Mark{MarkReplies, int64(by)})
	}
	if n.State.Running() {
		marks = append(marks, Mark{MarkNotices, int64(by)})
	}
	if n.State.Running() && n.N > 0 && n.hears() != "" {
		marks = append(marks, Mark{IssuedMark(n.hears()), int64(by)})
	}
	return marks
}
