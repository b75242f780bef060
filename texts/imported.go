package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// LongFile is the name of the file that carries an answer too long for a chat.
const LongFile = "全文.txt"

// ImportOrder reminds of the order of the two files.
const ImportOrder = "请看看两个文件是不是写反了：单位表在前，台账在后。"

// NoUnitsYet explains why no unit is found in an empty ledger.
const NoUnitsYet = "（台账里还没有单位，请先导入单位表）"

// ImportFigures are what an import did.
type ImportFigures struct {
	DryRun, Dated                   bool
	On                              ledger.Date
	OK, Confirm, Errors             int
	New, Changed, Unchanged, Absent int
	UnitsNew, UnitsChanged          int
	Own                             string          // the list that the file itself says
	Like                            ledger.Likeness // to a list of another name
}

// Imported tells what an import did, in a few lines.
func Imported(f ImportFigures) string {
	var b strings.Builder
	if f.DryRun {
		b.WriteString("试读（没有保存）。")
	}
	fmt.Fprintf(&b, "文件日期：%s%s。\n", Day(f.On), pickWords(f.Dated, "", "（文件里没写，按今天）"))
	if said := sheetLike(f.Like); said != "" {
		b.WriteString(said)
		if f.Like.Again() {
			fmt.Fprintf(&b, "如果是另一份台账，请核对后另起名称导入：--list “%s”。", f.Own)
		}
		b.WriteString("\n")
	}
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
	head := "请确认"
	if failed {
		head = "有错，未入账"
	}
	name := cut(title, 24)
	if code != "" {
		name = Code(code) + name
	}
	if name != "" {
		name = " " + name
	}
	return fmt.Sprintf("第%d行%s：%s：%s", row, name, head, problemList(problems))
}

// problemList names all that could not be read with confidence.
func problemList(problems []ledger.Problem) string {
	words := make([]string, 0, len(problems))
	for _, p := range problems {
		words = append(words, problemWords(p))
	}
	return strings.Join(words, "；")
}

// UnitRow is a row of the list of units that somebody must look at.
func UnitRow(row int, column, code, words string) string {
	return fmt.Sprintf("单位表第%d行：%s", row, problemWords(ledger.Problem{Code: code, Column: column, Words: words}))
}

// UnitName tells that a name is borne by several units.
func UnitName(name string, units []ledger.UnitID) string {
	return fmt.Sprintf("单位表：“%s”是%s共用的名称，只写它分不清是谁，请改一个。", name, unitNames(units))
}

func problemWords(p ledger.Problem) string {
	text := problemName(p.Code)
	if p.Code == ledger.ProblemCancelled { // the sentence is of the task, wherever in the row it stands
		return Code(ledger.TaskID(p.Words)) + text
	}
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
	if blocks == 0 {
		return "台账是空的，没有可核对的内容。"
	}
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
