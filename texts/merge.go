package texts

import (
	"fmt"
	"slices"

	"duban/ledger"
)

// MergeFigures are what a merger moves.
type MergeFigures struct {
	Open, Completed   int64 // tasks: not completed, completed and not struck off
	Closed, Cancelled int64 // those that were struck off, and cancelled
	Beside            int64 // those that it only supervises or accepts, or that wait for its answer
	Moved             int   // tasks that went before it broke off
	People, Groups    int
	MandateEnds       bool // the old unit has a mandate, and the new one has none
}

// others names the tasks of which there are mostly none.
func (f MergeFigures) others() string {
	return withFiles(int(f.Closed), "、已销号%d项") + withFiles(int(f.Cancelled), "、已撤项%d项") + withFiles(int(f.Beside), "、只由它督导、验收或等它答复的%d项")
}

// MergePreview says what a merger will change, and asks for the second word.
func MergePreview(from, into ledger.UnitID, f MergeFigures) string {
	begun := ""
	if f.Moved > 0 {
		begun = fmt.Sprintf("\n· 上一次没有办完，已转过去任务%d项，确认后接着办剩下的；", f.Moved)
	}
	ends := ""
	if f.MandateEnds {
		ends = fmt.Sprintf("\n· %s的交办、督办授权随之结束，还没有签发的督办单转由办公室签发；", from)
	}
	return fmt.Sprintf("%s将并入%s：%s\n· 未办结任务%d项、办结未销号%d项%s，牵头、配合、落实、督导、验收都改为%s，正在等答复的申请一并转过去；\n· 登记人员%d位：联络员转为%s联络员，一把手的职务结束；\n· 绑定的群%d个，改绑到%s；%s\n· 今后写“%s”也会认作%s。\n办了就不能自动恢复。确定的话，请发送：撤并 %s 并入 %s 确认",
		from, into, begun, f.Open, f.Completed, f.others(), into, f.People, into, f.Groups, into, ends, from, into, from, into)
}

// MergedUnits tells the office that a merger is done.
func MergedUnits(from, into ledger.UnitID, f MergeFigures) string {
	text := fmt.Sprintf("%s已并入%s：转过去任务%d项、人员%d位、群%d个，每一项都已留痕。新牵头的任务会列入%s下一次提醒。", from, into, f.Open, f.People, f.Groups, into)
	if f.Groups > 0 {
		text += fmt.Sprintf("\n%s的提醒今后也发到转过来的群，请把该收到的同志拉进群。", into)
	}
	if f.MandateEnds {
		text += fmt.Sprintf("\n%s的交办、督办授权随之结束，还没有签发的督办单转由办公室签发。%s要接着交办、督办的，请发送：授权 %s", from, into, into)
	}
	return text
}

// MergedToPerson tells somebody of a unit that was merged what he is now.
func MergedToPerson(p ledger.Person, from, into ledger.UnitID, today ledger.Date) string {
	text := fmt.Sprintf("%s，%s已并入%s。", p.Name, from, into)
	if slices.Contains(p.Units(today), into) {
		return text + fmt.Sprintf("从今天起您是%s的联络员，原来的任务照常办理，看任务请发送：任务", into)
	}
	if p.Bound(today) {
		return text + fmt.Sprintf("您在%s的职务随之结束。", from)
	}
	return text + fmt.Sprintf("您在%s的职务随之结束，今后不再向您发送提醒，谢谢您一直以来的工作！", from)
}
