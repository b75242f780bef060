// Package config is what the operator sets: by environment and by a YAML file, every key
// both ways. All mistakes are told at once, each with the place where it stands, and
// secrets are never printed.
//
// The room must not know Redis, Telegram or what the settings are used for.
package config

import (
	"log/slog"
	"time"

	"duban/ledger"
)

// Config is a complete set of settings.
type Config struct {
	Token         Secret
	APIURL        string
	RedisURL      Secret // may carry a password
	RedisURLSet   bool   // false: the default stands in for it
	Listen        string
	WebhookURL    string
	WebhookSecret Secret
	Office        string // names the keys in Redis
	OfficeName    string // as people call it
	Templates     string // folder of the office's own Word templates; empty: those of the program
	Zone          *time.Location
	Rhythms       []Rhythm
	Quiet         ledger.Quiet
	Limits        ledger.LimitOptions
	Calendar      ledger.Calendar
	FontPath      string // of the pictures; empty: the embedded font
	Font          []byte // what that file holds
	Log           Log
}

// Log is how the program tells what it does.
type Log struct {
	Level  slog.Level
	Format string // text or json
}

// Secret is a setting that is never printed.
type Secret string

const hidden = "(secret)"

// Reveal gives the value itself, for whoever must use it.
func (s Secret) Reveal() string { return string(s) }

// String hides the value.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// GoString hides the value from %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue hides the value from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText hides the value from every encoding.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
