package ledger

import (
	"regexp"
	"strconv"
)

// spelledFigure is a number of a date that is spelled: 二〇二五年, 十五日, 十个工作日.
var spelledFigure = regexp.MustCompile(`[〇零○◯一二三四五六七八九十廿]{1,4}[年月日号天个]`)

// inFigures writes the numbers of dates as figures: 二〇二五年七月十五日 is 2025年7月15日.
func inFigures(words string) string {
	return spelledFigure.ReplaceAllStringFunc(words, func(spelled string) string {
		c := cursor{text: []rune(spelled)}
		n, ok := c.chinese()
		if !ok {
			return spelled
		}
		return strconv.Itoa(n.value) + string(c.text[c.at:])
	})
}

// issuerStuck is who issued or passed on a paper, where the number's own first words stick to that:
// 韶关市督查室转来韶督, 韶关市督查室韶督.
var issuerStuck = regexp.MustCompile(`^(?:收到|现将|根据|按照|依据)?([\p{Han}]{2,18}(?:政府|办公室|办公厅|督查室|督办室|督察办|督查办|督察组|督查组|厅|局|委员会|指挥部|领导小组))(?:转来|转发|转办|交来|发来|来文|下发|印发)?的?(\p{Han}{2,8})$`)

// ownNumber parts who issued a paper from the first words of its number; where nothing sticks there
// the issuer is empty.
func ownNumber(words string) (issuer, own string) {
	if m := issuerStuck.FindStringSubmatch(words); m != nil && superiorBody.MatchString(m[1]) {
		return m[1], m[2]
	}
	return "", words
}

// issuerStuckTo is who issued the paper with whose number words begin, where he sticks to it.
func issuerStuckTo(words string) string {
	for _, form := range []*regexp.Regexp{superiorNumber, superiorYear} {
		if m := form.FindStringSubmatch(words); m != nil {
			issuer, _ := ownNumber(m[1])
			return issuer
		}
	}
	return ""
}
