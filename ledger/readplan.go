package ledger

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// PlanProblem is a piece of a plan that was not understood.
type PlanProblem string

// ReadPlan reads milestones as people type them, one a line or between semicolons or
// commas, the date first or last: "8/31 主体封顶; 10/15 设备安装", "主体封顶8月底前". on is
// the day on which it was said. The problem is the first piece that names no date; it is
// empty where all was understood.
func ReadPlan(words string, on Date, cal Calendar, opts LimitOptions) ([]Milestone, PlanProblem) {
	r := newLimitReader(words, on, cal, opts)
	r.planning = true
	p := planReader{limitReader: r}
	p.unnumber()
	r.scan()
	for start := 0; start <= len(r.text); {
		end := start
		for end < len(r.text) && !isPlanBreak(r.text[end]) {
			end++
		}
		if problem := p.clause(start, end); problem != "" {
			return nil, PlanProblem(problem)
		}
		start = end + 1
	}
	if p.waiting != "" {
		return nil, PlanProblem(p.waiting)
	}
	return p.out, ""
}

// planReader reads one plan, clause by clause.
type planReader struct {
	*limitReader
	out     []Milestone
	waiting string // words before their date: 主体封顶，8月31日
}

func isPlanBreak(r rune) bool { return r == ';' || r == '\n' || r == ',' || r == '。' || r == '|' }

var (
	planNumber = regexp.MustCompile(`^\s*(?:\(?[\d一二三四五六七八九十]{1,3}[)、]|\d{1,2}\.\s|第?[一二三四五六七八九十]{1,3}[、是:]|[①-⑳]|[-·•*])`)
	planGlued  = regexp.MustCompile(`^\s*\d{1,2}\.\d{1,2}(?:月|/\d)`) // 1.8月31日 …
	planBefore = regexp.MustCompile(`(?:于|在|至|到|自|定于|预计|计划|拟|拟于|力争|确保)+$`)
)

// planEdge is what stands at the ends of a title and is none of it.
const planEdge = " 　\t:：,，、;；。.-—~（()）"

// unnumber takes away the numbers of the lines, which would be read as dates: 2. 8月底前 ….
func (p *planReader) unnumber() {
	start := 0
	for i := 0; i <= len(p.text); i++ {
		if i < len(p.text) && !isPlanBreak(p.text[i]) {
			continue
		}
		clause := string(p.text[start:i])
		number := planNumber.FindString(clause)
		if number == "" && planGlued.MatchString(clause) {
			number, _, _ = strings.Cut(clause, ".")
			number += "."
		}
		for k := range len([]rune(number)) {
			p.text[start+k], p.raw[start+k] = ' ', ' '
		}
		start = i + 1
	}
}

// clause reads the words between two breaks. Without a date they go on with the milestone
// before them, if a comma is all that parts them.
func (p *planReader) clause(start, end int) (problem string) {
	if next := p.another(start, end); next > 0 {
		if problem := p.clause(start, next); problem != "" {
			return problem
		}
		return p.clause(next, end)
	}
	all := strings.TrimSpace(string(p.raw[start:end]))
	if all == "" {
		return ""
	}
	if m, before, after, ok := p.dated(start, end); ok {
		if m.kind != markDue || m.date.IsZero() {
			return all
		}
		title := after
		if title == "" {
			title = before
		}
		if title == "" {
			title, p.waiting = p.waiting, ""
		}
		if p.waiting != "" {
			return p.waiting
		}
		p.out = append(p.out, Milestone{Date: m.date, Title: title})
		return ""
	}
	comma := start > 0 && p.text[start-1] == ','
	words := strings.Trim(all, planEdge)
	switch n := len(p.out); {
	case p.waiting != "":
		return p.waiting
	case n > 0 && comma:
		joint := "，"
		if p.out[n-1].Title == "" {
			joint = ""
		}
		p.out[n-1].Title += joint + words
	default:
		p.waiting = words
	}
	return ""
}

// another is where a second milestone begins in a clause that nothing but spaces part: "8.31主体封顶
// 10.15设备安装"; 0: nowhere.
func (p *planReader) another(start, end int) int {
	first := -1
	for _, m := range p.marks {
		switch {
		case m.start < start || m.end > end || m.kind != markDue:
		case first < 0:
			if before := strings.Trim(string(p.raw[start:m.start]), planEdge); before != "" {
				return 0
			}
			first = m.end
		case unicode.IsSpace(p.raw[m.start-1]):
			between := strings.Trim(string(p.raw[first:m.start]), planEdge)
			if between = planBefore.ReplaceAllString(between, ""); len(Letters(between)) > 1 {
				return m.start
			}
		}
	}
	return 0
}

// dated finds the date with which a clause begins or ends, and the words beside it.
func (p *planReader) dated(start, end int) (m mark, before, after string, ok bool) {
	inside := slices.DeleteFunc(slices.Clone(p.marks), func(m mark) bool {
		return m.start < start || m.end > end || (m.kind != markDue && m.kind != markBad)
	})
	if len(inside) == 0 {
		return mark{}, "", "", false
	}
	sides := func(m mark) (string, string) {
		before := planBefore.ReplaceAllString(strings.Trim(string(p.raw[start:m.start]), planEdge), "")
		return strings.Trim(before, planEdge), strings.Trim(string(p.raw[m.end:end]), planEdge)
	}
	first, last := inside[0], inside[len(inside)-1]
	if before, after = sides(first); before == "" {
		return first, "", after, true
	}
	if before, after = sides(last); after == "" || after == "完成" {
		return last, before, "", true
	}
	return mark{}, "", "", false
}
