package handlers

import (
	"regexp"
	"strings"

	"duban/ledger"
)

var (
	// severalNumbers are the numbers of several tasks, and what is said of them: 2、3 9月30日 汛期.
	severalNumbers = regexp.MustCompile(`^((?:[#第]?\d{1,6}[号项]?(?: *[、,和及] *| +))+[#第]?\d{1,6}[号项]?) +([^\d\s].*|\d+[年月./-].*)$`)
	oneNumber      = regexp.MustCompile(`\d{1,6}`)
)

// limitEach writes a limit that was said of several tasks as a line for each; empty: it is of one.
func (a *ask) limitEach() string {
	m := severalNumbers.FindStringSubmatch(strings.Join(strings.Fields(ledger.Narrow(a.args)), " "))
	if m == nil {
		return ""
	}
	if first, _, _ := strings.Cut(m[2], " "); !a.isDay(first) {
		if _, ok := a.day(first[len(moved.FindString(first)):]); !ok {
			return ""
		}
	}
	var lines []string
	for _, number := range oneNumber.FindAllString(m[1], -1) {
		lines = append(lines, "时限 "+number+" "+m[2])
	}
	return strings.Join(lines[:min(len(lines), shownFound)], "\n")
}
