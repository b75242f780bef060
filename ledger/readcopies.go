package ledger

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// copiesSaid is the end of what is said of a notice: a clause of its own that names who gets a
// copy, …，抄送 市委督查室、组织部. In the middle of a clause (请将方案抄送环保局) it is part of
// what is asked for.
var copiesSaid = regexp.MustCompile(`(?:^|[\s,，。;；:：(（])抄送(?:单位)?[\s:：]*([^。;；\n]+)[。;；)）\s]*$`)

// longestCopy is how long the name of somebody who gets a copy may be: what is longer is a
// sentence.
const longestCopy = 16

// ReadCopies takes off the end of words who gets a copy (抄送): the names as they were written;
// none where the words do not say so.
func ReadCopies(words string) (rest string, names []string) {
	at := copiesSaid.FindStringSubmatchIndex(words)
	if at == nil {
		return words, nil
	}
	for name := range strings.FieldsFuncSeq(words[at[2]:at[3]], func(r rune) bool { return strings.ContainsRune(" \t、,，()（）", r) }) {
		if utf8.RuneCountInString(name) > longestCopy {
			return words, nil
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return words, nil
	}
	return strings.TrimRight(words[:at[0]], " \t\n,，、;；:：（("), names
}
