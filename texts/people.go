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

// Me tells somebody who the office takes him for.
func Me(p ledger.Person, today ledger.Date) string {
	var posts []string
	for _, post := range p.Posts {
		if post.On(today) {
			posts = append(posts, postName(post))
		}
	}
	return fmt.Sprintf("%s：%s。\n身份不对的，请告诉指挥部办公室。发送 帮助，看看能做什么。", p.Name, strings.Join(posts, "、"))
}

// Welcome greets somebody who has just been bound.
func Welcome(p ledger.Person, post ledger.Post, _ ledger.Date) string {
	text := fmt.Sprintf("%s，您好！已登记为%s。\n", p.Name, postName(post))
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

// Bound says whose group it is now.
func Bound(c ledger.Chat) string {
	switch {
	case c.Gone != "":
		return "已解除绑定，今后不再向本群发送。"
	case c.Audience == ledger.AudienceOffice:
		return "本群已绑定为指挥部办公室群。"
	case c.Audience == ledger.AudienceLeaders:
		return "本群已绑定为市领导群。"
	default:
		return fmt.Sprintf("本群已绑定到%s，今后每个工作日的提醒发到这里。直接回复提醒就能报进展。", c.Unit)
	}
}

// Entered greets a group into which the bot was let.
func Entered() string {
	return "大家好！请指挥部办公室的同志在本群发送：/bind 单位简称（如 /bind 住建局），绑定后才能使用。"
}

// Apology answers somebody whose message could not be worked. The number is in the log.
func Apology(incident string) string {
	return fmt.Sprintf("对不起，您的这条消息没有处理成功，已记录（编号%s），办公室会查看。请稍后再发一次，或联系指挥部办公室。", incident)
}
