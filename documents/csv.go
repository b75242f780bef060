package documents

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// readText tries the three separators and takes the one under which a heading is found.
func readText(name, text string, wanted columns) (sheet, error) {
	var first error
	for _, comma := range []byte{',', '\t', ';'} {
		lines, bad, err := splitText(text, comma)
		if err != nil {
			fault := FaultQuote
			if errors.Is(err, errTooLarge) {
				fault = FaultTooMany
			}
			first = firstError(first, &FileError{Name: name, Fault: fault, Row: bad})
			continue
		}
		if found, ok := newSheet("", lines, wanted); ok {
			return found, nil
		}
	}
	return sheet{}, firstError(first, &FileError{Name: name, Fault: FaultNoHeader, Words: wanted.need})
}

func firstError(first, next error) error {
	if first != nil {
		return first
	}
	return next
}

var (
	errQuote    = errors.New("documents: a quote is not closed")
	errTooLarge = errors.New("documents: too many rows or columns")
)

// splitText cuts a text into lines of cells. Unlike encoding/csv it takes quotes inside
// a bare cell as they stand (完成“散乱污”… is often typed with plain ones), and refuses
// what follows a closing quote, so that one missing quote cannot swallow the rows after it.
func splitText(text string, comma byte) (lines []line, bad int, err error) {
	s := splitter{text: text, comma: comma, line: 1}
	for s.at < len(s.text) {
		row, err := s.row()
		if err != nil {
			return nil, s.line, err
		}
		if row.count > 0 {
			lines = append(lines, row)
		}
		if len(lines) > maxRows || len(row.cells) > maxColumns {
			return nil, row.number, errTooLarge
		}
	}
	return lines, 0, nil
}

type splitter struct {
	text  string
	comma byte
	at    int
	line  int
}

func (s *splitter) row() (line, error) {
	row := line{number: s.line}
	for {
		cell, err := s.cell()
		if err != nil {
			return line{}, err
		}
		row.add(cleanCell(cell))
		if s.at >= len(s.text) {
			return row, nil
		}
		ended := s.text[s.at] != s.comma
		if ended && s.text[s.at] == '\r' && strings.HasPrefix(s.text[s.at+1:], "\n") {
			s.at++
		}
		s.at++
		if ended {
			s.line++
			return row, nil
		}
	}
}

// cell stops at the separator or at the end of the line.
func (s *splitter) cell() (string, error) {
	if s.at < len(s.text) && s.text[s.at] == '"' {
		return s.quoted()
	}
	rest := s.text[s.at:]
	n := strings.IndexAny(rest, string(s.comma)+"\r\n")
	if n < 0 {
		n = len(rest)
	}
	s.at += n
	return rest[:n], nil
}

func (s *splitter) quoted() (string, error) {
	var cell strings.Builder
	began := s.line
	rest := s.text[s.at+1:]
	for {
		n := strings.IndexByte(rest, '"')
		if n < 0 {
			s.line = began
			return "", errQuote
		}
		cell.WriteString(rest[:n])
		s.line += strings.Count(rest[:n], "\n")
		rest = rest[n+1:]
		if !strings.HasPrefix(rest, `"`) {
			break
		}
		cell.WriteByte('"')
		rest = rest[1:]
	}
	s.at = len(s.text) - len(rest)
	if rest != "" && rest[0] != s.comma && rest[0] != '\r' && rest[0] != '\n' {
		s.line = began
		return "", errQuote
	}
	return strings.ReplaceAll(cell.String(), "\r\n", "\n"), nil
}

// cleanCell takes off the spaces around a cell, the characters that cannot be seen, and
// the apostrophe by which an export keeps a cell from being taken as a formula.
func cleanCell(cell string) string {
	cell = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0', r == '\u3000':
			return ' '
		case hidden(r):
			return -1
		}
		return r
	}, cell)
	cell = strings.TrimSpace(cell)
	if rest, ok := strings.CutPrefix(cell, "'"); ok && startsFormula(rest) {
		return rest
	}
	return cell
}

// hidden tells the characters that nobody sees, and those that a file cannot hold.
func hidden(r rune) bool {
	return r == '\u200b' || r == '\ufeff' || r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\ufffe' || r == '\uffff'
}

// startsFormula tells what a spreadsheet would run instead of showing.
func startsFormula(cell string) bool {
	r, _ := utf8.DecodeRuneInString(cell)
	return cell != "" && strings.ContainsRune("=+-@'\t\r＝＋－＠", r)
}
