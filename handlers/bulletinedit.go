package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// bulletinAnswered takes what is replied to a draft: changes, a line for each, or what is to
// become of it.
func bulletinAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	b, err := a.bulletinByID(ctx, a.About.Bulletin)
	if err != nil {
		return ledger.Change{}, err
	}
	a.word = "" // the longest word counts, and the draft's own is longer than 同意
	if c, ok := a.command(); ok && slices.Contains([]string{"approve", "refuse", "return", "void"}, c.name) {
		return a.signsByReply(ctx, b, c)
	}
	a.word = "bulletin"
	lines, words, ok := ledger.ReadBulletinLines(a.Text)
	if !ok {
		return ledger.Change{}, refused(ledger.ReasonBulletinForm, words)
	}
	alone := func(l ledger.BulletinLine) bool {
		return l.Act == ledger.BulletinSubmit || l.Act == ledger.BulletinCancel
	}
	switch {
	case !slices.ContainsFunc(lines, alone):
		return a.editBulletin(ctx, b, a.About.Version, lines)
	case len(lines) > 1:
		return ledger.Change{}, refused(ledger.ReasonBulletinAct, "")
	case lines[0].Act == ledger.BulletinCancel:
		return a.dropBulletin(ctx, b)
	}
	return a.submitBulletin(ctx, b, a.About.Version, lines[0].Words)
}

// signsByReply is 签发 or 退回 in reply to a bulletin that waits for it; 作废 names the number
// of the one replied to.
func (a *ask) signsByReply(ctx context.Context, b ledger.Bulletin, c command) (ledger.Change, error) {
	if c.name == "void" {
		if _, _, ok := ledger.ReadNoticeNumber(a.args); !ok && b.N > 0 {
			a.args = b.Number() + " " + a.args
		}
		return a.run(ctx, c)
	}
	if b.Matter == "" {
		return ledger.Change{}, refused(ledger.ReasonBulletinUnsaid, "")
	}
	a.About.Matters, a.About.Act = []ledger.MatterID{b.Matter}, ""
	return a.run(ctx, c)
}

// bulletinPressed is a button under a draft: 送签, 取消, or a group to which it goes.
func bulletinPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	id, version, what, ok := ledger.ReadBulletinPress(about)
	if !ok {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	b, err := a.bulletinByID(ctx, id)
	if err != nil {
		return ledger.Change{}, err
	}
	switch what {
	case string(ledger.BulletinSubmit):
		return a.submitBulletin(ctx, b, version, "")
	case string(ledger.BulletinCancel):
		return a.dropBulletin(ctx, b)
	}
	if !slices.Contains(ledger.CircleGroups(), ledger.CircleGroup(what)) {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	to := b.To.Toggle(ledger.CircleGroup(what))
	if refusal := b.Changeable(a.At); refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.edited(ctx, b, ledger.BulletinEditing{Version: version, To: to, Lines: []ledger.BulletinLine{{Act: ledger.BulletinTo}}})
}

func (a *ask) bulletinByID(ctx context.Context, id ledger.BulletinID) (ledger.Bulletin, error) {
	found, err := a.h.Book.Bulletins(ctx, id)
	if err != nil {
		return ledger.Bulletin{}, fmt.Errorf("handlers: bulletin %s: %w", id, err)
	}
	if len(found) == 0 {
		return ledger.Bulletin{}, refused(ledger.ReasonNoBulletin, "")
	}
	return found[0], nil
}

// editBulletin changes a draft by lines.
func (a *ask) editBulletin(ctx context.Context, b ledger.Bulletin, version int, lines []ledger.BulletinLine) (ledger.Change, error) {
	e := ledger.BulletinEditing{Version: version, Lines: lines}
	for _, line := range lines {
		if line.Act != ledger.BulletinTo {
			continue
		}
		directory, err := a.directory(ctx)
		if err != nil {
			return ledger.Change{}, err
		}
		to, refusal := ledger.ReadCircle(line.Words, directory)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		e.To = to
	}
	return a.edited(ctx, b, e)
}

func (a *ask) edited(ctx context.Context, b ledger.Bulletin, e ledger.BulletinEditing) (ledger.Change, error) {
	waiting, err := a.bulletinMatter(ctx, b)
	if err != nil {
		return ledger.Change{}, err
	}
	e.By, e.At, e.Waiting = a.Person, a.At, waiting
	step, refusal := b.Edit(e)
	if refusal != nil {
		return a.bulletinRefused(b, e.Version, refusal)
	}
	before := ""
	if b.State == ledger.BulletinToSign {
		before = texts.BulletinBack
	}
	return ledger.Change{Put: step.Put, Entries: step.Entries, Answer: a.showDraft(step.Bulletin, before)}, nil
}

// bulletinRefused tells whoever was later than somebody else what was changed, and shows him
// the draft as it is now. Other refusals are as they are.
func (a *ask) bulletinRefused(b ledger.Bulletin, version int, refusal *ledger.Refusal) (ledger.Change, error) {
	if refusal.Reason != ledger.ReasonBulletinMoved {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Answer: a.showDraft(b, texts.BulletinMoved(b.Since(version, a.From)))}, nil
}

// bulletinMatter is what waits for the signature of a bulletin; none: nothing does.
func (a *ask) bulletinMatter(ctx context.Context, b ledger.Bulletin) (ledger.Matter, error) {
	if b.State != ledger.BulletinToSign {
		return ledger.Matter{}, nil
	}
	found, err := a.h.Book.Matters(ctx, b.Matter)
	if err != nil {
		return ledger.Matter{}, fmt.Errorf("handlers: matter of %s: %w", b.ID, err)
	}
	if len(found) == 0 {
		return ledger.Matter{}, nil
	}
	return found[0], nil
}

func (a *ask) dropBulletin(ctx context.Context, b ledger.Bulletin) (ledger.Change, error) {
	waiting, err := a.bulletinMatter(ctx, b)
	if err != nil {
		return ledger.Change{}, err
	}
	step, refusal := b.Drop(a.Person, a.At, waiting)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Put: step.Put, Entries: step.Entries, Answer: ledger.Reply{
		Text: texts.BulletinEnded(step.Bulletin), About: bulletinAbout(step.Bulletin, ledger.PressBulletin),
	}}, nil
}

// submitBulletin puts a draft before the office, or before the leader whose post is named.
func (a *ask) submitBulletin(ctx context.Context, b ledger.Bulletin, version int, post string) (ledger.Change, error) {
	desk := ledger.DeskOffice
	var to []ledger.Address
	if post = strings.TrimSpace(post); post != "" {
		var err error
		desk = ledger.DeskLeader(post)
		if to, err = a.deskAddresses(ctx, desk); err != nil {
			return ledger.Change{}, err
		}
		if len(to) == 0 {
			return ledger.Change{}, refused(ledger.ReasonBulletinSigner, post)
		}
	}
	step, m, refusal := b.Submit(ledger.BulletinSubmitting{
		By: a.Person, At: a.At, Version: version, Desk: desk, Ask: texts.BulletinAsk(b),
		AnswerBy: a.h.Calendar.After(a.today, ledger.BulletinSignDays),
	})
	if refusal != nil {
		return a.bulletinRefused(b, version, refusal)
	}
	buttons := texts.QueueButtons([]ledger.Matter{m})
	change := ledger.Change{Put: step.Put, Entries: step.Entries}
	change.Answer = ledger.Reply{Text: texts.BulletinSubmitted(step.Bulletin, desk), About: bulletinAbout(step.Bulletin, ledger.PressBulletin)}
	if a.Person.Sits(desk, a.today) {
		change.Answer.Buttons = buttons
	}
	for i, address := range to {
		about := bulletinAbout(step.Bulletin, "")
		about.Matters = []ledger.MatterID{m.ID}
		change.Send = append(change.Send, ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, i+1)), To: address, Text: texts.BulletinToSign(step.Bulletin), Buttons: buttons,
			NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, About: about, Why: "bulletin " + string(m.Kind),
		})
	}
	return change, nil
}
