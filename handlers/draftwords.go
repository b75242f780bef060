package handlers

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"duban/ledger"
)

var (
	// relabels are corrections as people say them: 时限改为10月15日, 2牵头水务局, 把配合单位换成财政局.
	relabels = regexp.MustCompile(`^(?:请)?(?:把|将)?(?:改|定|调整|换)?(牵头单位|牵头|主办单位|主办|责任单位|承办单位|配合单位|配合|协办单位|协办|落实单位|督导单位|验收单位|完成时限|完成时间|时限|期限)[ :：]*(?:改为|改成|改到|改在|改由|改|换成|换为|换|定为|定到|定在|定|调整为|调整到|延到|延至|提前到|推迟到|应为|应是|为|是|到|至|由)?[ :：]*(\S.*)$`)
	// rewords are those of fields that hold any words: there it takes a verb.
	rewords = regexp.MustCompile(`^(?:请)?(?:把|将)?(任务名称|标题|名称|战役|任务来源|来源|报送频次|频次|整改目标|目标|工作措施|措施|分管领导|挂点领导)[ :：]*(?:改为|改成|改|换成|换为|应为|应是|写成)[ :：]*(\S.*)$`)

	draftLine = regexp.MustCompile(`^\s*(?:请)?(?:把|将)?(?:第\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[项条件个]?的?|(\d{1,2})[项条]?)\s*[、.,:，]?\s*(\D.*)$`)
	dropLine  = regexp.MustCompile(`^\s*(?:请)?(?:把|将)?(?:删除|删掉|删去|删|去掉)\s*第?\s*(\d{1,2})\s*[项条]?\s*$`)
	dropAfter = regexp.MustCompile(`^\s*(?:请)?(?:把|将)?第?\s*(\d{1,2})\s*[项条]?\s*(?:删除|删掉|删去|删了|删|去掉|不要了?)\s*$`)
)

// relabelled are the words of a correction with their labels as a form has them: 时限 10月15日.
func relabelled(text string) string {
	var b strings.Builder
	for text != "" {
		piece, rest := text, ""
		if at := strings.IndexAny(text, ";；\n,，。"); at >= 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			piece, rest = text[:at], text[at:at+size]
		}
		text = text[len(piece)+len(rest):]
		b.WriteString(relabel(piece) + rest)
	}
	return b.String()
}

func relabel(piece string) string {
	words := strings.TrimSpace(piece)
	if m := relabels.FindStringSubmatch(words); m != nil {
		return m[1] + " " + m[2]
	}
	if m := rewords.FindStringSubmatch(words); m != nil {
		return titled(m[1]) + " " + m[2]
	}
	return piece
}

// titled is the label of a form for the word with which people speak of a title.
func titled(label string) string {
	if label == "名称" {
		return "任务名称"
	}
	return label
}

// draftWords parts the number of a draft from what is said of it: 第2项 时限改为10月1日.
func draftWords(raw string) (n int, words string, ok bool) {
	m := draftLine.FindStringSubmatch(ledger.Narrow(raw))
	if m == nil {
		return 0, "", false
	}
	n, ok = ledger.ChineseNumber(m[1] + m[2])
	return n, relabelled(m[3]), ok && n > 0
}

// dropped is the number of a draft that is to be left out; 0: none is.
func dropped(raw string) int {
	for _, said := range []*regexp.Regexp{dropLine, dropAfter} {
		if m := said.FindStringSubmatch(ledger.Narrow(raw)); m != nil {
			n, _ := strconv.Atoi(m[1])
			return n
		}
	}
	return 0
}

// correctsDrafts reports whether words speak of a draft by its number.
func correctsDrafts(text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(ledger.Narrow(text)), "\n")
	if dropped(first) > 0 {
		return true
	}
	_, words, ok := draftWords(first)
	if !ok {
		return false
	}
	_, labelled := ledger.ReadProposal(words, ledger.FieldTitle)
	_, repeats := ledger.ReadRepeat(words)
	return labelled || repeats
}

// confirms reports whether an answer to a draft is the word that enters it, or that drops it.
func (a *ask) confirms(name string) bool {
	said := strings.TrimPrefix(strings.Trim(ledger.Narrow(a.args), "。.! "), "/")
	return slices.ContainsFunc(a.h.commands, func(c command) bool { return c.name == name && c.is(said) })
}

// ofDraft says of words that nobody understands, while a draft of the asker waits, how that is
// corrected and entered: it is what he most likely spoke of.
func (a *ask) ofDraft(ctx context.Context, err error) error {
	refusal, ok := errors.AsType[*ledger.Refusal](err)
	if !ok || refusal.Reason != ledger.ReasonUnknown || !a.Private || a.QuotedOur || ledger.May(a.Person, ledger.ActionRegister, a.today) != nil {
		return err
	}
	found, failed := a.drafts(ctx)
	if failed != nil {
		return failed
	}
	for _, p := range found {
		if p.Alive(a.At) {
			return &ledger.Refusal{Reason: ledger.ReasonDraftUnread, Words: string(p.Sort()) + " " + refusal.Words}
		}
	}
	return err
}

// drafts are what the asker may be working on: a task, and the decisions of a meeting.
func (a *ask) drafts(ctx context.Context) ([]ledger.Proposal, error) {
	found, err := a.h.Book.Proposals(ctx, ledger.ProposalOf(a.From, ledger.ProposalNew), ledger.ProposalOf(a.From, ledger.ProposalMeeting))
	if err != nil {
		return nil, fmt.Errorf("handlers: what %d proposes: %w", a.From, err)
	}
	return found, nil
}
