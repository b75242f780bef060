package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// void declares a notice void: 作废 督办〔2025〕3号 误发. It keeps its number, and the units
// are told. So does a bulletin: 作废 通报〔2025〕1号 数字有误.
func void(ctx context.Context, a *ask) (ledger.Change, error) {
	number, why, ok := ledger.ReadNoticeNumber(a.args)
	if rest, drafted := a.draftsTask(); drafted && !ok { // also in reply to another one
		a.args = rest
		t, words, err := a.taskOrTheirs(ctx, ledger.ActionNotice)
		if err != nil {
			return ledger.Change{}, err
		}
		return a.takeDraftBack(ctx, t, words)
	}
	if !ok && len(a.About.Notices) == 1 { // in reply to it
		n, t, err := a.noticeByID(ctx, a.About.Notices[0], ledger.ActionNotice)
		if err != nil {
			return ledger.Change{}, err
		}
		why, its := reasonBehind(a.args, n)
		if !its { // the quoted one is not what was named
			return ledger.Change{}, a.form(a.args)
		}
		return a.voidNotice(ctx, n, t, why)
	}
	if !ok {
		return ledger.Change{}, a.form(a.args)
	}
	if number.Prefix == texts.WordBulletin {
		return a.voidBulletin(ctx, number, why)
	}
	n, t, err := a.noticeNumbered(ctx, number, ledger.ActionNotice)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.voidNotice(ctx, n, t, why)
}

// reasonBehind takes the number of the notice, or of its task, off the words that answer it: 作废
// 17 写错了. false: they begin with another number.
func reasonBehind(words string, n ledger.Notice) (why string, its bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	number, numbered := ledger.ReadTaskNumber(first)
	if !numbered {
		return words, true
	}
	same := number.Code == n.Task || number.Code == "" && (int64(number.N) == n.N || strconv.Itoa(number.N) == texts.Number(n.Task))
	return rest, same
}

// voidNotice declares a notice void; one that is not signed is taken back.
func (a *ask) voidNotice(ctx context.Context, n ledger.Notice, t ledger.Task, why string) (ledger.Change, error) {
	if n.State == ledger.NoticeDraft {
		return a.draftBack(ctx, n, t, why)
	}
	waiting, err := a.waitingOn(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	waiting = slices.DeleteFunc(waiting, func(m ledger.Matter) bool { return m.Notice != n.ID })
	noted, put, refusal := n.Cancel(t, waiting, a.Person, a.At, why)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	to, _, err := a.noticeReaders(ctx, noted.Task, noted.Notice)
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{
		Put: append(noted.Records(), put...), Entries: noted.Entries,
		Send:   a.noticeMessages(noted.Notice, to, texts.NoticeVoidedToUnit(noted.Notice), nil),
		Answer: ledger.Reply{Text: texts.NoticeVoided(noted.Notice), About: noticeAbout(noted.Notice, "")},
	}
	return a.toldOffice(ctx, change, t.Issues(a.Person, a.today), texts.VoidedToOffice(noted.Notice))
}
