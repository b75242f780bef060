package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// files are those that are owed to us.
type files interface {
	OwedFiles(ctx context.Context, ids ...string) ([]ledger.OwedFile, error)
}

// owed takes a file for one that is still to come.
func (r Request) owed(f ledger.File) ledger.File {
	f.Owed = ledger.OwedFileID(r.Cause, f.Ref)
	return f
}

// withOwedFiles writes down in the same commit what is owed of the files that a change keeps, and where
// they are held: a file that could not be fetched is fetched later, also by the process that comes
// after this one.
func (a *ask) withOwedFiles(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	found := map[string]ledger.File{}
	var ids []string
	for _, r := range change.Put {
		for _, f := range ledger.FilesOf(r) {
			if _, known := found[f.Owed]; f.Owed != "" && !known {
				found[f.Owed], ids = f, append(ids, f.Owed)
			}
		}
	}
	if len(ids) == 0 {
		return change, nil
	}
	there, err := a.h.Book.OwedFiles(ctx, ids...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: files that are owed: %w", err)
	}
	for _, id := range ids {
		at := slices.IndexFunc(there, func(o ledger.OwedFile) bool { return o.ID == id })
		if at < 0 {
			owed, _ := ledger.Owe(found[id], a.Person, a.At).HeldBy(change.Put)
			change.Put, change.Entries = append(change.Put, owed), append(change.Entries, owed.Entry(a.At, owed.File))
			continue
		}
		if owed, more := there[at].HeldBy(change.Put); more {
			change.Put = append(change.Put, owed)
		}
	}
	return change, nil
}

// owedSaid says of the files that came, and that the change keeps, which are still to come.
func (a *ask) owedSaid(change ledger.Change) string {
	var owed []ledger.File
	for _, f := range a.Files {
		if f.Owed != "" && slices.ContainsFunc(change.Put, f.OwedTo) {
			owed = append(owed, f)
		}
	}
	return texts.FilesOwed(owed)
}

// Digest is the SHA-256 of the bytes of a file that somebody sent, in hex. It returns
// [ledger.ErrTooLarge] where the messenger will never let it be fetched.
func (h *Handlers) Digest(ctx context.Context, ref string) (string, error) {
	return h.digest(ctx, ref)
}
