package documents

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The bounds of a template.
const (
	maxTemplate     = 5 << 20
	maxTemplateOpen = 40 << 20 // unpacked
	maxParts        = 300
)

//go:embed templates
var templateParts embed.FS

// shared are the parts that all templates have in common, in the order in which Word
// writes them: where they stand in the tree, and in the archive.
var shared = [][2]string{
	{"types.xml", "[Content_Types].xml"},
	{"rels.xml", "_rels/.rels"},
	{"", "word/document.xml"},
	{"document.rels.xml", "word/_rels/document.xml.rels"},
	{"styles.xml", "word/styles.xml"},
	{"settings.xml", "word/settings.xml"},
	{"footer-odd.xml", "word/footer1.xml"},
	{"footer-even.xml", "word/footer2.xml"},
}

// embeddedTemplate is a template that the program ships with, as a Word file.
func embeddedTemplate(p paper) ([]byte, error) {
	var parts []wordPart
	for _, s := range shared {
		name := "shared/" + s[0]
		if s[0] == "" {
			name = p.source
		}
		body, err := templateParts.ReadFile("templates/" + name)
		if err != nil {
			return nil, fmt.Errorf("documents: template: %w", err)
		}
		if p.colour != "" {
			body = bytes.ReplaceAll(body, []byte("LEVEL"), []byte(p.colour))
		}
		parts = append(parts, wordPart{name: s[1], body: body})
	}
	var out bytes.Buffer
	err := packTemplate(&out, parts)
	return out.Bytes(), err
}

// EmbeddedTemplate is a template that the program ships with, to be edited in Word.
func EmbeddedTemplate(file string) ([]byte, error) {
	for _, p := range papers() {
		if p.file == file {
			return embeddedTemplate(p)
		}
	}
	return nil, fmt.Errorf("documents: no template %s", file)
}

// external are relations to what is not in the file; links alone fetch nothing by themselves.
var external = regexp.MustCompile(`(?s)<Relationship\b[^>]*TargetMode\s*=\s*["']External["'][^>]*>`)

// unpackTemplate takes a Word file apart. Programs in it, parts from elsewhere and what
// unpacks to more than a paper are refused.
func unpackTemplate(file string, body []byte) ([]wordPart, error) {
	wrong := func(words string) error { return &TemplateError{File: file, Words: words} }
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, wrong("不是 Word 的 .docx 文件，请用 Word 另存为 .docx（没有密码）")
	}
	if len(archive.File) > maxParts {
		return nil, wrong("压缩包里的文件太多，不像一份公文模板")
	}
	var parts []wordPart
	left := int64(maxTemplateOpen)
	for _, f := range archive.File {
		name := strings.ToLower(path.Clean(f.Name))
		switch {
		case strings.HasSuffix(f.Name, "/"):
			continue
		case strings.Contains(name, "vbaproject") || strings.Contains(name, "vbadata") || strings.Contains(name, "activex") || strings.Contains(name, "embeddings/"):
			return nil, wrong("带有宏或嵌入的程序（" + f.Name + "），请去掉后另存为 .docx")
		}
		content, err := readPart(f, left)
		if err != nil {
			return nil, wrong("解压后太大或已损坏（" + f.Name + "），不像一份公文模板")
		}
		left -= int64(len(content))
		for _, found := range external.FindAll(content, -1) {
			if strings.HasSuffix(name, ".rels") && !bytes.Contains(found, []byte("/hyperlink\"")) {
				return nil, wrong("引用了文件以外的内容（" + f.Name + "），请把图片等直接放进模板")
			}
		}
		if f.Name == "[Content_Types].xml" && bytes.Contains(bytes.ToLower(content), []byte("macroenabled")) {
			return nil, wrong("是带宏的文档，请另存为 .docx")
		}
		parts = append(parts, wordPart{name: f.Name, body: content})
	}
	for _, needed := range []string{"[Content_Types].xml", "word/document.xml"} {
		if !slices.ContainsFunc(parts, func(p wordPart) bool { return p.name == needed }) {
			return nil, wrong("不是 Word 的 .docx 文件，请用 Word 另存为 .docx（没有密码）")
		}
	}
	return parts, nil
}

func readPart(f *zip.File, left int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // it was read
	content, err := io.ReadAll(io.LimitReader(r, left+1))
	if err == nil && int64(len(content)) > left {
		err = errTooLarge
	}
	return content, err
}

// packed is the time of all files in an archive: with it the same paper has the same bytes.
var packed = time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)

func packTemplate(to io.Writer, parts []wordPart) error {
	archive := zip.NewWriter(to)
	for _, p := range parts {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: packed})
		if err == nil {
			_, err = w.Write(p.body)
		}
		if err != nil {
			return fmt.Errorf("documents: paper: %w", err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("documents: paper: %w", err)
	}
	return nil
}
