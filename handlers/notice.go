package handlers

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// shownNotices is how many notices one answer lists.
const shownNotices = 15

// notice drafts a notice to the units that lead a task, 督办 17 黄 请于月底前完工，抄送 组织部,
// or shows the newest: 督办 17. By its number it is read: see [ask.namesNotice].
func notice(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionNotice)
	if err != nil {
		return ledger.Change{}, err
	}
	if words == "" {
		return a.newestNotice(ctx, t)
	}
	if o := ledger.ReadOrdinals(a.args); len(o.Numbers) > 1 && !o.Unclear {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoticeEach, Task: t.ID, Words: o.Rest}
	}
	policy, err := a.policy(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	level, words, quiet := noticeLevel(policy, words)
	if quiet {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonQuietLevel, Task: t.ID, Words: level.Name}
	}
	words, copies, named, err := a.copies(ctx, words)
	if err != nil {
		return ledger.Change{}, err
	}
	if level.Code == "" || words == "" {
		return ledger.Change{}, a.form("")
	}
	issuer := t.Issues(a.Person, a.today)
	desk, to, instead, err := a.signDesk(ctx, t, level, issuer)
	if err != nil {
		return ledger.Change{}, err
	}
	problem := texts.NoticeProblem(t, a.today)
	noted, refusal := t.DraftNotice(ledger.Drafting{
		By: a.Person, At: a.At, Level: level, Next: policy.Warned(level.Code), Series: policy.Series(), Contact: policy.Notices.Contact, Problem: problem,
		Requirement: words, Ask: texts.NoticeAsk(t.Lead, level, problem), Desk: desk, Issuer: issuer, AnswerBy: a.h.Calendar.After(a.today, ledger.NoticeAnswer),
		Copies: copies, Named: named,
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := a.putToSign(noted, desk, to)
	change.Answer.Text = texts.Drafted(noted.Notice, desk, instead)
	return change, nil
}

// putToSign stores a draft and puts it before those who sign it.
func (a *ask) putToSign(noted ledger.Noted, desk ledger.Desk, to []ledger.Address) ledger.Change {
	about := noticeAbout(noted.Notice, "")
	about.Matters = []ledger.MatterID{noted.Matter.ID}
	change := ledger.Change{Put: noted.Records(), Entries: noted.Entries}
	change.Answer.About = about
	buttons := texts.QueueButtons([]ledger.Matter{noted.Matter})
	if a.Person.Sits(desk, a.today) {
		change.Answer.Buttons = buttons
	}
	for i, address := range to {
		change.Send = append(change.Send, ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, i+1)), To: address, Text: texts.ToSign(noted.Notice), Buttons: buttons,
			NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, About: about, Why: "notice " + string(noted.Matter.Kind),
		})
	}
	return change
}

// levelWords are what may follow a colour that names a level: 红色, 红牌, 红牌督办, 红色督办单.
var levelWords = regexp.MustCompile(`^(.)(?:色|牌)?(?:督办单?|提醒)?$`)

// noticeLevel takes the level off the beginning of words: 红, 红色, 红牌督办, red; the mildest level
// that sends notices if they name none. quiet is set where they name one that sends none.
func noticeLevel(p ledger.Policy, words string) (level ledger.Level, rest string, quiet bool) {
	words = strings.TrimSpace(words)
	first, after := words, ""
	if at := strings.IndexAny(words, " \n，,：:；;"); at >= 0 {
		first, after = words[:at], strings.TrimLeft(words[at:], " \n，,：:；;")
	}
	colour := ""
	if m := levelWords.FindStringSubmatch(first); m != nil {
		colour = m[1]
	}
	var mildest ledger.Level
	for _, level := range slices.Backward(p.Ladder) {
		if level.Notice {
			mildest = level
		}
		if !level.Proposal && (strings.EqualFold(first, level.Code) || level.Name == first || colour != "" && strings.HasPrefix(level.Name, colour)) {
			return level, after, !level.Notice
		}
	}
	return mildest, words, false
}

// signDesk is where a notice is signed: the office's, or that of the leader in charge, if the
// level asks for him and he is there; what a unit issues by its mandate its head signs. to are
// those who are told at once.
func (a *ask) signDesk(ctx context.Context, t ledger.Task, level ledger.Level, issuer ledger.UnitID) (desk ledger.Desk, to []ledger.Address, instead bool, err error) {
	switch {
	case level.Signer == ledger.RoleLeader:
	case issuer != "":
		desk = ledger.DeskHead(issuer)
		if to, err = a.deskAddresses(ctx, desk); err != nil || len(to) > 0 {
			return desk, a.elsewhereThan(to), false, err
		}
		return ledger.DeskOffice, nil, true, nil
	default:
		return ledger.DeskOffice, nil, false, nil
	}
	if t.Leader != "" {
		desk = ledger.DeskLeader(t.Leader)
		if to, err = a.deskAddresses(ctx, desk); err != nil || len(to) > 0 {
			return desk, to, false, err
		}
	}
	return ledger.DeskOffice, nil, true, nil
}

func (a *ask) policy(ctx context.Context) (ledger.Policy, error) {
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Policy{}, fmt.Errorf("handlers: policy: %w", err)
	}
	return policy, nil
}

// noticeAbout lets a reply to a message be one to the notice: with act, bare words are that
// command's.
func noticeAbout(n ledger.Notice, act string) ledger.About {
	return ledger.About{Tasks: []ledger.TaskID{n.Task}, Notices: []ledger.NoticeID{n.ID}, Act: act}
}

// newestNotice shows the newest notice on a task.
func (a *ask) newestNotice(ctx context.Context, t ledger.Task) (ledger.Change, error) {
	if len(t.Notices) == 0 {
		return ledger.Change{}, a.form("")
	}
	n, t, err := a.noticeByID(ctx, t.Notices[len(t.Notices)-1].Notice, ledger.ActionNotice)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.showNotice(ctx, n, t)
}

// showNotice shows a notice in full, with the buttons of whoever may sign it.
func (a *ask) showNotice(ctx context.Context, n ledger.Notice, t ledger.Task) (ledger.Change, error) {
	p, err := a.noticeCopy(ctx, n)
	if err != nil {
		return ledger.Change{}, err
	}
	reply := ledger.Reply{Text: texts.NoticeStand(n, a.today) + p.missing(), About: noticeAbout(n, ""), Files: p.files}
	for _, w := range t.Waiting {
		if w.Notice == n.ID && a.Person.Sits(w.Desk, a.today) {
			m := ledger.Matter{ID: w.Matter, Kind: w.Kind}
			reply.Buttons, reply.About.Matters = texts.QueueButtons([]ledger.Matter{m}), []ledger.MatterID{m.ID}
		}
	}
	return ledger.Change{Answer: reply}, nil
}

// noticeByID reads a notice with its task, for somebody who may do something with that.
func (a *ask) noticeByID(ctx context.Context, id ledger.NoticeID, action ledger.Action) (ledger.Notice, ledger.Task, error) {
	found, err := a.h.Book.Notices(ctx, id)
	if err != nil {
		return ledger.Notice{}, ledger.Task{}, fmt.Errorf("handlers: notice %s: %w", id, err)
	}
	if len(found) == 0 {
		return ledger.Notice{}, ledger.Task{}, refused(ledger.ReasonNoNotice, "")
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: id.Task()}, action)
	return found[0], t, err
}

// noticeNumbered finds a notice by its number, among those of the tasks that the asker may
// see. In January the same number of last year may be his, and this year's another unit's.
func (a *ask) noticeNumbered(ctx context.Context, number ledger.NoticeNumber, action ledger.Action) (n ledger.Notice, t ledger.Task, err error) {
	for _, number.Year = range a.years(number) {
		n, t, err = a.noticeOfYear(ctx, number, action)
		if refusal, ok := errors.AsType[*ledger.Refusal](err); !ok || refusal.Reason != ledger.ReasonNoNotice {
			return n, t, err
		}
	}
	return n, t, err
}

// years are those of which a number may be. One without a year is this year's; in January last
// year's still run, and nobody writes the year.
func (a *ask) years(number ledger.NoticeNumber) []int {
	if number.Year != 0 {
		return []int{number.Year}
	}
	return []int{a.today.Year(), a.today.Year() - 1}
}

func (a *ask) noticeOfYear(ctx context.Context, number ledger.NoticeNumber, action ledger.Action) (ledger.Notice, ledger.Task, error) {
	found, _, err := a.h.Book.NoticesIn(ctx, ledger.Page{Range: ledger.NumberRange(number.Year, number.N), Limit: shownNotices})
	if err != nil {
		return ledger.Notice{}, ledger.Task{}, fmt.Errorf("handlers: notice %d/%d: %w", number.Year, number.N, err)
	}
	found = slices.DeleteFunc(found, func(n ledger.Notice) bool { return !n.Numbered(number) })
	others := func(n ledger.Notice) bool { return !n.Bears(number) }
	if exact := slices.DeleteFunc(slices.Clone(found), others); len(exact) > 0 {
		found = exact // written in full: 督办〔2025〕3号 is not 乐督办〔2025〕3号
	}
	switch len(found) {
	case 0:
		return ledger.Notice{}, ledger.Task{}, refused(ledger.ReasonNoNotice, firstWord(a.args))
	case 1:
	default:
		numbers := make([]string, len(found))
		for i, n := range found {
			numbers[i] = n.Number()
		}
		return ledger.Notice{}, ledger.Task{}, refused(ledger.ReasonWhichNotice, strings.Join(numbers, "、"))
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: found[0].Task}, action)
	if _, ok := err.(*ledger.Refusal); ok { //nolint:errorlint // task returns a refusal as it is
		err = refused(ledger.ReasonNoNotice, firstWord(a.args)) // who may not see the task learns of no notice
		if found[0].CopiedTo(a.Person, a.today) {
			err = &ledger.Refusal{Reason: ledger.ReasonCopyOnly, Task: found[0].Task, Words: found[0].Number()}
		}
	}
	return found[0], t, err
}

// findNotices lists the notices that run: 查 督办单, 查 督办单 住建局. Of other words it is said
// that they narrow nothing.
func (a *ask) findNotices(ctx context.Context, words []string) (ledger.Change, error) {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "督办单" || w == "督办" })
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	page, of := ledger.Page{Range: ledger.NoticesRange(), Limit: shownNotices}, ledger.UnitID("")
	if len(words) == 1 {
		if unit, near, ok := directory.Find(words[0]); ok && len(near) == 0 {
			page.Limit, of, words = readFound, unit, nil
		}
	}
	found, total, err := a.h.Book.NoticesIn(ctx, page)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: notices: %w", err)
	}
	if of != "" {
		found = slices.DeleteFunc(found, func(n ledger.Notice) bool { return !slices.Contains(n.Units, of) })
		total, found = int64(len(found)), found[:min(len(found), shownNotices)]
	}
	reply := ledger.Reply{Text: texts.Notices(found, total, of, strings.Join(words, " "), a.today)}
	for _, n := range found {
		reply.About.Notices = append(reply.About.Notices, n.ID)
	}
	return ledger.Change{Answer: reply}, nil
}
