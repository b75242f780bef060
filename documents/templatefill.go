package documents

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// values are what a paper says, by the names of its placeholders.
type values map[string]string

// lists are the rows of a paper's tables, by the names before the dot: {{材料.名称}}.
type lists map[string][]values

// placeholder is a name in double braces. Word cuts it into runs as it likes.
var placeholder = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// filling is one paper in the making.
type filling struct {
	values   values
	lists    lists
	headings [2]string // ids of the styles of 一、 and of （一）, empty where the template has none
}

// fill is the part with its placeholders replaced.
func (f filling) fill(part *node) []byte {
	filled := part.clone()
	f.below(filled, f.values)
	var out bytes.Buffer
	filled.write(&out)
	return out.Bytes()
}

// below fills what stands below a node. A row that names a list stands once for each of
// its items; a paragraph of the text whose placeholders are all empty is left out. Cells,
// headers and frames must have one.
func (f filling) below(n *node, v values) {
	var kids []*node
	for _, kid := range n.kids {
		switch list := kid.list(); {
		case kid.name == wordRow && list != "":
			for _, item := range f.lists[list] {
				row := kid.clone()
				f.below(row, with(v, list, item))
				kids = append(kids, row)
			}
		case n.name == wordBody && f.bare(kid): // a table without rows is left out
		case kid.name == wordParagraph:
			kids = append(kids, f.paragraph(kid, v, n.name != wordBody)...)
		default:
			f.below(kid, v)
			kids = append(kids, kid)
		}
	}
	n.kids = kids
}

// bare reports whether a table has rows of lists, and nothing for any of them.
func (f filling) bare(n *node) bool {
	lists, items := 0, 0
	for _, row := range n.all(wordRow) {
		if list := row.list(); n.name == wordTable && list != "" {
			lists, items = lists+1, items+len(f.lists[list])
		}
	}
	return lists > 0 && items == 0
}

// with adds an item's values to those of the paper.
func with(v values, list string, item values) values {
	all := maps.Clone(v)
	for name, value := range item {
		all[list+"."+name] = value
	}
	return all
}

// list is the list that a row names; empty: none.
func (n *node) list() string {
	if n.name != wordRow {
		return ""
	}
	for _, name := range n.placeholders() {
		if list, _, ok := strings.Cut(name, "."); ok {
			return list
		}
	}
	return ""
}

// placeholders are the names that the paragraphs below a node hold.
func (n *node) placeholders() []string {
	var names []string
	for _, p := range n.all(wordParagraph) {
		for _, m := range placeholder.FindAllStringSubmatch(wording(p), -1) {
			names = append(names, strings.TrimSpace(m[1]))
		}
		names = append(names, p.placeholders()...) // of frames
	}
	return names
}

// wording is what a paragraph says.
func wording(p *node) string {
	var b strings.Builder
	for _, piece := range p.pieces() {
		b.WriteString(piece.said())
	}
	return b.String()
}

// paragraph fills a paragraph. A value of several lines makes as many paragraphs of it.
func (f filling) paragraph(p *node, v values, needed bool) []*node {
	for _, kid := range p.kids {
		f.below(kid, v) // frames
	}
	pieces := p.pieces()
	said := wording(p)
	found := placeholder.FindAllStringSubmatchIndex(said, -1)
	if len(found) == 0 {
		return []*node{p}
	}
	empty := true
	parts := make([]string, len(pieces)) // what each piece will say
	at := 0                              // up to where said has been handed out
	hand := func(until int) {
		for i, end := 0, 0; i < len(pieces); i++ {
			start := end
			end += len(pieces[i].said())
			if from, to := max(at, start), min(until, end); from < to {
				parts[i] += said[from:to]
			}
		}
		at = until
	}
	for _, m := range found {
		hand(m[0])
		value := cleanValue(v[strings.TrimSpace(said[m[2]:m[3]])])
		empty = empty && value == ""
		parts[pieceAt(pieces, m[0])] += value
		at = m[1]
	}
	hand(len(said))
	if empty && !needed {
		return nil
	}
	return f.lines(p, parts)
}

// pieceAt is the piece in which a byte of the paragraph's wording stands.
func pieceAt(pieces []*node, at int) int {
	end := 0
	for i, piece := range pieces {
		if end += len(piece.said()); at < end {
			return i
		}
	}
	return len(pieces) - 1
}

// lines are the paragraphs that a paragraph becomes when its pieces say these parts. The
// first keeps all that stands in it; the others have its style and the runs of their words.
func (f filling) lines(p *node, parts []string) []*node {
	total := strings.Count(strings.Join(parts, ""), "\n") + 1
	out := make([]*node, total)
	for n := range out {
		out[n] = p.clone()
		sayLine(out[n].pieces(), parts, n)
		if n > 0 {
			out[n].kids = slices.DeleteFunc(out[n].kids, func(kid *node) bool {
				return kid.name != wordProperties && (kid.name != wordRun || kid.words() == "")
			})
		}
		if n < total-1 {
			out[n].without(wordSection)
		}
		if total > 1 {
			f.head(out[n])
		}
	}
	return out
}

// sayLine has the pieces say what of their parts stands in the nth line of all together.
func sayLine(pieces []*node, parts []string, n int) {
	line := 0
	for i, part := range parts {
		words := ""
		for k, piece := range strings.Split(part, "\n") {
			if k > 0 {
				line++
			}
			if line == n {
				words = piece // one piece of a part stands in one line
			}
		}
		pieces[i].say(words)
	}
}

// words are what the pieces below a node say.
func (n *node) words() string {
	if n.name == wordText {
		return n.said()
	}
	return wording(n)
}

// The headings of GB/T 9704, 7.3.3: 一、 and （一）. What is longer, or is a sentence, is text
// that begins with a number.
var headingForms = [2]*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、[^。；]*$`),
	regexp.MustCompile(`^（[一二三四五六七八九十]{1,3}）[^。；]*$`),
}

const longestHeading = 28

// head gives a heading among the lines of a value the template's style for it.
func (f filling) head(p *node) {
	said := wording(p)
	if utf8.RuneCountInString(said) > longestHeading {
		return
	}
	for level, form := range headingForms {
		if id := f.headings[level]; id != "" && form.MatchString(said) {
			style := &node{open: []byte(`<w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>`)}
			p.kids = append([]*node{style}, slices.DeleteFunc(p.kids, func(kid *node) bool { return kid.name == wordProperties })...)
			return
		}
	}
}

// cleanValue drops what cannot stand in XML or cannot be seen; only the ends of lines remain.
func cleanValue(value string) string {
	value = strings.ReplaceAll(strings.ToValidUTF8(value, ""), "\r\n", "\n")
	value = strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == '\n':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\u2028', r == '\u2029', r == '\ufeff', r == '\ufffe', r == '\uffff',
			r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // what turns the direction of writing
			return -1
		}
		return r
	}, value)
	lines := strings.FieldsFunc(value, func(r rune) bool { return r == '\n' })
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
