package ledger_test

import (
	"testing"

	"pgregory.net/rapid"

	"duban/ledger"
)

func TestLamp(t *testing.T) {
	registered, due := date(t, "2025-07-01"), date(t, "2025-10-09") // a hundred days
	tests := []struct {
		name    string
		percent int
		state   ledger.State
		today   string
		want    ledger.Lamp
	}{
		{"on schedule", 40, ledger.StateInProgress, "2025-08-20", ledger.LampGreen},
		{"ten points behind", 40, ledger.StateInProgress, "2025-08-20", ledger.LampGreen},
		{"eleven points behind", 40, ledger.StateInProgress, "2025-08-21", ledger.LampYellow},
		{"thirty points behind", 40, ledger.StateInProgress, "2025-09-09", ledger.LampYellow},
		{"more than thirty points behind", 40, ledger.StateInProgress, "2025-09-10", ledger.LampRed},
		{"near the limit", 99, ledger.StateInProgress, "2025-10-02", ledger.LampYellow},
		{"eight days before it", 99, ledger.StateInProgress, "2025-10-01", ledger.LampGreen},
		{"on the day", 99, ledger.StateInProgress, "2025-10-09", ledger.LampYellow},
		{"overdue", 99, ledger.StateInProgress, "2025-10-10", ledger.LampRed},
		{"submitted is not completed", 100, ledger.StateSubmitted, "2025-10-10", ledger.LampRed},
		{"completed", 100, ledger.StateCompleted, "2025-10-10", ledger.LampBlue},
		{"struck off", 100, ledger.StateClosed, "2025-10-10", ledger.LampBlue},
		{"cancelled", 0, ledger.StateCancelled, "2025-10-10", ledger.LampGrey},
	}
	for _, test := range tests {
		task := ledger.Task{Registered: registered, Limit: ledger.Limit{Due: due}, State: test.state, Percent: test.percent}
		if got := task.Lamp(date(t, test.today)); got != test.want {
			t.Errorf("%s: Lamp = %s, want %s", test.name, got, test.want)
		}
	}
	if got := (ledger.Task{State: ledger.StateInProgress, Limit: ledger.Limit{Standing: true}}).Lamp(due); got != ledger.LampGrey {
		t.Errorf("standing: Lamp = %s, want %s", got, ledger.LampGrey)
	}
}

// TestLampForetold holds the days that the marks foretell to the definitions: a lamp
// counted by a mark is the lamp that the task shows.
func TestLampForetold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		task := anyTask(t)
		if task.Limit.Due.IsZero() || !task.Open() {
			return
		}
		today := ledger.Date(rapid.IntRange(19800, 20400).Draw(t, "today"))
		due, behind := task.Limit.Due, task.Behind(today)
		want := ledger.LampGreen
		switch {
		case today > due || behind > ledger.BehindRed:
			want = ledger.LampRed
		case today >= due-ledger.NearDays || behind > ledger.BehindYellow:
			want = ledger.LampYellow
		}
		if got := task.Lamp(today); got != want {
			t.Fatalf("Lamp(%s) = %s, want %s: registered %s, due %s, %d%%, behind %d, milestones %v",
				today, got, want, task.Registered, due, task.Percent, behind, task.Limit.Milestones)
		}
		marked := ledger.LampGreen
		for _, mark := range task.Marks() {
			switch {
			case mark.Name == ledger.MarkOf(ledger.MarkRed, ledger.ScopeOffice) && mark.Score <= int64(today):
				marked = ledger.LampRed
			case mark.Name == ledger.MarkOf(ledger.MarkYellow, ledger.ScopeOffice) && mark.Score <= int64(today) && marked != ledger.LampRed:
				marked = ledger.LampYellow
			}
		}
		if marked != want {
			t.Fatalf("the marks say %s on %s, want %s", marked, today, want)
		}
	})
}
