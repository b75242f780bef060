package ledger

import "strings"

// repeat reads of which ended task the row is the return: 7, 2025-007, 反弹 7. A bare number is of the
// document's year. Whether there is such a task, and whether it has ended, only the book knows.
func (d *drafting) repeat() {
	cell := d.row.Cell(FieldRepeat)
	words := strings.TrimSpace(Narrow(cell.Text))
	switch strings.Trim(words, "。. ") {
	case "", "否", "无", "不是", "没有", "-", "/", "×", "x":
		return
	}
	d.draft.repeat = cell.Column
	number, ok := ReadTaskNumber(words)
	if !ok {
		number, ok = ReadRepeat(words)
	}
	switch {
	case !ok:
		d.problem(ProblemRepeat, cell, cell.Text)
		d.keep(cell)
	case number.Code != "":
		d.draft.Task.RepeatOf = number.Code
	default:
		d.draft.Task.RepeatOf = NewTaskID(d.On.Year(), int64(number.N))
	}
}

// returns settles whether the task that a row says came back is one that can. was is the task that the
// row made before, if it did: a link that stands stays, and what has ended gets none.
func (d Draft) returns(was Task, earlier map[TaskID]Task) Draft {
	id := d.Task.RepeatOf
	if id == "" || id == was.RepeatOf || d.Status == DraftError {
		return d
	}
	if was.ID != "" && (was.RepeatOf != "" || !was.Open()) {
		d.Task.RepeatOf = was.RepeatOf
		return d
	}
	problem := Problem{Code: ProblemRepeat, Column: d.repeat, Words: string(id)}
	if old, known := earlier[id]; known && id != was.ID {
		if _, refusal := d.Task.Repeats(old); refusal == nil {
			return d
		}
		problem.Code = ProblemRepeatOpen
	}
	d.Task.RepeatOf = ""
	return d.with(problem)
}
