package documents

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// lists is a sheet of the tasks behind the figures, as they stood then; nothing where there
// are none.
func (b *book) lists(s ledger.Snapshot) error {
	if len(s.Lists) == 0 {
		return nil
	}
	p, err := b.newPage("清单", b.cover.Title+"（清单）", []pageColumn{
		{name: "清单", width: 16, look: b.looks.strong},
		{name: "编号", width: 12, look: b.looks.text},
		{name: "任务", width: 50, look: b.looks.text},
		{name: "牵头单位", width: 24, look: b.looks.text},
		{name: "完成时限", width: 14, look: b.looks.day},
		{name: "进度", width: 10, look: b.looks.percent},
		{name: "日期", width: 14, look: b.looks.day},
		{name: "说明", width: 24, look: b.looks.text},
	}, 8)
	if err != nil {
		return err
	}
	for _, list := range s.Lists {
		name, words := listWords(list)
		for i, line := range list.Lines {
			note := words
			if i == 0 && list.Total > int64(len(list.Lines)) {
				note = strings.TrimPrefix(fmt.Sprintf("%s；共%d项，列出前%d项", words, list.Total, len(list.Lines)), "；")
			}
			if err := p.add(name, string(line.Task), line.Title, unitWords(line.Lead), line.Due, share(line.Percent), line.On, note); err != nil {
				return err
			}
		}
	}
	return p.end()
}

// listWords are a list's name, and what the day in it is.
func listWords(list ledger.Listed) (name, day string) {
	switch list.Name {
	case ledger.ListDecisions:
		return "等领导决定", "日期为答复期限"
	case ledger.ListOverdue:
		return "逾期", ""
	case ledger.ListSuperior:
		return "上级督办", "日期为答复上级的期限"
	case ledger.ListReady:
		return "该销未销", "日期为办结日期"
	case ledger.ListMissing:
		return "进展迟报", "日期为应报日期"
	case ledger.ListNext:
		return "下周到期", ""
	case ledger.ListOpen:
		return "未办结", ""
	}
	return string(list.Name), ""
}

func unitWords(units []ledger.UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return cmp.Or(strings.Join(names, "、"), "未定")
}
