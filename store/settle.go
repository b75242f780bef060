package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

// The bounds of trying again.
const (
	oldest       = 24 * time.Hour // after that nobody waits for the words any more
	mostUnknowns = 3              // of a notice: two repetitions marked as such
	mostReplies  = 2              // of a reply: one repetition
	mostLapses   = 20             // of a notice whose senders died: that is no doubt about the messenger
	mostRaces    = 5              // of two that settle the same message
)

// Settle stores what an attempt to send ended with, together with its entry and what
// the sent messages were about. Only the first end of a message counts, except that a
// late receipt is always kept: it is evidence. Repeating a Settle is safe.
func (s *Store) Settle(ctx context.Context, now time.Time, settlement ledger.Settlement) error {
	for range mostRaces {
		messages, err := s.Messages(ctx, settlement.ID)
		if err != nil {
			return err
		}
		if len(messages) == 0 {
			return fmt.Errorf("store: settle %s: there is no such message", settlement.ID)
		}
		ending, err := endOf(messages[0], now, settlement)
		if err != nil {
			return fmt.Errorf("store: settle %s: %w", settlement.ID, err)
		}
		if ending == nil {
			return nil
		}
		done, err := s.settle(ctx, now, messages[0], *ending)
		if err != nil {
			return fmt.Errorf("store: settle %s: %w", settlement.ID, err)
		}
		if done {
			return nil
		}
	}
	return fmt.Errorf("store: settle %s: %w", settlement.ID, ledger.ErrStale)
}

// ending is what becomes of a message after an attempt.
type ending struct {
	state   State
	unknown int
	lapsed  int
	reason  string
	receipt ledger.Receipt
	hold    time.Time // the chat is to be left alone until then
	moved   ledger.Address
	what    ledger.What // the entry; empty: none
}

// endOf decides what becomes of a message; nil: nothing, it was settled before.
func endOf(m Sending, now time.Time, s ledger.Settlement) (*ending, error) {
	if s.Outcome == ledger.OutcomeSent {
		return sentEnd(m, s), nil
	}
	switch {
	case m.State == StateClaimed && s.Lapsed: // nothing of it was said: no doubt, and not one of its tries
		s = ledger.Settlement{ID: s.ID, Outcome: ledger.OutcomeRetry, Reason: "its sender died before the call"}
	case m.State != StateClaimed && m.State != StateSending:
		return nil, nil
	}
	failed := &ending{unknown: m.Unknown, lapsed: m.Lapsed, reason: s.Reason}
	switch s.Outcome {
	case ledger.OutcomeRefused:
		failed.state, failed.what = StateRefused, ledger.WhatRefused
	case ledger.OutcomeUnknown:
		unknownEnd(failed, m, now, s)
	case ledger.OutcomeRetry, ledger.OutcomeMoved:
		if s.Outcome == ledger.OutcomeMoved && (s.MovedTo == "" || s.MovedTo == m.To) {
			return nil, fmt.Errorf("it moved from %q to %q", m.To, s.MovedTo)
		}
		failed.state, failed.moved = StatePlanned, s.MovedTo
		if s.Outcome == ledger.OutcomeRetry {
			failed.moved, failed.hold = "", s.NotBefore
		}
		if now.Sub(m.Due) > oldest {
			failed.state, failed.what = StateRefused, ledger.WhatRefused
			failed.reason = strings.TrimSuffix("expired: "+s.Reason, ": ")
		}
	case ledger.OutcomeSent:
		return nil, errors.New("unreachable: sent is decided above")
	default:
		return nil, fmt.Errorf("no such outcome: %q", s.Outcome)
	}
	return failed, nil
}

func sentEnd(m Sending, s ledger.Settlement) *ending {
	receipt := s.Receipt
	if receipt.To == "" {
		receipt.To = m.To
	}
	if m.State == StateSent && receipt.To == m.Receipt.To && slices.Equal(receipt.Messages, m.Receipt.Messages) {
		return nil
	}
	sent := &ending{state: StateSent, unknown: m.Unknown, lapsed: m.Lapsed, receipt: receipt}
	if m.Class != ledger.ClassReply {
		sent.what = ledger.WhatDelivered
	}
	return sent
}

// unknownEnd decides by class: a notice and a reply are said again, a digest is left to
// the next slot. A notice whose sender died is said again until it is known to have arrived
// or was refused, within bounds that no run of kills reaches by chance; what ends there has an
// entry, which the office reads in the evening.
func unknownEnd(e *ending, m Sending, now time.Time, s ledger.Settlement) {
	if s.Lapsed && m.Class == ledger.ClassNotice {
		if e.lapsed++; e.lapsed < mostLapses && now.Sub(m.Due) <= oldest {
			e.state = StatePlanned
			return
		}
		e.state, e.what = StateUnknown, ledger.WhatUnknown
		return
	}
	e.unknown++
	most := 1
	switch m.Class {
	case ledger.ClassNotice:
		most = mostUnknowns
	case ledger.ClassReply:
		most = mostReplies
	case ledger.ClassDigest:
	}
	if e.unknown < most {
		e.state, e.hold = StatePlanned, s.NotBefore
		return
	}
	e.state, e.what = StateUnknown, ledger.WhatUnknown
}

// settle runs settle.lua; false: somebody else settled the message meanwhile.
func (s *Store) settle(ctx context.Context, now time.Time, m Sending, e ending) (bool, error) {
	life := int64(messageLife / time.Second)
	if e.state == StatePlanned {
		life = 0
	}
	receipt := ""
	if e.receipt.To != "" {
		receipt = strings.TrimSpace(string(e.receipt.To) + " " + strings.Join(e.receipt.Messages, " "))
	}
	hold := int64(0)
	if e.hold.After(now) {
		hold = millis(e.hold)
	}
	keys := []string{
		s.keys.head(), s.keys.chain(), s.keys.ready(), s.keys.busy(), s.keys.sending(),
		s.keys.owing(), s.keys.message(m.ID), s.keys.queue(m.To),
	}
	kept, err := keptOf(m, e)
	if err != nil {
		return false, err
	}
	args := []any{
		m.version, string(m.ID), string(m.To), m.order,
		string(e.state), e.unknown, e.lapsed, e.reason, receipt, kept,
		life, hold, string(e.moved), s.keys.queue(e.moved), s.keys.message(""),
		len(e.receipt.Messages),
	}
	for _, id := range e.receipt.Messages {
		args = append(args, s.keys.said(messageName(e.receipt.To, id)))
	}
	about, err := encode(m.About)
	if err != nil {
		return false, err
	}
	args = append(args, about, int64(saidLife/time.Second))
	if args, err = s.blockArgs(args, deliveryBlock(now, m, e)); err != nil {
		return false, err
	}
	said, err := s.write(ctx, s.scripts.settle, keys, args...).Text()
	return said == "done", err
}

// keptOf is what stays of a message that was sent: of its files what proves them, since
// nobody sends their bytes again. What was refused or is in doubt stays whole. Empty: it stays
// as it is.
func keptOf(m Sending, e ending) (string, error) {
	if e.state != StateSent || !slices.ContainsFunc(m.Files, func(f ledger.File) bool { return len(f.Body) > 0 }) {
		return "", nil
	}
	m.Files = proofs(m, e)
	return encode(m.Message)
}

// proofs are the files of a message without their bytes: as they went out, if that is known.
func proofs(m Sending, e ending) []ledger.File {
	files := slices.Clone(m.Files)
	if len(e.receipt.Files) > 0 {
		files = slices.Clone(e.receipt.Files)
	}
	for i, f := range files {
		files[i] = f.Proof()
	}
	return files
}

// deliveryBlock is the evidence: what was said where, and what became of it.
func deliveryBlock(now time.Time, m Sending, e ending) Block {
	block := Block{At: now, Cause: "delivery:" + string(m.ID)}
	if e.what == "" {
		return block
	}
	entry := ledger.Entry{At: now, Unit: m.About.Unit, What: e.what, Why: e.reason}
	if e.reason == "" {
		entry.Why = m.Why
	}
	add := func(name, after string) {
		if after != "" {
			entry.Fields = append(entry.Fields, ledger.FieldDiff{Name: name, After: after})
		}
	}
	add("message", string(m.ID))
	add("class", string(m.Class))
	add(fieldBulletin, string(m.About.Bulletin))
	add("to", string(m.To))
	add("sha256", digest(m.Text))
	add("attempt", strconv.Itoa(m.Attempt))
	for _, f := range proofs(m, e) {
		if f.SHA256 != "" {
			add("file", f.Name+" "+f.SHA256)
		}
	}
	for _, id := range e.receipt.Messages {
		add("receipt", messageName(e.receipt.To, id))
	}
	if len(m.About.Tasks) == 1 {
		entry.Task = m.About.Tasks[0]
	} else {
		names := make([]string, len(m.About.Tasks))
		for i, task := range m.About.Tasks {
			names[i] = string(task)
		}
		add(fieldTasks, strings.Join(names, " "))
	}
	block.Entries = []ledger.Entry{entry}
	return block
}
