package documents

import (
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// NoticeCopy is a notice with what the units did since it was issued: who received it, what
// was replied and what was found of that. It says that it is a copy of that moment, and by
// which digest the paper as it was issued is known.
func (p *Papers) NoticeCopy(n ledger.Notice, s Stamp) (ledger.File, error) {
	units := make([]values, len(n.Units))
	for i, unit := range n.Units {
		units[i] = repliedRow(n, unit)
	}
	level := n.Level.Name
	if n.State == ledger.NoticeVoid {
		level += "　已作废"
	}
	number := n.Number()
	check := s.check(number) + "。本件是附签收、回复情况的副本；" + issuedPaper(n)
	return p.notice(n, s.Office, number+"（副本）", values{fieldLevel: level, fieldCheck: check}, units)
}

// issuedPaper names the paper as it was issued.
func issuedPaper(n ledger.Notice) string {
	if n.Paper.SHA256 == "" {
		return "签发时没有生成文稿。"
	}
	return fmt.Sprintf("签发件：链%d %s，SHA-256 %s。", n.Paper.Seq, cutRunes(n.Paper.Link, 8), n.Paper.SHA256)
}

// repliedRow is what a unit did with a notice, all of its replies in their order.
func repliedRow(n ledger.Notice, unit ledger.UnitID) values {
	row := values{"单位": string(unit)}
	for _, r := range n.Received {
		if r.Unit == unit {
			row["签收人"], row["签收时间"] = r.Name, paperMoment(r.At, n.Signed.At)
		}
	}
	var words []string
	for _, r := range n.Replies {
		if r.Unit != unit {
			continue
		}
		words = append(words, paperMonthDay(r.At, n.Signed.At)+r.Name+"报："+repliedWords(r), outcomeWords(n, r))
		row["日期"] = paperMonthDay(r.At, n.Signed.At)
		if row["负责人"] = r.Head.Name; r.Head.Name != "" && r.Head.By != r.By {
			row["负责人"] += "\n" + paperMonthDay(r.Head.At, n.Signed.At) + "签"
		}
	}
	row["办理情况"] = strings.Trim(strings.Join(words, "\n"), "\n")
	return row
}

func repliedWords(r ledger.NoticeReply) string {
	text := r.Text
	if n := len(r.Files); n > 0 {
		text += fmt.Sprintf("（附材料%d件）", n)
	}
	return text
}

// outcomeWords are what was found of a reply, and by whom.
func outcomeWords(n ledger.Notice, r ledger.NoticeReply) string {
	by := ""
	if r.Settled.Name != "" {
		by = "（" + r.Settled.Name + "，" + paperMonthDay(r.Settled.At, n.Signed.At) + "）"
	}
	switch {
	case r.Verdict == ledger.VerdictApproved:
		return "【审核】通过" + by
	case r.Verdict == ledger.VerdictReturned && r.Settled.Words != "":
		return "【审核】退回重报：" + r.Settled.Words + by
	case r.Verdict == ledger.VerdictReturned:
		return "【审核】退回重报" + by
	case !n.State.Running():
		return ""
	}
	return "【审核】待审"
}

// paperMonthDay is a day in a cell, with its year where that is not the one of the paper.
func paperMonthDay(at, signed time.Time) string {
	at = at.In(signed.Location())
	if at.Year() != signed.Year() {
		return paperDay(ledger.DateOf(at))
	}
	return at.Format("1月2日")
}

func paperMoment(at, signed time.Time) string {
	return paperMonthDay(at, signed) + at.In(signed.Location()).Format(" 15:04")
}
