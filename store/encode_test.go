package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/ledger"
)

// TestStoredForm holds everything that is stored to testdata/v1: what stands there is
// read for ever, and is what is written today. A new field is added to the files by
// UPDATE=1; that refuses to drop, rename or change what is there.
func TestStoredForm(t *testing.T) {
	stored[ledger.Task](t, "task")
	stored[ledger.Report](t, "report")
	stored[ledger.Unit](t, "unit")
	stored[ledger.Person](t, "person")
	stored[ledger.Chat](t, "chat")
	stored[ledger.Invitation](t, "invitation")
	stored[ledger.Counter](t, "counter")
	stored[ledger.Slot](t, "slot")
	stored[ledger.Matter](t, "matter")
	stored[ledger.Policy](t, "policy")
	stored[ledger.Burden](t, "burden")
	stored[ledger.Notice](t, "notice")
	stored[ledger.Proposal](t, "proposal")
	stored[ledger.Indicator](t, "indicator")
	stored[ledger.Snapshot](t, "snapshot")
	stored[ledger.Campaign](t, "campaign")
	stored[ledger.Bulletin](t, "bulletin")
	stored[ledger.Basis](t, "basis")
	stored[ledger.OwedFile](t, "owed_file")
	stored[ledger.Message](t, "message")
	stored[ledger.Reply](t, "reply")
	stored[Block](t, "block")
}

func stored[T any](t *testing.T, name string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		file := filepath.Join("testdata", "v1", name+".json")
		var sample T
		fill(reflect.ValueOf(&sample).Elem(), name)
		want := indented(t, sample)
		golden, err := os.ReadFile(file)
		if err != nil && os.Getenv("UPDATE") == "" {
			t.Fatal(err)
		}
		if os.Getenv("UPDATE") != "" && !bytes.Equal(golden, want) {
			if lost := lost(t, golden, want); lost != "" {
				t.Fatalf("%s: what is stored would no longer be read: %s", file, lost)
			}
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
			golden = want
		}
		if diff := cmp.Diff(string(golden), string(want)); diff != "" {
			t.Errorf("%s: another form is written today; if a field was added, run UPDATE=1 go test ./store (-want +got):\n%s", file, diff)
		}
		var read T
		if err := json.Unmarshal(golden, &read); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sample, read, cmpopts.EquateComparable(ledger.Date(0))); diff != "" {
			t.Errorf("%s is read as something else (-want +got):\n%s", file, diff)
		}
	})
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	text, err := encode(v)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), '\n')
}

// fill gives every stored field, however deep, a value that tells it from the others.
func fill(v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 3, 9, 9, 30, 0, len(name), time.FixedZone("", 8*3600))))
		return
	case ledger.Date:
		v.SetInt(int64(ledger.NewDate(2026, 1, len(name))))
		return
	case []byte:
		v.SetBytes([]byte(name))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if tag != "-" {
				fill(v.Field(i), strings.ToLower(v.Type().Field(i).Name))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name)
	case reflect.String:
		v.SetString(name + " <督&办>")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(len(name)))
	default:
		panic("the sample knows no " + v.Kind().String()) // a new sort of field
	}
}

// lost names what stands in the old form and no longer in the new one.
func lost(t *testing.T, old, today []byte) string {
	t.Helper()
	if len(old) == 0 {
		return ""
	}
	var a, b any
	if err := json.Unmarshal(old, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(today, &b); err != nil {
		t.Fatal(err)
	}
	return missing("", a, b)
}

func missing(path string, old, today any) string {
	switch old := old.(type) {
	case map[string]any:
		fields, _ := today.(map[string]any)
		for name, value := range old {
			if found := missing(path+"."+name, value, fields[name]); found != "" {
				return found
			}
		}
		return ""
	case []any:
		list, _ := today.([]any)
		for i, value := range old {
			if i >= len(list) {
				return fmt.Sprintf("%s[%d]", path, i)
			}
			if found := missing(fmt.Sprintf("%s[%d]", path, i), value, list[i]); found != "" {
				return found
			}
		}
		return ""
	default:
		if old != today {
			return fmt.Sprintf("%s: %v became %v", path, old, today)
		}
		return ""
	}
}

func TestLost(t *testing.T) {
	tests := []struct{ name, old, today, want string }{
		{"nothing", `{"a":[{"b":1}]}`, `{"a":[{"b":1}]}`, ""},
		{"a field more", `{"a":[{"b":1}]}`, `{"a":[{"b":1,"c":2}],"d":3}`, ""},
		{"a field renamed", `{"a":[{"b":1}]}`, `{"a":[{"c":1}]}`, ".a[0].b: 1 became <nil>"},
		{"another form", `{"a":"2026-01-01"}`, `{"a":20454}`, ".a: 2026-01-01 became 20454"},
		{"no list", `{"a":["x"]}`, `{"a":"x"}`, ".a[0]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := lost(t, []byte(tt.old), []byte(tt.today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name, value string
		rev         int64
		ok          bool
	}{
		{"a record", "3\nall:*\t20514\n{\"id\":\"2026-001\"}", 3, true},
		{"without marks", "1\n\n{\"id\":\"2026-001\"}", 1, true},
		{"a field of a later version", "1\n\n{\"id\":\"2026-001\",\"later\":[1]}", 1, true},
		{"nothing", "", 0, false},
		{"no marks", "1\n{\"id\":\"2026-001\"}", 0, false},
		{"no revision", "x\n\n{}", 0, false},
		{"a revision that was never written", "0\n\n{}", 0, false},
		{"cut off", "1\n\n{\"id\":\"2026", 0, false},
		{"another sort of value", "1\n\n{\"id\":5}", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			task, err := decodeTask(tt.value)
			if (err == nil) != tt.ok || task.Rev != tt.rev || (tt.ok && task.ID != "2026-001") {
				t.Errorf("got %q at %d, %v", task.ID, task.Rev, err)
			}
		})
	}
}

// FuzzDecode reads any stored value: it is an error, or it is stored as the same again.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"task", "report", "unit", "person", "chat", "invitation", "counter", "slot", "block", "reply"} {
		golden, err := os.ReadFile(filepath.Join("testdata", "v1", name+".json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add("2\nall:*\t20514\tm\t-1\n" + string(golden))
		f.Add(string(golden))
	}
	f.Fuzz(func(t *testing.T, value string) {
		again(t, value, decodeTask)
		again(t, value, decodeReport)
		again(t, value, decodeUnit)
		again(t, value, decodePerson)
		again(t, value, decodeChat)
		again(t, value, decodeInvitation)
		again(t, value, decodeCounter)
		again(t, value, decodeSlot)
		if block, err := decodeBlock(value); err == nil {
			if _, err := encode(block); err != nil {
				t.Errorf("a block that was read is not written: %v", err)
			}
		}
	})
}

func again[T ledger.Record](t *testing.T, value string, decode func(string) (T, error)) {
	t.Helper()
	first, err := decode(value)
	if err != nil {
		return
	}
	if first.Revision() < 1 {
		t.Errorf("read at revision %d", first.Revision())
	}
	text, err := encode(first)
	if err != nil {
		return // a year beyond 9999 is read and not written
	}
	second, err := decode(fmt.Sprintf("%d\n\n%s", first.Revision(), text))
	if err != nil {
		t.Fatalf("%s is not read again: %v", text, err)
	}
	if more, err := encode(second); err != nil || more != text {
		t.Errorf("stored as %s and then as %s, %v", text, more, err)
	}
}
