package ledger

import (
	"math"
	"slices"
	"time"
)

// Survey is what a snapshot is to tell of: the questions that it takes, and how their answers
// are read. All of them are asked at one moment, see [Asked].
type Survey struct {
	Kind      BriefKind
	Scope     Scope
	Name      string // of the scope, as people say it
	Today     Date
	From      Date     // first of the days that it tells of; zero: of none
	Until     Date     // the last one
	Units     []UnitID // whose figures are shown one by one, where it is not one unit's
	Campaigns []string
	Words     []string // of one subject: words that its titles have; the scope is then ScopeWords
	Pair      string   // the rarest pair of letters of these words, under which they are looked for
	Calendar  Calendar
}

// Asked are questions that are answered with one look at the book.
type Asked struct {
	Ranges  []Range // how many records each has
	Tasks   []Page  // pages of tasks
	Matters []Page  // pages of matters
	Latest  []Range // of snapshots, of each of which the newest is wanted

	Indicators []Page
}

// Moment is what a look at the book answered, all of one moment.
type Moment struct {
	Counts  []int64
	Head    Head // the end of the chain then
	Tasks   []TaskPage
	Matters []MatterPage
	Latest  []Snapshot // without an id where there is none

	Indicators [][]Indicator
}

// TaskPage is a page of tasks, and how many there are in all.
type TaskPage struct {
	Tasks []Task
	Total int64
}

// MatterPage is a page of matters, and how many there are in all.
type MatterPage struct {
	Matters []Matter
	Total   int64
}

// The order of Asked.Latest of a survey.
const (
	latestOwn = iota
	latestWeekly
)

// wordsMost is how many tasks are looked at to find words.
const wordsMost = 500

// Asked are the questions of the survey, put at a time. However many tasks there are, they are
// as many and cost the same: counts by marks, and the beginnings of lists.
func (s Survey) Asked(at time.Time) Asked {
	minute := at.Truncate(time.Minute).UnixMilli() // an earlier one does not stand, see Standing
	asked := Asked{Latest: []Range{
		{Mark: SnapshotsMark(s.Kind, s.Scope), Min: minute, Max: math.MaxInt64},
		{Mark: SnapshotsMark(BriefWeekly, s.Scope), Max: math.MaxInt64},
	}}
	if len(s.Words) > 0 {
		asked.Tasks = []Page{{Range: Range{Mark: WordMark(s.Pair), Max: NoLimit}, Limit: wordsMost, Descending: true}}
		return asked
	}
	asked.Ranges = s.ranges()
	for _, list := range s.lists() {
		asked.Tasks = append(asked.Tasks, list.page)
	}
	if s.byUnit() {
		asked.Tasks = append(asked.Tasks, s.members())
	}
	if r, ok := DecisionsRange(s.Scope); ok {
		asked.Matters = []Page{{Range: r, Limit: ListedMost}}
	}
	if s.Scope == ScopeOffice {
		asked.Indicators = []Page{{Range: IndicatorRange(), Limit: ListedMost}}
	}
	return asked
}

// Standing is the snapshot that was taken a moment ago and answers the same question, if
// there is one, see [Snapshot.Stands].
func (s Survey) Standing(m Moment, at time.Time) (Snapshot, bool) {
	last := m.Latest[latestOwn]
	return last, last.Stands(m.Head, at) && last.From == s.From && last.Until == s.Until
}

// Take makes the snapshot of what was answered.
func (s Survey) Take(m Moment, at time.Time) Snapshot {
	taken := Snapshot{Kind: s.Kind, At: at, Head: m.Head, Scope: s.Scope, Name: s.Name, From: s.From, Until: s.Until}
	if len(s.Words) > 0 {
		m, taken.Cut = s.among(m)
	}
	t := tally{counts: m.Counts}
	taken.Summary = NewSummary(s.Scope, s.Today, t.take(summaryRanges), m.Head)
	if period := newPeriod(t.take(periodRanges)); !s.From.IsZero() {
		taken.Period = period
	}
	last, week := newPeriod(t.take(periodRanges)), newPeriod(t.take(periodRanges))
	taken.Weeks = s.weeks(m.Latest[latestWeekly].Weeks, last, Trend{
		Monday: s.monday(), Overdue: taken.Summary.Overdue, Completed: week.Completed, StruckOff: week.StruckOff,
	})
	for _, of := range s.figures() {
		f := newFigures(of.name, t.take(figureRanges))
		switch {
		case f.Total == 0: // nothing is asked of it
		case of.campaign:
			taken.Campaigns = append(taken.Campaigns, f)
		default:
			taken.Units = append(taken.Units, f)
		}
	}
	if s.byUnit() {
		taken.Units = s.unitsAmong(m.Tasks[len(s.lists())])
	}
	for _, page := range m.Indicators {
		for _, i := range page {
			if f, ok := i.Newest(s.Today); ok {
				taken.Indicators = append(taken.Indicators, f)
			}
		}
	}
	taken.Lists = s.listed(m)
	taken.ID = taken.name()
	return taken
}

// tally hands the counts out in the order in which they were asked for.
type tally struct{ counts []int64 }

func (t *tally) take(n int) []int64 {
	taken := t.counts[:n]
	t.counts = t.counts[n:]
	return taken
}

// ranges are the counts of a survey, in the order in which Take reads them.
func (s Survey) ranges() []Range {
	scope := s.marked()
	ranges := SummaryRanges(scope, s.Today)
	ranges = append(ranges, PeriodRanges(scope, s.From, s.Until, s.Today)...)
	for _, monday := range []Date{s.monday() - 7, s.monday()} {
		ranges = append(ranges, PeriodRanges(scope, monday, monday+6, s.Today)...)
	}
	for _, of := range s.figures() {
		ranges = append(ranges, FigureRanges(of.scope, s.Today)...)
	}
	return ranges
}

// marked is the scope to which the marks of the tasks are narrowed.
func (s Survey) marked() Scope {
	if len(s.Words) > 0 {
		return ScopeOffice
	}
	return s.Scope
}

// monday begins the week of which the trend tells: the one that a weekly brief is of, which
// may be late, else this one.
func (s Survey) monday() Date {
	if s.Kind == BriefWeekly && !s.From.IsZero() {
		return s.From.Monday()
	}
	return s.Today.Monday()
}

// figuresOf is whose figures are shown beside the whole.
type figuresOf struct {
	scope    Scope
	name     string
	campaign bool
}

// figures are of each unit and campaign in the whole, and of the scope itself where it is one
// unit or campaign.
func (s Survey) figures() []figuresOf {
	var all []figuresOf
	if unit, ok := s.Scope.Lead(); ok {
		return append(all, figuresOf{s.Scope, string(unit), false})
	}
	if campaign, ok := s.Scope.Campaign(); ok {
		return append(all, figuresOf{s.Scope, campaign, true})
	}
	for _, unit := range s.Units {
		all = append(all, figuresOf{ScopeLead(unit), string(unit), false})
	}
	for _, campaign := range s.Campaigns {
		all = append(all, figuresOf{ScopeCampaign(campaign), campaign, true})
	}
	return all
}

// trendsMost is how many weeks a snapshot tells of: the last twelve and the present one.
const trendsMost = 13

// weeks goes on with the weeks of the last weekly snapshot. Of one that is over the overdue
// stay as they were told; what was completed is counted once more, since a weekly brief comes
// before the week's end.
func (s Survey) weeks(before []Trend, last Period, now Trend) []Trend {
	all := slices.Clone(before)
	of := func(monday Date) int { return slices.IndexFunc(all, func(t Trend) bool { return t.Monday == monday }) }
	if at := of(now.Monday - 7); at >= 0 {
		all[at].Completed, all[at].StruckOff = last.Completed, last.StruckOff
	}
	switch at := of(now.Monday); {
	case at < 0:
		all = append(all, now)
		slices.SortFunc(all, func(a, b Trend) int { return int(a.Monday - b.Monday) })
	case now.Monday == s.Today.Monday():
		all[at] = now
	}
	return all[max(0, len(all)-trendsMost):]
}
