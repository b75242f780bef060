package config

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// setting is a value of the file and where it stands.
type setting struct {
	value  string
	list   []string
	source string // duban.yaml:12
}

// flatten reads a YAML file of keys and sections into paths. Its errors never print the
// lines of the file: a neighbouring one may hold the token.
func flatten(name string, body []byte) (map[string]setting, error) {
	file, err := parser.ParseBytes(bytes.TrimPrefix(body, []byte("\ufeff")), 0) // as a Windows editor saves it
	if err != nil {
		return nil, errors.New(yaml.FormatError(err, false, false))
	}
	found := map[string]setting{}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if err := walk(name, "", doc.Body, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func walk(name, path string, node ast.Node, found map[string]setting) error {
	at := setting{source: fmt.Sprintf("%s:%d", name, node.GetToken().Position.Line)}
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, value := range n.Values {
			if err := walk(name, path, value, found); err != nil {
				return err
			}
		}
		return nil
	case *ast.MappingValueNode:
		key := n.Key.String()
		if path != "" {
			key = path + "." + key
		}
		if _, twice := found[key]; twice {
			return fmt.Errorf("line %d: key %q twice", n.Key.GetToken().Position.Line, key)
		}
		return walk(name, key, n.Value, found)
	case *ast.SequenceNode:
		for _, value := range n.Values {
			at.list = append(at.list, scalar(value))
		}
	case *ast.NullNode:
		return nil
	default:
		if path == "" {
			return fmt.Errorf("line %d: not a list of keys", node.GetToken().Position.Line)
		}
		at.value = scalar(node)
	}
	found[path] = at
	return nil
}

func scalar(node ast.Node) string {
	if s, ok := node.(*ast.StringNode); ok {
		return s.Value
	}
	if l, ok := node.(*ast.LiteralNode); ok {
		return l.Value.Value
	}
	return node.GetToken().Value
}

func sortedPaths(found map[string]setting) []string { return slices.Sorted(maps.Keys(found)) }
