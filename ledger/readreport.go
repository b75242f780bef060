package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Said is what one line of an official says about one task.
type Said struct {
	Task     TaskNumber // the task or line that the words begin with; zero: none was named
	More     []int      // further line numbers: 1、2、5 无变化
	Percent  int        // NoPercent: none was said
	NoChange bool
	Blocked  bool
	Promise  string // the words of a promised day: 周五前
	Text     string // what was said, without the number and a leading percentage
	Unclear  string // a piece that looks like a percentage and cannot be taken
	Exact    string // the percentage as it was written, where it has a fraction: what is counted is the whole below it
}

// NoPercent says that no percentage was named.
const NoPercent = -1

// TaskNumber is how people name a task: by its whole code, or by a number that is the
// counter of its code or the number of a line in a digest.
type TaskNumber struct {
	Code TaskID
	N    int
}

// IsZero reports whether no task was named.
func (n TaskNumber) IsZero() bool { return n == TaskNumber{} }

var (
	codeWords    = regexp.MustCompile(`[〔\[【(（]?\s*(\d{4})\s*[-—–]\s*(\d{1,6})\s*[〕\]】)）]?`)
	leadNumber   = regexp.MustCompile(`^(?:#|第|no\.?|任务)?\s*(\d{1,6})\s*(?:号任务|项任务|号|项|条)?\s*(?:[、.,:;)]\s*|\s+|$)`)
	gluedNumber  = regexp.MustCompile(`^(?:第|任务)?(\d{1,3})\s*(?:号任务|项任务|号|项|条)?\s*(无变化|没变化|无进展|暂无进展|已完成|已办结|完成|进度|进展|有困难|困难|承诺|申请|签收|办结|督办|延期|退办|中止|销号|催办|同意|不同意|退回|改?时限|撤项|转办|答复)`)
	manyNumbers  = regexp.MustCompile(`^(\d{1,3}(?:(?:\s*(?:[、,和]|[-~—–至到])\s*|\s+)\d{1,3})+)\s*(?:项|条)?(?:[都均]|全部)?\s*[:;]?\s*(.*)$`)
	numberRange  = regexp.MustCompile(`(\d{1,3})(?:\s*[-~—–至到]\s*(\d{1,3}))?`)
	leadPercent  = regexp.MustCompile(`^(?:已|目前|现|总体|整体)?(?:完成率?|进度|进展|形象进度)?(?:为|至|到|达到?|约|:)*\s*(-?\d{1,9})(\.\d+)?\s*(%|(?:[\s,;:、。]|$))`)
	anyPercent   = regexp.MustCompile(`(-?\d{1,9})(\.\d+)?\s*%`)
	between      = regexp.MustCompile(`^-?\d{1,3}(?:\.\d+)?\s*%?\s*[-~—–至到]\s*\d{1,3}(?:\.\d+)?\s*%`)               // 30%-40%
	someRange    = regexp.MustCompile(`\d{1,3}(?:\.\d+)?\s*%?\s*[-~—–至到]\s*\d{1,3}(?:\.\d+)?\s*%`)                  // the same further on
	monthDay     = regexp.MustCompile(`^(?:\d{4}[-./])?(?:0?[1-9]|1[0-2])[-./](?:0[1-9]|[12]\d|3[01])(?:[^\d%]|$)`) // 8.30, 2025-08-05
	otherFigure  = regexp.MustCompile(`(?:还差|尚差|还剩|只剩|剩余|剩下|余下|未完成|同比|环比|下降|降低|减少|上升|提高|提升|增长|增加)[^,。;、%\d]{0,6}$`)
	stuck        = regexp.MustCompile(`(?:有|遇到?|存在|出现|面临)(?:了|一定|较大|很大|一些|些|点|不少|新)?的?困难`)
	unstuck      = regexp.MustCompile(`(?:没|无|未|不存在|如|若|克服|解决|化解)[^,。;、]{0,8}困难|困难[^,。;]{0,8}(?:解决|克服|化解|消除|缓解|群众|户|家庭|职工)`)
	promiseWords = regexp.MustCompile(`^(?:承诺|保证)[:,\s]*(.+)$`)
	promiseLine  = regexp.MustCompile(`^(.{1,16}?前)(?:可|能|可以)?(?:办结|完成|上报|报送|报|整改到位)。?$`)
)

// ReadReport reads a line such as "17 80 沟渠已清", "1 已完成80% 沟渠已清", "无变化",
// "有困难：等设备" or "周五前办结". numbered says that the words must begin with the
// number of a task or of a line; without it a leading number is a percentage. Nothing
// is guessed: two different percentages in running text come back as Unclear.
func ReadReport(line string, numbered bool) Said {
	said := Said{Percent: NoPercent}
	rest := strings.TrimSpace(Narrow(line))
	said.Task, said.More, rest = takeNumber(rest, numbered)
	said = said.words(rest)
	if stuck.MatchString(said.Text) && !unstuck.MatchString(said.Text) && !overAfter(said.Text) && said.Percent != 100 {
		said.Blocked = true // 40 有困难，缺资金: how far it is, and what is in the way
	}
	said.Text = AsTyped(line, said.Text)
	return said
}

// AsTyped gives back the words as somebody typed them, where a reader worked on their
// narrowed form: what is kept are his own words.
func AsTyped(typed, narrow string) string {
	whole := Narrow(typed)
	at := strings.LastIndex(whole, narrow)
	if at < 0 {
		return narrow
	}
	kept := make([]rune, 0, len(typed))
	for _, r := range typed {
		if Narrow(string(r)) != "" {
			kept = append(kept, r)
		}
	}
	from := utf8.RuneCountInString(whole[:at])
	return string(kept[from : from+utf8.RuneCountInString(narrow)])
}

func (s Said) words(rest string) Said {
	rest = strings.TrimSpace(strings.TrimLeft(rest, " :,;、."))
	s.Text = rest
	switch {
	case isNoChange(rest), IsAllNoChange(rest):
		s.NoChange = true
		return s
	case rest == "进展" || rest == "进度": // of what? the form is shown
		s.Text = ""
		return s
	case isDone(rest):
		s.Percent = 100
		return s
	}
	for _, word := range []string{"有困难", "困难", "遇到困难"} {
		if after, ok := strings.CutPrefix(rest, word); ok && !DifficultyOver(after) {
			s.Blocked, s.Text = true, strings.TrimSpace(strings.TrimLeft(after, " :,;、。"))
			return s
		}
	}
	if m := promiseWords.FindStringSubmatch(rest); m != nil {
		s.Promise = strings.TrimSpace(m[1])
		return s
	}
	if dated := promiseLine.MatchString(rest) || promiseNext.MatchString(rest); dated && !anyPercent.MatchString(rest) {
		s.Promise = rest
		return s
	}
	if n, ok := plainly(rest); ok {
		s.Percent = n
		return s
	}
	return s.percent(rest)
}

// percent takes the percentage at the beginning; failing that, the only one in the text
// that is not the figure of something else.
func (s Said) percent(rest string) Said {
	if m := between.FindString(rest); m != "" {
		s.Unclear = m
		return s
	}
	if monthDay.MatchString(rest) {
		return s
	}
	if m := leadPercent.FindStringSubmatchIndex(rest); m != nil {
		n, err := strconv.Atoi(rest[m[2]:m[3]])
		if err != nil {
			s.Unclear = rest[m[2]:m[3]]
			return s
		}
		s.Percent, s.Exact = n, fraction(rest, m)
		if n < 0 { // NoPercent is -1: keep what was typed apart from it
			s.Unclear, s.Percent = rest[m[2]:m[3]]+"%", NoPercent
		}
		s.Text = strings.TrimSpace(strings.TrimLeft(rest[m[1]:], " :,;、。"))
		return s
	}
	if n, after, ok := chinesePercent(rest); ok {
		s.Percent, s.Text = n, strings.TrimSpace(strings.TrimLeft(after, " :,;、。"))
		return s
	}
	return s.running(rest)
}

// fraction is a percentage as it was written, of a match whose first two groups are its whole and
// what follows the point; empty: nothing is cut of it.
func fraction(rest string, m []int) string {
	if m[4] < 0 || strings.Trim(rest[m[4]:m[5]], ".0") == "" {
		return ""
	}
	return rest[m[2]:m[5]]
}

// running takes the only percentage in running text. 还差20%, 同比下降15% are none of
// progress: alone they leave open what it is. Nor is a range, or less than nothing.
func (s Said) running(rest string) Said {
	if m := someRange.FindString(rest); m != "" {
		s.Unclear = m
		return s
	}
	first := ""
	for _, m := range anyPercent.FindAllStringSubmatchIndex(rest, -1) {
		if other := otherFigure.FindString(rest[:m[0]]); other != "" {
			s.Unclear = other + rest[m[0]:m[1]]
			continue
		}
		n, err := strconv.Atoi(rest[m[2]:m[3]])
		last := rest[m[0]:m[1]]
		if err != nil || n < 0 {
			s.Unclear, s.Percent = last, NoPercent
			return s
		}
		if first != "" && s.Percent != n {
			s.Unclear, s.Percent = first+" / "+last, NoPercent
			return s
		}
		first, s.Percent, s.Exact = last, n, fraction(rest, m)
	}
	if first != "" {
		s.Unclear = ""
	}
	return s
}

// takeNumber takes the task that the words begin with. A whole code is taken wherever
// it stands at the beginning, a bare number only where one is expected.
func takeNumber(rest string, numbered bool) (TaskNumber, []int, string) {
	if m := codeWords.FindStringSubmatchIndex(rest); m != nil && m[0] == 0 && !monthDay.MatchString(rest) {
		year, _ := strconv.Atoi(rest[m[2]:m[3]])
		n, _ := strconv.ParseInt(rest[m[4]:m[5]], 10, 64)
		return TaskNumber{Code: NewTaskID(year, n)}, nil, rest[m[1]:]
	}
	if !numbered {
		return TaskNumber{}, nil, rest
	}
	rest = circled(rest)
	if m := manyNumbers.FindStringSubmatch(rest); m != nil && isNoChange(strings.TrimSpace(m[2])) {
		if all := lineNumbers(m[1]); len(all) > 0 {
			return TaskNumber{N: all[0]}, all[1:], m[2]
		}
	}
	if m := leadNumber.FindStringSubmatchIndex(rest); m != nil {
		n, _ := strconv.Atoi(rest[m[2]:m[3]])
		return TaskNumber{N: n}, nil, rest[m[1]:]
	}
	if m := gluedNumber.FindStringSubmatchIndex(rest); m != nil {
		n, _ := strconv.Atoi(rest[m[2]:m[3]])
		return TaskNumber{N: n}, nil, rest[m[4]:]
	}
	return TaskNumber{}, nil, rest
}

// lineNumbers reads 1、2、5 and 1-3. A range that runs backwards or is longer than any
// digest names nothing.
func lineNumbers(words string) []int {
	const longest = 100
	var all []int
	for _, m := range numberRange.FindAllStringSubmatch(words, -1) {
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		if from < 1 || to < from || to-from >= longest {
			return nil
		}
		for n := from; n <= to; n++ {
			all = append(all, n)
		}
	}
	return all
}

// ReadTaskNumber reads a task named by itself: 17, #17, 017, 2025-017, 〔2025-017〕.
func ReadTaskNumber(words string) (TaskNumber, bool) {
	number, _, rest := takeNumber(strings.TrimSpace(Narrow(words)), true)
	return number, !number.IsZero() && strings.TrimSpace(rest) == ""
}

// FindCode finds the first visible code inside a text: how a reply to one of our
// messages finds its task when nothing else is known of that message.
func FindCode(text string) (TaskID, bool) {
	codes := FindCodes(text)
	if len(codes) == 0 {
		return "", false
	}
	return codes[0], true
}

// FindCodes finds all visible codes 〔2025-017〕 inside a text, in their order.
func FindCodes(text string) []TaskID {
	var codes []TaskID
	for _, m := range visibleCode.FindAllStringSubmatch(text, -1) {
		codes = append(codes, TaskID(m[1]))
	}
	return codes
}

var visibleCode = regexp.MustCompile(`〔(\d{4}-\d{3,})〕`)

// IsAllNoChange reads that nothing moved in all of several tasks: 都无变化, 全部无变化.
func IsAllNoChange(text string) bool {
	text = strings.TrimSpace(Narrow(text))
	for _, all := range []string{"以上均", "以上都", "以上", "全部都", "全部", "全都", "都", "均", "各项均", "所有任务"} {
		if rest, ok := strings.CutPrefix(text, all); ok && isNoChange(rest) {
			return true
		}
	}
	return false
}

// IsCourtesy reports whether words say nothing of a task: 收到, 好的, 谢谢, a question
// mark, a thumb. They answer a reminder, and are no report.
func IsCourtesy(text string) bool {
	letters := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	said := strings.FieldsFunc(Narrow(text), func(r rune) bool { return !letters(r) })
	for _, word := range said {
		if !slices.Contains(courtesies(), strings.ToLower(word)) {
			return false
		}
	}
	return true
}

func courtesies() []string {
	return []string{
		"收到", "已收到", "收到了", "已阅", "阅", "知道了", "知悉", "已知悉", "明白", "明白了", "了解", "好", "好的", "好滴", "好嘞", "好吧",
		"行", "可以", "是", "是的", "嗯", "嗯嗯", "哦", "ok", "okay", "谢谢", "谢谢您", "感谢", "多谢", "辛苦了", "您辛苦了", "不客气",
		"您好", "你好", "早上好", "上午好", "下午好", "在吗", "请问", "马上办", "马上报", "马上落实", "立即落实", "照办", "遵照执行",
	}
}

// IsNoDifficulty reports whether words that should tell of a difficulty name none: the office
// could do nothing about 有困难, and nothing is in the way where somebody writes 没有.
func IsNoDifficulty(text string) bool {
	switch strings.Trim(Narrow(text), "。.!：: ") {
	case "有", "有困难", "困难", "没", "无", "没有", "暂无", "没有困难", "无困难", "暂无困难", "不困难", "没困难":
		return true
	}
	return false
}

// chinesePercent reads 百分之八十, 八成, 八成五 and 八十 at the beginning.
func chinesePercent(s string) (int, string, bool) {
	if m := chineseHundredth.FindStringSubmatch(s); m != nil {
		n, ok := ChineseNumber(m[1])
		return n, s[len(m[0]):], ok
	}
	if m := chinesePlain.FindStringSubmatch(s); m != nil {
		n, ok := ChineseNumber(m[1])
		return n, s[len(m[0]):], ok
	}
	if m := chineseTenth.FindStringSubmatch(s); m != nil {
		tens, ok := ChineseNumber(m[1])
		if !ok {
			return 0, s, false
		}
		ones, _ := ChineseNumber(m[2])
		return tens*10 + ones, s[len(m[0]):], true
	}
	return 0, s, false
}

var (
	chineseHundredth = regexp.MustCompile(`^(?:已?完成|进度)?(?:约|达到?)?百分之([零一二三四五六七八九十百]{1,4}|\d{1,3})`)
	chinesePlain     = regexp.MustCompile(`^(?:已?完成|进度)?(?:约|达到?)?([一二三四五六七八九]?十[一二三四五六七八九]?|一百|百)(?:%|[\s,。;]|$)`)
	chineseTenth     = regexp.MustCompile(`^(?:已?完成|进度)?(?:约|达到?)?([一二三四五六七八九])成([一二三四五六七八九])?(?:[\s,。;]|$)`)
)

// ChineseNumber reads a number below a thousand in digits or in Chinese words: 12, 十二. false: it is none.
func ChineseNumber(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	total, digit := 0, 0
	for _, r := range s {
		switch at := strings.IndexRune("零一二三四五六七八九", r); {
		case at >= 0:
			digit = at / utf8.RuneLen(r)
		case r == '十':
			total, digit = total+max(digit, 1)*10, 0
		case r == '百':
			total, digit = total+max(digit, 1)*100, 0
		default:
			return 0, false
		}
	}
	return total + digit, s != ""
}

func circled(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r >= '①' && r <= '⑳' {
		return strconv.Itoa(int(r-'①')+1) + " " + s[size:]
	}
	return s
}

// Narrow turns full-width letters, digits and punctuation into their plain forms, so
// that a thumb on a Chinese keyboard is understood.
func Narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　' || r == '\u00a0':
			return ' '
		case r == '．':
			return '.'
		case r == '\r' || r == '\u200b' || r == '\ufeff':
			return -1
		default:
			return r
		}
	}, s)
}

// AfterNumber gives back what follows the number that the words begin with.
func AfterNumber(words string) string {
	_, _, rest := takeNumber(strings.TrimSpace(Narrow(words)), true)
	return AsTyped(words, strings.TrimSpace(strings.TrimLeft(rest, " :,;、.")))
}
