package ledger

import (
	"regexp"
	"strconv"
	"strings"
)

// BulletinAct is what a line does to a draft.
type BulletinAct string

// The acts.
const (
	BulletinReplace BulletinAct = "replace" // 2 改后的文字
	BulletinDrop    BulletinAct = "drop"    // 删 3
	BulletinAppend  BulletinAct = "append"  // 加 文字
	BulletinTitle   BulletinAct = "title"   // 标题 …
	BulletinTo      BulletinAct = "to"      // 发送 各镇、领导
	BulletinSubmit  BulletinAct = "submit"  // 送签, 送签 主要领导
	BulletinCancel  BulletinAct = "cancel"  // 取消
)

// BulletinLine is what somebody replies to a draft, one line of it.
type BulletinLine struct {
	Act   BulletinAct
	N     int // the paragraph as it was shown, from 1
	Words string
}

var (
	paragraphLine = regexp.MustCompile(`^第?(\d{1,2})段?(?:\s*(?:改为|改成)\s*:?\s*|\s*[、:,;]\s*|\s*\.\s*|\s+)(\S.*)$`)
	decimalLine   = regexp.MustCompile(`^\d+\.\d`)
	paragraphDrop = regexp.MustCompile(`^(?:删除?|删掉|去掉)\s*((?:第?\s*\d{1,2}\s*段?[、,\s]*)+)$`)
	paragraphNo   = regexp.MustCompile(`\d{1,2}`)
	wordedLine    = regexp.MustCompile(`^(加一段|增加|追加|添加|加|标题|题目|发送给|发送|发给|发往|范围|送签|报签|提交)(?:\s*[:,]\s*|\s+|$)(.*)$`)
)

// ReadBulletinLines reads what somebody replied to a draft; false: words is the line that was
// not understood.
func ReadBulletinLines(text string) (lines []BulletinLine, words string, ok bool) {
	for raw := range strings.Lines(text) {
		if raw = strings.TrimSpace(raw); raw == "" {
			continue
		}
		read := readBulletinLine(raw)
		if len(read) == 0 {
			return nil, raw, false
		}
		lines = append(lines, read...)
	}
	return lines, "", len(lines) > 0
}

func readBulletinLine(raw string) []BulletinLine {
	narrow := strings.TrimSpace(Narrow(raw))
	switch strings.Trim(narrow, "。.! ") {
	case "取消", "不发了", "算了", "/cancel":
		return []BulletinLine{{Act: BulletinCancel}}
	}
	if m := paragraphDrop.FindStringSubmatch(narrow); m != nil {
		var lines []BulletinLine
		for _, n := range paragraphNo.FindAllString(m[1], -1) {
			lines = append(lines, BulletinLine{Act: BulletinDrop, N: number(n)})
		}
		return lines
	}
	if m := wordedLine.FindStringSubmatch(narrow); m != nil {
		line := BulletinLine{Act: bulletinWord(m[1]), Words: strings.TrimSpace(AsTyped(raw, m[2]))}
		if line.Words == "" && line.Act != BulletinSubmit {
			return nil
		}
		return []BulletinLine{line}
	}
	if m := paragraphLine.FindStringSubmatch(narrow); m != nil && !decimalLine.MatchString(narrow) {
		return []BulletinLine{{Act: BulletinReplace, N: number(m[1]), Words: strings.TrimSpace(AsTyped(raw, m[2]))}}
	}
	return nil
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most two digits
	return n
}

func bulletinWord(word string) BulletinAct {
	switch word {
	case "标题", "题目":
		return BulletinTitle
	case "发送给", "发送", "发给", "发往", "范围":
		return BulletinTo
	case "送签", "报签", "提交":
		return BulletinSubmit
	default:
		return BulletinAppend
	}
}
