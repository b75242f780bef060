package scheduler

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"duban/ledger"
	"duban/texts"
)

// saidRead is how much that waited in vain is looked at in one morning.
const saidRead = 500

// endSaid ends what people said without naming a task and never said of which it is. A leader
// learns that his words told nobody: he may think that they did.
func (t *turn) endSaid(ctx context.Context) error {
	over, _, err := t.Book.ProposalsIn(ctx, ledger.Page{Range: ledger.SaidOver(t.now), Limit: saidRead})
	if err != nil || len(over) == 0 {
		return err
	}
	leaders, err := t.Book.Persons(ctx, ledger.RoleMark(ledger.RoleLeader))
	if err != nil {
		return fmt.Errorf("who is a leader: %w", err)
	}
	by := map[string][]ledger.Proposal{}
	var owners []string
	for _, p := range over {
		if by[p.Owner()] == nil {
			owners = append(owners, p.Owner())
		}
		by[p.Owner()] = append(by[p.Owner()], p)
	}
	for _, owner := range owners {
		if err := t.endSaidOf(ctx, owner, by[owner], leaders); err != nil {
			return err
		}
	}
	return nil
}

// endSaidOf ends what one person said, with one message at most. What he presses at the last
// moment leaves all of it to the next morning.
func (t *turn) endSaidOf(ctx context.Context, owner string, over []ledger.Proposal, leaders []ledger.Person) error {
	change := ledger.Change{Cause: slotCause(JobQueue, t.slot) + ":said:" + owner, At: t.now}
	var remarks []ledger.Proposal
	for _, p := range over {
		ended, entry, ok := p.Expire(t.now)
		if !ok {
			continue
		}
		change.Put, change.Entries = append(change.Put, ended), append(change.Entries, entry)
		if p.Sort() == ledger.ProposalRemark {
			remarks = append(remarks, p)
		}
	}
	for _, leader := range leaders {
		if len(remarks) > 0 && owner == strconv.FormatInt(int64(leader.ID), 10) && leader.Chat != "" && leader.Has(t.today, ledger.RoleLeader) {
			change.Send = t.messages(change.Cause, []ledger.Address{leader.Chat}, ledger.Message{Text: texts.RemarksOver(remarks), Why: t.why(JobQueue)})
		}
	}
	if len(change.Put) == 0 {
		return nil
	}
	committed, err := t.Book.Commit(ctx, change)
	switch {
	case errors.Is(err, ledger.ErrStale):
	case err != nil:
		return fmt.Errorf("what %s said: %w", owner, err)
	case !committed.Already:
		t.done.Messages += len(change.Send)
	}
	return nil
}
