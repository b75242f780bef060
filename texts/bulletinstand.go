package texts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// deliveriesShown is how many chats one answer lists.
const deliveriesShown = 40

// BulletinStand tells where a bulletin stands: of one that was sent who was told, and when.
// Whoever was not comes first.
func BulletinStand(b ledger.Bulletin, deliveries []ledger.Delivery, now time.Time) string {
	if b.N == 0 {
		return Bulletin(b) + "\n" + bulletinState(b)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "%s《%s》\n%s签发 %s", b.Number(), b.Title, b.Signed.Name, shortClock(b.Signed.At, now))
	if b.State == ledger.BulletinVoid {
		fmt.Fprintf(&s, "；%s作废：%s", b.Ended.Name, b.Ended.Words)
	}
	slices.SortStableFunc(deliveries, func(a, b ledger.Delivery) int { return deliveryOrder(a) - deliveryOrder(b) })
	done := 0
	for _, d := range deliveries {
		if d.What == ledger.WhatDelivered {
			done++
		}
	}
	fmt.Fprintf(&s, "\n发到%d个会话，已送达%d个\n", len(deliveries), done)
	for i, d := range deliveries {
		if i == deliveriesShown {
			fmt.Fprintf(&s, "另有%d个会话，见导出的留痕表\n", len(deliveries)-i)
			break
		}
		s.WriteString(deliveryLine(d, now) + "\n")
	}
	if len(b.Untold) > 0 {
		fmt.Fprintf(&s, "没能告知（没有群也没有联络员）：%s\n", unitNames(b.Untold))
	}
	return strings.TrimSpace(s.String())
}

func deliveryOrder(d ledger.Delivery) int {
	return slices.Index([]ledger.What{ledger.WhatRefused, ledger.WhatUnknown, "", ledger.WhatDelivered}, d.What)
}

func deliveryLine(d ledger.Delivery, now time.Time) string {
	who := string(d.Unit)
	if who == "" {
		who = "领导"
	}
	at := shortClock(d.At.In(now.Location()), now)
	switch d.What {
	case ledger.WhatDelivered:
		return fmt.Sprintf("✓ %s：%s送达", who, at)
	case ledger.WhatRefused:
		return fmt.Sprintf("✗ %s：%s没能送达（%s）", who, at, WhyNot(d.Why))
	case ledger.WhatUnknown:
		return fmt.Sprintf("？%s：%s发出，不能确认是否送达", who, at)
	default:
		return fmt.Sprintf("… %s：还没有发出，或还没有回执", who)
	}
}

func bulletinState(b ledger.Bulletin) string {
	switch b.State {
	case ledger.BulletinDraft:
		return "——草稿"
	case ledger.BulletinToSign:
		return "——等待签发"
	case ledger.BulletinDropped:
		return "——已取消"
	case ledger.BulletinIssued, ledger.BulletinVoid: // have a number
	}
	return ""
}

// Bulletins lists bulletins, the newest first.
func Bulletins(found []ledger.Bulletin, total int64, now time.Time) string {
	if len(found) == 0 {
		return "还没有通报。起草请发送：通报，或 通报 碧水"
	}
	var s strings.Builder
	s.WriteString("通报：\n")
	for _, b := range found {
		name, state := b.Number(), bulletinState(b)
		if name == "" {
			name = shortClock(b.At, now)
			if b.State == ledger.BulletinDraft && !now.Before(b.Expires) {
				state = "——草稿，已过期"
			}
		}
		if b.State == ledger.BulletinVoid {
			state = "——已作废"
		}
		fmt.Fprintf(&s, "· %s《%s》%s\n", name, b.Title, state)
	}
	if more := total - int64(len(found)); more > 0 {
		fmt.Fprintf(&s, "另有较早的%d份\n", more)
	}
	s.WriteString("看一份发给了谁：通报 3号；接着改草稿：通报 草稿")
	return s.String()
}

// refusalOfBulletin are the refusals about a 通报.
func refusalOfBulletin(r *ledger.Refusal, _ Example) string {
	const again = "重新起草请发送：通报"
	switch r.Reason {
	case ledger.ReasonNoBulletin:
		if r.Words == "" {
			return "没有正在起草的通报。" + again
		}
		return fmt.Sprintf("没有找到通报“%s”。看全部请发送：查 通报", cut(r.Words, 16))
	case ledger.ReasonBulletinForm:
		return fmt.Sprintf("没看懂“%s”，草稿没有改动。请这样回复，一处一行：2 改后的文字；删 3；加 文字；标题 …；发送 各镇、领导；送签；取消", cut(r.Words, 20))
	case ledger.ReasonBulletinMoved:
		return "草稿刚才又改过，请看最新一稿：通报 草稿"
	case ledger.ReasonBulletinOld:
		return "这份草稿的数字太旧，已过有效期，不能再改或送签。用现在的数字" + again
	case ledger.ReasonBulletinWaits:
		return "这份通报已经送签，正等签发，不用再送。要改请直接回复修改，送签会自动撤回。"
	case ledger.ReasonBulletinSigned:
		return fmt.Sprintf("%s已经签发并发出，文字不能再改。写错了请先作废，再重新起草：\n作废 %s 理由\n通报", r.Words, r.Words)
	case ledger.ReasonBulletinVoid:
		return fmt.Sprintf("%s已经作废了。%s", r.Words, again)
	case ledger.ReasonBulletinDropped:
		return "这份草稿已经取消了。" + again
	case ledger.ReasonBulletinEmpty:
		return "通报至少要留一段，没有改动。不发了请回复：取消"
	case ledger.ReasonBulletinNobody:
		return "还没有选发给谁。请点草稿下面的按钮，或回复：发送 全部单位、领导"
	case ledger.ReasonBulletinWho:
		return fmt.Sprintf("没有找到“%s”，草稿没有改动。可以写：全部单位、有任务的单位、各镇、各部门、领导，或单位简称，如：发送 各镇、住建局", cut(r.Words, 16))
	case ledger.ReasonBulletinWhy:
		return fmt.Sprintf("请写上作废的理由，如：作废 %s 数字有误", r.Words)
	case ledger.ReasonBulletinAct:
		return "“送签”“取消”请单独回复，不要和修改写在一起。草稿没有改动。"
	case ledger.ReasonNoParagraph:
		return fmt.Sprintf("草稿没有第%s段，没有改动。请看段落前面的编号再回复。", r.Words)
	case ledger.ReasonBulletinUnsaid:
		return "这份通报还没有送签。看好发送范围，回复：送签"
	case ledger.ReasonBulletinTwice:
		number, who, _ := strings.Cut(r.Words, " ")
		return fmt.Sprintf("%s已由%s签发并发出，不用再签。看送达情况请发送：查 通报", number, who)
	case ledger.ReasonBulletinBack:
		return "这份通报已经撤回或退回修改，不用签了。改好后办公室会再送签。"
	case ledger.ReasonBulletinNoWhy:
		return "请写上退回的理由，如：退回 请补充下一步安排"
	case ledger.ReasonBulletinSigner:
		return fmt.Sprintf("没有找到担任“%s”的领导，没有送签。请写领导的职务，如：送签 主要领导；办公室自己签发请回复：送签", cut(r.Words, 16))
	case ledger.ReasonBulletinUnread:
		return fmt.Sprintf("发送范围（%s）里现在没有一个能收到的会话，没有签发。请先退回，换发送范围或给单位发邀请码。", r.Words)
	default:
		return ""
	}
}
