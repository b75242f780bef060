package config

import (
	"bytes"
	"errors"
)

// font reads the font that the operator wants the pictures written in. Whether it can be drawn
// with is for whoever draws; here it must begin as a TrueType font does.
func (l *loading) font(source string) {
	if l.config.FontPath == "" {
		return
	}
	body, err := l.read(l.config.FontPath)
	switch {
	case err != nil:
		l.mistake(source, err)
	case bytes.HasPrefix(body, []byte("OTTO")), bytes.HasPrefix(body, []byte("wOF")):
		l.mistake(source, errors.New("not a TrueType font (.ttf): OpenType with PostScript outlines (.otf) and web fonts cannot be drawn with"))
	case !trueType(body):
		l.mistake(source, errors.New("not a TrueType font (.ttf)"))
	default:
		l.config.Font = body
	}
}

// trueType tells a font, or a collection of them, by its first bytes.
func trueType(body []byte) bool {
	for _, start := range []string{"\x00\x01\x00\x00", "true", "ttcf"} {
		if bytes.HasPrefix(body, []byte(start)) {
			return true
		}
	}
	return false
}
