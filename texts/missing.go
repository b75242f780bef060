package texts

import (
	"time"

	"duban/ledger"
)

// LateUnit is a unit whose reports are late.
type LateUnit struct {
	Unit    ledger.UnitID
	Count   int64
	Longest int // days by which the latest is late
}

// missingShown is how many units the list names.
const missingShown = 20

// MissingReports is what the office reads on Mondays.
type MissingReports struct {
	Late     []LateUnit // the longest late first
	Total    int64
	NoPlan   int64  // long work without milestones
	Still    int64  // three times 无变化 in a row
	Rechecks int64  // what was struck off is to be looked at again
	Burden   string // one line: whom it troubles most
	At       time.Time
	Head     ledger.Head
}

// Missing tells the office whose reports are late, and what else the week wants of it.
func Missing(m MissingReports) string {
	return say("missing", map[string]any{
		"Day": ShortDay(ledger.DateOf(m.At)), "Units": m.Late[:min(len(m.Late), missingShown)], "All": len(m.Late), "Total": m.Total,
		"More": len(m.Late) - missingShown, "Rechecks": m.Rechecks, "NoPlan": m.NoPlan, "Still": m.Still, "Burden": m.Burden, "AsOf": asOf(m.At, m.Head),
	})
}
