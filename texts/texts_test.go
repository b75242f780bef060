package texts_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/handlers"
	"duban/ledger"
	"duban/texts"
)

// said collects what one group of functions says, name by name, for one golden file
// that is read from top to bottom.
type said struct {
	t *testing.T
	b strings.Builder
}

func (s *said) say(name, text string) {
	s.t.Helper()
	wellWritten(s.t, name, text)
	fmt.Fprintf(&s.b, "【%s】\n%s\n\n", name, text)
}

func (s *said) hold(name string) {
	s.t.Helper()
	golden(s.t, filepath.Join("..", name), s.b.String())
}

var badWords = regexp.MustCompile(`%!|<no value>|<nil>|[ \t　]\n|[ \t　]$|，，|。。|；；|：：|、、|（）|“”|\n\n| ，|，。`)

// wellWritten holds what is true of every text: no slip of a format, no blank at the end
// of a line, no doubled mark.
func wellWritten(t *testing.T, name, text string) {
	t.Helper()
	if text == "" {
		t.Errorf("%s: nothing is said", name)
	}
	if slip := badWords.FindString(text); slip != "" {
		t.Errorf("%s: %q in\n%s", name, slip, text)
	}
}

// constants are the names and values of a file's constants of a type.
func constants(t *testing.T, file, typeName string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "ledger", file), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Names) != len(spec.Values) {
			return true
		}
		kind, ok := spec.Type.(*ast.Ident)
		if (!ok && typeName != "") || (ok && kind.Name != typeName) {
			return true
		}
		for i, value := range spec.Values {
			if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				found[spec.Names[i].Name] = text
			}
		}
		return true
	})
	if len(found) == 0 {
		t.Fatalf("%s holds no constants of type %q", file, typeName)
	}
	return found
}

var latin = regexp.MustCompile(`[A-Za-z_]{3,}`)

// noEnglish holds that a sentence shows none of our own words; what people type is theirs.
func noEnglish(t *testing.T, name, text string) {
	t.Helper()
	for _, word := range latin.FindAllString(text, -1) {
		if !strings.Contains(text, "/"+word) {
			t.Errorf("%s: the English word %q stands in %s", name, word, text)
		}
	}
}

var own = texts.Example{Number: "3", Title: "完善工地扬尘治理设施", Own: true}

func drain() ledger.Task {
	t := task(17, "排水沟渠清淤整治", "住建局", 40)
	t.Co, t.Registered, t.State = []ledger.UnitID{"水务局"}, today-40, ledger.StateInProgress
	t.Limit = ledger.Limit{Due: today + 60, Raw: "9月中旬前"}
	return t
}

func TestRefusals(t *testing.T) {
	s := &said{t: t}
	fallback := texts.Refusal(&ledger.Refusal{Reason: "no such reason"}, own)
	sentences := map[string]string{}
	words := map[ledger.Reason]string{
		ledger.ReasonNoTask: "99", ledger.ReasonWhichTask: "沟渠已清", ledger.ReasonPercent: "60% / 30%", ledger.ReasonPercentRange: "120",
		ledger.ReasonDate: "随便哪天", ledger.ReasonUnknownUnit: "不知道局", ledger.ReasonWhichUnit: "住建局、住建中心", ledger.ReasonForm: "第二页",
		ledger.ReasonOpenParts: "2025-021 坪石镇、2025-022 九峰镇", ledger.ReasonPublicDays: "3个工作日", ledger.ReasonPublicRuns: "2025-07-17", ledger.ReasonWhichBack: "撤销延期 3、撤销中止 3", ledger.ReasonWhichNotice: "督办〔2025〕1号、督办〔2025〕2号", ledger.ReasonWhichDraft: "红色督办、黄色督办", ledger.ReasonQuietLevel: "蓝色提醒", ledger.ReasonNoneDrafted: "督办〔2025〕1号", ledger.ReasonSignElsewhere: "leader/分管城建副市长",
		ledger.ReasonUnsupported: "voice", ledger.ReasonNobodyToTell: "水务局、财政局", ledger.ReasonUnknown: "你好", ledger.ReasonShortWord: "污", ledger.ReasonNotSubmitted: "60", ledger.ReasonDecided: "刘敏", ledger.ReasonWhichDifficulty: "坪石镇、住建局",
		ledger.ReasonBudget: "住建局本周已经收到10条主动消息（每周最多10条）", ledger.ReasonMergeSelf: "城管局", ledger.ReasonMerged: "城管局", ledger.ReasonMergedAway: "城管局 综合执法局 住建局", ledger.ReasonOthersMatter: "extension office\nhead_sign head/住建局", ledger.ReasonMerging: "城管局 并入 综合执法局", ledger.ReasonNoPerson: "张三", ledger.ReasonWhichPost: "住建局联络员、坪石镇联络员", ledger.ReasonWhichPerson: "张三（住建局联络员，编号7）、张三（坪石镇联络员，编号9）",
		ledger.ReasonNoNotice: "督办〔2025〕9号", ledger.ReasonNoticeVoid: "督办〔2025〕3号", ledger.ReasonNoticeDone: "督办〔2025〕3号", ledger.ReasonNotIssued: "", ledger.ReasonReceived: "督办〔2025〕3号", ledger.ReasonReplied: "督办〔2025〕3号",
		ledger.ReasonNoBulletin: "9号", ledger.ReasonBulletinForm: "随便改改", ledger.ReasonBulletinSigned: "通报〔2025〕1号", ledger.ReasonBulletinVoid: "通报〔2025〕1号", ledger.ReasonBulletinWhy: "通报〔2025〕1号", ledger.ReasonBulletinWho: "交通局", ledger.ReasonNoParagraph: "9", ledger.ReasonBulletinTwice: "通报〔2025〕1号 刘敏", ledger.ReasonBulletinSigner: "副市长", ledger.ReasonBulletinUnread: "各镇",
		ledger.ReasonWhichConfirm: "七月台账.表格", ledger.ReasonSheetLarge: "七月台账.表格", ledger.ReasonSheetGone: "七月台账.表格", ledger.ReasonSheetOther: "七月台账.表格", ledger.ReasonSheetSecret: "七月台账.表格", ledger.ReasonSheetWhich: "七月台账", ledger.ReasonSheetFault: "七月台账.表格：文件是空的。",
		ledger.ReasonExtendPast: "2025-07-01", ledger.ReasonLeavePast: "7月1日", ledger.ReasonNoStand: "2025-08-01 2025-08-05", ledger.ReasonNoIndicator: "优良绿", ledger.ReasonNotForThat: "确认", ledger.ReasonNotToConfirm: "取消", ledger.ReasonTooManyDrafts: "57", ledger.ReasonSameLead: "住建局", ledger.ReasonNotCo: "水务局", ledger.ReasonHindered: "水务局 缺资金", ledger.ReasonAskedAlready: "财政局", ledger.ReasonNoDraft: "9", ledger.ReasonDraftForm: "1 水务局", ledger.ReasonLimit: "尽快", ledger.ReasonLimitNoDay: "长期坚持", ledger.ReasonLimitWhy: "9月30日", ledger.ReasonLimitWhose: "9月30日", ledger.ReasonLimitEach: "时限 2 9月30日 汛期\n时限 3 9月30日 汛期", ledger.ReasonDraftWhich: "3", ledger.ReasonDraftUnread: "new 改一下", ledger.ReasonLimitApart: "2025-09-30", ledger.ReasonSameLimit: "2025-08-01", ledger.ReasonLimitPast: "7月1日", ledger.ReasonRhythm: "每天", ledger.ReasonShortTitle: "好", ledger.ReasonUnready: "lead", ledger.ReasonAccepted: "李建",
	}
	byReason := constants(t, "reason.go", "Reason")
	for _, name := range slices.Sorted(maps.Keys(byReason)) {
		reason := ledger.Reason(byReason[name])
		e := own
		if reason == ledger.ReasonForm {
			e.Command = "tasks"
		}
		text := texts.Refusal(&ledger.Refusal{Reason: reason, Words: words[reason]}, e)
		s.say(strings.TrimPrefix(name, "Reason"), text)
		noEnglish(t, name, text)
		if text == fallback {
			t.Errorf("%s has no sentence of its own", name)
		}
		if other, known := sentences[text]; known {
			t.Errorf("%s and %s say the same", name, other)
		}
		sentences[text] = name
	}
	s.hold("refusals")
}

// TestRefusalsOnTask holds the sentences that change with the task, the command and the asker.
func TestRefusalsOnTask(t *testing.T) {
	s := &said{t: t}
	office := texts.Example{Number: "17"}
	refuse := func(reason ledger.Reason, words string, id ledger.TaskID) *ledger.Refusal {
		return &ledger.Refusal{Reason: reason, Words: words, Task: id}
	}
	for _, c := range []struct {
		name string
		r    *ledger.Refusal
		e    texts.Example
	}{
		{"没有这项，本单位", refuse(ledger.ReasonNoTask, "99", ""), own},
		{"没有这项，没说编号", refuse(ledger.ReasonNoTask, "", ""), own},
		{"没有这项，办公室", refuse(ledger.ReasonNoTask, "99", ""), office},
		{"配合单位承诺", refuse(ledger.ReasonNoRight, "", "2025-017"), own},
		{"已办结，报进展", refuse(ledger.ReasonClosed, "", "2025-017"), own},
		{"已办结，承诺", refuse(ledger.ReasonClosed, "", "2025-017"), texts.Example{Command: "promise", Number: "3"}},
		{"已办结，撤销", refuse(ledger.ReasonClosed, "", "2025-017"), texts.Example{Command: "undo", Number: "3"}},
		{"已办结，办公室再办结", refuse(ledger.ReasonClosed, "", "2025-017"), texts.Example{Command: "complete", Number: "17"}},
		{"已办结，办公室催办", refuse(ledger.ReasonClosed, "", "2025-017"), texts.Example{Command: "remind", Number: "17"}},
		{"百分比超出", refuse(ledger.ReasonPercentRange, "-5%", "2025-017"), own},
		{"同一任务说了两次", refuse(ledger.ReasonTwice, "1 80", "2025-017"), own},
		{"今天催过了", refuse(ledger.ReasonTooOften, "", "2025-017"), office},
		{"图片没说是哪项", refuse(ledger.ReasonWhichTask, "", ""), own},
		{"看不懂，办公室", refuse(ledger.ReasonUnknown, "你好", ""), office},
		{"看不懂，没有字", refuse(ledger.ReasonUnknown, "", ""), own},
		{"看不懂，很长", refuse(ledger.ReasonUnknown, strings.Repeat("今天天气很好", 9), ""), own},
		{"贴纸", refuse(ledger.ReasonUnsupported, "sticker", ""), own},
		{"没听说过的东西", refuse(ledger.ReasonUnsupported, "giveaway", ""), own},
	} {
		text := texts.Refusal(c.r, c.e)
		s.say(c.name, text)
		noEnglish(t, c.name, text)
	}
	s.hold("refusals_on_task")
}

// TestRefusalsShowOwnNumber: whoever wrote something wrong sees the right form with the
// number of the task that it was about, else of one of his own.
func TestRefusalsShowOwnNumber(t *testing.T) {
	for _, reason := range []ledger.Reason{
		ledger.ReasonNoTask, ledger.ReasonPercent, ledger.ReasonPercentRange, ledger.ReasonNoWords, ledger.ReasonDate, ledger.ReasonPastDate,
		ledger.ReasonFarDate, ledger.ReasonUnknown, ledger.ReasonUnsupported, ledger.ReasonUndoLate, ledger.ReasonUndoNewer, ledger.ReasonEditedTooLate, ledger.ReasonTwice,
	} {
		for number, r := range map[string]*ledger.Refusal{" 3 ": {Reason: reason, Words: "x"}, " 17 ": {Reason: reason, Words: "x", Task: "2025-017"}} {
			if text := texts.Refusal(r, own); !strings.Contains(text, number) {
				t.Errorf("%s does not show the form with%s: %s", reason, number, text)
			}
		}
	}
}

// TestForms holds what help and a wrong form show, for each command and for each role.
func TestForms(t *testing.T) {
	s := &said{t: t}
	known := map[string]bool{}
	everything := append([]ledger.Role{""}, ledger.Roles()...)
	for _, role := range everything {
		for _, line := range handlers.Menu(role) {
			if known[line.Name] {
				continue
			}
			known[line.Name] = true
			text := texts.HelpOn(line.Name, own)
			s.say(texts.Purpose(line.Name, line.Words), text)
			if !strings.Contains(text, line.Words) && !strings.Contains(text, "/"+line.Name) {
				t.Errorf("the forms of %s do not name it: %s", line.Name, text)
			}
			if line.Name != "help" && strings.HasSuffix(text, "帮助") {
				t.Errorf("%s has no forms of its own", line.Name)
			}
			if strings.HasPrefix(text, "：") {
				t.Errorf("%s has no purpose", line.Name)
			}
		}
	}
	s.hold("forms")

	s = &said{t: t}
	for _, role := range everything[1:] {
		everyday := handlers.Everyday(role)
		text := texts.Help(everyday, own)
		s.say(texts.RoleName(role), text)
		if lines := strings.Count(text, "\n") + 1; lines > 8 || len(everyday) > texts.HelpLines {
			t.Errorf("the help of %s has %d lines: more than a phone shows", role, lines)
		}
		menu := handlers.Menu(role)
		for i, name := range everyday {
			if menu[i].Name != name {
				t.Errorf("the menu of %s has %s at place %d, want %s first", role, menu[i].Name, i+1, name)
			}
		}
	}
	s.hold("help")
}

func TestRoleNames(t *testing.T) {
	for name, role := range constants(t, "person.go", "Role") {
		if text := texts.RoleName(ledger.Role(role)); text == role {
			t.Errorf("%s has no word", name)
		}
	}
	for name, state := range constants(t, "task.go", "State") {
		if text := texts.StateName(ledger.State(state)); text == state {
			t.Errorf("%s has no word", name)
		}
	}
	for name, rhythm := range constants(t, "limit.go", "Rhythm") {
		if text := texts.RhythmName(ledger.Rhythm(rhythm)); text == rhythm && rhythm != "" {
			t.Errorf("%s has no word", name)
		}
	}
	lamps := map[string]string{}
	for name, lamp := range constants(t, "lamp.go", "Lamp") {
		sign := texts.Lamp(ledger.Lamp(lamp))
		if other, known := lamps[sign]; known {
			t.Errorf("%s and %s have the same sign %s", name, other, sign)
		}
		lamps[sign] = name
	}
}

func TestPeople(t *testing.T) {
	s := &said{t: t}
	post := func(role ledger.Role) ledger.Post {
		p := ledger.Post{Role: role, From: today}
		if role.OfUnit() {
			p.Unit = "住建局"
		}
		if role == ledger.RoleLeader {
			p.Title = "分管城建副市长"
		}
		return p
	}
	both := ledger.Person{Name: "李建", Posts: []ledger.Post{
		post(ledger.RoleContact), post(ledger.RoleLeader), {Role: ledger.RoleHead, Unit: "水务局", From: today - 9, Until: today},
	}}
	s.say("我，一个身份", texts.Me(ledger.Person{Name: "刘敏", Posts: []ledger.Post{post(ledger.RoleOffice)}}, today))
	s.say("我，两个身份，一个已卸任", texts.Me(both, today))
	for _, role := range ledger.Roles() {
		s.say("欢迎，"+texts.RoleName(role), texts.Welcome(ledger.Person{Name: "李建"}, post(role), today))
	}
	s.say("邀请码，有姓名", texts.Invited(post(ledger.RoleContact), "张三", "K7QF2M9X", today+7))
	s.say("邀请码，领导", texts.Invited(post(ledger.RoleLeader), "", "K7QF2M9X", today+7))
	for _, bound := range []struct {
		name string
		chat ledger.Chat
	}{
		{"绑定单位", ledger.Chat{Audience: ledger.AudienceUnit, Unit: "住建局"}},
		{"绑定办公室", ledger.Chat{Audience: ledger.AudienceOffice}},
		{"绑定领导", ledger.Chat{Audience: ledger.AudienceLeaders}},
		{"解除", ledger.Chat{Audience: ledger.AudienceUnit, Unit: "住建局", Gone: ledger.GoneUnbound}},
	} {
		s.say(bound.name, texts.Bound(bound.chat, false))
	}
	s.say("进群", texts.Entered())
	s.say("对不起", texts.Apology("7F3A"))
	s.hold("people")
}
