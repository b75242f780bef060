package texts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// Offer is what can be made of a snapshot beside words.
type Offer struct{ Charts, Table, Paper bool }

// What the buttons of a brief ask for, before the id of its snapshot.
const (
	BriefWhole   = "b" // of several scopes the one
	BriefDetails = "d"
	BriefCharts  = "c"
	BriefTable   = "t"
	BriefPaper   = "p"
)

// BriefButtons are the buttons under a brief; what cannot be made is not offered.
func BriefButtons(s ledger.Snapshot, offer Offer) [][]ledger.Button {
	row := []ledger.Button{briefButton("详情", BriefDetails, s)}
	if offer.Charts {
		row = append(row, briefButton("图表", BriefCharts, s))
	}
	if offer.Table {
		row = append(row, briefButton("表格", BriefTable, s))
	}
	if offer.Paper {
		row = append(row, briefButton("文稿", BriefPaper, s))
	}
	return [][]ledger.Button{row}
}

func briefButton(label, what string, s ledger.Snapshot) ledger.Button {
	return ledger.Button{Label: label, Data: ledger.Press(ledger.PressBrief, what+"/"+string(s.ID))}
}

// ScopeName is how people say a scope: a unit's or a campaign's name, or the whole.
func ScopeName(unit ledger.UnitID, words string) string {
	return cmp.Or(string(unit), words, WholeCity)
}

// The bounds of a brief: ten lines in all.
const (
	worstShown      = 3 // units that are named
	indicatorsShown = 2
)

// Brief is how the work stands, in the order in which leaders read it (domain §8): at most
// ten lines, with the moment and the chain's head. It names no code, so that a reply to it is
// about no task.
func Brief(s ledger.Snapshot) string {
	decisions := s.List(ledger.ListDecisions)
	first := ""
	if len(decisions.Lines) > 0 {
		first = decision(decisions.Lines[0])
	}
	return say("brief", map[string]any{
		"Title": briefTitle(s) + comma(s), "S": s.Summary, "P": s.Period, "Period": periodWord(s),
		"Indicators": indicatorsShort(s.Indicators), "Decisions": decisions, "First": first,
		"Worst": worstOf(s), "Ready": s.List(ledger.ListReady).Total, "Next": nextWeek(s),
		"Cut": s.Cut, "AsOf": asOf(s.At, s.Head),
	})
}

// BriefCaption goes with the pictures and papers that are made of a snapshot.
func BriefCaption(s ledger.Snapshot) string { return briefTitle(s) + "\n" + asOf(s.At, s.Head) }

func briefTitle(s ledger.Snapshot) string {
	title := fmt.Sprintf("%s【%s】", briefWord(s.Kind), s.Name)
	if !s.From.IsZero() {
		title += spanWords(s.From, s.Until)
	}
	return title
}

func briefWord(kind ledger.BriefKind) string {
	switch kind {
	case ledger.BriefWeekly:
		return "督办周报"
	case ledger.BriefMonthly:
		return "督办月报"
	case ledger.BriefSpecial:
		return "督查专报"
	case ledger.BriefSummary: // is so often asked for that its name is enough
	}
	return ""
}

// comma ends a title that ends with a day.
func comma(s ledger.Snapshot) string {
	if s.From.IsZero() {
		return ""
	}
	return "，"
}

// spanWords are some days as people write them: 7月14日—18日.
func spanWords(from, until ledger.Date) string {
	y, m, day := from.Civil()
	y2, m2, day2 := until.Civil()
	switch {
	case from == until:
		return fmt.Sprintf("%d月%d日", int(m), day)
	case y == y2 && m == m2:
		return fmt.Sprintf("%d月%d日—%d日", int(m), day, day2)
	case y == y2:
		return fmt.Sprintf("%d月%d日—%d月%d日", int(m), day, int(m2), day2)
	default:
		return Day(from) + "—" + Day(until)
	}
}

// periodWord begins the line of what the days brought; empty: the brief tells of no days.
func periodWord(s ledger.Snapshot) string {
	switch {
	case s.From.IsZero():
		return ""
	case s.Kind == ledger.BriefMonthly && ledger.MonthOf(s.From) == ledger.MonthOf(s.Summary.Today):
		return "本月"
	case s.Kind == ledger.BriefMonthly:
		return "当月"
	case s.From.Monday() == s.Summary.Today.Monday():
		return "本周"
	default:
		return "当周"
	}
}

// indicatorsShort names the indicators that got worse, else the first ones.
func indicatorsShort(all []ledger.IndicatorFigure) string {
	bad := func(f ledger.IndicatorFigure) bool { return f.Worsened() || f.BelowFloor() }
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b ledger.IndicatorFigure) int {
		switch {
		case bad(a) == bad(b):
			return 0
		case bad(a):
			return -1
		default:
			return 1
		}
	})
	var words []string
	for _, f := range sorted[:min(len(sorted), indicatorsShown)] {
		words = append(words, IndicatorLine(f))
	}
	text := strings.Join(words, "；")
	if len(all) > indicatorsShown {
		text += fmt.Sprintf("；共%d项", len(all))
	}
	return text
}

// decision is what waits for a leader, in a few words.
func decision(l ledger.Line) string {
	text := MatterName(l.Asks)
	if l.Title != "" {
		text = cut(l.Title, titleShown) + "，" + text
	}
	return text
}

// worstOf names the units with the most overdue tasks, where the brief is of several units.
func worstOf(s ledger.Snapshot) string {
	if _, one := s.Scope.Lead(); one {
		return ""
	}
	return WorstUnits(s.Worst())
}

func nextWeek(s ledger.Snapshot) string {
	monday := s.Summary.Today.Monday().AddDays(7)
	next := s.List(ledger.ListNext)
	days := spanWords(monday, monday.AddDays(6))
	if next.Total == 0 {
		return fmt.Sprintf("下周（%s）没有到期的", days)
	}
	text := fmt.Sprintf("下周（%s）到期%d项", days, next.Total)
	if len(next.Lines) > 0 {
		first := next.Lines[0]
		text += fmt.Sprintf("，最先是%s（%s，%s）", cut(first.Title, titleShown), leadShort(first.Lead), shortDate(first.Due, s.Summary.Today))
	}
	return text
}

// leadShort names who leads, the first one where they are many.
func leadShort(lead []ledger.UnitID) string {
	switch len(lead) {
	case 0:
		return "没有牵头单位"
	case 1:
		return string(lead[0])
	default:
		return string(lead[0]) + "等"
	}
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
