package ledger

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	milestoneNumber  = regexp.MustCompile(`^#?(?:节点)?第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:个|号|项)?(?:节点)?$`)
	milestoneNumbers = regexp.MustCompile(`^(?:节点)?第?\d{1,3}个?(?:\s*[、,和;~—–至到-]\s*第?\d{1,3}个?|\s+第?\d{1,3}个?)+(?:节点)?\s*[都均]?$`)
)

// FindMilestones finds several milestones by their numbers, 1、2 or 1-3, or the one that
// [Task.FindMilestone] finds; false where one of them is none.
func (t Task) FindMilestones(words string) ([]TimetableLine, bool) {
	words = strings.TrimSpace(Narrow(words))
	if milestoneNumbers.MatchString(words) {
		numbers := lineNumbers(strings.NewReplacer("第", "", "个", "", "节点", "").Replace(words))
		return t.milestonesAt(numbers)
	}
	line, ok := t.FindMilestone(words)
	return []TimetableLine{line}, ok
}

func (t Task) milestonesAt(numbers []int) ([]TimetableLine, bool) {
	var found []TimetableLine
	lines, seen := t.Timetable(), map[int]bool{}
	for _, n := range numbers {
		if n < 1 || n > len(lines) {
			return nil, false
		}
		if !seen[n] {
			seen[n], found = true, append(found, lines[n-1])
		}
	}
	return found, len(found) > 0
}

// numberedMilestone is the number by which one milestone is named: 2, 第2个, 第二个.
func numberedMilestone(words string) (int, bool) {
	m := milestoneNumber.FindStringSubmatch(words)
	if m == nil {
		return 0, false
	}
	return ChineseNumber(m[1])
}

// ReachAll marks several milestones as done, or takes that back. Those that stand so already
// stay as they are, unless all do.
func (t Task) ReachAll(by Person, at time.Time, lines []TimetableLine, done bool) (Planned, []TimetableLine, *Refusal) {
	moved := slices.DeleteFunc(slices.Clone(lines), func(line TimetableLine) bool { return line.Done == done })
	if len(moved) == 0 {
		moved = lines // to be refused
	}
	var entries []Entry
	for _, line := range moved {
		reached, refusal := t.Reach(by, at, line, done)
		if refusal != nil {
			return Planned{}, nil, refusal
		}
		t, entries = reached.Task, append(entries, reached.Entries...)
	}
	return Planned{Task: t, Entries: entries}, moved, nil
}
