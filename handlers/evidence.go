package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"duban/ledger"
	"duban/texts"
)

// The bounds of fetching evidence. Telegram gives bots files up to 20 MB, and whoever waits
// for an answer does not wait long: what cannot be fetched is kept by name and size.
const (
	evidenceMost = ledger.FetchMost
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
		if f.TooLarge() || ctx.Err() != nil {
			continue
		}
		digest := sha256.New()
		if err := a.h.Fetch(ctx, f.Ref, digest, evidenceMost); err == nil {
			files[i].SHA256 = hex.EncodeToString(digest.Sum(nil))
		}
	}
	return files
}

// applying lets something be applied for. The files that came with it are fetched only when
// the application counts.
func (a *ask) applying(ctx context.Context, asked ledger.Applying, apply func(ledger.Applying) (ledger.Applied, *ledger.Refusal)) (ledger.Applied, error) {
	asked.Album = a.albumName()
	applied, refusal := apply(asked)
	if refusal == nil && len(a.Files) > 0 {
		asked.Files = a.evidence(ctx)
		applied, refusal = apply(asked)
	}
	if refusal != nil {
		return ledger.Applied{}, refusal
	}
	return applied, nil
}

// along is a text with the files that go beside it, and names those that do not.
func along(text string, files []ledger.File) (string, []ledger.File) {
	sent, named := ledger.Along(files)
	return texts.WithNamed(text, named), sent
}
