package documents

import (
	"fmt"
	"strings"
)

// Fault is why a file cannot be read whole.
type Fault string

// The faults. Each has its own sentence, see [FileError.Error].
const (
	FaultEmpty       Fault = "empty"
	FaultTooLarge    Fault = "too_large"
	FaultUnpacked    Fault = "unpacked" // small as it was sent, and too large when it is unpacked
	FaultTooMany     Fault = "too_many" // rows or columns
	FaultEncoding    Fault = "encoding"
	FaultBinary      Fault = "binary"
	FaultQuote       Fault = "quote"
	FaultNoHeader    Fault = "no_header"
	FaultOldExcel    Fault = "old_excel"
	FaultPassword    Fault = "password"
	FaultMacro       Fault = "macro"
	FaultWebPage     Fault = "web_page"
	FaultNotWorkbook Fault = "not_workbook"
	FaultDamaged     Fault = "damaged"
	FaultSecret      Fault = "secret"
	FaultNotSheet    Fault = "not_sheet"
)

// FileError says why a file cannot be read whole, in words for whoever sent it. Such a
// file changes nothing.
type FileError struct {
	Name  string
	Fault Fault
	Row   int    // the line, where one is to blame
	Words string // what was found instead
}

// Error is a sentence that says what is wrong and what to do.
func (e *FileError) Error() string {
	where := e.Name
	if e.Row > 0 {
		where += fmt.Sprintf(" 第%d行", e.Row)
	}
	return where + "：" + strings.ReplaceAll(e.Fault.sentence(), "{}", e.Words)
}

func (f Fault) sentence() string {
	switch f {
	case FaultEmpty:
		return "文件是空的。"
	case FaultTooLarge:
		return "文件过大，请拆分后再导入。"
	case FaultUnpacked:
		return "文件展开后过大，请删去图片和用不到的工作表，只留台账，另存后再导入。"
	case FaultTooMany:
		return fmt.Sprintf("行或列过多（最多%d行、%d列）。多半是表格下方或右侧有用不到的内容，请删去后再导入；确实有这么多的，请拆成几个文件。", maxRows, maxColumns)
	case FaultEncoding:
		return "文字编码不对，请另存为 UTF-8 或 GB18030 的 csv，或者 xlsx。"
	case FaultBinary:
		return "不是文本文件，请另存为 csv 或 xlsx。"
	case FaultQuote:
		return "引号没有配对，从这里起无法分列，请改正后再导入。"
	case FaultNoHeader:
		return "没有找到表头。表头要在同一行写明各列名称，至少有{}。"
	case FaultOldExcel:
		return "是旧版 xls 格式，请用 Excel 或 WPS 另存为 xlsx。"
	case FaultPassword:
		return "文件加了密码，请去掉密码后再导入。"
	case FaultMacro:
		return "文件带有宏，请另存为不带宏的 xlsx。"
	case FaultWebPage:
		return "其实是网页文件，请用 Excel 或 WPS 打开后另存为 xlsx。"
	case FaultNotWorkbook:
		return "不是 xlsx 工作簿，请用 Excel 或 WPS 另存为 xlsx。"
	case FaultNotSheet:
		return "不是表格，是图片或文稿。请发 xlsx 或 csv 文件。"
	case FaultDamaged:
		return "文件已损坏，无法读全（{}）。"
	case FaultSecret:
		return "标有密级，不得在本系统处理，已拒收。"
	default:
		return string(f)
	}
}
