package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"duban/ledger"
)

// gluedLetters is how long words are looked at for a command to which a name sticks.
const gluedLetters = 24

// gluedWord is a way to cut words into a command and what sticks to it.
type gluedWord struct {
	name    string // of the command
	of      string // the scope's name, or the units'
	list    string // a list of the ledger, with 查
	number  string // of the task that is handed over
	ordered bool   // it may not be said in reply: 查住建局 is what a leader wants done there
}

// glued finds the command to which a name sticks, as a thumb types it: 汇总住建局, 住建局未办结,
// 交办坪石镇7. Nothing else may stand there, so that no sentence becomes a command by accident.
func (a *ask) glued(ctx context.Context) (command, bool, error) {
	text := strings.TrimPrefix(strings.TrimSpace(ledger.Narrow(a.Text)), "/")
	text = strings.TrimRight(text, "。.!?~ ")
	if a.Edited || len(a.Files) > 0 || len([]rune(text)) > gluedLetters {
		return command{}, false, nil
	}
	ways := slices.Concat(a.gluedQuestions(text), a.gluedLists(text), a.gluedHandings(text))
	if len(ways) == 0 {
		return command{}, false, nil
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return command{}, false, err
	}
	for _, way := range ways {
		ok, err := a.gluedTo(ctx, directory, way)
		if err != nil {
			return command{}, false, err
		}
		if ok {
			c := a.h.named(way.name)
			a.word, a.args = c.words[0], strings.TrimSpace(strings.Join([]string{way.number, way.of, way.list}, " "))
			return c, true, nil
		}
	}
	return command{}, false, nil
}

// gluedQuestions are the questions that begin words, or end them: 红灯住建局, 住建局的红灯.
func (a *ask) gluedQuestions(text string) []gluedWord {
	if text == "台账" {
		return []gluedWord{{name: "export", of: "全部", ordered: true}}
	}
	var ways []gluedWord
	asksHow := []string{"情况", "怎么样", "情况怎么样", "情况如何"}
	for _, name := range []string{"summary", "red", "week", "month", "special", "export", "find", "people", "tasks"} {
		words := a.h.named(name).words
		switch name {
		case "export":
			words = append(slices.Clone(words), "台账")
		case "tasks":
			words = append(slices.Clone(words), "有哪些任务", "任务有哪些")
		case "people":
			words = append(slices.Clone(words), "联络员", "联络员是谁", "一把手是谁")
		case "summary":
			words = append(slices.Clone(words), asksHow...)
		}
		for _, word := range words {
			if of, ok := strings.CutPrefix(text, word); ok && !slices.Contains(asksHow, word) {
				ways = append(ways, gluedWord{name: name, of: strings.TrimSpace(of), ordered: name == "find"})
			}
			if of, ok := strings.CutSuffix(text, word); ok && name != "find" {
				ways = append(ways, gluedWord{name: name, of: strings.TrimSpace(strings.TrimSuffix(of, "的")), ordered: true})
			}
		}
	}
	return ways
}

// gluedLists are the lists of the ledger that begin words, or end them: 未办结住建局, 查住建局逾期.
// Those that are commands of another kind begin none: 批示住建局 instructs.
func (a *ask) gluedLists(text string) []gluedWord {
	text = strings.TrimPrefix(text, "查")
	letters := []rune(text)
	var ways []gluedWord
	for at := 2; at+2 <= len(letters); at++ {
		head, tail := strings.TrimSpace(string(letters[:at])), strings.TrimSpace(string(letters[at:]))
		for _, way := range []gluedWord{{list: head, of: tail}, {list: tail, of: strings.TrimSuffix(head, "的")}} {
			begins := way.list == head && a.h.isWord(head)
			if len([]rune(way.list)) > 1 && (lists(way.list) != nil || a.closeoutLists(way.list) != nil) && !begins {
				way.name, way.ordered = "find", true
				if way.list == "未办结" && ledger.May(a.Person, ledger.ActionFind, a.today) != nil {
					way.name, way.list = "tasks", "" // a unit's people see their own
				}
				ways = append(ways, way)
			}
		}
	}
	return ways
}

// gluedHanding is a unit, or several, and the number of the task that it gets.
var gluedHanding = regexp.MustCompile(`^(\p{Han}[\p{Han}、]*) ?([#第]?\d{1,6}[号项]?)$`)

// gluedAfter is the same with the number first: 7交办坪石镇.
var gluedAfter = regexp.MustCompile(`^([#第]?\d{1,6}[号项]?) ?(交办|转办|分解)[给由]? ?(\p{Han}[\p{Han}、]*)$`)

// gluedHandings are the words that hand over a task to the units that stick to them: 交办坪石镇7.
func (a *ask) gluedHandings(text string) []gluedWord {
	var ways []gluedWord
	for _, name := range []string{"assign", "forward", "divide"} {
		c := a.h.named(name)
		if ledger.May(a.Person, c.action, a.today) != nil {
			continue
		}
		if m := gluedAfter.FindStringSubmatch(text); m != nil && m[2] == c.words[0] {
			ways = append(ways, gluedWord{name: name, of: m[3], number: m[1]})
		}
		of, ok := strings.CutPrefix(text, c.words[0])
		if m := gluedHanding.FindStringSubmatch(of); ok && m != nil {
			ways = append(ways, gluedWord{name: name, of: m[1], number: m[2]})
		} else if ok && a.QuotedOur && len(a.about()) == 1 {
			ways = append(ways, gluedWord{name: name, of: of})
		}
	}
	return ways
}

// gluedTo reports whether what sticks to a command is a name and nothing else, and whether the
// asker can have meant it so.
func (a *ask) gluedTo(ctx context.Context, directory ledger.Directory, way gluedWord) (bool, error) {
	c := a.h.named(way.name)
	may, reports := ledger.May(a.Person, c.action, a.today) == nil, ledger.May(a.Person, ledger.ActionReport, a.today) == nil
	switch {
	case way.of == "", a.QuotedOur && (way.ordered || !may), way.list != "" && !may:
		return false, nil
	case way.number != "" && !reports:
		return true, nil // who reports nothing is told which unit is not known
	}
	if known(directory, way.of) {
		return true, nil
	}
	everything := ledger.May(a.Person, ledger.ActionUnitScore, a.today) == nil
	if !everything || way.number != "" || c.name == "people" || c.name == "tasks" {
		return false, nil
	}
	if slices.Contains([]string{"全部", "全市", "所有"}, way.of) {
		return c.name == "summary" || c.name == "red" || c.name == "week" || c.name == "month" || c.name == "export", nil
	}
	_, found, err := a.campaignOrLeader(ctx, way.of)
	return found, err
}

// known reports whether words are units of the list and nothing else: 坪石镇, 坪石镇、九峰镇.
func known(directory ledger.Directory, words string) bool {
	for name := range strings.SplitSeq(words, "、") {
		if _, near, ok := directory.Find(name); !ok || len(near) > 0 {
			return false
		}
	}
	return words != ""
}

// lookedUp are the words between 查 and what is looked for.
var lookedUp = regexp.MustCompile(`^(?:一下|下|一查|看)|的?(?:情况|任务)$`)

// runTogether takes a command of the office without the space behind it. A question is looked up and
// 立项 drafted; of what acts at once the form is shown.
func (a *ask) runTogether(ctx context.Context) (change ledger.Change, taken bool, err error) {
	if may := ledger.May(a.Person, ledger.ActionRegister, a.today) == nil; a.Edited || !may {
		return ledger.Change{}, false, nil
	}
	text := strings.TrimSpace(ledger.Narrow(a.Text))
	for _, name := range []string{
		"find", "new", "special", "assign", "forward", "divide", "remind", "notice", "limit", "superior", "invite",
		"canceltask", "suspend", "reopen", "recheck", "return", "bulletin", "answer", "burden",
	} {
		c := a.h.named(name)
		for _, word := range c.words {
			rest, ok := strings.CutPrefix(text, word)
			if !ok || len([]rune(rest)) < 2 || ledger.May(a.Person, c.action, a.today) != nil {
				continue
			}
			a.word = word
			if name == "find" {
				rest = lookedUp.ReplaceAllString(rest, "")
			}
			if name == "find" || name == "new" || name == "special" {
				a.args = rest
				change, err = a.run(ctx, c)
				return change, true, err
			}
			return ledger.Change{}, true, a.form(firstWord(rest))
		}
	}
	return ledger.Change{}, false, nil
}
