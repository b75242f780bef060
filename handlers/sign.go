package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// decidedNotice does what follows when something was decided about a notice: its signature,
// the head's, or the office's look at a reply.
func (a *ask) decidedNotice(ctx context.Context, d ledger.Decided) (ledger.Change, error) {
	found, err := a.h.Book.Notices(ctx, d.Matter.Notice)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: notice %s: %w", d.Matter.Notice, err)
	}
	if len(found) == 0 {
		return ledger.Change{}, refused(ledger.ReasonNoNotice, "")
	}
	if d.Matter.Kind == ledger.MatterSign {
		_, copies, named, err := a.copies(ctx, d.Matter.Settled.Words) // 签发 17 抄送 组织部
		if err != nil {
			return ledger.Change{}, err
		}
		return a.signNotice(ctx, d, found[0].CopyTo(copies, named))
	}
	return a.reviewReply(ctx, d, found[0])
}

// signNotice gives a notice its number and sends it, or takes it back.
func (a *ask) signNotice(ctx context.Context, d ledger.Decided, n ledger.Notice) (ledger.Change, error) {
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfNotices(n.Series, a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: numbers of notices: %w", err)
	}
	if d.Matter.Verdict == ledger.VerdictApproved {
		if counter, err = a.unborne(ctx, n.Series, counter); err != nil {
			return ledger.Change{}, err
		}
	}
	was := n.Problem
	if d.Matter.Verdict == ledger.VerdictApproved {
		n = n.Refreshed(d.Task, texts.NoticeProblem(d.Task, a.today))
	}
	noted, counter := n.Sign(d, counter, a.h.Calendar.After(a.today, n.Level.ReplyDays))
	var p printed
	if noted.Notice.N > 0 {
		if noted, p, err = a.printNotice(ctx, noted); err != nil {
			return ledger.Change{}, err
		}
	}
	n = noted.Notice
	change := ledger.Change{Put: append(noted.Records(), d.Matter), Entries: noted.Entries}
	change.Answer = ledger.Reply{Text: texts.Declined(n), About: noticeAbout(n, "")}
	if n.State == ledger.NoticeDeclined {
		return change, a.tellDrafter(ctx, &change, n)
	}
	change.Put = append(change.Put, counter)
	to, missing, err := a.noticeReaders(ctx, noted.Task, n)
	if err != nil {
		return ledger.Change{}, err
	}
	for _, unit := range missing {
		change.Entries = append(change.Entries, ledger.Entry{
			At: a.At, By: a.From, Unit: unit, Task: n.Task, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
		})
	}
	change.Send = a.noticeMessages(n, to, texts.Notice(n)+p.missing(), texts.NoticeButtons(n))
	for i := range change.Send {
		change.Send[i].Files = p.files
	}
	change.Answer.Text, change.Answer.Files = texts.Issued(n, missing)+texts.Refreshed(was, n)+p.missing(), p.files
	return a.toldOffice(ctx, change, n.Issuer, texts.IssuedToOffice(n))
}

// unborne is a counter before the next number that no notice bears: the office may have recorded
// one of the series as the formal number of another notice.
func (a *ask) unborne(ctx context.Context, series string, counter ledger.Counter) (ledger.Counter, error) {
	for {
		next := ledger.NoticeNumbered(series, a.today.Year(), counter.Last+1)
		found, err := a.holders(ctx, next)
		if err != nil {
			return counter, err
		}
		number, _, _ := ledger.ReadNoticeNumber(next)
		if !slices.ContainsFunc(found, func(n ledger.Notice) bool { return n.Bears(number) }) {
			return counter, nil
		}
		counter.Last++
	}
}

// tellDrafter tells whoever drafted a notice by hand that it was declined.
func (a *ask) tellDrafter(ctx context.Context, change *ledger.Change, n ledger.Notice) error {
	if n.By == 0 || n.By == a.From {
		return nil
	}
	marks := []string{ledger.RoleMark(ledger.RoleOffice), ledger.RoleMark(ledger.RoleSupervisor)}
	if n.Issuer != "" {
		marks = append(marks, ledger.SpeakersMark(n.Issuer))
	}
	persons, err := a.h.Book.Persons(ctx, marks...)
	if err != nil {
		return fmt.Errorf("handlers: who drafted %s: %w", n.ID, err)
	}
	for _, p := range persons {
		if p.ID == n.By && p.Chat != "" && p.Bound(a.today) {
			change.Send = a.noticeMessages(n, []reader{{to: p.Chat}}, texts.DeclinedToDrafter(n), nil)
		}
	}
	return nil
}

// reader is a chat in which a notice is read.
type reader struct {
	to   ledger.Address
	unit ledger.UnitID // that answers it there; none: it is for information
}

// noticeReaders are the chats of the units, the private ones of their heads and of the
// leader in charge as the level asks, and the units of which nobody is there.
func (a *ask) noticeReaders(ctx context.Context, t ledger.Task, n ledger.Notice) (to []reader, missing []ledger.UnitID, err error) {
	add := func(unit ledger.UnitID, addresses ...ledger.Address) {
		for _, address := range addresses {
			if !slices.ContainsFunc(to, func(r reader) bool { return r.to == address }) {
				to = append(to, reader{address, unit})
			}
		}
	}
	for _, unit := range n.Units {
		before := len(to)
		addresses, err := a.addresses(ctx, unit)
		if err != nil {
			return nil, nil, err
		}
		add(unit, addresses...)
		if slices.Contains(n.Level.Told, ledger.RoleHead) {
			heads, err := a.deskAddresses(ctx, ledger.DeskHead(unit))
			if err != nil {
				return nil, nil, err
			}
			add(unit, heads...)
		}
		if len(to) == before {
			missing = append(missing, unit)
		}
	}
	if slices.Contains(n.Level.Told, ledger.RoleLeader) && t.Leader != "" {
		leaders, err := a.deskAddresses(ctx, ledger.DeskLeader(t.Leader))
		if err != nil {
			return nil, nil, err
		}
		add("", slices.DeleteFunc(leaders, func(l ledger.Address) bool { return l == a.Request.Chat })...) // he has signed it here
	}
	return to, missing, nil
}

func (a *ask) noticeMessages(n ledger.Notice, to []reader, text string, buttons [][]ledger.Button) []ledger.Message {
	send := make([]ledger.Message, len(to))
	for i, r := range to {
		about := ledger.About{Tasks: []ledger.TaskID{n.Task}}
		send[i] = ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, i+1)), To: r.to, Text: text, NotBefore: a.h.Hours(a.At),
			Class: ledger.ClassNotice, Why: "notice " + string(ledger.OccasionNotice),
		}
		if r.unit != "" {
			about.Unit = r.unit
			if buttons != nil {
				about.Notices, about.Act, send[i].Buttons = []ledger.NoticeID{n.ID}, ledger.PressReply, buttons
			}
		}
		send[i].About = about
	}
	return send
}

// reviewReply passes a reply on that its head signed, or settles it, and tells the unit.
func (a *ask) reviewReply(ctx context.Context, d ledger.Decided, n ledger.Notice) (ledger.Change, error) {
	approved := d.Matter.Verdict == ledger.VerdictApproved
	if approved && d.Matter.Kind == ledger.MatterHeadSign {
		noted := n.HeadSigned(d, a.h.Calendar.After(a.today, ledger.NoticeAnswer))
		return ledger.Change{
			Put: append(noted.Records(), d.Matter), Entries: noted.Entries,
			Answer: ledger.Reply{Text: texts.HeadSigned(n), About: ledger.About{Tasks: []ledger.TaskID{n.Task}}},
		}, nil
	}
	noted := n.Reviewed(d)
	change := ledger.Change{Put: append(noted.Records(), d.Matter), Entries: noted.Entries}
	change.Answer = ledger.Reply{Text: texts.NoticeReviewed(noted.Notice, d.Matter), About: noticeAbout(n, "")}
	addresses, err := a.addresses(ctx, d.Matter.Unit)
	if err != nil {
		return ledger.Change{}, err
	}
	to := make([]reader, len(addresses))
	for i, address := range addresses {
		to[i] = reader{address, d.Matter.Unit}
	}
	var buttons [][]ledger.Button
	if !approved {
		buttons = texts.ReplyButton(n)
	}
	change.Send = a.noticeMessages(n, to, texts.NoticeReviewedToUnit(noted.Notice, d.Matter), buttons)
	return change, nil
}
