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
