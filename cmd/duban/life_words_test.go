package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// expected is what the model expects of words before they are said.
type expected struct {
	task ledger.TaskID
	what ledger.What // the act, if they are granted
	may  answer
}

// questions change nothing of any task.
func questions() []string {
	return []string{"待办", "任务", "查看", "查", "汇总", "红灯", "本周", "帮助", "我", "收到", "减负表", "人员", "一二三四", "机密★"}
}

type answer int

const (
	unsure  answer = iota // the rules are too many: only what comes of them is held
	granted               // the act stands in the chain
	denied                // nothing does
)

// forms are the words of which the model knows how they are answered, said of one task by its
// number and alone, not in reply to anything.
var forms = regexp.MustCompile(`^(签收|进展|困难|延期|同意|不同意|退回|交办|时限|中止|恢复|办结|督办|签收督办|回复督办|销号|公示|异议|回头看|重启|转办|答复|批示|撤项|催办|免计划|计划|节点|阶段性办结|退办|分解|承诺) (\d+)(?: (.*))?$`)

// expects computes from who speaks and from where the task stands whether words are granted.
func (o *oracle) expects(a actor, req handlers.Request, now time.Time) expected {
	m := forms.FindStringSubmatch(req.Text)
	if a.post == "" {
		return expected{may: denied} // a stranger, whatever he says
	}
	if m == nil {
		first, _, _ := strings.Cut(req.Text, " ")
		return expected{may: when(!slices.Contains(questions(), first)).unless(true)}
	}
	id := ledger.TaskID(fmt.Sprintf("%d-%03s", now.Year(), m[2]))
	k := o.tasks[id]
	if k == nil || k.divided {
		return expected{}
	}
	what, right, fits := o.rule(m[1], m[3], a.id, k, ledger.DateOf(now))
	if m[1] == "销号" && len(req.Files) > 0 { // the evidence is there
		fits = when(k.state == ledger.StateCompleted && !k.closing)
	}
	switch {
	case !right || fits == denied || k.state == ledger.StateCancelled:
		return expected{id, what, denied}
	default:
		return expected{id, what, fits}
	}
}

// when is granted where something holds, and denied where not.
func when(holds bool) answer {
	if holds {
		return granted
	}
	return denied
}

// rule is what words would do, whether the speaker has the right to it, and whether the task
// stands so that it can be.
func (o *oracle) rule(word, rest string, who ledger.PersonID, k *known, today ledger.Date) (ledger.What, bool, answer) {
	p := &o.people
	office, lead := p.has(who, today, ledger.RoleOffice), p.speaks(who, today, k.lead...)
	answers := lead || p.speaks(who, today, k.beside...)
	hands := office || p.mandated(who, today)
	open, rests, submitted := k.open(), k.state == ledger.StateSuspended, k.state == ledger.StateSubmitted
	day, dated := dayOf(rest, today)
	switch word {
	case "签收":
		_, signed := k.signed[o.unitOf(who, k, today)]
		return ledger.WhatAccepted, lead, when(open && !submitted && k.state != ledger.StateRegistered && !signed)
	case "进展", "困难":
		what := map[string]ledger.What{"进展": ledger.WhatReported, "困难": ledger.WhatBlocked}[word]
		if open && !rests && rest == "" {
			return what, answers, unsure
		}
		return what, answers, when(open && !rests)
	case "延期":
		_, asked := k.kind(ledger.MatterExtension)
		if !dated || k.due == 0 || today > k.due {
			return ledger.WhatApplied, lead, unsure // one that was sent back may be late
		}
		why := strings.Contains(rest, " ")
		return ledger.WhatApplied, lead, when(open && !rests && !submitted && !asked && day > k.due && day >= today && why)
	case "同意", "不同意", "退回":
		return o.decides(word, rest, who, k, today)
	case "交办":
		if rest == "不知道局" || !office {
			return ledger.WhatAssigned, hands, unsure
		}
		fits := slices.Contains([]ledger.State{ledger.StateRegistered, ledger.StateAssigned, ledger.StateAccepted}, k.state)
		same := slices.Equal(k.lead, unitsOf(rest)) && k.state != ledger.StateRegistered
		if same && slices.Contains(k.beside, ledger.UnitID(rest)) {
			return ledger.WhatAssigned, hands, unsure
		}
		return ledger.WhatAssigned, hands, when(fits && k.last == "" && !same)
	case "中止":
		what := ledger.WhatApplied
		_, asked := k.kind(ledger.MatterSuspension)
		if office {
			what, asked = ledger.WhatSuspended, false
		}
		if !dated {
			return what, office || lead, unsure
		}
		return what, office || lead, when(k.atWork() && !asked && day > today && strings.Contains(rest, " "))
	case "恢复":
		return ledger.WhatResumed, office, when(rests)
	case "办结":
		what := ledger.WhatCompleted
		if submitted {
			what = ledger.WhatDecided // it is the review that waits
		}
		return what, office, when(open && (submitted || rest == "确认"))
	default:
		return o.ruleOfEnd(word, rest, who, k, today)
	}
}

// ruleOfEnd goes on with notices and with what comes after the work.
func (o *oracle) ruleOfEnd(word, rest string, who ledger.PersonID, k *known, today ledger.Date) (ledger.What, bool, answer) {
	p := &o.people
	office, lead := p.has(who, today, ledger.RoleOffice), p.speaks(who, today, k.lead...)
	hands := office || p.mandated(who, today)
	checks := office || p.has(who, today, ledger.RoleSupervisor)
	ended := k.state == ledger.StateCompleted || k.state == ledger.StateClosed
	day, dated := dayOf(rest, today)
	step, steps := k.kind(ledger.MatterStep)
	switch word {
	case "督办":
		return ledger.WhatDrafted, checks || hands, when(k.open() && k.state != ledger.StateSuspended && len(k.lead) > 0).unless(len(k.notices) > 0 || !checks) // a mandate is of what one supervises
	case "签收督办", "回复督办":
		what := map[string]ledger.What{"签收督办": ledger.WhatReceived, "回复督办": ledger.WhatReplied}[word]
		asks := 0
		for _, s := range k.notices {
			if s.moved || runs(s.state) && s.state != ledger.NoticeDraft {
				asks++
			}
		}
		return what, true, when(asks > 0).unless(asks > 0)
	case "销号":
		fits := k.state == ledger.StateCompleted && !k.closing
		files := fits && ledger.DefaultPolicy().ProcedureOf(k.source).Steps[0].Files && k.at == 0
		return ledger.WhatCloseout, lead, when(fits && !files && rest != "")
	case "公示":
		public := steps && k.steps[k.at].Name == ledger.StepPublicNotice
		return ledger.WhatDecided, office, when(public && step.desk == ledger.DeskOffice && !k.public)
	case "异议":
		_, asked := k.kind(ledger.MatterObjection)
		return ledger.WhatApplied, office, when(k.public && !asked && rest != "")
	case "回头看":
		if !strings.HasPrefix(rest, "合格") {
			return ledger.WhatRechecked, checks, when(k.state == ledger.StateClosed).unless(true)
		}
		return ledger.WhatRechecked, checks, when(k.state == ledger.StateClosed)
	case "重启":
		return ledger.WhatReopened, office, when(ended && dated && day > today).unless(ended && (!dated || day <= today))
	case "转办":
		_, asked := k.kind(ledger.MatterDifficulty)
		return ledger.WhatForwarded, office, when(asked).unless(asked)
	case "答复":
		return ledger.WhatDecided, true, when(k.answerable(p, who, today)).unless(k.answerable(p, who, today))
	case "批示":
		return ledger.WhatInstructed, p.has(who, today, ledger.RoleLeader), when(k.state != ledger.StateClosed && rest != "")
	case "撤项":
		return ledger.WhatCancelled, office, denied // it is shown first, and counts when that is confirmed
	case "催办", "免计划":
		return map[string]ledger.What{"催办": ledger.WhatTold, "免计划": ledger.WhatWaived}[word], office, unsure
	case "时限":
		_, asked := k.kind(ledger.MatterExtension)
		fits := k.open() && k.state != ledger.StateSuspended && !asked
		return ledger.WhatLimit, hands, when(fits && dated && day >= today && day != k.due).unless(fits && (!office || !dated || day < today || day == k.due))
	case "分解":
		return ledger.WhatDivided, hands, unsure
	case "承诺":
		return ledger.WhatPromised, lead || p.speaks(who, today, k.beside...), unsure
	}
	return ledger.WhatPlanned, lead, unsure // 计划 节点 阶段性办结 退办: of the lead
}

// unless takes back what is certain.
func (a answer) unless(unknown bool) answer {
	if unknown && a == granted {
		return unsure
	}
	return a
}

// decides is whether what waits is decided by a word with the task's number.
func (o *oracle) decides(word, rest string, who ledger.PersonID, k *known, today ledger.Date) (ledger.What, bool, answer) {
	var mine []waiting
	var id ledger.MatterID
	hand := false
	for waits, w := range k.waits {
		office := o.people.has(who, today, ledger.RoleOffice)
		if o.people.sits(who, today, w.desk) || office && (w.kind == ledger.MatterSign || w.kind == ledger.MatterDifficulty) {
			mine, id = append(mine, w), waits
		}
		hand = hand || w.kind == ledger.MatterDifficulty
	}
	switch {
	case len(mine) == 0:
		return ledger.WhatDecided, true, denied
	case len(mine) > 1 || hand:
		return ledger.WhatDecided, true, unsure
	case word != "同意" && rest == "":
		return ledger.WhatDecided, true, denied
	}
	switch kind := mine[0].kind; kind { //nolint:exhaustive // the others have rules of their own
	case ledger.MatterReview:
		return ledger.WhatDecided, true, when(word != "同意" || rest == "").unless(word == "同意" && rest != "")
	case ledger.MatterExtension, ledger.MatterSuspension:
		if word == "同意" {
			return ledger.WhatDecided, true, k.grants(kind, rest, k.wants[id], today)
		}
		return ledger.WhatDecided, true, granted
	case ledger.MatterNoticeReview, ledger.MatterHeadSign:
		return ledger.WhatDecided, true, granted.unless(word == "同意")
	}
	return ledger.WhatDecided, true, unsure
}

var dayAlone = regexp.MustCompile(`^\d+月\d+日$`)

// grants is whether a later limit or a rest can be granted: until the day that was asked for, or
// another that is said.
func (k *known) grants(kind ledger.MatterKind, rest string, wants, today ledger.Date) answer {
	until := wants
	if rest != "" {
		day, dated := dayOf(rest, today)
		if until = day; !dated || !dayAlone.MatchString(rest) {
			return unsure
		}
	}
	if kind == ledger.MatterSuspension {
		return when(k.atWork() && until > today)
	}
	return when(k.open() && k.state != ledger.StateSuspended && until > k.due && until > today)
}

func (k *known) kind(kind ledger.MatterKind) (waiting, bool) {
	for _, w := range k.waits {
		if w.kind == kind {
			return w, true
		}
	}
	return waiting{}, false
}

// answerable reports whether a difficulty waits for somebody's answer.
func (k *known) answerable(p *staff, who ledger.PersonID, today ledger.Date) bool {
	for _, w := range k.waits {
		if w.kind == ledger.MatterDifficulty && (p.sits(who, today, w.desk) || p.has(who, today, ledger.RoleOffice)) {
			return true
		}
	}
	return false
}

// unitOf is the leading unit for which somebody speaks.
func (o *oracle) unitOf(who ledger.PersonID, k *known, today ledger.Date) ledger.UnitID {
	for _, unit := range k.lead {
		if o.people.speaks(who, today, unit) {
			return unit
		}
	}
	return ""
}

var monthDay = regexp.MustCompile(`(\d+)月(\d+)日`)

// dayOf is the day in words, as far as nobody could take it for another year's.
func dayOf(words string, today ledger.Date) (ledger.Date, bool) {
	m := monthDay.FindStringSubmatch(words)
	if m == nil {
		return 0, false
	}
	var month, day int
	if _, err := fmt.Sscan(m[1], &month); err != nil {
		return 0, false
	}
	if _, err := fmt.Sscan(m[2], &day); err != nil {
		return 0, false
	}
	year, _, _ := today.Civil()
	is := ledger.NewDate(year, time.Month(month), day)
	return is, is >= today
}

// keeps holds what came of words to what was expected. What is refused leaves no entry at all.
func (x expected) keeps(a actor, cause string, blocks []store.Block) string {
	var found []ledger.What
	for _, b := range blocks {
		for _, e := range b.Entries {
			if strings.HasPrefix(b.Cause, cause) && (x.task != "" && e.Task == x.task || x.task == "" && (e.Task != "" || a.post == "")) {
				found = append(found, e.What)
			}
		}
	}
	switch {
	case x.may == denied && len(found) > 0:
		return fmt.Sprintf("%s may not, and did %v", a.post, found)
	case x.may == granted && !slices.Contains(found, x.what):
		return fmt.Sprintf("%s may, and of %s came %v", a.post, x.what, found)
	}
	return ""
}
