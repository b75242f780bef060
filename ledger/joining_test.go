package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestJoin(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	contact := ledger.Post{Role: ledger.RoleContact, Unit: "住建局", From: today - 7}
	good := ledger.Invitation{Digest: "d", Post: contact, By: 8, Expires: today}
	used, expired := good, good
	used.UsedBy, expired.Expires = 5, today-1
	for _, test := range []struct {
		name  string
		code  ledger.Invitation
		found bool
		want  ledger.Reason
	}{
		{"the last day", good, true, ""},
		{"unknown", ledger.Invitation{}, false, ledger.ReasonCode},
		{"used", used, true, ledger.ReasonCode},
		{"used by himself", func() ledger.Invitation { i := good; i.UsedBy = 1; return i }(), true, ledger.ReasonCode},
		{"expired", expired, true, ledger.ReasonCode},
		{"without a last day", ledger.Invitation{Post: contact}, true, ledger.ReasonCode},
	} {
		joined, refusal := ledger.Person{}.Join(test.code, test.found, ledger.Joining{ID: 1, Name: "小李", Chat: "tg:1", At: at(t, "2025-07-14 23:59:59")})
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
			continue
		}
		if test.want != "" {
			// whoever tries codes must not learn which of them were good once
			if diff := cmp.Diff(&ledger.Refusal{Reason: ledger.ReasonCode}, refusal); diff != "" {
				t.Errorf("%s: the refusal tells more than the others:\n%s", test.name, diff)
			}
			continue
		}
		want := ledger.Joined{
			Person: ledger.Person{ID: 1, Name: "小李", Chat: "tg:1", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局", From: today}}},
			Invitation: func() ledger.Invitation {
				i := good
				i.UsedBy = 1
				return i
			}(),
		}
		if diff := cmp.Diff(want.Person, joined.Person); diff != "" {
			t.Errorf("%s: person:\n%s", test.name, diff)
		}
		if diff := cmp.Diff(want.Invitation, joined.Invitation); diff != "" {
			t.Errorf("%s: invitation:\n%s", test.name, diff)
		}
		if len(joined.Entries) != 1 || joined.Entries[0].What != ledger.WhatJoined || field(joined.Entries[0], "invited_by").After != "8" {
			t.Errorf("%s: entries %+v", test.name, joined.Entries)
		}
	}
}

// TestJoinAgain is the table of what a further invitation makes of the posts held.
func TestJoinAgain(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	post := func(role ledger.Role, unit ledger.UnitID, title string, from, until ledger.Date) ledger.Post {
		return ledger.Post{Role: role, Unit: unit, Title: title, From: from, Until: until}
	}
	held := post(ledger.RoleContact, "住建局", "", today-30, 0)
	for _, test := range []struct {
		name  string
		posts []ledger.Post
		to    ledger.Post
		want  []ledger.Post
	}{
		{"a second post", []ledger.Post{held}, post(ledger.RoleContact, "水务局", "", 0, 0), []ledger.Post{held, post(ledger.RoleContact, "水务局", "", today, 0)}},
		{"another role in the unit", []ledger.Post{held}, post(ledger.RoleHead, "住建局", "", 0, 0), []ledger.Post{held, post(ledger.RoleHead, "住建局", "", today, 0)}},
		{"the same post", []ledger.Post{held}, post(ledger.RoleContact, "住建局", "", 0, 0), []ledger.Post{post(ledger.RoleContact, "住建局", "", today, 0)}},
		{
			"the same post after it had ended",
			[]ledger.Post{post(ledger.RoleContact, "住建局", "", today-30, today)},
			post(ledger.RoleContact, "住建局", "", 0, 0),
			[]ledger.Post{post(ledger.RoleContact, "住建局", "", today-30, today), post(ledger.RoleContact, "住建局", "", today, 0)},
		},
		{
			"a leader's second title",
			[]ledger.Post{post(ledger.RoleLeader, "", "分管城建副市长", today-9, 0)},
			post(ledger.RoleLeader, "", "常务副市长", 0, 0),
			[]ledger.Post{post(ledger.RoleLeader, "", "分管城建副市长", today-9, 0), post(ledger.RoleLeader, "", "常务副市长", today, 0)},
		},
	} {
		was := ledger.Person{ID: 1, Rev: 3, Name: "李四", Posts: test.posts}
		before := len(was.Posts)
		joined, refusal := was.Join(ledger.Invitation{Post: test.to, By: 8, Expires: today + 1}, true, ledger.Joining{ID: 1, Name: "wechat", Chat: "tg:1", At: at(t, "2025-07-14 10:00:00")})
		if refusal != nil {
			t.Errorf("%s: refused for %s", test.name, refusal.Reason)
			continue
		}
		if diff := cmp.Diff(test.want, joined.Person.Posts); diff != "" {
			t.Errorf("%s: posts:\n%s", test.name, diff)
		}
		if joined.Person.Name != "李四" || joined.Person.Rev != 3 || len(was.Posts) != before {
			t.Errorf("%s: got %+v of %+v", test.name, joined.Person, was)
		}
	}
}

func TestNewInvitation(t *testing.T) {
	invitation, entries := ledger.NewInvitation(ledger.Post{Role: ledger.RoleHead, Unit: "住建局"}, "张三", "abc", 8, at(t, "2025-07-14 10:00:00"))
	if want := ledger.NewDate(2025, 7, 21); invitation.Expires != want || invitation.Digest != "abc" || invitation.UsedBy != 0 || invitation.Name != "张三" {
		t.Errorf("got %+v, want it good until %s", invitation, want)
	}
	if len(entries) != 1 || entries[0].What != ledger.WhatInvited || entries[0].By != 8 || entries[0].Unit != "住建局" {
		t.Errorf("entries %+v", entries)
	}
	for _, f := range entries[0].Fields {
		if f.After == "abc" {
			t.Error("the digest of the code stands in the log")
		}
	}
}

func TestReadRole(t *testing.T) {
	for _, role := range ledger.Roles() {
		if got, ok := ledger.ReadRole(string(role)); !ok || got != role {
			t.Errorf("ReadRole(%q) = %q, %v", role, got, ok)
		}
	}
	for word, want := range map[string]ledger.Role{"办公室": ledger.RoleOffice, "一把手": ledger.RoleHead, "联络员": ledger.RoleContact, "领导": ledger.RoleLeader, "督查室": ledger.RoleSupervisor} {
		if got, ok := ledger.ReadRole(word); !ok || got != want {
			t.Errorf("ReadRole(%q) = %q, %v, want %q", word, got, ok, want)
		}
	}
	if got, ok := ledger.ReadRole("住建局"); ok {
		t.Errorf("ReadRole(住建局) = %q, want none", got)
	}
}
