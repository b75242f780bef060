package ledger

import (
	"regexp"
	"strconv"
)

// Spreadsheets count the days from this one, and show the count where a cell has no format
// of a date.
const (
	serialYear, serialMonth, serialDay = 1899, 12, 30

	firstSerial = 36526 // 2000-01-01
	lastSerial  = 73050 // 2099-12-31
)

var serial = regexp.MustCompile(`^\s*([0-9]{5})(?:\.[0-9]+)?\s*$`)

// readSerial reads the limit of a cell whose date was not shown as one: 45930. In the column
// of limits such a number can hardly be anything else; the office confirms it all the same.
func readSerial(raw string, on Date) (Limit, []LimitProblem, bool) {
	found := serial.FindStringSubmatch(Narrow(raw))
	if found == nil {
		return Limit{}, nil, false
	}
	n, _ := strconv.Atoi(found[1]) // digits, by the pattern
	if n < firstSerial || n > lastSerial {
		return Limit{}, nil, false
	}
	due := NewDate(serialYear, serialMonth, serialDay).AddDays(n)
	problems := []LimitProblem{{Code: LimitSerial, Words: found[1] + " = " + due.String(), Date: due}}
	if due < on {
		problems = append(problems, LimitProblem{Code: LimitPast, Words: found[1], Date: due})
	}
	return Limit{Raw: raw, Due: due, Hard: true, NeedsConfirm: true}, problems, true
}
