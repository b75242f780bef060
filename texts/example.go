package texts

import (
	"fmt"

	"duban/ledger"
)

// Example is what a refusal shows the right form with: the asker's own task.
type Example struct {
	Command   string // the command that was tried
	Word      string // as it was typed
	Number    string // 17
	Title     string
	Today     ledger.Date // zero: the example's days are any
	Due       ledger.Date // of the task; zero: it has none, or it is not known
	Listed    bool        // the message replied to lists several tasks by number
	Own       bool        // it is one of the asker's tasks, not a made-up number
	Bystander bool        // the asker may see no task: a grid worker, a reader
	Unsigned  bool        // the message replied to has tasks that nobody has signed for
	Office    bool        // the asker is of the office, which nobody needs to refer to itself
	InGroup   bool        // where the messenger shows us only replies and words that begin with a slash
}

// The days of examples: what is shown as right must not be refused when it is typed.
const (
	exampleSoon  = 14 // days: a promise is for the next month at most
	exampleLater = 30 // days after the limit that is to be extended
)

// soon is a day that may be promised.
func (e Example) soon() string { return e.day(e.Today, exampleSoon, "8月20日") }

// later is a day to which a limit may be extended.
func (e Example) later() string { return e.day(max(e.Today, e.Due), exampleLater, "9月15日") }

func (e Example) day(from ledger.Date, days ledger.Date, otherwise string) string {
	if e.Today.IsZero() {
		return otherwise
	}
	day := from + days
	if day.Year() != e.Today.Year() {
		return Day(day)
	}
	_, m, d := day.Civil()
	return fmt.Sprintf("%d月%d日", int(m), d)
}
