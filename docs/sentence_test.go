package docs_test

import (
	"strings"
	"unicode"
)

// longestWord is how many Chinese characters in a row still count as a word of the trade.
const longestWord = 12

// isSentence tells prose from words of the trade: a mark that ends a clause right after two
// characters or more, or a run longer than longestWord. Commas, quotes and brackets do not break
// a run, everything else does, so a list for a parser (甲|乙|丙) is words. Numerals do not count:
// a table of them is long and says nothing.
func isSentence(text string) bool {
	run, longest := 0, 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("。！？；", r):
			if run >= 2 {
				return true
			}
			run = 0
		case strings.ContainsRune("〇零一二两三四五六七八九十百千万亿", r), strings.ContainsRune("，、：（）“”《》〔〕", r):
		case unicode.Is(unicode.Han, r):
			run++
			longest = max(longest, run)
		default:
			run = 0
		}
	}
	return longest > longestWord
}
