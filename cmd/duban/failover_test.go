//go:build unix

package main

import (
	"fmt"
	"testing"
	"time"

	"duban/ledger"
	"duban/sandbox"
	"duban/store"
	"duban/store/redistest"
)

// takeOver is what is allowed from the death of the leader to the first answer of
// the one who stood by.
const takeOver = 10 * time.Second

// TestTakeOver runs two processes on one office with the lease that the program comes
// with: one leads, one stands by. The leader is killed in the middle of its work.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	tasks := s.settleIn(4, 1)
	leader := s.start("serve")
	eventually(t, "the first one leads", func() bool { return leader.stands().Leading })
	standby := s.start("serve")
	eventually(t, "the second one is ready", func() bool { got := standby.stands(); return got.Answers && got.Redis })
	if standby.stands().Leading {
		t.Fatal("/readyz of the second: it leads, want one who stands by")
	}
	var people []int64
	for n := range 4 {
		people = append(people, s.join(fmt.Sprintf("联络员%d", n), unitName(n)+" 联络员"))
	}
	reported := 0
	report := func() {
		n := reported % len(people)
		reported++
		task := tasks[ledger.UnitID(unitName(n))][0]
		s.say(sandbox.Speech{Person: people[n], Text: fmt.Sprintf("进展 %s %d 情况U%05d", task, reported, reported)})
	}
	for range 3 * len(people) {
		report()
	}
	leader.kill()
	killed := time.Now()
	report()
	within(t, takeOver, "the one who stood by leads and answers", func() bool {
		return standby.stands().Leading && s.heard(people[0], fmt.Sprintf("：%d%%", reported)) > 0
	})
	t.Logf("taken over %s after the kill", time.Since(killed).Round(10*time.Millisecond))
	eventually(t, "all is answered", func() bool { return s.telegram.Pending() == 0 && s.owedNothing() })
	s.reportedOnce(tasks, reported)

	// Whoever comes back stands by, and takes over at once from one who stops cleanly.
	again := s.start("serve")
	eventually(t, "the first one is back", func() bool { got := again.stands(); return got.Answers && got.Redis })
	if again.stands().Leading {
		t.Error("whoever comes back must not lead beside the leader")
	}
	stopping := time.Now()
	if code := standby.stop(); code != 0 || standby.took > 5*time.Second {
		t.Errorf("SIGTERM: exit %d after %s, want 0 within 5s", code, standby.took)
	}
	report()
	within(t, takeOver, "the lead is handed over", func() bool {
		return again.stands().Leading && s.heard(people[(reported-1)%len(people)], fmt.Sprintf("：%d%%", reported)) > 0
	})
	t.Logf("handed over %s after SIGTERM", time.Since(stopping).Round(10*time.Millisecond))
	s.reportedOnce(tasks, reported)
	again.stop()
	s.verified()
	s.silence("情况U")
}

// TestStandbyTakesWebhook has Telegram bring its updates to a process that stands by:
// it stores them, and the leader answers.
func TestStandbyTakesWebhook(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	tasks := s.settleIn(1, 1)
	unit := ledger.UnitID(unitName(0))
	door := freeAddress(t)
	s.env["DUBAN_WEBHOOK_SECRET"] = "a_secret_of_ours"
	s.env["DUBAN_WEBHOOK_URL"] = "http://" + door + "/telegram"
	leader := s.start("serve", "--lease", "3s") // a stall of the machine is not its end
	eventually(t, "the first one leads", func() bool { return leader.stands().Leading })
	s.env["DUBAN_LISTEN"] = door
	standby := s.start("serve", "--lease", "3s")
	eventually(t, "the second one is ready", func() bool { got := standby.stands(); return got.Answers && got.Redis })
	id := s.join("联络员", string(unit)+" 联络员")
	s.say(sandbox.Speech{Person: id, Text: fmt.Sprintf("进展 %s 41 情况U00001", tasks[unit][0])})
	eventually(t, "the leader answers", func() bool { return s.heard(id, "：41%") > 0 })
	if !leader.stands().Leading || standby.stands().Leading {
		t.Errorf("got %+v and %+v, want the first one leading all the time", leader.stands(), standby.stands())
	}
	// The leader dies; what comes in meanwhile waits in the inbox for the next one.
	leader.kill()
	s.say(sandbox.Speech{Person: id, Text: fmt.Sprintf("进展 %s 42 情况U00002", tasks[unit][0])})
	within(t, takeOver, "the one who took it answers it", func() bool { return s.heard(id, "：42%") > 0 })
	s.reportedOnce(tasks, 2)
	s.env["DUBAN_LISTEN"] = "127.0.0.1:0"
	if code := standby.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	s.silence("情况U", "a_secret_of_ours")
}

// TestServeThroughFailover kills the master of Redis while a Sentinel watches and the program
// works: it goes on with the replica, and what Telegram was told that we have is there, once.
func TestServeThroughFailover(t *testing.T) {
	t.Parallel()
	master := redistest.StartTCP(t, "--repl-diskless-sync-delay", "0")
	replica := redistest.StartReplica(t, master)
	sentinel := redistest.StartSentinel(t, master, "lechang")
	s := bareSite(t, master)
	s.env["DUBAN_REDIS_URL"] = "redis+sentinel://" + sentinel.Addr() + "/lechang?replicas=1"
	var err error
	if s.store, err = store.Open(t.Context(), s.env["DUBAN_REDIS_URL"], "duban"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.store.Close() })
	tasks, people := s.crowd(4)
	p := s.start("serve") // with the lease that it comes with
	eventually(t, "the program leads", func() bool { return p.stands().Leading })
	s.joinAll(people)
	n := 0
	report := func() {
		for _, one := range people {
			n++
			s.say(sandbox.Speech{Person: one.id, Text: fmt.Sprintf("进展 %s %d 情况U%05d", tasks[one.unit][0], n, n)})
		}
	}
	for _, gone := range []*redistest.Server{master, replica} {
		report()
		sentinel.Patience(t, "lechang", time.Hour) // until it was seen that nothing can be kept
		gone.Kill(t)
		report()
		eventually(t, "/readyz says so", func() bool { got := p.stands(); return got.Answers && !got.Redis })
		sentinel.Patience(t, "lechang", time.Second)
		eventually(t, "it reaches the new master", func() bool { return p.stands().Redis })
		gone.Restart(t) // as a replica: only with it is anything acknowledged again
		report()
		eventually(t, "all are answered", func() bool { return s.answered(people) >= n && s.owedNothing() })
	}
	s.reportedOnce(tasks, n)
	if code := p.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	s.verified()
	s.silence("情况U")
}

// owedNothing reports whether the inbox and the outbox are empty.
func (s *site) owedNothing() bool {
	waiting, err := s.store.Waiting(s.t.Context(), "", 1, 0)
	if err != nil || len(waiting) > 0 {
		return false
	}
	owing, _, err := s.store.Owing(s.t.Context())
	return err == nil && owing == 0
}

// reportedOnce checks that 情况U00001 to 情况U<n> are there once each.
func (s *site) reportedOnce(tasks map[ledger.UnitID][]ledger.TaskID, n int) {
	s.t.Helper()
	found := map[string]int{}
	for _, ids := range tasks {
		for _, id := range ids {
			reports, err := s.store.Reports(s.t.Context(), ledger.ReportsMark(id), -1)
			if err != nil {
				s.t.Fatal(err)
			}
			for _, r := range reports {
				found[noteIn(r.Text)]++
			}
		}
	}
	for i := 1; i <= n; i++ {
		note := fmt.Sprintf("情况U%05d", i)
		if found[note] != 1 {
			s.t.Errorf("%s was recorded %d times, want once", note, found[note])
		}
		delete(found, note)
	}
	if len(found) > 0 {
		s.t.Errorf("recorded and never said: %v", found)
	}
}
