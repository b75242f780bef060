package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// owedAt is when the file of these tests was sent.
var owedAt = time.Date(2025, 7, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

func owedFile() (ledger.File, ledger.OwedFile) {
	f := ledger.File{Ref: "photo", Kind: ledger.FilePhoto, Size: 4, Owed: ledger.OwedFileID("update:1", "photo")}
	by := ledger.Person{ID: 7, Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局", From: ledger.DateOf(owedAt)}}}
	return f, ledger.Owe(f, by, owedAt)
}

// holding are records of each kind that hold a file that is still to come.
func holding(f ledger.File) map[string]ledger.Record {
	files := []ledger.File{{Ref: "other"}, f}
	return map[string]ledger.Record{
		"a report":                   ledger.Report{ID: "r", Task: "2025-017", Files: files},
		"a matter":                   ledger.Matter{ID: "2025-017/m1", Task: "2025-017", Kind: ledger.MatterExtension, Files: files},
		"a decision":                 ledger.Matter{ID: "2025-017/m1", Task: "2025-017", Settled: ledger.Settled{Files: files}},
		"a notice":                   ledger.Notice{ID: "n", Task: "2025-017", Replies: []ledger.NoticeReply{{}, {Files: files}}},
		"a head's signature":         ledger.Notice{ID: "n", Task: "2025-017", Replies: []ledger.NoticeReply{{Head: ledger.Settled{Files: files}}}},
		"a close-out":                ledger.Task{ID: "2025-017", Closeout: ledger.Closeout{Files: files}},
		"a step that passed":         ledger.Task{ID: "2025-017", Closeout: ledger.Closeout{Passed: []ledger.Passed{{}, {Files: files}}}},
		"a look back":                ledger.Task{ID: "2025-017", Rechecks: []ledger.Recheck{{Files: files}}},
		"a reply to a superior":      ledger.Task{ID: "2025-017", Superior: ledger.Superior{Reply: ledger.SuperiorReply{Files: files}}},
		"words that wait for a task": ledger.Proposal{ID: "7/saying", Files: files},
	}
}

// TestOwedFileFetched holds that a file which has come is evidence wherever it is held, and that
// nothing that was read is changed.
func TestOwedFileFetched(t *testing.T) {
	f, o := owedFile()
	for name, r := range holding(f) {
		before := ledger.FilesOf(r)
		held, fresh := o.HeldBy([]ledger.Record{r, ledger.Unit{ID: "住建局"}})
		if _, again := held.HeldBy([]ledger.Record{r}); !fresh || again || len(held.Held) != 1 {
			t.Fatalf("%s: held by %v", name, held.Held)
		}
		if _, isProposal := r.(ledger.Proposal); (held.Task == "2025-017") == isProposal {
			t.Errorf("%s: is of task %q", name, held.Task)
		}
		done := held.Fetch(owedAt.Add(time.Hour), "abc", []ledger.Record{r, ledger.Report{ID: "another"}})
		if len(done.Put) != 2 || len(done.Entries) != 1 || len(done.File.Marks()) != 0 {
			t.Fatalf("%s: %d records are put with %d entries", name, len(done.Put), len(done.Entries))
		}
		want := []ledger.File{{Ref: "other"}, {Ref: f.Ref, Kind: f.Kind, Size: f.Size, SHA256: "abc"}}
		if diff := cmp.Diff(want, ledger.FilesOf(done.Put[1])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(before, ledger.FilesOf(r)); diff != "" {
			t.Errorf("%s: what was read was changed:\n%s", name, diff)
		}
	}
}

// TestOwedFileWanted holds that what was taken back takes its file with it.
func TestOwedFileWanted(t *testing.T) {
	f, o := owedFile()
	for name, r := range holding(f) {
		if !o.Wanted([]ledger.Record{ledger.Report{}, r}) {
			t.Errorf("%s that stands: its file is not wanted", name)
		}
	}
	files := []ledger.File{f}
	for name, r := range map[string]ledger.Record{
		"a report that was withdrawn":         ledger.Report{Files: files, Withdrawn: owedAt},
		"an application that was taken back":  ledger.Matter{Kind: ledger.MatterExtension, Files: files, Verdict: ledger.VerdictVoid, Settled: ledger.Settled{By: 7}},
		"a review whose report was withdrawn": ledger.Matter{Kind: ledger.MatterReview, Files: files, Verdict: ledger.VerdictVoid},
		"a close-out that was taken back":     ledger.Task{Closeout: ledger.Closeout{Files: files, Taken: true}},
		"words that were dropped":             ledger.Proposal{Files: files}.Dropped(),
	} {
		if o.Wanted([]ledger.Record{r}) {
			t.Errorf("%s: its file is wanted", name)
		}
	}
	if m := (ledger.Matter{Kind: ledger.MatterExtension, Files: files, Verdict: ledger.VerdictVoid}); !o.Wanted([]ledger.Record{m}) {
		t.Error("an application that ended with its task may come back, and its file is not wanted")
	}
	if done := o.Drop(owedAt, nil); done.File.State != ledger.OwedFileDropped || len(done.File.Marks()) != 0 {
		t.Errorf("dropped it is %s, under %v", done.File.State, done.File.Marks())
	}
}

// TestOwedFilePauses holds that it is asked for with growing pauses, for two days and no longer,
// and is evidence of nothing then.
func TestOwedFilePauses(t *testing.T) {
	f, o := owedFile()
	report := ledger.Report{ID: "r", Task: "2025-017", Files: []ledger.File{f}}
	for pause := time.Duration(0); o.State == ledger.OwedFileWaits; {
		now := o.Due
		done := o.Miss(now, []ledger.Record{report})
		if len(done.Entries) != 1 {
			t.Fatalf("attempt %d has %d entries", o.Tries, len(done.Entries))
		}
		o = done.File
		if o.State != ledger.OwedFileWaits {
			lost := ledger.FilesOf(done.Put[1])
			if len(lost) != 1 || !lost[0].Lost || lost[0].Owed != "" {
				t.Errorf("given up, the report holds %+v", lost)
			}
			break
		}
		if o.Due.Sub(now) <= pause || len(done.Put) != 1 {
			t.Errorf("attempt %d: the pause after %v is %v, %d records are put", o.Tries, pause, o.Due.Sub(now), len(done.Put))
		}
		pause = o.Due.Sub(now)
	}
	if after := o.Due.Sub(owedAt); o.State != ledger.OwedFileGivenUp || after < 40*time.Hour || after > 48*time.Hour {
		t.Errorf("it is %s after %v", o.State, after)
	}
}

// TestEvidenceOwed holds that a step which wants evidence may be applied for with a file that is
// still to come, and passes when that is here and not before; that one which was lost proves
// nothing, and the same file sent again does.
func TestEvidenceOwed(t *testing.T) {
	f, _ := owedFile()
	lost, here := f, f
	lost.Owed, lost.Lost = "", true
	here.Owed, here.SHA256 = "", "abc"
	m := ledger.Matter{ID: "2025-017/m1", Kind: ledger.MatterExtension, Files: []ledger.File{lost}}
	if m.Holds([]ledger.File{here}) || !m.Holds([]ledger.File{f}) {
		t.Error("a file that was lost is not taken when it is sent again, or is taken as one that is still to come")
	}
	r := ledger.Report{Files: []ledger.File{f}}
	if r.Holds([]ledger.File{here}) || !r.Holds([]ledger.File{lost}) {
		t.Error("a report does not take what is here in place of what is still to come")
	}
	w := begin(t, "省督察整改", ledger.DeskHead("住建局"))
	for reason, files := range map[ledger.Reason][]ledger.File{ledger.ReasonFileOwed: {f}, ledger.ReasonNoEvidence: {lost}} {
		w.matter.Files = files
		if refusal := w.decide(headOf("住建局"), ledger.VerdictApproved, ""); reasonOf(refusal) != reason {
			t.Errorf("with %+v the step is refused for %q, want %q", files, reasonOf(refusal), reason)
		}
	}
	if w.matter.Files = []ledger.File{lost, here}; w.decide(headOf("住建局"), ledger.VerdictApproved, "") != nil {
		t.Error("with what has come the step does not pass")
	}
	asked := applying(t)
	asked.By, asked.Files = headOf("住建局"), []ledger.File{f}
	if task, _, refusal := completedTask(t, "省督察整改").ApplyCloseout(asked, ledger.DefaultPolicy()); refusal != nil || task.Closeout.At != 0 {
		t.Errorf("a head who applies with a file that is still to come: refused for %q, the close-out is at step %d", reasonOf(refusal), task.Closeout.At)
	}
}
