package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// belowShown is how many lines that only inform stand with all their words.
const belowShown = 3

// informs reports whether the line only lets the unit know that it has a part in another one's
// task, or none any more: it is no item, so that who has one task answers without a number.
func (l DigestLine) informs() bool {
	return len(l.Why) > 0 && !slices.ContainsFunc(l.Why, func(why ledger.Telling) bool {
		return why.Reason != ledger.OccasionPart && why.Reason != ledger.OccasionPartOver
	})
}

// Apart parts the lines that a digest numbers from those that only inform and stand below them.
// Where there is nothing else they are its lines.
func Apart(lines []DigestLine) (items, below []DigestLine) {
	for _, line := range lines {
		if line.informs() {
			below = append(below, line)
		} else {
			items = append(items, line)
		}
	}
	if len(items) == 0 {
		return below, nil
	}
	return items, below
}

// informed are the lines below the items: each with its words, or many of them by their names.
func informed(below []DigestLine, today ledger.Date) []string {
	if len(below) > belowShown {
		var part, over []string
		for _, line := range below {
			name := Code(line.Task.ID) + cut(line.Task.Title, matterTitle)
			if line.Why[0].Reason == ledger.OccasionPart {
				part = append(part, name)
			} else {
				over = append(over, name)
			}
		}
		return slices.Concat(firstOf("请贵单位配合", part, "。看各项请发送：任务"), firstOf("不再需要贵单位配合", over, ""))
	}
	said := make([]string, len(below))
	for i, line := range below {
		said[i] = Code(line.Task.ID) + cut(line.Task.Title, titleShown) + "：" + reasons(line, today)
	}
	return said
}

// firstOf names the first of many tasks, and how many they are.
func firstOf(words string, names []string, end string) []string {
	switch n := len(names); {
	case n == 0:
		return nil
	case n > belowShown:
		return []string{fmt.Sprintf("%s%s等%d项%s", words, strings.Join(names[:belowShown], "、"), n, end)}
	}
	return []string{words + strings.Join(names, "、") + end}
}
