package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// RoleName is a role's word.
func RoleName(role ledger.Role) string {
	switch role {
	case ledger.RoleOffice:
		return "指挥部办公室"
	case ledger.RoleSupervisor:
		return "督查室"
	case ledger.RoleLeader:
		return "市领导"
	case ledger.RoleHead:
		return "一把手"
	case ledger.RoleContact:
		return "联络员"
	case ledger.RoleGrid:
		return "网格员"
	case ledger.RoleReader:
		return "组织部"
	case ledger.RoleDiscipline:
		return "纪委监委"
	case ledger.RoleAdmin:
		return "管理员"
	default:
		return string(role)
	}
}

func postName(p ledger.Post) string {
	switch {
	case p.Unit != "":
		return string(p.Unit) + RoleName(p.Role)
	case p.Title != "":
		return RoleName(p.Role) + "（" + p.Title + "）"
	default:
		return RoleName(p.Role)
	}
}

// StillInGroup hints that somebody who left may still read his unit's group: the program
// cannot take him out.
func StillInGroup(name string, post ledger.Post) string {
	return fmt.Sprintf("\n%s有绑定的群，%s可能还在群里看得到提醒，请群主把他移出群。", postPlace(post), name)
}

func postPlace(post ledger.Post) string {
	if post.Unit != "" {
		return string(post.Unit)
	}
	return RoleName(post.Role)
}

// Me tells somebody who the office takes him for.
func Me(p ledger.Person, today ledger.Date) string {
	var posts []string
	for _, post := range p.Posts {
		if post.On(today) {
			posts = append(posts, postName(post))
		}
	}
	mandate := ""
	if units := p.MandatedUnits(today); len(units) > 0 {
		mandate = fmt.Sprintf("\n%s受权交办、督办，您可以：立项、交办、督办。", unitNames(units))
	}
	return fmt.Sprintf("%s：%s。%s\n身份不对的，请告诉指挥部办公室。发送 帮助，看看能做什么。", p.Name, strings.Join(posts, "、"), mandate)
}

// Welcome greets somebody who has just been bound.
func Welcome(p ledger.Person, post ledger.Post, _ ledger.Date) string {
	text := fmt.Sprintf("%s，您好！已登记为%s。\n", p.Name, postName(post))
	if post.For != 0 {
		return text + fmt.Sprintf("时间是%s，这几天的提醒会发给您，到期自动结束。收到提醒后，直接回复“80 一句话”就行。", daysWords(ledger.Days{First: post.From, Last: post.Until - 1}))
	}
	switch {
	case post.Role.OfUnit() && post.Role != ledger.RoleGrid:
		return text + "每个工作日最多提醒一次。收到提醒后，直接回复“80 一句话”就行；没有变化点“无变化”。\n现在可以发送：任务"
	case post.Role == ledger.RoleLeader:
		return text + "想看整体情况，发送：汇总；看红灯任务，发送：红灯"
	case post.Role == ledger.RoleOffice:
		return text + "常用：汇总、查 红灯、催办 17、邀请 住建局 联络员。发送 帮助 看全部。"
	default:
		return text + "发送 帮助，看看能做什么。"
	}
}

// WaitsForYou tells somebody who has just joined that something waits for him; nothing: empty.
func WaitsForYou(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("\n等您决定的有%d件，请发送：待办", n)
}

// Invited gives the office the code that it asked for.
func Invited(post ledger.Post, name, code string, expires ledger.Date) string {
	return fmt.Sprintf("给%s%s的邀请码（只能用一次，有效期至%s）：\n%s\n请本人私聊我，发送：/start %s",
		postName(post), brackets(name), Day(expires), code, code)
}

func brackets(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

// Bound says whose group it is now; endless: it was said that there is no end.
func Bound(c ledger.Chat, endless bool) string {
	switch {
	case c.Gone != "":
		return "已解除绑定，今后不再向本群发送。"
	case c.Audience == ledger.AudienceOffice:
		return "本群已绑定为指挥部办公室群。" + boundUntil(c, endless)
	case c.Audience == ledger.AudienceLeaders:
		return "本群已绑定为市领导群。" + boundUntil(c, endless)
	default:
		return fmt.Sprintf("本群已绑定到%s，今后每个工作日的提醒发到这里。直接回复提醒就能报进展。", c.Unit) + boundUntil(c, endless)
	}
}

// Entered greets a group into which the bot was let.
func Entered() string {
	return "大家好！请指挥部办公室的同志在本群发送：/bind 单位简称（如 /bind 住建局），绑定后才能使用。"
}

// Apology answers somebody whose message could not be worked. The number is in the log.
func Apology(incident string) string {
	return fmt.Sprintf("对不起，您的这条消息没有处理成功，原话已经留存（编号%s）。请稍后再发一次；还不行的，请把编号告诉指挥部办公室。", incident)
}

// Posts names posts, for somebody who must say which one he means.
func Posts(posts []ledger.Post) string {
	names := make([]string, len(posts))
	for i, post := range posts {
		names[i] = postName(post)
	}
	return strings.Join(names, "、")
}

// Namesakes tells persons of one name apart by their posts, and by the number that no two share.
func Namesakes(persons []ledger.Person, today ledger.Date) string {
	names := make([]string, len(persons))
	for i, p := range persons {
		names[i] = fmt.Sprintf("%s（%s，编号%d）", p.Name, Posts(p.Holds(today, "", "")), p.ID)
	}
	return strings.Join(names, "、")
}

const peopleShown = 20

// People lists who holds certain posts today or soon, since when, and who stands in for whom.
func People(of string, persons []ledger.Person, which func(ledger.Post) bool, today ledger.Date) string {
	names := map[ledger.PersonID]string{}
	for _, p := range persons {
		names[p.ID] = p.Name
	}
	var lines []string
	for _, p := range persons {
		for _, post := range p.Posts {
			if over := !post.Until.IsZero() && post.Until <= today; which(post) && !over {
				lines = append(lines, personLine(p, post, names[post.For], today))
			}
		}
	}
	if len(lines) == 0 {
		return fmt.Sprintf("%s目前没有登记的人员。可发邀请码，如：邀请 %s 联络员 姓名", of, of)
	}
	text := fmt.Sprintf("%s登记人员%d位：\n", of, len(lines))
	if more := len(lines) - peopleShown; more > 0 {
		lines = append(lines[:peopleShown], fmt.Sprintf("另有%d位，见导出的留痕表", more))
	}
	return text + strings.Join(lines, "\n")
}

func personLine(p ledger.Person, post ledger.Post, standsFor string, today ledger.Date) string {
	what := RoleName(post.Role)
	if post.Title != "" {
		what = post.Title
	}
	line := fmt.Sprintf("· %s，%s", p.Name, what)
	switch {
	case post.For != 0:
		line += fmt.Sprintf("（代%s，%s）", standsFor, daysWords(ledger.Days{First: post.From, Last: post.Until - 1}))
	default:
		line += "，自" + Day(post.From) + "起"
	}
	switch {
	case post.Away.Has(today):
		line += "（请假中，" + daysWords(post.Away) + "）"
	case post.Away.First > today:
		line += "（将请假，" + daysWords(post.Away) + "）"
	}
	return line
}

func daysWords(d ledger.Days) string {
	if d.First == d.Last {
		return ShortDay(d.First)
	}
	return fmt.Sprintf("%s至%s", ShortDay(d.First), ShortDay(d.Last))
}

// Departed tells the office that a post has ended, and what is left to do.
func Departed(p ledger.Person, post ledger.Post, stood int, silent bool, today ledger.Date) string {
	text := fmt.Sprintf("%s的%s从今天起结束，今后不再接收提醒，也不能再办理。", p.Name, postName(post))
	if others := p.Holds(today, "", ""); len(others) > 0 {
		text += fmt.Sprintf("他仍是%s。", Posts(others))
	}
	if stood > 0 {
		text += "\n他代别的同志办的也随之结束，请被代的同志另找人代：请假 取消 后重新登记。"
	}
	if silent {
		text += fmt.Sprintf("\n%s现在没有联络员了，请尽快发邀请码：邀请 %s 联络员 姓名", post.Unit, post.Unit)
	}
	return text
}

const orphansShown = 5

// Orphaned tells the office what it decides itself from now on, since nobody else can; empty
// if that is nothing.
func Orphaned(matters []ledger.Matter) string {
	if len(matters) == 0 {
		return ""
	}
	names := make([]string, min(len(matters), orphansShown))
	for i := range names {
		names[i] = matterTask(matters[i]) + wants(matters[i])
	}
	text := fmt.Sprintf("\n等他办理的%d件没有别人可办，转由办公室代办：%s", len(matters), strings.Join(names, "；"))
	if more := len(matters) - len(names); more > 0 {
		text += fmt.Sprintf("；另有%d件", more)
	}
	return text + "。请发送：待办"
}

// Delegated gives out the code by which somebody takes a post over.
func Delegated(giver ledger.Person, post ledger.Post, i ledger.Invitation, code string) string {
	return fmt.Sprintf("交接%s：%s → %s。邀请码（只能用一次，有效期至%s）：\n%s\n请把它转给%s本人，由他私聊我发送：/start %s\n他登记以后，%s的%s随即结束；在那以前一切照旧。",
		postName(post), giver.Name, i.Name, Day(i.Expires), code, i.Name, code, giver.Name, postName(post))
}

// HandedOver thanks whoever handed his post over.
func HandedOver(giver, taker ledger.Person, post ledger.Post, today ledger.Date) string {
	text := fmt.Sprintf("%s，您的%s已交接给%s，从现在起由他办理。", giver.Name, postName(post), taker.Name)
	if giver.Bound(today) {
		return text + "谢谢您！"
	}
	return text + "今后不再向您发送提醒，谢谢您一直以来的工作！"
}

// OnLeave confirms a leave: who stands in, and how he gets in if he is not there yet.
func OnLeave(l ledger.Leave, asked ledger.Leaving, code string) string {
	text := fmt.Sprintf("已登记：%s%s请假，", l.Person.Name, daysWords(asked.Days))
	if code == "" {
		return text + fmt.Sprintf("由%s代%s。这几天的提醒发给他，到期自动恢复。提前回来请发送：请假 取消", l.Stand.Name, postName(asked.Post))
	}
	return text + fmt.Sprintf("由%s代%s，到期自动恢复。他还不是%s的登记人员，请把邀请码（有效期至%s）转给他：\n%s\n由他私聊我发送：/start %s\n他登记以前，提醒仍发给%s现有的人员。",
		asked.Name, postName(asked.Post), asked.Post.Unit, Day(l.Invitation.Expires), code, code, asked.Post.Unit)
}

// StandIn tells somebody that he stands in for another.
func StandIn(p ledger.Person, asked ledger.Leaving) string {
	return fmt.Sprintf("%s%s请假，这几天由您代%s：提醒会发给您，您也可以直接办理，到期自动结束。", p.Name, daysWords(asked.Days), postName(asked.Post))
}

// LeaveBack confirms that a leave is over or does not come about.
func LeaveBack(p ledger.Person, post ledger.Post) string {
	return fmt.Sprintf("已取消%s（%s）的请假，提醒照常发给本人。", p.Name, postName(post))
}

// StandBack tells who stood in that it is over.
func StandBack(p ledger.Person, post ledger.Post) string {
	return fmt.Sprintf("%s的请假已经取消，您不用再代%s了，谢谢！", p.Name, postName(post))
}
