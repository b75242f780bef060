package ledger

import (
	"regexp"
	"strings"
)

// superiorParts stands between the messages of which a superior's notice is put together.
const superiorParts = "\x1e"

// SuperiorAsIs is said of a notice that is complete, and of which some later word was none of its parts.
const SuperiorAsIs = "照此登记"

// JoinSuperior are the words of a notice that lacks something, and what was said to that.
func JoinSuperior(words, more string) string { return words + superiorParts + more }

var superiorText = regexp.MustCompile(`(?:^|[\s，,；;。])(?:内容|事项|要求|督办事项|督办内容)\s*[:：]`)

// ReadAll reads a notice of one message, or of one and what was said to what it lacked: that fills
// what was missing, and sets right what was said before.
func (r SuperiorReader) ReadAll(words string) SuperiorWords {
	parts := strings.Split(words, superiorParts)
	said := r.Read(parts[0])
	for _, part := range parts[1:] {
		if strings.Trim(part, "。.! ") == SuperiorAsIs {
			said.Left, said.AsIs = "", true
			continue
		}
		said = said.with(r.Read(part), superiorText.MatchString(part), r.Today)
	}
	return said
}

// with is the notice after a later message; labelled: that says itself what the superior wants.
func (w SuperiorWords) with(more SuperiorWords, labelled bool, today Date) SuperiorWords {
	w.Left, w.AsIs = "", false
	if !more.Repeat.IsZero() {
		w.Repeat = more.Repeat
	}
	if more.Notice.Number != "" {
		w.Notice.Number = more.Notice.Number
	}
	if more.Notice.From != "" {
		w.Notice.From = more.Notice.From
	}
	w.days(more.Notice, today)
	if w.Undated != "" && !w.Notice.ReplyBy.IsZero() || more.Undated != "" {
		w.Undated = more.Undated
	}
	w.units(more)
	switch {
	case more.Text == "" || more.Text == more.Unknown:
	case len(w.Lead) == 0 && unitLike.MatchString(more.Text):
		w.Unknown = more.Text
	case w.Text == "" || labelled:
		w.Text = more.Text
	default:
		w.Left = more.Text
	}
	return w
}

// days takes a day that is said alone for the one that is wanted.
func (w *SuperiorWords) days(more Superior, today Date) {
	wanted := w.Notice.ReplyBy.IsZero() || w.Notice.ReplyBy < today
	switch {
	case !more.ReplyBy.IsZero():
		w.Notice.ReplyBy = more.ReplyBy
	case wanted && !more.On.IsZero():
		w.Notice.ReplyBy = more.On
		return
	}
	if !more.On.IsZero() {
		w.Notice.On = more.On
	}
}

// units takes the units of a later message: in the place of a name that nobody bears, or of all.
func (w *SuperiorWords) units(more SuperiorWords) {
	named := len(more.Lead)+len(more.Co) > 0
	switch {
	case !named && more.Unknown != "":
		w.Unknown = more.Unknown
		return
	case !named:
		return
	case w.Unknown != "" && len(w.Lead) > 0: // one of a list
		w.Co = without(with(with(w.Co, more.Lead), more.Co), w.Lead)
	case len(more.Lead) > 0:
		w.Lead, w.Co = more.Lead, more.Co
	default:
		w.Co = without(with(w.Co, more.Co), w.Lead)
	}
	if w.Unknown != "" {
		w.Text = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(w.Text, w.Unknown), w.Unknown), " 、，,；;")
	}
	w.Unknown = more.Unknown
}
