//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"duban/ledger"
	"duban/sandbox"
)

// storm is how hard it gets.
type storm struct {
	units, groups    int // one contact for each unit, and another one in the group of some
	updates, notices int
	botKills         int
	redisKills       int
}

// theStorm is the whole one; -short and the race detector make it small, DUBAN_CRASH_KILLS
// longer.
func theStorm(t *testing.T) storm {
	t.Helper()
	if testing.Short() || underRace {
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
	t.Parallel()
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
	c.verified()
	c.silence("情况U", "抓紧办理")
	t.Logf("%d updates, %d kills of the program, %d of Redis; %d answers twice, %d digests in doubt, %d notices sent again, %d in doubt; %s",
		len(c.said), c.botKills, c.redisKills, c.twice, c.doubts, c.again, c.missing, time.Since(began).Round(time.Second))
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

	botKills, redisKills int
	twice, doubts, again int
	missing              int // notices of which it is not known whether they arrived, and that did not
}

// lane is one person in one chat.
type lane struct {
	person, chat int64 // chat 0: in private
	unit         ledger.UnitID
	own, shared  ledger.TaskID // own: nobody else reports on it
	percents     []int         // not said yet
	last         *utterance    // in the script: the last report, if it is on the own task
	made         []*utterance  // as it is spoken: the reports that are not withdrawn
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
	at      time.Time // when it was said
	message int
	from    string // the message that its report names
	answer  string // what its answer contains
}

// reports reports whether it is a report of its own: no question, correction or withdrawal.
func (u *utterance) reports() bool { return u.note != "" && u.kind != "edit" }

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
	within(c.t, backlog, "everybody has joined", func() bool {
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

// backlog is how long it may take to work off what is left: Telegram takes 25 messages a
// second, and all of a storm may be left on a busy machine.
const backlog = 5 * patience

// settle lets the program come to rest.
func (c *crash) settle() {
	c.t.Helper()
	ctx := c.t.Context()
	within(c.t, backlog, "Telegram has nothing left for us", func() bool { return c.telegram.Pending() == 0 })
	within(c.t, backlog, "the inbox is empty", func() bool {
		waiting, err := c.store.Waiting(ctx, "", 1, 0)
		return err == nil && len(waiting) == 0
	})
	within(c.t, backlog, "all digests are decided", func() bool {
		for n := range c.units {
			if _, found, err := c.store.Answered(ctx, c.digestCause(ledger.UnitID(unitName(n)))); err != nil || !found {
				return false
			}
		}
		return true
	})
	within(c.t, backlog, "nothing is owed", func() bool {
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
