package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"duban/bot"
	"duban/ledger"
)

// TestLeft holds that what waited for somebody who has left since is not said to him, with
// the reason kept; answers are, and so is what is for a group.
func TestLeft(t *testing.T) {
	for name, test := range map[string]struct {
		group bool
		class ledger.Class
		err   error
		want  ledger.Outcome
	}{
		"a digest":   {false, ledger.ClassDigest, nil, ledger.OutcomeRefused},
		"a notice":   {false, ledger.ClassNotice, nil, ledger.OutcomeRefused},
		"no answer":  {false, ledger.ClassNotice, errors.New("redis is down"), ledger.OutcomeRetry},
		"a reply":    {false, ledger.ClassReply, nil, ledger.OutcomeSent},
		"in a group": {true, ledger.ClassDigest, nil, ledger.OutcomeSent},
		"to a desk":  {false, ledger.ClassNotice, nil, ledger.OutcomeRefused},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			lian := w.started("联络员")
			to := address(lian)
			if test.group {
				to = address(w.group("group", lian))
			}
			box := newOutbox(ledger.Message{ID: "m", To: to, Text: "提醒", Class: test.class, About: ledger.About{Unit: "住建局"}})
			if name == "to a desk" { // what waits there names its unit so
				box = newOutbox(ledger.Message{ID: "m", To: to, Text: "请您决定", Class: test.class, For: "住建局"})
			}
			d := &bot.Deliverer{Bot: w.bot, Outbox: box, Left: func(_ context.Context, id ledger.PersonID, unit ledger.UnitID, _ time.Time) (bool, error) {
				return int64(id) == lian && unit == "住建局", test.err
			}}
			if _, err := d.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := box.settled[0]; got.Outcome != test.want || (test.want == ledger.OutcomeRefused && got.Reason != ledger.WhyLeft) {
				t.Errorf("got %s %q, want %s", got.Outcome, got.Reason, test.want)
			}
		})
	}
}
