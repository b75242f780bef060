package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestPostOn(t *testing.T) {
	from, until := ledger.NewDate(2025, 3, 1), ledger.NewDate(2025, 9, 1)
	for _, test := range []struct {
		name        string
		from, until ledger.Date
		today       ledger.Date
		want        bool
	}{
		{"the day before", from, until, from - 1, false},
		{"the first day", from, until, from, true},
		{"the last day", from, until, until - 1, true},
		{"the day on which it is over", from, until, until, false},
		{"without an end", from, 0, from + 10000, true},
		{"ended on the day on which it began", from, from, from, false},
	} {
		if got := (ledger.Post{From: test.from, Until: test.until}).On(test.today); got != test.want {
			t.Errorf("%s: On = %v, want %v", test.name, got, test.want)
		}
	}
}

func TestPersonToday(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	p := ledger.Person{Posts: []ledger.Post{
		{Role: ledger.RoleContact, Unit: "水务局", From: today},
		{Role: ledger.RoleHead, Unit: "住建局", From: today - 9},
		{Role: ledger.RoleContact, Unit: "住建局", From: today - 9},
		{Role: ledger.RoleContact, Unit: "城管局", From: today - 9, Until: today}, // handed over today
		{Role: ledger.RoleContact, Unit: "坪石镇", From: today + 1},
		{Role: ledger.RoleGrid, Unit: "廊田镇", From: today},
		{Role: ledger.RoleLeader, Title: "分管城建副市长", From: today},
		{Role: ledger.RoleLeader, Title: "常务副市长", From: today - 9, Until: today},
	}}
	if diff := cmp.Diff([]ledger.UnitID{"水务局", "住建局"}, p.Units(today)); diff != "" {
		t.Errorf("units:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"分管城建副市长"}, p.Titles(today)); diff != "" {
		t.Errorf("titles:\n%s", diff)
	}
	if !p.Has(today, ledger.RoleOffice, ledger.RoleGrid) || p.Has(today, ledger.RoleOffice) {
		t.Error("Has does not answer for any of the roles")
	}
	if !p.Bound(today) || p.Bound(today-10) || (ledger.Person{ID: 1}).Bound(today) {
		t.Error("Bound does not follow the posts of the day")
	}
}
