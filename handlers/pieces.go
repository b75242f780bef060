package handlers

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
)

// another finds where a second item begins within one line: "5 30 已覆盖；18 40 已铺",
// "1 50% 2 60%". Without a semicolon it takes a sign of percent.
var another = regexp.MustCompile(`[;；]\s*|[\s,，。、]\s*(\d{1,3}[\s:：]+\d{1,3}\s*[%％])`)

// pieces splits a numbered line where another numbered report begins. What is none stays
// with the words before it.
func pieces(raw string) []string {
	if ledger.ReadReport(raw, true).Task.IsZero() {
		return []string{raw}
	}
	var found []string
	from := 0
	for _, m := range another.FindAllStringSubmatchIndex(raw, -1) {
		next := m[1]
		if m[2] >= 0 {
			next = m[2]
		}
		if next > from && saysSomething(raw[next:]) && saysSomething(raw[from:m[0]]) {
			found = append(found, raw[from:m[0]])
			from = next
		}
	}
	return append(found, raw[from:])
}

// saysSomething reports whether a line names an item and says of it what a report says.
func saysSomething(raw string) bool {
	said := ledger.ReadReport(raw, true)
	return !said.Task.IsZero() && (said.Percent != ledger.NoPercent || said.NoChange || said.Blocked || said.Promise != "")
}

// eachNumbered are the numbers of several lines that each report on an item of their own; none
// where a line goes on with the one before it, and where there is only one.
func eachNumbered(text string) []string {
	var numbers []string
	for raw := range strings.Lines(strings.TrimSpace(text)) {
		if raw = strings.TrimSpace(raw); raw == "" {
			continue
		}
		if !saysSomething(raw) {
			return nil
		}
		numbers = append(numbers, strconv.Itoa(ledger.ReadReport(raw, true).Task.N))
	}
	if len(numbers) < 2 {
		return nil
	}
	return numbers
}

// counted reports whether numbers count from 1, as the lines of a digest do.
func counted(numbers []string) bool {
	for i, n := range numbers {
		if n != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

func firstLine(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return first
}

// allUnchanged are lines that say of each task that nothing moved: 全部无变化.
func allUnchanged(text string, ids []ledger.TaskID) []line {
	var found []line
	for _, id := range ids {
		said := ledger.Said{Percent: ledger.NoPercent, NoChange: true}
		found = append(found, line{said: said, task: id, raw: text})
	}
	return found
}

// courtesy reports whether the words answer us without saying anything of a task.
func (a *ask) courtesy() bool {
	return len(a.Files) == 0 && strings.TrimSpace(a.Text) != "" && ledger.IsCourtesy(a.Text)
}

// bareCode reports whether a stranger sent his invitation code by itself.
func (a *ask) bareCode() bool {
	code := strings.TrimSpace(a.Text)
	letter := func(r rune) bool { return (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') }
	return a.Private && !a.bound() && len(code) == codeLetters && !slices.ContainsFunc([]rune(code), func(r rune) bool { return !letter(r) })
}

// codeLetters is how long the invitation codes are that the program makes.
const codeLetters = 10

// campaignLetters is how long a name is looked at for a campaign's.
const campaignLetters = 8

// namesOne reports whether somebody who may look into the whole ledger said nothing but
// a task's number, the name of a list, of a unit or of a campaign.
func (a *ask) namesOne(ctx context.Context) (bool, error) {
	if may := ledger.May(a.Person, ledger.ActionFind, a.today) == nil; !may || !a.Private {
		return false, nil
	}
	if _, ok := ledger.ReadTaskNumber(a.Text); ok {
		return true, nil
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return false, err
	}
	if words := strings.Fields(a.Text); a.allListed(directory, words) {
		return true, nil
	}
	word := strings.TrimSpace(a.Text)
	if _, near, ok := directory.Find(word); ok && len(near) == 0 || len([]rune(word)) > campaignLetters {
		return ok && len(near) == 0, nil
	}
	_, campaign, err := a.scopeOf(ctx, directory, word)
	return campaign, err
}

// allListed reports whether words are a list of the ledger, or of a unit: 未办结, 住建局 未销号.
func (a *ask) allListed(directory ledger.Directory, words []string) bool {
	named := 0
	for _, word := range words {
		if len([]rune(word)) > 1 && (lists(word) != nil || a.closeoutLists(word) != nil) {
			named++
			continue
		}
		if _, near, ok := directory.Find(word); !ok || len(near) > 0 {
			return false
		}
	}
	return named == 1 && len(words) <= 2
}

// ownListed tells the lists that a unit's people read in the list of their own tasks.
func ownListed(word string) bool {
	return slices.Contains([]string{"未办结", "逾期", "超期", "快到期", "本周到期", "下周到期"}, word)
}

// bareList shows a list that is named alone: 未办结, 未销号. A unit's people mean their own tasks.
func (a *ask) bareList(ctx context.Context) (change ledger.Change, taken bool, err error) {
	word := strings.Trim(ledger.Narrow(a.Text), " 。.!?")
	if len([]rune(word)) < 2 || lists(word) == nil && a.closeoutLists(word) == nil && !unsentSaid(word) {
		return ledger.Change{}, false, nil
	}
	if ledger.May(a.Person, ledger.ActionFind, a.today) == nil && a.wide() {
		a.word, a.args = "find", word
		change, err = find(ctx, a)
		return change, true, err
	}
	if ownListed(word) && !a.QuotedOur && ledger.May(a.Person, ledger.ActionTasks, a.today) == nil {
		change, err = listTasks(ctx, a)
		return change, true, err
	}
	return ledger.Change{}, false, nil
}
