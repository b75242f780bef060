package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// scopesShown is how many scopes are told of, where somebody has several; one line each.
const scopesShown = 7

// Briefs are how the work of several scopes stands, a line for each, with the moment and the
// chain's head: at most ten lines.
func Briefs(all []ledger.Snapshot) string {
	var lines []string
	if first := all[0]; !first.From.IsZero() {
		lines = append(lines, briefWord(first.Kind)+" "+spanWords(first.From, first.Until))
	}
	for _, s := range all[:min(len(all), scopesShown)] {
		lines = append(lines, say("summaries", map[string]any{"Name": s.Name, "S": s.Summary}))
	}
	if more := len(all) - scopesShown; more > 0 {
		lines = append(lines, fmt.Sprintf("另有%d个，请发送：汇总 单位简称。看上面各个的详情请点按钮", more))
	} else {
		lines = append(lines, "看其中一个的详情、图表、表格和文稿，请点按钮")
	}
	return strings.Join(append(lines, asOf(all[0].At, all[0].Head)), "\n")
}

// BriefsButtons lead to the brief of each scope, two in a row.
func BriefsButtons(all []ledger.Snapshot) [][]ledger.Button {
	var rows [][]ledger.Button
	for i, s := range all[:min(len(all), scopesShown)] {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], briefButton(s.Name, BriefWhole, s))
	}
	return rows
}
