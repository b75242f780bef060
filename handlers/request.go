package handlers

import (
	"context"
	"time"

	"duban/ledger"
)

// Request is something that somebody said or did in a chat, free of any messenger.
type Request struct {
	Cause string    // identity of the act: "update:8123", "album:1357…"
	At    time.Time // the present: when the program took it up, in the office's zone
	Said  time.Time // when it was said, if it had to wait since then; zero: just now

	From      ledger.PersonID // 0: not a person
	Name      string          // as the messenger shows it; only used when somebody joins
	Anonymous bool            // spoke as a group or a channel: cannot be told apart from others

	Chat      ledger.Address
	ChatTitle string
	Private   bool

	Message   string // this message, "<address>/<id>"; of a pressed button: the message that carries it
	ReplyTo   string // the message that it replies to, in the same form
	Quoted    string // text of that message: the visible code is the fallback
	QuotedOur bool   // that message is the bot's

	Text        string
	Files       []ledger.File
	QuotedFiles []ledger.File // the documents of the message that it replies to
	Button      string        // data of a pressed button
	Edited      bool          // an earlier message was changed
	Album       string        // pictures sent together share it
	Forwarded   Forwarded     // the words are not the sender's own
	Unsupported string        // what came instead of words: voice, sticker, location …

	Turn     func(context.Context) error            // decided ahead of its turn: waits until it may be committed; nil: at once
	Progress func(ctx context.Context, text string) // tells the asker how far a long request is, and lets it go on; never stored; nil: nobody is told

	MovedTo ledger.Address // service: the group has a new address
	Gone    string         // service: the bot was removed or blocked, and why
	Entered bool           // service: the bot was added to the group
}

// Forwarded tells whose words were passed on.
type Forwarded string

// Whose they are; empty: they are the sender's own.
const (
	ForwardedOurs   Forwarded = "ours"   // the bot's
	ForwardedOthers Forwarded = "others" // of somebody else, who may hide
)
