package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// start binds whoever brings a good invitation code to his post.
func start(ctx context.Context, a *ask) (ledger.Change, error) {
	code := strings.TrimSpace(a.args)
	if code == "" {
		if a.bound() {
			return me(ctx, a)
		}
		return ledger.Change{}, refused(ledger.ReasonStranger, "")
	}
	invitation, found, err := a.h.Book.Invitation(ctx, Digest(code))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: invitation: %w", err)
	}
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: units: %w", err)
	}
	for _, m := range ledger.Mergers(units, a.Person, a.At) {
		if invitation.Post.Unit == m.From {
			invitation.Post.Unit = m.Into // the code is older than the merger
		}
	}
	giver, err := a.personOf(ctx, max(invitation.Gives, invitation.Post.For))
	if err != nil {
		return ledger.Change{}, err
	}
	joined, refusal := a.Person.Join(invitation, found, ledger.Joining{
		ID: a.From, Name: a.Name, Chat: a.Request.Chat, At: a.At, Giver: giver,
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{
		Put:     []ledger.Record{joined.Person, joined.Invitation},
		Entries: joined.Entries,
		Answer:  ledger.Reply{Text: texts.Welcome(joined.Person, joined.Invitation.Post, a.today)},
	}
	if change.Answer.Text, err = a.withWaiting(ctx, joined.Person, change.Answer.Text); err != nil {
		return ledger.Change{}, err
	}
	if joined.Giver.ID != 0 {
		change.Put = append(change.Put, joined.Giver)
		change.Send = a.handedOver(joined)
	}
	return change, nil
}

// withWaiting says to somebody who has just joined what waits at his desk: whoever sat there before
// was told of it, and he would learn of it the next morning only.
func (a *ask) withWaiting(ctx context.Context, p ledger.Person, text string) (string, error) {
	var ranges []ledger.Range
	for _, desk := range p.Desks(a.today) {
		ranges = append(ranges, ledger.QueueRange(desk))
	}
	if len(ranges) == 0 {
		return text, nil
	}
	counts, _, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return "", fmt.Errorf("handlers: what waits for who has joined: %w", err)
	}
	total := int64(0)
	for _, n := range counts {
		total += n
	}
	return text + texts.WaitsForYou(total), nil
}

// Digest is the form in which an invitation code is kept. People type it with a thumb:
// case, spaces and dashes do not matter.
func Digest(code string) string {
	plain := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, strings.ToUpper(ledger.Narrow(code)))
	sum := sha256.Sum256([]byte(plain))
	return hex.EncodeToString(sum[:])
}
