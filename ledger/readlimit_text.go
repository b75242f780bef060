package ledger

// foldRunes folds full-width letters, the many dashes and the odd spaces into the plain
// ones. It is one rune for one rune, so that a place in the folded text is the same
// place in the raw words.
func foldRunes(raw string) []rune {
	text := []rune(raw)
	for i, r := range text {
		text[i] = foldRune(r)
	}
	return text
}

func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	case r == '\u3000', r == '\u00a0', r == '\u200b', r == '\ufeff', r == '\t', r == '\r':
		return ' '
	}
	switch r {
	case '—', '–', '―', '─', '‒', '−', '~', '∼', '〜':
		return '-'
	case '【', '〔', '〖', '﹝':
		return '('
	case '】', '〕', '〗', '﹞':
		return ')'
	case '｡':
		return '。'
	}
	return r
}

// isGap tells the runes that may stand between the parts of a date without a meaning.
func isGap(r rune) bool {
	switch r {
	case ' ', '"', '“', '”', '‘', '’', '\'', '「', '」', '《', '》':
		return true
	}
	return false
}

// isBreak tells the runes that end a clause.
func isBreak(r rune) bool {
	return isStop(r) || r == ',' || r == '、' || r == '/' || r == ':' || r == '(' || r == ')'
}

// isStop tells the runes that end a sentence or an item of a list.
func isStop(r rune) bool { return r == ';' || r == '。' || r == '\n' || r == '|' || r == '!' }

// cursor is a place in folded text. It is a value: a reader that may fail works on a
// copy and gives it back when it has succeeded.
type cursor struct {
	text []rune
	at   int
}

func (c *cursor) end() bool { return c.at >= len(c.text) }

// skip steps over gaps.
func (c *cursor) skip() {
	for !c.end() && isGap(c.text[c.at]) {
		c.at++
	}
}

// eat steps over the first of the words that stands here, gaps before it included.
func (c *cursor) eat(words ...string) bool {
	at := *c
	at.skip()
	for _, word := range words {
		if n, ok := at.starts(word); ok {
			c.at = at.at + n
			return true
		}
	}
	return false
}

// sees reports whether one of the words stands here.
func (c cursor) sees(words ...string) bool { return c.eat(words...) }

func (c *cursor) starts(word string) (length int, ok bool) {
	at := c.at
	for _, r := range word {
		if at >= len(c.text) || c.text[at] != r {
			return 0, false
		}
		at++
	}
	return at - c.at, true
}

// numeral is a number as it was written: 2025, 二〇二五, 十二.
type numeral struct {
	value  int
	digits int  // figures written; 0 for 十二, which is spelled
	latin  bool // written 2025
}

// year reports whether it was written as a year is: four figures.
func (n numeral) year() bool { return n.digits == 4 }

// number steps over a number. Numbers beyond any date or count saturate.
func (c *cursor) number() (numeral, bool) {
	at := *c
	at.skip()
	n, ok := at.latin()
	if !ok {
		n, ok = at.chinese()
	}
	if ok {
		*c = at
	}
	return n, ok
}

const tooLarge = 1_000_000_000

func (c *cursor) latin() (numeral, bool) {
	n := numeral{latin: true}
	for ; !c.end() && c.text[c.at] >= '0' && c.text[c.at] <= '9'; c.at++ {
		n.value = min(n.value*10+int(c.text[c.at]-'0'), tooLarge)
		n.digits++
	}
	return n, n.digits > 0
}

// chinese reads 二〇二五 figure by figure, and 二十五 and 一百二十 as they are spelled.
func (c *cursor) chinese() (numeral, bool) {
	var n numeral
	figures, spelled, figure, seen := 0, 0, 0, false
	isSpelled := false
	for ; !c.end(); c.at++ {
		value, ok := chineseFigure(c.text[c.at], seen)
		if !ok {
			break
		}
		seen = true
		if value >= 10 {
			isSpelled = true
			spelled += max(figure, 1) * value
			figure = 0
			continue
		}
		figure = value
		figures = min(figures*10+value, tooLarge)
		n.digits++
	}
	n.value = figures
	if isSpelled {
		n.value, n.digits = spelled+figure, 0
	}
	return n, seen
}

// chineseFigure is the value of one figure. A Latin 0 inside a Chinese number is how
// people type 二0二五.
func chineseFigure(r rune, inside bool) (int, bool) {
	switch r {
	case '〇', '零', '○', '◯':
		return 0, true
	case '0':
		return 0, inside
	case '一', '壹':
		return 1, true
	case '二', '两', '贰':
		return 2, true
	case '三', '叁':
		return 3, true
	case '四':
		return 4, true
	case '五':
		return 5, true
	case '六':
		return 6, true
	case '七':
		return 7, true
	case '八':
		return 8, true
	case '九':
		return 9, true
	case '十':
		return 10, true
	case '廿':
		return 20, true
	case '百':
		return 100, true
	}
	return 0, false
}
