package texts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// The words of a bulletin, and the labels of the buttons under it.
const (
	WordBulletin = "通报" // with which its number begins
	ButtonSubmit = "送签"
	buttonChosen = "✓"
)

// BulletinBack is said before a draft that was taken back from whoever was to sign it.
const BulletinBack = "送签已撤回，改好后请再送签。\n"

// bulletinUnits is how many units one sentence of a bulletin names.
const bulletinUnits = 8

// BulletinTitle is the title of a bulletin until the office writes another; words are what it
// said of the meeting.
func BulletinTitle(name, words string) string {
	switch {
	case strings.HasSuffix(words, "通报"):
		return words
	case words != "":
		return words + "督办任务落实情况通报"
	default:
		return "关于" + name + "督办任务落实情况的通报"
	}
}

// BulletinParagraphs are the words of a draft, made of the figures: the good examples come
// first. Units stand in the order of the figures; ranked puts those with the most overdue work
// first (domain §9: only where the office turned that on).
func BulletinParagraphs(s ledger.Snapshot, ranked bool) []string {
	units := s.Units
	if _, one := s.Scope.Lead(); one {
		units = nil // all that is said is of that one
	}
	var campaigns []string
	for _, f := range s.Campaigns {
		if s.Scope != ledger.ScopeOffice {
			break
		}
		line := fmt.Sprintf("%s共%d项，已办结%d项", f.Name, f.Total, f.Completed)
		if f.Overdue > 0 {
			line += fmt.Sprintf("，逾期%d项", f.Overdue)
		}
		campaigns = append(campaigns, line)
	}
	return strings.Split(say("bulletin", map[string]any{
		"At": Clock(s.At), "Name": s.Name, "S": s.Summary, "Good": bulletinGood(units), "Campaigns": campaigns,
		"Overdue": bulletinOverdue(units, ranked),
	}), "\n")
}

// bulletinGood names units without late work that completed some, or else all without late
// work.
func bulletinGood(units []ledger.Figures) string {
	var done, fine []string
	for _, f := range units {
		if f.Total == 0 || f.Overdue > 0 || f.Missing > 0 {
			continue
		}
		fine = append(fine, f.Name)
		if f.Completed > 0 {
			done = append(done, fmt.Sprintf("%s（办结%d项）", f.Name, f.Completed))
		}
	}
	switch {
	case len(done) > 0:
		return "做得好的单位：" + shortList(done, bulletinUnits) + "，没有逾期任务，没有迟报"
	case len(fine) > 0:
		return "没有逾期和迟报的单位：" + shortList(fine, bulletinUnits)
	}
	return ""
}

func bulletinOverdue(units []ledger.Figures, ranked bool) string {
	late := slices.DeleteFunc(slices.Clone(units), func(f ledger.Figures) bool { return f.Overdue == 0 })
	if ranked {
		slices.SortStableFunc(late, func(a, b ledger.Figures) int { return int(b.Overdue - a.Overdue) })
	}
	words := make([]string, len(late))
	for i, f := range late {
		words[i] = fmt.Sprintf("%s%d项", f.Name, f.Overdue)
	}
	return strings.Join(words, "、") // each is named: who is left out would not know
}

// BulletinDraft shows a draft with the numbers by which its paragraphs are changed.
func BulletinDraft(b ledger.Bulletin, now time.Time) string {
	var s strings.Builder
	fmt.Fprintf(&s, "【通报草稿】%s\n", b.Title)
	for i, p := range b.Paragraphs {
		fmt.Fprintf(&s, "%d. %s\n", i+1, p)
	}
	fmt.Fprintf(&s, "发送范围：%s\n%s\n", CircleWords(b.To), asOf(b.At, b.Head))
	if w := b.Returned; w.Words != "" {
		fmt.Fprintf(&s, "%s退回：%s\n", w.Name, w.Words)
	}
	s.WriteString("要改请回复本消息，一处一行：2 改后的文字；删 3；加 文字；标题 …；发送 各镇、住建局、领导\n")
	if b.State == ledger.BulletinToSign {
		s.WriteString("已送签，正等签发；一改就自动撤回送签")
		return s.String()
	}
	fmt.Fprintf(&s, "改好后点“%s”。草稿到%s有效", ButtonSubmit, shortClock(b.Expires, now))
	return s.String()
}

func shortClock(t, now time.Time) string {
	if ledger.DateOf(t) == ledger.DateOf(now) {
		return "今天" + t.Format("15:04")
	}
	return t.Format("1月2日 15:04")
}

// BulletinButtons are what may be pressed under a draft.
func BulletinButtons(b ledger.Bulletin) [][]ledger.Button {
	button := func(label, what string) ledger.Button {
		return ledger.Button{Label: label, Data: ledger.Press(ledger.PressBulletin, b.Press(what))}
	}
	rows := [][]ledger.Button{{button(ButtonSubmit, string(ledger.BulletinSubmit)), button(ButtonCancel, string(ledger.BulletinCancel))}, nil}
	if b.State == ledger.BulletinToSign {
		rows[0] = rows[0][1:] // it is put to be signed already
	}
	for _, g := range ledger.CircleGroups() {
		label := circleWord(g)
		if b.To.Has(g) {
			label = buttonChosen + label
		}
		if g == ledger.CircleTowns {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button(label, string(g)))
	}
	return rows
}

// CircleWords say to whom a bulletin goes.
func CircleWords(c ledger.Circle) string {
	var words []string
	for _, g := range c.Groups {
		words = append(words, circleWord(g))
	}
	for _, unit := range c.Units {
		words = append(words, string(unit))
	}
	if len(words) == 0 {
		return "还没有选"
	}
	return strings.Join(words, "、")
}

func circleWord(g ledger.CircleGroup) string {
	switch g {
	case ledger.CircleAll:
		return "全部单位"
	case ledger.CircleLeading:
		return "有任务的单位"
	case ledger.CircleTowns:
		return "各镇"
	case ledger.CircleDepartments:
		return "各部门"
	case ledger.CircleLeaders:
		return "领导"
	default:
		return string(g)
	}
}

// BulletinMoved tells somebody whose words came too late what was changed, and by whom. The
// draft as it is now follows.
func BulletinMoved(edits []ledger.BulletinEdit) string {
	var lines []string
	for _, e := range edits {
		var what []string
		for _, t := range e.Touched {
			what = append(what, touched(t))
		}
		lines = append(lines, fmt.Sprintf("%s%s %s", e.Name, e.At.Format("15:04"), strings.Join(what, "、")))
	}
	text := "您看到的那一稿之后有改动"
	if len(lines) > 0 {
		text += "：" + strings.Join(lines, "；")
	}
	return text + "。您这次的没有采用，请看最新一稿，需要的再回复一次。\n"
}

func touched(t ledger.BulletinTouch) string {
	switch t.Act {
	case ledger.BulletinReplace:
		return fmt.Sprintf("改了第%d段", t.N)
	case ledger.BulletinDrop:
		return fmt.Sprintf("删了第%d段", t.N)
	case ledger.BulletinAppend:
		return fmt.Sprintf("加了第%d段", t.N)
	case ledger.BulletinTitle:
		return "改了标题"
	case ledger.BulletinTo:
		return "改了发送范围"
	case ledger.BulletinSubmit, ledger.BulletinCancel: // are no edits
	}
	return ""
}

// Bulletin is a bulletin in full, as it is signed and sent.
func Bulletin(b ledger.Bulletin) string {
	var s strings.Builder
	number := b.Number()
	if number == "" {
		number = "（签发后编号）"
	}
	fmt.Fprintf(&s, "【通报】%s\n%s\n", number, b.Title)
	for _, p := range BulletinBody(b) {
		s.WriteString(p + "\n")
	}
	if b.N > 0 {
		fmt.Fprintf(&s, "指挥部办公室 %s（签发：%s）\n", Day(ledger.DateOf(b.Signed.At)), b.Signed.Name)
	}
	s.WriteString(asOf(b.At, b.Head))
	return s.String()
}

// BulletinBody are the paragraphs with the numbers of an official paper.
func BulletinBody(b ledger.Bulletin) []string {
	body := make([]string, len(b.Paragraphs))
	for i, p := range b.Paragraphs {
		body[i] = chineseNumber(i+1) + "、" + p
	}
	return body
}

// BulletinAddressees are those whom the paper addresses (主送): units; leaders are told, not
// addressed.
func BulletinAddressees(c ledger.Circle) string {
	c.Groups = slices.DeleteFunc(slices.Clone(c.Groups), func(g ledger.CircleGroup) bool { return g == ledger.CircleLeaders })
	if c.IsZero() {
		return ""
	}
	return strings.ReplaceAll(CircleWords(c), circleWord(ledger.CircleLeading), "各有关单位")
}

// chineseNumber writes 1 to 99 as the paragraphs of a paper are numbered.
func chineseNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n-10]), "零")
	default:
		return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
	}
}

// BulletinAsk is a bulletin in the list of whoever signs it.
func BulletinAsk(b ledger.Bulletin) string {
	return fmt.Sprintf("《%s》，发给%s", b.Title, CircleWords(b.To))
}

// BulletinToSign puts a bulletin before whoever signs it.
func BulletinToSign(b ledger.Bulletin) string {
	return "【请您签发】\n" + Bulletin(b) + "\n发送范围：" + CircleWords(b.To)
}

// BulletinSubmitted tells whoever put a bulletin to be signed at which desk it waits.
func BulletinSubmitted(b ledger.Bulletin, desk ledger.Desk) string {
	return fmt.Sprintf("%s\n发送范围：%s\n——已送签，等%s签发，签发后编号并发出。还要改的，回复本消息，送签会自动撤回。",
		Bulletin(b), CircleWords(b.To), deskName(desk))
}

// BulletinIssued tells whoever signed a bulletin where it goes. held: it is night or a
// holiday, and units are told later.
func BulletinIssued(b ledger.Bulletin, held bool) string {
	text := fmt.Sprintf("已签发 %s《%s》，发到%d个会话", b.Number(), b.Title, len(b.Told))
	if held {
		text += "，到工作时间发出"
	}
	text += "。"
	if len(b.Untold) > 0 {
		text += fmt.Sprintf("没有群也没有联络员、没能告知的：%s（已留痕，请发邀请码，如：邀请 %s 联络员）。", unitNames(b.Untold), b.Untold[0])
	}
	return text + fmt.Sprintf("看送达情况请发送：通报 %d号", b.N)
}

// BulletinReturned tells that whoever signs gave a bulletin back.
func BulletinReturned(b ledger.Bulletin) string {
	return fmt.Sprintf("通报《%s》%s没有签发，已退回修改：%s", b.Title, b.Returned.Name, b.Returned.Words)
}

// BulletinSigned tells whoever drafted a bulletin that somebody else signed it.
func BulletinSigned(b ledger.Bulletin) string {
	return fmt.Sprintf("%s《%s》%s已签发，已安排发出。看送达情况请发送：通报 %d号", b.Number(), b.Title, b.Signed.Name, b.N)
}

// BulletinEnded confirms that a draft was dropped.
func BulletinEnded(b ledger.Bulletin) string {
	return fmt.Sprintf("已取消通报草稿《%s》，没有编号，也没有发出。", b.Title)
}

// BulletinVoided confirms to the office that a bulletin was declared void.
func BulletinVoided(b ledger.Bulletin) string {
	return b.Number() + "已作废，保留文号，原来收到的会话都会告知。"
}

// BulletinVoidedToUnit tells those who got it.
func BulletinVoidedToUnit(b ledger.Bulletin) string {
	return fmt.Sprintf("%s《%s》已作废：%s。以指挥部办公室后续通报为准。", b.Number(), b.Title, strings.TrimRight(b.Ended.Words, "。.！!"))
}
