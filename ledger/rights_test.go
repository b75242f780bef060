package ledger_test

import (
	"fmt"
	"os"
	"slices"
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
		{"本单位牵头并督导", led(ledger.Task{Lead: units, Supervise: units})},
		{"本单位验收", led(ledger.Task{Accept: units})},
		{"请本单位答复", led(ledger.Task{Waiting: []ledger.Waiting{{Matter: "2025-017/m1", Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit(unit)}}})},
		{"督办单请本单位答复", led(ledger.Task{Notices: []ledger.Noticed{{Notice: "2025-017/n1", Asked: "2025-017/m1", To: unit, State: ledger.NoticeIssued}}})},
		{"督办单抄送本单位", led(ledger.Task{Notices: []ledger.Noticed{{Notice: "2025-017/n1", Number: "督办〔2025〕1号", Copies: []ledger.UnitID{unit}, State: ledger.NoticeIssued}}})},
		{"分管领导是本人", led(ledger.Task{Leader: "分管城建副市长"})},
		{"还没有牵头单位", ledger.Task{ID: "2025-017", State: ledger.StateRegistered}},
		{"与本人无关", led(ledger.Task{})},
	}
}

// rightRow is an action as the office calls it, a line for each, in the order of the table.
type rightRow struct {
	action ledger.Action
	word   string
	ofTask bool // it is asked of one task
}

func rightRows() []rightRow {
	return []rightRow{
		{ledger.ActionSelf, "本人", false},
		{ledger.ActionTasks, "任务", false},
		{ledger.ActionShow, "查看", true},
		{ledger.ActionReport, "报进展", true},
		{ledger.ActionUndo, "撤销", true},
		{ledger.ActionApply, "申请", true},
		{ledger.ActionDecide, "审批", true},
		{ledger.ActionSummary, "汇总", false},
		{ledger.ActionFind, "查台账", true},
		{ledger.ActionNotice, "督办单", true},
		{ledger.ActionNoticeShow, "看督办单", true},
		{ledger.ActionNoticeReply, "回复督办", true},
		{ledger.ActionFormal, "文号", true},
		{ledger.ActionPaper, "文稿", true},
		{ledger.ActionMeasure, "记指标", false},
		{ledger.ActionBulletin, "通报", false},
		{ledger.ActionUnitScore, "他单位数字", false},
		{ledger.ActionInspect, "留痕", false},
		{ledger.ActionInstruct, "批示", true},
		{ledger.ActionRemind, "催办", true},
		{ledger.ActionComplete, "办结", true},
		{ledger.ActionInvite, "邀请", false},
		{ledger.ActionBind, "绑定", false},
		{ledger.ActionPeople, "人员撤并", false},
		{ledger.ActionDelegate, "交接请假", false},
		{ledger.ActionImport, "导入", false},
		{ledger.ActionExport, "导出", true},
		{ledger.ActionCloseout, "销号公示", true},
		{ledger.ActionReopen, "重启", true},
		{ledger.ActionRecheck, "回头看", true},
		{ledger.ActionCancelTask, "撤项", true},
		{ledger.ActionAccept, "签收", true},
		{ledger.ActionRegister, "立项", false},
		{ledger.ActionAssign, "交办", true},
		{ledger.ActionLimit, "时限", true},
		{ledger.ActionSuperior, "上级督办", false},
		{ledger.ActionMandate, "授权", false},
		{ledger.ActionBases, "看依据", false},
		{ledger.ActionBasis, "记依据", true},
		{ledger.ActionPlan, "计划", true},
		{ledger.ActionWaive, "免计划", true},
		{ledger.ActionSuspend, "中止", true},
		{ledger.ActionResume, "恢复", true},
		{ledger.ActionQueue, "待办", false},
		{ledger.ActionForward, "转办", true},
		{ledger.ActionAnswer, "答复", true},
		{ledger.ActionClaim, "认领", true},
	}
}

func actions() []ledger.Action {
	var all []ledger.Action
	for _, a := range rightRows() {
		all = append(all, a.action)
	}
	return all
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

// standing is somebody who comes, by the name of his column.
type standing struct {
	name   string
	person ledger.Person
}

// standings are those who hold a post today, and what else somebody can be.
func standings() []standing {
	var all []standing
	for _, role := range ledger.Roles() {
		all = append(all, standing{roleWords[role], holder(role, rightToday, 0)})
	}
	moved := holder(ledger.RoleOffice, rightToday-100, rightToday)
	moved.Posts = append(moved.Posts, ledger.Post{Role: ledger.RoleContact, Unit: "城管局", From: rightToday})
	both := holder(ledger.RoleContact, rightToday-100, 0)
	both.Posts = append(both.Posts, ledger.Post{Role: ledger.RoleOffice, From: rightToday})
	mandated := func(name string, role ledger.Role, of ledger.UnitID) standing {
		p := holder(role, rightToday, 0)
		p.Mandates = []ledger.UnitID{of}
		return standing{name, p}
	}
	return append(
		all, standing{"换岗", moved}, standing{"兼职", both},
		mandated("授权一把手", ledger.RoleHead, "住建局"), mandated("授权联络员", ledger.RoleContact, "住建局"), mandated("授权网格员", ledger.RoleGrid, "住建局"),
		mandated("授权别的单位", ledger.RoleContact, "水务局"), standing{"未登记", ledger.Person{ID: 1}},
	)
}

// outside are those who held each post until yesterday, or hold it from tomorrow.
func outside() []standing {
	var all []standing
	for _, role := range ledger.Roles() {
		all = append(
			all,
			standing{roleWords[role] + "，昨天离任", holder(role, rightToday-100, rightToday)},
			standing{roleWords[role] + "，明天到任", holder(role, rightToday+1, 0)},
		)
	}
	left := holder(ledger.RoleContact, rightToday-100, rightToday)
	left.Mandates = []ledger.UnitID{"住建局"}
	return append(all, standing{"授权单位的联络员，昨天离任", left})
}

// rightSigns are the cells of the table.
var rightSigns = map[ledger.Reason]string{"": "✓", ledger.ReasonNoRight: "—", ledger.ReasonNoTask: "∅", ledger.ReasonNotLead: "△", ledger.ReasonOwnTask: "△", ledger.ReasonStranger: "×"}

const rightsIntro = `# 谁可以办什么

每行一个事项，每列一种身份。✓ 可以；— 身份不可以；△ 能看，但要由牵头（承办）单位来办；∅ 不是他的任务，只答“没有找到”；× 未登记，什么也看不到。

一把手、联络员都是住建局的，市领导是分管城建副市长。换岗：昨天离开办公室，今天任城管局联络员。兼职：住建局联络员兼办公室。授权一把手、授权联络员、授权网格员：住建局受权交办督办；授权别的单位：住建局联络员，受权的是水务局。
`

// TestRights walks role × action × relation and holds the answers to tables that the
// office can read: roles across, actions down, one table for each relation to the task.
// UPDATE=1 writes them anew.
func TestRights(t *testing.T) {
	var b strings.Builder
	b.WriteString(rightsIntro)
	table := func(title string, rows []rightRow, answer func(ledger.Person, ledger.Action) *ledger.Refusal) {
		cells := []string{"事项"}
		for _, s := range standings() {
			cells = append(cells, s.name)
		}
		fmt.Fprintf(&b, "\n## %s\n\n| %s |\n|%s\n", title, strings.Join(cells, " | "), strings.Repeat("---|", len(cells)))
		for _, row := range rows {
			cells = []string{row.word}
			for _, s := range standings() {
				cells = append(cells, rightSigns[reasonOf(answer(s.person, row.action))])
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		}
	}
	table("不问哪一项任务", rightRows(), func(p ledger.Person, action ledger.Action) *ledger.Refusal { return ledger.May(p, action, rightToday) })
	ofTask := slices.DeleteFunc(rightRows(), func(a rightRow) bool { return !a.ofTask })
	for _, r := range relations() {
		table("某一项任务："+r.name, ofTask, func(p ledger.Person, action ledger.Action) *ledger.Refusal {
			return ledger.MayTask(p, action, r.task, rightToday)
		})
	}
	b.WriteString("\n## 已经离任和还没有到任的人\n\n无论什么事项、什么任务，答复都一样：\n\n| 身份 | 答复 |\n|---|---|\n")
	for _, s := range outside() {
		fmt.Fprintf(&b, "| %s | %s |\n", s.name, strings.Join(rightsOf(s.person), " "))
	}
	golden(t, "testdata/rights.golden", b.String())
}

// rightsOf are all answers that somebody gets, whatever he asks for and of whatever task.
func rightsOf(p ledger.Person) []string {
	var signs []string
	add := func(refusal *ledger.Refusal) {
		if sign := rightSigns[reasonOf(refusal)]; !slices.Contains(signs, sign) {
			signs = append(signs, sign)
		}
	}
	for _, action := range actions() {
		add(ledger.May(p, action, rightToday))
		for _, r := range relations() {
			add(ledger.MayTask(p, action, r.task, rightToday))
		}
	}
	return signs
}

// TestRightsAgree holds that the answer for one task is never more than the answer for
// all, that a refusal tells nothing of the task, and that a menu shows what is allowed.
func TestRightsAgree(t *testing.T) {
	for _, s := range append(standings(), outside()...) {
		p := s.person
		for _, action := range actions() {
			general := ledger.May(p, action, rightToday)
			for _, r := range relations() {
				refusal := ledger.MayTask(p, action, r.task, rightToday)
				if general != nil && reasonOf(refusal) != general.Reason {
					t.Errorf("%s %s %s: MayTask says %q, May %q", s.name, action, r.name, reasonOf(refusal), general.Reason)
				}
				sees := ledger.MayTask(p, ledger.ActionShow, r.task, rightToday) == nil
				if want := map[bool]ledger.Reason{true: ledger.ReasonNotLead, false: ledger.ReasonNoTask}[sees]; general == nil && refusal != nil && refusal.Reason != want && (!sees || refusal.Reason != ledger.ReasonOwnTask) {
					t.Errorf("%s %s %s: refused for %q, which tells more than that there is no such task", s.name, action, r.name, refusal.Reason)
				}
				if refusal != nil && (refusal.Task != "" && !sees || refusal.Words != "") {
					t.Errorf("%s %s %s: the refusal speaks of the task: %+v", s.name, action, r.name, refusal)
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
	for _, a := range rightRows() {
		if a.word == "" {
			t.Errorf("action %s has no word in the table", a.action)
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

// TestObservers holds that those who only use results (组织部, 纪委) may do nothing yet but ask who
// they are: what they will read, frozen results and referrals, comes with 量化考核 (domain §2).
func TestObservers(t *testing.T) {
	for _, role := range []ledger.Role{ledger.RoleReader, ledger.RoleDiscipline} {
		p := holder(role, rightToday, 0)
		if refusal := ledger.May(p, ledger.ActionSelf, rightToday); refusal != nil {
			t.Errorf("%s may not ask who he is: %v", role, refusal)
		}
		for _, action := range []ledger.Action{
			ledger.ActionShow, ledger.ActionTasks, ledger.ActionFind, ledger.ActionSummary, ledger.ActionBulletin, ledger.ActionDecide, ledger.ActionQueue,
			ledger.ActionNotice, ledger.ActionExport, ledger.ActionInspect, ledger.ActionUnitScore, ledger.ActionBases, ledger.ActionReport,
		} {
			if refusal := ledger.May(p, action, rightToday); reasonOf(refusal) != ledger.ReasonNoRight {
				t.Errorf("%s, %s: refused for %q", role, action, reasonOf(refusal))
			}
		}
		if desks := p.Desks(rightToday); len(desks) > 0 {
			t.Errorf("%s sits at %v", role, desks)
		}
	}
}
