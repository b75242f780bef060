package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"duban/documents"
	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// importBook is the real store on a Redis of its own, with a commit that may be lost.
type importBook struct {
	*store.Store
	commits int
	failAt  int         // the n-th commit fails, 0: none
	before  func(n int) // somebody else acts before the n-th commit
}

var errLost = errors.New("the connection was lost")

func (b *importBook) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	b.commits++
	if b.before != nil {
		b.before(b.commits)
	}
	if b.commits == b.failAt {
		return ledger.Committed{}, errLost
	}
	return b.Store.Commit(ctx, change)
}

func newImportBook(t *testing.T) *importBook {
	t.Helper()
	server := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	t.Cleanup(func() { _ = client.Close() })
	return &importBook{Store: store.New(client, "lechang")}
}

func readFile(tb testing.TB, name string) []byte {
	tb.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

func lechangInput(t *testing.T) handlers.ImportInput {
	t.Helper()
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	return handlers.ImportInput{
		UnitsName: "units.csv", UnitsBody: readFile(t, filepath.Join(lechang, "units.csv")),
		TasksName: "tasks.csv", TasksBody: readFile(t, filepath.Join(lechang, "tasks.csv")),
		At: time.Date(2025, 7, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600)), Calendar: calendar,
	}
}

func mustImport(t *testing.T, book handlers.ImportBook, input handlers.ImportInput) handlers.ImportResult {
	t.Helper()
	result, err := handlers.Import(t.Context(), book, input)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// counts is what an import did, in one line.
func counts(r handlers.ImportResult) string {
	return fmt.Sprintf("rows %d: ok %d, confirm %d, error %d; new %d, changed %d, unchanged %d; units new %d, changed %d; absent %d",
		len(r.Rows), r.OK, r.Confirm, r.Errors, r.New, r.Changed, r.Unchanged, r.Units.New, r.Units.Changed, len(r.Absent))
}

// rowsJSON is the rows as `duban import --json` prints them.
func rowsJSON(t *testing.T, r handlers.ImportResult) string {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, row := range r.Rows {
		if err := encoder.Encode(row); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "import", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(readFile(t, path)), got); diff != "" {
		t.Errorf("%s (-want +got), UPDATE=1 rewrites it:\n%s", path, diff)
	}
}

// stored are the tasks of a list as the book has them.
func stored(t *testing.T, book *importBook, list string) []ledger.Task {
	t.Helper()
	page := ledger.Page{Range: ledger.Range{Mark: ledger.ListMark(list)}, Limit: 100_000}
	tasks, _, err := book.TasksIn(t.Context(), page)
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

// manyRows is a ledger of n rows in the manner of real ones.
func manyRows(n int) []byte {
	var out bytes.Buffer
	out.WriteString("大气污染防治任务清单\n填报日期：2025年7月10日\n序号,工作任务,整改目标,牵头单位,配合单位,完成时限,报送频次,备注\n")
	co := []string{"市公安局、生态环境局，各镇（街道）", "市公安局"}
	for i := range n {
		fmt.Fprintf(&out, "%d,完成第%d号点位扬尘整治并建立长效机制,达到规范要求,市住建局,\"%s\",2025年%d月底前，并长期坚持,每月,第%d批\n", i+1, i+1, co[min(i%40, 1)], i%12+1, i%7)
	}
	return out.Bytes()
}

// exported are tasks as a file of that name.
func exported(t *testing.T, name string, at time.Time, tasks []ledger.Task) []byte {
	t.Helper()
	all := func(yield func(ledger.Task, error) bool) {
		for _, task := range tasks {
			if !yield(task, nil) {
				return
			}
		}
	}
	var out bytes.Buffer
	var err error
	if filepath.Ext(name) == ".xlsx" {
		err = documents.WriteWorkbook(&out, documents.Cover{Title: "督办台账", At: at}, all)
	} else {
		err = documents.WriteTasks(&out, ledger.DateOf(at), all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
