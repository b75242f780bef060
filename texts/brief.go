package texts

import (
	"fmt"
	"time"

	"duban/ledger"
)

// LeaderBrief is what the leaders read at the end of the week.
type LeaderBrief struct {
	At       time.Time
	Summary  ledger.Summary
	Worst    []ledger.UnitCount // overdue by leading unit
	Due      []ledger.Task      // what is due in the week to come, the first of it
	DueTotal int64
}

// Brief is at most ten lines, stamped with the moment and the chain's head.
func Brief(b LeaderBrief) string {
	today := ledger.DateOf(b.At)
	due := make([]string, len(b.Due))
	for i, t := range b.Due {
		due[i] = fmt.Sprintf("%s%s（%s，%s）", Code(t.ID), cut(t.Title, titleShown), unitNames(t.Lead), shortDate(t.Limit.Due, today))
	}
	return say("brief", map[string]any{
		"Day": ShortDay(today), "S": b.Summary, "Worst": WorstUnits(b.Worst),
		"Due": due, "DueTotal": b.DueTotal, "AsOf": asOf(b.At, b.Summary.Head),
	})
}
