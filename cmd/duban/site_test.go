//go:build unix

package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
	"duban/sandbox"
	"duban/store"
)

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
	tasks := [][]string{{"序号", "任务来源", "战役", "工作任务", "整改目标", "牵头单位", "配合单位", "分管领导", "完成时限", "报送频次", "完成状态", "备注"}}
	for n := range units {
		rows = append(rows, []string{unitName(n), "测试市" + unitName(n), "部门", "", "", ""})
	}
	for k := range each {
		for n := range units {
			item := k*units + n + 1
			stands := "" // the fourth of each unit was under way before, so nobody is asked to sign for it
			if k == 3 {
				stands = "办理中"
			}
			tasks = append(tasks, []string{
				strconv.Itoa(item), "会议部署", "碧水", fmt.Sprintf("河段整治第%05d项", item), "按期完成", unitName(n), "", "",
				due.Format("2006年1月2日"), "每月", stands, "",
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
		if len(t.Lead) != 1 || (t.State != ledger.StateAssigned && t.State != ledger.StateInProgress) {
			s.t.Fatalf("task %s is led by %v and %s, want one unit and assigned or under way", t.ID, t.Lead, t.State)
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
	eventually(s.t, name+" is bound", func() bool { return s.heard(id, "") > 0 })
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

// heard counts the bot's messages in a chat that contain the words.
func (s *site) heard(chat int64, words string) int {
	s.t.Helper()
	n := 0
	for _, m := range s.read(chat) {
		if strings.Contains(m.Text, words) {
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
	tasks, people = s.crowd(n)
	return s, tasks, people
}

func (s *site) crowd(n int) (tasks map[ledger.UnitID][]ledger.TaskID, people []member) {
	s.t.Helper()
	tasks = s.settleIn(n, 2)
	for i := range n {
		id, code := s.person(fmt.Sprintf("联络员%02d", i), unitName(i)+" 联络员")
		people = append(people, member{id, ledger.UnitID(unitName(i)), code})
	}
	return tasks, people
}

// joinAll has everybody join: the program must run.
func (s *site) joinAll(people []member) {
	s.t.Helper()
	for _, one := range people {
		s.say(sandbox.Speech{Person: one.id, Text: "/start " + one.code})
	}
	eventually(s.t, "everybody has joined", func() bool {
		for _, one := range people {
			if s.heard(one.id, "") == 0 {
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
		n += s.heard(one.id, "已登记 〔")
	}
	return n
}

// freeze lets Redis answer nobody any more, until it is started again.
func (s *site) freeze() {
	s.t.Helper()
	s.askRedis("CLIENT", "PAUSE", patience.Milliseconds(), "ALL")
}

// askRedis has Redis carry out a command and returns its answer.
func (s *site) askRedis(command ...any) any {
	s.t.Helper()
	url, err := redis.ParseURL(s.redis.URL())
	if err != nil {
		s.t.Fatal(err)
	}
	client := redis.NewClient(url)
	defer client.Close() //nolint:errcheck // nothing is written by closing
	answer, err := client.Do(s.t.Context(), command...).Result()
	if err != nil {
		s.t.Fatal(err)
	}
	return answer
}

// redisComputed is how long Redis has been computing since it started.
func (s *site) redisComputed() time.Duration {
	s.t.Helper()
	var sum time.Duration
	for line := range strings.Lines(fmt.Sprint(s.askRedis("INFO", "cpu"))) {
		name, seconds, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name != "used_cpu_sys" && name != "used_cpu_user" {
			continue
		}
		n, err := strconv.ParseFloat(seconds, 64)
		if err != nil {
			s.t.Fatal(err)
		}
		sum += time.Duration(n * float64(time.Second))
	}
	return sum
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
