package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"duban/ledger"
	"duban/store"
)

// told is why a message was said.
type told struct {
	Class   ledger.Class    `json:"class"` // a reply has nothing but its entries
	ID      string          `json:"id,omitempty"`
	Job     string          `json:"job,omitempty"`
	Slot    *time.Time      `json:"slot,omitempty"`
	Why     string          `json:"why,omitempty"`
	Reasons []string        `json:"reasons,omitempty"` // codes of the occasions, the most urgent first
	State   store.State     `json:"state,omitempty"`
	Attempt int             `json:"attempt,omitempty"`
	Unit    ledger.UnitID   `json:"unit,omitempty"`
	Tasks   []ledger.TaskID `json:"tasks,omitempty"`
	Entries []ledger.Entry  `json:"entries"`
}

const (
	whyEntries   = 40   // of the task that are shown
	whyDelivered = 2000 // deliveries among which a message without a task is looked for
)

// why tells what made a message of the bot.
func (d *demo) why(r *http.Request) (any, error) {
	chat, err := number(r, "chat")
	if err != nil {
		return nil, err
	}
	id, err := number(r, "message")
	if err != nil {
		return nil, err
	}
	w := d.now().world
	address := ledger.Address(fmt.Sprintf("tg:%d", chat))
	name := fmt.Sprintf("%s/%d", address, id)
	asker, err := w.store.Asker(r.Context(), 0, address, name)
	if err != nil {
		return nil, err
	}
	out := told{Class: ledger.ClassReply, Unit: asker.About.Unit, Tasks: asker.About.Tasks, Entries: []ledger.Entry{}}
	for _, task := range out.Tasks {
		entries, err := w.store.EntriesOf(r.Context(), task, whyEntries)
		if err != nil {
			return nil, err
		}
		out.Entries = append(out.Entries, entries...)
	}
	slices.SortStableFunc(out.Entries, func(a, b ledger.Entry) int { return b.At.Compare(a.At) })
	delivered, err := w.delivered(r.Context(), out.Entries, name)
	if err != nil || delivered == nil {
		return out, err
	}
	return out, w.explain(r.Context(), &out, *delivered)
}

// delivered is the evidence that a message arrived; nil: it was a reply, which leaves none.
func (w *world) delivered(ctx context.Context, entries []ledger.Entry, name string) (*ledger.Entry, error) {
	is := func(e ledger.Entry) bool {
		return e.What == ledger.WhatDelivered && slices.Contains(fields(e, "receipt"), name)
	}
	if i := slices.IndexFunc(entries, is); i >= 0 {
		return &entries[i], nil
	}
	all, err := w.store.EntriesOfKind(ctx, time.Time{}, whyDelivered, ledger.WhatDelivered)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(all, is); i >= 0 {
		return &all[i], nil
	}
	return nil, nil
}

// explain adds slot, reasons and outcome of a message that was owed.
func (w *world) explain(ctx context.Context, out *told, delivered ledger.Entry) error {
	id := strings.Join(fields(delivered, "message"), "")
	messages, err := w.store.Messages(ctx, ledger.MessageID(id))
	if err != nil || len(messages) == 0 {
		return err
	}
	m := messages[0]
	out.Class, out.ID, out.Why, out.State, out.Attempt = m.Class, id, m.Why, m.State, m.Attempt
	job, at, _ := strings.Cut(m.Why, " ")
	if slot, err := time.Parse(time.RFC3339, at); err == nil {
		out.Job, out.Slot = job, &slot
	}
	for _, e := range out.Entries {
		if e.What != ledger.WhatTold || e.Unit != out.Unit || e.At.After(delivered.At) || delivered.At.Sub(e.At) > shortWait {
			continue
		}
		for one := range strings.SplitSeq(e.Why, ",") {
			code, _, _ := strings.Cut(strings.TrimSpace(one), " ")
			if !slices.Contains(out.Reasons, code) {
				out.Reasons = append(out.Reasons, code)
			}
		}
	}
	return nil
}

func fields(e ledger.Entry, name string) []string {
	var found []string
	for _, f := range e.Fields {
		if f.Name == name {
			found = append(found, f.After)
		}
	}
	return found
}

// silence is what was due and not said, for one reason, to one unit, or by one job.
type silence struct {
	From  time.Time     `json:"from"` // when the first of them was due
	To    time.Time     `json:"to"`   // and the last
	N     int           `json:"n"`
	Unit  ledger.UnitID `json:"unit,omitempty"`
	Task  ledger.TaskID `json:"task,omitempty"` // if they are all about one
	Job   string        `json:"job,omitempty"`
	What  ledger.What   `json:"what"`
	Why   string        `json:"why"`
	tasks map[ledger.TaskID]bool
}

// unsaid are silences, the latest first, and how far back they were looked for.
type unsaid struct {
	Since time.Time `json:"since"`
	Cut   bool      `json:"cut"` // there are more, from before Since
	List  []silence `json:"list"`
}

const (
	silenceDays = 31
	silences    = 2000 // entries that are read
)

// unsent lists the slots and messages that were not sent.
func (d *demo) unsent(r *http.Request) (any, error) {
	w := d.now().world
	since := w.clock.Now().AddDate(0, 0, -silenceDays)
	entries, err := w.store.EntriesOfKind(r.Context(), since, silences,
		ledger.WhatNotTold, ledger.WhatRefused, ledger.WhatUnknown, ledger.WhatSlot)
	if err != nil {
		return nil, err
	}
	out := unsaid{Since: since, Cut: len(entries) >= silences, List: group(entries)}
	if out.Cut {
		out.Since = slices.MinFunc(entries, func(a, b ledger.Entry) int { return a.At.Compare(b.At) }).At
	}
	return out, nil
}

// group puts together what was not said to the same unit, or by the same job, for the same
// reason.
func group(entries []ledger.Entry) []silence {
	type key struct{ whom, why string }
	index, found := map[key]int{}, []silence{}
	for _, e := range entries {
		if e.What == ledger.WhatSlot && e.Why == "" { // it was worked
			continue
		}
		job := strings.Join(fields(e, ledger.SlotJob), "")
		first, n := e.Unsaid()
		last := first
		if due, err := time.Parse(time.RFC3339, strings.Join(fields(e, ledger.SlotDue), "")); err == nil {
			first = due
		}
		k := key{string(e.Unit) + "/" + job, e.Why}
		i, ok := index[k]
		if !ok {
			i, index[k] = len(found), len(found)
			found = append(found, silence{From: first, To: last, Unit: e.Unit, Job: job, What: e.What, Why: e.Why, tasks: map[ledger.TaskID]bool{}})
		}
		s := &found[i]
		s.N += n
		if first.Before(s.From) {
			s.From = first
		}
		if last.After(s.To) {
			s.To = last
		}
		s.tasks[e.Task] = true
		if s.Task = e.Task; len(s.tasks) > 1 {
			s.Task = ""
		}
	}
	slices.SortStableFunc(found, func(a, b silence) int { return b.To.Compare(a.To) })
	return found
}

// account is what was said against what was done: figures of the sandbox, of the inbox and
// of the chain, each counted by itself.
type account struct {
	Said      int64 `json:"said"`      // updates that people's acts made
	Forgotten int64 `json:"forgotten"` // that Telegram no longer kept when the bot came
	Waits     int64 `json:"waits"`     // at Telegram
	Inbox     int64 `json:"inbox"`
	Handled   int64 `json:"handled"`
	Lost      int64 `json:"lostCount"`
	Twice     int64 `json:"twice"` // causes that the chain has more than once
	Blocks    int64 `json:"blocks"`
	Owing     int64 `json:"owing"`
	Repeated  int64 `json:"repeated"` // messages that were said twice in a row
	Retried   int64 `json:"retried"`  // calls that Telegram refused for being too many, and that were made again

	causes map[string]bool
}

const (
	inboxRead  = 1000
	blocksRead = 500
)

// audit makes the account. Nothing else happens meanwhile, so that the figures belong together.
func (d *demo) audit(r *http.Request) (any, error) {
	d.work.Lock()
	defer d.work.Unlock()
	w, a := d.now().world, d.account
	offered := w.telegram.Offered()
	a.Said, a.Waits, a.Forgotten = offered.Updates, offered.Pending, offered.Forgotten
	inbox, err := w.store.Waiting(r.Context(), "", inboxRead, 0)
	if err != nil {
		return nil, err
	}
	a.Inbox = int64(len(inbox))
	a.Handled, _ = w.books.figures()
	a.Lost = a.Said - a.Forgotten - a.Waits - a.Inbox - a.Handled
	if a.Owing, _, err = w.store.Owing(r.Context()); err != nil {
		return nil, err
	}
	if err := a.read(r.Context(), w.store); err != nil {
		return nil, err
	}
	if a.Repeated, err = repeated(w); err != nil {
		return nil, err
	}
	a.Retried = 0
	for _, call := range w.telegram.Calls() {
		if call.Status == http.StatusTooManyRequests {
			a.Retried++
		}
	}
	d.account = a
	return a, nil
}

// read goes on through the chain from where it stopped.
func (a *account) read(ctx context.Context, s *store.Store) error {
	if a.causes == nil {
		a.causes = map[string]bool{}
	}
	for {
		blocks, err := s.Entries(ctx, a.Blocks, blocksRead)
		if err != nil {
			return err
		}
		for _, b := range blocks {
			a.Blocks = b.Seq
			if b.Cause != "" && a.causes[b.Cause] {
				a.Twice++
			}
			a.causes[b.Cause] = true
		}
		if len(blocks) < blocksRead {
			return nil
		}
	}
}

// repeated counts messages of the bot that say once more what stands right above them.
func repeated(w *world) (int64, error) {
	var n int64
	for _, chat := range w.telegram.Chats() {
		messages, err := w.telegram.Read(chat.ID, 0)
		if err != nil {
			return 0, err
		}
		for i := 1; i < len(messages); i++ {
			was, is := messages[i-1], messages[i]
			if was.Bot && is.Bot && was.Text != "" && was.Text == is.Text && was.ReplyTo == is.ReplyTo {
				n++
			}
		}
	}
	return n, nil
}

// verify checks the chain and the states against it.
func (d *demo) verify(r *http.Request) (any, error) {
	d.work.Lock()
	defer d.work.Unlock()
	result, err := d.now().world.store.Verify(r.Context(), ledger.NewAudit())
	if err != nil {
		return nil, err
	}
	said := map[string]any{
		"ok": result.Break == nil, "blocks": result.Blocks, "entries": result.Entries, "records": result.Records, "head": result.Head.Link,
	}
	if result.Break != nil {
		said["broken"] = result.Break.String()
	}
	return said, nil
}
