package ledger_test

import (
	"testing"

	"duban/ledger"
)

// standIn is somebody who stands in for another from tomorrow on, for three days.
func standIn(t *testing.T) ledger.Person {
	t.Helper()
	today := ledger.DateOf(at(t, "2025-07-14 10:00:00"))
	p := contactOf(2, "住建局")
	p.Chat = "tg:2"
	p.Posts = append(p.Posts, ledger.Post{Role: ledger.RoleHead, Unit: "住建局", From: today + 1, Until: today + 4, For: 7})
	return p
}

// TestStandsIn holds that nobody goes on leave while he stands in for somebody.
func TestStandsIn(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	p := standIn(t)
	for name, test := range map[string]struct {
		days ledger.Days
		want ledger.Reason
	}{
		"the day before":    {ledger.Days{First: today, Last: today}, ""},
		"its first day":     {ledger.Days{First: today, Last: today + 1}, ledger.ReasonStandsIn},
		"its last day":      {ledger.Days{First: today + 3, Last: today + 9}, ledger.ReasonStandsIn},
		"the day after":     {ledger.Days{First: today + 4, Last: today + 9}, ""},
		"all of it, inside": {ledger.Days{First: today + 2, Last: today + 2}, ledger.ReasonStandsIn},
	} {
		l := ledger.Leaving{By: p, At: now, Post: p.Posts[0], Days: test.days, Name: "王五", Digest: "d"}
		if _, refusal := p.TakeLeave(l); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestDepartStandIn holds that whoever leaves a unit does not come back as a stand-in, be it that he
// is sent away or hands over; who keeps a post of his own there stands in on.
func TestDepartStandIn(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	p := standIn(t)
	bound := func(p ledger.Person) bool {
		return p.Bound(today) || p.Bound(today+1) || p.Bound(today+3)
	}
	left, entries, refusal := p.Depart(ledger.Ending{By: officer(), At: now, Post: p.Posts[0]})
	if refusal != nil || bound(left) || len(entries) != 2 {
		t.Errorf("sent away: %v, %+v, %d entries", refusal, left, len(entries))
	}
	i, _, refusal := ledger.Delegate(ledger.Delegating{By: p, At: now, Giver: p, Post: p.Posts[0], Name: "李四", Digest: "d"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	joined, refusal := (ledger.Person{}).Join(i, true, ledger.Joining{ID: 3, Chat: "tg:3", At: now, Giver: p})
	if refusal != nil || bound(joined.Giver) || len(joined.Entries) != 3 {
		t.Errorf("handed over: %v, %+v, %d entries", refusal, joined.Giver, len(joined.Entries))
	}
	both := p
	both.Posts = append(both.Posts[:2:2], ledger.Post{Role: ledger.RoleGrid, Unit: "住建局", From: today})
	stays, entries, refusal := both.Depart(ledger.Ending{By: officer(), At: now, Post: both.Posts[0]})
	if refusal != nil || len(entries) != 1 || !stays.Sits(ledger.DeskHead("住建局"), today+1) {
		t.Errorf("who keeps a post: %v, %+v", refusal, stays)
	}
	elsewhere := p
	elsewhere.Posts = append(elsewhere.Posts[:2:2], ledger.Post{Role: ledger.RoleContact, Unit: "水务局", From: today})
	gone, _, _ := elsewhere.Depart(ledger.Ending{By: officer(), At: now, Post: elsewhere.Posts[0]})
	if gone.Sits(ledger.DeskHead("住建局"), today+1) || !gone.Bound(today) {
		t.Errorf("who goes on in another unit: %+v", gone)
	}
}

// TestDelegateSelf holds that nobody hands over to himself, however his name is spaced.
func TestDelegateSelf(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	p := contactOf(1, "住建局")
	for name, want := range map[string]ledger.Reason{p.Name: ledger.ReasonHandSelf, " " + p.Name + " ": ledger.ReasonHandSelf, "李四": ""} {
		d := ledger.Delegating{By: p, At: now, Giver: p, Post: p.Posts[0], Name: name, Digest: "d"}
		if _, _, refusal := ledger.Delegate(d); reasonOf(refusal) != want {
			t.Errorf("to %q: refused for %q, want %q", name, reasonOf(refusal), want)
		}
	}
}
