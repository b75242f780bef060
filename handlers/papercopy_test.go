package handlers_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"testing"

	"duban/documents"
	"duban/ledger"
)

const liu = ledger.PersonID(14) // of the office

// newBureau is a briefing with somebody of the office, and papers.
func newBureau(t *testing.T) *briefing {
	t.Helper()
	b := newBriefing(t)
	papers, err := documents.NewPapers("")
	if err != nil {
		t.Fatal(err)
	}
	b.Papers, b.Office = papers, "指挥部办公室"
	b.commit(ledger.Person{ID: liu, Name: "刘敏", Chat: "tg:14", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: 1}}})
	return b
}

// issue has a notice on 2025-017 drafted and signed.
func (b *briefing) issue() ledger.Reply {
	b.t.Helper()
	drafted := b.says(liu, "督办 17 请于月底前完成")
	answer, err := b.ask(liu, "", drafted.Buttons[0][0].Data, 0)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer
}

// document is what a paper says, without its markup.
func document(t *testing.T, body []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`>\s+<`).ReplaceAllString(string(xml), "><")
	said = strings.NewReplacer("</w:p></w:tc>", "|", "</w:p>", "\n", "</w:tr>", "\n").Replace(said)
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(said, "")
}

func hexOf(body []byte) string {
	digest := sha256.Sum256(body)
	return hex.EncodeToString(digest[:])
}

// TestIssuedPaperStays: however much becomes of a notice, its paper as it was issued is the
// one that the chain knows; what the units did is on a copy, which names that one.
func TestIssuedPaperStays(t *testing.T) {
	b := newBureau(t)
	issued := b.issue().Files[0]
	b.says(lijian, "签收督办 1号")
	b.says(lijian, "回复督办 1号 月底完成")
	answer := b.says(lijian, "文稿 1号")
	if len(answer.Files) != 2 {
		t.Fatalf("got %d papers, want the one that was issued and a copy: %s", len(answer.Files), answer.Text)
	}
	found, err := b.book.Notices(t.Context(), "2025-017/n1")
	if err != nil {
		t.Fatal(err)
	}
	known := found[0].Paper.SHA256
	if hexOf(issued.Body) != known || hexOf(answer.Files[0].Body) != known {
		t.Errorf("issued %s, asked for again %s, known to the chain %s", hexOf(issued.Body), hexOf(answer.Files[0].Body), known)
	}
	if said := document(t, issued.Body); strings.Contains(said, "李建") || strings.Contains(said, "副本") {
		t.Errorf("the paper as issued tells of what came later:\n%s", said)
	}
	said := document(t, answer.Files[1].Body)
	for _, want := range []string{"住建局|李建|", "7月14日李建报：月底完成\n【审核】待审|", "本件是附签收、回复情况的副本", "SHA-256 " + known} {
		if !strings.Contains(said, want) {
			t.Errorf("the copy does not say %q:\n%s", want, said)
		}
	}
}
