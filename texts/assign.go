package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// Assigned tells the office to whom a task was handed, and from whom it was taken.
func Assigned(was, is ledger.Task, heard string) string {
	if len(was.Lead) > 0 && slices.Equal(was.Lead, is.Lead) && was.State != ledger.StateRegistered {
		return helpers(was, is)
	}
	text := fmt.Sprintf("已交办 %s%s：%s牵头", Code(is.ID), cut(is.Title, titleShown), unitNames(is.Lead))
	if len(is.Co) > 0 {
		text += "，" + unitNames(is.Co) + "配合"
	}
	if len(was.Lead) > 0 && unitNames(was.Lead) != unitNames(is.Lead) {
		text += "（原由" + unitNames(was.Lead) + "牵头）"
	}
	if is.Limit.Due != was.Limit.Due {
		text += fmt.Sprintf("，时限%s（原定%s）", Day(is.Limit.Due), orDay(was.Limit.Due))
	}
	text += "。" + heard
	if kept := keptCo(was, is); len(kept) > 0 {
		text += fmt.Sprintf("\n%s原来配合，照旧；不用配合了的，请写：交办 %s %s 不再配合 %s", unitNames(kept), Number(is.ID), unitNames(is.Lead), kept[0])
	}
	if len(was.Lead) > 0 && len(is.Waiting) < len(was.Waiting) {
		text += "\n原单位没有答复的申请随之作废。"
	}
	return text + VoidedWith(was, is)
}

// keptCo are the units that go on helping, where others lead or help now.
func keptCo(was, is ledger.Task) []ledger.UnitID {
	if len(was.Lead) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(is.Co), func(unit ledger.UnitID) bool { return !slices.Contains(was.Co, unit) })
}

// VoidedWith names the notices that are void since their units lead the task no more; the
// units read it in their next digests.
func VoidedWith(was, is ledger.Task) string {
	var numbers []string
	for _, n := range is.Notices {
		ran := slices.ContainsFunc(was.Notices, func(w ledger.Noticed) bool { return w.Notice == n.Notice && w.State.Running() })
		if ran && n.State == ledger.NoticeVoid {
			numbers = append(numbers, n.Number)
		}
	}
	switch {
	case len(numbers) > 0:
		return "\n" + strings.Join(numbers, "、") + "随之作废，原单位会在下一次提醒里知道。"
	case len(is.Running()) < len(was.Running()):
		return "\n给原单位、还没有签发的督办单随之作废。"
	}
	return ""
}

// helpers tells the office who helps with a task, where nothing else changed.
func helpers(was, is ledger.Task) string {
	others := func(of, than []ledger.UnitID) []ledger.UnitID {
		return slices.DeleteFunc(slices.Clone(of), func(unit ledger.UnitID) bool { return slices.Contains(than, unit) })
	}
	text := fmt.Sprintf("已调整 %s%s 的配合单位，仍由%s牵头", Code(is.ID), cut(is.Title, titleShown), unitNames(is.Lead))
	if more := others(is.Co, was.Co); len(more) > 0 {
		text += "，新增" + unitNames(more) + "配合"
	}
	if less := others(was.Co, is.Co); len(less) > 0 {
		text += "，" + unitNames(less) + "不再配合"
	}
	if len(is.Co) > 0 {
		text += "（现由" + unitNames(is.Co) + "配合）"
	}
	return text + "。这些单位在下一次提醒里看到。"
}
