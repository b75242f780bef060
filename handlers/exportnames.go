package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/documents"
	"duban/ledger"
)

// namesIn tells who the persons and the chats of entries are, as far as they are still known: whoever
// reads years later who was told finds people and groups, and no addresses alone. People who left
// are found too, since their posts are kept.
func (a *ask) namesIn(ctx context.Context, entries []ledger.Entry) (documents.Names, error) {
	ids, marks, to := whoIn(entries)
	persons, err := a.h.Book.Person(ctx, ids...)
	if err != nil {
		return documents.Names{}, fmt.Errorf("handlers: persons of entries: %w", err)
	}
	speakers, err := a.h.Book.Persons(ctx, marks...)
	if err != nil {
		return documents.Names{}, fmt.Errorf("handlers: who was told: %w", err)
	}
	names := documents.Names{People: map[ledger.PersonID]string{}, Chats: map[ledger.Address]string{}}
	for _, p := range append(persons, speakers...) {
		names.People[p.ID] = p.Name
		if p.Chat != "" {
			names.Chats[p.Chat] = p.Name
		}
	}
	for _, address := range to {
		if names.Chats[address] != "" {
			continue
		}
		known, err := a.h.Book.Asker(ctx, 0, address, "")
		if err != nil {
			return documents.Names{}, fmt.Errorf("handlers: chat %s: %w", address, err)
		}
		names.Chats[address] = known.Chat.Title
	}
	return names, nil
}

// whoIn are the people of entries, the marks under which those stand who were told, and where
// something was said.
func whoIn(entries []ledger.Entry) (ids []ledger.PersonID, marks []string, to []ledger.Address) {
	marks = []string{ledger.RoleMark(ledger.RoleOffice), ledger.RoleMark(ledger.RoleLeader), ledger.RoleMark(ledger.RoleSupervisor)}
	for _, e := range entries {
		if e.By != 0 && !slices.Contains(ids, e.By) {
			ids = append(ids, e.By)
		}
		if mark := ledger.SpeakersMark(e.Unit); e.Unit != "" && !slices.Contains(marks, mark) {
			marks = append(marks, mark)
		}
		for _, f := range e.Fields {
			if address := ledger.Address(f.After); f.Name == "to" && !slices.Contains(to, address) {
				to = append(to, address)
			}
		}
	}
	return ids, marks, to
}
