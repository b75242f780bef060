package documents

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// node is a piece of a part of a Word file: an element, or what stands between elements.
// It keeps the bytes as they were written, since Word minds how its namespaces are spelt.
type node struct {
	name       string // w:p; empty: not an element
	attributes []xml.Attr
	open, shut []byte
	text       string // of characters
	kids       []*node
}

// deepest is how far elements may stand in each other.
const deepest = 256

var errMalformed = errors.New("documents: not well-formed")

// parseTree reads a part. It knows no document types: they are refused, and with them
// whatever a file could make of itself while it is read.
func parseTree(part []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(part))
	root := &node{}
	stack := []*node{root}
	for at := int64(0); ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(stack) == 1 {
			return root, nil
		}
		if err != nil {
			return nil, errMalformed
		}
		raw := part[at:d.InputOffset()]
		at = d.InputOffset()
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: qualified(t.Name), attributes: slices.Clone(t.Attr), open: raw}
			top.kids = append(top.kids, n)
			if stack = append(stack, n); len(stack) > deepest {
				return nil, errMalformed
			}
		case xml.EndElement:
			if len(stack) == 1 || top.name != qualified(t.Name) {
				return nil, errMalformed
			}
			top.shut = raw
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{open: raw, text: string(t)})
		case xml.Directive:
			return nil, errMalformed
		default:
			top.kids = append(top.kids, &node{open: raw})
		}
	}
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func (n *node) write(to *bytes.Buffer) {
	to.Write(n.open)
	for _, kid := range n.kids {
		kid.write(to)
	}
	to.Write(n.shut)
}

func (n *node) clone() *node {
	other := *n
	other.kids = make([]*node, len(n.kids))
	for i, kid := range n.kids {
		other.kids[i] = kid.clone()
	}
	return &other
}

// attribute is the value of an attribute; empty if it has none of that name.
func (n *node) attribute(name string) string {
	for _, a := range n.attributes {
		if qualified(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// all are the elements of a name below the node, but none below another element of that name.
func (n *node) all(name string) []*node {
	var found []*node
	for _, kid := range n.kids {
		if kid.name == name {
			found = append(found, kid)
		} else {
			found = append(found, kid.all(name)...)
		}
	}
	return found
}

// without takes the elements of a name out, wherever they stand below the node.
func (n *node) without(name string) {
	n.kids = slices.DeleteFunc(n.kids, func(kid *node) bool { return kid.name == name })
	for _, kid := range n.kids {
		kid.without(name)
	}
}

// pieces are the pieces of text of a paragraph, in their order; those of a paragraph that
// stands in a frame within it are its own.
func (n *node) pieces() []*node {
	var found []*node
	for _, kid := range n.kids {
		switch kid.name {
		case wordText:
			found = append(found, kid)
		case wordParagraph:
		default:
			found = append(found, kid.pieces()...)
		}
	}
	return found
}

// said is the text of a piece.
func (n *node) said() string {
	if n.name == "" {
		return n.text
	}
	var all strings.Builder
	for _, kid := range n.kids {
		all.WriteString(kid.said())
	}
	return all.String()
}

// say sets the text of a piece. Spaces at its ends are kept.
func (n *node) say(text string) {
	var escaped bytes.Buffer
	_ = xml.EscapeText(&escaped, []byte(text)) // a buffer takes everything
	n.open, n.shut = []byte(`<`+wordText+` xml:space="preserve">`), []byte(`</`+wordText+`>`)
	n.kids = []*node{{open: escaped.Bytes(), text: text}}
}

// The elements of WordprocessingML that are worked on.
const (
	wordBody       = "w:body"
	wordText       = "w:t"
	wordParagraph  = "w:p"
	wordProperties = "w:pPr"
	wordRun        = "w:r"
	wordTable      = "w:tbl"
	wordRow        = "w:tr"
	wordStyle      = "w:style"
	wordSection    = "w:sectPr"
)
