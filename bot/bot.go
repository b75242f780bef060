// Package bot speaks with Telegram, and nothing else of the program knows that it does:
// it takes updates in, turns them into requests, says the replies and delivers what is
// owed. It knows neither tasks nor rights nor Redis, and holds no words of its own.
//
// Updates are stored raw before they are acknowledged (docs/adr/0004): [Poller] or
// [Webhook] put them into the [Inbox], [Worker] decides on them, meanwhile if it is idle,
// and answers them, [Deliverer] empties the [Outbox]. All of them speak through one [Bot], which keeps Telegram's limits.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	telegram "github.com/go-telegram/bot"

	"duban/ledger"
)

// ErrToken says that Telegram does not know the token: nothing can be done until the
// operator gives another one.
var ErrToken = errors.New("bot: telegram does not accept the token")

// Inbox keeps updates from before they are acknowledged until they are answered.
type Inbox interface {
	Receive(ctx context.Context, updates []ledger.Incoming) (fresh int, err error)
	Waiting(ctx context.Context, after string, n int64, block time.Duration) ([]ledger.Incoming, error)
	Done(ctx context.Context, seqs []string, about ledger.About, receipts ...ledger.Receipt) error
	Dead(ctx context.Context, update ledger.Incoming, reason string) error
}

// Outbox keeps what is owed until it is known what became of it. At most one message of
// a chat is claimed at a time, so that their order is kept. What was claimed is told to Begin
// before the first call: only from then on it may have arrived.
type Outbox interface {
	Claim(ctx context.Context, now time.Time, lease time.Duration, n int64) ([]ledger.Owed, error)
	Begin(ctx context.Context, owed ledger.Owed) error // ledger.ErrStale: the claim ran out
	Settle(ctx context.Context, now time.Time, settlement ledger.Settlement) error
}

// Options say which bot it is and where its Telegram stands.
type Options struct {
	Token    string
	URL      string       // of the Bot API server; Telegram's own if empty
	Clock    Clock        // the real one if nil
	Log      *slog.Logger // slog's default if nil
	TextFile string       // name of the file that carries a text too long for a chat; "text.txt" if empty
	NoLimits bool         // for measuring against a sandbox without limits; Telegram itself would refuse
}

// Bot is one bot account: the connection, its limits and its name.
type Bot struct {
	clock    Clock
	log      *slog.Logger
	textFile string
	token    string
	url      string
	id       int64
	client   *client
	api      *telegram.Bot
	limits   *limiter

	mu   sync.Mutex
	name string
}

var tokenForm = regexp.MustCompile(`^([0-9]{1,19}):[A-Za-z0-9_-]{3,}$`)

// New makes a bot. It calls nobody: a Telegram that is down must not keep the program
// from starting.
func New(options Options) (*Bot, error) {
	token := strings.TrimSpace(options.Token)
	form := tokenForm.FindStringSubmatch(token)
	if form == nil {
		return nil, errors.New("bot: the token has not the form <digits>:<letters>, as BotFather gives it")
	}
	id, err := strconv.ParseInt(form[1], 10, 64)
	if err != nil {
		return nil, errors.New("bot: the token begins with no bot's number")
	}
	b := &Bot{
		clock: options.Clock, log: options.Log, token: token, id: id,
		url:      strings.TrimRight(or(options.URL, "https://api.telegram.org"), "/"),
		textFile: or(options.TextFile, "text.txt"),
	}
	if b.clock == nil {
		b.clock = RealClock{}
	}
	if b.log == nil {
		b.log = slog.Default()
	}
	at, err := url.Parse(b.url)
	if err != nil || at.Host == "" || (at.Scheme != "http" && at.Scheme != "https") {
		return nil, errors.New("bot: the address of the Bot API server is not an http or https URL")
	}
	b.client = newClient(b.url, token)
	b.limits = newLimiter(b.clock)
	b.limits.off = options.NoLimits
	b.api, err = telegram.New(token, telegram.WithSkipGetMe(), telegram.WithServerURL(b.url),
		telegram.WithHTTPClient(callTime, b.client),
		telegram.WithErrorsHandler(func(err error) { b.log.Debug("library complains", "err", redact(err, token)) }))
	if err != nil {
		return nil, fmt.Errorf("bot: %w", redact(err, token))
	}
	return b, nil
}

// ID is the bot's numeric user id.
func (b *Bot) ID() int64 { return b.id }

// Name is the bot's user name without @. It is asked of Telegram once and remembered.
func (b *Bot) Name(ctx context.Context) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.name != "" {
		return b.name, nil
	}
	var me struct {
		Username string `json:"username"`
	}
	if err := b.client.ask(ctx, "getMe", struct{}{}, &me); err != nil {
		return "", err
	}
	if me.Username == "" {
		return "", errors.New("bot: getMe: telegram gave no user name")
	}
	b.name = me.Username
	return b.name, nil
}

func or[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}
