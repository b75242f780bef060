package texts

import (
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// ScopeSummary is a summary with the words that name its scope.
type ScopeSummary struct {
	Unit    ledger.UnitID
	Words   string
	Summary ledger.Summary
}

// WholeCity is the name of everything.
const WholeCity = "全市"

func (s ScopeSummary) name() string {
	switch {
	case s.Unit != "":
		return string(s.Unit)
	case s.Words != "":
		return s.Words
	default:
		return WholeCity
	}
}

// The bounds of a summary: ten lines in all.
const (
	worstShown  = 3 // units that are named
	scopesShown = 8 // scopes, where somebody has several; one line each
)

// Summary is how the work stands: at most ten lines, with the moment and the chain's head.
func Summary(scopes []ScopeSummary, worst []ledger.UnitCount, at time.Time) string {
	name := "summary"
	if len(scopes) > 1 {
		name = "summaries"
	}
	var parts []string
	for i, s := range scopes {
		if i == scopesShown && len(scopes) > scopesShown {
			parts = append(parts, fmt.Sprintf("另有%d个，请发送：汇总 单位简称", len(scopes)-i))
			break
		}
		parts = append(parts, say(name, map[string]any{"Name": s.name(), "S": s.Summary, "Worst": WorstUnits(worst)}))
	}
	parts = append(parts, asOf(at, scopes[0].Summary.Head))
	return strings.Join(parts, "\n")
}

// WorstUnits names the units with the largest figures.
func WorstUnits(worst []ledger.UnitCount) string {
	names := make([]string, 0, worstShown)
	for _, w := range worst[:min(len(worst), worstShown)] {
		names = append(names, fmt.Sprintf("%s%d项", w.Unit, w.Count))
	}
	text := strings.Join(names, "、")
	if len(worst) > worstShown {
		text += fmt.Sprintf("等%d个单位", len(worst))
	}
	return text
}

// WeekFigures is what a week brought, and what the next days bring.
type WeekFigures struct {
	Unit     ledger.UnitID
	Words    string
	Monday   ledger.Date
	At       time.Time
	Head     ledger.Head
	Week     ledger.Week
	Due      []ledger.Task
	DueTotal int64
}

// Week tells what a week brought.
func Week(w WeekFigures) string {
	today := ledger.DateOf(w.At)
	var due []string
	for _, t := range w.Due {
		due = append(due, fmt.Sprintf("%s%s：%s，%s", Code(t.ID), cut(t.Title, 18), leads(t), limitWords(t, today)))
	}
	return say("week", map[string]any{
		"Name": ScopeSummary{Unit: w.Unit, Words: w.Words}.name(), "Monday": ShortDay(w.Monday), "W": w.Week,
		"Due": due, "DueTotal": w.DueTotal, "More": w.DueTotal - int64(len(w.Due)), "AsOf": asOf(w.At, w.Head),
	})
}
