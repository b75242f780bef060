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

// Missing tells the office whose reports are late.
func Missing(units []LateUnit, total, noPlan, still int64, at time.Time, head ledger.Head) string {
	return say("missing", map[string]any{
		"Day": ShortDay(ledger.DateOf(at)), "Units": units[:min(len(units), missingShown)], "All": len(units), "Total": total, "NoPlan": noPlan, "Still": still,
		"More": len(units) - missingShown, "AsOf": asOf(at, head),
	})
}
