package handlers

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// superiorReply records that our reply to a superior went out: 上级督办 已回复 3 7月15日
// 乐府函〔2025〕33号, with the files that came along; corrects that when it is said again; or takes
// it back: 上级督办 撤销回复 3 理由.
func (a *ask) superiorReply(ctx context.Context, said ledger.SuperiorReplyWords) (ledger.Change, error) {
	t, papers, err := a.superiorMeant(ctx, said)
	if err != nil {
		return ledger.Change{}, err
	}
	if said.Undo {
		return a.unreplySuperior(t, said.Why)
	}
	number, unknown := "", said.Unknown
	if len(papers) > 0 {
		number = papers[0]
	}
	if len(papers) > 1 && unknown == "" {
		unknown = papers[1]
	}
	if unknown != "" {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonSuperiorReplyForm, Task: t.ID, Words: unknown}
	}
	return a.replySuperior(t, ledger.SuperiorReplying{By: a.Person, At: a.Said, On: said.On, Number: number, Files: a.Files})
}

func (a *ask) replySuperior(t ledger.Task, r ledger.SuperiorReplying) (ledger.Change, error) {
	done, refusal := t.ReplySuperior(r)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{done.Task}, Entries: done.Entries}
	change.Answer = ledger.Reply{Text: texts.SuperiorReplied(done), About: superiorAbout(t.ID)}
	if done.Was.On.IsZero() {
		undo := string(t.ID) + "/" + strconv.FormatInt(done.Task.Superior.Reply.At.UnixMilli(), 36)
		change.Answer.Buttons = [][]ledger.Button{{{Label: texts.ButtonUndo, Data: ledger.Press(ledger.PressSuperior, undo)}}}
	}
	return change, nil
}

func (a *ask) unreplySuperior(t ledger.Task, why string) (ledger.Change, error) {
	done, refusal := t.UnreplySuperior(a.Person, a.Said, why)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Put: []ledger.Record{done.Task}, Entries: done.Entries, Answer: ledger.Reply{
		Text: texts.SuperiorUnreplied(done, a.today), About: superiorAbout(t.ID),
	}}, nil
}

func superiorAbout(id ledger.TaskID) ledger.About {
	return ledger.About{Tasks: []ledger.TaskID{id}, Act: ledger.PressSuperior}
}

// superiorMeant finds of which notice a reply is, by the task's number, by the superior's own, by
// the message replied to, or since only one waits; and the numbers that are our own paper's.
func (a *ask) superiorMeant(ctx context.Context, said ledger.SuperiorReplyWords) (ledger.Task, []string, error) {
	if !said.Task.IsZero() {
		t, err := a.task(ctx, said.Task, ledger.ActionSuperior)
		return t, otherPapers(said.Papers, t), err
	}
	for _, paper := range said.Papers {
		known, err := a.superiorNumbered(ctx, paper)
		if err != nil || len(known) > 0 {
			return first(known), otherPapers(said.Papers, first(known)), err
		}
	}
	if about := a.about(); len(about) == 1 {
		t, err := a.task(ctx, ledger.TaskNumber{Code: about[0]}, ledger.ActionSuperior)
		return t, said.Papers, err
	}
	owed, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.SuperiorRange(ledger.ScopeOffice), Limit: 1})
	switch {
	case err != nil:
		return ledger.Task{}, nil, fmt.Errorf("handlers: superiors that wait: %w", err)
	case total == 0:
		return ledger.Task{}, nil, refused(ledger.ReasonNoSuperior, "")
	case total > 1:
		return ledger.Task{}, nil, refused(ledger.ReasonWhichSuperior, strconv.FormatInt(total, 10))
	}
	return owed[0], said.Papers, nil
}

// superiorNumbered is the task that answers a superior's notice of a number; none: it is not
// registered.
func (a *ask) superiorNumbered(ctx context.Context, number string) ([]ledger.Task, error) {
	known, _, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.Range{Mark: ledger.SuperiorMark(number), Max: ledger.NoLimit}, Limit: 1})
	if err != nil {
		return nil, fmt.Errorf("handlers: superior's notice %s: %w", number, err)
	}
	return known, nil
}

// otherPapers are the numbers that are not the superior's.
func otherPapers(papers []string, t ledger.Task) []string {
	superior := ledger.SuperiorMark(t.Superior.Number)
	return slices.DeleteFunc(slices.Clone(papers), func(paper string) bool { return ledger.SuperiorMark(paper) == superior })
}

func first(tasks []ledger.Task) ledger.Task {
	if len(tasks) == 0 {
		return ledger.Task{}
	}
	return tasks[0]
}

// superiorPressed is the button 撤销 under the answer to a record: it takes back that one, and no
// later one.
func superiorPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	id, at, _ := strings.Cut(about, "/")
	t, err := a.task(ctx, ledger.TaskNumber{Code: ledger.TaskID(id)}, ledger.ActionSuperior)
	if err != nil {
		return ledger.Change{}, err
	}
	if reply := t.Superior.Reply; !reply.On.IsZero() && strconv.FormatInt(reply.At.UnixMilli(), 36) != at {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	return a.unreplySuperior(t, "")
}

// superiorAnswered is what is said in reply to a message about a superior's notice: files of the
// reply, its day or its number, 撤销. Other words are what they are by themselves.
func superiorAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	words := a.args
	if a.About.Words != "" {
		return a.superiorAdded(ctx, words)
	}
	if about := a.about(); words == "" && len(a.Files) > 0 && len(about) == 1 {
		return a.superiorReply(ctx, ledger.SuperiorReplyWords{})
	}
	if said, ok := ledger.ReadSuperiorReply(words, a.day, true); ok {
		return a.superiorReply(ctx, said)
	}
	a.word = ""
	if c, ok := a.command(); ok {
		return a.run(ctx, c)
	}
	if a.courtesy() {
		return ledger.Change{}, refused(ledger.ReasonCourtesy, firstWord(words))
	}
	refusal := &ledger.Refusal{Reason: ledger.ReasonSuperiorReplyForm, Words: firstWord(words)}
	if about := a.about(); len(about) == 1 {
		refusal.Task = about[0]
	}
	return ledger.Change{}, refusal
}

// superiorAdded is what is said to a notice of which something is missing: the missing part, 取消, or
// a command.
func (a *ask) superiorAdded(ctx context.Context, words string) (ledger.Change, error) {
	about := a.About
	switch strings.Trim(words, "。.! ") {
	case "":
		return ledger.Change{}, refused(ledger.ReasonNoWords, "")
	case "取消", "不登记", "不登了", "算了":
		return said(texts.SuperiorDropped())
	}
	a.word = ""
	if c, ok := a.command(); ok {
		if c.press != ledger.PressSuperior {
			return a.run(ctx, c)
		}
		if _, replied := ledger.ReadSuperiorReply(a.args, a.day, false); replied || a.args == "" {
			return a.run(ctx, c)
		}
		words = a.args
	}
	a.word = "superior"
	return a.superiorSaid(ctx, ledger.JoinSuperior(about.Words, words))
}

// superiorList joins what narrows the list of superiors' notices to its word: 查 上级督办 全部.
func superiorList(words []string) []string {
	at := slices.Index(words, "上级督办")
	if at < 0 || at+1 == len(words) {
		return words
	}
	narrows := map[string]string{"全部": "全部", "所有": "全部", "已回复": "全部", "未回复": "待回复", "没回复": "待回复", "逾期": "逾期", "超期": "逾期", "待回复": "待回复"}
	narrow, ok := narrows[words[at+1]]
	if !ok {
		return words
	}
	return slices.Concat(words[:at], []string{words[at] + narrow}, words[at+2:])
}

// superiorVerb is how the record of a reply is said without 上级督办 before it.
var superiorVerb = regexp.MustCompile(`^(?:已回复|(?:撤销|撤回)回复)(?:上级)?(?:督办)?[ :,]?(?:[#〔\d]|\p{Han}+〔)|^(?:\p{Han}{1,12}[〔[【(]\d{4}[〕\]】)]第?\d{1,5}号?|[#第]?\d{1,6}[号项]?) ?(?:已(?:经|于.{2,12})?(?:回复|答复|报送|上报)|(?:撤销|撤回)(?:回复|答复))`)

// bareSuperior takes 已回复 8 and 撤销回复 8 理由 of who keeps the superiors' notices for what they
// are; in reply to something they may be anything.
func (a *ask) bareSuperior(text string) (command, bool) {
	if !a.Private || a.QuotedOur || !superiorVerb.MatchString(text) || ledger.May(a.Person, ledger.ActionSuperior, a.today) != nil {
		return command{}, false
	}
	a.word, a.args = "上级督办", a.Text
	return a.h.named("superior"), true
}
