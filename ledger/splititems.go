package ledger

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Item is one passage of a pasted text: 一是…, （二）…, 3. …
type Item struct {
	Text  string // with its mark: the passages join to the whole
	Body  string // without it
	Level int    // 0: it has no mark; else the smaller the wider
}

// itemMarks are the marks of items, the widest first. Those of the last two also count
// inside a line.
var itemMarks = []*regexp.Regexp{ // read only
	regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`),
	regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[）)][、.．]?`),
	regexp.MustCompile(`^第[一二三四五六七八九十]{1,2}[，,、]`),
	regexp.MustCompile(`^\d{1,2}(?:[、．]|\.(?:\D|$))`),
	regexp.MustCompile(`^[（(]\d{1,2}[）)]`),
	regexp.MustCompile(`^[①-⑳]`),
	regexp.MustCompile(`^[一二三四五六七八九十]{1,2}是`),
}

// inlineMarks is how many of the last marks count inside a line too.
const inlineMarks = 2

// SplitItems splits what was pasted into its items, by their marks, or where there are
// none into its lines. Nothing is lost: the passages join to the text.
func SplitItems(text string) []Item {
	var items []Item
	from, level, mark := 0, 0, 0
	add := func(to int) {
		if to > from {
			piece := text[from:to]
			items = append(items, Item{Text: piece, Body: strings.TrimSpace(piece[min(mark, len(piece)):]), Level: level})
		}
	}
	start, inline := true, true // the beginning of a line; after a stop
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if found, length := itemMark(text[at:], start, inline); found > 0 {
			add(at)
			from, level, mark = at, found, length
			start, inline, at = false, false, at+length
			continue
		}
		space := r == ' ' || r == '\t' || r == '　' || r == '\r'
		start = r == '\n' || start && space
		inline = strings.ContainsRune("\n。；;：:，,", r) || inline && space
		at += size
	}
	add(len(text))
	if len(items) == 1 && items[0].Level == 0 {
		return linesOf(text)
	}
	return items
}

// itemMark is the level and the length of a mark that the text begins with; 0: none.
func itemMark(text string, start, inline bool) (level, length int) {
	for i, mark := range itemMarks {
		if !start && (!inline || i < len(itemMarks)-inlineMarks) {
			continue
		}
		if found := mark.FindString(text); found != "" {
			if dot := strings.IndexByte(found, '.'); dot >= 0 { // 1. but not 1.5: a letter was looked at too
				found = found[:dot+1]
			}
			return i + 1, len(found)
		}
	}
	return 0, 0
}

func linesOf(text string) []Item {
	var items []Item
	for line := range strings.Lines(text) {
		items = append(items, Item{Text: line, Body: strings.TrimSpace(line)})
	}
	return items
}
