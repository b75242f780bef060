package texts

import (
	"fmt"

	"duban/ledger"
)

// WordRegister is the button under a wish that was agreed to.
const WordRegister = "立项"

// WishAgreed tells the office what is left to do once it agreed to a leader's wish for a task.
func WishAgreed(m ledger.Matter, again bool) string {
	text := fmt.Sprintf("已同意%s批示立项，已告知领导。", m.ByName)
	if again {
		text = m.ByName + "批示立项，已经同意，还没有立项。"
	}
	return text + "请接着立项，立项前这件事留在待办里；已经有这项任务的，请在待办里回复：同意 序号 任务编号\n"
}

// WishMade tells a leader which task came of his wish; carried: it was there already.
func WishMade(m ledger.Matter, t ledger.Task, carried bool) string {
	return fmt.Sprintf("您批示立项的“%s”%s %s%s，%s，%s。办到哪里了请发送：查看 %s", cut(inner(m.Text), 40),
		pickWords(carried, "已列入", "已立项"), Code(t.ID), cut(t.Title, matterTitle), pickWords(len(t.Lead) > 0, leads(t)+"牵头", leads(t)), newLimit(t), Number(t.ID))
}

// WishTold tells the office that the leader hears of the task.
func WishTold(m ledger.Matter) string {
	return "\n这是" + m.ByName + "批示立项的，已把编号告诉领导。"
}

// WishCarried tells the office that a task stands for a leader's wish.
func WishCarried(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("%s批示立项的事，已列入 %s%s，批示记在任务上，已转告%s，编号已告诉领导。", m.ByName, Code(t.ID), cut(t.Title, matterTitle), leads(t))
}
