package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// refusalOfPeople says why somebody's post cannot be ended, given or stood in for.
func refusalOfPeople(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonStandWho:
		return cut(cmp.Or(r.Words, "他"), 16) + "不能代理：不是市领导，也不是指挥部办公室的同志。市领导、办公室的同志请假，请由别的市领导或办公室的同志代理；还没有登记的，请先由办公室邀请"
	case ledger.ReasonNoPerson:
		if e.Command == "delegate" || e.Command == "leave" {
			return fmt.Sprintf("没有找到“%s”现在担任的这一职务。自己的请写：%s；替别人办的请写明是谁，如：%s", cut(r.Words, 16), ownForm(e.Command), otherForm(e.Command))
		}
		return fmt.Sprintf("没有找到“%s”现在担任的这一职务，可能已经离任。看有谁请发送：人员 住建局", cut(r.Words, 16))
	case ledger.ReasonWhichPost:
		return fmt.Sprintf("有几个职务：%s。请写明是哪一个，如：%s", r.Words, otherForm(e.Command))
	case ledger.ReasonWhichPerson:
		return fmt.Sprintf("有几位同名：%s。请写明单位，或写编号代替姓名。", r.Words)
	case ledger.ReasonNotYourPost:
		return "这一职务要由本人、本单位一把手（联络员的）或指挥部办公室来交接、请假；代别人的不能再转给他人。"
	case ledger.ReasonOwnPost:
		return "自己在办公室的职务，请由办公室另一位同志来办。"
	case ledger.ReasonOwnCode:
		return "这个邀请码是给接手的同志用的，请转给他，由他本人发送。"
	case ledger.ReasonLeavePast:
		return cut(r.Words, 16) + "已经过了。请假从今天或以后起，如：请假 8月1日-8月5日 由王五代"
	case ledger.ReasonNoStand:
		return noStand(r.Words)
	case ledger.ReasonLeaveDays:
		return fmt.Sprintf("请假的日子不对：从今天或以后起，先写开始再写结束，最多%d天，如：请假 8月1日 8月5日 王五。时间更长的请用：交接 王五", ledger.LeaveMost)
	case ledger.ReasonAway:
		return "已经登记过一次请假了。要改的话，请先发送：请假 取消"
	case ledger.ReasonNotAway:
		return "现在没有登记的请假，不用取消。"
	case ledger.ReasonNoInstruction:
		return fmt.Sprintf("请写上批示内容，如：批示 %s 请本周内拿出方案；要立新任务，如：批示 立项 开展夜间扬尘专项整治", e.Number)
	case ledger.ReasonRemarkGone, ledger.ReasonRemarkLate:
		if r.Words == string(ledger.ProposalSaying) && !e.Own && r.Reason == ledger.ReasonRemarkGone {
			return "这句话已经办过了，或者放得太久，请写上编号再发一次。看有哪些请发送：待办"
		}
		gone := pickWords(r.Reason == ledger.ReasonRemarkGone, "已经办过了，不用再点。", "放得太久，已经作废，没有转告任何单位。")
		if r.Words == string(ledger.ProposalSaying) {
			gone = pickWords(r.Reason == ledger.ReasonRemarkGone, "已经办过了，不用再点。", "放得太久，没有登记。")
			return "这句话" + gone + "要再报的请写上编号，如：进展 " + e.Number + " 80 一句话"
		}
		return "这句话" + gone + "要批示的请再写一次，如：批示 " + e.Number + " 请本周内拿出方案"
	case ledger.ReasonOthersRemark:
		return "这是别的同志的话，要由他本人来点。"
	case ledger.ReasonMergeSelf:
		return fmt.Sprintf("两个名称是同一个单位（%s），不用撤并。请写两个不同的单位，如：撤并 城管局 并入 综合执法局", r.Words)
	case ledger.ReasonMerging:
		return fmt.Sprintf("上一次撤并（%s）还没有办完，请先接着办完它，请发送：撤并 %s 确认", r.Words, r.Words)
	case ledger.ReasonMerged:
		return r.Words + "已经撤并过了，没有剩下的任务要转。"
	case ledger.ReasonMergedAway:
		names := append(strings.Fields(r.Words), "", "", "")
		return fmt.Sprintf("%s已经并入%s，不再是单独的单位，没有撤并。要把%s并入%s的，请写：撤并 %s 并入 %s", names[0], names[1], names[1], names[2], names[1], names[2])
	case ledger.ReasonStandAway:
		return cmp.Or(r.Words, "这位同志") + "这几天自己也请假，不能代。请写另一位同志的姓名，如：请假 8月1日-8月5日 由王五代"
	case ledger.ReasonStandsIn:
		return cmp.Or(r.Words, "这位同志") + "这几天正代着别的同志，不能同时请假。请先由被代的同志（或办公室）取消后另找人代，再登记请假：请假 取消"
	case ledger.ReasonHandSelf:
		return "不能交接给本人，请写接手同志的姓名，如：交接 李四"
	case ledger.ReasonStandSelf:
		return "不能由请假的同志自己代自己，请写另一位同志的姓名。"
	default:
		return ""
	}
}

func ownForm(command string) string {
	if command == "leave" {
		return "请假 8月1日 8月5日 王五"
	}
	return "交接 李四"
}

func otherForm(command string) string {
	switch command {
	case "leave":
		return "请假 住建局 联络员 张三 8月1日 8月5日 王五"
	case "delegate":
		return "交接 住建局 联络员 张三 李四"
	default:
		return "离任 住建局 联络员 张三"
	}
}

// noStand asks who stands in, with the days that were understood: only a name is to be added.
func noStand(words string) string {
	days := strings.Fields(words)
	var said []string
	for _, day := range days {
		if d, err := ledger.ParseDate(day); err == nil {
			_, month, n := d.Civil()
			said = append(said, fmt.Sprintf("%d月%d日", int(month), n))
		}
	}
	if len(said) < 2 {
		said = []string{"8月1日", "8月5日"}
	}
	return fmt.Sprintf("%s至%s由谁代？请写上姓名再发一次：请假 %s-%s 由王五代", said[0], said[1], said[0], said[1])
}
