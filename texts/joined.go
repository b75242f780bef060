package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// saidWords are what a unit asks, cut to a length; of a difficulty that was reported several times
// each, so that no later word is cut off for an earlier one.
func saidWords(m ledger.Matter, most int) string {
	if len(m.Said) < 2 {
		return cut(inner(m.Text), most)
	}
	said := make([]string, len(m.Said))
	for i, s := range m.Said {
		said[i] = cut(inner(s.Text), most*2/3)
		if i > 0 {
			who := ""
			if s.Unit != m.Unit {
				who = string(s.Unit)
			}
			said[i] = shortDate(s.On, m.Said[0].On) + who + "又报：" + said[i]
		}
	}
	return strings.Join(said, "；")
}

// addedWords say to the office who is asked already, where something was added for it to look at.
func addedWords(m ledger.Matter, today ledger.Date) string {
	unit, asked := m.Desk.Unit()
	if !asked || m.AddedBy.IsZero() {
		return ""
	}
	return fmt.Sprintf("；原来的已转%s，又报的由办公室在%s前定（转办、答复）", unit, shortDate(m.AddedBy, today))
}

// joinedWords tell a unit that its difficulty was joined to the one that waits already.
func joinedWords(r Result) string {
	if !r.Joined {
		return ""
	}
	return "，与正在等答复的困难并在一起，两次写的都看得到"
}
