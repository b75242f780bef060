//go:build unix

package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
	"duban/sandbox"
	"duban/store"
)

// checkReports: each report is there once, with its words, in the order of speech.
func (c *crash) checkReports() {
	c.t.Helper()
	ctx := c.t.Context()
	want := map[ledger.TaskID]int{}
	for _, u := range c.said {
		if u.reports() {
			want[u.task]++
		}
	}
	found := map[string][]ledger.Report{} // by the message that it came with
	for _, ids := range c.tasks {
		tasks, err := c.store.Tasks(ctx, ids...)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, task := range tasks {
			reports, err := c.store.Reports(ctx, ledger.ReportsMark(task.ID), -1)
			if err != nil {
				c.t.Fatal(err)
			}
			if len(reports) != want[task.ID] || task.Reports != want[task.ID] {
				c.t.Errorf("task %s: got %d reports and counts %d, want %d", task.ID, len(reports), task.Reports, want[task.ID])
			}
			for _, r := range reports {
				found[r.From] = append(found[r.From], r)
			}
		}
	}
	for _, u := range c.said {
		if u.reports() {
			c.checkReport(u, found[u.from])
		}
	}
	c.checkEntries()
}

func (c *crash) checkReport(u *utterance, got []ledger.Report) {
	c.t.Helper()
	if len(got) != 1 {
		c.t.Errorf("%q (%s): got %d reports, want 1", u.text, u.kind, len(got))
		return
	}
	r, want := got[0], u
	if u.amended != nil {
		want = u.amended
	}
	says := strings.Contains(r.Text, want.note) && (want.percent < 0 || r.Percent == want.percent)
	if u.kind == "press" { // it has no words of its own
		says = r.NoChange
	}
	switch {
	case !says:
		c.t.Errorf("%q (%s): got %d%% %q", want.text, u.kind, r.Percent, r.Text)
	case r.Withdrawn.IsZero() == u.undone:
		c.t.Errorf("%q: withdrawn %s, want withdrawn %t\n%s", u.text, r.Withdrawn, u.undone, c.around(u))
	case len(r.Files) != u.files:
		c.t.Errorf("%q: got %d files, want %d", u.text, len(r.Files), u.files)
	}
}

// checkEntries: the chain names each act once, and those of a chat in the order of speech.
func (c *crash) checkEntries() {
	c.t.Helper()
	at := map[string][]int{} // what and note → places in the chain
	place, joined := 0, 0
	for after := int64(0); ; {
		blocks, err := c.store.Entries(c.t.Context(), after, 500)
		if err != nil {
			c.t.Fatal(err)
		}
		if len(blocks) == 0 {
			break
		}
		for _, block := range blocks {
			after = block.Seq
			for _, e := range block.Entries {
				place++
				if e.What == ledger.WhatJoined {
					joined++
				}
				if i := slices.IndexFunc(e.Fields, func(f ledger.FieldDiff) bool { return f.Name == "text" }); i >= 0 {
					key := noteIn(e.Fields[i].After)
					at[key] = append(at[key], place)
				}
			}
		}
	}
	if want := len(c.joiners) + 1; joined != want {
		c.t.Errorf("%d people joined, want %d", joined, want)
	}
	latest := map[int64]int{}
	for _, u := range c.said {
		if u.note == "" || u.kind == "press" { // a press has no words of its own
			continue
		}
		places := at[u.note]
		if len(places) != 1 {
			c.t.Errorf("%q (%s): got %d entries, want 1", u.text, u.kind, len(places))
			continue
		}
		if places[0] < latest[u.room()] {
			c.t.Errorf("%q was recorded before what was said earlier in its chat", u.text)
		}
		latest[u.room()] = places[0]
	}
}

// noteIn finds the note in a report's words.
func noteIn(text string) string {
	at := strings.Index(text, "情况U")
	if at < 0 {
		return ""
	}
	return text[at:min(len(text), at+len("情况U00000"))]
}

// checkAnswers: each update was answered, in the order of speech.
func (c *crash) checkAnswers() {
	c.t.Helper()
	of := map[int64][]*utterance{}
	for _, u := range c.said {
		of[u.room()] = append(of[u.room()], u)
	}
	for chat, spoken := range of {
		var answers []sandbox.Seen
		for _, m := range c.read(chat) {
			if !strings.Contains(m.Text, "督办提醒") && !strings.Contains(m.Text, "【催办】") {
				answers = append(answers, m)
			}
		}
		c.twice += len(answers) - len(spoken)
		next := 0
		for _, u := range spoken {
			at := slices.IndexFunc(answers[min(next, len(answers)):], func(m sandbox.Seen) bool {
				return strings.Contains(m.Text, u.answer) && (u.chat == 0 || m.ReplyTo == u.message)
			})
			if at < 0 {
				c.t.Errorf("%q (%s) was not answered with %q after the answers to what came before\n%s", u.text, u.kind, u.answer, c.around(u))
				continue
			}
			next += at + 1
		}
	}
}

// around is what a failure is judged by: all that was said and answered in the
// utterance's chat, and what the chain says of each task that was spoken of there.
func (c *crash) around(u *utterance) string {
	c.t.Helper()
	var b strings.Builder
	var tasks []ledger.TaskID
	for _, other := range c.said {
		if other.room() != u.room() {
			continue
		}
		fmt.Fprintf(&b, "  said %s %d %s %q\n", other.at.UTC().Format(clock), other.message, other.kind, other.text)
		if other.task != "" && !slices.Contains(tasks, other.task) {
			tasks = append(tasks, other.task)
		}
	}
	for _, m := range c.read(u.room()) { // a message has only its second
		fmt.Fprintf(&b, "  answered %s %d %q\n", m.At.UTC().Format(time.TimeOnly), m.ID, m.Text)
	}
	for _, task := range tasks {
		b.WriteString(c.entriesOf(task))
	}
	return b.String()
}

// clock is how the times of a failure's report are written.
const clock = "15:04:05.000"

// entriesOf are the entries on a task, one a line.
func (c *crash) entriesOf(task ledger.TaskID) string {
	c.t.Helper()
	entries, err := c.store.EntriesOf(c.t.Context(), task, 100)
	if err != nil {
		c.t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range slices.Backward(entries) {
		fmt.Fprintf(&b, "  entry %s %s %s by %d %s %v\n", task, e.At.UTC().Format(clock), e.What, e.By, e.Why, e.Fields)
	}
	return b.String()
}

// checkDigests: each unit was told once, or it is recorded why not.
func (c *crash) checkDigests() {
	c.t.Helper()
	owner := map[string]int{}
	for _, chat := range c.telegram.Chats() {
		for _, m := range c.read(chat.ID) {
			if strings.Contains(m.Text, "督办提醒") {
				owner[string([]rune(m.Text)[:3])]++
			}
		}
	}
	sent, arrived := 0, 0
	for n := range c.units {
		unit := ledger.UnitID(unitName(n))
		messages := c.owed(c.digestCause(unit))
		if len(messages) == 0 {
			c.t.Errorf("%s: no digest was made", unit)
		}
		states := map[store.State]int{}
		for _, m := range messages {
			states[m.State]++
		}
		sent += states[store.StateSent]
		c.doubts += states[store.StateUnknown]
		arrived += owner[string(unit)]
		if got := owner[string(unit)]; got < states[store.StateSent] || got > len(messages) {
			c.t.Errorf("%s: %d digests arrived, of %v", unit, got, states)
		}
		if states[store.StateSent]+states[store.StateUnknown] != len(messages) {
			c.t.Errorf("%s: digests end as %v, want sent, or unknown after a kill", unit, states)
		}
	}
	recorded, err := c.store.EntriesOfKind(c.t.Context(), time.Time{}, 10_000, ledger.WhatUnknown)
	if err != nil {
		c.t.Fatal(err)
	}
	if len(recorded) < c.doubts {
		c.t.Errorf("%d digests are in doubt and %d entries say so", c.doubts, len(recorded))
	}
	c.t.Logf("digests: %d sent, %d in doubt, %d arrived", sent, c.doubts, arrived)
}

// owed are the messages of a cause.
func (c *crash) owed(cause string) []store.Sending {
	c.t.Helper()
	messages, err := c.store.Messages(context.WithoutCancel(c.t.Context()),
		ledger.MessageID(cause+"/1"), ledger.MessageID(cause+"/2"), ledger.MessageID(cause+"/3"))
	if err != nil {
		c.t.Fatal(err)
	}
	return messages
}

// checkNotices: each arrived; one that came twice says so. One that three kills fell upon,
// while it was being sent, is not said a fourth time: then the chain says that it is in doubt.
func (c *crash) checkNotices() {
	c.t.Helper()
	plain, marked := map[string]int{}, map[string]int{}
	for _, chat := range c.telegram.Chats() {
		for _, m := range c.read(chat.ID) {
			_, rest, found := strings.Cut(m.Text, "【催办】〔")
			if !found {
				continue
			}
			code, _, _ := strings.Cut(rest, "〕")
			if strings.HasPrefix(m.Text, "【补发") {
				marked[code]++
				c.again++
			} else {
				plain[code]++
			}
		}
	}
	for _, task := range c.reminded {
		n, again := plain[string(task)], marked[string(task)]
		switch {
		case n+again == 0 && c.inDoubt(task):
			c.missing++
		case n > 1 || again > 2 || n+again == 0:
			c.t.Errorf("the notice on %s arrived %d times and %d times marked as sent again\n%s", task, n, again, c.entriesOf(task))
		}
	}
}

// inDoubt reports whether the chain says of the notice on a task that it was tried three
// times, and that it is not known whether it arrived.
func (c *crash) inDoubt(task ledger.TaskID) bool {
	c.t.Helper()
	entries, err := c.store.EntriesOf(c.t.Context(), task, 100)
	if err != nil {
		c.t.Fatal(err)
	}
	return slices.ContainsFunc(entries, func(e ledger.Entry) bool {
		class, tried := "", 0
		for _, f := range e.Fields {
			switch f.Name {
			case "class":
				class = f.After
			case "attempt":
				tried, _ = strconv.Atoi(f.After) // what is no number is not three
			}
		}
		return e.What == ledger.WhatUnknown && class == string(ledger.ClassNotice) && tried >= 3
	})
}
