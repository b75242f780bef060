package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// delegate hands a post over to somebody: 交接 李四 one's own, 交接 住建局 李四 one's own in
// that unit; a head or the office for a contact: 交接 张三 李四.
func delegate(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.Fields(a.args)
	if len(words) == 0 || len(words) > 4 {
		return ledger.Change{}, a.form("")
	}
	to := words[len(words)-1]
	giver, post, err := a.givenPost(ctx, words[:len(words)-1])
	if err != nil {
		return ledger.Change{}, err
	}
	code := a.h.NewCode()
	invitation, entries, refusal := ledger.Delegate(ledger.Delegating{
		By: a.Person, At: a.At, Giver: giver, Post: post, Name: to, Digest: Digest(code),
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{invitation}, Entries: entries,
		Answer: ledger.Reply{Text: texts.Delegated(giver, post, invitation, code)},
	}, nil
}

// givenPost is the post that the words before the last name: none one's own, a unit one's
// own in it, else somebody's.
func (a *ask) givenPost(ctx context.Context, words []string) (ledger.Person, ledger.Post, error) {
	if len(words) == 0 {
		return a.ownPost("")
	}
	if len(words) == 1 {
		if unit, err := a.unit(ctx, words[0]); err == nil && len(a.Person.Holds(a.today, "", unit)) > 0 {
			return a.ownPost(unit)
		}
	}
	w, err := a.whose(ctx, words)
	if err != nil {
		return ledger.Person{}, ledger.Post{}, err
	}
	if ledger.May(a.Person, ledger.ActionPeople, a.today) != nil && w.unit == "" {
		// who is not of the office speaks of his own unit, and learns of no other
		if units := a.Person.Units(a.today); len(units) == 1 {
			w.unit = units[0]
		}
	}
	return a.holder(ctx, w)
}

// handedOver tells the giver that his post is another's now. It is the answer to what was
// asked, so it is said although he has left.
func (a *ask) handedOver(j ledger.Joined) []ledger.Message {
	if j.Giver.Chat == "" {
		return nil
	}
	return []ledger.Message{{
		ID: ledger.MessageID(a.Cause + "/1"), To: j.Giver.Chat, Text: texts.HandedOver(j.Giver, j.Person, j.Invitation.Post, a.today),
		NotBefore: a.h.Hours(a.At), Class: ledger.ClassReply, Why: "delegate " + ledger.EndHanded,
	}}
}
