package ledger

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// MarkEnding holds the groups that have an end; score: the last day on which they are told.
	MarkEnding = "ending"

	purposeMost = 40 // runes: a purpose is a few words

	// GroupNotice is how many days before its end the office reads of a group, and for how
	// many days after it [O].
	GroupNotice = 7
)

// EndingRange are the groups that end within the days of notice, or ended within as many.
func EndingRange(today Date) Range {
	return Range{Mark: MarkEnding, Min: int64(today) - GroupNotice, Max: int64(today) + GroupNotice}
}

// Ended reports whether a group's time is over: it is not addressed any more.
func (c Chat) Ended(today Date) bool { return !c.Until.IsZero() && today > c.Until }

// Ending reports whether the office is to read of a group's end today.
func (c Chat) Ending(today Date) bool {
	return !c.Until.IsZero() && c.Until >= today.AddDays(-GroupNotice) && c.Until <= today.AddDays(GroupNotice)
}

// Lasting are the groups in which something is said unasked: those whose time is not over.
func Lasting(chats []Chat, today Date) []Chat {
	return slices.DeleteFunc(slices.Clone(chats), func(c Chat) bool { return c.Ended(today) })
}

// Binding is how a group is bound.
type Binding struct {
	Chat    Chat // as it is bound now, with the audience and the unit that it is to have
	Was     Chat
	By      PersonID
	At      time.Time
	Purpose string // empty: the one that stands, if it stays whose it was
	Until   Date   // last day; zero: the one that stands
	Endless bool   // it has no end from now on (长期)
}

// Bind binds a group, with what it is for and until when (domain §9). A group whose end has
// passed is bound again with a new one only.
func (b Binding) Bind() (Chat, []Entry, *Refusal) {
	today := DateOf(b.At)
	same := b.Was.ID != "" && b.Was.Gone == "" && b.Was.Audience == b.Chat.Audience && b.Was.Unit == b.Chat.Unit
	c := b.Chat
	if !same {
		c.Purpose, c.Until = "", 0
	}
	b.Purpose = strings.TrimSpace(b.Purpose)
	switch {
	case Marked(c.Title + " " + b.Purpose):
		return Chat{}, nil, &Refusal{Reason: ReasonSecret}
	case utf8.RuneCountInString(b.Purpose) > purposeMost:
		return Chat{}, nil, &Refusal{Reason: ReasonPurpose, Words: b.Purpose}
	case !b.Until.IsZero() && b.Until < today:
		return Chat{}, nil, &Refusal{Reason: ReasonGroupPast, Words: b.Until.String()}
	case b.Until.IsZero() && !b.Endless && c.Ended(today):
		return Chat{}, nil, &Refusal{Reason: ReasonGroupEnded, Words: c.Until.String()}
	}
	if b.Purpose != "" {
		c.Purpose = b.Purpose
	}
	if !b.Until.IsZero() || b.Endless {
		c.Until = b.Until
	}
	return c, []Entry{BoundEntry(b.Was, c, b.By, b.At)}, nil
}

// BindingSaid is what somebody said who binds a group.
type BindingSaid struct {
	Whose      string // the unit, the office …
	Purpose    string
	HasPurpose bool
	Until      string // the words of the day, to be read by the calendar
	HasUntil   bool
	Endless    bool
}

var (
	bindingUntil   = regexp.MustCompile(`(?:^|[ ，,；;])(?:至|到|截止|期限)[ :：]*([^ ，,；;]*)`)
	bindingPurpose = regexp.MustCompile(`(?:^|[ ，,；;])用途[ :：]*(.*)`)
)

// ReadBinding takes the words apart by which a group is bound: 住建局 用途 污水管网攻坚 至
// 2026-12-31, in either order, each part of them or none.
func ReadBinding(words string) BindingSaid {
	words = strings.Join(strings.Fields(words), " ")
	var said BindingSaid
	if m := bindingUntil.FindStringSubmatchIndex(words); m != nil {
		said.HasUntil, said.Until = true, words[m[2]:m[3]]
		said.Endless = slices.Contains([]string{"长期", "长期有效", "长期使用", "不限", "无"}, said.Until)
		words = words[:m[0]] + " " + words[m[1]:] // what stood on either side are two words still
	}
	for _, word := range []string{"长期有效", "长期使用", "长期"} { // 绑定 住建局 长期有效
		if rest, ok := strings.CutSuffix(words, " "+word); ok && !said.HasUntil {
			words, said.HasUntil, said.Endless, said.Until = rest, true, true, word
		}
	}
	if m := bindingPurpose.FindStringSubmatchIndex(words); m != nil {
		said.HasPurpose, said.Purpose = true, bindingPart(words[m[2]:m[3]])
		words = words[:m[0]]
	}
	said.Whose = bindingPart(words)
	return said
}

func bindingPart(words string) string {
	return strings.Trim(strings.Join(strings.Fields(words), " "), " ，,；;。")
}
