package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"

	"duban/ledger"
)

// letter is something to be said in a chat, cut into what Telegram takes, and how far
// that has been done: what was said is not said again when the rest is tried once more.
type letter struct {
	to      target
	replyTo int // the asker's message, in a group
	class   ledger.Class
	parts   []part
	begin   func(ctx context.Context) error // is told before the first call; may be nil

	next     int           // the first part that was not said yet
	messages []string      // ids of those that were
	sent     []ledger.File // their files, without the bytes
	doubted  bool          // a reply that may have arrived was said again; that is done once
}

// part is one message of Telegram.
type part struct {
	text    string        // or the file's caption
	files   []ledger.File // one, or the pictures of an album
	buttons *models.InlineKeyboardMarkup
}

// newLetter cuts a text into messages. The buttons come under the last one. A text of
// more than a few messages is sent as a file after its beginning.
func newLetter(to ledger.Address, class ledger.Class, text string, buttons [][]ledger.Button, files []ledger.File, textFile string) (*letter, error) {
	where, err := parseAddress(to)
	if err != nil {
		return nil, err
	}
	markup, err := keyboard(buttons)
	if err != nil {
		return nil, err
	}
	l := &letter{to: where, class: class, parts: parts(valid(text), files, textFile)}
	if len(l.parts) == 0 {
		return nil, errors.New("bot: a message without words")
	}
	l.parts[l.keyboardAt()].buttons = markup
	return l, nil
}

// keyboardAt is the part under which the buttons come: the last one that may have any.
func (l *letter) keyboardAt() int {
	for i, p := range slices.Backward(l.parts) {
		if len(p.files) < 2 {
			return i
		}
	}
	return 0
}

// parts cuts a text, with the files that go beside it. A single file takes a short text for
// its caption.
func parts(text string, files []ledger.File, textFile string) []part {
	if len(files) == 1 && utf16Len(text) <= maxCaption {
		return []part{{text: strings.TrimSpace(text), files: files}}
	}
	var out []part
	for _, piece := range split(text, maxText) {
		if strings.TrimSpace(piece) != "" { // Telegram takes no blank message
			out = append(out, part{text: piece})
		}
	}
	if len(out) > maxMessages {
		const mark = "\uFEFF" // by which Windows knows UTF-8
		out = []part{out[0], {files: []ledger.File{{Name: textFile, Body: []byte(mark + text)}}}}
	}
	return append(out, enclosed(files)...)
}

// enclosed puts pictures that follow one another into albums, and each paper into a message
// of its own.
func enclosed(files []ledger.File) []part {
	var out []part
	for _, f := range files {
		last := len(out) - 1
		if last >= 0 && isPicture(f) && isPicture(out[last].files[0]) && len(out[last].files) < maxAlbum {
			out[last].files = append(out[last].files, f)
			continue
		}
		out = append(out, part{files: []ledger.File{f}})
	}
	return out
}

func isPicture(f ledger.File) bool { return f.Kind == ledger.FilePhoto }

func keyboard(buttons [][]ledger.Button) (*models.InlineKeyboardMarkup, error) {
	if len(buttons) == 0 {
		return nil, nil
	}
	markup := &models.InlineKeyboardMarkup{InlineKeyboard: make([][]models.InlineKeyboardButton, 0, len(buttons))}
	for _, row := range buttons {
		line := make([]models.InlineKeyboardButton, 0, len(row))
		for _, b := range row {
			if b.Data == "" || len(b.Data) > maxData || b.Label == "" {
				return nil, fmt.Errorf("bot: the button %q has %d bytes of data, Telegram takes 1 to %d", b.Label, len(b.Data), maxData)
			}
			line = append(line, models.InlineKeyboardButton{Text: b.Label, CallbackData: b.Data})
		}
		markup.InlineKeyboard = append(markup.InlineKeyboard, line)
	}
	return markup, nil
}

// shed leaves out of the next part the files that the messenger will not send again by their
// names: the words, which speak of them, arrive without them. False: it has none.
func (l *letter) shed() bool {
	p := &l.parts[l.next]
	if len(p.files) == 0 || p.files[0].Ref == "" {
		return false
	}
	p.files = nil
	if p.text == "" {
		l.parts = slices.Delete(l.parts, l.next, l.next+1)
	}
	return true
}

// begun tells once that the letter is about to be said.
func (l *letter) begun(ctx context.Context) error {
	if l.begin == nil {
		return nil
	}
	if err := l.begin(ctx); err != nil {
		return err
	}
	l.begin = nil
	return nil
}

// receipt is the evidence of what was said so far.
func (l *letter) receipt() ledger.Receipt {
	return ledger.Receipt{To: chatAddress(l.to.chat), Messages: l.messages, Files: l.sent}
}

// said notes that the next part arrived.
func (l *letter) said(v verdict) {
	files := l.parts[l.next].files
	for i, f := range files {
		if len(v.files) == len(files) {
			f.Ref = v.files[i]
		}
		l.sent = append(l.sent, f.Proof())
	}
	l.next++
	l.messages = append(l.messages, v.messages...)
}
