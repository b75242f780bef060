package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		limit int
		want  []string
	}{
		{"fits", "一\n二", 4, []string{"一\n二"}},
		{"empty", "", 4, []string{""}},
		{"by lines", "一二\n三四\n五六\n", 6, []string{"一二\n三四\n", "五六\n"}},
		{"a line alone too long", "一\n二三四五六\n七", 3, []string{"一\n", "二三四", "五六\n", "七"}},
		{"emoji are two units", "😀😀😀", 4, []string{"😀😀", "😀"}},
		{"emoji do not break", "一😀😀", 4, []string{"一😀", "😀"}},
		{"a line that fills a part", "一二三\n四", 4, []string{"一二三\n", "四"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, split(tt.text, tt.limit)); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("一二\n三四", 2)
	f.Add("😀😀\n\n\n", 3)
	f.Add(strings.Repeat("沟渠已清。\n", 900), 4096)
	f.Add("\xff\xfe", 2)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = 2 + abs(limit)%5000 // one character may be two units
		parts := split(text, limit)
		if joined := strings.Join(parts, ""); joined != text {
			t.Fatalf("got %q, want the whole %q", joined, text)
		}
		for i, part := range parts {
			if n := len(utf16.Encode([]rune(part))); n > limit {
				t.Errorf("part %d has %d units, limit %d", i, n, limit)
			}
			if utf8.ValidString(text) && !utf8.ValidString(part) {
				t.Errorf("part %d breaks a character: %q", i, part)
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

func TestShorten(t *testing.T) {
	if got := shorten("一二三", 3); got != "一二三" {
		t.Errorf("got %q, want it whole", got)
	}
	if got := shorten("一😀😀", 4); got != "一😀…" {
		t.Errorf("got %q, want it cut between characters", got)
	}
}

func TestParts(t *testing.T) {
	line := strings.Repeat("长", 99) + "\n"
	file := []ledger.File{{Name: "表.xlsx", Body: []byte("x")}}
	pictures := slices.Repeat([]ledger.File{{Name: "图.png", Kind: ledger.FilePhoto, Body: []byte("x")}}, 12)
	tests := []struct {
		name  string
		text  string
		files []ledger.File
		want  []string // length of the text, with the file's name
	}{
		{"words", "好", nil, []string{"好"}},
		{"nothing", " \n ", nil, nil},
		{"file with words", "见表", file, []string{"见表+表.xlsx"}},
		{"file alone", "", file, []string{"+表.xlsx"}},
		{"file with many words", strings.Repeat(line, 20), file, []string{strings.Repeat(line, 20), "+表.xlsx"}},
		{"two papers", "见表", slices.Repeat(file, 2), []string{"见表", "+表.xlsx", "+表.xlsx"}},
		{"a picture", "见图", pictures[:1], []string{"见图+图.png"}},
		{"an album", "见图", pictures[:3], []string{"见图", "+图.png+图.png+图.png"}},
		{"more pictures than an album takes", "", pictures, []string{strings.Repeat("+图.png", 10), strings.Repeat("+图.png", 2)}},
		{"pictures and a paper", "", slices.Concat(pictures[:2], file), []string{"+图.png+图.png", "+表.xlsx"}},
		{"several parts", strings.Repeat(line, 50), nil, []string{strings.Repeat(line, 40), strings.Repeat(line, 10)}},
		{"too many parts", strings.Repeat(line, 200), nil, []string{strings.Repeat(line, 40), "+text.txt"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range parts(tt.text, tt.files, "text.txt") {
				words := []string{p.text}
				for _, f := range p.files {
					words = append(words, f.Name)
				}
				got = append(got, strings.Join(words, "+"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLetterRefusesWhatTelegramWould(t *testing.T) {
	long := [][]ledger.Button{{{Label: "x", Data: strings.Repeat("督", 22)}}}
	if _, err := newLetter("tg:5", ledger.ClassReply, "x", long, nil, "t"); err == nil || !strings.Contains(err.Error(), "66 bytes") {
		t.Errorf("got %v, want the button's 66 bytes refused", err)
	}
	if _, err := newLetter("tg:5", ledger.ClassReply, "x", [][]ledger.Button{{{Label: "x", Data: strings.Repeat("督", 21)}}}, nil, "t"); err != nil {
		t.Errorf("63 bytes: got %v, want none", err)
	}
	if _, err := newLetter("tg:5", ledger.ClassReply, " ", nil, nil, "t"); err == nil {
		t.Error("a blank message: got no error")
	}
	if _, err := newLetter("wx:5", ledger.ClassReply, "x", nil, nil, "t"); err == nil {
		t.Error("another messenger's address: got no error")
	}
}
