package ledger

import (
	"regexp"
	"strings"
)

func isNoChange(s string) bool {
	switch strings.Trim(s, "。.! ") {
	case "无变化", "没变化", "没有变化", "暂无变化", "无进展", "暂无进展", "没有进展", "没进展", "同上期", "无", "老样子", "还是老样子", "没什么变化",
		"没啥变化", "没什么进展", "没啥进展", "无新进展", "暂无新进展", "没有新进展", "无新变化":
		return true
	}
	return false
}

func isDone(s string) bool {
	switch strings.Trim(s, "。.! ") {
	case "已完成", "完成", "完成了", "全部完成", "已全部完成", "已办结", "办结", "已经完成", "整改完成", "已整改完成", "报办结", "申请办结",
		"办完了", "已办完", "做完了", "已做完", "都完成了", "全部完成了", "已经办结", "办结了":
		return true
	}
	return false
}

var (
	// corrected is a percentage that takes the place of another: 改成60, 应该是60%.
	corrected = regexp.MustCompile(`^(?:应该?[是为]|改[成为]|更正为)\s*(\d{1,3})\s*%?[。.! ]*$`)
	half      = regexp.MustCompile(`^(?:已?完成了?|进度)?(?:约|大约|差不多|将近|接近)?一半(?:左右)?了?(?:[\s,。;、]|$)`)
	// promiseNext is a day that is to come, by which something will be done: 下周三完成.
	promiseNext = regexp.MustCompile(`^(?:预计|计划|争取|力争)?(?:下个?(?:周|星期)[一二三四五六日天]|明天|后天)(?:之?前)?(?:可|能|可以)?(?:办结|完成|办完|做完|上报|报送|整改到位)。?$`)

	difficultyOver = regexp.MustCompile(`^[\s:,，、]*(?:(?:现|目前|都|均|基本|全部)*已经?(?:得到|被)?(?:解决|克服|化解|消除|协调好)了?|(?:解决|克服|化解|消除)了|解决$|没有了|不存在了?)(?:[\s,。;!.]|$)`)
	difficultyLeft = regexp.MustCompile(`但|还|仍|尚|未|没|缺|等|只`)
)

// plainly is a percentage that is said without its sign: 改成60, 完成一半.
func plainly(words string) (int, bool) {
	if m := corrected.FindStringSubmatch(words); m != nil {
		return ChineseNumber(m[1])
	}
	return 50, half.MatchString(words)
}

// DifficultyOver reports whether what follows 困难 says that there is none any more: 困难已解决. What
// is over in part is not over.
func DifficultyOver(after string) bool {
	m := difficultyOver.FindString(Narrow(after))
	return m != "" && !difficultyLeft.MatchString(Narrow(after)[len(m):])
}

// overAfter reports whether words name a difficulty and say that it is over.
func overAfter(words string) bool {
	_, after, ok := strings.Cut(words, "困难")
	return ok && DifficultyOver(after)
}
