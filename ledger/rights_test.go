package ledger_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// relation is how a person stands to the task that he asks for.
type relation struct {
	name string
	task ledger.Task
}

func relations() []relation {
	const unit, other = ledger.UnitID("住建局"), ledger.UnitID("水务局")
	led := func(task ledger.Task) ledger.Task {
		task.ID, task.State = "2025-017", ledger.StateInProgress
		if task.Lead == nil {
			task.Lead = []ledger.UnitID{other}
		}
		return task
	}
	units := []ledger.UnitID{other, unit}
	return []relation{
		{"本单位牵头", led(ledger.Task{Lead: []ledger.UnitID{unit}})},
		{"本单位联合牵头", led(ledger.Task{Lead: units})},
		{"本单位配合", led(ledger.Task{Co: units})},
		{"本单位落实", led(ledger.Task{Implement: units})},
		{"本单位督导", led(ledger.Task{Supervise: units})},
		{"本单位验收", led(ledger.Task{Accept: units})},
		{"请本单位答复", led(ledger.Task{Waiting: []ledger.Waiting{{Matter: "2025-017/m1", Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit(unit)}}})},
		{"分管领导是本人", led(ledger.Task{Leader: "分管城建副市长"})},
		{"还没有牵头单位", ledger.Task{ID: "2025-017", State: ledger.StateRegistered}},
		{"与本人无关", led(ledger.Task{})},
	}
}

func actions() []ledger.Action {
	return []ledger.Action{
		ledger.ActionSelf, ledger.ActionTasks, ledger.ActionShow, ledger.ActionReport, ledger.ActionApply, ledger.ActionDecide, ledger.ActionSummary, ledger.ActionFind,
		ledger.ActionNotice, ledger.ActionNoticeReply, ledger.ActionFormal, ledger.ActionPaper,
		ledger.ActionMeasure, ledger.ActionBulletin, ledger.ActionUnitScore, ledger.ActionInspect, ledger.ActionInstruct, ledger.ActionRemind, ledger.ActionComplete, ledger.ActionInvite, ledger.ActionBind,
		ledger.ActionPeople, ledger.ActionDelegate, ledger.ActionImport, ledger.ActionExport, ledger.ActionCloseout, ledger.ActionReopen, ledger.ActionRecheck,
		ledger.ActionAccept, ledger.ActionRegister, ledger.ActionAssign, ledger.ActionSuperior, ledger.ActionMandate, ledger.ActionBases, ledger.ActionBasis,
		ledger.ActionPlan, ledger.ActionWaive, ledger.ActionSuspend, ledger.ActionResume, ledger.ActionQueue, ledger.ActionForward, ledger.ActionAnswer, ledger.ActionClaim,
	}
}

var actionWords = map[ledger.Action]string{
	ledger.ActionSelf: "本人", ledger.ActionTasks: "任务", ledger.ActionShow: "查看", ledger.ActionReport: "报进展", ledger.ActionAccept: "签收", ledger.ActionApply: "申请", ledger.ActionDecide: "审批",
	ledger.ActionPlan: "计划", ledger.ActionSuspend: "中止", ledger.ActionResume: "恢复", ledger.ActionQueue: "待办", ledger.ActionForward: "转办", ledger.ActionAnswer: "答复", ledger.ActionWaive: "免计划",
	ledger.ActionSummary: "汇总", ledger.ActionFind: "查台账", ledger.ActionUnitScore: "他单位数字", ledger.ActionMeasure: "记指标", ledger.ActionBulletin: "通报", ledger.ActionInspect: "留痕",
	ledger.ActionInstruct: "批示", ledger.ActionRemind: "催办", ledger.ActionComplete: "办结", ledger.ActionInvite: "邀请", ledger.ActionBind: "绑定",
	ledger.ActionPeople: "人员撤并", ledger.ActionDelegate: "交接请假", ledger.ActionImport: "导入", ledger.ActionExport: "导出",
	ledger.ActionCloseout: "销号公示", ledger.ActionReopen: "重启", ledger.ActionRecheck: "回头看",
	ledger.ActionNotice: "督办单", ledger.ActionNoticeReply: "回复督办", ledger.ActionFormal: "文号", ledger.ActionPaper: "文稿",
	ledger.ActionSuperior: "上级督办", ledger.ActionMandate: "授权", ledger.ActionBases: "看依据", ledger.ActionBasis: "记依据",
	ledger.ActionRegister: "立项", ledger.ActionAssign: "交办", ledger.ActionClaim: "认领",
}

var roleWords = map[ledger.Role]string{
	ledger.RoleOffice: "办公室", ledger.RoleSupervisor: "督查室", ledger.RoleLeader: "市领导", ledger.RoleHead: "一把手",
	ledger.RoleContact: "联络员", ledger.RoleGrid: "网格员", ledger.RoleReader: "组织部", ledger.RoleDiscipline: "纪委", ledger.RoleAdmin: "管理员",
}

var rightToday = ledger.NewDate(2025, 7, 14)

func holder(role ledger.Role, from, until ledger.Date) ledger.Person {
	post := ledger.Post{Role: role, From: from, Until: until}
	if role.OfUnit() {
		post.Unit = "住建局"
	}
	if role == ledger.RoleLeader {
		post.Title = "分管城建副市长"
	}
	return ledger.Person{ID: 1, Posts: []ledger.Post{post}}
}

// aboutTask are the actions that are asked of one task.
func aboutTask() []ledger.Action {
	return []ledger.Action{
		ledger.ActionShow, ledger.ActionReport, ledger.ActionAccept, ledger.ActionAssign, ledger.ActionApply, ledger.ActionNoticeReply, ledger.ActionDecide, ledger.ActionNotice, ledger.ActionFormal, ledger.ActionPaper, ledger.ActionFind,
		ledger.ActionPlan, ledger.ActionWaive, ledger.ActionSuspend, ledger.ActionResume, ledger.ActionForward, ledger.ActionAnswer, ledger.ActionClaim,
		ledger.ActionInstruct, ledger.ActionRemind, ledger.ActionComplete, ledger.ActionCloseout, ledger.ActionReopen, ledger.ActionRecheck,
		ledger.ActionExport, ledger.ActionBasis,
	}
}

// holders are all standings in which somebody can come, in the order of the table.
func holders() (names []string, persons []ledger.Person) {
	add := func(name string, p ledger.Person) { names, persons = append(names, name), append(persons, p) }
	for _, role := range ledger.Roles() {
		add(roleWords[role], holder(role, rightToday, 0))
	}
	for _, role := range ledger.Roles() {
		add(roleWords[role]+"，昨天离任", holder(role, rightToday-100, rightToday))
		add(roleWords[role]+"，明天到任", holder(role, rightToday+1, 0))
	}
	moved := holder(ledger.RoleOffice, rightToday-100, rightToday)
	moved.Posts = append(moved.Posts, ledger.Post{Role: ledger.RoleContact, Unit: "城管局", From: rightToday})
	add("昨天离开办公室，今天任城管局联络员", moved)
	both := holder(ledger.RoleContact, rightToday-100, 0)
	both.Posts = append(both.Posts, ledger.Post{Role: ledger.RoleOffice, From: rightToday})
	add("联络员兼办公室", both)
	for _, role := range []ledger.Role{ledger.RoleHead, ledger.RoleContact, ledger.RoleGrid} {
		p := holder(role, rightToday, 0)
		p.Mandates = []ledger.UnitID{"住建局"}
		add("授权单位的"+roleWords[role], p)
	}
	elsewhere := holder(ledger.RoleContact, rightToday, 0)
	elsewhere.Mandates = []ledger.UnitID{"水务局"}
	add("联络员，授权的是别的单位", elsewhere)
	left := holder(ledger.RoleContact, rightToday-100, rightToday)
	left.Mandates = []ledger.UnitID{"住建局"}
	add("授权单位的联络员，昨天离任", left)
	add("未登记的人", ledger.Person{ID: 1})
	return names, persons
}

// TestRights walks role × action × relation and holds the answers to a table that the
// office can read. UPDATE=1 writes it anew.
func TestRights(t *testing.T) {
	var b strings.Builder
	sign := map[ledger.Reason]string{"": "✓", ledger.ReasonNoRight: "—", ledger.ReasonNoTask: "∅", ledger.ReasonNotLead: "△", ledger.ReasonStranger: "×"}
	row := func(cells ...string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	head := func(title string, cells []string, actions []ledger.Action) {
		fmt.Fprintf(&b, "\n## %s\n\n", title)
		for _, action := range actions {
			cells = append(cells, actionWords[action])
		}
		row(cells...)
		b.WriteString("|" + strings.Repeat("---|", len(cells)) + "\n")
	}
	b.WriteString("# 谁可以办什么\n\n✓ 可以；— 身份不可以；△ 能看，但要由牵头（承办）单位来办；∅ 不是他的任务，只答“没有找到”；× 未登记，什么也看不到。\n")
	names, persons := holders()
	head("事项", []string{"身份"}, actions())
	for i, p := range persons {
		cells := []string{names[i]}
		for _, action := range actions() {
			cells = append(cells, sign[reasonOf(ledger.May(p, action, rightToday))])
		}
		row(cells...)
	}
	head("某一项任务", []string{"身份", "任务"}, aboutTask())
	for i, p := range persons {
		for _, r := range relations() {
			cells := []string{names[i], r.name}
			for _, action := range aboutTask() {
				cells = append(cells, sign[reasonOf(ledger.MayTask(p, action, r.task, rightToday))])
			}
			row(cells...)
		}
	}
	golden(t, "testdata/rights.golden", b.String())
}

// TestRightsAgree holds that the answer for one task is never more than the answer for
// all, that a refusal tells nothing of the task, and that a menu shows what is allowed.
func TestRightsAgree(t *testing.T) {
	names, persons := holders()
	for i, p := range persons {
		for _, action := range actions() {
			general := ledger.May(p, action, rightToday)
			for _, r := range relations() {
				refusal := ledger.MayTask(p, action, r.task, rightToday)
				if general != nil && reasonOf(refusal) != general.Reason {
					t.Errorf("%s %s %s: MayTask says %q, May %q", names[i], action, r.name, reasonOf(refusal), general.Reason)
				}
				sees := ledger.MayTask(p, ledger.ActionShow, r.task, rightToday) == nil
				if want := map[bool]ledger.Reason{true: ledger.ReasonNotLead, false: ledger.ReasonNoTask}[sees]; general == nil && refusal != nil && refusal.Reason != want {
					t.Errorf("%s %s %s: refused for %q, which tells more than that there is no such task", names[i], action, r.name, refusal.Reason)
				}
				if refusal != nil && (refusal.Task != "" || refusal.Words != "") {
					t.Errorf("%s %s %s: the refusal speaks of the task: %+v", names[i], action, r.name, refusal)
				}
			}
		}
	}
	for _, role := range ledger.Roles() {
		for _, action := range actions() {
			may := ledger.May(holder(role, rightToday, 0), action, rightToday) == nil
			if got := ledger.RoleMay(role, action); got != may {
				t.Errorf("RoleMay(%s, %s) = %v, May says %v", role, action, got, may)
			}
		}
	}
}

// TestRightsWords holds that the table leaves out no action and no role.
func TestRightsWords(t *testing.T) {
	for _, role := range ledger.Roles() {
		if roleWords[role] == "" {
			t.Errorf("role %s has no word in the table", role)
		}
	}
	if got, want := len(actions()), len(constants(t, "rights.go", "Action")); got != want {
		t.Errorf("the table walks %d actions, the ledger knows %d", got, want)
	}
	if got, want := len(ledger.Roles()), len(constants(t, "person.go", "Role")); got != want {
		t.Errorf("Roles() are %d, the ledger knows %d", got, want)
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (UPDATE=1 writes it anew):\n%s", path, diff)
	}
}
