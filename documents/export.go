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

// outColumn is one column of an exported list of tasks.
type outColumn struct {
	name string
	text func(ledger.Task) string
}

// outColumns come back through [ReadTable] as they are. What is only good to know
// (最近进展, 登记日期, 办结日期) is passed over then.
func outColumns() []outColumn {
	units := func(of func(ledger.Task) []ledger.UnitID) func(ledger.Task) string {
		return func(t ledger.Task) string { return joinUnits(of(t)) }
	}
	return []outColumn{
		{"督办编号", func(t ledger.Task) string { return string(t.ID) }},
		{"台账", func(t ledger.Task) string { return t.List }},
		{"序号", func(t ledger.Task) string { return t.Item }},
		{"任务来源", func(t ledger.Task) string { return t.Source }},
		{"战役", func(t ledger.Task) string { return t.Campaign }},
		{"工作任务", func(t ledger.Task) string { return t.Title }},
		{"整改目标", func(t ledger.Task) string { return t.Target }},
		{"工作措施", func(t ledger.Task) string { return t.Measures }},
		{"依据", func(t ledger.Task) string { return t.Basis }},
		{"牵头单位", units(func(t ledger.Task) []ledger.UnitID { return t.Lead })},
		{"配合单位", units(func(t ledger.Task) []ledger.UnitID { return t.Co })},
		{"落实单位", units(func(t ledger.Task) []ledger.UnitID { return t.Implement })},
		{"督导单位", units(func(t ledger.Task) []ledger.UnitID { return t.Supervise })},
		{"验收销号单位", units(func(t ledger.Task) []ledger.UnitID { return t.Accept })},
		{"分管领导", func(t ledger.Task) string { return t.Leader }},
		{"挂点领导", func(t ledger.Task) string { return t.Linked }},
		{"完成时限", func(t ledger.Task) string { return t.Limit.Raw }},
		{"时限日期", func(t ledger.Task) string { return t.Limit.Due.String() }},
		{"报送频次", func(t ledger.Task) string { return rhythmWord(t.Rhythm) }},
		{"重点", func(t ledger.Task) string { return yes(t.Priority) }},
		{"当前状态（仅供查看）", func(t ledger.Task) string { return stateWord(t.State) }},
		{"当前进度（仅供查看）", func(t ledger.Task) string { return strconv.Itoa(t.Percent) + "%" }},
		{"最近进展（仅供查看）", func(t ledger.Task) string { return t.Last.Text }},
		{"登记日期（仅供查看）", func(t ledger.Task) string { return t.Registered.String() }},
		{"办结日期（仅供查看）", func(t ledger.Task) string { return t.Completed.String() }},
		{"其他各列", func(t ledger.Task) string { return noteLines(t.Notes) }},
		{"待确认（办妥后清空）", func(t ledger.Task) string { return problemLines(t.Confirm) }},
	}
}

// WriteTasks writes tasks as csv, one by one as they come, so that a province's ledger
// needs no more memory than a town's. The file can be imported again.
func WriteTasks(w io.Writer, tasks iter.Seq2[ledger.Task, error]) error {
	columns := outColumns()
	heading := make([]string, len(columns))
	for i, column := range columns {
		heading[i] = column.name
	}
	return write(w, heading, func(out *csv.Writer) error {
		for task, err := range tasks {
			if err != nil {
				return err
			}
			row := make([]string, len(columns))
			for i, column := range columns {
				row[i] = harmless(column.text(task))
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// WriteEntries writes the audit log as csv, with its times in the office's zone.
func WriteEntries(w io.Writer, zone *time.Location, entries iter.Seq2[ledger.Entry, error]) error {
	return write(w, []string{"时间", "操作人", "单位", "督办编号", "事项", "变更", "原因"}, func(out *csv.Writer) error {
		for entry, err := range entries {
			if err != nil {
				return err
			}
			by := "程序"
			if entry.By != 0 {
				by = strconv.FormatInt(int64(entry.By), 10)
			}
			changes := make([]string, len(entry.Fields))
			for i, field := range entry.Fields {
				changes[i] = field.Name + "：" + field.Before + " → " + field.After
			}
			row := []string{
				entry.At.In(zone).Format(time.DateTime), by, string(entry.Unit), string(entry.Task),
				whatWord(entry.What), strings.Join(changes, "\n"), entry.Why,
			}
			for i, cell := range row {
				row[i] = harmless(cell)
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

// fileName is a name under which any computer keeps a file.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) || strings.ContainsRune("/\\:*?\"<>|\n\t", r) {
			return '_'
		}
		return r
	}, name)
}
