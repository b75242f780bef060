package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"duban/handlers"
	"duban/ledger"
)

func names(lines []handlers.MenuLine) string {
	all := make([]string, len(lines))
	for i, line := range lines {
		all[i] = line.Name
	}
	return " " + strings.Join(all, " ") + " "
}

// TestMenuOf: a menu begins with what its reader needs every day, and has nothing that he is
// refused where he reads it.
func TestMenuOf(t *testing.T) {
	today := ledger.NewDate(2026, 3, 9)
	person := func(until ledger.Date, roles ...ledger.Role) ledger.Person {
		p := ledger.Person{ID: 1, Chat: "tg:1"}
		for _, role := range roles {
			p.Posts = append(p.Posts, ledger.Post{Role: role, Unit: "住建局", From: today - 9, Until: until})
		}
		return p
	}
	for _, test := range []struct {
		name    string
		lines   []handlers.MenuLine
		first   string
		without string
	}{
		{"a contact", handlers.MenuOf(person(0, ledger.RoleContact), today), "report nochange blocked extend tasks", "bind remind find instruct"},
		{"a head", handlers.MenuOf(person(0, ledger.RoleHead), today), "queue approve tasks report summary", "bind remind find instruct"},
		{"a leader", handlers.MenuOf(person(0, ledger.RoleLeader), today), "summary red instruct show queue week", "bind remind report tasks"},
		{"the office", handlers.MenuOf(person(0, ledger.RoleOffice), today), "queue find summary remind complete invite", "bind report instruct"},
		{"a head who is a contact too", handlers.MenuOf(person(0, ledger.RoleContact, ledger.RoleHead), today), "queue approve tasks report summary nochange blocked extend", "bind find"},
		{"a grid worker", handlers.MenuOf(person(0, ledger.RoleGrid), today), "me", "report tasks find bind"},
		{"a reader", handlers.MenuOf(person(0, ledger.RoleReader), today), "me", "report tasks find bind"},
		{"a stranger", handlers.MenuOf(ledger.Person{}, today), "start help", "me report tasks find bind"},
		{"who has left", handlers.MenuOf(person(today, ledger.RoleContact), today), "start help", "me report tasks find bind"},
		{"a unit's group", handlers.MenuIn(ledger.AudienceUnit), "report nochange blocked extend tasks summary", "find queue remind approve leave start bind"},
		{"the office's group", handlers.MenuIn(ledger.AudienceOffice), "queue find summary remind complete", "invite report start delegate"},
		{"the leaders' group", handlers.MenuIn(ledger.AudienceLeaders), "summary red instruct show queue week", "start remind report bind"},
		{"a group of nobody", handlers.MenuIn(""), "help bind", "start report me"},
	} {
		got := names(test.lines)
		if !strings.HasPrefix(got, " "+test.first+" ") {
			t.Errorf("%s: the menu is%s, want it to begin with %s", test.name, got, test.first)
		}
		for name := range strings.FieldsSeq(test.without) {
			if strings.Contains(got, " "+name+" ") {
				t.Errorf("%s: the menu has %s", test.name, name)
			}
		}
		seen := strings.Fields(got)
		slices.Sort(seen)
		if len(slices.Compact(seen)) != len(test.lines) || len(test.lines) > 100 {
			t.Errorf("%s: %d lines, some twice or too many:%s", test.name, len(test.lines), got)
		}
	}
}
