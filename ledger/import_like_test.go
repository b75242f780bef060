package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// TestLikeness tells a list that comes back under another name from another list.
func TestLikeness(t *testing.T) {
	const lead, limit, other = "lead=市水务局", "limit=2025年9月底前", "limit=2026年9月底前"
	row := func(cells ...string) []string { return cells }
	six := [][]string{
		row("title=清理河道", lead, limit), row("title=巡查水库", lead, limit), row("title=修补围网", lead, limit),
		row("title=检查泵站", lead, limit), row("title=更换水表", lead, limit), row("title=培训河长", lead, limit),
	}
	moved := func(rows [][]string, limit string) [][]string {
		var all [][]string
		for _, r := range rows {
			all = append(all, row(r[0], r[1], limit))
		}
		return all
	}
	fresh := func(titles ...string) [][]string {
		var all [][]string
		for _, title := range titles {
			all = append(all, row("title="+title, lead, limit))
		}
		return all
	}
	tests := []struct {
		name          string
		had, now      [][]string
		want          ledger.Likeness
		again, unsure bool
	}{
		{"all of it", six, six, ledger.Likeness{Rows: 6, Tasks: 6, Like: 6, Same: 6}, true, false},
		{"some of it", six, six[:2], ledger.Likeness{Rows: 2, Tasks: 6, Like: 2, Same: 2}, true, false},
		{"one that is the same in all", six, six[:1], ledger.Likeness{Rows: 1, Tasks: 6, Like: 1, Same: 1}, true, false},
		{"most of it and some new", six, append(fresh("甲乙", "丙丁"), six[:4]...), ledger.Likeness{Rows: 6, Tasks: 6, Like: 4, Same: 4}, true, false},
		{"one was moved", six, append(moved(six[:1], other), six[1:]...), ledger.Likeness{Rows: 6, Tasks: 6, Like: 6, Same: 5}, true, false},
		{"the plan of the next year", six, moved(six, other), ledger.Likeness{Rows: 6, Tasks: 6, Like: 6}, false, true},
		{"a longer list holds it whole", six[:3], append(fresh("甲乙", "丙丁", "戊己", "庚辛"), six[:3]...), ledger.Likeness{Rows: 7, Tasks: 3, Like: 3, Same: 3}, false, true},
		{"half of it", six, append(fresh("甲乙", "丙丁", "戊己"), six[:3]...), ledger.Likeness{Rows: 6, Tasks: 6, Like: 3, Same: 3}, false, true},
		{"two that both have", six, append(fresh("甲乙"), six[:2]...), ledger.Likeness{Rows: 3, Tasks: 6, Like: 2, Same: 2}, false, false},
		{"nothing of it", six, fresh("甲乙", "丙丁"), ledger.Likeness{Rows: 2, Tasks: 6}, false, false},
		{"others lead", six[:1], [][]string{row("title=清理河道", "lead=市住建局", limit)}, ledger.Likeness{Rows: 1, Tasks: 1}, false, false},
		{"of another source", six[:1], [][]string{row("title=清理河道", lead, limit, "source=省督察")}, ledger.Likeness{Rows: 1, Tasks: 1}, false, false},
		{"a task counts once", six[:1], append(fresh("清理河道"), six[:1]...), ledger.Likeness{Rows: 2, Tasks: 1, Like: 1, Same: 1}, false, false},
		{"rows that name their list or their code, and rows that are wrong", six[:1], [][]string{
			row("title=清理河道", lead, limit, "list=别的"), row("title=清理河道", lead, limit, "code=2025-001"), row("title=", lead, limit),
		}, ledger.Likeness{Tasks: 1}, false, false},
	}
	reading := importReading(t)
	drafts := func(list string, rows [][]string) []ledger.Draft {
		reading.List = list
		var all []ledger.Draft
		for i, cells := range rows {
			all = append(all, reading.Draft(importRow(i+2, cells...)))
		}
		return all
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var had []ledger.Task
			for _, draft := range drafts("七月", test.had) {
				had = append(had, draft.Task)
			}
			test.want.List = "七月"
			got := ledger.MeasureLikeness(drafts("八月", test.now), "七月", had)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("likeness (-want +got):\n%s", diff)
			}
			if got.Again() != test.again || got.Unsure() != test.unsure {
				t.Errorf("again %t, unsure %t; want %t and %t", got.Again(), got.Unsure(), test.again, test.unsure)
			}
		})
	}
	t.Run("a limit that was moved since", func(t *testing.T) {
		task := drafts("七月", six[:1])[0].Task
		task.Limit.Due, task.Extensions = task.Limit.Due.AddDays(30), []ledger.Extension{{}}
		if got := ledger.MeasureLikeness(drafts("八月", six[:1]), "七月", []ledger.Task{task}); got.Same != 1 {
			t.Errorf("%+v, want the row to be the same", got)
		}
	})
	t.Run("its rows go into the list", func(t *testing.T) {
		in := drafts("八月", [][]string{six[0], row("title=清理河道", lead, "list=别的")})
		if one, two := in[0].In("七月").Task.List, in[1].In("七月").Task.List; one != "七月" || two != "别的" {
			t.Errorf("in %s and %s, want 七月, and 别的 of the row that names its list", one, two)
		}
	})
}
