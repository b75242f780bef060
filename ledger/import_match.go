package ledger

import "slices"

// place is where rows of the same name meet: a list and the letters of a title, or a
// list, a source and a number in it.
type place struct{ list, words string }

func titleOf(t *Task) place { return place{t.List, string(Letters(t.Title))} }

func itemOf(t *Task) place { return place{t.List, t.Source + "\x00" + t.Item} }

// twice are the titles that stand in several rows. All rows are kept; of those that say
// wholly the same, nobody is told twice.
func twice(drafts []Draft) (others map[int]int, again map[int]bool) {
	rows := map[place][]int{}
	for i := range drafts {
		if drafts[i].Status != DraftError {
			at := titleOf(&drafts[i].Task)
			rows[at] = append(rows[at], i)
		}
	}
	others, again = map[int]int{}, map[int]bool{}
	for _, same := range rows {
		if len(same) < 2 {
			continue
		}
		for n, i := range same {
			others[i] = same[0]
			if n == 0 {
				others[i] = same[1]
			}
			again[i] = slices.ContainsFunc(same[:n], func(j int) bool { return alike(&drafts[i].Task, &drafts[j].Task) })
		}
	}
	return others, again
}

// otherName is how a row is told of another one: by its number in the source where that
// says it. The row itself would be another one after the next row that is put in above.
func otherName(d, other Draft) string {
	if other.Task.Item == d.Task.Item {
		return ""
	}
	return other.Task.Item
}

// with is the draft with one more problem that the office must confirm.
func (d Draft) with(p Problem) Draft {
	same := func(q Problem) bool { return q.Code == p.Code && q.Words == p.Words }
	if slices.ContainsFunc(d.Problems, same) {
		return d // an exported row brings it along
	}
	d.Problems = append(slices.Clone(d.Problems), p)
	d.Task.Confirm = append(slices.Clone(d.Task.Confirm), p)
	d.Status = DraftConfirm
	return d
}

// alike reports whether two rows ask the same of the same.
func alike(a, b *Task) bool {
	return a.Source == b.Source && a.Target == b.Target && a.Measures == b.Measures && slices.Equal(a.Lead, b.Lead)
}

// matching pairs rows with the tasks that they made before.
type matching struct {
	drafts []Draft
	tasks  []*Task         // by their codes
	byCode map[TaskID]int  // the tasks by their code
	taskOf []int           // by row; -1: none
	taken  []bool          // by task
	old    map[place]*Task // by number: the one task of it that no row speaks of
	others map[int]int     // by row: another one of the same title
	again  map[int]bool    // rows that say what one before has said
}

// newMatching pairs by our own code, then by title, then by number in the source where
// the old title is gone and the new one resembles it.
func newMatching(drafts []Draft, existing []Task) *matching {
	tasks := make([]*Task, len(existing))
	for i := range existing {
		tasks[i] = &existing[i]
	}
	slices.SortFunc(tasks, func(a, b *Task) int { return compareCodes(a.ID, b.ID) })
	m := &matching{drafts: drafts, tasks: tasks, byCode: map[TaskID]int{}, taskOf: make([]int, len(drafts)), taken: make([]bool, len(tasks))}
	for t, task := range tasks {
		m.byCode[task.ID] = t
	}
	for d := range drafts {
		m.taskOf[d] = -1
		if t, ok := m.named(&drafts[d]); ok && !m.taken[t] {
			m.pair(d, t)
		}
	}
	m.byTitle()
	m.byItem()
	m.twins()
	m.others, m.again = twice(drafts)
	return m
}

// twins gives rows that say the same their tasks in the order of the codes: which of them
// made which task cannot be told, and must not be told otherwise the next time.
func (m *matching) twins() {
	type row struct {
		at                             place
		item, source, target, measures string
		lead                           string
	}
	same := map[row][]int{}
	for d := range m.drafts {
		if _, ok := m.named(&m.drafts[d]); ok || m.drafts[d].Status == DraftError {
			continue
		}
		t := &m.drafts[d].Task
		key := row{titleOf(t), t.Item, t.Source, t.Target, t.Measures, joinUnits(t.Lead)}
		same[key] = append(same[key], d)
	}
	for _, rows := range same {
		var tasks []int
		for _, d := range rows {
			if m.taskOf[d] >= 0 {
				tasks = append(tasks, m.taskOf[d])
			}
		}
		slices.Sort(tasks)
		for i, d := range rows {
			if m.taskOf[d] = -1; i < len(tasks) { // the rows after these make the next codes
				m.taskOf[d] = tasks[i]
			}
		}
	}
}

// named is the task whose code the row names. A code of another office is a code of
// another task: the list or the title must agree.
func (m *matching) named(draft *Draft) (int, bool) {
	t, ok := m.byCode[draft.Code]
	if !ok || draft.Status == DraftError {
		return 0, false
	}
	task := m.tasks[t]
	return t, task.List == draft.Task.List || resembles(task.Title, draft.Task.Title)
}

// draft is a row with the problems that only the whole list shows. They must come out the
// same when the file is imported again.
func (m *matching) draft(d int) Draft {
	draft := m.drafts[d]
	if draft.Status == DraftError {
		return draft
	}
	if other, ok := m.others[d]; ok {
		draft = draft.with(Problem{Code: ProblemDuplicate, Column: draft.heading, Words: otherName(draft, m.drafts[other])})
	}
	if m.again[d] {
		draft.Task.State = StateRegistered
	}
	if _, ok := m.named(&draft); draft.Code != "" && !ok {
		draft = draft.with(Problem{Code: ProblemUnknownCode, Words: string(draft.Code)})
	}
	if old, ok := m.old[itemOf(&draft.Task)]; ok && draft.Task.Item != "" {
		draft = draft.with(Problem{Code: ProblemItemReused, Column: draft.heading, Words: string(old.ID) + " " + old.Title})
	}
	return draft
}

// compareCodes puts 2025-1000 after 2025-999.
func compareCodes(a, b TaskID) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

func (m *matching) pair(d, t int) {
	m.taskOf[d], m.taken[t] = t, true
}

func (m *matching) existing(d int) (Task, bool) {
	if m.taskOf[d] < 0 {
		return Task{}, false
	}
	return *m.tasks[m.taskOf[d]], true
}

func (m *matching) absent() []TaskID {
	var codes []TaskID
	for t, taken := range m.taken {
		if !taken && m.tasks[t].State != StateCancelled { // whoever cancelled it takes its row out of the list
			codes = append(codes, m.tasks[t].ID)
		}
	}
	return codes
}

// sameRow reports whether a task was made of a row that said just this.
func sameRow(a, b *Task) bool {
	row, task := *a, *b
	if row.Limit.Raw == task.Limit.Raw {
		row.Limit = task.Limit
	}
	row.RepeatOf = task.RepeatOf
	row.Confirm, row.State, row.Percent, row.List = task.Confirm, task.State, task.Percent, task.List
	return len(task.differs(row)) == 0
}

// byTitle pairs rows and tasks of the same title: first those that say the same, then
// those alike, then those of the same number, then in their order.
func (m *matching) byTitle() {
	tasks := m.free(titleOf)
	for _, same := range []func(a, b *Task) bool{
		sameRow,
		func(a, b *Task) bool { return a.Item == b.Item && alike(a, b) },
		alike,
		func(a, b *Task) bool { return a.Source == b.Source && a.Item == b.Item },
		func(_, _ *Task) bool { return true },
	} {
		for d := range m.drafts {
			draft := &m.drafts[d]
			if m.taskOf[d] >= 0 || draft.Status == DraftError {
				continue
			}
			for _, t := range tasks[titleOf(&draft.Task)] {
				if !m.taken[t] && same(&draft.Task, m.tasks[t]) {
					m.pair(d, t)
					break
				}
			}
		}
	}
}

// free are the tasks that have no row yet, by place.
func (m *matching) free(at func(*Task) place) map[place][]int {
	places := map[place][]int{}
	for t, task := range m.tasks {
		if !m.taken[t] {
			places[at(task)] = append(places[at(task)], t)
		}
	}
	return places
}

// byItem pairs a row with the one task that had its number before, if that task's title
// is gone from the list and the new one resembles it. A title that does not is another
// task that was given an old number: the office is told.
func (m *matching) byItem() {
	rows, titles := map[place][]int{}, map[place]bool{}
	for d := range m.drafts {
		draft := &m.drafts[d]
		if draft.Status == DraftError {
			continue
		}
		titles[titleOf(&draft.Task)] = true
		if m.taskOf[d] < 0 && draft.Task.Item != "" {
			rows[itemOf(&draft.Task)] = append(rows[itemOf(&draft.Task)], d)
		}
	}
	m.old = map[place]*Task{}
	for at, had := range m.free(itemOf) {
		task := m.tasks[had[0]]
		if len(had) != 1 || titles[titleOf(task)] {
			continue
		}
		if now := rows[at]; len(now) == 1 && resembles(m.drafts[now[0]].Task.Title, task.Title) {
			m.pair(now[0], had[0])
			continue
		}
		m.old[at] = task
	}
}

// resembles reports whether two titles share half of the shorter one's pairs of letters.
func resembles(a, b string) bool {
	one, two := Bigrams(a), Bigrams(b)
	if len(one) > len(two) {
		one, two = two, one
	}
	common := 0
	for _, pair := range one {
		if slices.Contains(two, pair) {
			common++
		}
	}
	return len(one) > 0 && common*2 >= len(one)
}
