package documents

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"duban/ledger"
)

// Notice is a 督办通知单 with its block for the reply, in the template of its level's colour.
// It is the paper as it was issued: what the units did since is not in it, see [Papers.NoticeCopy].
func (p *Papers) Notice(n ledger.Notice, s Stamp) (ledger.File, error) {
	units := make([]values, len(n.Units))
	for i, unit := range n.Units {
		units[i] = values{"单位": string(unit)}
	}
	number := n.Number()
	return p.notice(n, s.Office, number, values{fieldLevel: n.Level.Name, fieldCheck: s.check(number)}, units)
}

// notice fills the template of a notice; v is what differs between its paper and a copy.
func (p *Papers) notice(n ledger.Notice, office, name string, v values, units []values) (ledger.File, error) {
	reply, next := "", ""
	by := n.SignedReplyBy()
	if !by.IsZero() {
		reply = "请于" + paperDay(by) + "前将办理情况书面回复我办"
		if n.Level.HeadSigns {
			reply += "，回复须经单位主要负责人签字"
		}
		reply += "。"
	}
	if n.Next != "" {
		next = "逾期不办、不回复的，将升级为" + n.Next + "。"
	}
	maps.Copy(v, values{
		fieldNumber: n.Number(), fieldOffice: office, fieldTo: joinUnits(n.Units), fieldCopies: copiesOf(n),
		fieldTask: paperCode(n.Task), fieldMatter: n.Title, fieldLimit: paperDay(n.Limit), fieldBasis: n.Basis, fieldWrong: n.Problem,
		fieldRequirement: n.Requirement, fieldReplyBy: paperDay(by), fieldReply: reply, fieldNext: next, fieldContact: n.Contact,
		fieldSigner: string(n.Issuer) + n.Signed.Name, fieldDate: paperDay(ledger.DateOf(n.Signed.At)),
	})
	return p.make(noticeTemplate(n.Level), name, v, lists{"回复": units})
}

// noticeTemplate is the template of a level's colour; that of a level without one is yellow.
func noticeTemplate(l ledger.Level) string {
	switch l.Code {
	case "blue":
		return paperBlue
	case "red":
		return paperRed
	default:
		return paperYellow
	}
}

// Admonition is the proposal to the office that the units leading a task be summoned
// (约谈建议书). Whether they are is decided by a person.
func (p *Papers) Admonition(t ledger.Task, problem string, s Stamp) (ledger.File, error) {
	var history []string
	for _, n := range t.Notices {
		if n.Number == "" {
			continue
		}
		line := paperDay(n.Issued) + "印发" + n.Number
		if n.State == ledger.NoticeVoid {
			line += "（已作废）"
		}
		history = append(history, line+"。")
	}
	number := paperCode(t.ID)
	return p.make(paperAdmonition, "约谈建议书"+number, values{
		fieldNumber: number, fieldOffice: s.Office, fieldWhom: joinUnits(t.Lead), fieldMatter: t.Title, fieldLimit: paperLimit(t.Limit),
		fieldLeader: t.Leader, fieldPercent: fmt.Sprintf("%d%%", t.Percent), fieldWrong: problem, fieldHistory: strings.Join(history, "\n"),
		fieldDate: paperDay(ledger.DateOf(s.At)), fieldCheck: s.check(number),
	}, nil)
}

func paperCode(id ledger.TaskID) string { return "〔" + string(id) + "〕" }

// copiesOf are those who get a copy of a notice: units, and others that stand on the paper only.
func copiesOf(n ledger.Notice) string {
	return strings.Join(slices.DeleteFunc([]string{joinUnits(n.Copies), strings.Join(n.Named, "、")}, func(s string) bool { return s == "" }), "、")
}
