package ledger

import "slices"

// FetchMost is the largest file that the messenger lets the program fetch, in bytes. Of a
// larger one only the name and the size are kept, without its SHA-256: it proves nothing.
const FetchMost = 20 << 20

// TooLarge reports whether a file is kept by name and size only.
func (f File) TooLarge() bool { return f.Size > FetchMost }

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
		return holds(f, r.Closeout.Files) ||
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
