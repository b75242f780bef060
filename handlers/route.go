package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
)

// route finds out what was meant and has it decided.
func (a *ask) route(ctx context.Context) (ledger.Change, error) {
	switch {
	case a.MovedTo != "" || a.Gone != "" || a.Entered:
		return service(ctx, a)
	case !a.addressed():
		return ledger.Change{}, nil // people talk among themselves
	case a.Anonymous || a.From == 0:
		return ledger.Change{}, refused(ledger.ReasonAnonymous, "")
	case a.Button != "":
		return press(ctx, a)
	case a.marked() && a.bound():
		return ledger.Change{}, refused(ledger.ReasonSecret, "") // before anything repeats the words
	case a.Unsupported != "":
		return a.unsupported()
	case a.bareUnkept(), a.Forwarded != "" && a.bound() && len(a.Files) == 0 && len(a.large)+len(a.lost) > 0:
		return a.unkept()
	case a.Forwarded != "" && a.bound() && len(a.Files) == 0:
		return a.passedOn(ctx)
	case a.Forwarded != "" && a.bound():
		a.Text = "" // the files are taken, the words beside them are another's
	}
	if change, taken, err := a.latePicture(ctx); taken || err != nil {
		return change, err
	}
	if change, taken, err := a.lateEvidence(ctx); taken || err != nil {
		return change, err
	}
	if c, ok := a.awaited(); ok {
		return a.answer(ctx, c)
	}
	if c, ok := a.command(); ok {
		return a.run(ctx, c)
	}
	if a.bareSheet() {
		return importBare(ctx, a)
	}
	return talk(ctx, a)
}

// awaited is the command whose button asked for words, if this is the reply to that.
func (a *ask) awaited() (command, bool) {
	if a.About.Act == "" || strings.HasPrefix(strings.TrimSpace(a.Text), "/") {
		return command{}, false
	}
	c, ok := a.h.pressing(a.About.Act)
	return c, ok && c.answered != nil
}

// answer hands the words that a button asked for to its command.
func (a *ask) answer(ctx context.Context, c command) (ledger.Change, error) {
	if a.Edited {
		return ledger.Change{}, refused(ledger.ReasonEditedAct, "")
	}
	if refusal := ledger.May(a.Person, c.action, a.today); refusal != nil {
		return ledger.Change{}, refusal
	}
	a.word, a.args = c.name, strings.TrimSpace(a.Text)
	return c.answered(ctx, a)
}

// addressed reports whether the words are for the bot: in a group those are commands,
// replies to it and its buttons (privacy mode), whatever else the bot may see there.
func (a *ask) addressed() bool {
	return a.Private || a.Button != "" || a.QuotedOur || strings.HasPrefix(strings.TrimSpace(a.Text), "/")
}

// marked reports whether anything that came carries a secrecy marking (domain §10).
func (a *ask) marked() bool {
	return ledger.Marked(a.Text) || slices.ContainsFunc(a.sent(), func(f ledger.File) bool { return ledger.Marked(f.Name) })
}

func (a *ask) unsupported() (ledger.Change, error) {
	if !a.bound() {
		return ledger.Change{}, refused(ledger.ReasonStranger, "")
	}
	if c, ok := a.awaited(); ok { // the form that was asked for is the one that is shown
		a.word = c.name
	}
	return ledger.Change{}, refused(ledger.ReasonUnsupported, a.Unsupported)
}

// command finds the command that the text begins with: /report, 进展, /进展. A Chinese
// word without slash counts in a private chat, or in a reply to the bot; it must end
// there, or be followed by a space, a digit or a code.
func (a *ask) command() (command, bool) {
	text := strings.TrimSpace(ledger.Narrow(a.Text))
	first, rest := text, ""
	if at := strings.IndexAny(text, " \n"); at >= 0 {
		first, rest = text[:at], text[at+1:]
	}
	if name, ok := strings.CutPrefix(first, "/"); ok {
		for _, c := range a.h.commands {
			if strings.EqualFold(name, c.name) || strings.EqualFold(strings.TrimRight(name, "0123456789"), c.name) {
				number := name[len(c.name):] // /report17 80
				a.word, a.args = c.name, strings.TrimSpace(number+" "+ledger.AsTyped(a.Text, strings.TrimSpace(rest)))
				return c, true
			}
		}
		text = strings.TrimPrefix(text, "/")
	} else if c, ok := a.latinCommand(first); ok {
		a.word, a.args = c.name, ledger.AsTyped(a.Text, strings.TrimSpace(rest))
		return c, true
	}
	if c, ok := a.offhand(text); ok {
		return c, true
	}
	if c, ok := a.wordCommand(text); ok {
		return c, true
	}
	if c, ok := a.signed(text); ok {
		return c, true
	}
	if c, ok := a.bareSuperior(text); ok {
		return c, true
	}
	return a.commandAfter(text)
}

// latinCommand takes help and report for what they are without their slash, where
// nobody else is spoken to.
func (a *ask) latinCommand(word string) (command, bool) {
	for _, c := range a.h.commands {
		if a.Private && strings.EqualFold(word, c.name) {
			return c, true
		}
	}
	return command{}, false
}

func (a *ask) wordCommand(text string) (command, bool) {
	var best command
	for _, c := range a.h.commands {
		for _, word := range c.words {
			rest, ok := strings.CutPrefix(text, word)
			if ok && (endsWord(rest) || runsOn(c.name, rest) || c.name == "help" && a.h.isWord(rest)) && len(word) > len(a.word) {
				best, a.word, a.args = c, word, ledger.AsTyped(a.Text, strings.TrimSpace(strings.TrimLeft(rest, " :,;?!。.~")))
			}
		}
	}
	running := answersItself(best.name) || (startsReport(best.name) && strings.TrimPrefix(text, a.word) == a.args)
	if a.word != "" && a.QuotedOur && len(a.About.Tasks) > 0 && running && !a.namesReplied() {
		a.word, a.args = "", "" // 无变化, 困难 …, 承诺 … as a reply speak of the tasks replied to
		return command{}, false
	}
	a.args = apart(best.name, a.args)
	return best, a.word != ""
}

// namesReplied reports whether what follows the command names the task replied to, as
// the forms in our own answers do: 困难 17 等设备.
func (a *ask) namesReplied() bool {
	number := ledger.ReadReport(a.args, true).Task
	return len(a.About.Tasks) == 1 && names(number, a.About.Tasks[0])
}

// isWord reports whether words are those of a command.
func (h *Handlers) isWord(words string) bool {
	return slices.ContainsFunc(h.commands, func(c command) bool { return slices.Contains(c.words, words) })
}

// answersItself tells the words that are both a command and an answer to a reminder.
func answersItself(name string) bool {
	return slices.Contains([]string{"nochange", "blocked", "promise", "complete", "report"}, name)
}

// startsReport tells the words with which a report may begin as well: 计划8月底完工,
// without anything between, says how far the work is.
func startsReport(name string) bool { return name == "plan" || name == "milestone" }

func endsWord(rest string) bool {
	if rest == "" {
		return true
	}
	return strings.ContainsRune(" \n:,#〔[0123456789?!。.~", []rune(rest)[0])
}

// runsOn reports whether what follows a command without a space is how people go on with it:
// 申请延期至8月15日, 请假三天.
func runsOn(name, rest string) bool {
	switch name {
	case "extend":
		return strings.HasPrefix(rest, "至") || strings.HasPrefix(rest, "到")
	case "limit":
		return movesLimit.MatchString(rest)
	case "export":
		return isEverything(rest)
	case "leave":
		_, ok := ledger.ReadLeave(rest)
		return ok
	case "find":
		return unsentSaid(rest) || lists(strings.TrimRight(rest, ".。!?")) != nil
	case "superior":
		return superiorVerb.MatchString(rest)
	}
	return false
}

func (a *ask) run(ctx context.Context, c command) (ledger.Change, error) {
	if c.open && !a.bound() {
		if c.place == inPrivate && !a.Private {
			return ledger.Change{}, refused(ledger.ReasonNotInGroup, "") // a group is nobody's private chat
		}
		return c.run(ctx, a)
	}
	c = a.meantBy(c)
	if c.action != "" {
		if refusal := ledger.May(a.Person, c.action, a.today); refusal != nil {
			if of := c.name == "confirm" || c.name == "cancel"; of && refusal.Reason == ledger.ReasonNoRight {
				return ledger.Change{}, refused(ledger.ReasonNotToConfirm, c.words[0]) // everybody says these words
			}
			return ledger.Change{}, refusal
		}
	}
	if err := a.misplaced(c); err != nil {
		return ledger.Change{}, err
	}
	for _, which := range []func(context.Context, command) (ledger.Change, bool, error){a.whichTask, a.whichMatter, a.whichNotice} {
		if change, taken, err := which(ctx, c); taken || err != nil {
			return change, err
		}
	}
	return c.run(ctx, a)
}

// meantBy is the command that is meant where the words, or what was replied to, make it another.
func (a *ask) meantBy(c command) command {
	switch {
	case c.name == "notice" && a.namesNotice():
		c, _ = a.h.pressing(ledger.PressNotice)
	case c.name == "undo" && len(a.About.Notices) == 1 && ledger.May(a.Person, ledger.ActionNotice, a.today) == nil:
		c = a.h.named("void") // in reply to the draft
	case c.name == "tasks" && a.args != "" && ledger.May(a.Person, c.action, a.today) != nil && ledger.May(a.Person, ledger.ActionFind, a.today) == nil:
		c = a.h.named("find") // 任务 住建局, of who has none of his own
	case c.name == "complete" && a.word == c.words[0] && a.completes():
		c = a.h.named("report")
	}
	return c
}

// misplaced tells why a command may not be said here, or by an edited message; nil: it may.
func (a *ask) misplaced(c command) error {
	switch {
	case c.act && a.Edited && !c.edits:
		return refused(ledger.ReasonEditedAct, "")
	case c.place == inPrivate && !a.Private:
		return refused(ledger.ReasonNotInGroup, "")
	case c.place == inGroup && a.Private:
		return refused(ledger.ReasonOnlyInGroup, "")
	case c.place == notInUnit && !a.wide():
		return refused(ledger.ReasonNotInGroup, "")
	case c.place == atOffice && !a.Private && a.here().Audience != ledger.AudienceOffice:
		return refused(ledger.ReasonNotHere, "")
	}
	return nil
}

// wide reports whether figures of all units may be said here: in private, and in the
// groups of the office and the leaders. Everybody in a group reads the answer.
func (a *ask) wide() bool {
	audience := a.here().Audience
	return a.Private || audience == ledger.AudienceOffice || audience == ledger.AudienceLeaders
}

// here is the chat as it is bound now; what was taken back or lost binds nobody.
func (a *ask) here() ledger.Chat {
	if a.Asker.Chat.Gone != "" {
		return ledger.Chat{}
	}
	return a.Asker.Chat
}

// may checks a task against the asker's rights and against who else reads the chat.
func (a *ask) may(action ledger.Action, t ledger.Task) *ledger.Refusal {
	if refusal := ledger.MayTask(a.Person, action, t, a.today); refusal != nil {
		return refusal
	}
	here := a.here()
	asked := action == ledger.ActionAnswer && t.Asks(here.Unit) || action == ledger.ActionClaim || // of which only titles are said
		action == ledger.ActionNoticeShow && t.ReadsNotices(here.Unit)
	if a.wide() || (here.Audience == ledger.AudienceUnit && (t.Involves(here.Unit) || asked)) {
		return nil
	}
	return &ledger.Refusal{Reason: ledger.ReasonNotInGroup}
}
