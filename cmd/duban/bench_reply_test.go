package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
	"golang.org/x/sync/errgroup"

	"duban/config"
	"duban/ledger"
	"duban/sandbox"
	"duban/store/redistest"
)

// speakers is how many people report in turn, each on a task of his own unit.
const speakers = 50

// BenchmarkUpdateToReply measures from the moment at which somebody says something until
// Telegram has the bot's answer: the whole house with all its loops, and in turn with it
// the barest bot that keeps anything at all. Both work over the same redis-server and
// each over a Telegram of its own on loopback HTTP. One op is a round of 50 reports to
// each; before the next one both have come to rest.
//
// The limits of sending (one message a second and chat) are kept but never waited for:
// the clock of the house and of its Telegram is a minute further on at each report.
func BenchmarkUpdateToReply(b *testing.B) {
	for _, fsync := range []string{"everysec", "always"} {
		b.Run("appendfsync="+fsync, func(b *testing.B) {
			server := redistest.Start(b, "--appendfsync", fsync)
			house, bare := startHouse(b, server.URL()), startBare(b, server.URL())
			house.round(b)
			bare.round(b)
			house.took, bare.took, house.asked = nil, nil, 0
			for b.Loop() {
				for n := range speakers {
					first, second := house, bare
					if n%2 == 1 {
						first, second = bare, house
					}
					first.ask(b, n)
					second.ask(b, n)
				}
			}
			b.ReportMetric(micros(house.p50()), "house-p50-µs")
			b.ReportMetric(micros(bare.p50()), "bare-p50-µs")
			b.ReportMetric(float64(house.p50())/float64(bare.p50()), "house/bare")
		})
	}
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// conversation is a bot under measurement, and those who speak with it.
type conversation struct {
	telegram *sandbox.Server
	clock    *hurried
	redis    *redis.Client
	inbox    string // where updates wait until they are done with; empty: nowhere
	took     []time.Duration
	asked    int
}

// hurried is the real clock with leaps: between two reports a minute passes at once.
type hurried struct {
	began time.Time
	first time.Time
	leaps atomic.Int64
}

func newHurried() *hurried {
	zone := time.FixedZone("CST", 8*3600)
	return &hurried{began: time.Now(), first: time.Date(2026, 3, 9, 9, 30, 0, 0, zone)}
}

func (c *hurried) Now() time.Time {
	return c.first.Add(time.Since(c.began)).Add(time.Duration(c.leaps.Load()) * time.Minute)
}

func (c *hurried) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// newConversation opens a Telegram with the people in it, and answers with its address.
func newConversation(b *testing.B, redisURL string) (*conversation, string) {
	b.Helper()
	c := &conversation{clock: newHurried(), redis: newClient(b, redisURL)}
	c.telegram = sandbox.New(sandbox.Options{Token: sandboxToken, Now: c.clock.Now, Seed: 1})
	server := httptest.NewServer(c.telegram)
	b.Cleanup(server.Close)
	b.Cleanup(func() { _ = c.telegram.Close(context.WithoutCancel(b.Context())) })
	for n := range speakers {
		if _, err := c.telegram.AddPerson(sandbox.User{ID: int64(1001 + n), FirstName: "李"}); err != nil {
			b.Fatal(err)
		}
	}
	return c, server.URL
}

func newClient(b *testing.B, url string) *redis.Client {
	b.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		b.Fatal(err)
	}
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	client := redis.NewClient(options)
	b.Cleanup(func() { _ = client.Close() })
	return client
}

// startHouse runs the program on a book of a thousand tasks.
func startHouse(b *testing.B, redisURL string) *conversation {
	b.Helper()
	c, telegramURL := newConversation(b, redisURL)
	env := map[string]string{"DUBAN_TOKEN": sandboxToken, "DUBAN_API_URL": telegramURL, "DUBAN_REDIS_URL": redisURL}
	settings, err := config.Load(func(name string) (string, bool) { v, ok := env[name]; return v, ok }, noFiles)
	if err != nil {
		b.Fatal(err)
	}
	book := openBook(b, redisURL)
	fill(b, book, 1000)
	h, err := build(materials{store: book, config: settings, clock: c.clock, newCode: newCode, log: silent()})
	if err != nil {
		b.Fatal(err)
	}
	keep(b, func(ctx context.Context) error { return h.duties(ctx, settings) })
	c.inbox = "duban:{" + settings.Office + "}:inbox"
	return c
}

// keep starts a bot that ends with the benchmark.
func keep(b *testing.B, bot func(context.Context) error) {
	b.Helper()
	ctx, stop := context.WithCancel(b.Context())
	var group errgroup.Group
	group.Go(func() error { return bot(ctx) })
	b.Cleanup(func() {
		stop()
		if err := group.Wait(); err != nil {
			b.Error(err)
		}
	})
}

// round lets everybody report once.
func (c *conversation) round(b *testing.B) {
	b.Helper()
	for n := range speakers {
		c.ask(b, n)
	}
}

// ask lets the nth person report, measures until he is answered, and waits until the bot
// has come to rest.
func (c *conversation) ask(b *testing.B, n int) {
	b.Helper()
	c.clock.leaps.Add(1)
	c.asked++
	person, mark := int64(1001+n), c.telegram.Mark()
	text := fmt.Sprintf("/report %d %d 沟渠已清，管网接驳完成", n+1, c.asked/speakers%100)
	began := time.Now()
	if _, err := c.telegram.Say(sandbox.Speech{Person: person, Text: text}); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.Context(), 10*time.Second)
	defer cancel()
	got, err := c.telegram.Wait(ctx, sandbox.Wait{Chat: person, After: mark})
	c.took = append(c.took, time.Since(began))
	if err != nil {
		b.Fatal(err)
	}
	if want := ledger.NewTaskID(2026, int64(n+1)); !bytes.Contains([]byte(got[0].Text), []byte(want)) {
		b.Fatalf("answered %q, want a receipt for %s", got[0].Text, want)
	}
	c.rest(ctx, b)
}

// rest waits until the update is confirmed and out of the inbox: what a bot does after
// its answer must not be paid by the other.
func (c *conversation) rest(ctx context.Context, b *testing.B) {
	b.Helper()
	look := time.NewTicker(200 * time.Microsecond)
	defer look.Stop()
	for ctx.Err() == nil {
		waiting := int64(0)
		if c.inbox != "" {
			waiting = c.redis.XLen(ctx, c.inbox).Val()
		}
		if waiting == 0 && c.telegram.Pending() == 0 {
			return
		}
		<-look.C
	}
	b.Fatal("the bot does not come to rest")
}

func (c *conversation) p50() time.Duration {
	sorted := slices.Sorted(slices.Values(c.took))
	return sorted[len(sorted)/2]
}

// bareBot is the least that can be called a bot: it waits for updates, keeps each in one
// MULTI and says one message.
type bareBot struct {
	redis  *redis.Client
	url    string
	offset int64
}

func startBare(b *testing.B, redisURL string) *conversation {
	b.Helper()
	c, telegramURL := newConversation(b, redisURL)
	bot := &bareBot{redis: newClient(b, redisURL), url: telegramURL + "/bot" + sandboxToken + "/"}
	keep(b, bot.Run)
	return c
}

func (bot *bareBot) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		var updates []struct {
			ID      int64 `json:"update_id"`
			Message struct {
				Chat struct {
					ID int64 `json:"id"`
				} `json:"chat"`
				Text string `json:"text"`
			} `json:"message"`
		}
		err := bot.call(ctx, "getUpdates", map[string]any{"offset": bot.offset, "timeout": 25}, &updates)
		for _, u := range updates {
			bot.offset = u.ID + 1
			if err == nil {
				err = bot.answer(ctx, u.ID, u.Message.Chat.ID, u.Message.Text)
			}
		}
		if err != nil && ctx.Err() == nil {
			return err
		}
	}
	return nil
}

func (bot *bareBot) answer(ctx context.Context, update, chat int64, text string) error {
	n := chat - 1000
	_, err := bot.redis.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.Set(ctx, "bare:seen:"+strconv.FormatInt(update, 10), 1, time.Hour)
		pipe.Set(ctx, "bare:task:"+strconv.FormatInt(n, 10), text, 0)
		pipe.Set(ctx, "bare:report:"+strconv.FormatInt(update, 10), text, 0)
		pipe.Set(ctx, "bare:offset", update, 0)
		return nil
	})
	if err != nil {
		return err
	}
	said := "已登记 〔" + string(ledger.NewTaskID(2026, n)) + "〕" + text
	return bot.call(ctx, "sendMessage", map[string]any{"chat_id": chat, "text": said}, nil)
}

func (bot *bareBot) call(ctx context.Context, method string, params, into any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, bot.url+method, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	said := struct {
		OK     bool `json:"ok"`
		Result any  `json:"result"`
	}{Result: into}
	if err := json.NewDecoder(resp.Body).Decode(&said); err != nil {
		return err
	}
	if !said.OK {
		return fmt.Errorf("%s: status %d", method, resp.StatusCode)
	}
	return nil
}
