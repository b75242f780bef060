package ledger

import (
	"regexp"
	"strings"
)

// SuperiorReplyWords are what was understood of the record of a reply to a superior.
type SuperiorReplyWords struct {
	Task    TaskNumber // zero: none was named
	On      Date       // zero: no day was said
	Papers  []string   // numbers of papers: of ours, and of the superior's where he named it so
	Undo    bool       // 撤销: the record is taken back
	Why     string     // of that
	Unknown string     // a word that is none of these
}

var (
	superiorReplied   = regexp.MustCompile(`^(?:已经?)?(?:回复|答复|上报|报送|反馈)(?:上级|了)?$|^已报$`)
	superiorTakenBack = regexp.MustCompile(`^(?:撤销|撤回|取消)(?:已?(?:回复|答复|上报|报送|反馈))?(?:记录)?$`)
	superiorReplyGlue = regexp.MustCompile(`^((?:已经?)?(?:回复|答复|上报|报送|反馈)(?:上级|了)?|已报|(?:撤销|撤回|取消)已?(?:回复|答复|上报|报送|反馈))[:：]?([#〔\d].*|\p{Han}+[〔\[［【（(﹝].*)$`)

	// superiorReplyTail is a number to which the verb sticks: 3已回复.
	superiorReplyTail = regexp.MustCompile(`^(\p{Han}+[〔\[［【（(﹝]\d{4}[〕\]］】）)﹞]\d{1,5}号?|[#第]?\d{1,6}(?:号|项)?)((?:已|撤销|撤回|取消).*)$`)
	// superiorReplyWhy is one to which the reason sticks for which a record is taken back: 3写错了.
	superiorReplyWhy = regexp.MustCompile(`^([#第]?\d{1,6}(?:号|项)?)([^\d年月日号项、\-].*)$`)
	// superiorReplyOn is a verb with the day inside it: 已于7月15日回复.
	superiorReplyOn = regexp.MustCompile(`^(.*?)已于(.+?)(回复|答复|上报|报送|反馈)$`)
)

// ReadSuperiorReply reads how a clerk says that a reply went out: 已回复 3 7月15日 乐府函〔2025〕33号,
// 3 已回复, 已回复 韶督〔2025〕5号 7月15日, 撤销回复 3 理由. false: the words say nothing of that, and
// may be a notice to register. alone: they answer a message about a reply, and need no verb.
func ReadSuperiorReply(words string, day func(words string) (Date, bool), alone bool) (SuperiorReplyWords, bool) {
	var said SuperiorReplyWords
	pieces := superiorReplyPieces(words)
	number := func() bool {
		if len(pieces) == 0 {
			return false
		}
		n, ok := ReadTaskNumber(pieces[0])
		if ok {
			said.Task, pieces = n, pieces[1:]
		}
		return ok
	}
	named, verb := number(), ""
	if len(pieces) > 0 && superiorVerb(pieces[0]) {
		verb, pieces = pieces[0], pieces[1:]
	}
	if verb == "" && len(pieces) > 1 && superiorVerb(pieces[1]) { // 韶督〔2025〕5号 已回复
		if paper, length := superiorNumberOf(pieces[0]); paper != "" && length == len(pieces[0]) {
			said.Papers, verb, pieces = append(said.Papers, paper), pieces[1], pieces[2:]
		}
	}
	named = named || number()
	said.Undo = superiorTakenBack.MatchString(verb)
	if said.Undo {
		said.Why, pieces = strings.Join(pieces, " "), nil
	}
	for _, word := range pieces {
		said.rest(word, day)
	}
	switch {
	case alone:
		return said, verb != "" || !said.On.IsZero() || len(said.Papers) > 0
	case verb == "":
		return said, false
	default: // 回复 alone may begin a notice: 回复期限 …
		return said, named || strings.HasPrefix(verb, "已") || said.Undo && verb != "撤销" || len(said.Papers) > 0 && said.Unknown == ""
	}
}

func superiorVerb(word string) bool {
	return superiorReplied.MatchString(word) || superiorTakenBack.MatchString(word)
}

// rest takes a word that is a day or the number of a paper.
func (w *SuperiorReplyWords) rest(word string, day func(string) (Date, bool)) {
	bare := dateWords.ReplaceAllString(word, "")
	if on, ok := day(bare); ok && w.On.IsZero() && plainDate.MatchString(bare) {
		w.On = on
		return
	}
	word = numberLabel.ReplaceAllString(word, "")
	number, length := superiorNumberOf(word)
	switch {
	case word == "" || issuerWord(word): // a label, and what it names comes next
	case number != "" && length == len(word):
		w.Papers = append(w.Papers, number)
	case plainNumber.MatchString(word):
		w.Papers = append(w.Papers, word)
	case w.Unknown == "":
		w.Unknown = word
	}
}

// superiorReplyPieces are the words between what parts them; 已回复3 is two, and so are 韶督〔2025〕5号已回复
// and 3写错了.
func superiorReplyPieces(words string) []string {
	pieces := strings.FieldsFunc(Narrow(words), func(r rune) bool { return strings.ContainsRune(" \t\n　;；,，。", r) })
	var all []string
	for _, piece := range pieces {
		day := ""
		if m := superiorReplyOn.FindStringSubmatch(piece); m != nil {
			piece, day = m[1]+"已"+m[3], m[2]
		}
		if m := superiorReplyGlue.FindStringSubmatch(piece); m != nil {
			all = append(all, m[1])
			piece = m[2]
		}
		tail := superiorReplyTail
		if n := len(all); n > 0 && superiorTakenBack.MatchString(all[n-1]) {
			tail = superiorReplyWhy
		}
		if m := tail.FindStringSubmatch(piece); m != nil {
			all = append(all, m[1])
			piece = m[2]
		}
		for _, word := range []string{strings.TrimRight(piece, ":：、"), day} {
			if word != "" {
				all = append(all, word)
			}
		}
	}
	return all
}
