package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// ButtonImport enters a file that was shown.
const ButtonImport = "确认导入"

// SaveAgain is what helps a damaged file.
const SaveAgain = "请重新另存一份再发"

// TakeTemplate is where a sheet with the right heading is to be had.
const TakeTemplate = "要一张空表请发送：导入模板。"

// Picture is what a photo is called that comes in place of a file.
const Picture = "图片"

// SheetProblem is what somebody must look at in a file.
type SheetProblem struct {
	ledger.Problem

	Row    int
	Failed bool // the row makes nothing
}

// Remark is the problem as the comment in its cell says it.
func (p SheetProblem) Remark() string {
	bare := p.Problem
	bare.Column = ""
	if p.Failed {
		return "有错，不导入：" + problemWords(bare)
	}
	return "请核对：" + problemWords(bare)
}

func (p SheetProblem) line() string {
	return fmt.Sprintf("第%d行 %s", p.Row, problemWords(p.Problem))
}

// SheetShown is what a file would do, with what is said about it.
type SheetShown struct {
	ledger.Sheet

	Name, List string
	Like       ledger.Likeness // of a list of a new name to one that the ledger has
	Formulas   bool
	Unread     []UnreadSheet
	Absent     int
	Problems   []SheetProblem
	Repeated   []RepeatedRow             // that may be tasks which are there already
	Names      []ledger.DirectoryProblem // names that two units bear
	Instead    string                    // the file that waited until now
	Entered    int                       // of which so many rows were entered already
	Reports    bool                      // whoever sent it also reports for a unit
}

// problemsShown is how many problems of a sort are named in the chat; the file has all.
const problemsShown = 3

// SheetPreview tells what a file would do, before it counts.
func SheetPreview(s SheetShown) string {
	var b strings.Builder
	c := s.Shown
	if s.Instead != "" {
		b.WriteString(insteadOf(s))
	}
	if s.Units {
		fmt.Fprintf(&b, "收到单位表 %s，还没有导入：\n", s.Name)
	} else {
		fmt.Fprintf(&b, "收到 %s，列入台账“%s”，文件日期%s%s，还没有导入：\n", s.Name, s.List, Day(s.On), pickWords(s.Dated, "", "（文件里没写，按今天）"))
	}
	fmt.Fprintf(&b, "共%d行：新增%d，更新%d，未变%d", c.New+c.Changed+c.Unchanged+c.Errors, c.New, c.Changed, c.Unchanged)
	if c.Confirm > 0 {
		fmt.Fprintf(&b, "（其中%d%s请核对）", c.Confirm, pickWords(s.Units, "处", "行"))
	}
	fmt.Fprintf(&b, "，有错%d", c.Errors)
	if c.Others > 0 {
		fmt.Fprintf(&b, "；另有%d行是标题、合计、落款，不是任务", c.Others)
	}
	b.WriteString("\n")
	if said := sheetLike(s.Like); said != "" {
		b.WriteString(said + pickWords(s.Like.Again() && c.New+c.Changed > 0, "如果是另一份台账，请点“"+ButtonNewList+"”。", "") + "\n")
	}
	b.WriteString(sheetProblemLines("有错的不会导入", s.Problems, true))
	b.WriteString(sheetProblemLines("照样导入、请核对的", s.Problems, false))
	if !s.Like.Again() && !s.Like.Unsure() { // there the whole list is asked about
		b.WriteString(repeatedRows(s.Repeated))
	}
	for _, n := range s.Names[:min(len(s.Names), problemsShown)] {
		b.WriteString(UnitName(n.Name, n.Units) + "\n")
	}
	if len(s.Unread) > 0 {
		b.WriteString(SheetsUnread(s.Unread) + "\n")
	}
	if s.Formulas {
		b.WriteString("表里有公式，按存好的结果读。\n")
	}
	if s.Absent > 0 {
		fmt.Fprintf(&b, "台账里原有、文件里没有的%d项，保留不动。\n", s.Absent)
	}
	if len(s.Problems) > 0 {
		b.WriteString("问题已批注在附件的格子里，改好再发给我就行。\n")
	}
	if s.Reports {
		b.WriteString("如果这是进展材料，请在文件说明里写：进展 17 80 一句话\n")
	}
	if c.New+c.Changed == 0 {
		return b.String() + "没有要新增或更新的，不用确认。"
	}
	return b.String() + "导入请回复：确认；不导入请回复：取消。24小时内有效。"
}

func insteadOf(s SheetShown) string {
	if s.Entered > 0 {
		return fmt.Sprintf("上一个文件 %s 已导入%d行，剩下的不再导入，以这个文件为准。\n", s.Instead, s.Entered)
	}
	return fmt.Sprintf("上一个文件 %s 没有导入，以这个文件为准。\n", s.Instead)
}

// sheetProblemLines names the first problems of a sort.
func sheetProblemLines(head string, problems []SheetProblem, failed bool) string {
	of := slices.DeleteFunc(slices.Clone(problems), func(p SheetProblem) bool { return p.Failed != failed })
	if len(of) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(head + "：\n")
	for _, p := range of[:min(len(of), problemsShown)] {
		b.WriteString(p.line() + "\n")
	}
	if more := len(of) - problemsShown; more > 0 {
		fmt.Fprintf(&b, "……还有%d处，见附件\n", more)
	}
	return b.String()
}

// SheetReading tells that a large file is being read.
func SheetReading(name string) string { return fmt.Sprintf("正在读取 %s，请稍候。", name) }

// SheetEntering tells how far an import is.
func SheetEntering(name string, done, all int) string {
	return fmt.Sprintf("正在导入 %s：%d/%d", name, min(done, all), all)
}

// SheetEntered tells what a file did.
func SheetEntered(s ledger.Sheet, c ledger.SheetCount, absent int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "已导入 %s：新增%d，更新%d，未变%d。", s.File.Name, c.New, c.Changed, c.Unchanged)
	if c.New != s.Shown.New || c.Changed != s.Shown.Changed {
		fmt.Fprintf(&b, "\n给您看的时候是新增%d、更新%d，后来台账有变动，以现在的为准。", s.Shown.New, s.Shown.Changed)
	}
	if c.Errors > 0 {
		fmt.Fprintf(&b, "\n有错的%d行没有导入，改好后再发一次就行。", c.Errors)
	}
	switch {
	case s.Units:
		return b.String()
	case c.Confirm > 0:
		fmt.Fprintf(&b, "\n有%d行请核对：查 待确认。", c.Confirm)
	}
	if absent > 0 {
		fmt.Fprintf(&b, "\n台账里原有、文件里没有的%d项，保留不动。", absent)
	}
	if c.New > 0 {
		b.WriteString("\n单位会在下一次提醒里收到。")
	}
	return b.String()
}

func sheetDropped(s ledger.Sheet) string {
	if done := s.Enters.New + s.Enters.Changed; done > 0 {
		return fmt.Sprintf("已取消。%s 已导入的%d行保留，剩下的不再导入。", s.File.Name, done)
	}
	return fmt.Sprintf("已取消，%s 没有导入。", s.File.Name)
}

// refusalOfSheet says why a file is not imported.
func refusalOfSheet(r *ledger.Refusal, _ Example) string {
	switch r.Reason {
	case ledger.ReasonNoImport:
		return "现在没有等您确认的文件，可能已经导入、取消，或者过了24小时。要导入请把文件再发一次。"
	case ledger.ReasonOldImport:
		return "您后来又发过文件，以最后一个为准，请用最近一条消息下面的按钮。"
	case ledger.ReasonWhichConfirm:
		return fmt.Sprintf("现在有两件事等您：导入 %s，和正在填写的立项。请点那条消息下面的按钮，或者回复那条消息。", r.Words)
	case ledger.ReasonNoSheet:
		return "没有看到文件。请把台账表格发给我，在文件说明里写：导入；或者回复那个文件，写：导入"
	case ledger.ReasonManySheets:
		return "一次只能导入一个文件，请一个一个发。"
	case ledger.ReasonSheetLarge:
		return r.Words + " 超过20MB，这里收不了。请删去图片和用不到的工作表，或者拆成几个文件再发。"
	case ledger.ReasonSheetGone:
		return fmt.Sprintf("现在取不到 %s 的内容，这次没有改动。请把文件再发一次。", r.Words)
	case ledger.ReasonSheetOther:
		return r.Words + " 的内容和给您看的不一样，没有导入。请把文件再发一次，重新核对。"
	case ledger.ReasonSheetFault:
		return r.Words + "没有导入。"
	case ledger.ReasonSheetWhich:
		return fmt.Sprintf("还不知道这份文件是台账“%s”的更新，还是新台账，没有导入。请先点那条消息下面的按钮。", r.Words)
	case ledger.ReasonSheetSecret:
		return r.Words + " 里有涉密或内部标识，整个文件已拒收，没有保存。涉密事项请走机要渠道，不要在这里发送，并请删除您刚发的这条消息。"
	default:
		return ""
	}
}
