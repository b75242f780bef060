package texts_test

import (
	"testing"

	"duban/ledger"
	"duban/texts"
)

// TestPolicy holds the sentences of the office's rules: those that the program ships with, and
// ones that use every condition.
func TestPolicy(t *testing.T) {
	other := ledger.DefaultPolicy()
	other.Version, other.Ranking = 3, true
	other.Ladder = []ledger.Level{
		{Code: "blue", Name: "蓝色提醒", When: ledger.Trigger{DaysBefore: 5, Gap: 15}, Told: []ledger.Role{ledger.RoleContact, ledger.RoleHead}},
		{Code: "yellow", Name: "黄色督办", When: ledger.Trigger{DaysOverdue: 2, MissedReport: 3}, Notice: true, Signer: ledger.RoleOffice},
		{Code: "red", Name: "红色督办", When: ledger.Trigger{Notices: 1}, Told: []ledger.Role{ledger.RoleHead}, Notice: true, Signer: ledger.RoleLeader, ReplyDays: 2, HeadSigns: true},
	}
	still := ledger.DefaultPolicy()
	still.Ladder = []ledger.Level{{Code: "blue", Name: "蓝色提醒", When: ledger.Trigger{MissedReport: 2}, Told: []ledger.Role{ledger.RoleContact}}}
	s := said{t: t}
	for _, test := range []struct {
		name string
		p    ledger.Policy
	}{{"shipped", ledger.DefaultPolicy()}, {"all conditions", other}, {"by reports only", still}} {
		s.say(test.name, texts.Policy(test.p))
	}
	s.hold("policy")
}
