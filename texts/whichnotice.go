package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// WhichNotice asks of which of a few notices on a task something was said, and shows how each is
// named.
func WhichNotice(words string, files int, notices []ledger.Notice, today ledger.Date) string {
	said := fmt.Sprintf("“%s”", cut(inner(words), 30))
	if files > 0 {
		said += fmt.Sprintf("和附件%d个", files)
	}
	lines := []string{said + "先留着，还没有登记。是哪一份督办单？点一下就办，不用再写："}
	for i, n := range notices {
		lines = append(lines, fmt.Sprintf("%d. %s（%s，%s）", i+1, n.Number(), n.Level.Name, noticeState(n, today)))
	}
	return strings.Join(lines, "\n")
}

// WhichNoticeButtons are a button for each of them.
func WhichNoticeButtons(p ledger.Proposal, notices []ledger.Notice) [][]ledger.Button {
	var rows [][]ledger.Button
	for i, n := range notices {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		choice := strings.Replace(string(n.ID), "/", ".", 1)
		rows[len(rows)-1] = append(rows[len(rows)-1], ledger.Button{
			Label: noticeShort(n.Number()), Data: ledger.Press(ledger.PressWhich, p.Press()+"/"+choice),
		})
	}
	return rows
}

// whichNotices shows the numbers of those that could be meant, as they are written.
func whichNotices(r *ledger.Refusal, e Example) string {
	numbers := strings.Split(r.Words, "、")
	word := e.Word
	if word == "" || e.Command == word {
		word = "督办"
	}
	return fmt.Sprintf("有%d份督办单对得上：%s。没有登记，请写明是哪一份再发一次，如：%s %s", len(numbers), r.Words, word, numbers[0])
}
