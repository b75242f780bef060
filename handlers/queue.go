package handlers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// shownMatters is how many matters one answer lists: more buttons are not found.
const shownMatters = 8

// queue lists what waits for the asker's decision, the most pressing first: 待办.
func queue(ctx context.Context, a *ask) (ledger.Change, error) {
	var waiting []ledger.Matter
	var total int64
	for _, desk := range a.Person.Desks(a.today) {
		found, n, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: ledger.QueueRange(desk), Limit: shownMatters})
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: what waits at %s: %w", desk, err)
		}
		waiting, total = append(waiting, found...), total+n
	}
	waiting = waiting[:min(len(waiting), shownMatters)]
	stalled, late, err := a.stalled(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if m, ok, err := a.lineOf(ctx, append(slices.Clip(waiting), stalled...)); ok || err != nil {
		return a.oneMatter(m), err
	}
	forwarded, err := a.forwarded(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	issued, err := a.issuedByOwn(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	about := ledger.About{}
	for _, m := range append(slices.Clip(waiting), stalled...) {
		about.Matters = append(about.Matters, m.ID)
		if m.Task != "" {
			about.Tasks = append(about.Tasks, m.Task)
		}
	}
	text := texts.Queue(waiting, total, a.today)
	if lines := texts.StalledList(stalled, late, len(waiting)+1, a.today); lines != "" {
		text += "\n" + lines
	}
	reply := ledger.Reply{
		Text: strings.TrimSpace(text + strings.TrimRight("\n"+forwarded, "\n") + issued), Buttons: append(texts.QueueButtons(waiting), a.paperButtons(waiting)...), About: about,
	}
	if len(waiting) == 1 {
		reply.Text, reply.Files = along(reply.Text, waiting[0].Files)
	}
	return ledger.Change{Answer: reply}, nil
}

// lineOf is the line of the queue that is asked for, 待办 2: of the list replied to, else of
// the queue as it is now; false: no line is asked for.
func (a *ask) lineOf(ctx context.Context, waiting []ledger.Matter) (ledger.Matter, bool, error) {
	words := strings.TrimSpace(a.args)
	if words == "" {
		return ledger.Matter{}, false, nil
	}
	n, err := strconv.Atoi(words)
	if err != nil || n < 1 {
		return ledger.Matter{}, true, a.form(firstWord(words))
	}
	if n <= len(a.About.Matters) && a.About.Matters[n-1] != "" {
		m, _, _, err := a.matterByID(ctx, a.About.Matters[n-1], "")
		if over := m.Over(); err == nil && over != nil {
			err = over
		}
		return m, true, err
	}
	if n > len(waiting) {
		return ledger.Matter{}, true, refused(ledger.ReasonNoMatter, "")
	}
	return waiting[n-1], true, nil
}

// oneMatter shows one matter with its files, to be decided.
func (a *ask) oneMatter(m ledger.Matter) ledger.Change {
	text, files := along(texts.Asked(m, a.today), m.Files)
	return ledger.Change{Answer: ledger.Reply{
		Text: text, Files: files, Buttons: texts.QueueButtons([]ledger.Matter{m}), About: matterAbout(m),
	}}
}

// matterAbout lets a reply to a message be one to a matter.
func matterAbout(m ledger.Matter) ledger.About {
	about := ledger.About{Matters: []ledger.MatterID{m.ID}}
	if m.Task != "" {
		about.Tasks = []ledger.TaskID{m.Task}
	}
	return about
}

// paperButtons give the papers of the proposals to summon among what waits.
func (a *ask) paperButtons(waiting []ledger.Matter) [][]ledger.Button {
	var rows [][]ledger.Button
	for _, m := range waiting {
		if m.Kind == ledger.MatterAdmonition && a.h.Papers != nil {
			rows = append(rows, []ledger.Button{{Label: texts.PaperButton(m.Task), Data: ledger.Press(ledger.PressPaper, string(m.Task))}})
		}
	}
	return rows
}

// forwarded tells the office what it handed on to other units and waits for.
func (a *ask) forwarded(ctx context.Context) (string, error) {
	if !a.Person.Sits(ledger.DeskOffice, a.today) {
		return "", nil
	}
	found, total, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: ledger.ForwardedRange(), Limit: shownMatters})
	if err != nil {
		return "", fmt.Errorf("handlers: what was forwarded: %w", err)
	}
	return texts.ForwardedList(found, total, a.today), nil
}

// matter finds which matter is meant, and gives back the words that follow: the one that
// a reply is about, a line of the queue, or the one that waits on a task for the asker.
func (a *ask) matter(ctx context.Context) (ledger.Matter, ledger.Task, string, error) {
	if len(a.About.Matters) == 1 {
		return a.matterByID(ctx, a.About.Matters[0], a.withoutLine())
	}
	number := ledger.ReadReport(a.args, true).Task
	rest := ledger.AfterNumber(a.args)
	if n := number.N; n > 0 && n <= len(a.About.Matters) && a.About.Matters[n-1] != "" {
		return a.matterByID(ctx, a.About.Matters[n-1], rest)
	}
	if number.IsZero() {
		return ledger.Matter{}, ledger.Task{}, "", a.form(a.args)
	}
	t, err := a.task(ctx, number, ledger.ActionDecide)
	if err != nil {
		return ledger.Matter{}, ledger.Task{}, "", err
	}
	var mine []ledger.Waiting
	for _, w := range t.Waiting {
		if a.Person.Sits(w.Desk, a.today) && (w.Kind != ledger.MatterDifficulty || len(t.Waiting) == 1 || a.word == "退回") {
			mine = append(mine, w)
		}
	}
	meant := a.meant(mine)
	if len(meant) == 1 {
		return a.matterByID(ctx, meant[0].Matter, rest)
	}
	if w, waits := t.Waits(ledger.MatterStep); waits && len(mine) == 0 && !a.signs() && w.Desk != ledger.DeskOffice {
		return a.stepElsewhere(ctx, w, rest)
	}
	return ledger.Matter{}, ledger.Task{}, "", a.notMeant(ctx, t, len(mine), len(meant))
}

// notMeant says why none of what waits on a task is meant: nothing does for him any more, or several do.
func (a *ask) notMeant(ctx context.Context, t ledger.Task, mine, meant int) error {
	if mine == 0 && t.Public() && wordSaid(a.word) == "" && ledger.MayTask(a.Person, ledger.ActionCloseout, t, a.today) == nil {
		return &ledger.Refusal{Reason: ledger.ReasonPublicRuns, Task: t.ID, Words: t.Closeout.Until.String()}
	}
	if mine > 0 && (meant > 0 || !a.signs()) {
		return &ledger.Refusal{Reason: ledger.ReasonWhichMatter, Task: t.ID}
	}
	refusal, err := a.tooLate(ctx, t)
	switch {
	case err != nil:
		return err
	case refusal == nil:
		return a.noMatter(t)
	}
	return refusal
}

// noMatter says that nothing waits for him, or, to a unit that says 退回 of its own task, that it
// means 退办.
func (a *ask) noMatter(t ledger.Task) *ledger.Refusal {
	reason := ledger.ReasonNoMatter
	if a.word == "退回" && ledger.MayTask(a.Person, ledger.ActionApply, t, a.today) == nil {
		reason = ledger.ReasonDeclineIt
	}
	if w, waits := t.Waits(ledger.MatterSign); waits && a.signs() && ledger.MayTask(a.Person, ledger.ActionNotice, t, a.today) == nil {
		return &ledger.Refusal{Reason: ledger.ReasonSignElsewhere, Task: t.ID, Words: string(w.Desk)}
	}
	if others := t.ForUnits().Waiting; len(others) > 0 && reason == ledger.ReasonNoMatter {
		var where []string
		for _, w := range others {
			if at := string(w.Kind) + " " + string(w.Desk); !slices.Contains(where, at) {
				where = append(where, at)
			}
		}
		return &ledger.Refusal{Reason: ledger.ReasonOthersMatter, Task: t.ID, Words: strings.Join(where, "\n")}
	}
	return &ledger.Refusal{Reason: reason, Task: t.ID}
}

// meant narrows several matters to those that the word is for: 签发 is for a notice, 成立
// for an objection, and 同意 for what has no word of its own. 退回 is for any of them.
func (a *ask) meant(mine []ledger.Waiting) []ledger.Waiting {
	if a.word == "退回" || len(mine) < 2 && !a.signs() {
		return mine
	}
	return slices.DeleteFunc(slices.Clone(mine), func(w ledger.Waiting) bool { return ownWord(w.Kind) != wordSaid(a.word) })
}

// signs reports whether he said 签发, which grants nothing else, also where nothing else waits:
// whoever has the draft in mind that was there does not confirm a completion by it.
func (a *ask) signs() bool { return wordSaid(a.word) == ownWord(ledger.MatterSign) }

// ownWord is the word that belongs to a kind of matter; empty: it has none.
func ownWord(kind ledger.MatterKind) string {
	switch kind { //nolint:exhaustive // the others have none
	case ledger.MatterSign, ledger.MatterHeadSign:
		return "签"
	case ledger.MatterObjection:
		return "立"
	case ledger.MatterDifficulty, ledger.MatterAdmonition:
		return "-"
	}
	return ""
}

// wordSaid is what ownWord would be of the kind that a command is for.
func wordSaid(command string) string {
	switch command {
	case "签发", "签字":
		return "签"
	case "成立", "不成立", "异议成立", "异议不成立":
		return "立"
	}
	return ""
}

// withoutLine is what was said to a message with a single matter, without the number that may
// stand before it: the line's, 退回 1 理由, or the task's. An answer to a question of ours has
// neither.
func (a *ask) withoutLine() string {
	first, rest, _ := strings.Cut(strings.TrimSpace(a.args), " ")
	own := a.About.Matters[0].Task()
	if a.About.Act == "" && (first == "1" || own != "" && first == shortNumber(own)) {
		return strings.TrimSpace(rest)
	}
	return a.args
}

// matterByID reads a matter with its task, for somebody who may decide it.
func (a *ask) matterByID(ctx context.Context, id ledger.MatterID, words string) (ledger.Matter, ledger.Task, string, error) {
	found, err := a.h.Book.Matters(ctx, id)
	if err != nil {
		return ledger.Matter{}, ledger.Task{}, "", fmt.Errorf("handlers: matter %s: %w", id, err)
	}
	if len(found) == 0 || !a.Person.MayDecide(found[0], a.today) {
		return ledger.Matter{}, ledger.Task{}, "", refused(ledger.ReasonNoMatter, "")
	}
	if id.Task() == "" {
		return found[0], ledger.Task{}, words, nil
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: id.Task()}, ledger.ActionDecide)
	return found[0], t, words, err
}

// apply answers whoever opened a matter, and tells whoever decides it where that is not
// the office: the office reads its queue once a day and when it likes.
func (a *ask) apply(ctx context.Context, applied ledger.Applied) (ledger.Change, error) {
	change := ledger.Change{
		Put: []ledger.Record{applied.Task, applied.Matter}, Entries: applied.Entries,
		Answer: ledger.Reply{
			Text: texts.Applied(applied.Matter), About: matterAbout(applied.Matter),
		},
	}
	send, err := a.askDesk(ctx, applied.Matter)
	change.Send = numberedSend(a.Cause, send)
	return change, err
}

// askDesk makes the messages to whoever sits at the desk of a matter, in private; none for
// the office.
func (a *ask) askDesk(ctx context.Context, m ledger.Matter) ([]ledger.Message, error) {
	text, files := along(texts.Asked(m, a.today), m.Files)
	return a.toDesk(ctx, m, text, files)
}

// toDesk makes messages about a matter to whoever sits at its desk; none for the office.
func (a *ask) toDesk(ctx context.Context, m ledger.Matter, text string, files []ledger.File) ([]ledger.Message, error) {
	to, err := a.deskAddresses(ctx, m.Desk)
	if err != nil {
		return nil, err
	}
	send := make([]ledger.Message, len(to))
	for i, address := range to {
		send[i] = ledger.Message{
			To: address, Text: text, Files: files, For: m.Desk.Of(),
			Buttons: texts.QueueButtons([]ledger.Matter{m}), NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice,
			About: matterAbout(m),
			Why:   "matter " + string(m.Kind),
		}
	}
	return send, nil
}

// deskAddresses are the private chats of those who sit at a desk; none for the office,
// which is not told of each matter as it comes.
func (a *ask) deskAddresses(ctx context.Context, desk ledger.Desk) ([]ledger.Address, error) {
	mark := desk.Mark()
	if mark == "" {
		return nil, nil
	}
	persons, err := a.h.Book.Persons(ctx, mark)
	if err != nil {
		return nil, fmt.Errorf("handlers: who sits at %s: %w", desk, err)
	}
	persons = ledger.Sitters(persons, desk, a.today)
	to := make([]ledger.Address, len(persons))
	for i, p := range persons {
		to[i] = p.Chat
	}
	return to, nil
}
