package ledger_test

import (
	"strconv"
	"testing"
	"time"

	"duban/ledger"
)

// TestRemarkWaits holds that kept words are their owner's alone, count once, and not for ever.
func TestRemarkWaits(t *testing.T) {
	now := time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC)
	leader := ledger.Person{ID: 7, Name: "周市长", Posts: []ledger.Post{{Role: ledger.RoleLeader, Unit: "", From: 1}}}
	other := leader
	other.ID = 8
	kept, _, refusal := ledger.Proposal{ID: ledger.RemarkOf(leader.ID, "tg:1/2")}.Remark(leader, now, " 抓紧办 ")
	if refusal != nil || kept.Words != "抓紧办" || kept.Owner() != strconv.Itoa(7) || kept.Sort() != ledger.ProposalRemark {
		t.Fatalf("kept %+v, refusal %v", kept, refusal)
	}
	if again := ledger.RemarkOf(leader.ID, "tg:1/3"); again == kept.ID {
		t.Error("what is said next takes the place of what was said")
	}
	for name, c := range map[string]struct {
		p    ledger.Proposal
		by   ledger.Person
		at   time.Time
		want ledger.Reason
	}{
		"another's":     {kept, other, now, ledger.ReasonOthersRemark},
		"too late":      {kept, leader, now.Add(ledger.ProposalRemarkWaits), ledger.ReasonRemarkLate},
		"chosen before": {kept.Dropped(), leader, now, ledger.ReasonRemarkGone},
		"in time":       {kept, leader, now.Add(ledger.ProposalRemarkWaits - 1), ""},
	} {
		taken, entry, refusal := c.p.TakeRemark(c.by, c.at, ledger.NewRemark)
		if got := reasonOf(refusal); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		if c.want == "" && (taken.Words != "" || entry.Fields[0].After != ledger.NewRemark) {
			t.Errorf("%s: taken %+v, entry %+v", name, taken, entry)
		}
	}
	for words, want := range map[string]ledger.Reason{"  ": ledger.ReasonNoInstruction, "机密★ 某工程": ledger.ReasonSecret} {
		if _, _, refusal := (ledger.Proposal{}).Remark(leader, now, words); reasonOf(refusal) != want {
			t.Errorf("%q: got %q, want %q", words, reasonOf(refusal), want)
		}
	}
	if _, _, refusal := (ledger.Proposal{}).Remark(officer(), now, "抓紧办"); reasonOf(refusal) != ledger.ReasonNoRight {
		t.Errorf("an officer: got %q", reasonOf(refusal))
	}
	if _, _, refusal := (ledger.Proposal{}).Saying(ledger.Person{}, now, "promise", "周五", nil); reasonOf(refusal) != ledger.ReasonStranger {
		t.Errorf("a stranger: got %q", reasonOf(refusal))
	}
}

// TestKeeps holds that a file is found in whatever holds it, and in nothing else.
func TestKeeps(t *testing.T) {
	f := ledger.File{Ref: "f", Size: ledger.FetchMost + 1}
	files := []ledger.File{{Ref: "e"}, f}
	for name, r := range map[string]ledger.Record{
		"report": ledger.Report{Files: files}, "matter": ledger.Matter{Files: files},
		"decision": ledger.Matter{Settled: ledger.Settled{Files: files}},
		"reply":    ledger.Notice{Replies: []ledger.NoticeReply{{Files: files}}},
		"closeout": ledger.Task{Closeout: ledger.Closeout{Files: files}},
		"step":     ledger.Task{Closeout: ledger.Closeout{Passed: []ledger.Passed{{Files: files}}}},
		"recheck":  ledger.Task{Rechecks: []ledger.Recheck{{Files: files}}},
		"saying":   ledger.Proposal{Files: files}, "sheet": ledger.Proposal{Sheet: &ledger.Sheet{File: f}},
	} {
		if !ledger.Keeps(r, f) || ledger.Keeps(r, ledger.File{Ref: "g"}) {
			t.Errorf("%s: holds f %v, g %v", name, ledger.Keeps(r, f), ledger.Keeps(r, ledger.File{Ref: "g"}))
		}
	}
	if ledger.Keeps(ledger.Task{}, f) || !f.TooLarge() || (ledger.File{Size: ledger.FetchMost}).TooLarge() {
		t.Error("an empty task holds a file, or the bound is not the messenger's")
	}
}

// TestExpire holds which kept words end by the clock, and what a late thumb learns.
func TestExpire(t *testing.T) {
	now := time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC)
	leader := ledger.Person{ID: 7, Posts: []ledger.Post{{Role: ledger.RoleLeader, From: 1}}}
	kept, _, refusal := ledger.Proposal{ID: ledger.RemarkOf(leader.ID, "tg:1/2")}.Remark(leader, now, "抓紧办")
	if refusal != nil {
		t.Fatal(refusal)
	}
	draft, _ := ledger.Proposal{ID: ledger.ProposalOf(7, ledger.ProposalNew)}.With([]ledger.Task{{Title: "清淤"}}, 7, now, ledger.ProposalNewWaits)
	over := now.Add(ledger.ProposalRemarkWaits)
	for name, c := range map[string]struct {
		p    ledger.Proposal
		at   time.Time
		want bool
	}{
		"in time":          {kept, over.Add(-time.Second), false},
		"its time is over": {kept, over, true},
		"dealt with":       {kept.Dropped(), over, false},
		"a draft":          {draft, over, false},
	} {
		if _, _, got := c.p.Expire(c.at); got != c.want {
			t.Errorf("%s: ended %t, want %t", name, got, c.want)
		}
	}
	ended, entry, _ := kept.Expire(over)
	if ended.Words != "" || len(ended.Marks()) != 0 || !kept.Said().Equal(now) || entry.Fields[0].After != "late" {
		t.Errorf("ended as %+v with %+v", ended, entry)
	}
	if at, ok := markScore(kept, ledger.MarkSaid); !ok || at != ledger.SaidOver(over).Max {
		t.Error("it is not found when its time is over")
	}
	if _, _, refusal := ended.TakeRemark(leader, over, ledger.NewRemark); reasonOf(refusal) != ledger.ReasonRemarkLate {
		t.Errorf("a late thumb: %q", reasonOf(refusal))
	}
	if _, _, again := ended.Expire(over); again {
		t.Error("it ends twice")
	}
}
