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

// Missing tells the office whose reports are late, and in one line whom it troubles most.
func Missing(units []LateUnit, total int64, burden string, at time.Time, head ledger.Head) string {
	return say("missing", map[string]any{
		"Day": ShortDay(ledger.DateOf(at)), "Units": units[:min(len(units), missingShown)], "All": len(units), "Total": total,
		"More": len(units) - missingShown, "Burden": burden, "AsOf": asOf(at, head),
	})
}
