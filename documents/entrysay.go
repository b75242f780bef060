package documents

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

//go:embed entrywords.json
var entryWordsFile []byte

// codeWords are the codes that stand in entries, in the words of the demo's page, which its tests
// hold to the ledger: entrywords.json is made of them. Whoever reads an exported log years later
// reads no code of the program.
type codeWords struct {
	Words   map[string]map[string]string `json:"words"`   // table → code → word
	WhyOf   map[string][]string          `json:"whyOf"`   // what happened → tables of its reason
	ValueOf map[string]string            `json:"valueOf"` // field → table of its value
}

var entryCodes = readCodes(entryWordsFile) // read only

// readCodes panics on a file that a test would have found.
func readCodes(file []byte) (c codeWords) {
	if err := json.Unmarshal(file, &c); err != nil {
		panic("documents: entrywords.json: " + err.Error())
	}
	return c
}

// say is the word for a code in the first of the tables that knows it; empty: none does.
func (c codeWords) say(code string, tables ...string) string {
	for _, table := range tables {
		if word := c.Words[table][code]; word != "" {
			return word
		}
	}
	return ""
}

// Names tell who the people and the chats of entries are; what is not known stays as it is written.
type Names struct {
	People map[ledger.PersonID]string
	Chats  map[ledger.Address]string
}

func (n Names) person(id string) string {
	p, err := strconv.ParseInt(id, 10, 64)
	if name := n.People[ledger.PersonID(p)]; err == nil && name != "" {
		return name
	}
	return id
}

var (
	codeToken    = regexp.MustCompile(`[a-z_]+|\*`)
	dayToken     = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\S+)?$`)
	rowToken     = regexp.MustCompile(`^(.+)#(\d+)$`)
	draftToken   = regexp.MustCompile(`^(\d+)/(new|meeting|import|remark|saying)\b`)
	partsToken   = regexp.MustCompile(`^([a-z_]+): (.+)$`)
	addressToken = regexp.MustCompile(`^[a-z]+:-?\d+(:\d+)?$`)
)

// change is what became of one field of an entry.
func (n Names) change(f ledger.FieldDiff) string {
	name, of, _ := strings.Cut(f.Name, " ")
	words := fieldWord(name)
	if of != "" {
		words += " " + n.value(name, of)
	}
	before, after := n.value(name, f.Before), n.value(name, f.After)
	switch {
	case before == "":
		return words + "：" + after
	case after == "":
		return words + "：" + before + " → 空"
	default:
		return words + "：" + before + " → " + after
	}
}

func (n Names) value(name, text string) string {
	if said, ok := fieldValue(name, text); ok {
		return said
	}
	if table := entryCodes.ValueOf[name]; table != "" && !addressToken.MatchString(text) {
		return codeToken.ReplaceAllStringFunc(text, func(code string) string {
			if word := entryCodes.say(code, table); word != "" {
				return word
			}
			return code
		})
	}
	switch name {
	case "person", "for", "gives", "invited_by":
		if text == "0" {
			return ""
		}
		return n.person(text)
	case "to", "chat":
		if who := n.Chats[ledger.Address(text)]; who != "" {
			return who + "（" + text + "）"
		}
	}
	return text
}

// because is the reason of an entry. What somebody wrote stays as it is.
func (n Names) because(what ledger.What, why string) string {
	if m := draftToken.FindStringSubmatch(why); m != nil {
		return n.person(m[1]) + "：" + entryCodes.say(m[2], "proposal")
	}
	if m := rowToken.FindStringSubmatch(why); m != nil {
		return m[1] + " 第" + m[2] + "行"
	}
	tables := entryCodes.WhyOf[string(what)]
	if word := entryCodes.say(why, tables...); word != "" {
		return word
	}
	if m := partsToken.FindStringSubmatch(why); m != nil && entryCodes.say(m[1], tables...) != "" {
		return entryCodes.say(m[1], tables...) + "：" + m[2]
	}
	var said []string
	for piece := range strings.SplitSeq(why, ", ") {
		words, ok := piecesOf(piece, tables)
		if !ok {
			return why
		}
		said = append(said, words)
	}
	return strings.Join(said, "；")
}

// piecesOf puts codes and days that stand side by side into words; false: something else is there.
func piecesOf(piece string, tables []string) (string, bool) {
	var said []string
	for i, token := range strings.Split(piece, " ") {
		order := tables
		if i > 0 { // what follows a job or a command is its occasion
			order = reversed(tables)
		}
		word := entryCodes.say(token, order...)
		switch {
		case word != "":
		case dayToken.MatchString(token):
			word = day(token)
		default:
			return "", false
		}
		said = append(said, word)
	}
	return strings.Join(said, " "), true
}

func day(token string) string {
	if at, err := time.Parse(time.RFC3339, token); err == nil {
		return at.Format("2006-01-02 15:04")
	}
	return token
}

func reversed(tables []string) []string {
	turned := make([]string, len(tables))
	for i, table := range tables {
		turned[len(tables)-1-i] = table
	}
	return turned
}
