//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
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

func TestMain(m *testing.M) {
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
		if program.dir, program.err = os.MkdirTemp("", "duban-program-"); program.err != nil {
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
	s.telegram = sandbox.New(sandbox.Options{Token: siteToken, Now: time.Now, LimitsOff: true, Seed: 1, MaxCalls: 100_000})
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

var listening = regexp.MustCompile(`msg=serving listen=(\S+)`)

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
	defer resp.Body.Close()
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

// unitName is a name that no other unit's name contains.
func unitName(n int) string {
	const first, second = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往", "金木水火土春夏秋冬梅兰竹菊松柏桃李杏桂荷"
	a, b := []rune(first), []rune(second)
	return string(a[n/len(b)%len(a)]) + string(b[n%len(b)]) + "局"
}

// writeLedger writes a list of units and one of tasks, so many for each unit.
func writeLedger(t *testing.T, units, each int, due time.Time) (unitsFile, tasksFile string) {
	t.Helper()
	rows := [][]string{{"简称", "全称", "类别", "上级", "别名", "考核组"}}
	tasks := [][]string{{"序号", "任务来源", "战役", "工作任务", "整改目标", "牵头单位", "配合单位", "分管领导", "完成时限", "报送频次", "重点", "备注"}}
	for n := range units {
		rows = append(rows, []string{unitName(n), "测试市" + unitName(n), "部门", "", "", ""})
	}
	for k := range each {
		for n := range units {
			item := k*units + n + 1
			tasks = append(tasks, []string{
				fmt.Sprint(item), "会议部署", "碧水", fmt.Sprintf("河段整治第%05d项", item), "按期完成", unitName(n), "", "",
				due.Format("2006年1月2日"), "每月", "", "",
			})
		}
	}
	dir := t.TempDir()
	unitsFile, tasksFile = filepath.Join(dir, "units.csv"), filepath.Join(dir, "tasks.csv")
	writeCSV(t, unitsFile, rows)
	writeCSV(t, tasksFile, tasks)
	return unitsFile, tasksFile
}

func writeCSV(t *testing.T, name string, rows [][]string) {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// settleIn imports a ledger with the real program and returns each unit's tasks.
func (s *site) settleIn(units, each int) map[ledger.UnitID][]ledger.TaskID {
	s.t.Helper()
	unitsFile, tasksFile := writeLedger(s.t, units, each, time.Now().AddDate(0, 2, 0))
	code, p := s.run("import", "--on", time.Now().In(s.zone).Format(time.DateOnly), unitsFile, tasksFile)
	if code != 0 {
		s.t.Fatalf("import: exit %d:\n%s%s", code, p.stdout.String(), p.stderr.String())
	}
	return s.tasks(units * each)
}

// tasks are the open tasks by leading unit.
func (s *site) tasks(want int) map[ledger.UnitID][]ledger.TaskID {
	s.t.Helper()
	all, _, err := s.store.TasksIn(s.t.Context(), ledger.Page{
		Range: ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, ledger.ScopeOffice), Max: ledger.NoLimit}, Limit: -1,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if len(all) != want {
		s.t.Fatalf("got %d tasks, want %d", len(all), want)
	}
	of := map[ledger.UnitID][]ledger.TaskID{}
	for _, t := range all {
		if len(t.Lead) != 1 || t.State != ledger.StateAssigned {
			s.t.Fatalf("task %s is led by %v and %s, want one unit and assigned", t.ID, t.Lead, t.State)
		}
		of[t.Lead[0]] = append(of[t.Lead[0]], t.ID)
	}
	return of
}

// person adds somebody and returns his id and an invitation code for a post.
func (s *site) person(name, post string) (id int64, code string) {
	s.t.Helper()
	user, err := s.telegram.AddPerson(sandbox.User{FirstName: name})
	if err != nil {
		s.t.Fatal(err)
	}
	code, err = issue(s.t.Context(), s.store, append(strings.Fields(post), name), time.Now().In(s.zone), newCode)
	if err != nil {
		s.t.Fatal(err)
	}
	return user.ID, code
}

// join brings somebody in who is bound when it returns: the program must run.
func (s *site) join(name, post string) int64 {
	s.t.Helper()
	id, code := s.person(name, post)
	s.say(sandbox.Speech{Person: id, Text: "/start " + code})
	eventually(s.t, name+" is bound", func() bool { return s.heard(id, 0, "") > 0 })
	return id
}

func (s *site) say(speech sandbox.Speech) sandbox.Seen {
	s.t.Helper()
	said, err := s.telegram.Say(speech)
	if err != nil {
		s.t.Fatal(err)
	}
	return said[0]
}

// heard counts the bot's messages in a chat after a revision that contain the words.
func (s *site) heard(chat, after int64, words string) int {
	s.t.Helper()
	n := 0
	for _, m := range s.read(chat) {
		if m.Rev > after && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// read are the bot's messages in a chat.
func (s *site) read(chat int64) []sandbox.Seen {
	s.t.Helper()
	all, err := s.telegram.Read(chat, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	var own []sandbox.Seen
	for _, m := range all {
		if m.Bot && m.Service == "" {
			own = append(own, m)
		}
	}
	return own
}

// verified runs `duban verify`.
func (s *site) verified() {
	s.t.Helper()
	if code, p := s.run("verify"); code != 0 {
		s.t.Errorf("duban verify: exit %d:\n%s%s", code, p.stdout.String(), p.stderr.String())
	}
}

// freeAddress is one at which nobody listens yet.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return address
}

// member is somebody who speaks for a unit.
type member struct {
	id   int64
	unit ledger.UnitID
	code string
}

// crowd is an office with so many units, two tasks for each, and a contact for each who
// has not joined yet.
func crowd(t *testing.T, n int) (s *site, tasks map[ledger.UnitID][]ledger.TaskID, people []member) {
	t.Helper()
	s = newSite(t)
	tasks = s.settleIn(n, 2)
	for i := range n {
		id, code := s.person(fmt.Sprintf("联络员%02d", i), unitName(i)+" 联络员")
		people = append(people, member{id, ledger.UnitID(unitName(i)), code})
	}
	return s, tasks, people
}

// joinAll has everybody join: the program must run.
func (s *site) joinAll(people []member) {
	s.t.Helper()
	for _, one := range people {
		s.say(sandbox.Speech{Person: one.id, Text: "/start " + one.code})
	}
	eventually(s.t, "everybody has joined", func() bool {
		for _, one := range people {
			if s.heard(one.id, 0, "") == 0 {
				return false
			}
		}
		return true
	})
}

// answered counts the answers to reports.
func (s *site) answered(people []member) int {
	s.t.Helper()
	n := 0
	for _, one := range people {
		n += s.heard(one.id, 0, "已登记 〔")
	}
	return n
}

// freeze lets Redis answer nobody any more, until it is started again.
func (s *site) freeze() {
	s.t.Helper()
	url, err := redis.ParseURL(s.redis.URL())
	if err != nil {
		s.t.Fatal(err)
	}
	client := redis.NewClient(url)
	defer client.Close()
	if err := client.Do(s.t.Context(), "CLIENT", "PAUSE", patience.Milliseconds(), "ALL").Err(); err != nil {
		s.t.Fatal(err)
	}
}

// book opens the book of an office.
func (s *site) book(office string) *store.Store {
	s.t.Helper()
	book, err := store.Open(s.t.Context(), s.redis.URL(), office)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = book.Close() })
	return book
}

// stored counts the tasks in a book.
func stored(t *testing.T, book *store.Store) int64 {
	t.Helper()
	all := ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, ledger.ScopeOffice), Max: ledger.NoLimit}
	counts, _, err := book.Count(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	return counts[0]
}
