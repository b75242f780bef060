package documents_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/documents"
	"duban/ledger"
)

var stamped = documents.Stamp{
	Office: "乐昌市污染防治攻坚指挥部办公室", Head: ledger.Head{Seq: 41, Link: "9f8e7d6c5b4a"},
	At: time.Date(2025, time.July, 14, 8, 30, 0, 0, time.FixedZone("CST", 8*3600)),
}

func sampleNotice(code, name string) ledger.Notice {
	at := stamped.At
	n := ledger.Notice{
		ID: "2025-002/n1", Task: "2025-002", Title: "城区截污提升工程", Level: ledger.Level{Code: code, Name: name, ReplyDays: 5, HeadSigns: code == "red"},
		Next: "红色督办", Series: "乐污防攻坚办督〔{year}〕{n}号", Year: 2025, N: 3, Units: []ledger.UnitID{"住建局", "水务局"}, Copies: []ledger.UnitID{"财政局"},
		Basis: "会议部署", Problem: "截至7月14日，已逾期1天，进度0%，还没有报过进展", Requirement: "请于7月底前完成主管网铺设，每周报进展",
		Limit: ledger.NewDate(2025, 9, 30), ReplyBy: ledger.NewDate(2025, 7, 21), Contact: "刘敏 0751-1234567",
		At: at, State: ledger.NoticeIssued, Signed: ledger.Settled{Name: "刘敏", At: at},
	}
	if code == "red" {
		n.Next = ""
	}
	return n
}

// repliedNotice was replied to twice by one unit, and received by the other. It was issued by
// another paper than that which stamped tells of.
func repliedNotice() ledger.Notice {
	n := sampleNotice("red", "红色督办")
	day := func(d int) time.Time { return n.At.AddDate(0, 0, d) }
	n.Paper = ledger.NoticePaper{Seq: 12, Link: "1a2b3c4d5e6f", At: n.At, SHA256: strings.Repeat("0123456789abcdef", 4)}
	n.Received = []ledger.Receiving{{Unit: "住建局", Name: "李建", At: day(1)}, {Unit: "水务局", Name: "小孙", At: day(2)}}
	n.Replies = []ledger.NoticeReply{
		{
			Unit: "住建局", By: 7, Name: "李建", At: day(2), Text: "正在办", Verdict: ledger.VerdictReturned,
			Settled: ledger.Settled{Name: "刘敏", At: day(3), Words: "请写明完成时间和责任人"},
		},
		{
			Unit: "住建局", By: 7, Name: "李建", At: day(4), Text: "主管网铺设已完成8公里，剩余4公里8月10日前完成，责任人张三。\n已增派两个施工队，夜间施工。",
			Files: []ledger.File{{Name: "进度表.xlsx"}, {Name: "现场.jpg"}}, Head: ledger.Settled{By: 8, Name: "孙局", At: day(4)},
			Verdict: ledger.VerdictApproved, Settled: ledger.Settled{Name: "刘敏", At: day(5)},
		},
		{Unit: "水务局", By: 9, Name: "小孙", At: day(200), Text: "配合住建局开挖"},
	}
	return n
}

func sampleTask() ledger.Task {
	return ledger.Task{
		ID: "2025-002", Title: "城区截污提升工程", Target: "完成截污管网12公里，污水不直排", Lead: []ledger.UnitID{"住建局"}, Leader: "分管城建副市长",
		Limit: ledger.Limit{Due: ledger.NewDate(2025, 7, 15)}, Percent: 40, Completed: ledger.NewDate(2025, 7, 10),
		Notices: []ledger.Noticed{
			{Number: "督办〔2025〕1号", Issued: ledger.NewDate(2025, 7, 16), State: ledger.NoticeReplied},
			{Number: "督办〔2025〕2号", Issued: ledger.NewDate(2025, 7, 22), State: ledger.NoticeVoid},
			{State: ledger.NoticeDraft},
		},
		Closeout: ledger.Closeout{
			Unit: "住建局", Applied: ledger.NewDate(2025, 7, 11), Text: "管网已通水运行\n出水达标", Until: ledger.NewDate(2025, 7, 21), At: 1,
			Steps: []ledger.Step{{Name: ledger.StepSelfCheck}, {Name: ledger.StepPublicNotice}, {Name: ledger.StepFile}},
			Files: []ledger.File{
				{Name: "验收报告.pdf", Size: 120_000, SHA256: strings.Repeat("0123456789abcdef", 4)},
				{Kind: ledger.FilePhoto, SHA256: strings.Repeat("fedcba9876543210", 4)},
				{Name: "影像.mp4", Size: 30 << 20},
			},
			Passed: []ledger.Passed{{Step: ledger.StepSelfCheck, On: ledger.NewDate(2025, 7, 11), By: "孙局", Verdict: ledger.VerdictApproved, Words: "属实"}},
		},
	}
}

func sampleSnapshot() ledger.Snapshot {
	s := ledger.Snapshot{
		ID: "2025-07-14/w", Kind: ledger.BriefWeekly, At: stamped.At, Head: stamped.Head, Name: "全市", From: ledger.NewDate(2025, 7, 7), Until: ledger.NewDate(2025, 7, 13),
		Summary:   ledger.Summary{Total: 20, Completed: 6, StruckOff: 2, NotStruck: 4, Open: 14, Red: 3, Yellow: 2, Green: 8, Grey: 1, Overdue: 3, DueSoon: 2, Reported: 9, Missing: 1, Blocked: 1},
		Campaigns: []ledger.Figures{{Name: "碧水", Total: 12, Completed: 4, StruckOff: 2, Red: 1, Percent: 55, Schedule: 50}, {Name: "蓝天", Total: 8, Completed: 2, Red: 2, Percent: 31, Schedule: 48}},
	}
	for i := range 12 {
		s.Units = append(s.Units, ledger.Figures{Name: fmt.Sprintf("单位%d", i+1), Total: int64(i), Overdue: int64(i % 3), Percent: 10 * i % 100, Schedule: 50})
	}
	return s
}

func allPapers(t *testing.T, p *documents.Papers) map[string]ledger.File {
	t.Helper()
	out := map[string]ledger.File{}
	keep := func(name string) func(ledger.File, error) {
		return func(f ledger.File, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[name] = f
		}
	}
	keep("notice-blue")(p.Notice(sampleNotice("blue", "蓝色提醒"), stamped))
	keep("notice-yellow")(p.Notice(sampleNotice("yellow", "黄色督办"), stamped))
	keep("notice-red")(p.Notice(sampleNotice("red", "红色督办"), stamped))
	keep("notice-replied")(p.NoticeCopy(repliedNotice(), stamped))
	keep("admonition")(p.Admonition(sampleTask(), "截至7月29日，已逾期14天，进度40%", stamped))
	keep("closeout")(p.Closeout(sampleTask(), stamped))
	keep("public")(p.PublicNotice(sampleTask(), "刘敏 0751-1234567", stamped))
	keep("bulletin")(p.Bulletin(sampleBulletin()))
	keep("brief")(p.Brief(sampleSnapshot(), stamped.Office, "第3期"))
	return out
}

func sampleBulletin() documents.BulletinPaper {
	body := []string{"一、基本情况", strings.Repeat("上半年各单位认真落实污染防治攻坚各项任务取得阶段性成效", 60) + "。", "（一）存在的问题", strings.Repeat("部分单位进展迟缓", 20) + "。"}
	return documents.BulletinPaper{
		Number: "乐污防攻坚办通〔2025〕1号", Title: "关于2025年上半年污染防治攻坚任务办理情况的通报", To: "各镇（街道），市直各有关单位", Body: body,
		Date: ledger.NewDate(2025, 7, 14), Copies: "市委办、市政府办", Stamp: stamped,
	}
}

// texted is what a paper says: each paragraph a line, cells apart by bars.
func texted(t *testing.T, body []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(xml)
}

func TestPapersContent(t *testing.T) {
	papers, err := documents.NewPapers("")
	if err != nil {
		t.Fatal(err)
	}
	again := allPapers(t, papers)
	for name, file := range allPapers(t, papers) {
		if !bytes.Equal(file.Body, again[name].Body) {
			t.Errorf("%s: the same input made other bytes", name)
		}
		golden := "testdata/papers/" + name + ".xml"
		got := file.Name + "\n" + texted(t, file.Body)
		if os.Getenv("UPDATE") != "" {
			if err := os.MkdirAll("testdata/papers", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if keep := os.Getenv("PAPERS_OUT"); keep != "" {
			if err := os.WriteFile(keep+"/"+name+".docx", file.Body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
