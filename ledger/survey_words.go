package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// PairsOf are the words' pairs of neighbouring letters, under which their tasks may be looked
// for: the caller counts them, and takes the rarest for Survey.Pair.
func PairsOf(words []string) []string {
	var pairs []string
	for _, word := range words {
		pairs = append(pairs, Bigrams(word)...)
	}
	return pairs
}

// among takes the words' own tasks out of those that were found, and counts and lists them as
// their marks would be. cut: there are more tasks under the pair than were looked at.
func (s Survey) among(m Moment) (own Moment, cut bool) {
	var found scored
	for _, t := range m.Tasks[0].Tasks {
		if s.says(t) {
			found = append(found, newScored(t))
		}
	}
	own = Moment{Head: m.Head, Latest: m.Latest, Counts: found.counts(s.ranges())}
	for _, list := range s.lists() {
		own.Tasks = append(own.Tasks, found.page(list.page))
	}
	return own, int64(len(m.Tasks[0].Tasks)) < m.Tasks[0].Total
}

// says reports whether the task's title has all the words.
func (s Survey) says(t Task) bool {
	title := string(Letters(t.Title))
	return !slices.ContainsFunc(s.Words, func(word string) bool { return !strings.Contains(title, string(Letters(word))) })
}

// scoredTask is a task with its marks at hand.
type scoredTask struct {
	task   Task
	scores map[string]int64
}

type scored []scoredTask

func newScored(t Task) scoredTask {
	scores := map[string]int64{}
	for _, mark := range t.Marks() {
		scores[mark.Name] = mark.Score
	}
	return scoredTask{t, scores}
}

// within are the tasks that a question by a range would find.
func (all scored) within(r Range) scored {
	var found scored
	for _, t := range all {
		if score, ok := t.scores[r.Mark]; ok && score >= r.Min && score <= r.Max {
			found = append(found, t)
		}
	}
	return found
}

// page is what a question by a page would answer.
func (all scored) page(p Page) TaskPage {
	found := all.within(p.Range)
	slices.SortStableFunc(found, func(a, b scoredTask) int {
		return cmp.Or(cmp.Compare(a.scores[p.Mark], b.scores[p.Mark]), cmp.Compare(a.task.ID, b.task.ID))
	})
	page := TaskPage{Total: int64(len(found))}
	for _, t := range found[:min(int64(len(found)), p.Limit)] {
		page.Tasks = append(page.Tasks, t.task)
	}
	return page
}
