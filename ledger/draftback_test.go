package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

// TestDraftTakenBack holds who may take a notice back that nobody has signed.
func TestDraftTakenBack(t *testing.T) {
	now := at(t, "2025-07-14 11:00:00")
	d := drafting(t, "yellow")
	d.By = holder(ledger.RoleSupervisor, ledger.DateOf(now), 0)
	d.By.ID = 31
	noted, refusal := drainTask().DraftNotice(d)
	if refusal != nil {
		t.Fatal(refusal)
	}
	another := d.By
	another.ID = 32
	signed, _ := issued(t, "yellow", ledger.Counter{})
	for name, test := range map[string]struct {
		by   ledger.Person
		of   ledger.Noted
		want ledger.Reason
	}{
		"who drafted it":     {d.By, noted, ""},
		"the office":         {officer(), noted, ""},
		"another supervisor": {another, noted, ledger.ReasonNotDrafter},
		"a unit":             {contactOf(1, "住建局"), noted, ledger.ReasonNoRight},
		"one that is issued": {officer(), signed, ledger.ReasonNoneDrafted},
	} {
		back, put, refusal := test.of.Notice.TakeBack(test.of.Task, []ledger.Matter{test.of.Matter}, test.by, now, "")
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil {
			continue
		}
		if back.Notice.State != ledger.NoticeDeclined || back.Notice.Number() != "" || len(back.Task.Drafts()) != 0 || len(back.Task.Waiting) != 0 || len(put) != 1 {
			t.Errorf("%s: %+v stands, %d matters are void, %v wait", name, back.Notice.State, len(put), back.Task.Waiting)
		}
		if _, refusal := back.Task.DraftNotice(d); refusal != nil {
			t.Errorf("%s: drafted again, refused for %q", name, refusal.Reason)
		}
	}
}

// TestIssuerMerged holds that the unit which an issuer has become part of hears of the replies,
// and may read what it hears of; whoever signed stays who signed.
func TestIssuerMerged(t *testing.T) {
	noted, _ := issued(t, "yellow", ledger.Counter{Last: 6})
	n, task := noted.Notice, noted.Task
	n.Issuer = "生态环境局"
	merge := func(n ledger.Notice, task ledger.Task, from, into ledger.UnitID) (ledger.Notice, ledger.Task) {
		moved := task.MoveUnit(ledger.Merging{By: officer(), At: n.At, From: from, Into: into}, nil, []ledger.Notice{n})
		if len(moved.Notices) != 1 {
			t.Fatalf("%d notices moved, want the one that runs", len(moved.Notices))
		}
		return moved.Notices[0], moved.Task
	}
	n, task = merge(n, task, "生态环境局", "农业农村局")
	n, task = merge(n, task, "农业农村局", "自然资源局")
	is := task.Notices[len(task.Notices)-1]
	if n.Issuer != "生态环境局" || n.Heir != "自然资源局" || is.Issuer != "自然资源局" || is.Once != "生态环境局" {
		t.Errorf("signed by %s, heard by %s; its task says %s, once %s", n.Issuer, n.Heir, is.Issuer, is.Once)
	}
	heir := contactOf(9, "自然资源局")
	if whole, refusal := n.MayRead(task, heir, ledger.DateOf(n.At)); !whole || refusal != nil {
		t.Errorf("the heir reads it: %v, %v", whole, refusal)
	}
	if _, refusal := n.MayRead(task, contactOf(10, "农业农村局"), ledger.DateOf(n.At)); refusal == nil {
		t.Error("one that hears of it no more reads it")
	}
	to := n.Units[0]
	for _, merger := range [][2]ledger.UnitID{{"自然资源局", to}, {to, "综合执法局"}} { // into whom the notice is to: it answers itself
		n, task = merge(n, task, merger[0], merger[1])
		is = task.Notices[len(task.Notices)-1]
		if n.Issuer != "生态环境局" || n.Heir != merger[1] || is.Issuer != "" || !slices.Contains(n.Units, merger[1]) {
			t.Errorf("%s: heard by %q, the heir is %s, to %v", merger[1], is.Issuer, n.Heir, n.Units)
		}
		for _, m := range slices.Concat(n.Marks(), task.Marks()) {
			if m.Name == ledger.IssuedMark(n.Issuer) || m.Name == ledger.IssuedMark(n.Heir) || m.Name == ledger.WakeMark("生态环境局") {
				t.Errorf("%s: looked for by %s", merger[1], m.Name)
			}
		}
	}
}

// TestRemarkedMark holds that tasks are found by the words of a leader that stand on them.
func TestRemarkedMark(t *testing.T) {
	task, now := drainTask(), at(t, "2025-07-14 11:00:00")
	mark := ledger.MarkOf(ledger.MarkRemarked, ledger.ScopeOffice)
	has := func(task ledger.Task) bool {
		for _, m := range task.Marks() {
			if m.Name == mark {
				return true
			}
		}
		return false
	}
	leader := holder(ledger.RoleLeader, ledger.DateOf(now), 0)
	done, refusal := task.Instruct(leader, now, "请倒排工期", "m1")
	if refusal != nil {
		t.Fatal(refusal)
	}
	back, refusal := done.Task.UndoInstruction(leader, now, "m1")
	if refusal != nil {
		t.Fatal(refusal)
	}
	if has(task) || !has(done.Task) || has(back.Task) {
		t.Errorf("found before %v, with words %v, without them again %v", has(task), has(done.Task), has(back.Task))
	}
}
