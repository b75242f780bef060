package scheduler

import (
	"context"
	"errors"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// blockers lets supervision rise against units whose answer others wait for: the same ladder, of
// which the day of the answer is the limit (issue 4: escalates to the blocker).
func (c *climbing) blockers(ctx context.Context) error {
	for page := range int64(ladderPages) {
		asked, _, err := c.Book.MattersIn(ctx, ledger.Page{Range: ledger.ForwardedRange(), Offset: page * ladderReads, Limit: ladderReads})
		if err != nil {
			return fmt.Errorf("what units are asked: %w", err)
		}
		for _, m := range asked {
			if err := c.blocker(ctx, m); err != nil {
				c.failed = append(c.failed, fmt.Errorf("%s: %w", m.ID, err))
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
		if len(asked) < ladderReads { // who rises stays in the range: the page is whole
			return nil
		}
	}
	return nil
}

// blocker lets one rise if that is due. What changed meanwhile is read and decided again.
func (c *climbing) blocker(ctx context.Context, m ledger.Matter) error {
	for try := 1; ; try++ {
		tasks, err := c.Book.Tasks(ctx, m.Task)
		if err != nil || len(tasks) == 0 {
			return err
		}
		change, due, err := c.dueAgainst(ctx, tasks[0], m)
		if err != nil || !due {
			return err
		}
		committed, err := c.Book.Commit(ctx, change)
		switch {
		case err == nil:
			if !committed.Already {
				c.done.Messages += len(change.Send)
			}
			return nil
		case !errors.Is(err, ledger.ErrStale) || try == staleTries:
			return err
		}
		again, err := c.Book.Matters(ctx, m.ID)
		if err != nil || len(again) == 0 {
			return err
		}
		m = again[0]
	}
}

// dueAgainst is the step against the unit that is asked, if one is due today.
func (c *climbing) dueAgainst(ctx context.Context, task ledger.Task, m ledger.Matter) (ledger.Change, bool, error) {
	policy, err := c.policy(ctx, m.Escalation)
	if err != nil {
		return ledger.Change{}, false, err
	}
	rise, ok := m.NextRise(task, c.today, c.Quiet.Calendar, policy)
	if !ok {
		return ledger.Change{}, false, nil
	}
	change, err := c.riseAgainst(ctx, task, m, rise, policy)
	if err != nil {
		return ledger.Change{}, false, err
	}
	change, err = c.counted(ctx, change)
	return change, true, err
}

// riseAgainst is one step against the unit that is asked.
func (c *climbing) riseAgainst(ctx context.Context, task ledger.Task, m ledger.Matter, rise ledger.Rise, policy ledger.Policy) (ledger.Change, error) {
	level, _ := policy.LevelOf(rise.Level) // NextRise named one of its levels
	unit, _ := m.Desk.Unit()
	change := ledger.Change{Cause: fmt.Sprintf("ladder:%s:%s:%d", m.ID, rise.Level, len(m.Escalation.Rises)+1), At: c.now}
	problem := texts.AnswerMissing(m, c.today)
	running, runs := task.RunningNotice(level.Code, m.ID, unit)
	waits, proposed := task.AgainstWaits(m.ID)
	switch {
	case level.Notice && runs:
		rise.Notice = running.Notice
	case level.Notice:
		above, put, entries, err := c.supersede(ctx, task, m.ID, level, policy)
		if err != nil {
			return ledger.Change{}, err
		}
		noted, err := c.draft(ctx, above, level, policy, ledger.Drafting{
			Problem: problem, Requirement: texts.AnswerRequirement(m), Ask: texts.NoticeAsk([]ledger.UnitID{unit}, level, problem), Asked: m.ID, To: unit,
		})
		if err != nil {
			return ledger.Change{}, err
		}
		task, rise.Notice = noted.Task, noted.Notice.ID
		change.Put, change.Entries = append(put, task, noted.Notice, noted.Matter), append(entries, noted.Entries...)
	case level.Proposal && proposed:
		rise.Matter = waits.Matter
	case level.Proposal:
		applied := task.ProposeAgainst(m, ledger.Applying{
			At: c.now, Text: texts.AdmonitionAsk([]ledger.UnitID{unit}, problem), AnswerBy: c.Quiet.Calendar.After(c.today, ledger.ExtensionAnswer),
		})
		rise.Matter = applied.Matter.ID
		change.Put, change.Entries = []ledger.Record{applied.Task, applied.Matter}, applied.Entries
	default:
		send, err := c.privately(ctx, task, level, []ledger.UnitID{unit}, ledger.Message{
			Text: texts.RisenAgainst(m, rise, c.today), Buttons: texts.RequestButtons(m), Why: JobLadder + " " + rise.Level,
			About: ledger.About{Tasks: []ledger.TaskID{task.ID}, Matters: []ledger.MatterID{m.ID}, Act: ledger.PressAnswer},
		}, change.Cause)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Send = send
	}
	m, entry := m.Climb(rise, policy, c.now)
	change.Put, change.Entries = append(change.Put, m), append(change.Entries, entry)
	return change, nil
}

// blockersStuck are the units against which supervision should have risen by a day and did not.
func (c *climbing) blockersStuck(ctx context.Context, day ledger.Date, due texts.Stuck) (texts.Stuck, error) {
	asked, _, err := c.Book.MattersIn(ctx, ledger.Page{Range: ledger.ForwardedRange(), Limit: stuckReads})
	if err != nil {
		return due, fmt.Errorf("what units are asked: %w", err)
	}
	for _, m := range asked {
		tasks, err := c.Book.Tasks(ctx, m.Task)
		if err != nil {
			return due, err
		}
		policy, err := c.policy(ctx, m.Escalation)
		if err != nil {
			return due, err
		}
		for _, task := range tasks {
			if rise, ok := m.NextRise(task, day, c.Quiet.Calendar, policy); ok {
				due.Tasks, due.Names = append(due.Tasks, task), append(due.Names, texts.Against(m, rise))
			}
		}
	}
	return due, nil
}
