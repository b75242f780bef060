package ledger

import (
	"regexp"
	"slices"
	"strings"
)

var (
	asksOf    = regexp.MustCompile(`^(?:会议(?:要求|明确|决定)[，,：:]?)?(?:请|由|责成|责令)`)
	together  = regexp.MustCompile(`^(?:牵头)?(?:会同|联合|商|、|和|与)`)
	mustDo    = regexp.MustCompile(`^(?:要|应|须|必须|需|于|在|按|负责|尽快|抓紧|加快)`)
	doneBy    = regexp.MustCompile(`^(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号]|底|[上中下]旬)?|[本下]?月底|年底|[本下]周[一二三四五六日天末]?)(?:之前|以前|前|内)`)
	insideDue = regexp.MustCompile(`[于在]`)
)

// longestName is how many letters of a clause are tried as a unit's name.
const longestName = 24

// spoken takes units out of a clause that speaks to them by name: 请住建局会同水务局提出方案,
// 生态环境局要完成治理. The first one leads, those together with it help.
func (d *drafting) spoken(clause string, t *Task) (left string, ok bool) {
	if len(t.Lead) > 0 {
		return "", false
	}
	asked := asksOf.FindString(clause)
	lead, rest := d.unitAt(clause[len(asked):])
	if lead == "" {
		return "", false
	}
	var co []UnitID
	for {
		joint := together.FindString(rest)
		unit, after := d.unitAt(rest[len(joint):])
		if joint == "" || unit == "" {
			break
		}
		co, rest = append(co, unit), after
	}
	if asked == "" && len(co) == 0 && !mustDo.MatchString(rest) && !doneBy.MatchString(rest) {
		return "", false
	}
	t.Lead, t.Co = []UnitID{lead}, with(t.Co, co)
	return strings.TrimSpace(rest), true
}

// unitAt is the unit whose name the words begin with, the longest one, and what follows.
func (d *drafting) unitAt(words string) (UnitID, string) {
	letters := []rune(words)
	for n := min(len(letters), longestName); n > 1; n-- {
		name := string(letters[:n])
		if unit, near, ok := d.Directory.Find(name); ok && len(near) == 0 {
			return unit, string(letters[n:])
		}
	}
	return "", words
}

// Running reads a task out of one sentence, as people say it: 城区截污，由住建局牵头，水务局配合，9月底前
// 完成; or in a few words: 城区截污 住建局 9月底. ok is false where it names nobody with certainty:
// then the words are a title. A limit that is not certain is left to be asked for.
func (r Reading) Running(words string) (t Task, ok bool) {
	t = r.decision(words)
	if len(t.Lead) == 0 {
		t = r.fewWords(words)
	}
	unsure := slices.ContainsFunc(t.Confirm, func(p Problem) bool { return !ofLimit(p) })
	if len(t.Lead) == 0 || unsure || len(Letters(t.Title)) < 2 || strings.HasPrefix(t.Title, "的") {
		return Task{}, false
	}
	if !t.Limit.read() || t.Limit.NeedsConfirm || !t.Limit.Due.IsZero() && t.Limit.Due < r.On {
		t.Limit = Limit{}
	}
	if t.Target == t.Title {
		t.Target = ""
	}
	t.Confirm = nil
	return t, true
}

// fewWords reads words between spaces, each a unit, a limit, or part of the title.
func (r Reading) fewWords(words string) Task {
	t := Task{Target: words}
	d := drafting{Reading: r}
	var title []string
	for word := range strings.FieldsSeq(words) {
		limit, problems := ReadLimit(word, r.On, r.Calendar, r.Options)
		switch unit, rest := d.unitAt(word); {
		case unit != "" && rest == "" && len(t.Lead) == 0:
			t.Lead = []UnitID{unit}
		case unit != "" && rest == "":
			t.Co = append(t.Co, unit)
		case len(problems) == 0 && limit.read() && t.Limit.Raw == "":
			t.Limit = limit
		default:
			title = append(title, word)
		}
	}
	t.Title = strings.Join(title, " ")
	return t
}
