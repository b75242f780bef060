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
	who, days, stand, err := a.leaveWords(words)
	if err != nil {
		return ledger.Change{}, err
	}
	p, post, err := a.givenPost(ctx, who)
	if err != nil {
		return ledger.Change{}, err
	}
	l := ledger.Leaving{By: a.Person, At: a.At, Post: post, Days: days, Name: stand}
	if l.Stand, err = a.colleague(ctx, stand, post.Unit); err != nil {
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

// leaveWords reads whose leave it is, its days, and who stands in.
func (a *ask) leaveWords(words []string) (who []string, days ledger.Days, stand string, err error) {
	read, ok := ledger.ReadLeave(a.args)
	n := len(words)
	switch {
	case ok:
	case n < 3:
		return nil, ledger.Days{}, "", a.form("")
	default:
		read = ledger.LeaveWords{Who: words[:n-3], First: words[n-3], Last: words[n-2], Stand: words[n-1]}
	}
	days.First = a.today
	for _, day := range []struct {
		words string
		into  *ledger.Date
	}{{read.First, &days.First}, {read.Last, &days.Last}} {
		if day.words == "" {
			continue
		}
		if *day.into, ok = a.day(day.words); !ok {
			return nil, ledger.Days{}, "", refused(ledger.ReasonDate, day.words)
		}
	}
	if read.Last == "" {
		days.Last = days.First.AddDays(read.Count - 1)
	}
	switch {
	case days.First < a.today:
		return nil, ledger.Days{}, "", refused(ledger.ReasonLeavePast, read.First)
	case days.Last < days.First || days.Last.Sub(days.First) >= ledger.LeaveMost:
		return nil, ledger.Days{}, "", refused(ledger.ReasonLeaveDays, "")
	case read.Stand == "":
		return nil, ledger.Days{}, "", refused(ledger.ReasonNoStand, days.First.String()+" "+days.Last.String())
	}
	return read.Who, days, read.Stand, nil
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
	mark := ledger.SpeakersMark(post.Unit)
	if post.Unit == "" {
		mark = ledger.RoleMark(post.Role)
	}
	standing, err := a.persons(ctx, mark)
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
