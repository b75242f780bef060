package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// RisenHigh is a task of which supervision rose to where the principal leader is told.
type RisenHigh struct {
	Task  ledger.Task
	Level string
	Unit  ledger.UnitID // against which it rose, where that does not lead
}

// noPrincipal says why nobody was told, and what to do.
const noPrincipal = "升级该报主要领导，还没有登记主要领导，请邀请：邀请 领导 主要领导"

// risenShown is how many of them one message names.
const risenShown = 10

// RisenToPrincipal tells the principal leader, once a day, of all of them.
func RisenToPrincipal(risen []RisenHigh, today ledger.Date) string {
	lines := []string{fmt.Sprintf("%s，报主要领导：督办升级的%d项", ShortDay(today), len(risen))}
	for i, r := range risen[:min(len(risen), risenShown)] {
		who := leads(r.Task)
		if r.Unit != "" {
			who = string(r.Unit) + "（应答复" + leads(r.Task) + "）"
		}
		lines = append(lines, fmt.Sprintf("%d. %s%s%s：%s，%s，进度%d%%；%s", i+1, Lamp(r.Task.Lamp(today)), Code(r.Task.ID), cut(r.Task.Title, titleShown), who, limitWords(r.Task, today), r.Task.Percent, r.Level))
	}
	if more := len(risen) - risenShown; more > 0 {
		lines = append(lines, fmt.Sprintf("另有%d项，发送：红灯", more))
	}
	return strings.Join(append(lines, "约谈等建议由办公室研究决定。您有批示请直接回复，如：批示 1 请分管领导专题研究"), "\n")
}
