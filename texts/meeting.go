package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// Meeting is the source of decisions whose meeting was not named.
const Meeting = "会议议定"

// The labels of the buttons under drafts.
const (
	ButtonAllIn = "全部立项"
	buttonDrop  = "删"
)

const (
	leftShown = 20 // letters of a passage that makes no task
	leftMost  = 6  // such passages
)

// Drafts shows what was read out of a pasted text, and what of it is not clear.
func Drafts(p ledger.Proposal, today ledger.Date) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s：读出%d项，点“%s”才算立项：\n", cut(p.Source, titleShown), len(p.Tasks), ButtonAllIn)
	for i, t := range p.Tasks {
		fmt.Fprintf(&b, "%d. %s\n　%s\n", i+1, t.Title, draftLine(t, today))
	}
	if len(p.Left) > 0 {
		words := make([]string, len(p.Left))
		for i, left := range p.Left {
			words[i] = "“" + cut(left, leftShown) + "”"
		}
		fmt.Fprintf(&b, "没有列为任务：%s\n", shortList(words, leftMost))
	}
	b.WriteString("要改的回复本消息，一项一行：1 牵头 水务局；2 时限 9月底；3 标题 …；删 2。24小时内有效")
	return b.String()
}

// draftLine is what was understood of a draft, and what was not.
func draftLine(t ledger.Task, today ledger.Date) string {
	var known, unclear []string
	if len(t.Lead) > 0 {
		known = append(known, unitNames(t.Lead)+"牵头")
	}
	for _, units := range []struct {
		of   []ledger.UnitID
		part string
	}{{t.Co, "配合"}, {t.Implement, "落实"}, {t.Supervise, "督导"}, {t.Accept, "验收"}} {
		if len(units.of) > 0 {
			known = append(known, unitNames(units.of)+units.part)
		}
	}
	switch {
	case !t.Limit.Due.IsZero():
		known = append(known, shortDate(t.Limit.Due, today)+"前完成")
	case t.Limit.Standing:
		known = append(known, "长期坚持")
	}
	if t.RepeatOf != "" {
		known = append(known, "反复出现："+repeatOf(t))
	}
	for _, p := range t.Confirm {
		if p.Words == "" && p.Code == string(ledger.LimitNone) {
			unclear = append(unclear, "没写时限")
			continue
		}
		unclear = append(unclear, problemList([]ledger.Problem{p}))
	}
	line := strings.Join(known, "，")
	if len(unclear) > 0 {
		line = strings.TrimPrefix(line+"；⚠️"+strings.Join(unclear, "；"), "；")
	}
	return line
}

// DraftButtons enter all drafts, cancel them, or drop one.
func DraftButtons(p ledger.Proposal) [][]ledger.Button {
	rows := ProposalButtons(p, ButtonAllIn)
	for i := range p.Tasks {
		if i%buttonsInRow == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], ledger.Button{
			Label: fmt.Sprintf("%s %d", buttonDrop, i+1), Data: ledger.Press(ledger.PressDraft, fmt.Sprintf("%s/%d", p.Press(), i+1)),
		})
	}
	return rows
}
