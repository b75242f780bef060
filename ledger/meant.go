package ledger

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The bounds of finding a task by running words [O]: what is shorter fits too many titles.
const (
	meantLooked = 200 // letters of the words that are looked at
	meantRun    = 4   // letters that words and a title have in common
	meantOwn    = 2   // of which so many are of the title alone, and of no other
	meantRest   = 2   // letters beside a unit's name that still say nothing of another matter
)

// commonplace are words that instructions and titles have in common, whatever they are of: no
// task is told from another by them. The longer stand first.
func commonplace() []string {
	return []string{
		"整改到位", "落实到位", "立行立改", "说明情况", "说明原因", "专题汇报", "拿出方案", "拿出办法", "按时完成", "高度重视", "切实",
		"整改", "整治", "建设", "工程", "项目", "工作", "问题", "任务", "落实", "完成", "推进", "治理", "提升", "加快", "抓紧", "抓好", "到位",
		"处理", "处置", "管理", "开展", "实施", "设施", "进行", "及时", "全面", "完善", "加强", "检查", "督促", "督办", "办理", "解决", "方案", "办法",
		"马上", "立即", "尽快", "必须", "务必", "限期", "按期", "按时", "本周", "下周", "本月", "月底", "年底", "今天", "明天", "之前", "以前", "以内",
		"进度", "进展", "情况", "原因", "说明", "汇报", "报告", "拿出", "提出", "负责", "牵头", "配合", "有关", "相关", "单位", "部门", "力度", "重点",
		"专项", "行动", "活动", "改造", "综合", "我市", "全市", "县城", "同志", "认真", "研究", "严格", "不得", "拖延", "滞后", "请", "要", "的", "了", "把",
		"由", "在", "对", "前", "内", "后", "再", "就", "和", "与", "及", "等", "这", "那", "项", "件", "个", "抓", "办", "报", "我", "你们",
	}
}

// ownLetters counts the letters of words that are left when the commonplace is taken off.
func ownLetters(words string) int {
	for _, common := range commonplace() {
		words = strings.ReplaceAll(words, common, "")
	}
	return utf8.RuneCountInString(words)
}

// Meant are the tasks that a leader's words may be about.
type Meant struct {
	Lines []Line // those that fit the words stand first
	Sure  bool   // the first of them and no other
}

// Meant finds among the tasks that somebody had before him the one of which his words speak:
// by its title, by a part of its title that no other one has, or by who leads it. whole tells
// that these are all the tasks there are: only then a unit's name alone can point to one of
// them. Where that is not one for certain he has to be asked: an instruction on the wrong task
// can not be taken back from whoever read it.
func (d Directory) Meant(words string, before []Line, whole bool) Meant {
	lines := distinctLines(before)
	said := Letters(words)
	text := string(said[:min(len(said), meantLooked)])
	units, bare := d.namedIn(text)
	var titled, fitting, parts, hinted, led []Line
	for _, line := range lines {
		title := string(Letters(line.Title))
		ofUnit := len(units) == 0 || slices.ContainsFunc(units, func(u Unit) bool { return leads(line, u) || names(title, u) })
		switch part, hint := shares(bare, title); {
		case utf8.RuneCountInString(title) >= meantRun && strings.Contains(text, title):
			titled = append(titled, line)
		case part && ofUnit:
			fitting = append(fitting, line)
		case part:
			parts = append(parts, line)
		case hint:
			hinted = append(hinted, line)
		}
		if slices.ContainsFunc(units, func(u Unit) bool { return leads(line, u) }) {
			led = append(led, line)
		}
	}
	sure := len(titled) == 1 || len(titled) == 0 && len(fitting) == 1
	if len(titled)+len(fitting)+len(parts)+len(hinted) == 0 && len(units) == 1 {
		sure = whole && len(led) == 1 && ownLetters(string(bare)) <= meantRest
	}
	return Meant{Lines: distinctLines(slices.Concat(titled, fitting, parts, hinted, led, lines)), Sure: sure}
}

// leads reports whether a unit leads the task of a line.
func leads(line Line, u Unit) bool { return slices.Contains(line.Lead, u.ID) }

// names reports whether a title speaks of a unit.
func names(title string, u Unit) bool {
	return slices.ContainsFunc(u.names(), func(name string) bool { return named(title, name) })
}

func named(text, name string) bool {
	key := string(Letters(name))
	return utf8.RuneCountInString(key) >= 2 && strings.Contains(text, key)
}

// namedIn are the units whose names stand in words, and the words without them, in pieces.
func (d Directory) namedIn(text string) (units []Unit, bare []rune) {
	type found struct {
		name string
		unit Unit
	}
	var all []found
	for _, u := range d.units {
		for _, name := range u.names() {
			if named(text, name) {
				all = append(all, found{string(Letters(name)), u})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return len(b.name) - len(a.name) })
	for _, f := range all { // the longest name first: 县城管局 is not 城管局
		if !strings.Contains(text, f.name) {
			continue
		}
		text = strings.ReplaceAll(text, f.name, "\n")
		if !slices.ContainsFunc(units, func(u Unit) bool { return u.ID == f.unit.ID }) {
			units = append(units, f.unit)
		}
	}
	return units, []rune(text)
}

// shares reports whether words and a title have a run of letters in common that is not made of
// what every title has; hint: a short one, which proves nothing.
func shares(words []rune, title string) (part, hint bool) {
	other := []rune(title)
	for i := range words {
		for j := range other {
			if words[i] != other[j] || words[i] == '\n' || i > 0 && j > 0 && words[i-1] == other[j-1] {
				continue
			}
			n := 1
			for i+n < len(words) && j+n < len(other) && words[i+n] == other[j+n] && words[i+n] != '\n' {
				n++
			}
			own := ownLetters(string(words[i : i+n]))
			if n >= meantRun && own >= meantOwn || n == meantRun-1 && own == n {
				return true, true
			}
			hint = hint || own >= meantOwn
		}
	}
	return false, hint
}

// distinctLines are the lines that are about a task, each task once.
func distinctLines(lines []Line) []Line {
	var once []Line
	for _, line := range lines {
		if line.Task != "" && !slices.ContainsFunc(once, func(l Line) bool { return l.Task == line.Task }) {
			once = append(once, line)
		}
	}
	return once
}
