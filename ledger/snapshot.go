package ledger

import "time"

// SnapshotID names a snapshot.
type SnapshotID string

// Snapshot is how the work of the office stood at one moment. Words, charts, tables and
// papers of a brief are all made of it, so that no two leaders read different figures
// (domain §8). It is kept, and never changed.
type Snapshot struct {
	ID         SnapshotID        `json:"id"`
	Rev        int64             `json:"-"`
	Kind       BriefKind         `json:"kind"`
	At         time.Time         `json:"at"`   // of all its figures
	Head       Head              `json:"head"` // the end of the chain then
	Scope      Scope             `json:"scope"`
	Name       string            `json:"name"`           // of the scope, as people say it: 全市, 住建局, 碧水
	From       Date              `json:"from,omitzero"`  // first day of the week or month that it tells of
	Until      Date              `json:"until,omitzero"` // its last day
	Summary    Summary           `json:"summary"`
	Units      []Figures         `json:"units,omitempty"`      // by leading unit, in the order of names
	Campaigns  []Figures         `json:"campaigns,omitempty"`  // by campaign
	Weeks      []Trend           `json:"weeks,omitempty"`      // the oldest first
	Indicators []IndicatorFigure `json:"indicators,omitempty"` // the newest of each
}

// BriefKind is what a snapshot was taken for.
type BriefKind string

// The kinds.
const (
	BriefSummary BriefKind = "summary" // 汇总
	BriefWeekly  BriefKind = "weekly"  // 周报
	BriefMonthly BriefKind = "monthly" // 月报
	BriefSpecial BriefKind = "special" // 督查专报: on one subject
)

// Figures are how the tasks of one unit or campaign stand. Blue (completed or struck off),
// green, yellow, red and grey add up to the total.
type Figures struct {
	Name      string `json:"name"`
	Total     int64  `json:"total"`
	Completed int64  `json:"completed"` // blue: completed or struck off
	StruckOff int64  `json:"struck_off"`
	Red       int64  `json:"red"`
	Yellow    int64  `json:"yellow"`
	Green     int64  `json:"green"`
	Grey      int64  `json:"grey"`
	Overdue   int64  `json:"overdue"`
	Missing   int64  `json:"missing"`  // reports that are late
	Percent   int    `json:"percent"`  // progress: mean of its tasks with a limit, 0–100
	Schedule  int    `json:"schedule"` // the time gone by (序时进度): mean of the same tasks, 0–100
}

// Trend is a week: what was overdue at its end, and what was completed and struck off in it.
type Trend struct {
	Monday    Date  `json:"monday"`
	Overdue   int64 `json:"overdue"`
	Completed int64 `json:"completed"`
	StruckOff int64 `json:"struck_off"`
}
