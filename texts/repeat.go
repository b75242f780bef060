package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// Repeats warns, under a draft, of the tasks that it may be once more, and says how it is linked to
// one that ended.
func Repeats(t ledger.Task, found []ledger.Task) string {
	var b strings.Builder
	for _, old := range found {
		same := "标题相近"
		if t.SameTitle(old) {
			same = "标题相同"
		}
		switch {
		case t.RepeatOf == old.ID:
		case old.Open():
			fmt.Fprintf(&b, "\n注意：与在办的%s%s（%s，%d%%）%s，请核对是不是重复立项；不是一件事的，照样确认", Code(old.ID), cut(old.Title, titleShown), leads(old), old.Percent, same)
		default:
			fmt.Fprintf(&b, "\n注意：与%s%s（%s）%s。是问题又出现的，回复：反弹 %s，新立的与它关联；或者不新立，发送：重启 %s 理由。不是一件事的，照样确认",
				Code(old.ID), cut(old.Title, titleShown), limitWords(old, 0), same, Number(old.ID), Number(old.ID))
		}
	}
	return b.String()
}

// RepeatedDrafts warns of the tasks that drafts of a meeting may be once more, and says how one is
// linked to a task that ended.
func RepeatedDrafts(drafts []ledger.Task, again [][]ledger.Task) string {
	var b strings.Builder
	for i, found := range again {
		switch {
		case len(found) == 0 || drafts[i].RepeatOf == found[0].ID:
		case found[0].Open():
			fmt.Fprintf(&b, "\n注意：第%d项与%s，请核对是不是一件事；是的可以：删 %d", i+1, known(found[0]), i+1)
		default:
			fmt.Fprintf(&b, "\n注意：第%d项与%s。是问题又出现的，回复：%d 反弹 %s；是同一件事的可以：删 %d", i+1, known(found[0]), i+1, Number(found[0].ID), i+1)
		}
	}
	return b.String()
}

// NotLinked tells the office that new tasks are not linked to ended ones that were taken up again.
func NotLinked(loose []ledger.Task) string {
	var b strings.Builder
	for _, old := range loose {
		fmt.Fprintf(&b, "没有与%s%s关联：它又在办了，不算反弹。是同一件事的，请撤掉其中一项：撤项 编号 重复立项。", Code(old.ID), cut(old.Title, titleShown))
	}
	return b.String()
}

// RepeatedRow is a row of a file that may be a task once more.
type RepeatedRow struct {
	Row  int
	Task ledger.Task
}

// repeatedRows warns of the rows of a file that may be tasks which are there already.
func repeatedRows(rows []RepeatedRow) string {
	var b strings.Builder
	for i, row := range rows {
		if i == problemsShown {
			fmt.Fprintf(&b, "还有%d行也这样\n", len(rows)-i)
			break
		}
		if row.Task.Open() {
			fmt.Fprintf(&b, "注意：第%d行与%s，请核对是不是重复立项；不是一件事的，照样导入\n", row.Row, known(row.Task))
			continue
		}
		fmt.Fprintf(&b, "注意：第%d行与%s。是问题又出现的，可以加“反弹”一栏，写%s，再发一次；不是一件事的，照样导入\n", row.Row, known(row.Task), row.Task.ID)
	}
	return b.String()
}

// known names a task that is there already, with where it stands.
func known(t ledger.Task) string {
	state := "在办的"
	if !t.Open() {
		state = "已办结的"
	}
	return fmt.Sprintf("%s%s%s（%s）标题相同或相近", state, Code(t.ID), cut(t.Title, titleShown), leads(t))
}

// RepeatedSince warns, under what was registered at once, of the tasks that it may be once more.
func RepeatedSince(t ledger.Task, found []ledger.Task) string {
	if len(found) == 0 || t.RepeatOf != "" {
		return ""
	}
	old := found[0]
	if old.Open() {
		return fmt.Sprintf("\n注意：与%s，请核对是不是重复立项；是的可以：撤项 %s 重复立项", known(old), Number(t.ID))
	}
	return fmt.Sprintf("\n注意：与%s。是问题又出现的，回复本消息：反弹 %s", known(old), Number(old.ID))
}

// LinkedSince names a task that is linked after it was entered, see [LinkedTo].
func LinkedSince(t ledger.Task) string { return Code(t.ID) + cut(t.Title, titleShown) }

// codeWords is the code of a task out of the words of a refusal.
func codeWords(words string) string {
	if words == "" {
		return "另一项"
	}
	return Code(ledger.TaskID(words))
}

// LinkedTo tells the office that a new task is linked to the ended one that came back by it.
func LinkedTo(old ledger.Task) string {
	return fmt.Sprintf("已与%s%s关联，按反复出现统计（查 反弹）。", Code(old.ID), cut(old.Title, titleShown))
}

// repeatNumber is the number of a task as it was said.
func repeatNumber(n ledger.TaskNumber) string {
	if n.Code != "" {
		return Code(n.Code)
	}
	return fmt.Sprintf("编号%d", n.N)
}

// repeatOf says of which ended task a task is the return.
func repeatOf(t ledger.Task) string {
	if t.RepeatOf == "" {
		return ""
	}
	return Code(t.RepeatOf) + "办结以后又出现"
}

// repeatedAs are the tasks by which a task came back. One that was cancelled since is no return of it,
// and is named with that: it is counted nowhere.
func repeatedAs(t ledger.Task, again []ledger.Task) string {
	codes := make([]string, len(t.RepeatedAs))
	for i, id := range t.RepeatedAs {
		codes[i] = Code(id)
		if slices.ContainsFunc(again, func(is ledger.Task) bool { return is.ID == id && is.State == ledger.StateCancelled }) {
			codes[i] += "（已撤项，不算反弹）"
		}
	}
	return strings.Join(codes, "")
}
