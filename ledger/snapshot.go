package ledger

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"
)

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
	Units      []Figures         `json:"units,omitempty"`      // by leading unit, in the order of the office
	Campaigns  []Figures         `json:"campaigns,omitempty"`  // by campaign
	Weeks      []Trend           `json:"weeks,omitempty"`      // the oldest first
	Indicators []IndicatorFigure `json:"indicators,omitempty"` // the newest of each
	Period     Period            `json:"period,omitzero"`      // what the days From to Until brought
	Lists      []Listed          `json:"lists,omitempty"`      // what the figures are of, in the order in which leaders read it
	Cut        bool              `json:"cut,omitempty"`        // only the newest tasks were looked at: there were too many
}

// Ref names the snapshot: by its id.
func (s Snapshot) Ref() (Kind, string) { return KindSnapshot, string(s.ID) }

// Revision is the revision at which the snapshot was read.
func (s Snapshot) Revision() int64 { return s.Rev }

// Marks place the snapshot among those of its kind and scope.
func (s Snapshot) Marks() []Mark { return []Mark{{SnapshotsMark(s.Kind, s.Scope), s.At.UnixMilli()}} }

// SnapshotsMark holds the snapshots of a kind and scope; score: milliseconds of their time.
func SnapshotsMark(kind BriefKind, scope Scope) string {
	return "snapshots:" + string(kind) + "/" + string(scope)
}

// name gives the snapshot its id: the place of its figures in the chain, and a digest of what
// it tells of, so that two that are taken at once are one.
func (s Snapshot) name() SnapshotID {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %s %d %d", s.Kind, s.Scope, s.From, s.Until)
	return SnapshotID(fmt.Sprintf("%d-%08x", s.Head.Seq, h.Sum32()))
}

// Stands reports whether the snapshot answers a question of the same minute, at a head of the
// chain: then nothing was decided since it was taken but to keep it, and another one would
// only be the same again.
func (s Snapshot) Stands(head Head, at time.Time) bool {
	return s.ID != "" && head.Seq == s.Head.Seq+1 && s.At.Truncate(time.Minute).Equal(at.Truncate(time.Minute))
}

// Entry is the line of the audit log that tells of the snapshot: whoever asked, 0 the program.
func (s Snapshot) Entry(by PersonID) Entry {
	return Entry{At: s.At, By: by, What: WhatBriefed, Why: string(s.Kind), Fields: []FieldDiff{
		{Name: "snapshot", After: string(s.ID)}, {Name: "scope", After: string(s.Scope)},
	}}
}

// List is one of the lists behind the figures; empty if there is none of that name.
func (s Snapshot) List(name ListName) Listed {
	for _, l := range s.Lists {
		if l.Name == name {
			return l
		}
	}
	return Listed{Name: name}
}

// Worst are the units with overdue tasks, the most first. Where no figures are of units, the
// overdue tasks themselves tell, if all of them are listed.
func (s Snapshot) Worst() []UnitCount {
	var units []UnitID
	var counts []int64
	add := func(unit UnitID, n int64) {
		at := slices.Index(units, unit)
		if at < 0 {
			at, units, counts = len(units), append(units, unit), append(counts, 0)
		}
		counts[at] += n
	}
	for _, f := range s.Units {
		add(UnitID(f.Name), f.Overdue)
	}
	if overdue := s.List(ListOverdue); len(s.Units) == 0 && int64(len(overdue.Lines)) == overdue.Total {
		for _, line := range overdue.Lines {
			for _, unit := range line.Lead {
				add(unit, 1)
			}
		}
	}
	return Worst(units, counts)
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
// green, yellow, red and grey add up to the total, but for tasks that were cancelled.
//
// Percent and Schedule are counts and not means, since a mean would take reading every task:
// both are shares of the tasks that have a day as their limit and do not rest. While Percent
// is not below Schedule, the work as a whole keeps its time; the points that it is below are
// work whose limit has passed and that nothing earlier makes up for.
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
	Percent   int    `json:"percent"`  // 完成率: of a hundred tasks with a limit so many are completed or struck off
	Schedule  int    `json:"schedule"` // 应完成率: of a hundred of the same tasks the limit of so many has passed
}

// Trend is a week: what was overdue at its end, and what was completed and struck off in it.
type Trend struct {
	Monday    Date  `json:"monday"`
	Overdue   int64 `json:"overdue"`
	Completed int64 `json:"completed"`
	StruckOff int64 `json:"struck_off"`
}

// Period is what some days brought.
type Period struct {
	New          int64 `json:"new"`           // registered
	Reported     int64 `json:"reported"`      // tasks whose report in force is of these days
	Completed    int64 `json:"completed"`     // completed, those struck off since included
	StruckOff    int64 `json:"struck_off"`    // struck off
	NewlyOverdue int64 `json:"newly_overdue"` // that became overdue and still are
}

// ListName is one of the lists behind the figures.
type ListName string

// The lists, in the order in which leaders read them (domain §8).
const (
	ListDecisions ListName = "decisions" // what waits at the leaders' desks
	ListOverdue   ListName = "overdue"
	ListSuperior  ListName = "superior" // 上级督办
	ListReady     ListName = "ready"    // 该销未销
	ListMissing   ListName = "missing"  // 迟报
	ListNext      ListName = "next"     // due in the week to come
	ListOpen      ListName = "open"     // all that is not completed; only of one subject (专报)
)

// Listed is one of the lists behind the figures: its beginning, and how many there are.
type Listed struct {
	Name  ListName `json:"name"`
	Total int64    `json:"total"`
	Lines []Line   `json:"lines,omitempty"` // at most ListedMost
}

// ListedMost is how many lines of a list are kept.
const ListedMost = 20

// Line is a task in a list, as it stood then.
type Line struct {
	Task    TaskID   `json:"task,omitempty"`
	Title   string   `json:"title"`
	Lead    []UnitID `json:"lead,omitempty"`
	Lamp    Lamp     `json:"lamp,omitempty"`
	Percent int      `json:"percent,omitempty"`
	Due     Date     `json:"due,omitzero"`
	On      Date     `json:"on,omitzero"` // the day that counts in the list: when the superior wants the answer, when the report was due, since when it is completed, by when the decision is wanted

	Matter MatterID   `json:"matter,omitempty"` // that is to be decided
	Asks   MatterKind `json:"asks,omitempty"`
}
