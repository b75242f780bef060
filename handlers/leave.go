package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// leave has somebody stand in for some days: 请假 8月1日 8月5日 王五; a head or the office
// for a contact: 请假 张三 8月1日 8月5日 王五; and back again: 请假 取消.
func leave(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.Fields(strings.NewReplacer("日至", "日 ", "日到", "日 ", "号至", "号 ", "号到", "号 ").Replace(a.args))
	if n := len(words); n > 0 && (words[n-1] == "取消" || words[n-1] == "销假") {
		return a.leaveBack(ctx, words[:n-1])
	}
	n := len(words)
	if n < 3 {
		return ledger.Change{}, a.form("")
	}
	first, ok1 := a.day(words[n-3])
	last, ok2 := a.day(words[n-2])
	if !ok1 || !ok2 {
		wrong := words[n-3]
		if ok1 {
			wrong = words[n-2]
		}
		return ledger.Change{}, refused(ledger.ReasonDate, wrong)
	}
	p, post, err := a.givenPost(ctx, words[:n-3])
	if err != nil {
		return ledger.Change{}, err
	}
	l := ledger.Leaving{By: a.Person, At: a.At, Post: post, Days: ledger.Days{First: first, Last: last}, Name: words[n-1]}
	if l.Stand, err = a.colleague(ctx, words[n-1], post.Unit); err != nil {
		return ledger.Change{}, err
	}
	code := ""
	if l.Stand.ID == 0 {
		code = a.h.NewCode()
		l.Digest = Digest(code)
	}
	taken, refusal := p.TakeLeave(l)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{taken.Person}, Entries: taken.Entries}
	change.Answer.Text = texts.OnLeave(taken, l, code)
	if taken.Stand.ID == 0 {
		change.Put = append(change.Put, taken.Invitation)
		return change, nil
	}
	change.Put = append(change.Put, taken.Stand)
	change.Send = a.tellStand(taken.Stand, texts.StandIn(taken.Person, l))
	return change, nil
}

// colleague is somebody of that name who is bound to the unit today; zero: nobody is.
func (a *ask) colleague(ctx context.Context, name string, unit ledger.UnitID) (ledger.Person, error) {
	persons, err := a.persons(ctx, ledger.NameMark(name))
	if err != nil {
		return ledger.Person{}, err
	}
	persons = slices.DeleteFunc(persons, func(p ledger.Person) bool { return len(p.Holds(a.today, "", unit)) == 0 })
	switch len(persons) {
	case 0:
		return ledger.Person{}, nil
	case 1:
		return persons[0], nil
	}
	return ledger.Person{}, refused(ledger.ReasonWhichPerson, texts.Namesakes(persons, a.today))
}

// leaveBack takes a leave back: 请假 取消, 请假 张三 取消.
func (a *ask) leaveBack(ctx context.Context, words []string) (ledger.Change, error) {
	p, post, err := a.givenPost(ctx, words)
	if err != nil {
		return ledger.Change{}, err
	}
	standing, err := a.persons(ctx, ledger.SpeakersMark(post.Unit))
	if err != nil {
		return ledger.Change{}, err
	}
	back, stood, entries, refusal := p.Return(ledger.Leaving{By: a.Person, At: a.At, Post: post}, standing)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{back}, Entries: entries, Answer: ledger.Reply{Text: texts.LeaveBack(back, post)}}
	for _, other := range stood {
		change.Put = append(change.Put, other)
		change.Send = append(change.Send, a.tellStand(other, texts.StandBack(back, post))...)
	}
	return change, nil
}

// tellStand tells whoever stands in, in working time.
func (a *ask) tellStand(p ledger.Person, text string) []ledger.Message {
	if p.Chat == "" {
		return nil
	}
	return []ledger.Message{{
		ID: ledger.MessageID(a.Cause + "/stand/" + string(p.Chat)), To: p.Chat, Text: text,
		NotBefore: a.h.Hours(a.At), Class: ledger.ClassReply, Why: "leave",
	}}
}
