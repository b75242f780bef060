package ledger

import (
	"strconv"
	"time"
)

// The fields of an entry on slots of the clock.
const (
	SlotJob   = "job"
	SlotDue   = "slot"  // when it was due
	SlotLast  = "last"  // of several, when the last one was due; slot is the first
	SlotCount = "slots" // how many they are
)

// Unsaid is when what an entry says was not said was due, the last of it, and how often: an
// entry on slots of the clock stands for all that were missed at once, which is later known
// than due.
func (e Entry) Unsaid() (at time.Time, times int) {
	at, times = e.At, 1
	for _, f := range e.Fields {
		switch f.Name {
		case SlotDue, SlotLast:
			if due, err := time.Parse(time.RFC3339, f.After); err == nil {
				at = due
			}
		case SlotCount:
			if n, err := strconv.Atoi(f.After); err == nil {
				times = n
			}
		}
	}
	return at, times
}
