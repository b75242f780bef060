package ledger

import (
	"regexp"
	"slices"
	"strings"
)

// Handing are the words of 交办, parted: who leads, who helps too, and who helps no more.
type Handing struct {
	Lead, Co, Drop string
	Alone          bool // 配合 无: nobody helps
}

var noHelper = regexp.MustCompile(`(?:不再|不用|不要|不需要?|取消|去掉|减少|不)配合(?:单位)?了?`)

// ReadHanding parts the words of 交办: 住建局 配合 水务局 不再配合
// 农业农村局, 配合 水务局, 水务局不再配合.
func ReadHanding(words string) Handing {
	const between = " :：，,；;、"
	var h Handing
	if at := noHelper.FindStringIndex(words); at != nil {
		drop, more := CutCo(words[at[1]:])
		h.Drop = strings.Trim(drop, between)
		if words = words[:at[0]]; h.Drop == "" { // 水务局不再配合
			return Handing{Drop: strings.Trim(words, between)}
		}
		if more != "" {
			words += " 配合 " + more
		}
	}
	lead, co := CutCo(words)
	h.Lead, h.Co = strings.Trim(lead, between), strings.Trim(co, between)
	if slices.Contains([]string{"无", "没有", "不要"}, h.Co) {
		h.Co, h.Alone = "", true
	}
	return h
}

// helpers are the units that help after a task was handed over: those who did, those who are
// named, and none of those who are let go.
func (a Assigning) helpers(t Task) ([]UnitID, *Refusal) {
	for _, unit := range a.Drop {
		if !slices.Contains(t.Co, unit) {
			return nil, &Refusal{Reason: ReasonNotCo, Task: t.ID, Words: string(unit)}
		}
	}
	co := without(slices.Clone(t.Co), a.Drop)
	if a.Alone {
		co = nil
	}
	for _, unit := range a.Co {
		if !slices.Contains(co, unit) {
			co = append(co, unit)
		}
	}
	return without(co, a.Lead), nil
}
