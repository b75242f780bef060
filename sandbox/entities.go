package sandbox

import (
	"strings"
	"unicode"
)

type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"` // in UTF-16 units
	Length int    `json:"length"`
}

// units counts a text as Telegram does, in UTF-16 code units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// commands finds the bot commands of a text. A command is /[A-Za-z0-9_]{1,64}
// with an optional @name of 3–32 such signs, and neither a letter of any script
// nor one of / < > may touch it: neither "市/report" nor "/report市" is one.
func commands(text string) []entity {
	runes := []rune(text)
	var found []entity
	at := 0
	for i := range runes {
		if runes[i] == '/' && (i == 0 || free(runes[i-1])) {
			if n := commandLength(runes[i:]); n > 0 {
				found = append(found, entity{Type: "bot_command", Offset: at, Length: n})
			}
		}
		at += width(runes[i])
	}
	return found
}

// commandLength is the length of the command that begins the runes, or 0. All
// its signs are ASCII, so runes and UTF-16 units are the same here.
func commandLength(runes []rune) int {
	name := run(runes[1:])
	if name < 1 || name > 64 {
		return 0
	}
	end := 1 + name
	if end < len(runes) && runes[end] == '@' {
		if host := run(runes[end+1:]); host >= 3 && host <= 32 {
			end += 1 + host
		}
	}
	if end < len(runes) && !free(runes[end]) {
		return 0
	}
	return end
}

func run(runes []rune) int {
	for i, r := range runes {
		if r > unicode.MaxASCII || r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i
		}
	}
	return len(runes)
}

func free(r rune) bool {
	return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/<>", r)
}

// addressed tells how a message's commands concern the bot of that name:
// named when one says @name, bare when the message begins with one that names nobody.
func addressed(text string, found []entity, name string) (named, bare bool) {
	for _, e := range found {
		command := slice(text, e)
		_, host, has := strings.Cut(command, "@")
		if has && strings.EqualFold(host, name) {
			named = true
		}
		if !has && e.Offset == 0 {
			bare = true
		}
	}
	return named, bare
}

func slice(text string, e entity) string {
	var out strings.Builder
	at := 0
	for _, r := range text {
		if at >= e.Offset && at < e.Offset+e.Length {
			out.WriteRune(r)
		}
		at += width(r)
	}
	return out.String()
}
