//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"duban/sandbox"
	"duban/store"
	"duban/store/redistest"
)

// The whole-program tests: the binary as it is installed, a redis-server that keeps an
// append-only file, and a Telegram on loopback. They need both servers, so they are in
// no hurry; nothing in them depends on how long something takes.

// patience is how long anything may take on a busy machine.
const patience = 60 * time.Second

// program is where the real binary is built, once for all tests.
var program struct {
	once sync.Once
	dir  string
	err  error
}

// waiters is how many tests go on at a time at least: most of them wait for programs that they
// killed, and use no processor meanwhile.
const waiters = 4

// isSet tells whether whoever runs the tests gave a flag.
func isSet(name string) (set bool) {
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}

func TestMain(m *testing.M) {
	makeRoom()
	flag.Parse()
	if runtime.GOMAXPROCS(0) < waiters && !isSet("test.parallel") {
		_ = flag.Set("test.parallel", strconv.Itoa(waiters)) // a number is always taken
	}
	code := m.Run()
	if program.dir != "" {
		_ = os.RemoveAll(program.dir)
	}
	os.Exit(code)
}

// raced reports whether DUBAN_TEST_RACE asks for a program with the race detector in it.
func raced() bool { return os.Getenv("DUBAN_TEST_RACE") != "" }

func binary(t *testing.T) string {
	t.Helper()
	program.once.Do(func() {
		if program.dir, program.err = os.MkdirTemp("", "duban-program-"); program.err != nil { //nolint:usetesting // it outlives the first test
			return
		}
		args := []string{"build", "-o", filepath.Join(program.dir, "duban")}
		if raced() {
			args = append(args, "-race")
		}
		out, err := exec.Command("go", append(args, ".")...).CombinedOutput()
		if err != nil {
			program.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if program.err != nil {
		t.Fatalf("build the program: %v", program.err)
	}
	return filepath.Join(program.dir, "duban")
}

// site is one office on this machine: its Redis, its Telegram, and what the program
// finds in its environment.
type site struct {
	t        *testing.T
	redis    *redistest.Server
	telegram *sandbox.Server
	server   *httptest.Server
	store    *store.Store // the test's own look into the book
	env      map[string]string
	zone     *time.Location

	mu        sync.Mutex
	processes []*process
}

const siteToken = "4242:AAF-this_must_never_be_written_anywhere"

// newSite opens an office in which it is noon of a workday, whatever the machine's clock
// says, and never night.
func newSite(t *testing.T) *site {
	t.Helper()
	s := bareSite(t, redistest.Start(t, "--appendfsync", "always"))
	s.store = s.book("duban")
	return s
}

// bareSite is a site without a look into its book: its Redis may be of any kind.
func bareSite(t *testing.T, redis *redistest.Server) *site {
	t.Helper()
	s := &site{t: t, redis: redis}
	s.telegram = sandbox.New(sandbox.Options{Token: siteToken, Now: time.Now, LimitsOff: true, Seed: 1, MaxCalls: 100_000, Check: checked(t)})
	s.server = httptest.NewServer(s.telegram)
	t.Cleanup(func() {
		for _, p := range s.all() {
			p.kill()
		}
		s.server.CloseClientConnections()
		s.server.Close()
	})
	name := noonZone(time.Now())
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	s.zone = zone
	calendar := filepath.Join(t.TempDir(), "calendar.json")
	today := time.Now().In(zone)
	notice := fmt.Sprintf(`{"%d": {"papers": [], "days": [{"date": %q, "name": "测试", "off": false}]}}`, today.Year(), today.Format(time.DateOnly))
	if err := os.WriteFile(calendar, []byte(notice), 0o600); err != nil {
		t.Fatal(err)
	}
	s.env = map[string]string{
		"DUBAN_TOKEN": siteToken, "DUBAN_API_URL": s.server.URL, "DUBAN_REDIS_URL": s.redis.URL(),
		"DUBAN_LISTEN": "127.0.0.1:0", "DUBAN_ZONE": name, "DUBAN_CALENDAR_FILES": calendar,
		"DUBAN_QUIET_FROM": "00:00", "DUBAN_QUIET_UNTIL": "00:00",
	}
	for _, job := range []string{"DIGEST", "OVERDUE", "MISSING", "BRIEF", "CHAIN"} {
		s.env["DUBAN_RHYTHM_"+job] = "off"
	}
	return s
}

// noonZone is a zone in which it is between noon and one: no test runs into midnight.
func noonZone(now time.Time) string {
	east := 12 - now.UTC().Hour()
	return fmt.Sprintf("Etc/GMT%+d", -east) // the names have their signs the other way round
}

func (s *site) all() []*process {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*process(nil), s.processes...)
}

// process is the program running.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdout journal
	stderr journal
	ended  chan struct{} // closed when it has ended
	asked  time.Time     // when it was told to stop
	took   time.Duration // how long that took
}

// journal is what a process wrote so far.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// start runs a sub-command of the program. The kernel ends it with this test at the latest.
func (s *site) start(args ...string) *process {
	s.t.Helper()
	p := &process{t: s.t, cmd: exec.Command(binary(s.t), args...), ended: make(chan struct{})}
	p.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TMPDIR=" + os.TempDir(), "GORACE=atexit_sleep_ms=0"}
	for name, value := range s.env {
		p.cmd.Env = append(p.cmd.Env, name+"="+value)
	}
	p.cmd.Stdout, p.cmd.Stderr, p.cmd.SysProcAttr = &p.stdout, &p.stderr, attributes()
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the process ends with the thread that started it
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // how it ended is in its state
		}
		close(p.ended)
	}()
	if err := <-started; err != nil {
		s.t.Fatalf("duban %s: %v", strings.Join(args, " "), err)
	}
	s.mu.Lock()
	s.processes = append(s.processes, p)
	s.mu.Unlock()
	return p
}

// serve starts `duban serve` and waits until it leads.
func (s *site) serve(args ...string) *process {
	s.t.Helper()
	p := s.start(append([]string{"serve", "--lease", "500ms"}, args...)...)
	eventually(s.t, "the program leads", func() bool { return p.stands().Leading })
	return p
}

// run runs a sub-command to its end.
func (s *site) run(args ...string) (code int, p *process) {
	s.t.Helper()
	p = s.start(args...)
	return p.wait(), p
}

func (p *process) running() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// kill is SIGKILL.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.ended
}

// stop is SIGTERM; it returns the exit code and notes how long it took.
func (p *process) stop() int {
	p.t.Helper()
	p.asked = time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatalf("SIGTERM: %v; it wrote:\n%s", err, p.stderr.String())
	}
	code := p.wait()
	p.took = time.Since(p.asked)
	return code
}

// wait waits for the end and returns the exit code.
func (p *process) wait() int {
	p.t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		p.kill()
		p.t.Fatalf("it did not end; it wrote:\n%s", p.stderr.String())
		return -1
	}
}

// standing is what /readyz says.
type standing struct {
	Answers bool `json:"-"`
	Leading bool `json:"leading"`
	Redis   bool `json:"redis"`
}

var listening = regexp.MustCompile(`msg=listening listen=(\S+)`)

// address is where the process listens, empty until it does.
func (p *process) address() string {
	found := listening.FindStringSubmatch(p.stderr.String())
	if found == nil {
		return ""
	}
	return found[1]
}

// stands asks /readyz.
func (p *process) stands() standing {
	address := p.address()
	if address == "" {
		return standing{}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", http.NoBody)
	if err != nil {
		return standing{}
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return standing{}
	}
	defer resp.Body.Close() //nolint:errcheck // it was only read
	said := standing{Answers: true}
	if err := json.NewDecoder(resp.Body).Decode(&said); err != nil {
		return standing{}
	}
	return said
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	within(t, patience, what, holds)
}

func within(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for !holds() {
		select {
		case <-look.C:
		case <-deadline.C:
			t.Fatalf("not within %s: %s", limit, what)
		}
	}
}

// silence fails when a process wrote its token or any of the words, or of a panic.
func (s *site) silence(words ...string) {
	s.t.Helper()
	for i, p := range s.all() {
		for name, text := range map[string]string{"stdout": p.stdout.String(), "stderr": p.stderr.String()} {
			for _, secret := range append([]string{siteToken, strings.TrimPrefix(siteToken, "4242:"), "DATA RACE", "panic:"}, words...) {
				if at := strings.Index(text, secret); at >= 0 {
					s.t.Errorf("process %d wrote %q to its %s: …%s…", i, secret, name, text[max(0, at-200):min(len(text), at+100)])
				}
			}
		}
	}
}
