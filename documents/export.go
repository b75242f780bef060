package documents

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

// mark makes a spreadsheet take the file for UTF-8.
const mark = "\ufeff"

// outColumn is one column of an exported list of tasks. One of text, day and percent
// tells what stands in it.
type outColumn struct {
	name    string
	width   float64 // in a workbook
	printed bool    // what an office puts on paper; the rest stands beside it
	centre  bool

	text    func(t ledger.Task, today ledger.Date) string
	day     func(t ledger.Task) ledger.Date
	percent func(t ledger.Task, today ledger.Date) int
}

// words are what a csv holds.
func (c outColumn) words(t ledger.Task, today ledger.Date) string {
	switch {
	case c.day != nil:
		return c.day(t).String()
	case c.percent != nil:
		return strconv.Itoa(c.percent(t, today)) + "%"
	}
	return harmless(printable(c.text(t, today)))
}

// value is what a workbook holds: a day is one, and a percentage is a number.
func (c outColumn) value(t ledger.Task, today ledger.Date) any {
	switch {
	case c.day != nil:
		return c.day(t)
	case c.percent != nil:
		return share(c.percent(t, today))
	}
	return c.text(t, today)
}

// outColumns come back through [ReadTable] as they are. What is only good to know
// (亮灯, 序时进度, 最近进展, 登记日期, 办结日期) is passed over then. Those that an office
// prints come first.
func outColumns() []outColumn {
	text := func(name string, width float64, of func(ledger.Task) string) outColumn {
		return outColumn{name: name, width: width, text: func(t ledger.Task, _ ledger.Date) string { return of(t) }}
	}
	units := func(name string, width float64, of func(ledger.Task) []ledger.UnitID) outColumn {
		return text(name, width, func(t ledger.Task) string { return joinUnits(of(t)) })
	}
	printed := []outColumn{
		text("督办编号", 10, func(t ledger.Task) string { return string(t.ID) }),
		{name: lampColumn, width: 11, centre: true, text: func(t ledger.Task, today ledger.Date) string { return lampWord(t.Lamp(today)) }},
		text("战役", 9, func(t ledger.Task) string { return t.Campaign }),
		text("工作任务", 34, func(t ledger.Task) string { return t.Title }),
		text("整改目标", 26, func(t ledger.Task) string { return t.Target }),
		units("牵头单位", 14, func(t ledger.Task) []ledger.UnitID { return t.Lead }),
		units("配合单位", 20, func(t ledger.Task) []ledger.UnitID { return t.Co }),
		text("分管领导", 15, func(t ledger.Task) string { return t.Leader }),
		text("完成时限", 14, func(t ledger.Task) string { return t.Limit.Raw }),
		{name: "时限日期", width: 11.5, day: func(t ledger.Task) ledger.Date { return t.Limit.Due }},
		{name: "当前状态（仅供查看）", width: 11, centre: true, text: func(t ledger.Task, _ ledger.Date) string { return stateWord(t.State) }},
		{name: "当前进度（仅供查看）", width: 11, percent: func(t ledger.Task, _ ledger.Date) int { return t.Percent }},
		text("最近进展（仅供查看）", 28, func(t ledger.Task) string { return t.Last.Text }),
	}
	for i := range printed {
		printed[i].printed = true
	}
	return append(printed, []outColumn{
		text("台账", 18, func(t ledger.Task) string { return t.List }),
		text("序号", 7, func(t ledger.Task) string { return t.Item }),
		text("任务来源", 16, func(t ledger.Task) string { return t.Source }),
		text("工作措施", 34, func(t ledger.Task) string { return t.Measures }),
		text("依据", 20, func(t ledger.Task) string { return t.Basis }),
		units("落实单位", 14, func(t ledger.Task) []ledger.UnitID { return t.Implement }),
		units("督导单位", 14, func(t ledger.Task) []ledger.UnitID { return t.Supervise }),
		units("验收销号单位", 14, func(t ledger.Task) []ledger.UnitID { return t.Accept }),
		text("挂点领导", 12, func(t ledger.Task) string { return t.Linked }),
		text("报送频次", 9, func(t ledger.Task) string { return rhythmWord(t.Rhythm) }),
		text("重点", 7, func(t ledger.Task) string { return yes(t.Priority) }),
		{name: "序时进度（仅供查看）", width: 11, percent: ledger.Task.Schedule},
		{name: "登记日期（仅供查看）", width: 11.5, day: func(t ledger.Task) ledger.Date { return t.Registered }},
		{name: "办结日期（仅供查看）", width: 11.5, day: func(t ledger.Task) ledger.Date { return t.Completed }},
		text("其他各列", 30, func(t ledger.Task) string { return noteLines(t.Notes) }),
		text("待确认（办妥后清空）", 30, func(t ledger.Task) string { return problemLines(t.Confirm) }),
	}...)
}

// lampColumn is coloured in a workbook. The lamps are those of the day of the export.
const lampColumn = "亮灯（仅供查看）"

// WriteTasks writes tasks as csv with their lamps of a day, one by one as they come, so
// that a province's ledger needs no more memory than a town's. The file can be imported
// again.
func WriteTasks(w io.Writer, today ledger.Date, tasks iter.Seq2[ledger.Task, error]) error {
	columns := outColumns()
	heading := make([]string, len(columns))
	for i, column := range columns {
		heading[i] = column.name
	}
	return write(w, heading, func(out *csv.Writer) error {
		row := make([]string, len(columns))
		for task, err := range tasks {
			if err != nil {
				return err
			}
			for i, column := range columns {
				row[i] = column.words(task, today)
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// entryColumns are the headings of an exported audit log.
func entryColumns() []string {
	return []string{"时间", "操作人", "单位", "督办编号", "事项", "变更", "原因"}
}

// entryRow is an entry in words. A person is his number unless somebody knows his name.
func entryRow(e ledger.Entry, zone *time.Location, names Names) []string {
	by := "程序"
	if e.By != 0 {
		by = names.person(strconv.FormatInt(int64(e.By), 10))
	}
	var changes []string
	for _, field := range e.Fields {
		if field.Before != "" || field.After != "" {
			changes = append(changes, names.change(field))
		}
	}
	return []string{
		e.At.In(zone).Format(time.DateTime), by, string(e.Unit), string(e.Task),
		whatWord(e.What), strings.Join(changes, "\n"), names.because(e.What, e.Why),
	}
}

// WriteEntries writes the audit log as csv, with its times in the office's zone.
func WriteEntries(w io.Writer, zone *time.Location, entries iter.Seq2[ledger.Entry, error]) error {
	return write(w, entryColumns(), func(out *csv.Writer) error {
		for entry, err := range entries {
			if err != nil {
				return err
			}
			row := entryRow(entry, zone, Names{})
			for i, cell := range row {
				row[i] = harmless(printable(cell))
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		return nil
	})
}

func write(w io.Writer, heading []string, rows func(*csv.Writer) error) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("documents: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	err := errors.Join(out.Write(heading), rows(out))
	out.Flush()
	if err = errors.Join(err, out.Error()); err != nil {
		return fmt.Errorf("documents: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from running what somebody typed into a chat.
func harmless(cell string) string {
	if startsFormula(cell) {
		return "'" + cell
	}
	return cell
}

func joinUnits(units []ledger.UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, "、")
}

func yes(value bool) string {
	if value {
		return "是"
	}
	return ""
}

// FileName is a name under which any computer keeps a file.
func FileName(name string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) || strings.ContainsRune("/\\:*?\"<>|\n\t", r) {
			return '_'
		}
		return r
	}, name)
}
