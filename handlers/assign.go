package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/ledger"
	"duban/texts"
)

// assign sets or changes who leads a task: 交办 17 住建局, 交办 17 住建局 配合 水务局. The
// units hear of it in their next digest.
func assign(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionAssign)
	if err != nil {
		return ledger.Change{}, err
	}
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoLead, Task: t.ID}
	}
	words, due := a.cutDay(toWhom.ReplaceAllString(words, ""))
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonLimitApart, Task: t.ID, Words: due.String()}
	}
	to, err := a.assigning(ctx, t, words)
	if err != nil {
		return ledger.Change{}, err
	}
	to.Due = due
	assigned, refusal := t.Assign(to)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change, given := ledger.Change{Entries: assigned.Entries}, assigned.Task
	if !slices.Equal(t.Lead, given.Lead) || t.State == ledger.StateRegistered {
		if given, err = a.assignedAnew(ctx, &change, given); err != nil {
			return ledger.Change{}, err
		}
	}
	given, put, entries, err := passOn(ctx, a.h.Book, given, a.At)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put, change.Entries = append(append(change.Put, put...), given), append(change.Entries, entries...)
	parts, err := a.movedByDay(ctx, &change, given, due, assigned.Entries[0])
	if err != nil {
		return ledger.Change{}, err
	}
	told, err := a.tellPressing(ctx, &change, given.ID)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.Assigned(t, given, texts.Heard(1, told)) + a.heardLate(told), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	if !slices.Equal(t.Lead, given.Lead) {
		change.Answer.Text += a.nearlyDue(given, due)
	}
	change.Answer.Text = joinLines(change.Answer.Text, parts)
	return a.toldOffice(ctx, change, t.Issues(a.Person, a.today), texts.HandedToOffice(a.Person.Name, []ledger.Task{given}))
}

// toWhom is the word before the unit that is to lead: 交办7给住建局.
var toWhom = regexp.MustCompile(`^\s*(?:改)?(?:给|由|交给|交由)\s*`)

// labelled is a day behind the word that says that it is the limit: 时限9月30日.
var labelled = regexp.MustCompile(`^(?:完成)?(?:时限|期限|限期)[:： ]*(?:为|至|到)?`)

// plainDay is a day and nothing else: 9月30日前 and 2026-01-31, not 8月汛期前请尽快进场.
var plainDay = regexp.MustCompile(`^\d{1,4}[年月./-].{0,10}?(?:[日号底旬前]|\d|前完成|前办结)$`)

// isDay reports whether a piece of words is the day by which something is to be done.
func (a *ask) isDay(piece string) bool {
	said := ledger.Narrow(piece)
	return (labelled.MatchString(said) || plainDay.MatchString(said)) && !a.limitDay(piece).IsZero()
}

func (a *ask) limitDay(piece string) ledger.Date {
	said := ledger.Narrow(piece)
	day, _ := a.day(said[len(labelled.FindString(said)):])
	return day
}

// cutDay takes the day off the end of words: 水务局 配合 住建局 9月30日.
func (a *ask) cutDay(words string) (rest string, due ledger.Date) {
	words = strings.TrimRight(strings.TrimSpace(words), "。；;，,")
	const between = " ，,；;\n"
	at := 0
	if last := strings.LastIndexAny(words, between); last >= 0 {
		_, size := utf8.DecodeRuneInString(words[last:])
		at = last + size
	}
	if !a.isDay(words[at:]) {
		return words, 0
	}
	rest = strings.TrimRight(words[:at], between)
	for _, label := range []string{"完成时限", "时限", "期限", "限期"} { // 时限 9月30日
		rest = strings.TrimRight(strings.TrimSuffix(rest, label), between)
	}
	return rest, a.limitDay(words[at:])
}

// nearlyDue warns that units come to lead a task whose limit has passed or nearly so, if it was
// not given another one with them; or that it has none yet.
func (a *ask) nearlyDue(t ledger.Task, due ledger.Date) string {
	switch {
	case len(t.Lead) == 0:
		return ""
	case due.IsZero() && t.NearlyDue(a.today, a.h.Calendar):
		return texts.LimitNear(t, a.today, a.h.Calendar.After(a.today, handedDays))
	}
	return texts.HowLimited(t, a.today)
}

// handedDays is how many workdays the example gives to units that come to lead a task.
const handedDays = 10

// assigning reads to whom a task is handed, as 立项 does: who is named leads, 配合 helps. Who helped
// before goes on, but for those who are let go.
func (a *ask) assigning(ctx context.Context, t ledger.Task, words string) (ledger.Assigning, error) {
	h := ledger.ReadHanding(words)
	to := ledger.Assigning{By: a.Person, At: a.At, Lead: t.Lead, Alone: h.Alone}
	var cells []ledger.Cell
	if h.Lead != "" {
		cells = append(cells, ledger.Cell{Field: ledger.FieldLead, Text: h.Lead})
	}
	if h.Co != "" {
		cells = append(cells, ledger.Cell{Field: ledger.FieldCo, Text: h.Co})
	}
	if len(cells) > 0 {
		said, err := a.proposed(ctx, cells)
		if err != nil {
			return to, err
		}
		if to.Co = said.Co; h.Lead != "" {
			to.Lead = said.Lead
		}
	}
	if h.Drop != "" {
		gone, err := a.proposed(ctx, []ledger.Cell{{Field: ledger.FieldCo, Text: h.Drop}})
		if err != nil {
			return to, err
		}
		to.Drop = gone.Co
	}
	return to, nil
}
