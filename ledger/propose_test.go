package ledger_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func proposing(t *testing.T) ledger.Reading {
	t.Helper()
	directory, _ := ledger.NewDirectory([]ledger.Unit{
		{ID: "住建局", Kind: "部门"}, {ID: "水务局", Kind: "部门"}, {ID: "坪石镇", Kind: "镇"}, {ID: "九峰镇", Kind: "镇"},
	})
	return ledger.Reading{Directory: directory, Calendar: calendar(t), On: ledger.NewDate(2025, 7, 14)}
}

func TestReadProposal(t *testing.T) {
	for text, want := range map[string]string{
		"截污工程；牵头 住建局；时限 8月31日": "title=截污工程|lead=住建局|limit=8月31日",
		"牵头:住建局\n标题: 截污工程;重点":  "lead=住建局|title=截污工程|priority=是",
		"截污工程，牵头住建局，配合水务局":     "title=截污工程|lead=住建局|co=水务局",
		"重点行业整治，含砖瓦；牵头 住建局":    "title=重点行业整治，含砖瓦|lead=住建局",
		"截污工程；二期；配合 水务局；坪石镇":   "title=截污工程；二期|co=水务局；坪石镇",
		"截污；标题 截污工程":           "title=截污；截污工程",
		"":                     "",
	} {
		cells, _ := ledger.ReadProposal(text, ledger.FieldTitle)
		var got []string
		for _, c := range cells {
			got = append(got, string(c.Field)+"="+c.Text)
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// FuzzReadProposal holds that every letter that was said stands in a cell, unless it may
// be one of a label.
func FuzzReadProposal(f *testing.F) {
	const ofLabels = "任务名称标题事项单位牵头主办责承配合协落实督导验收完成时限间期战役来源报送频次重点整改目标工作措施依据领分管挂"
	f.Add("截污工程；牵头 住建局；时限 8月31日；重点")
	f.Add("，牵头住建局;;配合:水务局。来源 会议")
	f.Fuzz(func(t *testing.T, text string) {
		cells, _ := ledger.ReadProposal(text, ledger.FieldTitle)
		var kept strings.Builder
		for _, c := range cells {
			kept.WriteString(c.Text)
		}
		for _, letter := range ledger.Letters(text) {
			if !strings.ContainsRune(ofLabels, letter) && !strings.ContainsRune(string(ledger.Letters(kept.String())), letter) {
				t.Fatalf("%q is lost of %q: kept %q", letter, text, kept.String())
			}
		}
	})
}

func TestProposeRefuses(t *testing.T) {
	for text, want := range map[string]ledger.Reason{
		"截污工程；牵头 住建局；时限 8月31日": "",
		"截污工程":                      "",
		"截污工程；时限 长期坚持":              "",
		"截污工程；时限 立行立改":              "",
		"截污工程；牵头 水物局":               ledger.ReasonUnknownUnit,
		"截污工程；牵头 各有关单位":             ledger.ReasonUnknownUnit,
		"截污工程；时限 尽快":                ledger.ReasonLimit,
		"截污工程；时限 7月1日":              ledger.ReasonLimitPast,
		"截污工程；频次 每天":                ledger.ReasonRhythm,
		"截污工程；频次 常常":                ledger.ReasonRhythm,
		"截污工程；重点 也许":                ledger.ReasonForm,
		"截":                         ledger.ReasonShortTitle,
		"截污工程；来源 机密★文件":             ledger.ReasonSecret,
		strings.Repeat("截污工程", 200): ledger.ReasonTooLong,
	} {
		cells, _ := ledger.ReadProposal(text, ledger.FieldTitle)
		if _, refusal := proposing(t).Propose(cells); reasonOf(refusal) != want {
			t.Errorf("%.40s: refused for %q, want %q", text, reasonOf(refusal), want)
		}
	}
}

// TestRegister holds that tasks are numbered after the last one by the counter as it was
// read, so that of two who enter at once one is told that it is stale.
func TestRegister(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	cells, _ := ledger.ReadProposal("截污工程；牵头 住建局；配合 水务局；时限 8月31日", ledger.FieldTitle)
	task, refusal := proposing(t).Propose(cells)
	if refusal != nil || task.Lacks() != ledger.AskingNothing {
		t.Fatal(refusal, task.Lacks())
	}
	p, _ := ledger.Proposal{ID: ledger.ProposalOf(8, ledger.ProposalNew)}.With([]ledger.Task{task, {Title: "河道清淤"}}, 8, now, time.Hour)
	counter := ledger.Counter{ID: ledger.CounterOfTasks(2025), Rev: 3, Last: 16}
	for name, test := range map[string]struct {
		p    ledger.Proposal
		by   ledger.Person
		want ledger.Reason
	}{
		"a contact":    {p, contactOf(1, "住建局"), ledger.ReasonNoRight},
		"dropped":      {p.Dropped(), officer(), ledger.ReasonNoProposal},
		"nothing":      {ledger.Proposal{}, officer(), ledger.ReasonNoProposal},
		"in good time": {p, officer(), ""},
	} {
		if _, refusal := test.p.Register(counter, test.by, now); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	if _, refusal := p.Register(counter, officer(), now.Add(2*time.Hour)); reasonOf(refusal) != ledger.ReasonNoProposal {
		t.Errorf("expired: refused for %q", reasonOf(refusal))
	}
	done, _ := p.Register(counter, officer(), now)
	first, second := done.Tasks[0], done.Tasks[1]
	if first.ID != "2025-017" || first.State != ledger.StateAssigned || second.ID != "2025-018" || second.State != ledger.StateRegistered {
		t.Errorf("entered %s %s and %s %s", first.ID, first.State, second.ID, second.State)
	}
	var counted ledger.Counter
	for _, record := range done.Put {
		if c, ok := record.(ledger.Counter); ok {
			counted = c
		}
	}
	if want := (ledger.Counter{ID: "task/2025", Rev: 3, Last: 18}); counted != want {
		t.Errorf("the counter is %+v, want %+v", counted, want)
	}
	if p.Press() == p.Dropped().Press() {
		t.Error("a button of a dropped proposal is still good")
	}
}
