package ledger

import (
	"slices"
	"strings"
)

// items splits the cell at the ends of sentences and of items. Brackets around the whole
// do not count.
func (r *unitReader) items() []nameRun {
	whole := r.trim(nameRun{0, len(r.text)})
	var items []nameRun
	start := whole.start
	for i := whole.start; i <= whole.end; i++ {
		if i == whole.end || r.text[i] == '。' || r.text[i] == ';' {
			if item := r.trim(nameRun{start, i}); item.start < item.end {
				items = append(items, item)
			}
			start = i + 1
		}
	}
	return items
}

// item reads one sentence: names with the labels before them and the verbs behind them.
func (r *unitReader) item(at nameRun) {
	words := string(r.text[at.start:at.end])
	carried := containsAny(words, "以下", "不再列出", "不再一一列出")
	conditional := containsAny(words, "的,由", "的由", "职能的", "如有", "如涉及", "视情")
	if carried {
		r.problem(UnitDefaultCarried, at)
	}
	if conditional {
		r.problem(UnitConditional, at)
	}
	if carried || conditional {
		return
	}
	for _, run := range r.runs(at) {
		r.run(run)
	}
	r.flush()
}

// runs splits at separators outside brackets; a colon ends a label and stays with it.
func (r *unitReader) runs(at nameRun) []nameRun {
	var runs []nameRun
	depth, start := 0, at.start
	for i := at.start; i < at.end; i++ {
		c := r.text[i]
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth = max(depth-1, 0)
		case depth == 0 && (c == ':' || isSeparator(c)):
			end := i
			if c == ':' {
				end++
			}
			runs = append(runs, nameRun{start, end})
			start = i + 1
		}
	}
	return append(runs, nameRun{start, at.end})
}

func isSeparator(c rune) bool {
	return c == ',' || c == '、' || c == '/' || c == '\n' || c == ' ' || c == '|'
}

// run reads what stands between two separators.
func (r *unitReader) run(at nameRun) {
	at = r.trim(at)
	if at.start == at.end {
		return
	}
	if r.text[at.end-1] == ':' {
		r.labelled(nameRun{at.start, at.end - 1})
		return
	}
	if part, rest, ok := r.head(at); ok {
		r.flush()
		r.label, r.labelSaid = part, true
		at = r.trim(rest)
	}
	if part, base, ok := r.bracketPart(at); ok {
		r.say(part, true, []nameRun{base})
		return
	}
	verb, base, said := r.tail(at)
	if base = r.trim(base); base.start < base.end {
		r.names = append(r.names, base)
	}
	if said {
		r.flushAs(verb)
	}
}

// labelled reads the words before a colon. Words that are no label are named, and what
// follows keeps the part that it had.
func (r *unitReader) labelled(at nameRun) {
	part, rest, ok := r.head(at)
	if !ok {
		var verb partVerb
		verb, rest, ok = r.tail(at)
		part = verb.part
	}
	if rest = r.trim(rest); !ok || rest.start < rest.end {
		r.problem(UnitUnknown, at)
		return
	}
	r.flush()
	r.label, r.labelSaid = part, true
}

// partVerbs are the words that give a part, the longer ones first.
func partVerbs() []partVerb {
	return []partVerb{
		{"牵头督导", PartLead, PartSupervise},
		{"督导牵头", PartLead, PartSupervise},
		{"按职责分工负责", PartResponsible, ""},
		{"按职责分工落实", PartResponsible, ""},
		{"按职责负责", PartResponsible, ""},
		{"分工负责", PartResponsible, ""},
		{"负责考核", PartAccept, ""},
		{"负责牵头", PartLead, ""},
		{"牵头负责", PartLead, ""},
		{"牵头落实", PartLead, ""},
		{"牵头", PartLead, ""},
		{"主办", PartLead, ""},
		{"主责", PartLead, ""},
		{"承办", PartLead, ""},
		{"负责配合", PartCo, ""},
		{"配合", PartCo, ""},
		{"协办", PartCo, ""},
		{"协助", PartCo, ""},
		{"协同", PartCo, ""},
		{"参与", PartCo, ""},
		{"参加", PartCo, ""},
		{"整改实施", PartImplement, ""},
		{"负责组织实施", PartImplement, ""},
		{"组织实施", PartImplement, ""},
		{"负责实施", PartImplement, ""},
		{"具体实施", PartImplement, ""},
		{"实施", PartImplement, ""},
		{"负责落实", PartImplement, ""},
		{"具体落实", PartImplement, ""},
		{"抓落实", PartImplement, ""},
		{"落实", PartImplement, ""},
		{"属地", PartImplement, ""},
		{"牵头验收", PartAccept, ""},
		{"验收销号", PartAccept, ""},
		{"验收", PartAccept, ""},
		{"销号", PartAccept, ""},
		{"考核", PartAccept, ""},
		{"督导", PartSupervise, ""},
		{"督办", PartSupervise, ""},
		{"督促", PartSupervise, ""},
		{"指导", PartSupervise, ""},
		{"监督", PartSupervise, ""},
		{"负责", PartResponsible, ""},
		{"责任", PartResponsible, ""},
	}
}

// partVerb gives a part, and sometimes one more: 牵头督导.
type partVerb struct {
	word       string
	part, also Part
}

// head reads a label at the beginning: 牵头单位, 主办处室, 整改实施主体.
func (r *unitReader) head(at nameRun) (part Part, rest nameRun, ok bool) {
	c := cursor{text: r.text[:at.end], at: at.start}
	for _, verb := range r.verbs {
		label := c
		if !label.eat(verb.word) {
			continue
		}
		label.eat("(", ")") // 责任（牵头）单位 is rare, 牵头(责任)单位 too
		if label.eat("单位", "部门", "处室", "科室", "主体", "站办", "机构", "人", "方") {
			return verb.part, nameRun{label.at, at.end}, true
		}
	}
	return "", at, false
}

// tail reads a verb at the end: …牵头, …配合, …负责落实.
func (r *unitReader) tail(at nameRun) (verb partVerb, base nameRun, ok bool) {
	words := string(r.text[at.start:at.end])
	for _, suffix := range []string{"相关工作", "有关工作", "工作"} {
		if before, ok := strings.CutSuffix(words, suffix); ok && r.endsInVerb(before) {
			words = before
		}
	}
	for _, verb := range r.verbs {
		before, ok := strings.CutSuffix(words, verb.word)
		// 责任 and 属地 are labels and no verbs.
		if !ok || verb.word == "责任" || (verb.word == "属地" && before != "") {
			continue
		}
		before = strings.TrimSuffix(before, "共同")
		return verb, nameRun{at.start, at.start + len([]rune(before))}, true
	}
	return partVerb{}, at, false
}

func (r *unitReader) endsInVerb(words string) bool {
	return slices.ContainsFunc(r.verbs, func(v partVerb) bool { return strings.HasSuffix(words, v.word) })
}

// bracketPart reads 市水务局(牵头).
func (r *unitReader) bracketPart(at nameRun) (part Part, base nameRun, ok bool) {
	base, inner, ok := r.bracket(at)
	if !ok {
		return "", at, false
	}
	words := strings.TrimSuffix(r.key(inner), "单位")
	for _, verb := range r.verbs {
		if words == verb.word {
			return verb.part, base, true
		}
	}
	return "", at, false
}

// bracket splits a name from the bracket at its end.
func (r *unitReader) bracket(at nameRun) (base, inner nameRun, ok bool) {
	if at.end <= at.start || r.text[at.end-1] != ')' {
		return at, at, false
	}
	open := slices.Index(r.text[at.start:at.end], '(')
	if open <= 0 {
		return at, at, false
	}
	open += at.start
	return nameRun{at.start, open}, nameRun{open + 1, at.end - 1}, true
}

// flush gives the names that wait the part of the label.
func (r *unitReader) flush() {
	r.say(r.label, r.labelSaid, r.names)
	r.names = nil
}

// flushAs gives them the parts that a verb names. Names behind a verb wait for their own.
func (r *unitReader) flushAs(verb partVerb) {
	r.say(verb.part, true, r.names)
	if verb.also != "" {
		r.say(verb.also, true, r.names)
	}
	r.names = nil
}

func (r *unitReader) say(part Part, given bool, names []nameRun) {
	for _, name := range r.joinGroups(names) {
		for _, units := range r.resolve(name, names) {
			r.said = append(r.said, saying{part: part, given: given, units: units})
		}
	}
}
