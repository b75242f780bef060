package ledger

import (
	"strings"
	"unicode/utf8"
)

// proposalLabel is a word that says what follows it.
type proposalLabel struct {
	word  string
	field Field
	glued bool // the words may follow without a space: 牵头住建局
}

// proposalLabels are the labels, each before any that it begins with.
func proposalLabels() []proposalLabel {
	return []proposalLabel{
		{"任务名称", FieldTitle, false},
		{"标题", FieldTitle, false},
		{"任务", FieldTitle, false},
		{"事项", FieldTitle, false},
		{"牵头单位", FieldLead, true},
		{"牵头", FieldLead, true},
		{"主办单位", FieldLead, true},
		{"主办", FieldLead, true},
		{"责任单位", FieldResponsible, true},
		{"承办单位", FieldResponsible, true},
		{"配合单位", FieldCo, true},
		{"配合", FieldCo, true},
		{"协办单位", FieldCo, true},
		{"协办", FieldCo, true},
		{"落实单位", FieldImplement, false},
		{"落实", FieldImplement, false},
		{"督导单位", FieldSupervise, false},
		{"督导", FieldSupervise, false},
		{"验收单位", FieldAccept, false},
		{"验收", FieldAccept, false},
		{"完成时限", FieldLimit, true},
		{"完成时间", FieldLimit, true},
		{"时限", FieldLimit, true},
		{"期限", FieldLimit, true},
		{"战役", FieldCampaign, false},
		{"任务来源", FieldSource, false},
		{"来源", FieldSource, false},
		{"报送频次", FieldRhythm, false},
		{"频次", FieldRhythm, false},
		{"报送", FieldRhythm, false},
		{"重点", FieldPriority, false},
		{"整改目标", FieldTarget, false},
		{"目标", FieldTarget, false},
		{"工作措施", FieldMeasures, false},
		{"措施", FieldMeasures, false},
		{"依据", FieldBasis, false},
		{"分管领导", FieldLeader, false},
		{"分管", FieldLeader, false},
		{"挂点领导", FieldLinked, false},
		{"挂点", FieldLinked, false},
	}
}

// ReadProposal reads the labelled words of an officer: 标题；牵头 住建局；时限 8月31日. The
// labels come in any order, parted by semicolons, lines, or commas before a label. Words
// without a label belong to those before them, at the beginning to the first field:
// nothing that was said is left out. labelled tells whether any label was said.
func ReadProposal(text string, first Field) (cells []Cell, labelled bool) {
	for i, piece := range proposalPieces(text) {
		field, words, ok := labelOf(piece, i == 0)
		switch {
		case ok:
			labelled = true
			if field == FieldPriority && words == "" {
				words = "是"
			}
			cells = appendCell(cells, Cell{Field: field, Text: words})
		case len(cells) > 0:
			last := &cells[len(cells)-1]
			last.Text = strings.TrimLeft(last.Text+"；"+words, "；")
		case words != "":
			cells = append(cells, Cell{Field: first, Text: words})
		}
	}
	return cells, labelled
}

// FieldWord reports whether words are a label and nothing else, which of them, and the words that
// say something by themselves: 重点 is an answer, 时限 only begins one.
func FieldWord(text string) (said string, label bool) {
	word := strings.Trim(Narrow(text), " :。.!")
	for _, l := range proposalLabels() {
		switch {
		case word != l.word:
		case l.field == FieldPriority:
			return word + " 是", true
		default:
			return "", true
		}
	}
	return "", false
}

// appendCell joins what is said twice of one field.
func appendCell(cells []Cell, cell Cell) []Cell {
	for i := range cells {
		if cells[i].Field == cell.Field {
			cells[i].Text = strings.Trim(cells[i].Text+"；"+cell.Text, "；")
			return cells
		}
	}
	return append(cells, cell)
}

// proposalPieces splits at semicolons and lines, and at a comma before a label.
func proposalPieces(text string) []string {
	var pieces []string
	from := 0
	for at, r := range text {
		_, size := utf8.DecodeRuneInString(text[at:])
		next := at + size
		_, _, label := labelOf(text[next:], false)
		if strings.ContainsRune(";；\n", r) || strings.ContainsRune(",，。", r) && label {
			pieces = append(pieces, strings.TrimSpace(text[from:at]))
			from = next
		}
	}
	return append(pieces, strings.TrimSpace(text[from:]))
}

// labelOf takes the label off the words. The first words of all are a title unless a
// space or a colon stands between: 重点行业整治 is one.
func labelOf(words string, first bool) (Field, string, bool) {
	words = strings.TrimSpace(words)
	for _, label := range proposalLabels() {
		rest, ok := strings.CutPrefix(words, label.word)
		if !ok {
			continue
		}
		after := strings.TrimLeft(rest, " :：\t　")
		if after != rest || label.glued && !first || rest == "" && !first {
			return label.field, strings.TrimSpace(after), true
		}
	}
	return "", words, false
}

// CutCo parts words at the label of those who help: 住建局 配合 水务局.
func CutCo(words string) (lead, co string) {
	for _, label := range []string{"配合单位", "配合", "协办单位", "协办"} {
		if lead, co, ok := strings.Cut(words, label); ok {
			return lead, co
		}
	}
	return words, ""
}
