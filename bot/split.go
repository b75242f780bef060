package bot

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram's lengths, in UTF-16 units but for the data of a button, which is in bytes.
const (
	maxText     = 4096
	maxCaption  = 1024
	maxToast    = 200
	maxAlbum    = 10
	maxData     = 64
	maxMessages = 4 // what takes more is sent as a file
)

// split cuts a text into parts of at most limit UTF-16 units: between lines, and within
// a line only when the line alone is too long. The parts joined are the text.
func split(text string, limit int) []string {
	if len(text) <= limit { // a byte is at least as much as a unit
		return []string{text}
	}
	var parts []string
	start, size := 0, 0 // of the part that is being filled
	flush := func(end int) {
		if end > start {
			parts = append(parts, text[start:end])
			start, size = end, 0
		}
	}
	at := 0
	for line := range strings.Lines(text) {
		units := utf16Len(line)
		if size+units > limit {
			flush(at)
		}
		for units > limit {
			n, taken := head(line, limit)
			at += n
			flush(at)
			line = line[n:]
			units -= taken
		}
		at += len(line)
		size += units
	}
	flush(len(text))
	return parts
}

// head is the length of the longest beginning of at most limit units, in bytes and in units.
func head(s string, limit int) (n, units int) {
	for i, r := range s {
		next := units + max(1, utf16.RuneLen(r))
		if next > limit {
			return i, units
		}
		units = next
	}
	return len(s), units
}

func utf16Len(s string) int {
	units := 0
	for _, r := range s {
		units += max(1, utf16.RuneLen(r))
	}
	return units
}

// shorten cuts a text to limit units, with an ellipsis where something is missing.
func shorten(s string, limit int) string {
	if utf16Len(s) <= limit {
		return s
	}
	n, _ := head(s, limit-1)
	return s[:n] + "…"
}

// valid replaces what is no UTF-8: Telegram refuses the whole message for it.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
