package documents

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"duban/ledger"
)

// TemplateError is why a template cannot be filled, in words for whoever edits it.
type TemplateError struct {
	File        string // 督办通知单-黄.docx
	Placeholder string // that it is about; empty: the file as a whole
	Words       string
}

func (e *TemplateError) Error() string { return "模板 " + e.File + "：" + e.Words }

// template is a Word file that is ready to be filled.
type template struct {
	paper    paper
	parts    []wordPart
	headings [2]string
}

// wordPart is a file in the archive; tree is nil where nothing is filled.
type wordPart struct {
	name string
	body []byte
	tree *node
}

// loadPapers reads all templates. A folder takes the place of the embedded ones file by file.
func loadPapers(dir string) (*Papers, error) {
	p := &Papers{templates: map[string]*template{}}
	own, err := ownTemplates(dir)
	if err != nil {
		return nil, err
	}
	embedded, err := readEmbedded()
	if err != nil {
		return nil, err
	}
	var problems []error
	for _, paper := range papers() {
		t := embedded[paper.file]
		if body, ok := own[paper.file]; ok {
			t, err = readTemplate(paper, body)
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		p.templates[paper.file] = t
		delete(own, paper.file)
	}
	for _, paper := range papers() {
		delete(own, paper.file)
	}
	for name := range own {
		problems = append(problems, &TemplateError{File: name, Words: "不是模板的文件名。模板有：" + strings.Join(TemplateNames(), "、")})
	}
	slices.SortFunc(problems, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return p, nil
}

// readEmbedded reads the templates that the program ships with, once: they are the same for all.
var readEmbedded = sync.OnceValues(func() (map[string]*template, error) {
	read := map[string]*template{}
	for _, paper := range papers() {
		body, err := embeddedTemplate(paper)
		if err != nil {
			return nil, err
		}
		if read[paper.file], err = readTemplate(paper, body); err != nil {
			return nil, err
		}
	}
	return read, nil
})

// ownTemplates are the office's templates in a folder. What a word processor leaves beside
// them while they are open is none.
func ownTemplates(dir string) (map[string][]byte, error) {
	if dir == "" {
		return nil, nil
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("模板文件夹打不开：%w", err)
	}
	own := map[string][]byte{}
	for _, f := range found {
		name := f.Name()
		word := slices.Contains([]string{".docx", ".docm", ".doc", ".dotx", ".dotm", ".wps"}, strings.ToLower(filepath.Ext(name)))
		if f.IsDir() || !word || strings.HasPrefix(name, "~") || strings.HasPrefix(name, ".") {
			continue
		}
		body, err := readBounded(os.DirFS(dir), name)
		if err != nil {
			return nil, err
		}
		own[name] = body
	}
	return own, nil
}

func readBounded(dir fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(dir, name)
	if err != nil {
		return nil, fmt.Errorf("documents: template: %w", err)
	}
	if info.Size() > maxTemplate {
		return nil, &TemplateError{File: name, Words: "文件太大，模板不超过5 MB"}
	}
	body, err := fs.ReadFile(dir, name)
	if err != nil {
		return nil, fmt.Errorf("documents: template: %w", err)
	}
	return body, nil
}

// readTemplate takes a template apart and checks that it can be filled.
func readTemplate(p paper, body []byte) (*template, error) {
	parts, err := unpackTemplate(p.file, body)
	if err != nil {
		return nil, err
	}
	t := &template{paper: p, parts: parts}
	named := map[string]bool{}
	for i := range t.parts {
		part := &t.parts[i]
		if part.name == "word/styles.xml" {
			if styles, err := parseTree(part.body); err == nil {
				t.headings = headingStyles(styles)
			}
		}
		if !isFilled(part.name) {
			continue
		}
		if part.tree, err = parseTree(part.body); err != nil {
			return nil, &TemplateError{File: p.file, Words: part.name + " 读不出来，请用 Word 打开后另存为 .docx"}
		}
		if err := p.check(part.tree, named); err != nil {
			return nil, err
		}
	}
	for _, name := range p.required {
		if !named[name] {
			return nil, p.wrong(name, "缺少必须有的占位符")
		}
	}
	return t, nil
}

// isFilled reports whether a part may hold placeholders.
func isFilled(name string) bool {
	base := strings.TrimPrefix(name, "word/")
	return base == "document.xml" || strings.HasSuffix(base, ".xml") && (strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer"))
}

// headingStyles are the ids of the styles that the template calls 一级标题 and 二级标题.
func headingStyles(styles *node) (ids [2]string) {
	for _, style := range styles.all(wordStyle) {
		for _, name := range style.all("w:name") {
			if i := slices.Index([]string{"一级标题", "二级标题"}, name.attribute("w:val")); i >= 0 && plainID(style.attribute("w:styleId")) {
				ids[i] = style.attribute("w:styleId")
			}
		}
	}
	return ids
}

// plainID reports whether an id can be written into XML as it is.
func plainID(id string) bool { return !strings.ContainsAny(id, `<>&"'`) }

func (p paper) wrong(name, words string) *TemplateError {
	return &TemplateError{File: p.file, Placeholder: name, Words: words + " {{" + name + "}}"}
}

// check finds placeholders that could not be filled, and notes those that are there.
func (p paper) check(n *node, named map[string]bool) error {
	for _, row := range n.all(wordRow) {
		if err := p.checkRow(row); err != nil {
			return err
		}
	}
	for _, paragraph := range n.all(wordParagraph) {
		said := wording(paragraph)
		for _, m := range placeholder.FindAllStringSubmatch(said, -1) {
			name := strings.TrimSpace(m[1])
			if !p.knows(name) {
				e := p.wrong(name, "没有这个占位符")
				e.Words += "，可以用的有：" + strings.Join(p.names(), "、")
				return e
			}
			named[name] = true
		}
		if left := placeholder.ReplaceAllString(said, ""); strings.Contains(left, "{{") || strings.Contains(left, "}}") {
			name := strings.TrimSpace(cutRunes(left[max(0, strings.Index(left, "{{")):], 20))
			return &TemplateError{File: p.file, Placeholder: name, Words: "占位符的括号没有配对：" + name}
		}
		if err := p.check(paragraph, named); err != nil { // frames
			return err
		}
	}
	return p.checkLoose(n)
}

// checkRow refuses a row that names two lists: it could not be repeated for both.
func (p paper) checkRow(row *node) error {
	list := ""
	for _, name := range row.placeholders() {
		of, _, ok := strings.Cut(name, ".")
		if ok && list != "" && of != list {
			return p.wrong(name, "同一行里只能用一种表格占位符，请移到别的行")
		}
		if ok {
			list = of
		}
	}
	return nil
}

// checkLoose refuses a list's placeholder that stands in no row.
func (p paper) checkLoose(n *node) error {
	loose := n.clone()
	loose.without(wordRow)
	for _, name := range loose.placeholders() {
		if strings.Contains(name, ".") && n.name != wordRow && n.name != wordParagraph {
			return p.wrong(name, "只能放在表格的行里")
		}
	}
	return nil
}

// make fills the template of a paper.
func (p *Papers) make(file, name string, v values, rows lists) (ledger.File, error) {
	t, ok := p.templates[file]
	if !ok {
		return ledger.File{}, fmt.Errorf("documents: no template %s", file)
	}
	f := filling{values: v, lists: rows, headings: t.headings}
	parts := slices.Clone(t.parts)
	for i := range parts {
		if parts[i].tree != nil {
			parts[i].body = f.fill(parts[i].tree)
		}
	}
	var out bytes.Buffer
	if err := packTemplate(&out, parts); err != nil {
		return ledger.File{}, err
	}
	return ledger.File{Kind: ledger.FileDocument, Name: fileName(name) + ".docx", Size: int64(out.Len()), Body: out.Bytes()}, nil
}

// fileName is a name that every system takes for a file's.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`+"\n\t", r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.TrimSpace(name))
	return cutRunes(name, 60)
}

func cutRunes(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
