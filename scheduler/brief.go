package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// brief tells the leaders the week: what it brought, how the work stands, and what comes next.
func brief(ctx context.Context, t *turn) (ledger.Change, error) {
	day := ledger.DateOf(t.slot)
	return t.brief(ctx, JobBrief, ledger.Survey{Kind: ledger.BriefWeekly, From: day.Monday(), Until: day})
}

// midMonth is the day of the month from which on a monthly brief tells of the month that it
// falls in: one of the first days tells of the month before.
const midMonth = 15

// month tells the leaders the month that is over.
func month(ctx context.Context, t *turn) (ledger.Change, error) {
	day := ledger.DateOf(t.slot)
	from, until := ledger.MonthOf(day), day
	if day < from.AddDays(midMonth) {
		from, until = ledger.MonthOf(from-1), from-1
	}
	return t.brief(ctx, JobMonthly, ledger.Survey{Kind: ledger.BriefMonthly, From: from, Until: until})
}

// brief takes a snapshot of the whole, which is kept, and sends it with its buttons.
func (t *turn) brief(ctx context.Context, job string, survey ledger.Survey) (ledger.Change, error) {
	units, campaigns, err := t.Book.Names(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	survey.Scope, survey.Name, survey.Today, survey.Calendar = ledger.ScopeOffice, texts.ScopeName("", ""), t.today, t.Quiet.Calendar
	survey.Units, survey.Campaigns = ledger.UnitIDs(ledger.InOrder(ledger.Unmerged(units))), campaigns
	m, err := t.Book.Moment(ctx, survey.Asked(t.now))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("figures: %w", err)
	}
	taken := survey.Take(m, t.now)
	change, err := t.tell(ctx, job, ledger.AudienceLeaders, ledger.RoleLeader, ledger.Message{
		Text: texts.Brief(taken), Buttons: texts.BriefButtons(taken, t.Offer), About: ledger.About{Snapshot: taken.ID},
	})
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put, change.Entries = append(change.Put, taken), append(change.Entries, taken.Entry(0))
	return change, nil
}
