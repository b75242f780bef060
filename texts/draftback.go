package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// DraftTakenBack tells whoever took a draft back what became of it.
func DraftTakenBack(n ledger.Notice) string {
	return fmt.Sprintf("已撤回 %s%s的督办单（%s）：还没有签发，没有编号，没有发给单位。要重新拟的请发送：督办 %s 要求", Code(n.Task), cut(n.Title, matterTitle), n.Level.Name, Number(n.Task))
}

// DraftTakenBackToDesk tells whoever was to sign it that nothing is left to sign.
func DraftTakenBackToDesk(n ledger.Notice) string {
	return fmt.Sprintf("%s%s的督办单（%s）已由%s撤回，不用再签发。", Code(n.Task), cut(n.Title, matterTitle), n.Level.Name, n.Ended.Name)
}

// LevelNames name the levels of drafts in one line.
func LevelNames(p ledger.Policy, drafts []ledger.Noticed) string {
	names := make([]string, 0, len(drafts))
	for _, n := range drafts {
		if level, ok := p.LevelOf(n.Level); ok {
			names = append(names, level.Name)
		}
	}
	return strings.Join(names, "、")
}
