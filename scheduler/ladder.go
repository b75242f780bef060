package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

const (
	ladderReads = 500 // tasks that are looked at at once
	ladderPages = 200 // at most, in one morning
)

// ladder lets supervision rise where it is due (逐级督办): each step is one commit with a
// cause of its own, so however often and by how many the job is worked, none happens twice.
func ladder(ctx context.Context, t *turn) (ledger.Change, error) {
	policy, err := t.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("policy: %w", err)
	}
	climb := climbing{turn: t, policies: map[int]ledger.Policy{policy.Version: policy}, current: policy, seen: map[ledger.TaskID]bool{}}
	for _, r := range ledger.LadderRanges(policy, t.today) {
		if err := climb.all(ctx, r); err != nil {
			return ledger.Change{}, err
		}
	}
	if err := climb.blockers(ctx); err != nil {
		return ledger.Change{}, err
	}
	if err := errors.Join(climb.failed...); err != nil {
		return ledger.Change{}, err
	}
	return climb.principal(ctx)
}

// climbing is one morning's look at the ladder.
type climbing struct {
	*turn
	policies map[int]ledger.Policy // by version
	current  ledger.Policy
	seen     map[ledger.TaskID]bool
	failed   []error // of single tasks: one that cannot rise holds up no other
}

// all looks at each task of a range. Those that rise leave it, so the pages are counted by
// what stays.
func (c *climbing) all(ctx context.Context, r ledger.Range) error {
	stayed := int64(0)
	for range ladderPages {
		pages, err := c.Book.TasksInEach(ctx, ledger.Page{Range: r, Offset: stayed, Limit: ladderReads})
		if err != nil {
			return fmt.Errorf("tasks that may rise: %w", err)
		}
		for _, task := range pages[0] {
			left, err := c.task(ctx, task)
			if err != nil {
				c.failed = append(c.failed, fmt.Errorf("%s: %w", task.ID, err))
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if !left || r.Mark != ledger.LadderRange(c.today).Mark {
				stayed++
			}
		}
		if len(pages[0]) < ladderReads {
			return nil
		}
	}
	return nil
}

// task lets one task rise if that is due, and tells whether its mark moved on. What changed
// meanwhile is read and decided again.
func (c *climbing) task(ctx context.Context, task ledger.Task) (left bool, err error) {
	if c.seen[task.ID] {
		return false, nil
	}
	c.seen[task.ID] = true
	for try := 1; ; try++ {
		policy, err := c.policy(ctx, task.Escalation)
		if err != nil {
			return false, err
		}
		rise, ok := task.NextRise(c.today, c.Quiet.Calendar, policy)
		if !ok {
			return false, nil
		}
		change, err := c.rise(ctx, task, rise, policy)
		if err != nil {
			return false, err
		}
		if change, err = c.counted(ctx, change); err != nil {
			return false, err
		}
		committed, err := c.Book.Commit(ctx, change)
		switch {
		case err == nil:
			if !committed.Already {
				c.done.Messages += len(change.Send)
			}
			return true, nil
		case !errors.Is(err, ledger.ErrStale) || try == staleTries:
			return false, err
		}
		again, err := c.Book.Tasks(ctx, task.ID)
		if err != nil || len(again) == 0 {
			return false, err
		}
		task = again[0]
	}
}

// policy is the one that an escalation runs under.
func (c *climbing) policy(ctx context.Context, e ledger.Escalation) (ledger.Policy, error) {
	if e.Level == "" {
		return c.current, nil
	}
	version := e.Policy
	if p, ok := c.policies[version]; ok {
		return p, nil
	}
	p, err := c.Book.Policy(ctx, ledger.PolicyVersion(version))
	if err != nil {
		return ledger.Policy{}, fmt.Errorf("policy %d: %w", version, err)
	}
	c.policies[version] = p
	return p, nil
}

// rise is one step: the task, what it drafts or proposes, and who is told besides the digest.
func (c *climbing) rise(ctx context.Context, task ledger.Task, rise ledger.Rise, policy ledger.Policy) (ledger.Change, error) {
	level, _ := policy.LevelOf(rise.Level) // NextRise named one of its levels
	change := ledger.Change{
		Cause: fmt.Sprintf("ladder:%s:%s:%d", task.ID, rise.Level, len(task.Escalation.Rises)+1), At: c.now,
	}
	running, runs := task.RunningNotice(level.Code, "", "")
	waits, proposed := task.Waits(ledger.MatterAdmonition)
	switch {
	case level.Notice && runs:
		rise.Notice = running.Notice // by hand already: a second one would say the same
	case level.Notice:
		above, put, entries, err := c.supersede(ctx, task, "", level, policy)
		if err != nil {
			return ledger.Change{}, err
		}
		problem := texts.NoticeProblem(task, c.today)
		noted, err := c.draft(ctx, above, level, policy, ledger.Drafting{
			Problem: problem, Requirement: texts.NoticeRequirement(level), Ask: texts.NoticeAsk(task.Lead, level, problem),
		})
		if err != nil {
			return ledger.Change{}, err
		}
		task, rise.Notice = noted.Task, noted.Notice.ID
		change.Put, change.Entries = append(put, noted.Notice, noted.Matter), append(entries, noted.Entries...)
	case level.Proposal && proposed:
		rise.Matter = waits.Matter
	case level.Proposal:
		applied, refusal := task.Propose(ledger.Applying{
			At: c.now, Text: texts.AdmonitionAsk(task.Lead, texts.NoticeProblem(task, c.today)),
			AnswerBy: c.Quiet.Calendar.After(c.today, ledger.ExtensionAnswer),
		})
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		task, rise.Matter = applied.Task, applied.Matter.ID
		change.Put, change.Entries = []ledger.Record{applied.Matter}, applied.Entries
	case task.Promise.Date > c.today: // a reminder, which a promise silences
	default:
		send, err := c.privately(ctx, task, level, task.Lead, ledger.Message{
			Text: texts.Risen(task, rise, c.today), About: ledger.About{Tasks: []ledger.TaskID{task.ID}}, Why: JobLadder + " " + rise.Level,
		}, change.Cause)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Send = send
	}
	task, entry := task.Climb(rise, policy, c.now)
	change.Put, change.Entries = append(change.Put, task), append(change.Entries, entry)
	return change, nil
}

// supersede declines what the ladder drafted for lower levels and nobody has signed: about a
// difficulty that was not answered, or about the task itself.
func (c *climbing) supersede(ctx context.Context, task ledger.Task, asked ledger.MatterID, level ledger.Level, policy ledger.Policy) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	if !task.Superseded(level.Code, asked, policy) {
		return task, nil, nil, nil
	}
	notices, _, err := c.Book.NoticesIn(ctx, ledger.Page{Range: ledger.NoticesOf(task.ID), Limit: ladderReads})
	if err != nil {
		return ledger.Task{}, nil, nil, fmt.Errorf("notices on %s: %w", task.ID, err)
	}
	matters, _, err := c.Book.MattersIn(ctx, ledger.Page{Range: ledger.MattersOf(task.ID), Limit: ladderReads})
	if err != nil {
		return ledger.Task{}, nil, nil, fmt.Errorf("what waits on %s: %w", task.ID, err)
	}
	above, put, entries := task.Supersede(notices, matters, ledger.Superseding{
		Level: level.Code, Asked: asked, Policy: policy, At: c.now, Why: texts.Superseded(level),
	})
	return above, put, entries, nil
}

// draft drafts the notice of a level that says what is given.
func (c *climbing) draft(ctx context.Context, task ledger.Task, level ledger.Level, policy ledger.Policy, d ledger.Drafting) (ledger.Noted, error) {
	desk, err := c.signDesk(ctx, task, level)
	if err != nil {
		return ledger.Noted{}, err
	}
	d.At, d.Level, d.Next, d.Series, d.Contact = c.now, level, policy.Warned(level.Code), c.current.Series(), c.current.Notices.Contact
	d.Desk, d.AnswerBy = desk, c.Quiet.Calendar.After(c.today, ledger.NoticeAnswer)
	noted, refusal := task.DraftNotice(d)
	if refusal != nil {
		return ledger.Noted{}, refusal
	}
	return noted, nil
}

// signDesk is where a notice is signed: the office's, or that of the leader in charge, if the
// level asks for him and he is there.
func (c *climbing) signDesk(ctx context.Context, task ledger.Task, level ledger.Level) (ledger.Desk, error) {
	if level.Signer != ledger.RoleLeader || task.Leader == "" {
		return ledger.DeskOffice, nil
	}
	desk := ledger.DeskLeader(task.Leader)
	to, err := c.desk(ctx, desk)
	if err != nil || len(to) == 0 {
		return ledger.DeskOffice, err
	}
	return desk, nil
}

// privately addresses words to those, beside the unit's own, that a level without a notice
// tells: the unit itself reads it in its next digest.
func (c *climbing) privately(ctx context.Context, task ledger.Task, level ledger.Level, units []ledger.UnitID, words ledger.Message, cause string) ([]ledger.Message, error) {
	var desks []ledger.Desk
	for _, unit := range units {
		if slices.Contains(level.Told, ledger.RoleHead) {
			desks = append(desks, ledger.DeskHead(unit))
		}
	}
	if slices.Contains(level.Told, ledger.RoleLeader) && task.Leader != "" {
		desks = append(desks, ledger.DeskLeader(task.Leader))
	}
	var send []ledger.Message
	for _, desk := range desks {
		chats, err := c.desk(ctx, desk)
		if err != nil {
			return nil, err
		}
		words.For = desk.Of()
		for _, m := range c.messages(cause, chats, words) {
			if !slices.ContainsFunc(send, func(said ledger.Message) bool { return said.To == m.To }) {
				m.ID = ledger.MessageID(fmt.Sprintf("%s/%d", cause, len(send)+1))
				send = append(send, m)
			}
		}
	}
	return send, nil
}
