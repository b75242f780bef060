package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// superiorReads is how many superiors' notices are looked at in one morning.
const superiorReads = 200

// owedUp are the tasks of which the office is reminded this morning that a superior waits for the
// reply, the nearest day first.
func (t *turn) owedUp(ctx context.Context) ([]ledger.Task, error) {
	horizon := t.Quiet.Calendar.Horizon(t.today)
	pages, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.SuperiorNearRange(horizon), Limit: superiorReads})
	if err != nil {
		return nil, fmt.Errorf("superiors that wait for a reply: %w", err)
	}
	var owed []ledger.Task
	for _, task := range pages[0] {
		if task.Superior.Reminds(t.today, horizon) {
			owed = append(owed, task)
		}
	}
	return owed, nil
}

// withOwed adds to the office's list what superiors wait for, or makes a list of that alone.
func (t *turn) withOwed(ctx context.Context, w waits) (waits, error) {
	owed, err := t.owedUp(ctx)
	if err != nil || len(owed) == 0 {
		return w, err
	}
	w.owed = owed
	if _, ok := w.at[ledger.DeskOffice]; ok {
		return w, nil
	}
	to, err := t.desk(ctx, ledger.DeskOffice)
	w.desks, w.to[ledger.DeskOffice] = append(w.desks, ledger.DeskOffice), to
	return w, err
}

// owedMessage is the office's list where nothing but superiors waits: the answer to it says which
// reply went out.
func owedMessage(t *turn, owed []ledger.Task) ledger.Message {
	about := ledger.About{Act: ledger.PressSuperior}
	for _, task := range owed {
		about.Tasks = append(about.Tasks, task.ID)
	}
	return ledger.Message{Text: texts.SuperiorsOwedAlone(owed, t.today), About: about, Why: t.why(JobQueue)}
}
