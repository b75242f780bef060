package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// help shows the few things that the asker says every day: what does not fit on a phone is
// not read. 帮助 全部 names the rest by groups, 帮助 督办通报 shows a group, 帮助 进展 one command's forms.
func help(ctx context.Context, a *ask) (ledger.Change, error) {
	if !a.bound() {
		return ledger.Change{}, refused(ledger.ReasonStranger, "")
	}
	word := strings.TrimSpace(a.args)
	if word == "全部" || word == "所有" || strings.EqualFold(word, "all") {
		return said(texts.HelpAll(a.helpGroups()))
	}
	for _, group := range a.helpGroups() {
		if word == string(group.Kind) {
			return said(texts.HelpOnKind(group, a.example(ctx)))
		}
	}
	for _, c := range a.h.commands {
		if word != "" && a.mayEver(c) && c.is(word) {
			return said(texts.HelpOn(c.name, a.example(ctx)))
		}
	}
	lines := []string{texts.Help(a.everyDay(), a.example(ctx))}
	for _, role := range []ledger.Role{ledger.RoleReader, ledger.RoleDiscipline} {
		if a.Person.Has(a.today, role) {
			lines = append(lines, texts.ResultsToCome(role))
		}
	}
	if !a.Private {
		lines = append(lines, texts.InGroups())
	}
	return said(strings.Join(lines, "\n"))
}

// everyDay are the names of what the asker says every day, by the posts that he holds.
func (a *ask) everyDay() []string {
	names := everyDay(a.Person, a.today)
	return names[:min(len(names), texts.HelpLines)]
}

func everyDay(p ledger.Person, today ledger.Date) []string {
	var names []string
	for _, role := range ledger.Roles() {
		if !p.Has(today, role) {
			continue
		}
		for _, name := range daily(role) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// daily are the commands that a role needs every day, the first first. They come first in
// help and in the menu; the others follow in the order of the table.
func daily(role ledger.Role) []string {
	switch role {
	case ledger.RoleOffice:
		return []string{"queue", "find", "summary", "remind", "complete", "invite"}
	case ledger.RoleSupervisor:
		return []string{"summary", "red", "find", "show", "week", "burden"}
	case ledger.RoleLeader:
		return []string{"summary", "red", "instruct", "show", "queue", "week"}
	case ledger.RoleHead:
		return []string{"queue", "approve", "tasks", "report", "summary"}
	case ledger.RoleContact:
		return []string{"report", "nochange", "blocked", "extend", "tasks"}
	case ledger.RoleGrid, ledger.RoleReader, ledger.RoleDiscipline, ledger.RoleAdmin, ledger.RolePrincipal: // the last is no role of a person
	}
	return []string{"me"}
}

// helpGroups are all commands that the asker may say, by what they are for.
func (a *ask) helpGroups() []texts.HelpGroup {
	var groups []texts.HelpGroup
	for _, kind := range texts.HelpKinds() {
		group := texts.HelpGroup{Kind: kind}
		for _, c := range a.h.commands {
			if a.mayEver(c) && kindOf(c.action) == kind {
				group.Commands, group.Words = append(group.Commands, c.name), append(group.Words, c.words[0])
			}
		}
		if len(group.Commands) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// kindOf tells by its right what a command is for.
func kindOf(action ledger.Action) texts.HelpKind {
	switch action {
	case ledger.ActionRegister, ledger.ActionBasis, ledger.ActionAssign, ledger.ActionLimit, ledger.ActionWaive, ledger.ActionForward, ledger.ActionResume, ledger.ActionRemind, ledger.ActionComplete:
		return texts.HelpAssigning
	case ledger.ActionNotice, ledger.ActionSuperior, ledger.ActionFormal, ledger.ActionBulletin, ledger.ActionInstruct:
		return texts.HelpNoticing
	case ledger.ActionCloseout, ledger.ActionRecheck, ledger.ActionReopen:
		return texts.HelpClosing
	case ledger.ActionDecide, ledger.ActionQueue:
		return texts.HelpDeciding
	case ledger.ActionTasks, ledger.ActionShow, ledger.ActionSummary, ledger.ActionFind, ledger.ActionNoticeShow, ledger.ActionInspect, ledger.ActionUnitScore, ledger.ActionMeasure, ledger.ActionBases:
		return texts.HelpAsking
	case ledger.ActionImport, ledger.ActionExport, ledger.ActionPaper:
		return texts.HelpPapers
	case ledger.ActionSelf, ledger.ActionInvite, ledger.ActionBind, ledger.ActionPeople, ledger.ActionDelegate, ledger.ActionMandate:
		return texts.HelpPosts
	default:
		return texts.HelpReporting
	}
}
