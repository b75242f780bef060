package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Schema is a machine-readable description of the Bot API. The real server
// ignores what it does not know, so only a strict double finds a misspelt field.
type Schema struct {
	Version string          `json:"version"`
	Methods map[string]form `json:"methods"`
	Types   map[string]form `json:"types"`
}

type form struct {
	Fields   []field  `json:"fields"`
	Subtypes []string `json:"subtypes"`
}

type field struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"`
	Required    bool     `json:"required"`
	Description string   `json:"description"`
}

// LoadSchema reads a description in the form of
// {"methods": {name: {"fields": [{"name", "types", "required", "description"}]}}, "types": …}.
func LoadSchema(path string) (*Schema, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("sandbox: schema: %w", err)
	}
	var s Schema
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("sandbox: schema %s: %w", path, err)
	}
	if len(s.Methods) == 0 || len(s.Types) == 0 {
		return nil, fmt.Errorf("sandbox: schema %s has no methods or no types", path)
	}
	return &s, nil
}

// Check returns what is wrong with a call; it fits Options.Check.
func (s *Schema) Check(method string, params map[string]any) []string {
	called, known := s.Methods[method]
	if !known {
		return []string{"no method " + method}
	}
	c := &checker{schema: s, params: params, used: map[string]bool{}}
	fields := make(map[string]any, len(params))
	for name, value := range params {
		_, isFile := value.(Upload)
		if !isFile || called.field(name) != nil {
			fields[name] = value
		}
	}
	found := c.object(method, called, fields, true)
	for name, value := range params {
		if _, isFile := value.(Upload); isFile && called.field(name) == nil && !c.used[name] {
			found = append(found, method+": part "+name+" is attached to nothing")
		}
	}
	slices.Sort(found)
	return found
}

// field returns the field of that name, or nil.
func (f form) field(name string) *field {
	i := slices.IndexFunc(f.Fields, func(f field) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &f.Fields[i]
}

// checker checks one call and remembers which of its parts were attached.
type checker struct {
	schema *Schema
	params map[string]any
	used   map[string]bool
}

// object checks fields against a form. At the top of a call values may be
// written as text, as forms do.
func (c *checker) object(where string, f form, values map[string]any, top bool) []string {
	var found []string
	for _, f := range f.Fields {
		value, given := values[f.Name]
		if !given || value == nil {
			if f.Required {
				found = append(found, where+": "+f.Name+" is missing")
			}
			continue
		}
		found = append(found, c.field(where+"."+f.Name, f, value, top)...)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if f.field(name) == nil {
			found = append(found, where+": no field "+name)
		}
	}
	return found
}

func (c *checker) field(where string, f field, value any, top bool) []string {
	found := c.oneOf(where, f.Types, value, top)
	text, isText := value.(string)
	if !isText || len(found) > 0 {
		return found
	}
	if part, attached := strings.CutPrefix(text, "attach://"); attached {
		c.used[part] = true
		if _, there := c.params[part].(Upload); !there {
			found = append(found, where+": no part "+part)
		}
	}
	return append(found, wording(where, f.Description, text)...)
}

// wording checks what the description says of a text: its length and its one value.
func wording(where, description, text string) []string {
	if m := regexp.MustCompile(`(\d+)-(\d+) (characters|bytes)`).FindStringSubmatch(description); m != nil {
		size := units(text)
		if m[3] == "bytes" {
			size = len(text)
		}
		low, _ := strconv.Atoi(m[1])
		high, _ := strconv.Atoi(m[2])
		if size > high || size < low {
			return []string{fmt.Sprintf("%s: %d %s, want %s-%s", where, size, m[3], m[1], m[2])}
		}
	}
	if m := regexp.MustCompile(`, must be ([a-z_]+)$`).FindStringSubmatch(description); m != nil && text != m[1] {
		return []string{fmt.Sprintf("%s: %q, want %q", where, text, m[1])}
	}
	return nil
}

// oneOf checks a value against alternatives and tells of the nearest one.
func (c *checker) oneOf(where string, types []string, value any, top bool) []string {
	var nearest []string
	for i, name := range types {
		found := c.value(where, name, value, top)
		if len(found) == 0 {
			return nil
		}
		if i == 0 || len(found) < len(nearest) {
			nearest = found
		}
	}
	return nearest
}

func (c *checker) value(where, name string, value any, top bool) []string {
	if text, isText := value.(string); isText && top && !slices.Contains([]string{"String", "InputFile"}, name) {
		value = opened(text)
	}
	if fits, simple := primitive(name, value); simple {
		if fits {
			return nil
		}
		return []string{fmt.Sprintf("%s: %s, want %s", where, kind(value), name)}
	}
	if inner, isList := strings.CutPrefix(name, "Array of "); isList {
		items, ok := value.([]any)
		if !ok {
			return []string{fmt.Sprintf("%s: %s, want a list", where, kind(value))}
		}
		var found []string
		for i, item := range items {
			found = append(found, c.value(fmt.Sprintf("%s[%d]", where, i), inner, item, false)...)
		}
		return found
	}
	shape, known := c.schema.Types[name]
	if !known {
		return []string{where + ": the schema has no type " + name}
	}
	values, ok := value.(map[string]any)
	if len(shape.Subtypes) > 0 {
		return c.oneOf(where, c.schema.meant(shape.Subtypes, values), value, false)
	}
	if !ok {
		return []string{fmt.Sprintf("%s: %s, want %s", where, kind(value), name)}
	}
	return c.object(where, shape, values, false)
}

// meant are the alternatives that the value's own type field names, or all.
func (s *Schema) meant(types []string, values map[string]any) []string {
	said, _ := values["type"].(string)
	for _, name := range types {
		f := s.Types[name].field("type")
		if f != nil && said != "" && strings.HasSuffix(f.Description, "must be "+said) {
			return []string{name}
		}
	}
	return types
}

// opened is a form's text as the JSON that it holds, or itself.
func opened(text string) any {
	var value any
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if dec.Decode(&value) != nil || dec.More() {
		return text
	}
	return value
}

// primitive tells whether a type has no fields, and whether the value fits it.
func primitive(name string, value any) (fits, simple bool) {
	switch name {
	case "String":
		_, fits = value.(string)
	case "Boolean", "True":
		_, fits = value.(bool)
	case "Integer", "Float":
		var n json.Number
		if n, fits = value.(json.Number); fits && name == "Integer" {
			f, err := n.Float64()
			fits = err == nil && f == math.Trunc(f)
		}
	case "InputFile":
		_, fits = value.(Upload)
	default:
		return false, false
	}
	return fits, true
}

func kind(value any) string {
	switch value.(type) {
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	case Upload:
		return "a file"
	}
	return "an object"
}
