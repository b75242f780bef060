package handlers

import "duban/ledger"

// ImportRow is what became of one source row: one object of `duban import --json`.
type ImportRow struct {
	Row       int              `json:"row"`
	Status    string           `json:"status"` // ok, confirm, error
	Code      ledger.TaskID    `json:"code"`
	Title     string           `json:"title"`
	Source    string           `json:"source"`
	Campaign  string           `json:"campaign"`
	Lead      []ledger.UnitID  `json:"lead"`
	Co        []ledger.UnitID  `json:"co"`
	Implement []ledger.UnitID  `json:"implement"`
	Supervise []ledger.UnitID  `json:"supervise"`
	Accept    []ledger.UnitID  `json:"accept"`
	Leader    string           `json:"leader"`
	Limit     ImportLimit      `json:"limit"`
	Rhythm    ledger.Rhythm    `json:"rhythm"`
	RepeatOf  ledger.TaskID    `json:"repeat_of,omitempty"`
	Problems  []ledger.Problem `json:"problems"`

	Action ledger.ImportAction `json:"-"` // new, changed, unchanged; none for an error
}

// ImportLimit is a limit as the object of a row tells it.
type ImportLimit struct {
	Due          ledger.Date        `json:"due"`
	Hard         bool               `json:"hard"`
	Standing     bool               `json:"standing"`
	ReviewEvery  ledger.Rhythm      `json:"review_every"`
	Milestones   []ledger.Milestone `json:"milestones"`
	Recurring    ledger.Rhythm      `json:"recurring"`
	Forecast     ledger.Date        `json:"forecast"`
	Raw          string             `json:"raw"`
	NeedsConfirm bool               `json:"needs_confirm"`
}

func newImportRow(row ledger.ImportRow) ImportRow {
	t, limit := row.Task, row.Task.Limit
	return ImportRow{
		Row: row.Draft.Row, Status: string(row.Draft.Status), Code: t.ID,
		Title: t.Title, Source: t.Source, Campaign: t.Campaign,
		Lead: listed(t.Lead), Co: listed(t.Co), Implement: listed(t.Implement),
		Supervise: listed(t.Supervise), Accept: listed(t.Accept), Leader: t.Leader,
		Limit: ImportLimit{
			Due: limit.Due, Hard: limit.Hard, Standing: limit.Standing, ReviewEvery: limit.ReviewEvery,
			Milestones: listed(limit.Milestones), Recurring: limit.Recurring, Forecast: limit.Forecast,
			Raw: limit.Raw, NeedsConfirm: limit.NeedsConfirm,
		},
		Rhythm: t.Rhythm, RepeatOf: t.RepeatOf, Problems: listed(row.Draft.Problems), Action: row.Action,
	}
}

// listed is never null in JSON.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
