package ledger

// Limit is a time limit (完成时限) as people really write it, read as far as it can be
// read with confidence. The raw words are always kept and shown; what is not certain
// goes to the list "请办公室确认" (NeedsConfirm) and is never guessed in silence.
type Limit struct {
	Due          Date        `json:"due"`                   // last day on which it is in time; zero: no date
	Hard         bool        `json:"hard"`                  // false where the words soften it: 基本完成, 力争, 原则上
	Standing     bool        `json:"standing"`              // 长期坚持: it never ends and is reviewed
	ReviewEvery  Rhythm      `json:"review_every"`          // how often a standing limit is looked at again
	Milestones   []Milestone `json:"milestones"`            // several dates in one cell, oldest first
	Recurring    Rhythm      `json:"recurring"`             // 每季度, 每周四上报: the work itself comes again
	Forecast     Date        `json:"forecast"`              // 预计…: the unit's own forecast, not the limit
	Raw          string      `json:"raw"`                   // the words in the document
	NeedsConfirm bool        `json:"needs_confirm"`         // the office must look at it
	Schedule     bool        `json:"by_schedule,omitempty"` // 按序时进度推进: no date, progress against time
}

// Milestone is one step of a task's timetable (时间表).
type Milestone struct {
	Date  Date   `json:"date"`
	Title string `json:"title,omitempty"`
	Done  bool   `json:"done,omitempty"`
}

// Rhythm is how often something is due (报送频次): a report, a review, recurring work.
type Rhythm string

// The rhythms that the trade uses. RhythmNone means that none was asked for.
const (
	RhythmNone      Rhythm = ""
	RhythmOnce      Rhythm = "once"
	RhythmWeekly    Rhythm = "weekly"
	RhythmTenDays   Rhythm = "ten_days" // 每旬
	RhythmMonthly   Rhythm = "monthly"
	RhythmQuarterly Rhythm = "quarterly"
	RhythmHalfYear  Rhythm = "half_year"
	RhythmYearly    Rhythm = "yearly"
)
