package handlers_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/handlers"
	"duban/ledger"
)

// drawn is a drawer that keeps what it was given.
type drawn struct {
	of  map[string]ledger.Snapshot
	err error
}

func (d drawn) draw(name string, s ledger.Snapshot) ([]byte, error) {
	d.of[name] = s
	return []byte(name), d.err
}

func (d drawn) Indicator(ledger.IndicatorSeries) ([]byte, error) { return []byte("png"), nil }

func (d drawn) Lamps(s ledger.Snapshot) ([]byte, error)    { return d.draw("lamps", s) }
func (d drawn) Progress(s ledger.Snapshot) ([]byte, error) { return d.draw("progress", s) }
func (d drawn) Trends(s ledger.Snapshot) ([]byte, error)   { return d.draw("trends", s) }
func (d drawn) Ranking(s ledger.Snapshot) ([]byte, error)  { return d.draw("ranking", s) }

// briefing is an office with a leader, the head of a unit and a supervisor, and makers.
type briefing struct {
	*office
	drawn  drawn
	papers []ledger.Snapshot
	n      int
}

const (
	leader = ledger.PersonID(11)
	chen   = ledger.PersonID(12) // of another unit
	wang   = ledger.PersonID(13) // a supervisor
)

func newBriefing(t *testing.T) *briefing {
	t.Helper()
	b := &briefing{office: newOffice(t), drawn: drawn{of: map[string]ledger.Snapshot{}}}
	b.Makers = handlers.Makers{
		Charts: b.drawn, Table: documents.SnapshotWorkbook,
		Paper: func(s ledger.Snapshot) (ledger.File, error) {
			b.papers = append(b.papers, s)
			return ledger.File{Kind: ledger.FileDocument, Name: "简报.docx", Body: []byte("docx")}, nil
		},
	}
	person := func(id ledger.PersonID, post ledger.Post) ledger.Person {
		post.From = 1
		return ledger.Person{ID: id, Name: fmt.Sprint(id), Chat: ledger.Address(fmt.Sprintf("tg:%d", id)), Posts: []ledger.Post{post}}
	}
	task := ledger.Task{
		ID: "2025-020", Title: "扬尘整治", Lead: []ledger.UnitID{"水务局"}, Campaign: "蓝天", State: ledger.StateInProgress,
		Registered: ledger.NewDate(2025, 6, 1), Limit: ledger.Limit{Due: ledger.NewDate(2025, 7, 10)},
	}
	b.commit(
		ledger.Unit{ID: "住建局"}, ledger.Unit{ID: "水务局"}, ledger.Campaign{Name: "蓝天"}, task,
		person(leader, ledger.Post{Role: ledger.RoleLeader, Title: ledger.PrincipalLeader}),
		person(chen, ledger.Post{Role: ledger.RoleHead, Unit: "水务局"}), person(wang, ledger.Post{Role: ledger.RoleSupervisor}),
	)
	return b
}

func (b *briefing) commit(put ...ledger.Record) {
	b.t.Helper()
	b.n++
	_, err := b.book.Commit(b.t.Context(), ledger.Change{
		Cause: fmt.Sprintf("put:%d", b.n), At: b.now(), Put: put, Entries: []ledger.Entry{{At: b.now(), What: ledger.WhatRegistered}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// ask hands in what somebody says or presses in private, some time after the story began.
func (b *briefing) ask(who ledger.PersonID, text, button string, after time.Duration) (ledger.Reply, error) {
	b.n++
	return b.Handle(b.t.Context(), handlers.Request{
		Cause: fmt.Sprintf("update:%d", b.n), At: b.now().Add(after), From: who, Chat: ledger.Address(fmt.Sprintf("tg:%d", who)), Private: true,
		Text: text, Button: button,
	})
}

func (b *briefing) says(who ledger.PersonID, text string) ledger.Reply {
	b.t.Helper()
	reply, err := b.ask(who, text, "", 0)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply
}

func (b *briefing) presses(who ledger.PersonID, reply ledger.Reply, label string) ledger.Reply {
	b.t.Helper()
	for _, button := range reply.Buttons[0] {
		if button.Label == label {
			answer, err := b.ask(who, "", button.Data, 7*24*time.Hour)
			if err != nil {
				b.t.Fatal(err)
			}
			return answer
		}
	}
	b.t.Fatalf("no button %s under %q", label, reply.Text)
	return ledger.Reply{}
}

func (b *briefing) rank(on bool) {
	b.t.Helper()
	policy, err := b.book.Policy(b.t.Context(), ledger.PolicyCurrent)
	if err != nil {
		b.t.Fatal(err)
	}
	policy.Ranking = on
	b.commit(policy)
}

// TestOneSnapshot: the words in the chat, the input of the charts, the cells of the workbook
// and the paper carry the same figures, also when something happened since.
func TestOneSnapshot(t *testing.T) {
	b := newBriefing(t)
	reply := b.says(leader, "汇总")
	again := b.says(wang, "汇总 全部")
	if reply.Text != again.Text {
		t.Errorf("two who ask at once read\n%s\nand\n%s", reply.Text, again.Text)
	}
	b.commit(ledger.Task{ID: "2025-021", Title: "新的任务", State: ledger.StateAssigned, Registered: ledger.NewDate(2025, 7, 14)})
	charts, table := b.presses(leader, reply, "图表"), b.presses(leader, reply, "表格")
	b.presses(leader, reply, "文稿")
	s := b.papers[0]
	want := fmt.Sprintf("共%d项", s.Summary.Total)
	if s.Summary.Total != 3 || s.Summary.Overdue != 1 || !strings.Contains(reply.Text, want) || !strings.Contains(reply.Text, "逾期1项") {
		t.Errorf("the paper is of %+v, the chat says\n%s", s.Summary, reply.Text)
	}
	for _, name := range []string{"lamps", "progress"} {
		if diff := cmp.Diff(s, b.drawn.of[name]); diff != "" {
			t.Errorf("%s is drawn of something else (-paper +chart):\n%s", name, diff)
		}
	}
	var names []string
	for _, f := range charts.Files {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"lamps.png", "progress.png"}, names); diff != "" { // one week is no trend, and nobody is ranked
		t.Errorf("pictures (-want +got):\n%s", diff)
	}
	rows := sheet(t, table.Files[0].Body, "汇总")
	for _, row := range []string{"任务总数 | 3", "逾期 | 1", "未办结 | 3"} {
		if !strings.Contains(rows, row) {
			t.Errorf("the workbook has no %q:\n%s", row, rows)
		}
	}
	stamp := reply.Text[strings.LastIndex(reply.Text, "\n")+1:]
	if !strings.HasSuffix(charts.Text, stamp) || !strings.HasSuffix(table.Text, stamp) {
		t.Errorf("the stamps are\n%s\n%s\nwant %s", charts.Text, table.Text, stamp)
	}
	if now := b.says(leader, "汇总"); !strings.Contains(now.Text, "共4项") {
		t.Errorf("asked anew the answer is\n%s", now.Text)
	}
}

// TestBriefOnPaper reads the brief's paper itself: it carries the figures of the words in the
// chat, of the cells of the workbook and of what the charts are drawn of, also when something
// happened since, and the same moment and end of the chain.
func TestBriefOnPaper(t *testing.T) {
	b := newBureau(t)
	papers := b.Papers
	b.Makers.Paper = func(s ledger.Snapshot) (ledger.File, error) { return papers.Brief(s, "指挥部办公室", "") }
	reply := b.says(leader, "汇总")
	b.commit(ledger.Task{ID: "2025-021", Title: "新的任务", State: ledger.StateAssigned, Registered: ledger.NewDate(2025, 7, 14)})
	b.presses(leader, reply, "图表")
	table, paper := b.presses(leader, reply, "表格"), b.presses(leader, reply, "文稿")
	said, s := document(t, paper.Files[0].Body), b.drawn.of["lamps"]
	m := s.Summary
	if m.Total != 3 || m.Overdue != 1 || len(s.Units) == 0 || len(s.Campaigns) == 0 {
		t.Fatalf("the charts are drawn of %+v", s)
	}
	for _, want := range []string{
		fmt.Sprintf("共督办%d项：已办结%d项（其中已销号%d项、办结未销号%d项），未办结%d项", m.Total, m.Completed, m.StruckOff, m.NotStruck, m.Open),
		fmt.Sprintf("红灯%d项、黄灯%d项、绿灯%d项", m.Red, m.Yellow, m.Green), fmt.Sprintf("已逾期%d项，7天内到期%d项", m.Overdue, m.DueSoon),
		fmt.Sprintf("链%d %s", s.Head.Seq, s.Head.Link[:8]), "截至2025年7月14日09:00",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the paper does not say %q:\n%s", want, said)
		}
	}
	cells := sheet(t, table.Files[0].Body, "按单位") + "\n" + sheet(t, table.Files[0].Body, "按战役")
	for _, f := range slices.Concat(s.Units, s.Campaigns) {
		row := fmt.Sprintf("%s|%d|%d|%d|%d|%d|%d|%d|%d%%|%d%%|", f.Name, f.Total, f.Completed, f.StruckOff, f.Red, f.Yellow, f.Overdue, f.Missing, f.Percent, f.Schedule)
		if !strings.Contains(said, row) {
			t.Errorf("the paper has no row %s:\n%s", row, said)
		}
		row = fmt.Sprintf("%s | %d | %d | %d | %d | %d | ", f.Name, f.Total, f.Completed, f.StruckOff, f.Red, f.Yellow)
		if !strings.Contains(cells, row) {
			t.Errorf("the workbook has no row %s:\n%s", row, cells)
		}
	}
	if want := fmt.Sprintf("链%d·%s", s.Head.Seq, s.Head.Link[:8]); !strings.Contains(reply.Text, want) || !strings.Contains(reply.Text, fmt.Sprintf("共%d项", m.Total)) {
		t.Errorf("the chat does not say %s:\n%s", want, reply.Text)
	}
}

// sheet is a sheet as text.
func sheet(t *testing.T, body []byte, name string) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.Join(row, " | "))
	}
	return strings.Join(lines, "\n")
}

// TestRanking: units are ranked only where the office wants it.
func TestRanking(t *testing.T) {
	b := newBriefing(t)
	reply := b.says(leader, "汇总")
	b.presses(leader, reply, "图表")
	if _, ok := b.drawn.of["ranking"]; ok {
		t.Error("a ranking is drawn unasked")
	}
	b.rank(true)
	if answer := b.presses(leader, reply, "图表"); answer.Files[len(answer.Files)-1].Name != "ranking.png" {
		t.Errorf("the office wants it, and the pictures are %v", answer.Files)
	}
	unit := b.says(chen, "汇总")
	if answer := b.presses(chen, unit, "图表"); len(answer.Files) != 2 {
		t.Errorf("a unit is ranked with itself: %v", answer.Files)
	}
}

// TestWhoPresses: the buttons of a brief are for whoever may ask for it.
func TestWhoPresses(t *testing.T) {
	b := newBriefing(t)
	whole, unit, special := b.says(leader, "汇总"), b.says(chen, "汇总"), b.says(wang, "专报 水务局")
	for _, tt := range []struct {
		name string
		who  ledger.PersonID
		of   ledger.Reply
		may  bool
	}{
		{"a supervisor, the whole", wang, whole, true},
		{"a unit, the whole", chen, whole, false},
		{"its own", chen, unit, true},
		{"another unit's", lijian, unit, false},
		{"a leader, a unit's", leader, unit, true},
		{"a report on one subject", leader, special, true},
		{"a unit, a report on itself", chen, special, false},
		{"a stranger", 99, whole, false},
	} {
		for _, label := range []string{"详情", "图表", "表格", "文稿"} {
			answer := b.presses(tt.who, tt.of, label)
			if got := answer.Toast == ""; got != tt.may {
				t.Errorf("%s, %s: got %q %q", tt.name, label, answer.Toast, answer.Text)
			}
		}
	}
}

// TestPressesOfNothing: what is not there, not made or not drawn is said, and an error of ours
// is one.
func TestPressesOfNothing(t *testing.T) {
	b := newBriefing(t)
	reply := b.says(leader, "汇总")
	id := strings.TrimPrefix(reply.Buttons[0][0].Data, "br:d/")
	for _, data := range []string{"br:d/1-0", "br:d", "br:x/" + id, "br:"} {
		if answer, err := b.ask(leader, "", data, 0); err != nil || answer.Toast == "" {
			t.Errorf("%s: got %q, %v", data, answer.Text, err)
		}
	}
	b.drawn.err = documents.ErrNothingToDraw
	b.Makers.Charts = b.drawn
	if answer := b.presses(leader, reply, "图表"); !strings.Contains(answer.Toast, "没有可以画图的数") {
		t.Errorf("nothing to draw: %q", answer.Toast)
	}
	b.drawn.err = errors.New("out of paint")
	b.Makers.Charts = b.drawn
	if _, err := b.ask(leader, "", "br:c/"+id, 0); !errors.Is(err, b.drawn.err) {
		t.Errorf("got %v, want %v", err, b.drawn.err)
	}
	b.Makers = handlers.Makers{}
	for _, data := range []string{"br:c/" + id, "br:t/" + id, "br:p/" + id} {
		if answer, err := b.ask(leader, "", data, 0); err != nil || !strings.Contains(answer.Toast, "出不了图表") {
			t.Errorf("%s: got %q, %v", data, answer.Toast, err)
		}
	}
	if row := b.says(wang, "周报").Buttons[0]; len(row) != 1 {
		t.Errorf("what cannot be made is offered: %v", row)
	}
}
