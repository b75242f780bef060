package texts

import (
	"fmt"

	"duban/ledger"
)

// Assigned tells the office to whom a task was handed, and from whom it was taken.
func Assigned(was, is ledger.Task) string {
	text := fmt.Sprintf("已交办 %s%s：%s牵头", Code(is.ID), cut(is.Title, titleShown), unitNames(is.Lead))
	if len(is.Co) > 0 {
		text += "，" + unitNames(is.Co) + "配合"
	}
	if len(was.Lead) > 0 && unitNames(was.Lead) != unitNames(is.Lead) {
		text += "（原由" + unitNames(was.Lead) + "牵头）"
	}
	text += "。单位会在下一次提醒里收到。"
	if len(was.Lead) > 0 && len(is.Waiting) < len(was.Waiting) || len(is.Running()) < len(was.Running()) {
		text += "\n原单位没有答复的申请、没有办完的督办单随之作废。"
	}
	return text
}
