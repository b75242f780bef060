package documents_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/documents"
)

const yellow = "督办通知单-黄.docx"

// remade is the embedded yellow template with its parts changed.
func remade(tb testing.TB, change func(parts map[string]string)) []byte {
	tb.Helper()
	body, err := documents.EmbeddedTemplate(yellow)
	if err != nil {
		tb.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		tb.Fatal(err)
	}
	parts := map[string]string{}
	var order []string
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		parts[f.Name] = string(content)
		order = append(order, f.Name)
	}
	change(parts)
	for name := range parts {
		if !bytes.Contains([]byte(strings.Join(order, "\n")), []byte(name)) {
			order = append(order, name)
		}
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range order {
		if content, ok := parts[name]; ok {
			to, err := w.Create(name)
			if err != nil {
				tb.Fatal(err)
			}
			if _, err := io.WriteString(to, content); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func inDocument(from, to string) func(map[string]string) {
	return func(parts map[string]string) {
		parts["word/document.xml"] = strings.ReplaceAll(parts["word/document.xml"], from, to)
	}
}

func TestBrokenTemplates(t *testing.T) {
	for name, tt := range map[string]struct {
		file string
		body []byte
		want string
	}{
		"unknown placeholder":  {yellow, remade(t, inDocument("{{要求}}", "{{要 求书}}")), "没有这个占位符 {{要 求书}}"},
		"unclosed braces":      {yellow, remade(t, inDocument("{{要求}}", "{{要求")), "占位符的括号没有配对：{{要求"},
		"no number":            {yellow, remade(t, inDocument("{{编号}}", "")), "缺少必须有的占位符 {{编号}}"},
		"no line of checking":  {yellow, remade(t, inDocument("{{校验行}}", "")), "缺少必须有的占位符 {{校验行}}"},
		"a list out of a row":  {yellow, remade(t, inDocument("{{要求}}", "{{回复.单位}}")), "只能放在表格的行里 {{回复.单位}}"},
		"not a docx":           {yellow, []byte("%PDF-1.4"), "不是 Word 的 .docx 文件"},
		"an archive of others": {yellow, remade(t, func(p map[string]string) { delete(p, "word/document.xml") }), "不是 Word 的 .docx 文件"},
		"a macro":              {yellow, remade(t, func(p map[string]string) { p["word/vbaProject.bin"] = "x" }), "带有宏或嵌入的程序（word/vbaProject.bin）"},
		"macros by type":       {yellow, remade(t, func(p map[string]string) { p["[Content_Types].xml"] += "macroEnabled" }), "是带宏的文档"},
		"a zip bomb":           {yellow, remade(t, func(p map[string]string) { p["word/media/a.png"] = strings.Repeat("0", 41<<20) }), "解压后太大或已损坏（word/media/a.png）"},
		"something from elsewhere": {yellow, remade(t, func(p map[string]string) {
			p["word/_rels/document.xml.rels"] = strings.Replace(p["word/_rels/document.xml.rels"], "<Relationship Id", `<Relationship TargetMode="External" Type="http://x/image" Target="http://evil/" Id`, 1)
		}), "引用了文件以外的内容"},
		"not well-formed": {yellow, remade(t, inDocument("</w:body>", "")), "word/document.xml 读不出来"},
		"a document type": {yellow, remade(t, inDocument("<w:document", `<!DOCTYPE a [<!ENTITY b "c">]><w:document`)), "word/document.xml 读不出来"},
		"a name of none":  {"督办单.docx", remade(t, func(map[string]string) {}), "不是模板的文件名"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, tt.file), tt.body, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := documents.NewPapers(dir)
			var broken *documents.TemplateError
			if !errors.As(err, &broken) || broken.File != tt.file || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q of %s", err, tt.want, tt.file)
			}
		})
	}
	if _, err := documents.NewPapers(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "模板文件夹打不开") {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestSplitRuns fills placeholders as Word leaves them: cut into runs, with marks of its
// spelling between them.
func TestSplitRuns(t *testing.T) {
	cut := `{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>要</w:t></w:r><w:r><w:t>求 </w:t></w:r><w:r><w:t>}}尾`
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, yellow), remade(t, inDocument("{{要求}}", cut)), 0o600); err != nil {
		t.Fatal(err)
	}
	papers, err := documents.NewPapers(dir)
	if err != nil {
		t.Fatal(err)
	}
	n := sampleNotice("yellow", "黄色督办")
	n.Requirement = "甲<w:t>&\u0001{{编号}}\n\n乙"
	file, err := papers.Notice(n, stamped)
	if err != nil {
		t.Fatal(err)
	}
	got := texted(t, file.Body)
	for _, want := range []string{
		`<w:t xml:space="preserve">甲&lt;w:t&gt;&amp;{{编号}}</w:t>`, // typed words are words
		`<w:p><w:pPr><w:pStyle w:val="Text"/></w:pPr><w:r><w:t xml:space="preserve">乙</w:t></w:r><w:r><w:t xml:space="preserve">尾</w:t></w:r></w:p>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "{{要") || strings.Contains(got, "求 ") {
		t.Errorf("pieces of the placeholder are left:\n%s", got)
	}
}

// FuzzFill holds that what people type makes no paper that cannot be read, and no markup.
func FuzzFill(f *testing.F) {
	papers, err := documents.NewPapers("")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"请整改", "一、标题\n正文", "</w:t><w:p>", "{{编号}}", "\x00\xff\ufffe", "]]>&amp;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		n := sampleNotice("yellow", words)
		n.Title, n.Requirement = words, words
		file, err := papers.Notice(n, stamped)
		if err != nil {
			t.Fatal(err)
		}
		got := texted(t, file.Body)
		if a, b := strings.Count(got, "<w:tbl>"), strings.Count(got, "<w:tr>"); a != 1 || b != 4 {
			t.Errorf("%q made %d tables of %d rows", words, a, b)
		}
		for d := xml.NewDecoder(strings.NewReader(got)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("%q made a paper that is not read: %v", words, err)
			}
		}
	})
}
