package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"duban/ledger"
)

// The stored form of a record is "<rev>\n<marks>\n<json>": scripts compare the revision
// and the marks without reading JSON. The JSON is that of the ledger's own types, whose
// tags are the stored names: a second set of types could only forget a field in silence.
// testdata/v1 pins every name, so a rename cannot pass unseen; fields may be added.
//
// A time keeps the zone that it was thought in, because a civil date is read from it.

// encodeRecord is the value under which a record is stored next.
func encodeRecord(record ledger.Record) (string, error) {
	marks, err := encodeMarks(record.Marks())
	if err != nil {
		return "", err
	}
	body, err := encode(record)
	if err != nil {
		return "", err
	}
	return strconv.FormatInt(record.Revision()+1, 10) + "\n" + marks + "\n" + body, nil
}

// encodeMarks writes "<name>\t<score>" pairs, ordered by name.
func encodeMarks(marks []ledger.Mark) (string, error) {
	sorted := slices.Clone(marks)
	slices.SortFunc(sorted, func(a, b ledger.Mark) int { return strings.Compare(a.Name, b.Name) })
	sorted = slices.Compact(sorted)
	parts := make([]string, 0, 2*len(sorted))
	for i, mark := range sorted {
		if mark.Name == "" || !utf8.ValidString(mark.Name) {
			return "", fmt.Errorf("mark %q has no proper name", mark.Name)
		}
		if i > 0 && sorted[i-1].Name == mark.Name {
			return "", fmt.Errorf("mark %q has two scores", mark.Name)
		}
		parts = append(parts, clean(mark.Name), strconv.FormatInt(mark.Score, 10))
	}
	return strings.Join(parts, "\t"), nil
}

// encode writes JSON as people read it: without escapes for HTML.
func encode(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

var errForm = errors.New("is not of the form revision, marks, record")

// decode reads a stored record and the revision at which it stands.
func decode[T any](value string) (record T, rev int64, err error) {
	first, rest, found := strings.Cut(value, "\n")
	_, body, both := strings.Cut(rest, "\n")
	if !found || !both {
		return record, 0, errForm
	}
	rev, err = strconv.ParseInt(first, 10, 64)
	if err != nil || rev < 1 {
		return record, 0, errForm
	}
	if err := json.Unmarshal([]byte(body), &record); err != nil {
		return record, 0, err
	}
	return record, rev, nil
}

func decodeTask(value string) (ledger.Task, error) {
	task, rev, err := decode[ledger.Task](value)
	task.Rev = rev
	return task, err
}

func decodeReport(value string) (ledger.Report, error) {
	report, rev, err := decode[ledger.Report](value)
	report.Rev = rev
	return report, err
}

func decodeUnit(value string) (ledger.Unit, error) {
	unit, rev, err := decode[ledger.Unit](value)
	unit.Rev = rev
	return unit, err
}

func decodePerson(value string) (ledger.Person, error) {
	person, rev, err := decode[ledger.Person](value)
	person.Rev = rev
	return person, err
}

func decodeChat(value string) (ledger.Chat, error) {
	chat, rev, err := decode[ledger.Chat](value)
	chat.Rev = rev
	return chat, err
}

func decodeInvitation(value string) (ledger.Invitation, error) {
	invitation, rev, err := decode[ledger.Invitation](value)
	invitation.Rev = rev
	return invitation, err
}

func decodeCounter(value string) (ledger.Counter, error) {
	counter, rev, err := decode[ledger.Counter](value)
	counter.Rev = rev
	return counter, err
}

func decodeSlot(value string) (ledger.Slot, error) {
	slot, rev, err := decode[ledger.Slot](value)
	slot.Rev = rev
	return slot, err
}

// Block is one commit in the chain of entries.
type Block struct {
	Seq     int64          `json:"-"`
	Link    string         `json:"-"` // the chain's link at this block
	At      time.Time      `json:"at"`
	Cause   string         `json:"cause"`
	Entries []ledger.Entry `json:"entries,omitempty"`
	Puts    []Put          `json:"puts,omitempty"`
	Sends   []Send         `json:"sends,omitempty"`
}

// Put says which record a block stored, and binds its stored value.
type Put struct {
	Kind   ledger.Kind `json:"kind"`
	Key    string      `json:"key"`
	Rev    int64       `json:"rev"`
	SHA256 string      `json:"sha256"`
}

// Send says which message a block planned, and binds its words.
type Send struct {
	ID     ledger.MessageID `json:"id"`
	To     ledger.Address   `json:"to"`
	Class  ledger.Class     `json:"class"`
	Why    string           `json:"why"`
	SHA256 string           `json:"sha256"`
	About  ledger.About     `json:"about,omitzero"`
}

func decodeBlock(body string) (Block, error) {
	var block Block
	err := json.Unmarshal([]byte(body), &block)
	return block, err
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
