package documents

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decodeText reads UTF-8 with or without a mark, UTF-16 with one, and GB18030. What is
// none of them is refused with the line of the first bad byte: a wrong character in a
// unit's name would be worse than no import.
func decodeText(name string, body []byte) (string, error) {
	text, line := decode(body)
	if line > 0 {
		return "", &FileError{Name: name, Fault: FaultEncoding, Row: line}
	}
	if before, _, binary := strings.Cut(text, "\x00"); binary {
		return "", &FileError{Name: name, Fault: FaultBinary, Row: 1 + strings.Count(before, "\n")}
	}
	return text, nil
}

// decode answers with the line of the first byte that cannot be read, or 0.
func decode(body []byte) (text string, line int) {
	switch {
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return decodeUTF16(body[2:], binary.LittleEndian)
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return decodeUTF16(body[2:], binary.BigEndian)
	}
	plain, marked := bytes.CutPrefix(body, []byte("\xEF\xBB\xBF"))
	bad, wide := firstBad(plain)
	if bad < 0 {
		return string(plain), 0
	}
	// Eight good characters in a row of several bytes do not happen in GB18030.
	if marked || wide >= 8 {
		return "", 1 + bytes.Count(plain[:bad], []byte("\n"))
	}
	return decodeGB18030(body)
}

// firstBad finds the first byte that is not UTF-8, and how many characters of several
// bytes stand before it.
func firstBad(body []byte) (at, wide int) {
	for at < len(body) {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return at, wide
		}
		if size > 1 {
			wide++
		}
		at += size
	}
	return -1, wide
}

// decodeGB18030 goes line by line, since a line feed is never part of a character.
func decodeGB18030(body []byte) (string, int) {
	var out strings.Builder
	out.Grow(len(body) * 3 / 2)
	decoder := simplifiedchinese.GB18030.NewDecoder()
	number := 0
	for line := range bytes.Lines(body) {
		number++
		text, err := decoder.Bytes(line)
		if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return "", number
		}
		out.Write(text)
	}
	return out.String(), 0
}

func decodeUTF16(body []byte, order binary.ByteOrder) (string, int) {
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = order.Uint16(body[2*i:])
	}
	text := string(utf16.Decode(units))
	if at := strings.IndexRune(text, utf8.RuneError); at >= 0 {
		return "", 1 + strings.Count(text[:at], "\n")
	}
	if len(body)%2 != 0 {
		return "", 1 + strings.Count(text, "\n")
	}
	return text, 0
}

func utf16le(text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}
