package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// longestTitle keeps a step's title a title.
const longestTitle = 40

// milestones are the steps that several dates in one cell make: 8月底主体封顶；10月底通水.
// The words that belong to a date follow it, unless the cell begins with words.
func (r *limitReader) milestones(dates []mark) []Milestone {
	follow := r.title(0, dates[0].start) == ""
	var steps []Milestone
	for i, m := range dates {
		before, after := 0, len(r.text)
		if i > 0 {
			before = dates[i-1].end
		}
		if i+1 < len(dates) {
			after = dates[i+1].start
		}
		title := r.title(before, m.start)
		if follow {
			title = r.title(m.end, after)
		}
		if m.span.ranged {
			words := r.piece(m.start, m.end)
			steps = append(steps, Milestone{Date: m.span.from, Title: words})
			title = cmp.Or(title, words)
		}
		steps = append(steps, Milestone{Date: m.date, Title: title})
	}
	slices.SortStableFunc(steps, func(a, b Milestone) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(len(b.Title), len(a.Title)))
	})
	steps = slices.CompactFunc(steps, func(a, b Milestone) bool {
		return a.Date == b.Date && (a.Title == b.Title || b.Title == "")
	})
	if len(steps) == 1 { // one day, said twice
		return nil
	}
	return steps
}

// title is what stands between two dates, without the words that were read as something.
func (r *limitReader) title(start, end int) string {
	var title []rune
	for i := start; i < end; i++ {
		if isStop(r.text[i]) && strings.TrimSpace(string(title)) != "" {
			break
		}
		if !r.marked(i) {
			title = append(title, r.raw[i])
		}
	}
	words := strings.TrimFunc(string(title), func(c rune) bool {
		c = foldRune(c)
		return isBreak(c) || isGap(c) || c == '-' || c == '.'
	})
	switch words {
	case "在", "到", "于", "至", "和", "并", "由", "将":
		return ""
	}
	if runes := []rune(words); len(runes) > longestTitle {
		return string(runes[:longestTitle])
	}
	return words
}

// marked reports whether the place was read as something that a title does not repeat.
func (r *limitReader) marked(at int) bool {
	return slices.ContainsFunc(r.marks, func(m mark) bool {
		switch m.kind {
		case markSoftAfter, markVague, markContinue, markDone: // 基本完成 is what the step is
			return false
		default:
			return at >= m.start && at < m.end
		}
	})
}

// keepLimits drops everything in running text but the limits of the work and what softens
// them, and returns the words of those that are left.
func (r *limitReader) keepLimits() (words string) {
	var kept []mark
	var pieces []string
	found := false
	for _, m := range r.marks {
		switch {
		case m.isLimit() && r.opensClause(m.start) && r.promises(m):
			found = true
			pieces = append(pieces, r.piece(m.start, m.end))
			kept = append(kept, m)
		case m.kind == markSoft, m.kind == markSoftAfter, m.kind == markHard, m.kind == markForecast:
			kept = append(kept, m)
		}
	}
	r.marks = nil
	if found {
		r.marks = kept
	}
	return strings.Join(pieces, "；")
}

// opensClause reports whether a clause begins here: 对2017年底前建成的锅炉 is no limit.
func (r *limitReader) opensClause(at int) bool {
	for at > 0 && isGap(r.text[at-1]) {
		at--
	}
	if at == 0 || isBreak(r.text[at-1]) {
		return true
	}
	for _, m := range r.marks {
		manner := m.kind == markSoft || m.kind == markHard || m.kind == markForecast
		if manner && m.end == at {
			return true
		}
	}
	before := r.text[at-1]
	opens := before == '在' || before == '到' || before == '于' || before == '至'
	return opens && (at == 1 || isBreak(r.text[at-2]))
}

// promises reports whether work is to be finished by then. 内 is said of much else
// (年内至少3次), so it needs a word that finishes something.
func (r *limitReader) promises(m mark) bool {
	rest := string(r.text[m.end:min(m.end+30, len(r.text))])
	clause, _, _ := strings.Cut(strings.ReplaceAll(rest, ",", "。"), "。")
	if strings.HasPrefix(rest, "的") || containsAny(clause, "建成的", "投产的", "投用的", "登记的", "注册的", "购置的", "形成的") {
		return false // 2017年底前建成的锅炉 says which boilers
	}
	if m.before || !strings.HasSuffix(r.piece(m.start, m.end), "内") {
		return true
	}
	return containsAny(clause, "完成", "整改", "办结", "建成", "到位", "达到", "实现", "报送", "上报", "清零", "消除", "投用")
}
