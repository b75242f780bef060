package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// invite issues a one-time code: 邀请 住建局 联络员 [姓名], 邀请 领导 分管城建副市长, 邀请 办公室.
func invite(ctx context.Context, a *ask) (ledger.Change, error) {
	post, name, err := a.post(ctx, strings.Fields(a.args))
	if err != nil {
		return ledger.Change{}, err
	}
	code := a.h.NewCode()
	change := Invite(post, name, code, a.From, a.Request)
	change.Answer = ledger.Reply{Text: texts.Invited(post, name, code, a.today.AddDays(ledger.InvitationDays))}
	return change, nil
}

// Invite is the change that issues a code, also from the shell (duban invite).
func Invite(post ledger.Post, name, code string, by ledger.PersonID, req Request) ledger.Change {
	invitation, entries := ledger.NewInvitation(post, name, Digest(code), by, req.At)
	return ledger.Change{Cause: req.Cause, At: req.At, Put: []ledger.Record{invitation}, Entries: entries}
}

// post reads the words of an invitation: a role, or a unit and a role; then a leader's
// post or a name.
func (a *ask) post(ctx context.Context, words []string) (ledger.Post, string, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Post{}, "", err
	}
	return ReadPost(directory, words, a.today)
}

// ReadPost reads a post out of words: "住建局 联络员 张三", "领导 分管城建副市长", "办公室".
func ReadPost(directory ledger.Directory, words []string, today ledger.Date) (ledger.Post, string, error) {
	if len(words) == 0 {
		return ledger.Post{}, "", refused(ledger.ReasonForm, "")
	}
	if role, ok := ledger.ReadRole(words[0]); ok && !role.OfUnit() {
		post := ledger.Post{Role: role, From: today}
		rest := words[1:]
		if role == ledger.RoleLeader {
			if len(rest) == 0 {
				return ledger.Post{}, "", refused(ledger.ReasonForm, words[0])
			}
			post.Title, rest = rest[0], rest[1:]
		}
		return post, strings.Join(rest, " "), nil
	}
	unit, err := unitIn(directory, words[0])
	if err != nil {
		return ledger.Post{}, "", err
	}
	if len(words) < 2 {
		return ledger.Post{Role: ledger.RoleContact, Unit: unit, From: today}, "", nil
	}
	role, ok := ledger.ReadRole(words[1])
	if !ok || !role.OfUnit() {
		return ledger.Post{}, "", refused(ledger.ReasonForm, words[1])
	}
	return ledger.Post{Role: role, Unit: unit, From: today}, strings.Join(words[2:], " "), nil
}
