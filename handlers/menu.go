package handlers

import (
	"slices"

	"duban/ledger"
)

// MenuLine is a command as the messenger's menu shows it.
type MenuLine struct {
	Name  string
	Words string // the Chinese word
}

// Menu lists the commands that a role may use, those of every day first; the empty role
// lists those that anybody may.
func Menu(role ledger.Role) []MenuLine {
	if role == "" {
		return menuOf(anybody, nil)
	}
	return menuOf(func(c command) bool { return c.open || ledger.RoleMay(role, c.action) }, daily(role))
}

// MenuOf is what a person may say in private: what his posts of today need every day first.
// It shows; what he may do is decided when he says it.
func MenuOf(p ledger.Person, today ledger.Date) []MenuLine {
	if !p.Bound(today) {
		return menuOf(func(c command) bool { return anybody(c) && c.place != inGroup }, nil)
	}
	may := func(c command) bool { return c.open || ledger.May(p, c.action, today) == nil }
	return menuOf(func(c command) bool { return may(c) && c.place != inGroup }, everyDay(p, today))
}

// MenuIn is what is said in a group: of a unit, of the office or of the leaders. In one that
// is bound to nobody yet it is how to bind it.
func MenuIn(audience ledger.Audience) []MenuLine {
	var roles []ledger.Role
	switch audience {
	case ledger.AudienceUnit:
		roles = []ledger.Role{ledger.RoleContact, ledger.RoleHead}
	case ledger.AudienceOffice:
		roles = []ledger.Role{ledger.RoleOffice}
	case ledger.AudienceLeaders:
		roles = []ledger.Role{ledger.RoleLeader}
	default:
		return menuOf(func(c command) bool { return c.place == inGroup || anybody(c) && c.place != inPrivate }, nil)
	}
	may := func(c command) bool {
		return c.open || slices.ContainsFunc(roles, func(role ledger.Role) bool { return ledger.RoleMay(role, c.action) })
	}
	said := func(c command) bool {
		return c.place != inPrivate && (c.place != notInUnit || audience != ledger.AudienceUnit)
	}
	var first []string
	for _, role := range roles {
		first = append(first, daily(role)...)
	}
	return menuOf(func(c command) bool { return may(c) && said(c) }, first)
}

func anybody(c command) bool { return c.open }

// menuOf are the commands that are wanted: the first ones first, the others in the order of
// the table.
func menuOf(wanted func(command) bool, first []string) []MenuLine {
	var lines []MenuLine
	all := table()
	add := func(c command) {
		if wanted(c) && !slices.Contains(lines, MenuLine{c.name, c.words[0]}) {
			lines = append(lines, MenuLine{c.name, c.words[0]})
		}
	}
	for _, name := range first {
		if i := slices.IndexFunc(all, func(c command) bool { return c.name == name }); i >= 0 {
			add(all[i])
		}
	}
	for _, c := range all {
		add(c)
	}
	return lines
}

// Everyday are the names of the commands that a role needs every day.
func Everyday(role ledger.Role) []string { return daily(role) }
