package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

const lechang = "../examples/lechang"

// importBook is the real store on a Redis of its own, with a commit that may be lost.
type importBook struct {
	*store.Store
	commits int
	failAt  int // the n-th commit fails, 0: none
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

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
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
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(readFile(t, path)), got); diff != "" {
		t.Errorf("%s (-want +got), UPDATE=1 rewrites it:\n%s", path, diff)
	}
}

// listed are the tasks of a list as they are stored.
func stored(t *testing.T, book *importBook, list string) []ledger.Task {
	t.Helper()
	page := ledger.Page{Range: ledger.Range{Mark: ledger.ListMark(list)}, Limit: 100_000}
	tasks, _, err := book.TasksIn(t.Context(), page)
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

func TestImportLechang(t *testing.T) {
	book := newImportBook(t)
	result := mustImport(t, book, lechangInput(t))
	golden(t, "lechang.jsonl", rowsJSON(t, result))
	golden(t, "lechang.txt", counts(result)+"\n")
	if got, want := result.On.String(), "2025-07-10"; got != want {
		t.Errorf("the document's date is %s, want %s", got, want)
	}
	for _, row := range result.Rows {
		task, err := book.Tasks(t.Context(), row.Code)
		if err != nil || len(task) != 1 || task[0].Title != row.Title {
			t.Errorf("row %d: stored %v, %v; want %q", row.Row, task, err, row.Title)
		}
	}
}

// TestImportLedgers accounts for every row of the published lists.
func TestImportLedgers(t *testing.T) {
	files, err := filepath.Glob("../documents/testdata/ledgers/*.csv")
	if err != nil || len(files) != 3 {
		t.Fatalf("%d ledgers, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		t.Run(name, func(t *testing.T) {
			input := lechangInput(t)
			input.TasksName, input.TasksBody = filepath.Base(file), readFile(t, file)
			input.On = ledger.NewDate(2019, 3, 1)
			result := mustImport(t, newImportBook(t), input)
			golden(t, name+".jsonl", rowsJSON(t, result))
			if got := result.OK + result.Confirm + result.Errors; got != len(result.Rows) {
				t.Errorf("%d of %d rows ended", got, len(result.Rows))
			}
			golden(t, name+".txt", counts(result)+"\n")
		})
	}
}
