package main

import (
	"context"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/store"
	"duban/texts"
)

// strangersMenus are what Telegram shows, when somebody types a slash, where nobody is bound.
func strangersMenus() map[bot.Scope][]bot.Command {
	return map[bot.Scope][]bot.Command{
		bot.InPrivate: menuCommands(handlers.MenuOf(ledger.Person{}, 0)),
		bot.InGroups:  menuCommands(handlers.MenuIn("")),
	}
}

func menuCommands(lines []handlers.MenuLine) []bot.Command {
	out := make([]bot.Command, len(lines))
	for i, line := range lines {
		out[i] = bot.Command{Name: line.Name, Description: texts.Purpose(line.Name, line.Words)}
	}
	return out
}

// menus are what is shown in the chats of those who are bound today: each person what he may
// say, each group what is said in it.
func (m materials) menus(ctx context.Context) (map[ledger.Address][]bot.Command, error) {
	today := ledger.DateOf(m.clock.Now().In(m.config.Zone))
	var roles []string
	for _, role := range ledger.Roles() {
		roles = append(roles, ledger.RoleMark(role))
	}
	persons, err := m.store.Persons(ctx, roles...)
	if err != nil {
		return nil, err
	}
	mandated, err := m.store.Mandated(ctx)
	if err != nil {
		return nil, err
	}
	shown := map[ledger.Address][]bot.Command{}
	for _, p := range persons {
		if p.Chat != "" && p.Bound(today) {
			p.Mandates = mandated
			shown[p.Chat] = menuCommands(handlers.MenuOf(p, today))
		}
	}
	units, err := m.store.UnitIDs(ctx)
	if err != nil {
		return nil, err
	}
	groups := []string{ledger.GroupMark(ledger.AudienceOffice, ""), ledger.GroupMark(ledger.AudienceLeaders, "")}
	for _, unit := range units {
		groups = append(groups, ledger.GroupMark(ledger.AudienceUnit, unit))
	}
	chats, err := m.store.Chats(ctx, groups...)
	if err != nil {
		return nil, err
	}
	for _, chat := range chats {
		shown[chat.ID] = menuCommands(handlers.MenuIn(chat.Audience))
	}
	return shown, nil
}

// doorkeeper is the book that tells when somebody came or left, or a unit's mandate did: he sees another menu then.
type doorkeeper struct {
	*store.Store
	changed func()
}

// Commit stores a change.
func (d doorkeeper) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	committed, err := d.Store.Commit(ctx, change)
	if err != nil {
		return committed, err
	}
	for _, record := range change.Put {
		if kind, _ := record.Ref(); kind == ledger.KindPerson || kind == ledger.KindChat || kind == ledger.KindUnit {
			d.changed()
			break
		}
	}
	return committed, nil
}
