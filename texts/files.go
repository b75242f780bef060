package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// WithNamed adds to a message the files that do not go along with it, by their names.
func WithNamed(text string, named []ledger.File) string {
	if len(named) == 0 {
		return text
	}
	const shown = 5
	var names []string
	for _, f := range named[:min(len(named), shown)] {
		names = append(names, fileName(f))
	}
	more := ""
	if len(named) > shown {
		more = "等"
	}
	return fmt.Sprintf("%s\n另有附件%d个没有随本消息发送：%s%s", text, len(named), strings.Join(names, "、"), more)
}

// WithEvidence says of a task that the files of what waits for the reader go along.
func WithEvidence(text string, n int) string {
	return fmt.Sprintf("%s\n等您决定的申请有附件%d个，附后。", text, n)
}

// fileName is what a file is called; pictures have no names of their own.
func fileName(f ledger.File) string {
	switch {
	case f.Name != "":
		return f.Name
	case f.Kind == ledger.FilePhoto:
		return "照片"
	default:
		return "附件"
	}
}
