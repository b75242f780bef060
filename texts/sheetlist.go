package texts

import (
	"fmt"

	"duban/ledger"
)

// The buttons that say whether a file is a list that the book has.
const (
	ButtonSameList = "是同一份，按更新"
	ButtonNewList  = "另立新台账"
)

// SheetListButtons stand under a file whose list may be one that the book has under another
// name. decided: it was taken for that, and the other choice is offered.
func SheetListButtons(p ledger.Proposal, decided bool) [][]ledger.Button {
	press := func(choice string) string { return ledger.Press(ledger.PressSheet, p.Press()+"/"+choice) }
	other := ledger.Button{Label: ButtonNewList, Data: press(ledger.SheetNewList)}
	if decided {
		return append(ProposalButtons(p, ButtonImport), []ledger.Button{other})
	}
	return [][]ledger.Button{
		{{Label: ButtonSameList, Data: press(ledger.SheetSameList)}, other},
		{{Label: ButtonCancel, Data: ledger.Press(ledger.PressCancel, p.Press())}},
	}
}

// sheetLike tells that a list of a new name has tasks of another one, and what is done.
func sheetLike(l ledger.Likeness) string {
	switch {
	case l.Again() && l.Same == l.Rows:
		return fmt.Sprintf("文件里的%d项和台账“%s”里的都相同，按“%s”的更新处理。", l.Rows, l.List, l.List)
	case l.Again():
		return fmt.Sprintf("文件里有%d项和台账“%s”里的相同，按“%s”的更新处理。", l.Same, l.List, l.List)
	case l.Like > 0:
		return fmt.Sprintf("文件里有%d项和台账“%s”里的任务名称、牵头单位都一样，按新台账另立，请核对是不是重复了。", l.Like, l.List)
	}
	return ""
}

// whichList tells why nobody but the office can say which list it is.
func whichList(own string, l ledger.Likeness) string {
	limits := "时限都不同"
	switch {
	case l.Same == l.Like:
		limits = "时限也一样"
	case l.Same > 0:
		limits = fmt.Sprintf("其中%d项时限也一样", l.Same)
	}
	return fmt.Sprintf("文件里有%d项任务，其中%d项和台账“%s”里的任务名称、牵头单位都一样（%s），看不出是“%s”的更新，还是一份新台账“%s”。",
		l.Rows, l.Like, l.List, limits, l.List, own)
}

// WhichListShell asks for the list of a file, from the shell.
func WhichListShell(own string, l ledger.Likeness) string {
	return fmt.Sprintf("%s没有导入。\n是更新的，请加 --list “%s”；是新台账的，请加 --list “%s”。", whichList(own, l), l.List, own)
}

// WhichList asks for the list of a file, in a chat.
func WhichList(s SheetShown) string {
	instead := ""
	if s.Instead != "" {
		instead = insteadOf(s)
	}
	return instead + fmt.Sprintf("收到 %s，还没有导入。\n%s\n请点下面的按钮，再给您看要导入的内容。24小时内有效。", s.Name, whichList(s.Own, s.Like))
}
