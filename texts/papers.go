package texts

import (
	"fmt"

	"duban/ledger"
)

// PaperButton asks for the paper of a proposal to summon.
func PaperButton(id ledger.TaskID) string { return "约谈建议书" + Code(id) }

// Papers goes with the papers of a task; n is how many there are, copied says that one of them
// tells what became of a notice.
func Papers(t ledger.Task, n int, copied bool) string {
	if n == 0 {
		return fmt.Sprintf("%s%s现在没有文稿。签发了督办单、申请了销号以后才有。", Code(t.ID), cut(t.Title, matterTitle))
	}
	text := fmt.Sprintf("%s%s的文稿%d份，供打印、核对。", Code(t.ID), cut(t.Title, matterTitle), n)
	if copied {
		text += "文件名有“副本”的，回复栏里填了到现在为止的签收、回复和审核情况；另一份回复栏留空，可以打印签字。"
	}
	return text
}

// PaperMissing says that the words go without their paper.
func PaperMissing() string {
	return "文稿没有生成，以文字为准；需要纸质件的，请联系管机器的同志。"
}

// PDFs goes with the PDFs of papers that were sent in Word before.
func PDFs() string { return "PDF版，与刚才发的Word文稿内容相同，供打印。" }

// PDFMissing says that a PDF could not be made of what was sent in Word before.
func PDFMissing() string {
	return "文稿没能生成PDF，请直接用刚才发的Word文稿打印。"
}

// FormalRecorded answers whoever recorded a notice's formal number.
func FormalRecorded(n ledger.Notice, was string) string {
	return fmt.Sprintf("已登记正式文号 %s（原编号 %s，%s%s）。以后都用这个文号，写原编号也认得。", n.Formal, was, Code(n.Task), cut(n.Title, matterTitle))
}
