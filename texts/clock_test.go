package texts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/texts"
)

const today = ledger.Date(20283) // 2025-07-14, a Monday

// at is the moment of the evening's words.
var at = today.At(17, 0, time.FixedZone("CST", 8*3600))

// TestClock holds the words of the clock to the files that were read by eye.
func TestClock(t *testing.T) {
	head := ledger.Head{Seq: 1234, Link: "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"}
	nine := append(occasions(), texts.DigestLine{
		Task: task(24, "九峰镇污水处理设施建设", "九峰镇", 0), Why: why(ledger.OccasionNear, 3),
	})
	for name, text := range map[string]string{
		"digest_one":     texts.Digest("住建局", today, occasions()[1:2], 0),
		"digest_ready":   texts.Digest("住建局", today, ready(), 0) + "\n" + buttons(ready()),
		"digest_all":     texts.Digest("住建局", today, occasions(), 0),
		"digest_more":    texts.Digest("住建局", today, occasions()[:2], 5),
		"digest_buttons": buttons(occasions()[:1]) + "\n" + buttons(occasions()[:5]) + "\n" + buttons(nine),
		"overdue_none":   texts.Overdue(texts.OfficeDay{At: at, Head: head}),
		"overdue":        texts.Overdue(officeDay(head)),
		"missing_none":   texts.Missing(texts.MissingReports{Rechecks: 2, NoPlan: 2, Still: 1, At: at, Head: head}),
		"missing": texts.Missing(texts.MissingReports{
			Late: []texts.LateUnit{{Unit: "住建局", Count: 3, Longest: 12}, {Unit: "坪石镇", Count: 1, Longest: 1}}, Total: 4,
			Burden: texts.BurdenLine(ledger.Burden{Unit: "住建局", Digests: 5, Reminders: 7}, 1, 10), At: at, Head: head,
		}),
		"chain": texts.Chain(at, head),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, text) })
	}
}

// TestDigestFits: the longest digest is one message.
func TestDigestFits(t *testing.T) {
	line := texts.DigestLine{Task: task(17, strings.Repeat("污水处理", 40), "住建局", 0), Why: []ledger.Telling{
		{Reason: ledger.OccasionOverdue, On: today - 300}, {Reason: ledger.OccasionBroken, On: today - 200}, {Reason: ledger.OccasionLate, On: today - 200},
	}}
	var lines []texts.DigestLine
	for range texts.DigestLines {
		lines = append(lines, line)
	}
	if n := len([]rune(texts.Digest("住建局", today, lines, 100))); n > 4096 {
		t.Errorf("the longest digest has %d characters, want at most 4096", n)
	}
}

func occasions() []texts.DigestLine {
	lines := []texts.DigestLine{
		{Task: task(5, "完善工地扬尘治理设施（旧城提质工程）", "住建局", 60), Why: append(why(ledger.OccasionOverdue, -5), why(ledger.OccasionLate, -3)...)},
		{Task: task(17, "加快推进市第二污水处理厂建设", "住建局", 60), Why: why(ledger.OccasionNear, 3)},
		{Task: task(18, "城区截污提升工程（截污水）", "住建局", 0), Why: why(ledger.OccasionToday, 0)},
		{Task: task(19, "深化土壤污染综合防治先行区建设并完成年度建设任务和成果提交", "住建局", 30), Why: why(ledger.OccasionBroken, -2)},
		{Task: task(20, "污水处理设施建设", "住建局", 30), Why: why(ledger.OccasionPromise, 0)},
		{Task: task(21, "污水处理设施建设", "住建局", 30), Why: append(why(ledger.OccasionReport, 0), ledger.Telling{Reason: ledger.OccasionMilestone, On: today + 3, Title: "主体封顶"})},
		{Task: task(22, "城乡生活垃圾卫生整治", "住建局", 0), Why: why(ledger.OccasionReport, 2)},
		{Task: task(23, "持续推进的工作", "住建局", 0), Why: why(ledger.OccasionReview, 0)},
	}
	for _, raw := range []ledger.Limit{{Due: today + 48, Raw: "8月底前"}, {Standing: true, Raw: "长期坚持"}, {Raw: "按序时进度推进"}} {
		line := texts.DigestLine{Task: task(30, "新的任务", "住建局", 0), Why: why(ledger.OccasionNew, 0)}
		line.Task.Limit = raw
		lines = append(lines, line)
	}
	return lines
}

func why(reason ledger.Occasion, days int) []ledger.Telling {
	return []ledger.Telling{{Reason: reason, On: today.AddDays(days)}}
}

func task(n int64, title string, unit ledger.UnitID, percent int) ledger.Task {
	t := ledger.Task{
		ID: ledger.NewTaskID(2025, n), Title: title, Lead: []ledger.UnitID{unit}, State: ledger.StateInProgress,
		Registered: today - 30, Percent: percent, Rhythm: ledger.RhythmWeekly,
		Limit: ledger.Limit{Due: today.AddDays(int(n) - 20)},
	}
	if percent > 0 {
		t.Last.Report = "x"
	}
	return t
}

func officeDay(head ledger.Head) texts.OfficeDay {
	return texts.OfficeDay{
		At: at, Head: head, Total: 17, Submitted: 2, Confirm: 3, NoCalendar: 2027,
		Overdue: []ledger.UnitCount{{Unit: "住建局", Count: 15}, {Unit: "水务局", Count: 2}},
		First:   []ledger.Task{task(5, "完善工地扬尘治理设施（旧城提质工程）", "住建局", 60), task(15, "完成中小河流治理任务", "水务局", 0)},
		NotTold: []ledger.Entry{
			{Unit: "五山镇", Why: string(ledger.ReasonNobodyToTell)},
			{Unit: "两江镇", Why: string(ledger.ReasonNobodyToTell)},
			{Unit: "住建局", Task: "2025-017", Why: string(ledger.OccasionSilenced)},
		},
		Undone: []ledger.Entry{{Unit: "坪石镇", Why: ledger.WhyUncertain}},
	}
}

func buttons(lines []texts.DigestLine) string {
	return labels(texts.DigestButtons("住建局", lines)) + "\n"
}

func labels(all [][]ledger.Button) string {
	var rows []string
	for _, row := range all {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+" "+b.Data+"]")
		}
		rows = append(rows, strings.Join(labels, " "))
	}
	return strings.Join(rows, "\n")
}

// golden compares a text with its file; UPDATE=1 writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "clock", name+".txt")
	if os.Getenv("UPDATE") == "1" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got+"\n"); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
