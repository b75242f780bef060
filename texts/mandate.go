package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// Empowered answers the office that gave a unit its mandate.
func Empowered(unit ledger.UnitID) string {
	return fmt.Sprintf("已授权%s交办、督办：该单位的一把手、联络员可以立项、交办、拟督办单（一把手签发），只管本单位督导的任务；办结、延期等仍由指挥部办公室决定。每次都会告知办公室。收回请发送：撤销授权 %s", unit, unit)
}

// EmpoweredToUnit tells a unit what it may do from now on.
func EmpoweredToUnit(unit ledger.UnitID, by string) string {
	return fmt.Sprintf("指挥部办公室（%s）已授权%s向其他单位交办、督办。一把手、联络员请私聊我发送：\n立项 任务名称；牵头 单位；时限 日期\n交办 编号 单位\n督办 编号 要求（由一把手签发）\n任务（看本单位交办的任务办到哪里）", by, unit)
}

// Disempowered answers the office that took a mandate back; drafts are notices that wait for
// its own signature now.
func Disempowered(unit ledger.UnitID, drafts int) string {
	text := fmt.Sprintf("已撤销%s的授权，即时生效：该单位不能再立项、交办、拟督办单。已经交办的任务照常办理，由办公室跟踪。", unit)
	if drafts > 0 {
		text += fmt.Sprintf("等该单位一把手签发的督办单%d份，已转到办公室待办。", drafts)
	}
	return text
}

// DisempoweredToUnit tells a unit that its mandate is over.
func DisempoweredToUnit(unit ledger.UnitID, by string) string {
	return fmt.Sprintf("指挥部办公室（%s）已撤销%s交办、督办的授权。已经交办的任务照常办理，本单位督导的任务仍可查看；要交办、督办的，请报指挥部办公室。", by, unit)
}

// MandatedUnits lists the units that may assign to others.
func MandatedUnits(units []ledger.Unit) string {
	if len(units) == 0 {
		return "目前没有授权交办、督办的单位。授权请写：授权 生态环境局 交办督办"
	}
	names := make([]ledger.UnitID, len(units))
	for i, u := range units {
		names[i] = u.ID
	}
	return fmt.Sprintf("授权交办、督办的单位：%s。\n再授权请写：授权 生态环境局 交办督办\n收回请写：撤销授权 %s", unitNames(names), names[0])
}

// HandedToOffice tells the office which tasks a unit handed over by its mandate.
func HandedToOffice(by string, tasks []ledger.Task) string {
	lines := make([]string, len(tasks))
	for i, t := range tasks {
		lines[i] = fmt.Sprintf("%s%s，%s牵头，%s", Code(t.ID), cut(t.Title, matterTitle), leads(t), newLimit(t))
	}
	return fmt.Sprintf("【告知】%s（%s）按授权交办：\n%s", tasks[0].HandedBy, by, strings.Join(lines, "\n"))
}

// IssuedToOffice tells the office which notice a unit issued by its mandate.
func IssuedToOffice(n ledger.Notice) string {
	return fmt.Sprintf("【告知】%s（%s）按授权签发 %s（%s，%s%s），主送%s。看内容请发送：督办 %s", n.Issuer, n.Signed.Name, n.Number(), n.Level.Name,
		Code(n.Task), cut(n.Title, matterTitle), unitNames(n.Units), noticeShort(n.Number()))
}

// VoidedToOffice tells the office which notice a unit declared void by its mandate.
func VoidedToOffice(n ledger.Notice) string {
	return fmt.Sprintf("【告知】%s作废了%s（%s%s）：%s", n.Ended.Name, n.Number(), Code(n.Task), cut(n.Title, matterTitle), inner(n.Ended.Words))
}

// refusalOfMandate says why a unit's mandate is not given, not taken back, or reaches no further.
func refusalOfMandate(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonMandated:
		return cmp.Or(r.Words, "这个单位") + "已经授权过了，不用再授。收回请发送：撤销授权 " + cmp.Or(r.Words, "生态环境局")
	case ledger.ReasonNotMandated:
		return cmp.Or(r.Words, "这个单位") + "没有授权，不用撤销。看有哪些单位请发送：授权"
	case ledger.ReasonMandateOver:
		return fmt.Sprintf("%s交办、督办的授权已经收回，%s的督办单不能由您签发。请报指挥部办公室。", r.Words, code(r.Task))
	case ledger.ReasonOwnLead:
		return fmt.Sprintf("授权是向其他单位交办，%s不能交办给自己牵头。请改写其他牵头单位；本单位牵头的事项请报指挥部办公室立项。", r.Words)
	case ledger.ReasonOwnTask:
		return fmt.Sprintf("%s由您单位牵头，不能按授权交给别的单位，也不能对本单位督办。办公室交办错了的请退办：退办 %s 理由；其他情况请报指挥部办公室。", code(r.Task), e.Number)
	case ledger.ReasonNotLead:
		if e.Command == "assign" || e.Command == "divide" || e.Command == "notice" || e.Command == "void" {
			return "这项任务不由您单位督导，不能交办、督办。看任务请发送：查看 " + e.Number
		}
		return ""
	default:
		return ""
	}
}
