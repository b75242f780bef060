package handlers

import (
	"context"
	"regexp"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// limit gives a task another limit, or its first: 时限 17 9月30日 上级调整了要求. The units that
// lead it read it in their next digest.
func limit(ctx context.Context, a *ask) (ledger.Change, error) {
	if change, taken, err := a.limitOfDraft(ctx); taken || err != nil {
		return change, err
	}
	if each := a.limitEach(); each != "" {
		return ledger.Change{}, refused(ledger.ReasonLimitEach, each)
	}
	if words := strings.TrimSpace(a.args); words != "" && ledger.ReadReport(words, true).Task.IsZero() && len(a.about()) != 1 {
		return ledger.Change{}, refused(ledger.ReasonLimitWhose, firstWord(strings.TrimSpace(words[len(moved.FindString(words)):])))
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionLimit)
	if err != nil {
		return ledger.Change{}, err
	}
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, a.form("")
	}
	setting, refusal := a.setting(t, words)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	set, refusal := t.SetLimit(setting)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.limited(ctx, t, set)
}

// moved are the words between a task and its new limit that say that it moves.
var moved = regexp.MustCompile(`^(?:调整|变更|修改|改|延长|延期|延|提前|推迟|定)?(?:为|至|到|成)`)

// movesLimit are those words where they stand behind 时限 itself: 时限改为9月30日.
var movesLimit = regexp.MustCompile(`^(?:调整|变更|修改|改|延|提前|推迟|定)(?:为|至|到|成)`)

// setting reads 9月30日 上级调整了要求, 上级调整了要求 9月30日, 延长一个月 上级调整了要求.
func (a *ask) setting(t ledger.Task, words string) (ledger.Setting, *ledger.Refusal) {
	words = strings.TrimSpace(words)
	words = strings.TrimSpace(words[len(moved.FindString(words)):])
	first, why := words, ""
	if at := strings.IndexAny(words, " \n，,；;"); at >= 0 {
		first, why = words[:at], strings.TrimSpace(strings.TrimLeft(words[at:], " \n，,；;"))
	}
	if reason, last := lastPiece(words); reason != "" && ledger.DayAlone(last) && !dated.MatchString(ledger.Narrow(first)) {
		if _, ok := a.day(first); !ok {
			first, why = last, reason
		}
	}
	s := ledger.Setting{By: a.Person, At: a.At, Words: first, Why: why}
	if sooner.MatchString(ledger.Narrow(first)) {
		return s, &ledger.Refusal{Reason: ledger.ReasonLimit, Task: t.ID, Words: first} // before which day? not so many from today
	}
	s.Limit, _ = ledger.ReadLimit(first, a.today, a.h.Calendar, a.h.Limits)
	if day, said, ok := a.beyond(first, t.Limit.Due); ok && said {
		s.Limit = ledger.Limit{Due: day, Hard: true}
	}
	if later, begins := a.startsDated(why); begins && later > s.Limit.Due {
		return s, &ledger.Refusal{Reason: ledger.ReasonLimitSteps, Task: t.ID}
	}
	return s, nil
}

// sooner are the words of a limit that comes nearer by a spell.
var sooner = regexp.MustCompile(`^(?:提前|提早|缩短|压缩)\d*[一二两三四五六七八九十半]*(?:天|周|星期|个?工作日|个星期|个月)`)

// dated is a day at the beginning of words.
var dated = regexp.MustCompile(`^\d{1,4}[年月./-]`)

// startsDated is the day with which words begin: 6月底设计，9月30日完工 are two days.
func (a *ask) startsDated(words string) (ledger.Date, bool) {
	if !dated.MatchString(ledger.Narrow(words)) {
		return 0, false
	}
	day, _, ok := a.dayFirst(words)
	return day, ok
}

// limitOfDraft takes 时限 9月底前, without a number, for the draft that the asker has open.
func (a *ask) limitOfDraft(ctx context.Context) (change ledger.Change, taken bool, err error) {
	numbered := !ledger.ReadReport(a.args, true).Task.IsZero() && strings.TrimSpace(ledger.AfterNumber(a.args)) != ""
	if numbered {
		if !a.Private || a.QuotedOur || !correctsDrafts(a.Text) {
			return ledger.Change{}, false, nil
		}
		found, err := a.drafts(ctx)
		if err != nil || !found[1].Alive(a.At) {
			return ledger.Change{}, false, err // 17 时限 9月30日 is of a task
		}
	}
	word, args := a.word, a.args
	if change, taken, err = a.goesOn(ctx); !taken {
		a.word, a.args = word, args
	}
	return change, taken, err
}

// limited stores a task with its new limit: what waited for the old one ends, and the parts of a
// divided task that had the same one move with it.
func (a *ask) limited(ctx context.Context, was ledger.Task, set ledger.Limited) (ledger.Change, error) {
	t, put, entries, err := a.void(ctx, set.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{Put: put, Entries: append(set.Entries, entries...)}
	children, err := a.moveChildren(ctx, &change, t, func(child ledger.Task) (ledger.Task, ledger.Entry, bool) {
		return t.LimitChild(child, set.Entries[0])
	})
	if err != nil {
		return ledger.Change{}, err
	}
	warning, err := a.outlives(ctx, t, t.Limit.Due)
	if err != nil {
		return ledger.Change{}, err
	}
	told := a.presses(t)
	unknown := []ledger.UnitID(nil)
	if told {
		if t, unknown, err = a.tellLimitNow(ctx, &change, was, t); err != nil {
			return ledger.Change{}, err
		}
	}
	change.Put = append(change.Put, t)
	change.Answer = ledger.Reply{
		Text:  joinLines(texts.LimitSet(was, t, told, unknown), children, warning),
		About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}
	return a.toldOffice(ctx, change, t.Issues(a.Person, a.today), texts.LimitToOffice(a.Person.Name, was, t))
}

// tellLimitNow tells each unit that leads a task of its limit at once, in the words for what it
// knows. It gives back those of whom nobody could be told: to them it stays news.
func (a *ask) tellLimitNow(ctx context.Context, change *ledger.Change, was, t ledger.Task) (ledger.Task, []ledger.UnitID, error) {
	var unknown []ledger.UnitID
	for _, unit := range t.Lead {
		text := texts.LimitToUnit(was, t)
		if t.ToldOn(unit).IsZero() { // it is new to the unit
			text = texts.NewToUnit(t, a.today)
		}
		send, missing, err := a.toEach(ctx, t, []ledger.UnitID{unit}, text, "limit", ledger.OccasionLimit)
		if err != nil {
			return ledger.Task{}, nil, err
		}
		change.Send, change.Entries = numberedSend(a.Cause, append(change.Send, send...)), append(change.Entries, missing...)
		if len(send) == 0 {
			unknown = append(unknown, unit)
			continue
		}
		t = t.TellDone(unit, a.today)
	}
	return t, unknown, nil
}

// presses reports whether the limit of a task is there before the digest in which its units
// would hear of it, and they can still be told today: those are told at once.
func (a *ask) presses(t ledger.Task) bool {
	return len(t.Lead) > 0 && t.State != ledger.StateRegistered && a.beforeDigest(t.Limit.Due) && a.tellableBy(t.Limit.Due)
}

// beforeDigest reports whether a limit has come when units read their next digest.
func (a *ask) beforeDigest(due ledger.Date) bool {
	return !due.IsZero() && due < a.h.Calendar.After(a.today, 1)
}

// tellableBy reports whether units can be told before a limit has passed (domain §9).
func (a *ask) tellableBy(due ledger.Date) bool {
	at := a.At
	if later := a.h.Hours(a.At); !later.IsZero() {
		at = later
	}
	return ledger.DateOf(at) <= due
}

func joinLines(lines ...string) string {
	var said []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			said = append(said, line)
		}
	}
	return strings.Join(said, "\n")
}
