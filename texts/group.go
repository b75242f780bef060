package texts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// boundUntil says what a bound group is for and until when, or asks for that; endless: it was said
// that there is no end.
func boundUntil(c ledger.Chat, endless bool) string {
	switch {
	case endless && c.Purpose != "":
		return fmt.Sprintf("用途：%s，长期使用。", c.Purpose)
	case endless:
		return fmt.Sprintf("长期使用。还没有写用途，可以补：%s 用途 污水管网攻坚", bindWord(c))
	case c.Purpose != "" && !c.Until.IsZero():
		return fmt.Sprintf("用途：%s，用到%s，到期后不再向本群发送。", c.Purpose, Day(c.Until))
	case !c.Until.IsZero():
		return fmt.Sprintf("用到%s，到期后不再向本群发送。还没有写用途，可以补：%s 用途 污水管网攻坚", Day(c.Until), bindWord(c))
	case c.Purpose != "":
		return fmt.Sprintf("用途：%s，没有截止日期。有的请补：%s 至 2026-12-31", c.Purpose, bindWord(c))
	default:
		return fmt.Sprintf("请补上本群的用途和截止日期，用完就停，不增加负担：%s 用途 污水管网攻坚 至 2026-12-31", bindWord(c))
	}
}

// bindWord is the command that binds a group as it is bound.
func bindWord(c ledger.Chat) string { return "/bind " + groupOf(c) }

// groupOf is whose a group is, as it is typed.
func groupOf(c ledger.Chat) string {
	switch c.Audience {
	case ledger.AudienceOffice:
		return "办公室"
	case ledger.AudienceLeaders:
		return "领导"
	case ledger.AudienceUnit:
	}
	return string(c.Unit)
}

// Groups lists the bound groups with their purpose and their end, those that end first.
func Groups(chats []ledger.Chat, today ledger.Date) string {
	if len(chats) == 0 {
		return "还没有绑定群。请把我拉进群，在群里发送：/bind 住建局 用途 污水管网攻坚 至 2026-12-31"
	}
	chats = slices.Clone(chats)
	order := func(c ledger.Chat) int64 {
		if c.Until.IsZero() {
			return ledger.NoLimit
		}
		return int64(c.Until)
	}
	slices.SortStableFunc(chats, func(a, b ledger.Chat) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(groupOf(a), groupOf(b)), cmp.Compare(a.ID, b.ID))
	})
	lines := []string{fmt.Sprintf("已绑定的群%d个：", len(chats))}
	for i, c := range chats {
		lines = append(lines, fmt.Sprintf("%d. %s，用途：%s，%s", i+1, groupName(c), cmp.Or(c.Purpose, "还没有写"), groupEnd(c, today)))
	}
	return strings.Join(append(lines, "改用途、续期请在那个群里发送，如：/bind 住建局 用途 污水管网攻坚 至 2026-12-31"), "\n")
}

func groupName(c ledger.Chat) string {
	if c.Title == "" || c.Title == groupOf(c) {
		return groupOf(c) + "的群"
	}
	return fmt.Sprintf("%s（%s）", groupOf(c), cut(c.Title, titleShown))
}

func groupEnd(c ledger.Chat, today ledger.Date) string {
	switch left := c.Until.Sub(today); {
	case c.Until.IsZero():
		return "没有截止日期"
	case left < 0:
		return Day(c.Until) + "已到期，不再发送"
	case left == 0:
		return "今天到期"
	default:
		return fmt.Sprintf("%s到期（还有%d天）", Day(c.Until), left)
	}
}

// endingGroups is the line of the office's day about groups that end or have ended; empty:
// none does.
func endingGroups(chats []ledger.Chat, today ledger.Date) string {
	if len(chats) == 0 {
		return ""
	}
	names := make([]string, len(chats))
	for i, c := range chats {
		names[i] = groupName(c) + groupEnd(c, today)
	}
	return fmt.Sprintf("群到期：%s。要续的请在那个群里发送：%s 至 日期", shortList(names, unitsShown), bindWord(chats[0]))
}

// refusalOfGroup says why a group cannot be bound like this.
func refusalOfGroup(r *ledger.Refusal) string {
	switch r.Reason {
	case ledger.ReasonPurpose:
		return "用途太长，请用几个字写，如：/bind 住建局 用途 污水管网攻坚 至 2026-12-31"
	case ledger.ReasonGroupPast:
		return fmt.Sprintf("截止日期%s已经过了，请写今天以后的日期，如：/bind 住建局 至 2026-12-31", r.Words)
	case ledger.ReasonGroupEnded:
		return fmt.Sprintf("本群%s已经到期。续用请写新的截止日期，如：/bind 住建局 至 2026-12-31；没有期限的写：/bind 住建局 至 长期", r.Words)
	case ledger.ReasonGroupDate:
		return notUnderstood(r.Words) + "截止日期请这样写：/bind 住建局 用途 污水管网攻坚 至 2026-12-31"
	default:
		return ""
	}
}
