package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

const basisForm = "依据 登记 责任追究实施意见 乐发〔2017〕12号 2017-03-01"

// Bases lists the documents on which supervision rests, those that are withdrawn last.
func Bases(bases []ledger.Basis) string {
	if len(bases) == 0 {
		return "还没有登记依据文件。登记由办公室来办，如：" + basisForm
	}
	var lines, gone []string
	for _, b := range bases {
		line := b.Cite()
		if !b.On.IsZero() {
			line += "，" + Day(b.On)
		}
		if b.Gone() {
			gone = append(gone, fmt.Sprintf("%s，%s废止：%s", line, Day(ledger.DateOf(b.Withdrawn.At)), b.Withdrawn.Words))
			continue
		}
		lines = append(lines, fmt.Sprintf("%d. %s", len(lines)+1, line))
	}
	text := fmt.Sprintf("现行依据文件%d份：\n%s", len(lines), strings.Join(lines, "\n"))
	if len(lines) == 0 {
		text = "没有现行的依据文件。"
	}
	if len(gone) > 0 {
		text += fmt.Sprintf("\n已废止%d份：\n· %s", len(gone), strings.Join(gone, "\n· "))
	}
	return text
}

// BasisRegistered answers whoever registered a document.
func BasisRegistered(b ledger.Basis) string {
	text := "已登记依据 " + b.Cite()
	if !b.On.IsZero() {
		text += "，" + Day(b.On)
	}
	return text + fmt.Sprintf("。写到任务上请发送：依据 17 %s；立项时写：依据 %s", b.Title, b.Title)
}

// BasisWithdrawn answers whoever withdrew a document.
func BasisWithdrawn(b ledger.Basis) string {
	return fmt.Sprintf("已废止 %s（%s），今后不再引用；已经引用它的任务、督办单照旧。", b.Cite(), inner(b.Withdrawn.Words))
}

// BasesCited answers whoever wrote on a task on what it rests.
func BasesCited(t ledger.Task) string {
	return fmt.Sprintf("已记下 %s%s的依据：%s。以后的督办单照此写。", Code(t.ID), cut(t.Title, titleShown), t.Basis)
}

// BasisRemoved answers whoever took the basis off a task.
func BasisRemoved(t ledger.Task, was string) string {
	return fmt.Sprintf("已去掉 %s%s的依据（原为%s），以后的督办单不再写它。要再写请发送：依据 %s 文件名称", Code(t.ID), cut(t.Title, titleShown), was, Number(t.ID))
}

// refusalOfBasis says why a document is not registered, withdrawn or cited.
func refusalOfBasis(r *ledger.Refusal) string {
	switch r.Reason {
	case ledger.ReasonBasisTitle:
		return "文件名称要写两个字以上、60个字以内，如：" + basisForm
	case ledger.ReasonBasisDay:
		return "文件的日期没有看懂，或者在今天以后。请写印发日期，如：" + basisForm
	case ledger.ReasonBasisKnown:
		return cmp.Or(r.Words, "这份文件") + "已经登记过了，不用再登。名称、文号登错的，先废止再登记：依据 废止 文件名称 理由"
	case ledger.ReasonBasisUnknown:
		return "没有登记过" + pickWords(r.Words == "", "这份文件", "“"+cut(r.Words, 20)+"”") + "。看有哪些请发送：依据；登记请写：" + basisForm
	case ledger.ReasonBasisWhich:
		return "有几份文件都像：" + cmp.Or(r.Words, "请发送 依据 看名称") + "。请写全名称。"
	case ledger.ReasonBasisGone:
		return cmp.Or(r.Words, "这份文件") + "已经废止，不能再引用。看现行的请发送：依据"
	case ledger.ReasonBasisGoneSince:
		return cmp.Or(r.Words, "这份文件") + "在您确认以前已经废止，没有立项，草稿还在。请另写依据（如：依据 责任追究实施意见），再确认；看现行的请发送：依据"
	case ledger.ReasonBasisNumber:
		return "这个文号已经登记给" + cmp.Or(r.Words, "另一份文件") + "，请核对文号。那一份登错的，先废止再登记：依据 废止 文件名称 理由"
	case ledger.ReasonBasisWhy:
		return fmt.Sprintf("请写上废止的理由，如：依据 废止 %s 已有新文件", cmp.Or(r.Words, "责任追究实施意见"))
	case ledger.ReasonBasisCited:
		return code(r.Task) + "的依据已经是这样写的，不用再写。看任务请发送：查看 " + cmp.Or(Number(r.Task), "17")
	case ledger.ReasonBasisNone:
		return fmt.Sprintf("%s没有写过依据，不用去掉。要写请发送：依据 %s 文件名称", code(r.Task), cmp.Or(Number(r.Task), "17"))
	default:
		return ""
	}
}
