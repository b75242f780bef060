package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"duban/ledger"
)

// The bounds of fetching evidence. Telegram gives bots files up to 20 MB, and whoever waits
// for an answer does not wait long: what cannot be fetched is kept by name and size.
const (
	evidenceMost = 20 << 20
	evidenceWait = 15 * time.Second // for all files of a message
)

// evidence are the files that came with a message, with the digests of those that could be
// fetched: so that a file that is shown later can be told from another one.
func (a *ask) evidence(ctx context.Context) []ledger.File {
	if a.h.Fetch == nil || len(a.Files) == 0 {
		return a.Files
	}
	ctx, cancel := context.WithTimeout(ctx, evidenceWait)
	defer cancel()
	files := make([]ledger.File, len(a.Files))
	for i, f := range a.Files {
		files[i] = f
		if f.Size > evidenceMost || ctx.Err() != nil {
			continue
		}
		digest := sha256.New()
		if err := a.h.Fetch(ctx, f.Ref, digest, evidenceMost); err == nil {
			files[i].SHA256 = hex.EncodeToString(digest.Sum(nil))
		}
	}
	return files
}
