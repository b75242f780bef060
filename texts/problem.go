package texts

import "duban/ledger"

// problemName says what could not be read with confidence in a row.
func problemName(code string) string {
	if name := limitProblem(ledger.LimitCode(code)); name != "" {
		return name
	}
	if name := unitProblem(ledger.UnitCode(code)); name != "" {
		return name
	}
	switch code {
	case ledger.ProblemNoTitle:
		return "没有任务名称"
	case ledger.ProblemTooLong:
		return "文字太长"
	case ledger.ProblemSecret:
		return "带有涉密或内部标识，未保存"
	case ledger.ProblemFormula:
		return "单元格是公式，没有保存结果"
	case ledger.ProblemNoLead:
		return "看不出由谁牵头"
	case ledger.ProblemTooOften:
		return "报送过于频繁，已按每周"
	case ledger.ProblemStatus:
		return "办理状态没看懂"
	case ledger.ProblemPriority:
		return "“重点”一栏没看懂"
	case ledger.ProblemDoneStanding:
		return "已完成又要长期坚持，请确认"
	case ledger.ProblemLimitConflict:
		return "时限的文字与日期不一致"
	case ledger.ProblemDuplicate:
		return "与另一行的任务名称相同"
	case ledger.ProblemItemReused:
		return "这个序号以前是另一项任务"
	case ledger.ProblemUnknownCode:
		return "没有这个督办编号"
	case ledger.ProblemRepeat:
		return "要写已办结任务的督办编号，没有关联"
	case ledger.ProblemRepeatOpen:
		return "反弹一栏的任务还没有办结，没有关联"
	case ledger.ProblemCancelled:
		return "已撤项，没有更新；还要办的请重新立项"
	case string(ledger.RowSection):
		return "是小标题，不是任务"
	case string(ledger.RowTotal):
		return "是合计，不是任务"
	case string(ledger.RowFooter):
		return "是落款或说明，不是任务"
	}
	if name := unitRowProblem(code); name != "" {
		return name
	}
	return "请核对"
}

// unitRowProblem names what is wrong with a row of the list of units.
func unitRowProblem(code string) string {
	switch code {
	case "no_name":
		return "没有单位名称，没有录入"
	case "twice":
		return "单位重复，只录入第一次出现的"
	case "unknown_parent":
		return "单位表里没有这个上级单位"
	case "no_kind":
		return "没有写类别，“各镇（街道）”这类写法不会包括它"
	case "unknown_column":
		return "单位表不用这一栏，没有录入"
	default:
		return ""
	}
}

func limitProblem(code ledger.LimitCode) string {
	switch code {
	case ledger.LimitNone:
		return "没有写时限"
	case ledger.LimitUnreadable:
		return "时限没看懂"
	case ledger.LimitVague:
		return "时限不具体"
	case ledger.LimitAmbiguous:
		return "时限有两种理解"
	case ledger.LimitByUrgency:
		return "时限按缓急分档，请定一个"
	case ledger.LimitBySource:
		return "时限按来文种类分档，请定一个"
	case ledger.LimitBand:
		return "只写了阶段，没有日期"
	case ledger.LimitPast:
		return "时限早于文件日期"
	case ledger.LimitMissingYear:
		return "缺少当年放假安排，工作日算不准"
	case ledger.LimitNeedsStart:
		return "不知从哪天算起"
	case ledger.LimitNeedsFestival:
		return "不知当年是哪一天"
	case ledger.LimitImmediate:
		return "没写日期，暂按默认天数"
	case ledger.LimitForecast:
		return "只有预计时间，没有时限"
	case ledger.LimitDone:
		return "写的是已完成"
	case ledger.LimitRhythm:
		return "频次没看懂"
	case ledger.LimitFromText:
		return "时限是从正文里找到的"
	case ledger.LimitSerial:
		return "单元格不是日期格式，按日期序号读出"
	default:
		return ""
	}
}

func unitProblem(code ledger.UnitCode) string {
	switch code {
	case ledger.UnitUnknown:
		return "单位名单里没有"
	case ledger.UnitNearTie:
		return "单位不能确定"
	case ledger.UnitVagueGroup:
		return "没有写明是哪些单位"
	case ledger.UnitConditional:
		return "责任带有条件"
	case ledger.UnitUnbalanced:
		return "括号不配对"
	case ledger.UnitNoSeparator:
		return "单位名称连在一起"
	case ledger.UnitDefaultCarried:
		return "“以下均需落实”，请逐项确认"
	case ledger.UnitNotAUnit:
		return "写的是人，不是单位"
	case ledger.UnitAndOthers:
		return "写了“等”，单位不全"
	case ledger.UnitNone:
		return "没有看到单位"
	default:
		return ""
	}
}
