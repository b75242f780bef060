package handlers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
	"duban/texts"
)

// listPeople lists who speaks for a unit, and since when: 人员 住建局, 人员 办公室, 人员 领导.
func listPeople(ctx context.Context, a *ask) (ledger.Change, error) {
	word := strings.TrimSpace(a.args)
	if word == "" {
		return ledger.Change{}, a.form("")
	}
	if role, ok := ledger.ReadRole(word); ok && !role.OfUnit() {
		persons, err := a.persons(ctx, ledger.RoleMark(role))
		if err != nil {
			return ledger.Change{}, err
		}
		return said(texts.People(texts.RoleName(role), persons, func(p ledger.Post) bool { return p.Role == role }, a.today))
	}
	unit, err := a.unit(ctx, word)
	if err != nil {
		return ledger.Change{}, err
	}
	persons, err := a.persons(ctx, ledger.SpeakersMark(unit))
	if err != nil {
		return ledger.Change{}, err
	}
	return said(texts.People(string(unit), persons, func(p ledger.Post) bool { return p.Unit == unit }, a.today))
}

func (a *ask) persons(ctx context.Context, mark string) ([]ledger.Person, error) {
	persons, err := a.h.Book.Persons(ctx, mark)
	if err != nil {
		return nil, fmt.Errorf("handlers: persons under %s: %w", mark, err)
	}
	return persons, nil
}

// personOf reads a person by number; 0, and one who is not there, is nobody.
func (a *ask) personOf(ctx context.Context, id ledger.PersonID) (ledger.Person, error) {
	if id == 0 {
		return ledger.Person{}, nil
	}
	found, err := a.h.Book.Person(ctx, id)
	if err != nil {
		return ledger.Person{}, fmt.Errorf("handlers: person %d: %w", id, err)
	}
	if len(found) == 0 {
		return ledger.Person{}, nil
	}
	return found[0], nil
}

// Left reports whether words about a unit, if they are about one, come too late for a
// person, since he has left his post: the deliverer asks before it says them.
func (h *Handlers) Left(ctx context.Context, id ledger.PersonID, unit ledger.UnitID, now time.Time) (bool, error) {
	found, err := h.Book.Person(ctx, id)
	if err != nil {
		return false, fmt.Errorf("handlers: person %d: %w", id, err)
	}
	return len(found) == 1 && found[0].Left(unit, ledger.DateOf(now.In(h.Zone))), nil
}

// whose is the words by which a person and his post are named: 张三, 住建局 张三,
// 住建局 联络员 张三, 领导 张三; by number where two bear the same name.
type whose struct {
	name string
	unit ledger.UnitID
	role ledger.Role
}

func (a *ask) whose(ctx context.Context, words []string) (whose, error) {
	if len(words) == 0 || len(words) > 3 {
		return whose{}, a.form("")
	}
	w := whose{name: words[len(words)-1]}
	for _, word := range words[:len(words)-1] {
		if role, ok := ledger.ReadRole(word); ok && w.role == "" {
			w.role = role
			continue
		}
		if w.unit != "" {
			return whose{}, a.form(word)
		}
		unit, err := a.unit(ctx, word)
		if err != nil {
			return whose{}, err
		}
		w.unit = unit
	}
	return w, nil
}

// holder finds the one person and the one post that are named. Where several could be
// meant, all are shown and none is guessed.
func (a *ask) holder(ctx context.Context, w whose) (ledger.Person, ledger.Post, error) {
	var found []ledger.Person
	var err error
	if id, numErr := strconv.ParseInt(w.name, 10, 64); numErr == nil {
		found, err = a.h.Book.Person(ctx, ledger.PersonID(id))
	} else {
		found, err = a.h.Book.Persons(ctx, ledger.NameMark(w.name))
	}
	if err != nil {
		return ledger.Person{}, ledger.Post{}, fmt.Errorf("handlers: who is %s: %w", w.name, err)
	}
	found = slices.DeleteFunc(found, func(p ledger.Person) bool { return len(p.Holds(a.today, w.role, w.unit)) == 0 })
	switch {
	case len(found) == 0:
		return ledger.Person{}, ledger.Post{}, refused(ledger.ReasonNoPerson, w.name)
	case len(found) > 1:
		return ledger.Person{}, ledger.Post{}, refused(ledger.ReasonWhichPerson, texts.Namesakes(found, a.today))
	}
	posts := found[0].Holds(a.today, w.role, w.unit)
	if len(posts) > 1 {
		return ledger.Person{}, ledger.Post{}, refused(ledger.ReasonWhichPost, texts.Posts(posts))
	}
	return found[0], posts[0], nil
}

// ownPost is the asker's own post in a unit, the one that he may hand over.
func (a *ask) ownPost(unit ledger.UnitID) (ledger.Person, ledger.Post, error) {
	posts := slices.DeleteFunc(a.Person.Holds(a.today, "", unit), func(p ledger.Post) bool { return !p.Gives() })
	switch len(posts) {
	case 0:
		return ledger.Person{}, ledger.Post{}, refused(ledger.ReasonNotYourPost, "")
	case 1:
		return a.Person, posts[0], nil
	}
	return ledger.Person{}, ledger.Post{}, refused(ledger.ReasonWhichPost, texts.Posts(posts))
}
