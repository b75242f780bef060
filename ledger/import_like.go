package ledger

// Likeness is how far the rows of a file are tasks that another list has already: the same
// list comes back under another name, tasks (1).csv or with 8月 in its title row.
type Likeness struct {
	List  string // the list that is most like the file; empty: none has any of its rows
	Rows  int    // rows that could be tasks of it
	Tasks int    // tasks that it has
	Like  int    // rows that have a task of the same title, source and lead in it
	Same  int    // among those: of the same limit
}

// fewAlike is how many tasks two different lists may share by the way.
const fewAlike = 2

// Again reports whether the file is that list once more: all of its rows are there word by
// word, or most of them and more than two lists may share.
func (l Likeness) Again() bool {
	return l.Same > 0 && (l.Same == l.Rows || l.Same > fewAlike && l.Same*2 > l.Rows)
}

// Unsure reports whether only somebody who knows the lists can tell: the plan of the next
// year has the titles of this year's, and a longer list may hold a shorter one.
func (l Likeness) Unsure() bool {
	if l.Again() || l.Like == 0 {
		return false
	}
	return l.Like == l.Rows || l.Like > fewAlike && (l.Like*2 >= l.Rows || l.Like*2 >= l.Tasks)
}

// matter is what a row and a task of another list have in common if they are the same.
type matter struct{ title, source, lead string }

func matterOf(t *Task) matter {
	return matter{string(Letters(t.Title)), t.Source, joinUnits(t.Lead)}
}

// Like reports whether the row could be that task of another list.
func (d Draft) Like(t Task) bool { return d.Unlisted() && matterOf(&d.Task) == matterOf(&t) }

// Unlisted reports whether only the file says in which list the row stands. A row of an
// export names its list itself.
func (d Draft) Unlisted() bool { return d.Status != DraftError && !d.listed && d.Code == "" }

// In is the draft as a row of a list; one that names its list itself stays in that.
func (d Draft) In(list string) Draft {
	if !d.listed {
		d.Task.List = list
	}
	return d
}

// MeasureLikeness compares the rows with all tasks of a list. A task counts for one row.
func MeasureLikeness(drafts []Draft, list string, tasks []Task) Likeness {
	l := Likeness{List: list, Tasks: len(tasks)}
	free := map[matter][]*Task{}
	for i := range tasks {
		at := matterOf(&tasks[i])
		free[at] = append(free[at], &tasks[i])
	}
	for i := range drafts {
		if !drafts[i].Unlisted() {
			continue
		}
		l.Rows++
		at := matterOf(&drafts[i].Task)
		among := free[at]
		if len(among) == 0 {
			continue
		}
		l.Like++
		found := 0
		for n, task := range among {
			if task.hasLimit(drafts[i].Task.Limit) {
				found = n
				l.Same++
				break
			}
		}
		among[found] = among[0]
		free[at] = among[1:]
	}
	return l
}

// hasLimit reports whether a row's limit is the one that the task was given. 12月底前 of the
// next year is not, a limit that was moved since is.
func (t *Task) hasLimit(l Limit) bool {
	moved := len(t.Extensions)+len(t.Reopened) > 0
	return t.Limit.Raw == l.Raw && (moved || t.Limit.Due == l.Due)
}
