package documents

import (
	"strings"

	"duban/ledger"
)

// rhythmWord is read back by [ledger.ReadRhythm].
func rhythmWord(rhythm ledger.Rhythm) string {
	switch rhythm {
	case ledger.RhythmOnce:
		return "一次"
	case ledger.RhythmWeekly:
		return "每周"
	case ledger.RhythmTenDays:
		return "每旬"
	case ledger.RhythmMonthly:
		return "每月"
	case ledger.RhythmQuarterly:
		return "每季度"
	case ledger.RhythmHalfYear:
		return "每半年"
	case ledger.RhythmYearly:
		return "每年"
	case ledger.RhythmNone:
	}
	return ""
}

func stateWord(state ledger.State) string {
	switch state {
	case ledger.StateRegistered:
		return "已立项"
	case ledger.StateAssigned:
		return "已交办"
	case ledger.StateAccepted:
		return "已签收"
	case ledger.StateInProgress:
		return "推进中"
	case ledger.StateBlocked:
		return "有困难"
	case ledger.StateSubmitted:
		return "已报办结"
	case ledger.StateSuspended:
		return "已中止"
	case ledger.StateCompleted:
		return "已办结"
	case ledger.StateClosed:
		return "已销号"
	case ledger.StateCancelled:
		return "已撤项"
	}
	return string(state)
}

// readState reads back what stateWord wrote.
func readState(word string) string {
	for _, state := range []ledger.State{
		ledger.StateRegistered, ledger.StateAssigned, ledger.StateAccepted, ledger.StateInProgress, ledger.StateBlocked,
		ledger.StateSubmitted, ledger.StateSuspended, ledger.StateCompleted, ledger.StateClosed, ledger.StateCancelled,
	} {
		if stateWord(state) == word {
			return string(state)
		}
	}
	return ""
}

// whatWord says in the office's words what happened.
func whatWord(what ledger.What) string {
	switch what {
	case ledger.WhatRegistered:
		return "立项"
	case ledger.WhatImported:
		return "导入"
	case ledger.WhatProposed:
		return "拟立项"
	case ledger.WhatChanged:
		return "变更"
	case ledger.WhatReported:
		return "报送进展"
	case ledger.WhatAmended:
		return "更正进展"
	case ledger.WhatWithdrawn:
		return "撤销进展"
	case ledger.WhatPromised:
		return "承诺"
	case ledger.WhatBlocked:
		return "报告困难"
	case ledger.WhatAssigned:
		return "交办"
	case ledger.WhatAccepted:
		return "签收"
	case ledger.WhatSuspended:
		return "中止"
	case ledger.WhatResumed:
		return "恢复"
	case ledger.WhatAddedFiles:
		return "补充材料"
	case ledger.WhatOwedFile:
		return "待取附件"
	case ledger.WhatForwarded:
		return "转办"
	case ledger.WhatPlanned:
		return "报计划"
	case ledger.WhatMilestone:
		return "节点"
	case ledger.WhatWaived:
		return "免计划"
	case ledger.WhatApplied:
		return "申请"
	case ledger.WhatDecided:
		return "答复"
	case ledger.WhatCompleted:
		return "办结"
	case ledger.WhatBasis:
		return "依据文件"
	case ledger.WhatMeasured:
		return "指标"
	case ledger.WhatBriefed:
		return "汇总简报"
	case ledger.WhatBulletin:
		return "通报"
	case ledger.WhatInstructed:
		return "批示"
	case ledger.WhatTold:
		return "提醒"
	case ledger.WhatNotTold:
		return "未发送"
	case ledger.WhatDelivered:
		return "已送达"
	case ledger.WhatRefused:
		return "被拒收"
	case ledger.WhatUnknown:
		return "送达不明"
	case ledger.WhatInvited:
		return "邀请"
	case ledger.WhatJoined:
		return "加入"
	case ledger.WhatLeft:
		return "离任"
	case ledger.WhatAway:
		return "请假"
	case ledger.WhatMerged:
		return "撤并"
	case ledger.WhatBound:
		return "绑定群"
	case ledger.WhatUnit:
		return "单位"
	case ledger.WhatSlot:
		return "定时"
	default:
		return moreWhatWords(what)
	}
}

// Notes and problems are kept in one cell each, a line for every one. A line that goes
// on begins with a tab.

func noteLines(notes []ledger.Note) string {
	lines := make([]string, len(notes))
	for i, note := range notes {
		lines[i] = note.Column + "：" + strings.ReplaceAll(note.Text, "\n", "\n\t")
	}
	return strings.Join(lines, "\n")
}

func readNotes(cell string) []ledger.Cell {
	var cells []ledger.Cell
	for _, text := range splitLines(cell) {
		column, words, ok := strings.Cut(text, "：")
		if !ok {
			column, words = "其他各列", text
		}
		cells = append(cells, ledger.Cell{Field: ledger.FieldNote, Column: column, Text: words})
	}
	return cells
}

func problemLines(problems []ledger.Problem) string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		words := strings.ReplaceAll(strings.ReplaceAll(p.Words, "|", "｜"), "\n", "\n\t")
		lines[i] = strings.TrimRight(strings.Join([]string{p.Code, p.Column, words, joinUnits(p.Near)}, "|"), "|")
	}
	return strings.Join(lines, "\n")
}

func readProblems(cell string) []ledger.Problem {
	var problems []ledger.Problem
	for _, text := range splitLines(cell) {
		parts := append(strings.Split(text, "|"), "", "", "")
		problem := ledger.Problem{Code: parts[0], Column: parts[1], Words: parts[2]}
		for near := range strings.SplitSeq(parts[3], "、") {
			if near != "" {
				problem.Near = append(problem.Near, ledger.UnitID(near))
			}
		}
		problems = append(problems, problem)
	}
	return problems
}

func splitLines(cell string) []string {
	if cell == "" {
		return nil
	}
	lines := strings.Split(strings.ReplaceAll(cell, "\n\t", "\x00"), "\n")
	for i, text := range lines {
		lines[i] = strings.ReplaceAll(text, "\x00", "\n")
	}
	return lines
}
