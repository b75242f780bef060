//go:build unix

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"duban/ledger"
	"duban/sandbox"
	"duban/store"
)

// storm is how hard it gets.
type storm struct {
	units, groups    int // one contact for each unit, and another one in the group of some
	updates, notices int
	botKills         int
	redisKills       int
}

// theStorm is that of issue 2; -short makes it small, DUBAN_CRASH_KILLS longer.
func theStorm(t *testing.T) storm {
	t.Helper()
	if testing.Short() {
		return storm{units: 24, groups: 4, updates: 120, notices: 6, botKills: 6, redisKills: 1}
	}
	st := storm{units: 200, groups: 20, updates: 1000, notices: 40, botKills: 30, redisKills: 3}
	if words := os.Getenv("DUBAN_CRASH_KILLS"); words != "" {
		kills, err := strconv.Atoi(words)
		if err != nil || kills < 1 {
			t.Fatalf("DUBAN_CRASH_KILLS is %q, want a number of kills", words)
		}
		st.updates = st.updates * kills / st.botKills
		st.botKills, st.redisKills = kills, max(1, kills/10)
	}
	return st
}

// TestCrash kills the program and its Redis again and again while people join, report,
// correct and withdraw, while the digest of all units goes out and the office reminds by
// hand. What Telegram was told that we have must have had its effect, once.
func TestCrash(t *testing.T) {
	began := time.Now()
	st := theStorm(t)
	seed := uint64(began.UnixNano())
	if words := os.Getenv("DUBAN_CRASH_SEED"); words != "" {
		var err error
		if seed, err = strconv.ParseUint(words, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%+v, DUBAN_CRASH_SEED=%d", st, seed)
	c := newCrash(t, st, rand.New(rand.NewPCG(seed, 1)))
	c.prepare()
	c.rage()
	c.settle()
	if code := c.bot.stop(); code != 0 || c.bot.took > 5*time.Second {
		t.Errorf("SIGTERM: exit %d after %s, want 0 within 5s", code, c.bot.took)
	}
	c.checkReports()
	c.checkAnswers()
	c.checkDigests()
	c.checkNotices()
	c.site.verified()
	c.site.silence("情况U", "抓紧办理")
	t.Logf("%d updates, %d kills of the program, %d of Redis; %d answers twice, %d digests in doubt, %d notices sent again; %s",
		len(c.said), c.botKills, c.redisKills, c.twice, c.doubts, c.again, time.Since(began).Round(time.Second))
}

type crash struct {
	*site
	storm

	t     *testing.T
	rand  *rand.Rand
	bot   *process
	tasks map[ledger.UnitID][]ledger.TaskID

	office   int64
	joiners  []*utterance // one for each person
	script   []*utterance // what is said after everybody has joined
	said     []*utterance // what was said, in order
	reminded []ledger.TaskID
	digests  bool

	botKills, redisKills int
	twice, doubts, again int
}

// lane is one person in one chat.
type lane struct {
	person, chat int64 // chat 0: in private
	unit         ledger.UnitID
	own, shared  ledger.TaskID // own: nobody else reports on it
	percents     []int         // not said yet
	last         *utterance    // the last report on the own task
	pressed      bool
}

func (l *lane) room() int64 {
	if l.chat != 0 {
		return l.chat
	}
	return l.person
}

// utterance is one thing that is said, and what must come of it.
type utterance struct {
	*lane

	kind    string
	text    string // the whole words
	note    string // those by which its report is known
	task    ledger.TaskID
	percent int
	files   int
	of      *utterance // what it corrects or withdraws
	amended *utterance // what corrected it
	undone  bool
	message int
	from    string // the message that its report names
	answer  string // what its answer contains
}

func newCrash(t *testing.T, st storm, random *rand.Rand) *crash {
	t.Helper()
	return &crash{site: newSite(t), storm: st, t: t, rand: random}
}

// prepare sets the office up in peace: the ledger, the office, the groups.
func (c *crash) prepare() {
	c.t.Helper()
	c.tasks = c.settleIn(c.units, 5)
	c.bot = c.serve()
	c.office = c.join("刘敏", "办公室")
	var lanes []*lane
	for n := range c.units {
		unit := ledger.UnitID(unitName(n))
		own := c.tasks[unit]
		id := c.enter(fmt.Sprintf("联络员%03d", n), unit)
		lanes = append(lanes, &lane{person: id, unit: unit, own: own[0], shared: own[1]})
		if n >= c.groups {
			continue
		}
		second := c.enter(fmt.Sprintf("组员%03d", n), unit)
		group, err := c.telegram.AddChat(sandbox.NewChat{
			Chat: sandbox.Chat{Type: "group", Title: string(unit) + "群"}, Members: []int64{c.office, second},
		})
		if err != nil {
			c.t.Fatal(err)
		}
		c.say(sandbox.Speech{Person: c.office, Chat: group.ID, Text: "/bind " + string(unit)})
		lanes = append(lanes, &lane{person: second, chat: group.ID, unit: unit, own: own[2], shared: own[1]})
	}
	for _, l := range lanes {
		l.percents = c.rand.Perm(98)
	}
	eventually(c.t, "the groups are bound", func() bool {
		marks := make([]string, c.groups)
		for n := range marks {
			marks[n] = ledger.GroupMark(ledger.AudienceUnit, ledger.UnitID(unitName(n)))
		}
		chats, err := c.store.Chats(c.t.Context(), marks...)
		return err == nil && len(chats) == c.groups
	})
	c.write(lanes)
}

// enter makes a person who will join in the storm.
func (c *crash) enter(name string, unit ledger.UnitID) int64 {
	c.t.Helper()
	id, code := c.person(name, string(unit)+" 联络员")
	c.joiners = append(c.joiners, &utterance{lane: &lane{person: id, unit: unit}, kind: "join", text: "/start " + code})
	return id
}

// write makes up what the people will say.
func (c *crash) write(lanes []*lane) {
	left := c.updates - len(c.joiners)
	for n := range c.notices {
		task := c.tasks[ledger.UnitID(unitName(n%c.units))][3+n/c.units]
		c.reminded = append(c.reminded, task)
		c.script = append(c.script, &utterance{
			lane: &lane{person: c.office}, kind: "remind", task: task, text: "催办 " + string(task) + " 抓紧办理", answer: "已催办 〔" + string(task) + "〕",
		})
	}
	c.rand.Shuffle(len(c.script), func(i, j int) { c.script[i], c.script[j] = c.script[j], c.script[i] })
	talk := c.script
	c.script = nil
	for n := range left - len(talk) {
		if every := max(1, (left-len(talk))/max(1, len(talk))); n%every == 0 && len(talk) > 0 {
			c.script, talk = append(c.script, talk[0]), talk[1:]
		}
		c.script = append(c.script, c.compose(lanes[c.rand.IntN(len(lanes))], n))
	}
	c.script = append(c.script, talk...)
}

// compose makes up one utterance.
func (c *crash) compose(l *lane, n int) *utterance {
	u := &utterance{lane: l, kind: "report", task: l.own, note: fmt.Sprintf("情况U%05d", n), percent: -1}
	private := l.chat == 0
	dice := c.rand.IntN(100)
	switch {
	case dice < 10 && l.last != nil && l.last.amended == nil && !l.last.undone:
		return c.edit(u)
	case dice < 17 && private && l.last != nil && !l.last.undone:
		u.kind, u.of, u.text, u.note = "undo", l.last, "撤销", ""
		u.of.undone, u.answer = true, "已撤销 〔"+string(u.task)+"〕"
		return u
	case dice < 21 && private && !l.pressed:
		l.pressed = true
		u.kind, u.text, u.answer = "press", pressLabel, "本期无变化"
		return u
	case dice < 25:
		u.kind, u.text, u.answer, u.note = "ask", "/tasks", "〔", ""
		return u
	case dice < 33:
		l.last = u
		u.text = "困难 " + string(u.task) + " " + u.note
		if !private {
			u.text = "/blocked " + string(u.task) + " " + u.note
		}
		u.answer = "困难已转指挥部办公室（" + u.note
		return u
	case dice < 60:
		u.task, l.last = l.shared, nil
	default:
		l.last = u
	}
	u.percent, l.percents = l.percents[0]+1, l.percents[1:]
	u.text = c.words(u)
	u.answer = fmt.Sprintf("：%d%%", u.percent)
	if private && dice >= 85 {
		u.kind, u.files = "photo", 1
		if dice >= 92 {
			u.kind, u.files = "album", 3
		}
		u.text = fmt.Sprintf("进展 %s %d %s", u.task, u.percent, u.note)
	}
	return u
}

// pressLabel is a button under a digest of which the task is nobody's own.
const pressLabel = "4 无变化"

// press presses the button under the digest, if that has arrived; else it is a question.
func (c *crash) press(u *utterance) {
	c.t.Helper()
	for _, m := range slices.Backward(c.read(u.room())) {
		for _, button := range slices.Concat(m.Buttons...) {
			if button.Text != pressLabel {
				continue
			}
			_, about, ok := ledger.ReadPress(button.Data)
			if _, err := c.telegram.Press(sandbox.Press{Person: u.person, Message: m.ID, Label: pressLabel}); err != nil || !ok {
				c.t.Fatalf("press %q: %v", button.Data, err)
			}
			u.task, u.from = ledger.TaskID(about), fmt.Sprintf("tg:%d/%d#%s", u.room(), m.ID, about)
			return
		}
	}
	u.kind, u.text, u.answer, u.note = "ask", "/tasks", "〔", ""
	u.message = c.say(sandbox.Speech{Person: u.person, Chat: u.chat, Text: u.text}).ID
}

// edit corrects the last report of the lane.
func (c *crash) edit(u *utterance) *utterance {
	l := u.lane
	u.kind, u.of, u.task = "edit", l.last, l.last.task
	u.percent, l.percents = l.percents[0]+1, l.percents[1:]
	u.text = c.words(u)
	u.of.amended = u
	u.answer = "已更正 〔" + string(u.task) + "〕"
	return u
}

// words are a report in one of its forms.
func (c *crash) words(u *utterance) string {
	if u.chat != 0 {
		return fmt.Sprintf([]string{"/report %s %d %s", "/report@duban_bot %s %d%% %s"}[c.rand.IntN(2)], u.task, u.percent, u.note)
	}
	forms := []string{"进展 %s %d %s", "/report %s %d%% %s", "%s %d %s", "〔%s〕%d％，%s", "进展：%s 已完成%d%% %s"}
	return fmt.Sprintf(forms[c.rand.IntN(len(forms))], u.task, u.percent, u.note)
}

// speak says it in the sandbox.
func (c *crash) speak(u *utterance) {
	c.t.Helper()
	c.said = append(c.said, u)
	speech := sandbox.Speech{Person: u.person, Chat: u.chat, Text: u.text}
	picture := sandbox.Upload{Name: "现场.jpg", Data: tinyPicture()}
	switch u.kind {
	case "press":
		c.press(u)
		return
	case "edit":
		u.message = u.of.message
		if _, err := c.telegram.Edit(sandbox.Edit{Person: u.person, Chat: u.chat, Message: u.message, Text: u.text}); err != nil {
			c.t.Fatal(err)
		}
		return
	case "photo":
		speech.Text, speech.Caption, speech.Photo = "", u.text, &picture
	case "album":
		speech.Text, speech.Caption, speech.Album = "", u.text, []sandbox.Upload{picture, picture, picture}
	}
	u.message = c.say(speech).ID
	u.from = fmt.Sprintf("tg:%d/%d", u.room(), u.message)
}

// rage is the storm: in each round some people speak, and somebody is killed.
func (c *crash) rage() {
	c.t.Helper()
	rounds := c.storm.botKills
	join := max(1, rounds/5)
	for round := range rounds {
		switch {
		case round < join:
			c.round(portion(c.joiners, round, join), round)
		case round == join:
			c.everybodyIn()
			fallthrough
		default:
			c.round(portion(c.script, round-join, rounds-join), round)
		}
		if round == join+1 {
			c.makeDigestsDue()
		}
	}
}

// portion is the nth of so many parts of a list.
func portion(list []*utterance, n, of int) []*utterance {
	return list[len(list)*n/of : len(list)*(n+1)/of]
}

// round lets people speak and kills the program, then starts it again. If it is its turn
// Redis is killed, too, and people speak while it is away.
func (c *crash) round(speeches []*utterance, round int) {
	c.t.Helper()
	if c.rand.IntN(5) > 0 { // now and then it does not even come to lead
		eventually(c.t, "the program leads", func() bool { return c.bot.stands().Leading })
	}
	away, back := -1, -1
	if turn := c.storm.botKills / c.storm.redisKills; round%turn == turn/2 && c.redisKills < c.storm.redisKills {
		away, back = len(speeches)/3, len(speeches)*2/3
	}
	breathless := len(speeches)
	if c.rand.IntN(2) > 0 { // the kill falls on what was said just now
		breathless -= 4
	}
	pause := time.Duration(c.rand.IntN(1200)) * time.Millisecond / time.Duration(len(speeches)+1)
	for i, u := range speeches {
		if i == away {
			c.redis.Kill(c.t)
			c.redisKills++
			c.pass(time.Duration(c.rand.IntN(2000)) * time.Millisecond)
		}
		if i == back {
			c.redis.Restart(c.t)
		}
		c.speak(u)
		if i < breathless {
			c.pass(pause)
		}
	}
	c.pass(time.Duration(c.rand.IntN(5)) * time.Millisecond)
	c.bot.kill()
	c.botKills++
	c.bot = c.start("serve", "--lease", "500ms")
}

// pass lets time pass, so that the kills fall on anything.
func (c *crash) pass(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-c.t.Context().Done():
	}
}

// everybodyIn waits until all have joined: from then on groups may be spoken in.
func (c *crash) everybodyIn() {
	c.t.Helper()
	eventually(c.t, "everybody has joined", func() bool {
		marks := make([]string, c.units)
		for n := range marks {
			marks[n] = ledger.SpeakersMark(ledger.UnitID(unitName(n)))
		}
		persons, err := c.store.Persons(c.t.Context(), marks...)
		return err == nil && len(persons) == len(c.joiners)
	})
}

// makeDigestsDue puts the digest's slot a minute ago: whoever leads next has missed it.
func (c *crash) makeDigestsDue() {
	c.t.Helper()
	now := time.Now().In(c.zone)
	slot := ledger.Slot{Job: "digest", Last: now.Add(-30 * time.Minute)}
	_, err := c.store.Commit(c.t.Context(), ledger.Change{
		Cause: "test:slot", At: now, Put: []ledger.Record{slot}, Entries: []ledger.Entry{{At: now, What: ledger.WhatSlot, Why: "test"}},
	})
	if err != nil {
		c.t.Fatal(err)
	}
	c.env["DUBAN_RHYTHM_DIGEST"] = fmt.Sprintf("%d * * * *", now.Add(-time.Minute).Minute())
}

// settle lets the program come to rest.
func (c *crash) settle() {
	c.t.Helper()
	ctx := c.t.Context()
	eventually(c.t, "Telegram has nothing left for us", func() bool { return c.telegram.Pending() == 0 })
	eventually(c.t, "the inbox is empty", func() bool {
		waiting, err := c.store.Waiting(ctx, "", 1, 0)
		return err == nil && len(waiting) == 0
	})
	eventually(c.t, "all digests are decided", func() bool {
		for n := range c.units {
			if _, found, err := c.store.Answered(ctx, c.digestCause(ledger.UnitID(unitName(n)))); err != nil || !found {
				return false
			}
		}
		return true
	})
	eventually(c.t, "nothing is owed", func() bool {
		n, _, err := c.store.Owing(ctx)
		return err == nil && n == 0
	})
	dead, err := c.store.DeadLetters(ctx, 10)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, letter := range dead {
		c.t.Errorf("dead letter %d: %s", letter.ID, letter.Reason)
	}
}

func (c *crash) digestCause(unit ledger.UnitID) string {
	return "digest:" + string(unit) + ":" + ledger.DateOf(time.Now().In(c.zone)).String()
}

// checkReports: each report is there once, with its words, in the order of speech.
func (c *crash) checkReports() {
	c.t.Helper()
	ctx := c.t.Context()
	want := map[ledger.TaskID]int{}
	for _, u := range c.said {
		if u.note != "" && u.kind != "edit" {
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
		if u.note == "" || u.kind == "edit" {
			continue
		}
		c.checkReport(u, found[u.from])
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
	switch {
	case u.kind == "press" && r.NoChange:
	case !strings.Contains(r.Text, want.note), want.percent >= 0 && r.Percent != want.percent:
		c.t.Errorf("%q: got %d%% %q", want.text, r.Percent, r.Text)
	case r.Withdrawn.IsZero() == u.undone:
		c.t.Errorf("%q: withdrawn %s, want withdrawn %t", u.text, r.Withdrawn, u.undone)
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
				c.t.Errorf("%q (%s) was not answered with %q after the answers to what came before", u.text, u.kind, u.answer)
				continue
			}
			next += at + 1
		}
	}
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
	sent := 0
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
		if got := owner[string(unit)]; got < states[store.StateSent] || got > len(messages) {
			c.t.Errorf("%s: %d digests arrived, of %v", unit, got, states)
		}
		if states[store.StateSent]+states[store.StateUnknown] != len(messages) {
			c.t.Errorf("%s: digests end as %v, want sent, or unknown after a kill", unit, states)
		}
	}
	recorded, err := c.store.EntriesOfKind(c.t.Context(), ledger.WhatUnknown, time.Time{}, 10_000)
	if err != nil {
		c.t.Fatal(err)
	}
	if len(recorded) < c.doubts {
		c.t.Errorf("%d digests are in doubt and %d entries say so", c.doubts, len(recorded))
	}
	c.t.Logf("digests: %d sent, %d in doubt", sent, c.doubts)
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

// checkNotices: each arrived; one that came twice says so.
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
		if n := plain[string(task)]; n > 1 || n+marked[string(task)] == 0 {
			c.t.Errorf("the notice on %s arrived %d times and %d times marked as sent again", task, n, marked[string(task)])
		}
	}
}
