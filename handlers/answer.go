package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// receive acknowledges a notice: 签收督办, 签收督办 17, 签收督办 3号.
func receive(ctx context.Context, a *ask) (ledger.Change, error) {
	n, t, _, err := a.noticeToAnswer(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.receiveNotice(n, t)
}

// receivePressed is 签收督办 under a notice.
func receivePressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	n, t, err := a.noticeByID(ctx, ledger.NoticeID(about), ledger.ActionNoticeReply)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.receiveNotice(n, t)
}

func (a *ask) receiveNotice(n ledger.Notice, t ledger.Task) (ledger.Change, error) {
	noted, refusal := n.Acknowledge(t, a.Person, a.At, a.h.Calendar)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: noted.Records(), Entries: noted.Entries,
		Answer: ledger.Reply{Text: texts.NoticeReceived(noted.Notice), Buttons: texts.ReplyButton(n), About: noticeAbout(n, ledger.PressReply)},
	}, nil
}

// replyNotice replies to a notice: 回复督办 17 已安排施工队进场, or a reply to the notice.
func replyNotice(ctx context.Context, a *ask) (ledger.Change, error) {
	n, t, words, err := a.noticeToAnswer(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.replyTo(ctx, n, t, words)
}

// askReply asks for the words of a reply.
func askReply(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	n, t, err := a.noticeByID(ctx, ledger.NoticeID(about), ledger.ActionNoticeReply)
	if err != nil {
		return ledger.Change{}, err
	}
	if refusal := n.MayReply(t, a.Person, a.At); refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.asking(ledger.PressReply, texts.AskReply(n), noticeAbout(n, ""))
}

// replied takes a bare reply to a notice: a word of receipt acknowledges it, a command is
// that command, and everything else is the reply.
func replied(ctx context.Context, a *ask) (ledger.Change, error) {
	if len(a.About.Notices) != 1 {
		return ledger.Change{}, refused(ledger.ReasonNoNotice, "")
	}
	words := a.args
	a.word = "" // a command has to be found in the words
	received := len(a.Files) == 0 && slices.Contains([]string{"签收", "已签收", "签收了", "已签收了", "收到", "已收到"}, strings.TrimRight(words, "。.!！ "))
	if c, ok := a.command(); ok && !received { // 签收 under a notice is of the notice, and not of its task
		return a.run(ctx, c)
	}
	a.word, a.args = "reply", words
	n, t, err := a.noticeByID(ctx, a.About.Notices[0], ledger.ActionNoticeReply)
	if err != nil {
		return ledger.Change{}, err
	}
	switch {
	case received:
		return a.receiveNotice(n, t)
	case a.courtesy():
		return ledger.Change{}, refused(ledger.ReasonCourtesy, firstWord(words))
	}
	return a.replyTo(ctx, n, t, words)
}

func (a *ask) replyTo(ctx context.Context, n ledger.Notice, t ledger.Task, words string) (ledger.Change, error) {
	if n.Asked != "" { // its reply is the answer
		m, t, words, err := a.difficultyByID(ctx, n.Asked, words, ledger.ActionAnswer)
		if err != nil {
			return ledger.Change{}, err
		}
		return a.answerMatter(ctx, m, t, words)
	}
	answering := ledger.Answering{
		By: a.Person, At: a.At, Text: words, Files: a.Files, Album: a.albumName(), AnswerBy: a.h.Calendar.After(a.today, ledger.NoticeAnswer),
	}
	var heads []ledger.Address
	for _, unit := range a.Person.Units(a.today) {
		if !n.Level.HeadSigns || !slices.Contains(n.Units, unit) {
			continue
		}
		to, err := a.deskAddresses(ctx, ledger.DeskHead(unit))
		if err != nil {
			return ledger.Change{}, err
		}
		heads = append(heads, to...)
	}
	answering.HeadSits = len(heads) > 0
	noted, refusal := n.Reply(t, answering)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	m := noted.Matter
	change := ledger.Change{
		Put: noted.Records(), Entries: noted.Entries,
		Answer: ledger.Reply{Text: texts.NoticeReplied(noted.Notice, m), About: matterAbout(m)},
	}
	if m.Kind == ledger.MatterHeadSign {
		text, files := along(texts.Asked(m, a.today), m.Files)
		for i, address := range heads {
			change.Send = append(change.Send, ledger.Message{
				ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, i+1)), To: address, Text: text, Files: files, For: m.Desk.Of(),
				Buttons: texts.QueueButtons([]ledger.Matter{m}), NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice,
				About: ledger.About{Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{m.ID}}, Why: "notice " + string(m.Kind),
			})
		}
	}
	return change, nil
}

// noticeToAnswer finds the notice that somebody of a unit means, and gives back the words
// that follow: the one replied to, by its number, or the one on a task that waits for him.
func (a *ask) noticeToAnswer(ctx context.Context) (ledger.Notice, ledger.Task, string, error) {
	if a.About.Act == ledger.PressWhich && len(a.About.Notices) == 1 { // it was asked which, and all else are its words
		n, t, err := a.noticeByID(ctx, a.About.Notices[0], ledger.ActionNoticeReply)
		return n, t, a.args, err
	}
	if number, rest, ok := ledger.ReadNoticeNumber(a.args); ok {
		n, t, err := a.noticeNumbered(ctx, number, ledger.ActionNoticeReply)
		return n, t, rest, err
	}
	if ledger.ReadReport(a.args, true).Task.IsZero() && len(a.About.Notices) == 1 {
		n, t, err := a.noticeByID(ctx, a.About.Notices[0], ledger.ActionNoticeReply)
		return n, t, a.args, err
	}
	if n, t, ok, err := a.noticeOfLine(ctx); ok || err != nil {
		return n, t, ledger.AfterNumber(a.args), err
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionNoticeReply)
	if err != nil {
		return ledger.Notice{}, ledger.Task{}, "", err
	}
	return a.owedNotice(ctx, t, words)
}

// noticeOfLine finds the notice of a line of the list replied to, as 退回 2 does: of notices,
// or of tasks as a digest lists them. ok is false where no line is named.
func (a *ask) noticeOfLine(ctx context.Context) (n ledger.Notice, t ledger.Task, ok bool, err error) {
	number := ledger.ReadReport(a.args, true).Task
	if number.Code != "" || number.N < 1 {
		return ledger.Notice{}, ledger.Task{}, false, nil
	}
	if lines := a.About.Notices; len(lines) > 1 && number.N <= len(lines) {
		n, t, err = a.noticeByID(ctx, lines[number.N-1], ledger.ActionNoticeReply)
		return n, t, true, err
	}
	if lines := a.About.Tasks; len(lines) > 1 && number.N <= len(lines) {
		if t, err = a.task(ctx, ledger.TaskNumber{Code: lines[number.N-1]}, ledger.ActionNoticeReply); err == nil {
			n, t, _, err = a.owedNotice(ctx, t, "")
		}
		return n, t, true, err
	}
	return ledger.Notice{}, ledger.Task{}, false, nil
}
