package ledger

import (
	"slices"
	"strings"
)

// FetchMost is the largest file that the messenger lets the program fetch, in bytes. Of a
// larger one nobody could say later what was in it: it is evidence of nothing.
const FetchMost = 20 << 20

// TooLarge reports whether a file cannot be fetched, and so proves nothing.
func (f File) TooLarge() bool { return f.Size > FetchMost }

// proven reports whether any of the files is evidence: a step of a close-out that wants some is
// not passed by the name of a file.
func proven(files []File) bool {
	return slices.ContainsFunc(files, func(f File) bool { return !f.TooLarge() })
}

// Keeps reports whether a record holds a file that came in.
func Keeps(r Record, f File) bool {
	switch r := r.(type) {
	case Report:
		return holds(f, r.Files)
	case Matter:
		return holds(f, r.Files, r.Settled.Files)
	case Notice:
		return slices.ContainsFunc(r.Replies, func(reply NoticeReply) bool { return holds(f, reply.Files, reply.Head.Files, reply.Settled.Files) })
	case Task:
		return holds(f, r.Closeout.Files, r.Superior.Reply.Files) ||
			slices.ContainsFunc(r.Closeout.Passed, func(p Passed) bool { return holds(f, p.Files) }) ||
			slices.ContainsFunc(r.Rechecks, func(l Recheck) bool { return holds(f, l.Files) })
	case Proposal:
		return r.Sheet != nil && r.Sheet.File.Ref == f.Ref || holds(f, r.Files)
	}
	return false
}

func holds(f File, lists ...[]File) bool {
	return slices.ContainsFunc(lists, func(list []File) bool {
		return slices.ContainsFunc(list, func(held File) bool { return held.Ref == f.Ref })
	})
}

// filesDiff names files in an entry, where there are any.
func filesDiff(files []File) []FieldDiff {
	if len(files) == 0 {
		return nil
	}
	return []FieldDiff{{Name: "files", After: fileNames(files)}}
}

// fileNames are the names of files for an entry, with what proves their content.
func fileNames(files []File) string {
	names := make([]string, len(files))
	for i, f := range files {
		if names[i] = f.Name; names[i] == "" {
			names[i] = f.Kind
		}
		if f.SHA256 != "" {
			names[i] += " sha256:" + f.SHA256
		}
	}
	return strings.Join(names, "; ")
}
