package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"duban/ledger"
	"duban/texts"
)

// evidenceWait is how long all files of a message may take: whoever waits for an answer does
// not wait long. A call that fails at once is made again, evidenceTries in all.
const (
	evidenceWait  = 15 * time.Second
	evidenceTries = 3
)

// decide routes a request. What it would keep of the files that came with it is fetched, and then
// it is decided again: what could not be fetched is kept as owed, and of what is refused nothing is
// fetched.
func (h *Handlers) decide(ctx context.Context, req Request, asker ledger.Asker, likely []ledger.TaskID) (*ask, ledger.Change, error) {
	begin := func(files []ledger.File, large, lost []ledger.File) (*ask, ledger.Change, error) {
		a := &ask{Request: req, Asker: asker, today: ledger.DateOf(req.At), h: h, likely: likely, large: large, lost: lost}
		a.Files = files
		change, err := a.route(ctx)
		return a, change, err
	}
	fit, large := tooLarge(req.Files)
	a, change, err := begin(fit, large, nil)
	if err != nil || h.Fetch == nil || !slices.ContainsFunc(fit, func(f ledger.File) bool { return f.SHA256 == "" && keeps(change, f) }) {
		return a, change, err
	}
	fetched, more, lost, err := h.fetchAll(ctx, fit)
	if err != nil {
		return a, ledger.Change{}, err
	}
	for _, f := range lost {
		fetched = append(fetched, req.owed(f))
	}
	return begin(fetched, append(slices.Clip(large), more...), lost)
}

// tooLarge tells the files that can be fetched from those that are too large for that: these are
// no evidence of anything, and are not kept.
func tooLarge(files []ledger.File) (fit, large []ledger.File) {
	for _, f := range files {
		if f.TooLarge() {
			large = append(large, f)
		} else {
			fit = append(fit, f)
		}
	}
	return fit, large
}

// keeps reports whether a change keeps a file for the first time. Of a file that is imported the
// digest is taken where it is read.
func keeps(change ledger.Change, f ledger.File) bool {
	return slices.ContainsFunc(change.Put, func(r ledger.Record) bool {
		p, proposed := r.(ledger.Proposal)
		return ledger.Keeps(r, f) && (!proposed || p.Sheet == nil)
	})
}

// fetchAll takes the digests of files, all at once; large are those that turn out to be so, lost
// those that could not be had.
func (h *Handlers) fetchAll(ctx context.Context, files []ledger.File) (fetched, large, lost []ledger.File, err error) {
	digests, errs := make([]string, len(files)), make([]error, len(files))
	in, cancel := context.WithTimeout(ctx, evidenceWait)
	defer cancel()
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() { digests[i], errs[i] = h.digest(in, f.Ref) })
	}
	all.Wait()
	if ctx.Err() != nil {
		return nil, nil, nil, fmt.Errorf("handlers: fetch evidence: %w", ctx.Err())
	}
	for i, f := range files {
		switch {
		case errs[i] == nil:
			f.SHA256 = digests[i]
			fetched = append(fetched, f)
		case errors.Is(errs[i], ledger.ErrTooLarge):
			large = append(large, f)
		default:
			lost = append(lost, f)
		}
	}
	return fetched, large, lost, nil
}

// digest is the SHA-256 of a file's bytes, in hex.
func (h *Handlers) digest(ctx context.Context, ref string) (string, error) {
	var err error
	for range evidenceTries {
		if ctx.Err() != nil {
			break
		}
		hash := sha256.New()
		count := &counting{to: hash}
		err = h.Fetch(ctx, ref, count, ledger.FetchMost)
		switch {
		case err == nil:
			return hex.EncodeToString(hash.Sum(nil)), nil
		case errors.Is(err, ledger.ErrTooLarge) || count.n > ledger.FetchMost:
			return "", ledger.ErrTooLarge
		}
	}
	return "", fmt.Errorf("handlers: fetch evidence: %w", err)
}

// counting counts what is written.
type counting struct {
	to io.Writer
	n  int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err //nolint:wrapcheck // a hash never fails
}

// sent are all the files that came.
func (a *ask) sent() []ledger.File { return slices.Concat(a.Files, a.large) }

// bareUnkept reports whether nothing came but files that cannot be kept. What is to be imported has
// words of its own for that.
func (a *ask) bareUnkept() bool {
	return len(a.Files) == 0 && len(a.large) > 0 && strings.TrimSpace(a.Text) == "" && a.bound() && !a.bareSheet()
}

// unkept refuses files that came without a word and cannot be kept: nothing is changed.
func (a *ask) unkept() (ledger.Change, error) {
	return ledger.Change{}, refused(ledger.ReasonUnkept, "")
}

// applying lets something be applied for.
func (a *ask) applying(asked ledger.Applying, apply func(ledger.Applying) (ledger.Applied, *ledger.Refusal)) (ledger.Applied, error) {
	asked.Album = a.albumName()
	applied, refusal := apply(asked)
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
