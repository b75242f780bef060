package ledger

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// SuperiorReader reads a superior's notice as an officer types it (上级督办): its number, who
// issued it (发文机关), its date, the day of the reply, our units and what it wants.
type SuperiorReader struct {
	Day   func(words string) (Date, bool)                 // of a date's own words: 8月15日
	Units func(words string) (lead, co []UnitID, ok bool) // of words that are our units and nothing else: 住建局牵头、水务局配合, 各镇
	Today Date
}

// SuperiorWords are what was understood. What was not said is zero; words that look like a part
// and are none are named, so that the refusal can name them.
type SuperiorWords struct {
	Notice  Superior
	Lead    []UnitID // the first one leads, where it is not said; 各镇 lead together
	Co      []UnitID
	Text    string // what is wanted, in its own words
	Undated string // looks like the day of the reply, and names none: 尽快
	Unknown string // looks like one of our units, and is none
	Left    string // of a later message: words that are none of these

	Repeat TaskNumber // 反弹: the ended task that came back by it
	AsIs   bool       // it was said last that it is to be registered as it is
}

// superiorNumber is a number of a paper: 韶督〔2026〕5号, in whatever brackets.
var superiorNumber = regexp.MustCompile(`^([\p{Han}A-Za-z]{1,20}?)\s*[〔\[［【（(﹝]\s*((?:19|20)\d{2})\s*年?\s*[〕\]］】）)﹞]\s*第?\s*(\d{1,5})\s*号?`)

// superiorYear is the same, of a thumb that found no brackets: 韶督2026-5号.
var superiorYear = regexp.MustCompile(`^([\p{Han}A-Za-z]{1,20}?)\s*((?:19|20)\d{2})\s*[-—–－年第]+\s*(\d{1,5})\s*号`)

// superiorNumberOf is the number with which words begin, as it is kept, and how long it is there.
func superiorNumberOf(words string) (number string, length int) {
	for _, form := range []*regexp.Regexp{superiorNumber, superiorYear} {
		if m := form.FindStringSubmatch(words); m != nil {
			_, own := ownNumber(m[1])
			return leadingWords.ReplaceAllString(own, "") + "〔" + m[2] + "〕" + m[3] + "号", len(m[0])
		}
	}
	return "", 0
}

var (
	plainNumber  = regexp.MustCompile(`^[\p{Han}A-Za-z]{0,16}\d{1,5}号$`)
	plainDate    = regexp.MustCompile(`^(?:(?:\d{4}|今|明)年)?\d{1,2}月(?:\d{1,2}[日号]?|底|上旬|中旬|下旬)$|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$|^\d{1,2}[./]\d{1,2}$|^(?:本|这|下)?(?:周|星期)[一二三四五六日天]$|^(?:今|明|后)天$|^(?:本|这|下)?月底$|^\d{1,3}个?(?:工作)?[日天]内?$`)
	dateWords    = regexp.MustCompile(`之?以?前|请|务必|要求|我市|我办|须|需|于|在|[回答]复|上?报送?|反馈|书面|期限|时限|截止|日期|时间|[来收发成]文|收到|收悉|印发|落款|[:：]`)
	replyWord    = regexp.MustCompile(`前|[回答]复|报|反馈|期限|时限|截止|内$`)
	issuedWord   = regexp.MustCompile(`[来收发成]文|收到|收悉|印发|落款`)
	vagueDay     = regexp.MustCompile(`^(?:请)?(?:尽快|尽早|立即|限期|马上|抓紧|即日|近期)(?:[回答]复|上?报送?|反馈)?$`)
	issuerLabel  = regexp.MustCompile(`^(?:发文机关|发文单位|来文机关|来文单位|签发机关|发文|来文)\s*[:： ]\s*`)
	textLabel    = regexp.MustCompile(`^(?:内容|事项|要求|督办事项|督办内容)\s*[:： ]\s*`)
	numberLabel  = regexp.MustCompile(`^(?:文号|发文字号)\s*[:： ]?\s*`)
	superiorBody = regexp.MustCompile(`^(?:中央|国务院|国家|全国|华南|生态环境部|省|市|[\p{Han}]{2,3}省|[\p{Han}]{2,3}市|[\p{Han}]{2,3}州).{0,24}(?:政府|办公室|办公厅|督查室|督办室|督查办|督察办|督察组|督查组|督察局|厅|局|委|委员会|部|指挥部|领导小组|党组|办|组|院|人大|政协|法院|检察院)$|^生态环境部$|^国务院$`)
	unitLike     = regexp.MustCompile(`^由?[\p{Han}]{1,9}(?:局|镇|乡|街道|街道办|办事处|委|公司|中心|园区)(?:牵头|主办|负责|承办|配合|协办)?$|^(?:各|有关|相关)[\p{Han}]{0,6}(?:单位|部门|镇|街道|镇街|乡镇)$`)
	unitsWord    = regexp.MustCompile(`^(?:牵头|主办|责任|承办|配合|协办|参与)(?:单位)?[:：]?$`)
	issuerBefore = regexp.MustCompile(`^([\p{Han}]{2,24}?(?:政府|办公室|办公厅|督查室|督办室|督察办|督查办|督察组|督查组|厅|局|委员会|指挥部|领导小组))(?:《|关于)`)
	leadingWords = regexp.MustCompile(`^(?:根据|按照|依据|现将|转发|收到|来文)`)
	dayWithin    = regexp.MustCompile(`((?:(?:20\d{2}|今|明)年)?\d{1,2}月\d{1,2}[日号])(?:之前|以前|前)[^，。；\s]{0,8}?(?:报|[回答]复|反馈)`)
)

// superiorPiece is a piece of the message, between what parts them.
type superiorPiece struct {
	from, to int
	list     bool // a 、 stands before it: it belongs to the one before
}

type superiorReading struct {
	SuperiorReader
	text   string
	pieces []superiorPiece
	said   SuperiorWords
	days   []superiorDay
	units  [2]int // pieces of the list of units, from and to; equal: none yet
}

type superiorDay struct {
	day           Date
	reply, issued bool
}

// Read takes the parts from both ends, in whatever order they stand there: spaces, commas, 、,
// semicolons and lines part them. What is left between is what the superior wants, as it was
// written: nothing that was said is left out.
func (r SuperiorReader) Read(words string) SuperiorWords {
	s := superiorReading{SuperiorReader: r}
	s.said.Repeat, words = TakeRepeat(words)
	s.text = s.takeNumber(strings.TrimSpace(words))
	s.pieces = superiorPieces(s.text)
	from, to := 0, len(s.pieces)
	for from < to && s.take(from, false) {
		from++
	}
	for to > from && s.take(to-1, true) {
		to--
	}
	s.settleDays()
	s.settleUnits()
	if from < to {
		s.said.Text = strings.TrimSpace(textLabel.ReplaceAllString(s.text[s.pieces[from].from:s.pieces[to-1].to], ""))
		s.doubts(from, to)
	}
	s.within()
	return s.said
}

// superiorPieces are the words between what parts them.
func superiorPieces(text string) []superiorPiece {
	var pieces []superiorPiece
	from, list := -1, false
	end := func(at int) {
		if from >= 0 {
			pieces = append(pieces, superiorPiece{from, at, list})
			from, list = -1, false
		}
	}
	for at, c := range text {
		switch {
		case strings.ContainsRune(" \t\r\n　;；,，。", c):
			end(at)
			list = false
		case c == '、':
			end(at)
			list = true
		case from < 0:
			from = at
		}
	}
	end(len(text))
	return pieces
}

// takeNumber takes the paper's number out of the words, and leaves a part's end in its place.
func (s *superiorReading) takeNumber(text string) string {
	starts := []int{0}
	for at, c := range text {
		if strings.ContainsRune(" \t\r\n　;；,，。、:：（(《", c) {
			starts = append(starts, at+utf8.RuneLen(c))
		}
	}
	for _, at := range starts {
		rest := text[at:]
		label := numberLabel.FindString(rest)
		if number, length := superiorNumberOf(rest[len(label):]); number != "" {
			s.said.Notice.Number = number
			before, after := text[:at], rest[len(label)+length:]
			if issuer := issuerStuckTo(rest[len(label):]); issuer != "" {
				before += issuer + "；"
			}
			if inner := strings.TrimSpace(after); strings.HasPrefix(inner, "）") || strings.HasPrefix(inner, ")") {
				before, after = strings.TrimRight(before, "（( "), strings.TrimLeft(inner, "）)")
			}
			return before + "；" + after
		}
	}
	return text
}

// take takes one piece for a part that is still missing; false: it is what the superior wants.
func (s *superiorReading) take(i int, last bool) bool {
	words := s.text[s.pieces[i].from:s.pieces[i].to]
	switch {
	case s.takeIssuer(words), s.takeUnit(i, words, last), s.takeDay(words):
		return true
	case s.said.Notice.Number == "" && plainNumber.MatchString(words):
		s.said.Notice.Number = words
		return true
	case s.said.Notice.From == "" && superiorBody.MatchString(words):
		s.said.Notice.From = words
		return true
	case s.said.Undated == "" && vagueDay.MatchString(words):
		s.said.Undated = words
		return true
	}
	return issuerWord(words)
}

// issuerWord reports whether a piece only says what the next one is.
func issuerWord(words string) bool {
	return slices.Contains([]string{"发文机关", "发文单位", "来文单位", "来文机关", "来文", "发文", "文号", "回复", "前回复", "前", "报送", "上报", "答复", "反馈"}, strings.TrimRight(words, ":："))
}

// takeIssuer takes who issued the paper where a label says so, or where it begins as the number
// does: 韶督〔2026〕5号 is not of our own 生态环境局, but of 韶关市生态环境局.
func (s *superiorReading) takeIssuer(words string) bool {
	if s.said.Notice.From != "" {
		return false
	}
	if rest := issuerLabel.ReplaceAllString(words, ""); rest != words && rest != "" {
		s.said.Notice.From = rest
		return true
	}
	first, _ := utf8.DecodeRuneInString(s.said.Notice.Number)
	begins, _ := utf8.DecodeRuneInString(words)
	if s.said.Notice.Number != "" && first == begins && superiorBody.MatchString(words) {
		s.said.Notice.From = words
		return true
	}
	return false
}

// takeUnit takes a piece that names our units, where the list of them is not over yet.
func (s *superiorReading) takeUnit(i int, words string, last bool) bool {
	label := unitsWord.MatchString(words)
	if !label {
		if _, _, ok := s.Units(words); !ok {
			return false
		}
	}
	switch none := s.units[0] == s.units[1]; {
	case none:
		s.units = [2]int{i, i + 1}
	case !last && s.units[1] == i:
		s.units[1]++
	case last && s.units[0] == i+1:
		s.units[0]--
	default:
		return false // another one stands in what the superior wants
	}
	return true
}

// settleUnits reads the list of units as one: 住建局牵头、水务局配合.
func (s *superiorReading) settleUnits() {
	var list strings.Builder
	for _, piece := range s.pieces[s.units[0]:s.units[1]] {
		words := s.text[piece.from:piece.to]
		list.WriteString(words)
		switch {
		case !unitsWord.MatchString(words):
			list.WriteString("、")
		case !strings.ContainsAny(words, ":："):
			list.WriteString("：")
		}
	}
	lead, co, ok := s.Units(strings.TrimRight(list.String(), "、："))
	if ok {
		s.said.Lead, s.said.Co = lead, co
		return
	}
	for _, piece := range s.pieces[s.units[0]:s.units[1]] { // names that are known one by one
		lead, co, ok := s.Units(s.text[piece.from:piece.to])
		if !ok {
			continue
		}
		if len(s.said.Lead) > 0 {
			lead, co = nil, append(lead, co...)
		}
		s.said.Lead, s.said.Co = append(s.said.Lead, lead...), with(s.said.Co, co)
	}
	s.said.Co = without(s.said.Co, s.said.Lead)
}

// within takes out of what the superior wants the day and the issuer that are said nowhere else;
// the words stay as they are: 请于7月16日前报送….
func (s *superiorReading) within() {
	n := &s.said.Notice
	if m := dayWithin.FindStringSubmatch(inFigures(Narrow(s.said.Text))); m != nil && n.ReplyBy.IsZero() {
		n.ReplyBy, _ = s.Day(m[1])
	}
	if m := issuerBefore.FindStringSubmatch(s.said.Text); m != nil && n.From == "" {
		n.From = m[1]
	}
}

// takeDay takes one of two days: that of the paper, and that by which the reply is wanted.
func (s *superiorReading) takeDay(words string) bool {
	if len(s.days) == 2 {
		return false
	}
	bare := dateWords.ReplaceAllString(inFigures(Narrow(words)), "")
	if !plainDate.MatchString(bare) {
		return false
	}
	day, ok := s.Day(bare)
	if !ok {
		return false
	}
	issued := issuedWord.MatchString(words)
	s.days = append(s.days, superiorDay{day: day, issued: issued, reply: !issued && replyWord.MatchString(words)})
	return true
}

// settleDays tells the days apart: by their words, else the earlier one is the paper's.
func (s *superiorReading) settleDays() {
	slices.SortFunc(s.days, func(a, b superiorDay) int { return int(a.day - b.day) })
	n, two := &s.said.Notice, len(s.days) == 2
	for i, d := range s.days {
		switch {
		case d.reply && n.ReplyBy.IsZero():
			n.ReplyBy = d.day
		case d.issued, two && (i == 0 || s.days[0].reply), !two && d.day <= s.Today:
			n.On = d.day
		default:
			n.ReplyBy = d.day
		}
	}
	if on := s.said.Notice.On; on > s.Today { // 12月30日, said in January
		if _, month, day := on.Civil(); s.Today.Sub(NewDate(on.Year()-1, month, day)) <= 92 {
			s.said.Notice.On = NewDate(on.Year()-1, month, day)
		}
	}
}

// doubts names what looks like a part that is missing, at the ends of what is left.
func (s *superiorReading) doubts(from, to int) {
	for _, i := range []int{from, to - 1} {
		words := s.text[s.pieces[i].from:s.pieces[i].to]
		listed := s.units[1] > s.units[0] && (i == s.units[1] && s.pieces[i].list || i+1 == s.units[0] && s.pieces[i+1].list)
		if unitLike.MatchString(words) && (listed || len(s.said.Lead) == 0) && s.said.Unknown == "" && to-from > 1 {
			s.said.Unknown = words
		}
	}
}

// The parts of a superior's notice that may not be missing.
const (
	SuperiorLacksNumber = "number"
	SuperiorLacksReply  = "reply_by"
	SuperiorLacksUnits  = "units"
	SuperiorLacksText   = "text"
)

// Lacks names the parts that were not said.
func (w SuperiorWords) Lacks() []string {
	var lacks []string
	for _, part := range []struct {
		name    string
		missing bool
	}{
		{SuperiorLacksNumber, w.Notice.Number == ""},
		{SuperiorLacksReply, w.Notice.ReplyBy.IsZero()},
		{SuperiorLacksUnits, len(w.Lead) == 0},
		{SuperiorLacksText, w.Text == ""},
	} {
		if part.missing {
			lacks = append(lacks, part.name)
		}
	}
	return lacks
}
