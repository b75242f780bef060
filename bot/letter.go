package bot

import (
	"errors"
	"fmt"
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

	next     int      // the first part that was not said yet
	messages []string // ids of those that were
	doubted  bool     // a reply that may have arrived was said again; that is done once
}

// part is one message of Telegram.
type part struct {
	text    string // or the file's caption
	file    *ledger.File
	buttons *models.InlineKeyboardMarkup
}

// newLetter cuts a text into messages. The buttons come under the last one. A text of
// more than a few messages is sent as a file after its beginning.
func newLetter(to ledger.Address, class ledger.Class, text string, buttons [][]ledger.Button, file *ledger.File, textFile string) (*letter, error) {
	where, err := parseAddress(to)
	if err != nil {
		return nil, err
	}
	markup, err := keyboard(buttons)
	if err != nil {
		return nil, err
	}
	l := &letter{to: where, class: class, parts: parts(valid(text), file, textFile)}
	if len(l.parts) == 0 {
		return nil, errors.New("bot: a message without words")
	}
	l.parts[len(l.parts)-1].buttons = markup
	return l, nil
}

// parts cuts a text, with the file that goes beside it.
func parts(text string, file *ledger.File, textFile string) []part {
	if file != nil && utf16Len(text) <= maxCaption {
		return []part{{text: strings.TrimSpace(text), file: file}}
	}
	var out []part
	for _, piece := range split(text, maxText) {
		if strings.TrimSpace(piece) != "" { // Telegram takes no blank message
			out = append(out, part{text: piece})
		}
	}
	if len(out) > maxMessages {
		const mark = "\uFEFF" // by which Windows knows UTF-8
		out = []part{out[0], {file: &ledger.File{Name: textFile, Body: []byte(mark + text)}}}
	}
	if file != nil {
		out = append(out, part{file: file})
	}
	return out
}

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

// receipt is the evidence of what was said so far.
func (l *letter) receipt() ledger.Receipt {
	return ledger.Receipt{To: chatAddress(l.to.chat), Messages: l.messages}
}
