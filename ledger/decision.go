package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// DecisionsMost is how many tasks one pasted text may make: they are entered in one commit.
const DecisionsMost = 40

// Decisions reads the tasks out of a pasted text: each item is one, except headings and
// what stands before the first, which come back as passages that make no task.
func (r Reading) Decisions(text, source string) (tasks []Task, left []string) {
	items := SplitItems(text)
	marked := slices.ContainsFunc(items, func(i Item) bool { return i.Level > 0 })
	for i, item := range items {
		t := r.decision(item.Body)
		heading := i+1 < len(items) && item.Level > 0 && items[i+1].Level > item.Level && len(t.Lead) == 0
		switch {
		case len(Letters(item.Body)) < 2:
		case heading, marked && item.Level == 0:
			left = append(left, item.Body)
		default:
			t.Source, t.Item = source, strconv.Itoa(len(tasks)+1)
			tasks = append(tasks, t)
		}
	}
	return tasks, left
}

var (
	clauseEnd   = regexp.MustCompile(`[，,。；;（）()\n]+`)
	whoDoes     = regexp.MustCompile(`^(.{1,40}?)(牵头负责|负责牵头|牵头|负责落实|负责|主办|配合|协助|协办|参与)(.*)$`)
	beforeUnits = regexp.MustCompile(`^.*?(?:由|请|责成|责令)`)
	beforeTitle = regexp.MustCompile(`^[于在要须应应当必须，,：:、 ]+`)
)

// decision reads one item. What is said of units and limit is taken out of the words of
// the title; all of them stay as the target.
func (r Reading) decision(body string) Task {
	t := Task{Target: body}
	d := drafting{Reading: r}
	var rest []string
	for _, clause := range clauseEnd.Split(parted(body), -1) {
		clause = strings.TrimSpace(clause)
		if left := d.clause(clause, &t); left != "" {
			rest = append(rest, beforeTitle.ReplaceAllString(left, ""))
		}
	}
	if t.Limit.Raw == "" {
		d.decisionLimit(&t, body, insideDue.ReplaceAllString(body, "，"), strings.Join(rest, "，"))
	}
	t.Title = titleAmong(rest, t.Limit.Raw, body)
	t.Co = without(t.Co, t.Lead)
	t.Implement = without(t.Implement, t.Lead, t.Co)
	if len(t.Lead) == 0 {
		d.problem(ProblemNoLead, Cell{}, "")
	}
	t.Confirm = d.draft.Problems
	return t
}

var (
	ledInside = regexp.MustCompile(`([^，,。；;（(\n])由([^，,。；;（）()\n由的]{2,40}?)(牵头负责|负责牵头|牵头|主办)([，,。；;、\n]|负责|$)`)
	andUnits  = regexp.MustCompile(`(牵头负责|负责牵头|牵头|主办|配合|协助|协办)、`)
)

// parted sets off who leads where it stands within a sentence: 《…》由住建局牵头、水务局配合.
func parted(body string) string {
	return ledInside.ReplaceAllString(andUnits.ReplaceAllString(body, "$1，"), "$1，由$2$3$4")
}

// clause takes units and a labelled limit out of a clause, and gives back what is left.
func (d *drafting) clause(clause string, t *Task) string {
	part := PartResponsible
	if field, words, ok := labelOf(clause, false); ok {
		switch field {
		case FieldLimit:
			d.labelledLimit(words, t)
			return ""
		case FieldLead:
			part = PartLead
		case FieldCo:
			part = PartCo
		case FieldResponsible:
		default:
			return clause
		}
		d.take(ReadUnits(words, part, d.Directory), t, true)
		return ""
	}
	if limit, problems := ReadLimit(clause, d.On, d.Calendar, d.Options); limit.Standing && len(problems) == 0 && len(Letters(clause)) <= standingWords {
		t.Limit = limit
		return ""
	}
	m := whoDoes.FindStringSubmatch(clause)
	if m == nil {
		if left, ok := d.spoken(clause, t); ok {
			return left
		}
		return clause
	}
	names := beforeUnits.ReplaceAllString(m[1], "")
	must := strings.Contains(m[2], "牵头") // whoever leads is named there, even if nobody knows the name
	if read := d.take(ReadUnits(names+m[2], part, d.Directory), t, must); !read && !must {
		return clause
	}
	return strings.TrimSpace(m[3])
}

// standingWords is how long a clause is that says only that the work never ends.
const standingWords = 8

// take adds units. Words of which none is read are left alone, unless they must be units.
func (d *drafting) take(found Responsibility, t *Task, must bool) bool {
	read := len(found.Lead)+len(found.Co)+len(found.Implement)+len(found.Supervise)+len(found.Accept) > 0
	if !read && !must {
		return false
	}
	for _, p := range found.Problems {
		if p.Code != UnitVagueGroup || !read {
			d.problem(string(p.Code), Cell{}, p.Words, p.Near...)
		}
	}
	t.Lead, t.Co, t.Implement = with(t.Lead, found.Lead), with(t.Co, found.Co), with(t.Implement, found.Implement)
	t.Supervise, t.Accept = with(t.Supervise, found.Supervise), with(t.Accept, found.Accept)
	return read
}

func (d *drafting) labelledLimit(words string, t *Task) {
	limit, problems := ReadLimit(words, d.On, d.Calendar, d.Options)
	d.setLimit(limit, problems, t)
}

// decisionLimit looks for the limit in the running text, read in these ways.
func (d *drafting) decisionLimit(t *Task, ways ...string) {
	for _, text := range ways {
		if limit, problems, ok := FindLimit(text, d.On, d.Calendar, d.Options); ok {
			d.setLimit(limit, problems, t)
			return
		}
	}
	d.setLimit(Limit{NeedsConfirm: true}, []LimitProblem{{Code: LimitNone}}, t)
}

// setLimit keeps a limit with what is not certain of it. That it was found in running
// text is none: somebody looks at the draft before it counts.
func (d *drafting) setLimit(limit Limit, problems []LimitProblem, t *Task) {
	limit.NeedsConfirm = false
	past := !limit.Due.IsZero() && limit.Due < d.On
	for _, p := range problems {
		if p.Code == LimitFromText || (p.Code == LimitPast || p.Code == LimitAmbiguous) && past {
			continue
		}
		d.problem(string(p.Code), Cell{}, p.Words)
		limit.NeedsConfirm = true
	}
	if past {
		d.problem(string(LimitAmbiguous), Cell{}, limit.Raw)
		limit.Due, limit.NeedsConfirm = 0, true
	}
	t.Limit = limit
}

// titleAmong is the first clause that says what is to be done.
func titleAmong(clauses []string, limit, body string) string {
	const enough, most = 4, 60
	for _, clause := range clauses {
		if limit != "" {
			clause = strings.Replace(clause, limit, "", 1)
		}
		clause = strings.TrimSpace(beforeTitle.ReplaceAllString(strings.TrimSpace(clause), ""))
		if len(Letters(clause)) >= enough {
			return cutTo(clause, most)
		}
	}
	return cutTo(body, most)
}

func cutTo(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most])
	}
	return text
}

// Correct is a proposed task after its words were corrected: what was asked of what is now
// said is settled.
func (t Task) Correct(said Task) Task {
	t.Confirm = slices.DeleteFunc(slices.Clone(t.Confirm), func(p Problem) bool {
		if ofLimit(p) {
			return said.Limit.Raw != ""
		}
		return len(said.Lead) > 0
	})
	return t.Add(said)
}
