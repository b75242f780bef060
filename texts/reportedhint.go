package texts

import (
	"fmt"
	"regexp"
)

var (
	// hindering are words of a report that sound as if somebody else had to help.
	hindering = regexp.MustCompile(`卡住|卡在|推不动|推进不了|推进困难|没钱|缺钱|缺资金|缺经费|资金不足|资金没到位|需要?[^，。；,;]{0,10}(?:支持|协调|配合|帮助|解决)|请[^，。；,;]{0,10}(?:协调|支持)|受阻|做不了|办不了|谈不拢`)
	// disowning are words of a report by which the work is another's.
	disowning = regexp.MustCompile(`不是我们?(?:的|单位|局|镇)|不归我|不属于我|不该我|应该?由[^，。；,;]{2,8}(?:负责|牵头|承办|办)`)
	// slipping are words of a report by which the limit cannot be kept.
	slipping = regexp.MustCompile(`来不及|才能完成|才能完工|不能按时|无法按时|不能按期|无法按期|完不成|需要?推迟`)
)

// meant says how to apply for what a report seems to ask: words in a report ask nobody. Of a report
// that says more plainly what it is it says nothing.
func meant(r Result) string {
	words, number := r.Report.Text, Number(r.Task.ID)
	if r.Report.Blocked || r.Report.NoChange || r.Report.Percent == 100 {
		return ""
	}
	switch {
	case r.Lead && disowning.MatchString(words):
		return fmt.Sprintf("不该由您单位办的，请写：退办 %s 理由", number)
	case r.Lead && slipping.MatchString(words) && !r.Task.Limit.Due.IsZero():
		return fmt.Sprintf("时限没有改变，需要延期的请写：延期 %s 新的日期 理由", number)
	case hindering.MatchString(words):
		return fmt.Sprintf("需要办公室协调的，请写：困难 %s 原因", number)
	}
	return ""
}
