package ledger

import (
	"errors"
	"slices"
	"strings"
)

// FetchMost is the largest file that the messenger lets the program fetch, in bytes. Of a
// larger one nobody could say later what was in it: it is evidence of nothing.
const FetchMost = 20 << 20

// TooLarge reports whether a file cannot be fetched, and so proves nothing.
func (f File) TooLarge() bool { return f.Size > FetchMost }

// ErrTooLarge says that a file turned out larger than [FetchMost] when it was fetched.
var ErrTooLarge = errors.New("ledger: the file is too large")

// proves reports whether a file is evidence: the name of one that is too large or that is not here
// is none.
func (f File) proves() bool { return !f.TooLarge() && f.Owed == "" && !f.Lost }

// proven reports whether any of the files is evidence: a step of a close-out that wants some is
// not passed by the name of a file.
func proven(files []File) bool { return slices.ContainsFunc(files, File.proves) }

// awaited reports whether any of the files is still to come.
func awaited(files []File) bool {
	return slices.ContainsFunc(files, func(f File) bool { return f.Owed != "" })
}

// Keeps reports whether a record holds a file that came in.
func Keeps(r Record, f File) bool {
	if p, ok := r.(Proposal); ok && p.Sheet != nil && p.Sheet.File.Ref == f.Ref {
		return true
	}
	return holds(f, FilesOf(r))
}

// FilesOf are the files that came in and that a record holds.
func FilesOf(r Record) []File {
	var all []File
	withFiles(r, func(files []File) []File {
		all = append(all, files...)
		return files
	})
	return all
}

// withFiles is a record with each of its lists of files as change makes it. change must not write
// to the list that it gets.
func withFiles(r Record, change func([]File) []File) Record {
	switch r := r.(type) {
	case Report:
		r.Files = change(r.Files)
		return r
	case Matter:
		r.Files, r.Settled.Files = change(r.Files), change(r.Settled.Files)
		return r
	case Notice:
		r.Replies = slices.Clone(r.Replies)
		for i, reply := range r.Replies {
			reply.Files, reply.Head.Files, reply.Settled.Files = change(reply.Files), change(reply.Head.Files), change(reply.Settled.Files)
			r.Replies[i] = reply
		}
		return r
	case Task:
		r.Closeout.Files, r.Superior.Reply.Files = change(r.Closeout.Files), change(r.Superior.Reply.Files)
		r.Closeout.Passed, r.Rechecks = slices.Clone(r.Closeout.Passed), slices.Clone(r.Rechecks)
		for i := range r.Closeout.Passed {
			r.Closeout.Passed[i].Files = change(r.Closeout.Passed[i].Files)
		}
		for i := range r.Rechecks {
			r.Rechecks[i].Files = change(r.Rechecks[i].Files)
		}
		return r
	case Proposal:
		r.Files = change(r.Files)
		return r
	}
	return r
}

func holds(f File, files []File) bool {
	return slices.ContainsFunc(files, func(held File) bool { return held.Ref == f.Ref })
}

// has reports whether a file is among those that are held, at least as good as it comes: one that
// comes again may be evidence where the first one is not.
func has(held []File, f File) bool {
	return slices.ContainsFunc(held, func(is File) bool { return is.Ref == f.Ref && (is.proves() || !f.proves()) })
}

// joinFiles are files with others that they do not have. What is evidence takes the place of what was
// none.
func joinFiles(held, more []File) []File {
	all := slices.Clone(held)
	for _, f := range more {
		at := slices.IndexFunc(all, func(is File) bool { return is.Ref == f.Ref })
		switch {
		case at < 0:
			all = append(all, f)
		case !all[at].proves() && f.proves():
			all[at] = f
		}
	}
	return all
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
		switch {
		case f.SHA256 != "":
			names[i] += " sha256:" + f.SHA256
		case f.Owed != "":
			names[i] += " owed:" + f.Owed
		case f.Lost:
			names[i] += " lost"
		}
	}
	return strings.Join(names, "; ")
}
