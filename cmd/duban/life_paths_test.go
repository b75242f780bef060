//go:build unix

package main

import (
	"maps"
	"slices"
	"strings"

	"duban/ledger"
	"duban/sandbox"
)

// deed is one thing that is done in the life of a task. {n} is its number, {code} its code,
// {notice} the number of its notice.
type deed struct {
	by    string // unit: its contact; heir: who took his post over; office: one officer; both: two at the same moment
	says  string
	paper bool     // with a paper, of which the words are the caption
	yes   string   // what whoever did it is answered
	late  []string // what whoever came too late is answered, one of these
}

// way is one through the life of a task.
type way struct {
	source   string // of the task: by it the steps of striking off
	killed   int    // how many go it while the program is killed
	heir     bool   // somebody takes the contact's post over
	deeds    []deed
	promised []string // what the unit is told, unasked
	ends     ending
}

// ending is how a task stands at its end.
type ending struct {
	state               ledger.State
	extensions, reports int
	public              bool
}

func paths() []way {
	return []way{wholePath(), strikePath(), noticePath(), restPath(), handoverPath()}
}

// wholePath is from 交办 to 回头看.
func wholePath() way {
	return way{source: "会议部署", killed: 2, ends: ending{ledger.StateClosed, 1, 2, false}, deeds: []deed{
		{by: "office", says: "交办 {n} {unit} 配合 {helper}", yes: "已调整 {code}"},
		{by: "unit", says: "签收 {n}", yes: "已签收 {code}"},
		{by: "unit", says: "计划 {n} {middle} 主体封顶; {end} 通水", yes: "已记下 {code}"},
		{by: "office", says: "督办 {n} 请抓紧办理", yes: "事项：{code}"},
		{by: "both", says: "签发 {n}", yes: "已签发 {notice}", late: []string{"{code}的督办单签发，"}},
		{by: "unit", says: "签收督办 {n}", yes: "已签收 {notice}，"},
		{by: "unit", says: "回复督办 {n} 已安排施工队", yes: "已记下对{notice}的回复"},
		{by: "both", says: "同意 {n}", yes: "对{notice}的回复，督办单办理完毕", late: []string{"{code}的督办回复审核，"}},
		{by: "unit", says: "延期 {n} {later} 连续降雨", yes: "{code}：申请延期"},
		{by: "both", says: "同意 {n}", yes: "已同意 {code}", late: []string{"{code}的延期申请，"}},
		{by: "office", says: "中止 {n} {end} 等待批复", yes: "已中止 {code}"},
		{by: "office", says: "恢复 {n}", yes: "已恢复 {code}"},
		{by: "unit", says: "困难 {n} 缺少挖机", yes: "{code}：困难已转指挥部办公室"},
		{by: "office", says: "转办 {n} {helper}", yes: "已转{helper} {code}"},
		{by: "both", says: "答复 {n} 已协调挖机", yes: "已答复 {code}", late: []string{"{code}的困难，"}},
		{by: "unit", says: "进展 {n} 100 全部完成", yes: "{code}：100%"},
		{by: "both", says: "同意 {n}", yes: "已办结 {code}", late: []string{"{code}的办结审核，"}},
		{by: "unit", says: "销号 {n} 已通水运行", yes: "已申请销号 {code}"},
		{by: "office", says: "同意 {n}", yes: "{code} 自查自验已通过"},
		{by: "office", says: "同意 {n}", yes: "{code}：销号步骤全部办完"},
		{by: "office", says: "回头看 {n} 合格 现场无反弹", yes: "已登记回头看 {code}"},
	}, promised: []string{
		"督办单（黄色督办） {notice}", "{notice}（{code}", "{code}：您单位的延期申请，指挥部办公室同意", "{code}：您单位反映的困难",
		"{code}：指挥部办公室已确认办结", "{code}：已于",
	}}
}

// strikePath strikes off by five steps as far as days need not pass: to the public notice, with
// an objection that does not stand.
func strikePath() way {
	return way{source: "上级督办通报", killed: 2, ends: ending{ledger.StateCompleted, 0, 1, true}, deeds: []deed{
		{by: "unit", says: "进展 {n} 100 全部完成", yes: "{code}：100%"},
		{by: "both", says: "同意 {n}", yes: "已办结 {code}", late: []string{"{code}的办结审核，"}},
		{by: "unit", says: "销号 {n} 已整改到位", paper: true, yes: "已申请销号 {code}"},
		{by: "office", says: "同意 {n}", yes: "{code} 自查自验已通过"},
		{by: "office", says: "同意 {n}", yes: "{code} 办公室审核已通过"},
		{by: "both", says: "公示 {n}", yes: "{code} 开始公示", late: []string{"{code}正在公示", "{code}的销号"}},
		{by: "office", says: "异议 {n} 仍有扬尘", yes: "已登记异议 {code}"},
		{by: "both", says: "不成立 {n} 与本项无关", yes: "异议不成立，{code}", late: []string{"{code}的异议，"}},
	}, promised: []string{"{code}：指挥部办公室已确认办结"}}
}

// noticePath has a reply to a notice sent back.
func noticePath() way {
	return way{source: "会议部署", killed: 1, ends: ending{ledger.StateAccepted, 0, 0, false}, deeds: []deed{
		{by: "unit", says: "签收 {n}", yes: "已签收 {code}"},
		{by: "office", says: "督办 {n} 请抓紧办理", yes: "事项：{code}"},
		{by: "both", says: "签发 {n}", yes: "已签发 {notice}", late: []string{"{code}的督办单签发，"}},
		{by: "unit", says: "回复督办 {n} 已安排", yes: "已记下对{notice}的回复"},
		{by: "both", says: "退回 {n} 请写明责任人", yes: "已退回 {unit}对{notice}的回复", late: []string{"{code}的督办回复审核，"}},
	}, promised: []string{"督办单（黄色督办） {notice}", "{notice}（{code}"}}
}

// restPath has an extension refused, and a rest agreed to.
func restPath() way {
	return way{source: "会议部署", killed: 1, ends: ending{ledger.StateInProgress, 0, 1, false}, deeds: []deed{
		{by: "unit", says: "延期 {n} {later} 连续降雨", yes: "{code}：申请延期"},
		{by: "both", says: "不同意 {n} 年内必须完工", yes: "已不同意 {code}", late: []string{"{code}的延期申请，"}},
		{by: "unit", says: "中止 {n} {end} 等待批复", yes: "{code}：申请中止"},
		{by: "both", says: "同意 {n}", yes: "已同意 {code}", late: []string{"{code}的中止申请，"}},
		{by: "office", says: "恢复 {n}", yes: "已恢复 {code}"},
		{by: "unit", says: "进展 {n} 40 已进场", yes: "{code}：40%"},
	}, promised: []string{"{code}：您单位的延期申请，指挥部办公室不同意", "{code}：您单位的中止申请，指挥部办公室同意"}}
}

// handoverPath has the contact hand his post over: who had it does nothing any more and is told
// nothing, who has it goes on.
func handoverPath() way {
	return way{source: "会议部署", killed: 2, heir: true, ends: ending{ledger.StateCompleted, 0, 1, false}, deeds: []deed{
		{by: "unit", says: "签收 {n}", yes: "已签收 {code}"},
		{by: "unit", says: "交接 {heir}", yes: "请把它转给{heir}"},
		{by: "heir", says: "/start {pass}", yes: "已登记为{unit}联络员"},
		{by: "unit", says: "进展 {n} 30 已进场", yes: "只服务已登记的工作人员"},
		{by: "heir", says: "进展 {n} 100 全部完成", yes: "{code}：100%"},
		{by: "both", says: "同意 {n}", yes: "已办结 {code}", late: []string{"{code}的办结审核，"}},
	}, promised: []string{"{code}：指挥部办公室已确认办结"}}
}

// speech is a deed's words as somebody says them.
func (d deed) speech(person int64, words string) sandbox.Speech {
	if d.paper {
		return sandbox.Speech{Person: person, Caption: words, Document: &sandbox.Upload{Name: "情况说明.pdf", Data: []byte("%PDF-1.4 example")}}
	}
	return sandbox.Speech{Person: person, Text: words}
}

func (l *oneLife) heirName() string { return "接任" + string(l.unit) }

// stranger adds somebody whom nobody has invited yet.
func (k *killedLives) stranger(name string) int64 {
	k.t.Helper()
	user, err := k.telegram.AddPerson(sandbox.User{FirstName: name})
	if err != nil {
		k.t.Fatal(err)
	}
	return user.ID
}

// pass is the code with which the contact hands his post over.
func (k *killedLives) pass(l *oneLife) string {
	k.t.Helper()
	if l.heir == 0 {
		return ""
	}
	for _, m := range k.read(l.contact) {
		if code := codeIn.FindStringSubmatch(m.Text); code != nil && strings.Contains(m.Text, l.heirName()) {
			return code[1]
		}
	}
	return "还没有"
}

// checkTold: what a unit was promised to be told it was told once; whatever came again says so.
func (k *killedLives) checkTold(l *oneLife) {
	k.t.Helper()
	reader := l.contact
	if l.heir != 0 {
		reader = l.heir
	}
	plain, marked := map[string]int{}, map[string]int{}
	for _, m := range k.read(reader) {
		for _, words := range l.path.promised {
			switch {
			case !strings.Contains(m.Text, k.words(l, words)):
			case strings.HasPrefix(m.Text, "【补发"):
				marked[words]++
				k.again++
			default:
				plain[words]++
			}
		}
	}
	for _, words := range l.path.promised {
		if plain[words] > 1 || plain[words]+marked[words] == 0 || marked[words] > k.killed || l == l.peace && marked[words] > 0 {
			k.t.Errorf("%s was told %q %d times and %d times marked as sent again, of %v\n%v", l.unit, k.words(l, words), plain[words], marked[words],
				slices.Sorted(maps.Keys(plain)), k.read(reader))
		}
		if n := k.heard(l.contact, k.words(l, words)); l.heir != 0 && n > 0 {
			k.t.Errorf("%s: who handed over was told %q %d times", l.unit, k.words(l, words), n)
		}
	}
}
