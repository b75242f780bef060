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

	"github.com/alicebob/miniredis/v2"
	"golang.org/x/sync/errgroup"

	"duban/bot"
	"duban/config"
	"duban/examples/lechang"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
	"duban/store"
)

// TestLife lets random people say random things, right and wrong, for simulated months,
// and holds the book to what may happen in the life of a task (see life_model_test.go).
// DUBAN_LIFE_SEED is another life than the one that is always lived; "random" any.
func TestLife(t *testing.T) {
	t.Parallel()
	acts := 1000
	if underRace || testing.Short() {
		acts = 300
	}
	l := newLife(t)
	for n := range acts {
		l.act(l.rng)
		if l.rng.IntN(24) == 0 {
			l.pass(time.Duration(l.rng.IntN(40)) * time.Hour)
		}
		if l.listen(); n%10 == 0 {
			l.look()
		}
	}
	l.pass(9 * 24 * time.Hour)
	l.settle()
}

// TestLifeAtOnce is the same with several people acting at the same instant on the same
// tasks: whoever comes second must decide anew or be told so.
func TestLifeAtOnce(t *testing.T) {
	t.Parallel()
	rounds := 60
	if underRace || testing.Short() {
		rounds = 30
	}
	l := newLife(t)
	l.few = 4
	for round := 0; round < rounds || round < 3*rounds && !underRace && !testing.Short() && len(l.never()) > 0; round++ {
		var group errgroup.Group
		for range 8 {
			rng := rand.New(rand.NewPCG(l.rng.Uint64(), 0))
			group.Go(func() error {
				for range 4 {
					l.act(rng)
				}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		l.pass(time.Duration(l.rng.IntN(30)) * time.Hour)
		l.listen()
		l.look() // whoever is guided must know where the tasks stand now
	}
	l.pass(4 * 24 * time.Hour) // what waits for the end of a weekend is told
	l.listen()
	l.settle()
	if underRace || testing.Short() {
		return // too few rounds for everything to come about
	}
	for _, what := range l.never() {
		t.Errorf("seed %d: nothing was %s where many act at once", l.seed, what)
	}
}

// never is what should come about where many act at once, and did not yet: who comes first is luck.
func (l *life) never() []ledger.What {
	lived := l.lived()
	return slices.DeleteFunc([]ledger.What{
		ledger.WhatCompleted, ledger.WhatForwarded, ledger.WhatReplied, ledger.WhatReviewed, ledger.WhatCloseout, ledger.WhatRechecked, ledger.WhatReopened,
	}, func(what ledger.What) bool { return lived[what] > 0 })
}

const usualSeed = uint64(20250714)

// life is an office with its people, a clock, and what was seen of each task.
type life struct {
	t      *testing.T
	rng    *rand.Rand
	seed   uint64
	book   *store.Store
	house  *house
	clock  *sandbox.Clock
	zone   *time.Location
	people []actor
	tasks  []ledger.TaskID
	few    int // act on the first so many tasks only; 0: on all
	before map[ledger.TaskID]ledger.Task
	mail   *letters
	model  *oracle
	scenes int    // that were played
	sure   [3]int // how often the model was unsure of an answer, expected that it is granted, or denied
}

// actor is somebody who speaks.
type actor struct {
	id   ledger.PersonID
	post string // as he was invited; empty: a stranger
}

func (a actor) name() string { return fmt.Sprintf("张%d", a.id) }

func (a actor) chat() ledger.Address {
	return ledger.Address("tg:" + strconv.FormatInt(int64(a.id), 10))
}

func newLife(t *testing.T) *life {
	t.Helper()
	seed := usualSeed
	if words := os.Getenv("DUBAN_LIFE_SEED"); words == "random" {
		seed = rand.Uint64()
	} else if words != "" {
		var err error
		if seed, err = strconv.ParseUint(words, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("DUBAN_LIFE_SEED=%d", seed)
	l := &life{
		t: t, rng: rand.New(rand.NewPCG(seed, 0)), seed: seed, mail: newLetters(), before: map[ledger.TaskID]ledger.Task{},
		clock: sandbox.NewClock(time.Date(2025, 7, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))),
	}
	env := map[string]string{"DUBAN_TOKEN": sandboxToken, "DUBAN_REDIS_URL": "redis://" + miniredis.RunT(t).Addr()}
	settings, err := config.Load(func(name string) (string, bool) { v, ok := env[name]; return v, ok }, noFiles)
	if err != nil {
		t.Fatal(err)
	}
	l.zone = settings.Zone
	if l.book, err = store.Open(t.Context(), settings.RedisURL.Reveal(), settings.Office); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.book.Close() })
	l.house, err = build(materials{store: l.book, config: settings, clock: simulated{l.clock}, newCode: newCode, log: silent()})
	if err != nil {
		t.Fatal(err)
	}
	l.found(settings)
	return l
}

// found imports the ledger and lets everybody join.
func (l *life) found(settings config.Config) {
	l.t.Helper()
	files := map[string][]byte{}
	for _, name := range []string{"units.csv", "tasks.csv"} {
		body, err := lechang.Files.ReadFile(name)
		if err != nil {
			l.t.Fatal(err)
		}
		files[name] = body
	}
	result, err := handlers.Import(l.t.Context(), l.book, handlers.ImportInput{
		UnitsName: "units.csv", UnitsBody: files["units.csv"], TasksName: "tasks.csv", TasksBody: files["tasks.csv"],
		On: ledger.NewDate(2025, 7, 10), At: l.now(), Calendar: settings.Calendar, Limits: settings.Limits,
	})
	if err != nil {
		l.t.Fatal(err)
	}
	for _, row := range result.Rows {
		l.tasks = append(l.tasks, row.Code)
	}
	for n, post := range cast() {
		a := actor{id: ledger.PersonID(1001 + n), post: post}
		l.people = append(l.people, a)
		if post == "" {
			continue
		}
		code, err := issue(l.t.Context(), l.book, strings.Fields(post), l.now(), newCode)
		if err != nil {
			l.t.Fatal(err)
		}
		l.say(a, handlers.Request{Text: "/start " + code})
	}
	l.listen()
	l.look()
	slices.SortStableFunc(l.tasks, func(a, b ledger.TaskID) int { // first those that somebody on stage leads
		return len(l.speakers(l.before[b])) - len(l.speakers(l.before[a]))
	})
}

func (l *life) now() time.Time { return l.clock.Now().In(l.zone) }

// say hands one request in, as the messenger would, and keeps the answer to be replied to.
func (l *life) say(a actor, req handlers.Request) string {
	l.t.Helper()
	n := l.mail.next()
	req.Cause, req.At, req.From, req.Name = fmt.Sprintf("update:%d", n), l.now(), a.id, a.name()
	req.Chat, req.Private, req.Message = a.chat(), true, fmt.Sprintf("%s/%d", a.chat(), n)
	var want expected
	if alone := l.model != nil && l.few == 0; alone && (a.post == "" || req.Button+req.ReplyTo == "") {
		want = l.model.expects(a, req, l.now())
	}
	reply, err := l.house.worker.Handle(l.t.Context(), req)
	if err != nil {
		l.t.Fatalf("seed %d: %q by %s: %v", l.seed, req.Text+req.Button, a.post, err)
	}
	if reply.Text == "" && reply.Toast == "" {
		l.t.Errorf("seed %d: %q by %s was answered with nothing", l.seed, req.Text+req.Button, a.post)
	}
	if l.model != nil && l.few == 0 {
		if problem := want.keeps(a, req.Cause, l.listen()); problem != "" {
			l.t.Errorf("seed %d: on %s: %q: %s\n%s", l.seed, l.now(), req.Text, problem, reply.Text+reply.Toast)
		}
		l.sure[want.may]++
	}
	if n%17 == 0 { // the messenger sends it once more
		again, err := l.house.worker.Handle(l.t.Context(), req)
		if err != nil {
			l.t.Fatalf("seed %d: %q once more: %v", l.seed, req.Text+req.Button, err)
		}
		_ = again // what it changed is seen by look: nothing may change twice
	}
	l.arrived(a.chat(), reply.Text, reply.Buttons, reply.About)
	return reply.Text
}

// arrived records that a message stands in a chat now.
func (l *life) arrived(chat ledger.Address, text string, buttons [][]ledger.Button, about ledger.About) {
	if text == "" {
		return
	}
	n := l.mail.next()
	receipt := ledger.Receipt{To: chat, Messages: []string{strconv.FormatInt(n, 10)}}
	if err := l.book.Done(l.t.Context(), nil, about, receipt); err != nil {
		l.t.Error(err)
	}
	l.mail.put(letter{chat: chat, id: fmt.Sprintf("%s/%d", chat, n), text: text, buttons: slices.Concat(buttons...)})
}

// act lets somebody say or press something.
func (l *life) act(rng *rand.Rand) {
	l.clock.Advance(time.Duration(1+rng.IntN(300)) * time.Second)
	switch rng.IntN(100) {
	case 0:
		l.cancel(rng)
		return
	case 1:
		if l.few == 0 {
			l.staff(rng)
			return
		}
	case 2, 3:
		if l.few == 0 {
			l.scene(rng)
			return
		}
	}
	a := l.people[rng.IntN(len(l.people))]
	mine, ok := l.mail.of(rng, a.chat())
	switch roll := rng.IntN(10); {
	case roll < 3 && ok && len(mine.buttons) > 0:
		if rng.IntN(8) == 0 {
			a = l.people[rng.IntN(len(l.people))] // somebody else's button
		}
		button := mine.buttons[rng.IntN(len(mine.buttons))]
		l.say(a, handlers.Request{Button: button.Data, ReplyTo: mine.id, Quoted: mine.text, QuotedOur: true})
	case roll < 5 && ok:
		l.say(a, handlers.Request{Text: l.words(rng, answers()), ReplyTo: mine.id, Quoted: mine.text, QuotedOur: true})
	case roll < 8:
		if who, text, ok := l.guided(rng); ok {
			l.say(who, handlers.Request{Text: text})
			return
		}
		fallthrough
	default:
		l.say(a, handlers.Request{Text: l.words(rng, sayings())})
	}
}

// words fills a form with a task, a day, a unit.
func (l *life) words(rng *rand.Rand, forms []string) string {
	tasks := l.tasks[:l.within()]
	_, n, _ := strings.Cut(string(tasks[rng.IntN(len(tasks))]), "-")
	day := ledger.DateOf(l.now()).AddDays(rng.IntN(120) - 10)
	_, month, date := day.Civil()
	units := []string{"住建局", "水务局", "农业农村局", "坪石镇", "不知道局"}
	return strings.NewReplacer(
		"{n}", strings.TrimLeft(n, "0"), "{pct}", strconv.Itoa(rng.IntN(11)*10), "{line}", strconv.Itoa(1+rng.IntN(3)),
		"{day}", fmt.Sprintf("%d月%d日", int(month), date), "{unit}", units[rng.IntN(len(units))],
	).Replace(forms[rng.IntN(len(forms))])
}

// pass lets time go by: what is due happens in order, and what is owed arrives.
func (l *life) pass(d time.Duration) {
	l.t.Helper()
	for until := l.now().Add(d); ; {
		next := l.house.scheduler.Next(l.now())
		if next.IsZero() || next.After(until) {
			l.clock.Set(until)
		} else {
			l.clock.Set(next)
		}
		if _, err := l.house.scheduler.Tick(l.t.Context(), l.now()); err != nil {
			l.t.Fatalf("seed %d: tick at %s: %v", l.seed, l.now(), err)
		}
		l.deliver()
		if !l.now().Before(until) {
			return
		}
	}
}

// deliver is the messenger taking everything that is owed by now.
func (l *life) deliver() {
	l.t.Helper()
	l.listen()
	ctx := l.t.Context()
	for {
		owed, err := l.book.Claim(ctx, l.now(), time.Minute, 100)
		if err != nil {
			l.t.Fatal(err)
		}
		if len(owed) == 0 {
			return
		}
		for _, m := range owed {
			if !l.arrives(m) {
				gone := ledger.Settlement{ID: m.ID, Outcome: ledger.OutcomeRefused, Reason: "left"}
				if err := l.book.Settle(ctx, l.now(), gone); err != nil {
					l.t.Fatal(err)
				}
				continue
			}
			if !l.mail.first(m.ID) {
				l.t.Errorf("seed %d: %s was sent twice", l.seed, m.ID)
			}
			n := l.mail.next()
			receipt := ledger.Receipt{To: m.To, Messages: []string{strconv.FormatInt(n, 10)}}
			if err := l.book.Settle(ctx, l.now(), ledger.Settlement{ID: m.ID, Outcome: ledger.OutcomeSent, Receipt: receipt}); err != nil {
				l.t.Fatal(err)
			}
			l.mail.put(letter{chat: m.To, id: fmt.Sprintf("%s/%d", m.To, n), text: m.Text, buttons: slices.Concat(m.Buttons...)})
		}
	}
}

var _ bot.Clock = simulated{} // the house is built with the clock of the demo

// read reads every task that there is.
func (l *life) read() map[ledger.TaskID]ledger.Task {
	l.t.Helper()
	tasks := map[ledger.TaskID]ledger.Task{}
	for _, in := range ledger.EveryTask(ledger.ScopeOffice) {
		all, _, err := l.book.TasksIn(context.WithoutCancel(l.t.Context()), ledger.Page{Range: in, Limit: -1})
		if err != nil {
			l.t.Fatal(err)
		}
		for _, t := range all {
			tasks[t.ID] = t
		}
	}
	return tasks
}
