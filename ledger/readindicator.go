package ledger

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// IndicatorWords are words about an indicator as they were read: 优良率 坪石镇 10月 97.78%.
type IndicatorWords struct {
	Name, Area string
	Month      Date
	Value      *Measure
	Unit       string
	Better     Better
	Floor      *Measure
	Drop       bool // the month's figure is taken back
}

// Asks reports whether the words only ask: they say nothing of the indicator.
func (w IndicatorWords) Asks() bool {
	return w.Month.IsZero() && w.Value == nil && w.Unit == "" && w.Better == "" && w.Floor == nil && !w.Drop
}

var monthForm = regexp.MustCompile(`^(?:(\d{4})(?:年|-|/|\.))?(\d{1,2})月?$`)

// ReadIndicator reads words about an indicator. A month without a year is the last one of
// that name. What was not understood comes back; then nothing is to be done.
func ReadIndicator(words string, today Date) (said IndicatorWords, unread string) {
	pieces := strings.Fields(Narrow(words))
	for i := 0; i < len(pieces); i++ {
		piece := pieces[i]
		next := ""
		if i+1 < len(pieces) {
			next = pieces[i+1]
		}
		month, isMonth := readMonth(piece, today)
		value, unit, isValue := ReadMeasure(piece)
		switch {
		case said.Name == "":
			said.Name = piece
		case piece == "越低越好":
			said.Better = BetterLower
		case piece == "越高越好":
			said.Better = BetterHigher
		case piece == "作废" && !said.Month.IsZero() && said.Value == nil:
			said.Drop = true
		case (piece == "底线" || piece == "单位") && next == "":
			return IndicatorWords{}, piece
		case piece == "单位":
			said.Unit = next
			i++
		case piece == "底线":
			floor, unit, ok := ReadMeasure(next)
			if !ok {
				return IndicatorWords{}, next
			}
			said.Floor, said.Unit = &floor, first(said.Unit, unit)
			i++
		case isMonth && said.Month.IsZero():
			said.Month = month
		case isValue && said.Value == nil && !said.Month.IsZero() && !said.Drop:
			said.Value, said.Unit = &value, first(said.Unit, unit)
		case said.Area == "" && said.Month.IsZero() && !isValue:
			said.Area = piece
		default:
			return IndicatorWords{}, piece
		}
	}
	if !said.Month.IsZero() && said.Value == nil && !said.Drop {
		return IndicatorWords{}, words
	}
	return said, ""
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func readMonth(words string, today Date) (Date, bool) {
	this := MonthOf(today)
	switch words {
	case "本月":
		return this, true
	case "上月":
		return MonthOf(this - 1), true
	}
	found := monthForm.FindStringSubmatch(words)
	if found == nil || (found[1] == "" && !strings.HasSuffix(words, "月")) {
		return 0, false
	}
	n, _ := strconv.Atoi(found[2]) // digits
	if n < 1 || n > 12 {
		return 0, false
	}
	if found[1] != "" {
		year, _ := strconv.Atoi(found[1])
		return NewDate(year, time.Month(n), 1), year >= 2000
	}
	month := NewDate(today.Year(), time.Month(n), 1)
	if month > today {
		month = NewDate(today.Year()-1, time.Month(n), 1)
	}
	return month, true
}
