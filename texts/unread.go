package texts

import (
	"fmt"
	"strings"
)

// UnreadSheet is a sheet of a workbook that an import does not take: of a file it takes one.
type UnreadSheet struct {
	File, Name   string
	Rows         int // 0: not counted
	Tasks, Units bool
}

// SheetsUnread names the sheets of a workbook that were not read, and what to do about them.
func SheetsUnread(sheets []UnreadSheet) string {
	names := make([]string, len(sheets))
	for i, s := range sheets {
		names[i] = s.words()
	}
	return fmt.Sprintf("一个文件只读一张表，这些工作表没有读：%s。要导入的，请把它单独存成一个文件再发%s。", strings.Join(names, "、"), unitsFirst(sheets))
}

func (s UnreadSheet) words() string {
	var parts []string
	switch {
	case s.Tasks:
		parts = append(parts, "任务")
	case s.Units:
		parts = append(parts, "单位")
	}
	if s.Rows > 0 {
		parts = append(parts, fmt.Sprintf("%d行", s.Rows))
	} else {
		parts = append(parts, "行数没有数出来")
	}
	return fmt.Sprintf("“%s”（%s）", s.Name, strings.Join(parts, "，"))
}

// unitsFirst advises to send the units before the tasks that name them.
func unitsFirst(sheets []UnreadSheet) string {
	for _, s := range sheets {
		if s.Units {
			return "；其中单位表请先发，任务里的单位才认得出"
		}
	}
	return ""
}
