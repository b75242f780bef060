package texts

import (
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// WholeCity is what everything is called together.
const WholeCity = "全市"

// AllEntries names the whole audit log.
const AllEntries = "督办留痕"

// ExportMoved stands on the cover of a ledger that changed while it was written.
const ExportMoved = "导出期间台账又有登记，个别行可能更新"

// Export is what was exported.
type Export struct {
	Title string
	Count int
	At    time.Time
	Head  ledger.Head
	Back  bool // the asker may import
	Moved bool // the ledger changed meanwhile
}

// ExportTitle names an export: whose tasks, and what they were narrowed to.
func ExportTitle(of string, lists []string) string {
	title := of + "督办台账"
	if len(lists) > 0 {
		title += "（" + strings.Join(lists, "、") + "）"
	}
	return title
}

// Exported goes with the file.
func Exported(e Export) string {
	lines := []string{fmt.Sprintf("%s，共%d项。灯和序时进度按今天算。", e.Title, e.Count)}
	if e.Back {
		lines = append(lines, "改好以后可以再导入；“仅供查看”的几列不会读入。")
	}
	if e.Moved {
		lines = append(lines, ExportMoved+"。")
	}
	return strings.Join(append(lines, asOf(e.At, e.Head)), "\n")
}

// EntriesTitle names the record of one task.
func EntriesTitle(t ledger.Task) string { return Code(t.ID) + "督办留痕" }

// ExportedEntries goes with the record of one task.
func ExportedEntries(title string, n int, at time.Time, head ledger.Head) string {
	return fmt.Sprintf("%s，共%d条，按时间先后。\n%s", title, n, asOf(at, head))
}

// Template goes with the empty workbook.
func Template(units int) string {
	text := "请在“任务清单”里填，一行一项；怎么填见“填写说明”。第一行写台账名称。"
	if units > 0 {
		text += fmt.Sprintf("\n牵头、配合等单位可以从%d个已登记的单位里下拉选。", units)
	}
	return text + "\n填好以后把文件发给我。"
}

func inQuotes(words string) string {
	if words == "" {
		return "内容"
	}
	return "“" + cut(words, 16) + "”"
}

func refusalOfExport(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNoExport:
		return r.Words + "里没有任务，没有生成表格。请换个条件，如：导出，或 导出 未办结"
	case ledger.ReasonExportWords:
		if _, ok := ledger.ReadTaskNumber(r.Words); ok {
			return fmt.Sprintf("一项任务请发送：查看 %s；要导出它的全部留痕，请发送：导出 %s 记录", r.Words, r.Words)
		}
		return fmt.Sprintf("没有找到%s，没有导出。要写单位、战役或清单的名称，请这样写：\n%s", inQuotes(r.Words), forms("export", e))
	case ledger.ReasonExportLarge:
		return r.Words + "太大，这里发不了（一次最多10万项、50兆）。请分单位、分战役导出，如：导出 住建局；要全部的，请管机器的同志在机器上导出。"
	case ledger.ReasonExportCell:
		return fmt.Sprintf("%s的%s太长，一个单元格放不下，没有导出。请管机器的同志在机器上导出。", code(r.Task), inQuotes(r.Words))
	case ledger.ReasonExportRecord:
		return "任务的留痕由指挥部办公室、督查室来导出。看办理情况请发送：查看 " + e.Number
	case ledger.ReasonNotHere:
		return "表格只在私聊或办公室的群里发，以免别人看到。请在私聊里对我说。"
	default:
		return ""
	}
}
