package texts

import (
	"time"

	"duban/ledger"
)

// Chain posts the end of the chain of entries: whoever rewrites history later can no
// longer do it unseen. The link is given whole, since it is evidence.
func Chain(at time.Time, head ledger.Head) string {
	return say("chain", map[string]any{"Day": ShortDay(ledger.DateOf(at)), "Time": at.Format("15:04"), "Head": head})
}
