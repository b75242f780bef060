package handlers

import (
	"regexp"
	"strings"

	"duban/ledger"
)

var (
	// nudged is 催办 as it is said: 催7, 催一下7号.
	nudged = regexp.MustCompile(`^催(?:一?下|一催)? ?([#第]?\d{1,6}[号项]?)(?:任务)?$`)
	// askedOf is a question about one task: 7怎么样了, 第2项的进展.
	askedOf = regexp.MustCompile(`^(?:任务)?([#第]?\d{1,6}[号项]?) ?(?:任务)?的?(?:情况|进展|进度)?(?:怎么样|怎样|如何|到哪了|到哪一步|办得怎么样|的?情况|的?进展|的?进度)(?:了)?$`)
	// givenTo hands a task over in running words: 7号任务交给坪石镇办, 把7改给水务局.
	givenTo = regexp.MustCompile(`^(?:把)?(?:任务)?([#第]?\d{1,6}[号项]?)(?:任务)?(?:交办|转交|改交|改派|交|改|派|分|转)给(\p{Han}[\p{Han}、]*?)(?:来)?(?:办理|牵头|负责|办)?$`)
)

// offhand finds what somebody says without a command's form: a question of anybody, and what the office
// does with a task. Only the whole of the words counts, and not in reply, where units report and leaders
// instruct.
func (a *ask) offhand(text string) (command, bool) {
	text = strings.TrimRight(text, "。.!?~ ")
	if name, args := wondered(text); name != "" {
		return a.said(name, args)
	}
	reports := ledger.May(a.Person, ledger.ActionReport, a.today) == nil
	if m := askedOf.FindStringSubmatch(text); m != nil {
		return a.said("show", m[1])
	}
	if m := nudged.FindStringSubmatch(text); m != nil && !reports {
		return a.said("remind", m[1])
	}
	if m := givenTo.FindStringSubmatch(text); m != nil && !reports {
		return a.said("assign", m[1]+" "+m[2])
	}
	return command{}, false
}

// said is a command in other words than its own, of who may say it.
func (a *ask) said(name, args string) (command, bool) {
	c := a.h.named(name)
	if may := ledger.May(a.Person, c.action, a.today) == nil; !may || a.Edited || a.QuotedOur || !a.Private || len(a.Files) > 0 {
		return command{}, false
	}
	a.word, a.args = c.words[0], args
	return c, true
}

// waitsForMe asks what waits for one's own decision: 有什么要我签的.
var waitsForMe = regexp.MustCompile(`^(?:有什么|有没有|还有什么|有哪些|哪些)?(?:要|需要|等|待)我(?:签|批|定|决定|签字|签发|审批|批准|同意|办)的?(?:有哪些|事|事项)?$`)

// wondered is a question in whole words that are no command: how it stands, what there is to do.
func wondered(text string) (command, args string) {
	switch text {
	case "今天情况", "目前情况", "现在情况", "整体情况", "总体情况怎么样", "整体情况怎么样", "情况怎么样", "本局情况", "我局情况", "我们局情况", "本单位情况", "我单位情况", "本镇情况", "我镇情况":
		return "summary", ""
	case "我分管的", "我分管的情况", "我的情况", "分管情况", "我分管的任务", "我分管的怎么样":
		return "summary", "我的"
	case "我的红灯", "我分管的红灯", "本局红灯", "我局红灯", "本镇红灯", "我镇红灯", "有几个红灯", "有没有红灯", "红灯有几个":
		return "red", ""
	case "上周", "上周情况":
		return "week", "上周"
	case "上月", "上月情况", "上个月情况":
		return "month", "上月"
	case "有哪些任务", "我有哪些任务", "我们有哪些任务", "还有哪些任务", "有什么任务", "我有什么任务", "要办什么", "今天要办什么", "今天要报什么":
		return "tasks", ""
	}
	if waitsForMe.MatchString(text) {
		return "queue", ""
	}
	return "", ""
}

// howIs is a question after the work that words name: 污水处理厂怎么样了.
var howIs = regexp.MustCompile(`^(\p{Han}{2,12}?)(?:干得|办得|做得|搞得|推进得|推进|进行得)?的?(?:情况|进展|进度)?(?:怎么样|怎样|如何|到哪了|到哪一步了)了?$`)

// listed finds the list of the ledger, or the tasks, for which somebody asks in his own words who
// reports on nothing.
func (a *ask) listed() (command, bool) {
	if reports := ledger.May(a.Person, ledger.ActionReport, a.today) == nil; reports {
		return command{}, false
	}
	text := strings.TrimRight(strings.TrimSpace(ledger.Narrow(a.Text)), "。.!?~ ")
	if list := listSaid(text); list != text && (lists(list) != nil || a.closeoutLists(list) != nil) {
		return a.said("find", list)
	}
	if m := howIs.FindStringSubmatch(text); m != nil {
		return a.said("find", m[1])
	}
	return command{}, false
}

var (
	listBefore = regexp.MustCompile(`^(?:看看|看下|看|查一下|查下|查查|查)?(?:还有|有)?(?:哪些|哪几个|哪几家|谁|什么)?(?:单位|部门|任务|项目)?(?:还|都)?(?:是)?`)
	listAfter  = regexp.MustCompile(`(?:的|了|有哪些|是哪些|有多少|有几项|名单|清单|列表|任务|单位|部门|项目|事项)+$`)
	listNot    = regexp.MustCompile(`^(?:没有|没)`)
)

// listSaid is the name of a list of the ledger in how people ask for it: 谁还没签收, 逾期的任务.
func listSaid(text string) string {
	list := listAfter.ReplaceAllString(listBefore.ReplaceAllString(text, ""), "")
	list = listNot.ReplaceAllString(list, "未")
	switch list {
	case "未报进展", "未报送", "未上报":
		return "未报"
	case "未完成", "未办完":
		return "未办结"
	case "即将到期", "7天内到期", "七天内到期", "临期", "快到期", "要到期", "快到时限":
		return "快到期"
	}
	return list
}

// dueLists are the lists of what comes due.
func dueLists(word string) func(ledger.Scope, ledger.Date) ledger.Range {
	week := func(after int) func(ledger.Scope, ledger.Date) ledger.Range {
		return func(scope ledger.Scope, today ledger.Date) ledger.Range {
			from := today.Monday().AddDays(7 * after)
			return ledger.DueRange(scope, max(from, today), from.AddDays(6))
		}
	}
	switch word {
	case "快到期", "7天内到期", "七天内到期":
		return func(scope ledger.Scope, today ledger.Date) ledger.Range {
			return ledger.DueRange(scope, today, today.AddDays(7))
		}
	case "本周到期":
		return week(0)
	case "下周到期":
		return week(1)
	}
	return nil
}
