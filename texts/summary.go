package texts

import (
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// ScopeSummary is a summary with the words that name its scope.
type ScopeSummary struct {
	Name    string
	Summary ledger.Summary
}

// scopesShown is how many scopes are told of, where somebody has several; one line each.
const scopesShown = 8

// Summaries are how the work of several scopes stands, a line for each, with the moment and
// the chain's head: at most ten lines.
func Summaries(scopes []ScopeSummary, at time.Time) string {
	var parts []string
	for i, s := range scopes {
		if i == scopesShown && len(scopes) > scopesShown {
			parts = append(parts, fmt.Sprintf("另有%d个，请发送：汇总 单位简称", len(scopes)-i))
			break
		}
		parts = append(parts, say("summaries", map[string]any{"Name": s.Name, "S": s.Summary}))
	}
	if len(scopes) <= scopesShown {
		parts = append(parts, "看其中一个的详情，请发送：汇总 "+scopes[0].Name)
	}
	return strings.Join(append(parts, asOf(at, scopes[0].Summary.Head)), "\n")
}
