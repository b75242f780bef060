package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// LongFile is the name of the file that carries an answer too long for a chat.
const LongFile = "全文.txt"

// ImportFigures are what an import did.
type ImportFigures struct {
	DryRun, Dated                   bool
	On                              ledger.Date
	OK, Confirm, Errors             int
	New, Changed, Unchanged, Absent int
	UnitsNew, UnitsChanged          int
}

// Imported tells what an import did, in a few lines.
func Imported(f ImportFigures) string {
	var b strings.Builder
	if f.DryRun {
		b.WriteString("试读（没有保存）。")
	}
	fmt.Fprintf(&b, "文件日期：%s%s。\n", Day(f.On), pickWords(f.Dated, "", "（文件里没写，按今天）"))
	fmt.Fprintf(&b, "单位：新增%d，更新%d。\n", f.UnitsNew, f.UnitsChanged)
	fmt.Fprintf(&b, "任务：共%d行，读准%d，请办公室确认%d，有错未入账%d；新增%d，更新%d，未变%d。",
		f.OK+f.Confirm+f.Errors, f.OK, f.Confirm, f.Errors, f.New, f.Changed, f.Unchanged)
	if f.Absent > 0 {
		fmt.Fprintf(&b, "\n台账里原有、文件里没有的%d项，保留不动。", f.Absent)
	}
	return b.String()
}

// ImportRow is a source row that somebody must look at.
func ImportRow(row int, code ledger.TaskID, title string, failed bool, problems []ledger.Problem) string {
	words := make([]string, 0, len(problems))
	for _, p := range problems {
		words = append(words, problemWords(p))
	}
	head := "请确认"
	if failed {
		head = "有错，未入账"
	}
	name := cut(title, 24)
	if code != "" {
		name = Code(code) + name
	}
	return fmt.Sprintf("第%d行 %s：%s：%s", row, name, head, strings.Join(words, "；"))
}

func problemWords(p ledger.Problem) string {
	text := problemName(p.Code)
	if p.Words != "" {
		text += "“" + cut(p.Words, 30) + "”"
	}
	if p.Column != "" {
		text = p.Column + "：" + text
	}
	if len(p.Near) > 0 {
		text += "，可能是" + unitNames(p.Near)
	}
	return text
}

// Verified tells that chain and state agree.
func Verified(head ledger.Head, blocks, entries, records int64) string {
	return fmt.Sprintf("台账校验通过：%d块，%d条留痕，%d项记录，链头%s。", blocks, entries, records, head.Link)
}

// Broken tells the first thing that is not as it was written.
func Broken(what string) string {
	return "台账校验不通过，第一处：" + what
}

func pickWords(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
