package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"log/slog"
	"time"

	"duban/bot"
	"duban/config"
	"duban/documents"
	"duban/handlers"
	"duban/ledger"
	"duban/scheduler"
	"duban/store"
	"duban/texts"
)

// house is the program put together: which room hands what to which.
type house struct {
	store     *store.Store
	bot       *bot.Bot
	poller    *bot.Poller
	worker    *bot.Worker
	deliverer *bot.Deliverer
	scheduler *scheduler.Scheduler
	fetcher   *scheduler.Fetcher
	menu      *bot.Menu
	log       *slog.Logger
	silent    func() bool // Telegram has nothing for us; nil: it must be asked
}

// materials are what a house is built of.
type materials struct {
	store   *store.Store
	config  config.Config
	clock   bot.Clock
	newCode func() string
	log     *slog.Logger
	print   bot.Print         // nil: papers go without a PDF
	papers  *documents.Papers // nil: those of the configured templates
}

func build(m materials) (*house, error) {
	telegram, err := bot.New(bot.Options{
		Token: m.config.Token.Reveal(), URL: m.config.APIURL, Clock: m.clock, Log: m.log, TextFile: texts.LongFile,
	})
	if err != nil {
		return nil, err
	}
	menu := &bot.Menu{Bot: telegram, Commands: strangersMenus(), Chats: m.menus, Shown: m.store}
	charts, err := documents.NewCharts(m.config.Font)
	if err != nil {
		return nil, err
	}
	papers := m.papers
	if papers == nil {
		if papers, err = documents.NewPapers(m.config.Templates); err != nil {
			return nil, err
		}
	}
	makers := handlers.Makers{Charts: charts, Table: documents.SnapshotWorkbook, Paper: func(s ledger.Snapshot) (ledger.File, error) {
		return papers.Brief(s, m.config.OfficeName, "")
	}}
	rules := handlers.New(handlers.Options{
		Book: doorkeeper{m.store, menu.Wake}, Zone: m.config.Zone, Calendar: m.config.Calendar, Limits: m.config.Limits,
		Hours: m.config.Quiet.NotBefore, NewCode: m.newCode, Fetch: telegram.Download, Makers: makers,
		Papers: papers, Prints: m.print != nil, Office: m.config.OfficeName, Trouble: func(err error) { m.log.Error("paper is not made", "err", err) },
	})
	quiet := func(now time.Time) time.Time { return m.config.Quiet.NotBefore(now.In(m.config.Zone)) }
	clockwork, err := scheduler.New(scheduler.Options{
		Book: m.store, Rhythms: rhythms(m.config), Zone: m.config.Zone, Quiet: m.config.Quiet, Log: m.log, Offer: makers.Offer(),
	})
	if err != nil {
		return nil, err
	}
	worker := &bot.Worker{Bot: telegram, Inbox: m.store, Handle: rules.Handle, Apology: texts.Apology, Temporary: store.Down}
	return &house{
		store:  m.store,
		bot:    telegram,
		poller: &bot.Poller{Bot: telegram, Inbox: m.store, Worker: worker},
		worker: worker,
		deliverer: &bot.Deliverer{
			Bot: telegram, Outbox: m.store, Handle: rules.Handle, Again: texts.SentAgain, Quiet: quiet, Left: rules.Left,
			Print: m.print, Unprinted: texts.PDFMissing(),
		},
		scheduler: clockwork,
		fetcher:   &scheduler.Fetcher{Book: m.store, Digest: rules.Digest, Zone: m.config.Zone, Hours: quiet, Log: m.log},
		menu:      menu,
		log:       m.log,
	}, nil
}

// rhythms hands the scheduler what the operator set.
func rhythms(c config.Config) []scheduler.Rhythm {
	var on []scheduler.Rhythm
	for _, r := range c.Rhythms {
		if r.Schedule != nil {
			on = append(on, scheduler.Rhythm{Job: r.Job, Schedule: r.Schedule})
		}
	}
	return on
}

// newCode makes an invitation code of fifty random bits, in letters that a thumb can type.
func newCode() string {
	random := make([]byte, 7)
	rand.Read(random) // never fails since Go 1.24
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random)[:10]
}

// tick works what the clock makes due: the slots, and the files that are owed.
func (h *house) tick(ctx context.Context, now time.Time) (scheduler.Ticked, error) {
	ticked, err := h.scheduler.Tick(ctx, now)
	if err != nil {
		return ticked, err
	}
	_, err = h.fetcher.Look(ctx, now)
	return ticked, err
}

// still tells that it is known that nobody spoke; a simulated year is mostly silence.
func (h *house) still() bool { return h.silent != nil && h.silent() }

// listen fetches what was said. Where it is known that nobody spoke, nobody is asked.
func (h *house) listen(ctx context.Context) (int, error) {
	if h.still() {
		return 0, nil
	}
	return h.poller.Once(ctx)
}

// step works everything that is there to be worked now, in a fixed order, until nothing
// is left: how a story is played without goroutines. Each drain leaves nothing behind, so
// once more is only for what was said meanwhile.
func (h *house) step(ctx context.Context) error {
	for {
		polled, err := h.listen(ctx)
		if err != nil {
			return err
		}
		worked, err := h.worker.Drain(ctx)
		if err != nil {
			return err
		}
		sent, err := h.deliverer.Drain(ctx)
		if err != nil {
			return err
		}
		if polled+worked+sent == 0 || h.still() {
			return nil
		}
	}
}

// each works everything as step does, but goes on to the next duty where one fails, as
// duties that run beside each other do.
func (h *house) each(ctx context.Context) error {
	for {
		polled, err1 := h.listen(ctx)
		worked, err2 := h.worker.Drain(ctx)
		sent, err3 := h.deliverer.Drain(ctx)
		if err := errors.Join(err1, err2, err3); err != nil {
			return err
		}
		if polled+worked+sent == 0 || h.still() {
			return nil
		}
	}
}
