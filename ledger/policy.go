package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Policy are the office's own rules (督办规则): the ladder by which supervision rises, and
// the steps by which work is struck off. It is data in the ledger and no setting: who
// changed it and when is an entry, and what has begun under one version ends under it.
type Policy struct {
	ID         string      `json:"id"` // PolicyCurrent, or the name of a version
	Rev        int64       `json:"-"`
	Version    int         `json:"version"`
	Ladder     []Level     `json:"ladder"`
	Procedures []Procedure `json:"procedures"`
	Burden     Budget      `json:"burden,omitzero"`
	Notices    NoticeRules `json:"notices,omitzero"`
	Ranking    bool        `json:"ranking,omitempty"` // 排名: units are ranked in the charts; off unless the office wants it (domain §9)
}

// NoticeRules are how the office writes its notices (督办单).
type NoticeRules struct {
	Number  string `json:"number,omitempty"`  // 督办〔{year}〕{n}号: each form is a series that counts by itself, in each year anew
	Contact string `json:"contact,omitempty"` // whom a unit may ask
}

// Series is the form of the notices' numbers.
func (p Policy) Series() string {
	return cmp.Or(p.Notices.Number, DefaultPolicy().Notices.Number) // one that was stored before there were any
}

// PolicyCurrent names the policy that holds for what begins now.
const PolicyCurrent = "current"

// PolicyVersion names a version, as it was when something began under it.
func PolicyVersion(version int) string { return "v" + strconv.Itoa(version) }

// Level is one rung of the ladder of escalation (domain §5), the mildest first.
type Level struct {
	Code      string  `json:"code"` // blue, yellow, red, admonition
	Name      string  `json:"name"` // 蓝色提醒
	When      Trigger `json:"when"`
	Told      []Role  `json:"told"`                 // contact, head, leader (in charge), principal
	ReplyDays int     `json:"reply_days,omitempty"` // workdays for the reply; 0: none is asked for
	Notice    bool    `json:"notice,omitempty"`     // a notice (督办单) is drafted
	Signer    Role    `json:"signer,omitempty"`     // who signs it: office or leader
	HeadSigns bool    `json:"head_signs,omitempty"` // the unit's head signs the reply
	Proposal  bool    `json:"proposal,omitempty"`   // 约谈: proposed to the office, decided by a person
}

// RolePrincipal is whom a level tells above the leader in charge: the principal leader (主要领导). He
// is a leader by that post, and no role of its own.
const RolePrincipal Role = "principal"

// tellsPrincipal reports whether the principal leader is told that supervision rose so far.
func (l Level) tellsPrincipal() bool { return slices.Contains(l.Told, RolePrincipal) }

// TellsPrincipal reports whether any level does: rules that were stored before there was that reach
// have none.
func (p Policy) TellsPrincipal() bool { return slices.ContainsFunc(p.Ladder, Level.tellsPrincipal) }

// Trigger is when a level is reached. What is zero does not count; any of the others is
// enough. By hand is always possible.
type Trigger struct {
	DaysBefore   int  `json:"days_before,omitempty"`   // natural days to the limit
	NoProgress   bool `json:"no_progress,omitempty"`   // DaysBefore counts only where there is no progress
	DaysOverdue  int  `json:"days_overdue,omitempty"`  // workdays after the limit
	Gap          int  `json:"gap,omitempty"`           // points behind schedule
	Notices      int  `json:"notices,omitempty"`       // earlier notices of the level below, on this task
	MissedReport int  `json:"missed_report,omitempty"` // reports missed in a row
}

// Procedure are the steps by which work of some sources is struck off (domain §6).
type Procedure struct {
	Sources []string `json:"sources,omitempty"` // words of the task's source; none: all others
	Steps   []Step   `json:"steps"`
}

// Step is one step of a close-out.
type Step struct {
	Name     StepName `json:"name"`
	Days     int      `json:"days,omitempty"`     // of a public notice
	Workdays bool     `json:"workdays,omitempty"` // Days are workdays
	Files    bool     `json:"files,omitempty"`    // evidence is needed
	Back     StepName `json:"back,omitempty"`     // at which it begins again when this one sends back; none: the first
}

// StepName is a step's name.
type StepName string

// The steps that a procedure is made of, in the only order in which they may stand.
const (
	StepSelfCheck    StepName = "self_check"    // 自查自验, the unit's head signs
	StepLeadVerify   StepName = "lead_verify"   // 牵头单位核查
	StepAccept       StepName = "accept"        // 验收单位验收
	StepOffice       StepName = "office"        // 指挥部办公室审核
	StepPublicNotice StepName = "public_notice" // 公示
	StepLeaderSign   StepName = "leader_sign"   // 分管领导签字
	StepSuperior     StepName = "superior"      // 上级复核
	StepFile         StepName = "file"          // 备案归档
)

// Steps are all steps, in their order.
func Steps() []StepName {
	return []StepName{
		StepSelfCheck, StepLeadVerify, StepAccept, StepOffice, StepPublicNotice, StepLeaderSign, StepSuperior, StepFile,
	}
}

// DefaultPolicy is what holds until the office sets its own [O]: the ladder follows
// 三明, 宿迁, 广元 and 银川, the procedures 博山 and 漳州.
func DefaultPolicy() Policy {
	return Policy{
		ID:     PolicyCurrent,
		Burden: Budget{Weekly: WeeklyBudget},
		Ladder: []Level{
			{Code: "blue", Name: "蓝色提醒", When: Trigger{DaysBefore: 3, NoProgress: true}, Told: []Role{RoleContact}},
			{Code: "yellow", Name: "黄色督办", When: Trigger{DaysOverdue: 1}, Told: []Role{RoleContact, RoleHead}, Notice: true, Signer: RoleOffice, ReplyDays: 5},
			{Code: "red", Name: "红色督办", When: Trigger{DaysOverdue: 5, Notices: 2}, Told: []Role{RoleContact, RoleHead, RoleLeader}, Notice: true, Signer: RoleLeader, ReplyDays: 3, HeadSigns: true},
			{Code: "admonition", Name: "约谈建议", When: Trigger{DaysOverdue: 10, Notices: 2}, Told: []Role{RolePrincipal}, Proposal: true},
		},
		Procedures: []Procedure{
			{Sources: []string{"中央", "省督察", "省级督察", "环保督察", "环境保护督察"}, Steps: []Step{
				{Name: StepSelfCheck, Files: true},
				{Name: StepLeadVerify},
				{Name: StepAccept},
				{Name: StepPublicNotice, Days: 7},
				{Name: StepLeaderSign},
				{Name: StepSuperior},
				{Name: StepFile},
			}},
			{Sources: []string{"上级", "韶关"}, Steps: []Step{
				{Name: StepSelfCheck, Files: true}, {Name: StepOffice}, {Name: StepPublicNotice, Days: 3, Workdays: true}, {Name: StepLeaderSign}, {Name: StepFile},
			}},
			{Steps: []Step{{Name: StepSelfCheck}, {Name: StepOffice}}},
		},
		Notices: NoticeRules{Number: "督办〔{year}〕{n}号"},
	}
}

// PolicyProblem is what is wrong with a policy, and where.
type PolicyProblem struct {
	Where string // ladder[2].told
	Code  string
	Words string
}

// Problems are all that is wrong with a policy at once.
func (p Policy) Problems() []PolicyProblem {
	var found []PolicyProblem
	codes := map[string]bool{}
	for i, level := range p.Ladder {
		where := fmt.Sprintf("ladder[%d]", i+1)
		switch {
		case level.Code == "" || level.Name == "":
			found = append(found, PolicyProblem{where, "unnamed", ""})
		case codes[level.Code]:
			found = append(found, PolicyProblem{where, "twice", level.Code})
		}
		codes[level.Code] = true
		found = append(found, level.whenProblems(where, i > 0 && p.Ladder[i-1].Notice)...)
		found = append(found, level.roleProblems(where)...)
	}
	if n := p.Notices.Number; n != "" && (strings.Count(n, "{year}") != 1 || strings.Count(n, "{n}") != 1) {
		found = append(found, PolicyProblem{"notices.number", "number", n})
	}
	if p.Burden.Weekly < 0 {
		found = append(found, PolicyProblem{"burden.weekly", "budget", strconv.Itoa(p.Burden.Weekly)})
	}
	return append(found, proceduresProblems(p.Procedures)...)
}

// whenProblems are what is wrong with a level's conditions; below: the level below it sends
// notices.
func (l Level) whenProblems(where string, below bool) []PolicyProblem {
	var found []PolicyProblem
	t := l.When
	if t == (Trigger{}) {
		found = append(found, PolicyProblem{where + ".when", "never", l.Code})
	}
	if min(t.DaysBefore, t.DaysOverdue, t.Gap, t.Notices, t.MissedReport, l.ReplyDays) < 0 {
		found = append(found, PolicyProblem{where, "negative", l.Code})
	}
	if t.DaysBefore > LadderAhead {
		found = append(found, PolicyProblem{where + ".when.days_before", "far", strconv.Itoa(LadderAhead)})
	}
	if t.Gap > 0 && t.Gap <= BehindYellow {
		found = append(found, PolicyProblem{where + ".when.gap", "gap", strconv.Itoa(BehindYellow)})
	}
	if t.Notices > 0 && !below {
		found = append(found, PolicyProblem{where + ".when.notices", "below", l.Code})
	}
	return found
}

func (l Level) roleProblems(where string) []PolicyProblem {
	var found []PolicyProblem
	for _, role := range l.Told {
		if role != RoleContact && role != RoleHead && role != RoleLeader && role != RolePrincipal {
			found = append(found, PolicyProblem{where + ".told", "role", string(role)})
		}
	}
	if l.Notice && l.Signer != RoleOffice && l.Signer != RoleLeader {
		found = append(found, PolicyProblem{where + ".signer", "role", string(l.Signer)})
	}
	return found
}

func proceduresProblems(procedures []Procedure) []PolicyProblem {
	var found []PolicyProblem
	rest := false
	for i, procedure := range procedures {
		where := fmt.Sprintf("procedures[%d]", i+1)
		rest = rest || len(procedure.Sources) == 0
		if len(procedure.Steps) == 0 {
			found = append(found, PolicyProblem{where + ".steps", "none", ""})
		}
		last := -1
		for n, step := range procedure.Steps {
			at := slices.Index(Steps(), step.Name)
			switch {
			case at < 0:
				found = append(found, PolicyProblem{where + ".steps", "step", string(step.Name)})
			case at <= last:
				found = append(found, PolicyProblem{where + ".steps", "order", string(step.Name)})
			case step.Name == StepPublicNotice && step.Days < 1:
				found = append(found, PolicyProblem{where + ".steps", "days", string(step.Name)})
			case step.Back != "" && !slices.ContainsFunc(procedure.Steps[:n+1], func(s Step) bool { return s.Name == step.Back }):
				found = append(found, PolicyProblem{where + ".steps", "back", string(step.Back)})
			}
			last = max(last, at)
		}
	}
	if !rest {
		found = append(found, PolicyProblem{"procedures", "rest", ""})
	}
	return found
}

// Replace puts another policy in force. Both the current one and the version are put, so
// that what began under a version finds it for ever.
func (p Policy) Replace(next Policy, by PersonID, at time.Time) ([]Record, []Entry) {
	next.ID, next.Rev, next.Version = PolicyCurrent, p.Rev, p.Version+1
	frozen := next
	frozen.ID, frozen.Rev = PolicyVersion(next.Version), 0
	entry := Entry{At: at, By: by, What: WhatPolicy, Fields: []FieldDiff{
		{Name: "version", Before: strconv.Itoa(p.Version), After: strconv.Itoa(next.Version)},
	}}
	return []Record{next, frozen}, []Entry{entry}
}

// Ref names the policy.
func (p Policy) Ref() (Kind, string) { return KindPolicy, p.ID }

// Revision is the revision at which the policy was read.
func (p Policy) Revision() int64 { return p.Rev }

// Marks are none.
func (p Policy) Marks() []Mark { return nil }
