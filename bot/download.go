package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/ledger"
)

// ErrTooLarge says that a file is larger than was allowed.
var ErrTooLarge = fmt.Errorf("bot: %w", ledger.ErrTooLarge)

// Download writes a file that somebody sent, of at most limit bytes. Telegram gives bots
// files up to 20 MB. It returns [ErrTooLarge] when the file is larger; then a part of it
// may have been written.
func (b *Bot) Download(ctx context.Context, ref string, w io.Writer, limit int64) error {
	var file *models.File
	err := b.library(ctx, "getFile", func(ctx context.Context) error {
		var err error
		file, err = b.api.GetFile(ctx, &telegram.GetFileParams{FileID: ref})
		return err
	})
	var refused *CallError
	if errors.As(err, &refused) && strings.Contains(refused.Words, "too big") {
		return ErrTooLarge
	}
	if err != nil {
		return err
	}
	if file.FileSize > limit {
		return ErrTooLarge
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.url+"/file/bot"+b.token+"/"+file.FilePath, http.NoBody)
	if err != nil {
		return fmt.Errorf("bot: download: %w", redact(err, b.token))
	}
	resp, err := b.client.http.Do(req)
	if err != nil {
		return fmt.Errorf("bot: download: %w", redact(err, b.token))
	}
	defer resp.Body.Close() //nolint:errcheck // what matters was read
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("bot: download: status %d", resp.StatusCode)
	}
	n, err := io.Copy(w, io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return fmt.Errorf("bot: download: %w", redact(err, b.token))
	case n > limit:
		return ErrTooLarge
	}
	return nil
}
