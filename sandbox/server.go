package sandbox

import (
	"context"
	crand "crypto/rand"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options says what kind of Telegram the server is.
type Options struct {
	Token    string // the bot's token, required; its digits before the colon are the bot's id
	BotID    int64  // when the token does not begin with an id
	BotName  string // user name without @, "duban_bot" if empty
	BotTitle string // first name, the user name if empty

	Now   func() time.Time // the clock of this Telegram; required unless Clock is given
	Clock *Clock           // a clock that the control API may set and advance

	PrivacyOff bool // the bot reads everything in groups; Telegram's default is that it does not
	LimitsOff  bool // no 429 but those of faults
	Strict     bool // a violation found by Check is answered with 400 instead of being noted only

	MaxUpload   int64         // bytes of one uploaded file; Telegram's 50 MB if zero
	Seed        uint64        // of update ids, file ids and fault probabilities
	MaxCalls    int           // length of the transcript; 10,000 if zero
	MaxPoll     time.Duration // longest real wait of getUpdates; 50 s if zero
	HookBackoff time.Duration // first wait after a failed webhook delivery; 100 ms if zero
	HookLimit   time.Duration // longest wait after a failed webhook delivery; 5 s if zero

	// Check is asked about every call; what it returns is noted in the transcript.
	Check func(method string, params map[string]any) []string

	Panel http.Handler // the program's own doors under /demo/, if it has any
	Acted func()       // called after somebody acted through a door under /control/
}

// Server is the whole of one small Telegram with one bot. It is safe for
// concurrent use; everything below mu is guarded by it.
type Server struct {
	opt     Options
	now     func() time.Time
	bot     User
	boot    string
	methods map[string]method
	mux     http.Handler
	closed  chan struct{}
	once    sync.Once
	work    sync.WaitGroup

	mu       sync.Mutex
	rand     *rand.Rand
	changed  chan struct{} // closed and replaced whenever something can be waited for
	rev      int64
	people   map[int64]*person
	chats    map[int64]*chat
	order    []int64 // chats in the order of their birth
	lastID   int     // message ids of private chats and basic groups come from one counter
	serial   int64   // people and chats without a given id
	album    int64
	queue    queue
	hook     webhook
	limits   limits
	faults   []*Fault
	faultID  int
	files    map[string]*file
	presses  map[string]*press
	toasts   []Toast
	menus    map[string][]menuItem
	about    map[string]string
	calls    []Call
	callSeq  int64
	happened []Happened
}

// New returns a server. It panics when the token or the clock is missing,
// which the first test of a caller finds.
func New(opt Options) *Server {
	opt = opt.withDefaults()
	s := &Server{
		opt: opt, now: opt.Now, closed: make(chan struct{}), boot: crand.Text(),
		bot: User{ID: opt.BotID, IsBot: true, FirstName: opt.BotTitle, Username: opt.BotName},
		// A sandbox wants repeatable numbers, not secret ones.
		rand:    rand.New(rand.NewPCG(opt.Seed, opt.Seed^0x9e3779b97f4a7c15)),
		changed: make(chan struct{}),
		people:  map[int64]*person{}, chats: map[int64]*chat{},
		files: map[string]*file{}, presses: map[string]*press{},
		menus: map[string][]menuItem{}, about: map[string]string{},
		limits: limits{chats: map[int64]*quota{}},
	}
	s.queue.next = s.randomUpdateID()
	s.methods = methodTable()
	s.mux = s.guard(s.routes())
	return s
}

func (opt Options) withDefaults() Options {
	if opt.Clock != nil {
		opt.Now = opt.Clock.Now
	}
	if opt.Token == "" || opt.Now == nil {
		panic("sandbox: Options need a Token, and Now or Clock")
	}
	if opt.BotID == 0 {
		head, _, _ := strings.Cut(opt.Token, ":")
		opt.BotID, _ = strconv.ParseInt(head, 10, 64)
	}
	if opt.BotID <= 0 {
		panic("sandbox: the Token begins with no id, so Options need a BotID")
	}
	opt.BotName = or(opt.BotName, "duban_bot")
	opt.BotTitle = or(opt.BotTitle, opt.BotName)
	opt.MaxUpload = or(opt.MaxUpload, 50<<20)
	opt.MaxCalls = or(opt.MaxCalls, 10_000)
	opt.MaxPoll = or(opt.MaxPoll, 50*time.Second)
	opt.HookBackoff = or(opt.HookBackoff, 100*time.Millisecond)
	opt.HookLimit = or(opt.HookLimit, 5*time.Second)
	return opt
}

func or[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// Bot returns the bot's own account.
func (s *Server) Bot() User { return s.bot }

// ServeHTTP answers /bot<token>/<method>, /file/bot<token>/<path>, /control/…
// and a browser: the messenger at / and the list of calls at /calls.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/bot"):
		s.serveMethod(w, r)
	case strings.HasPrefix(r.URL.Path, "/file/bot"):
		s.serveFile(w, r)
	default:
		s.mux.ServeHTTP(w, r)
	}
}

// Run serves on the listener until ctx ends, then closes the server.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() {
		s.once.Do(func() { close(s.closed) })
		_ = server.Close()
	})
	defer stop()
	err := server.Serve(listener)
	s.once.Do(func() { close(s.closed) })
	s.work.Wait()
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("sandbox: serve: %w", err)
	}
	return nil
}

// Close ends every waiting call and the webhook's delivery, and returns when
// they have ended or ctx has.
func (s *Server) Close(ctx context.Context) error {
	s.once.Do(func() { close(s.closed) })
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("sandbox: close: %w", ctx.Err())
	}
}

// touch wakes everybody who waits for a change and returns its number.
func (s *Server) touch() int64 {
	s.rev++
	close(s.changed)
	s.changed = make(chan struct{})
	return s.rev
}
