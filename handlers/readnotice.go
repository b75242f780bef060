package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// namesNotice reports whether 督办 is followed by a notice's number and nothing else: then it is
// to be read, which more people may than draft one.
func (a *ask) namesNotice() bool {
	_, rest, ok := ledger.ReadNoticeNumber(a.args)
	return ok && rest == ""
}

// readNotice shows a notice to whoever may read it: 督办 3号, 看督办单 3号. So may a unit that
// gets a copy of it, in its own group too.
func readNotice(ctx context.Context, a *ask) (ledger.Change, error) {
	number, rest, ok := ledger.ReadNoticeNumber(a.args)
	if !ok {
		return a.readNoticeOf(ctx)
	}
	if rest != "" {
		return ledger.Change{}, a.form(a.args)
	}
	n, t, err := a.noticeNumbered(ctx, number, ledger.ActionNoticeShow)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.readable(ctx, n, t)
}

// readNoticeOf shows the notice of a line of the list replied to, of a bare number, of a task, or
// the one replied to: 看督办单 2 is 2号, or else the newest on task 2.
func (a *ask) readNoticeOf(ctx context.Context) (ledger.Change, error) {
	said, numbered := ledger.ReadTaskNumber(a.args)
	lines := a.About.Notices
	var id ledger.NoticeID
	switch {
	case strings.TrimSpace(a.args) == "" && len(lines) == 1:
		id = lines[0]
	case numbered && len(lines) > 1 && said.N > 0 && said.N <= len(lines):
		id = lines[said.N-1]
	case !numbered:
		return ledger.Change{}, a.form(a.args)
	case said.Code == "":
		n, t, err := a.noticeNumbered(ctx, ledger.NoticeNumber{N: int64(said.N)}, ledger.ActionNoticeShow)
		if refusal, refused := errors.AsType[*ledger.Refusal](err); !refused || refusal.Reason != ledger.ReasonNoNotice {
			if err != nil {
				return ledger.Change{}, err
			}
			return a.readable(ctx, n, t)
		}
	}
	if id == "" {
		t, err := a.task(ctx, said, ledger.ActionNoticeShow)
		if _, unknown := errors.AsType[*ledger.Refusal](err); err != nil && !unknown {
			return ledger.Change{}, err
		}
		if err != nil || len(t.Notices) == 0 {
			return ledger.Change{}, refused(ledger.ReasonNoNotice, firstWord(a.args))
		}
		id = t.Notices[len(t.Notices)-1].Notice
	}
	n, t, err := a.noticeByID(ctx, id, ledger.ActionNoticeShow)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.readable(ctx, n, t)
}

// readNoticePressed is 看督办单 in a digest.
func readNoticePressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	n, t, err := a.noticeByID(ctx, ledger.NoticeID(about), ledger.ActionNoticeShow)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.readable(ctx, n, t)
}

// readable shows as much of a notice as the asker, and everybody in the chat, may read.
func (a *ask) readable(ctx context.Context, n ledger.Notice, t ledger.Task) (ledger.Change, error) {
	whole, refusal := n.MayRead(t, a.Person, a.today)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	if unit := a.here().Unit; !a.wide() {
		if !slices.Contains(n.Units, unit) && !slices.Contains(n.Copies, unit) {
			return ledger.Change{}, refused(ledger.ReasonNotInGroup, "")
		}
		whole = whole && slices.Contains(n.Units, unit)
	}
	if whole {
		return a.showNotice(ctx, n, t)
	}
	p, err := a.noticePaper(ctx, n)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{Answer: ledger.Reply{
		Text: texts.NoticeCopied(n, a.today) + p.missing(), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}, Files: p.files,
	}}, nil
}

// copies takes off the end of words who gets a copy of a notice: units of the list, and others,
// who stand on the paper only. A name that is nearly a unit's is asked about, since a slip would
// tell nobody.
func (a *ask) copies(ctx context.Context, words string) (rest string, units []ledger.UnitID, named []string, err error) {
	rest, names := ledger.ReadCopies(words)
	if len(names) == 0 {
		return words, nil, nil, nil
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return "", nil, nil, err
	}
	for _, name := range names {
		id, near, ok := directory.Find(name)
		switch {
		case ok:
			units = append(units, id)
		case len(near) > 0:
			return "", nil, nil, refused(ledger.ReasonWhichUnit, joinUnits(near))
		default:
			named = append(named, name)
		}
	}
	return rest, units, named, nil
}

// issuedByOwn lists what the asker's units issued by their mandates and what has not ended yet.
func (a *ask) issuedByOwn(ctx context.Context) (string, error) {
	var said []string
	for _, unit := range a.Person.MandatedUnits(a.today) {
		found, total, err := a.h.Book.NoticesIn(ctx, ledger.Page{Range: ledger.IssuedRange(unit), Limit: shownMatters})
		if err != nil {
			return "", fmt.Errorf("handlers: notices of %s: %w", unit, err)
		}
		if total > 0 {
			said = append(said, "\n"+texts.IssuedByUnit(unit, found, total, a.today))
		}
	}
	return strings.Join(said, ""), nil
}
