package handlers_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"duban/handlers"
	"duban/ledger"
)

const liumin = ledger.PersonID(8)

// desk is an office that sends files to its handlers.
type desk struct {
	*handlers.Handlers

	t     *testing.T
	book  *importBook
	files map[string][]byte
	told  []string // how far it was said to be
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, book: newImportBook(t), files: map[string][]byte{}}
	input := lechangInput(t)
	input.TasksName, input.TasksBody = "", nil
	mustImport(t, d.book, input)
	d.Handlers = d.open()
	d.put(ledger.Person{ID: liumin, Name: "刘敏", Chat: "tg:8", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: ledger.NewDate(2025, 7, 1)}}})
	d.book.commits = 0
	return d
}

// open is a process of the program that answers.
func (d *desk) open() *handlers.Handlers {
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		d.t.Fatal(err)
	}
	return handlers.New(handlers.Options{
		Book: d.book, Zone: time.FixedZone("CST", 8*3600), Calendar: calendar,
		Hours: func(time.Time) time.Time { return time.Time{} }, Sheets: handlers.SheetSizes{Batch: 40, Long: 400},
		Fetch: func(_ context.Context, ref string, w io.Writer, _ int64) error {
			body, ok := d.files[ref]
			if !ok {
				return errors.New("telegram says 400 invalid file_id")
			}
			_, err := w.Write(body)
			return err
		},
	})
}

func (d *desk) put(p ledger.Person) {
	d.t.Helper()
	change := ledger.Change{
		Cause: "person:" + d.now().Add(time.Duration(p.Rev)).String(), At: d.now(),
		Put: []ledger.Record{p}, Entries: []ledger.Entry{{At: d.now(), What: ledger.WhatJoined}},
	}
	if _, err := d.book.Store.Commit(d.t.Context(), change); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) now() time.Time { return time.Date(2025, 7, 14, 1, 0, 0, 0, time.UTC) }

func (d *desk) request(cause, text string) handlers.Request {
	return handlers.Request{
		Cause: cause, Text: text, At: d.now(), From: liumin, Chat: "tg:8", Private: true, Message: "tg:8/" + cause,
		Progress: func(_ context.Context, text string) { d.told = append(d.told, text) },
	}
}

func (d *desk) send(name string, body []byte) ledger.Reply {
	d.t.Helper()
	d.files[name] = body
	r := d.request("send:"+name, "")
	r.Files = []ledger.File{{Ref: name, Kind: ledger.FileDocument, Name: name, Size: int64(len(body))}}
	reply, err := d.Handle(d.t.Context(), r)
	if err != nil {
		d.t.Fatal(err)
	}
	return reply
}

func (d *desk) confirms(cause, want string) {
	d.t.Helper()
	reply, err := d.Handle(d.t.Context(), d.request(cause, "确认"))
	if err != nil {
		d.t.Fatal(err)
	}
	if !strings.Contains(reply.Text, want) {
		d.t.Errorf("%s: got %q, want %q in it", cause, reply.Text, want)
	}
}

// held counts the tasks in the book, and the parts of the import in its entries.
func (d *desk) held() (tasks int64, parts int) {
	d.t.Helper()
	_, tasks, err := d.book.TasksIn(d.t.Context(), ledger.Page{Range: ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, ledger.ScopeOffice), Max: ledger.NoLimit}, Limit: 1})
	if err != nil {
		d.t.Fatal(err)
	}
	entries, err := d.book.EntriesOfKind(d.t.Context(), time.Time{}, 100, ledger.WhatImported)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range entries {
		if e.By != liumin || len(e.Fields) < 2 || e.Fields[0].After != "多.csv" || len(e.Fields[1].After) != 64 {
			d.t.Errorf("entry %+v, want it to name the file, its digest and who confirmed it", e)
		}
	}
	if seen, err := d.book.Verify(d.t.Context(), ledger.NewAudit()); err != nil || seen.Break != nil {
		d.t.Errorf("verify: %v, %v", seen.Break, err)
	}
	return tasks, len(entries)
}

// An import that breaks off at any of its commits is finished when the messenger brings the
// same 确认 again; every row counts once, in the book and in the answer.
func TestSheetIsGoneOnWith(t *testing.T) {
	for at := 2; at <= 5; at++ { // the first is that of the preview
		d := newDesk(t)
		d.send("多.csv", manyRows(90))
		d.book.failAt = at
		confirm := d.request("update:9", "确认")
		if _, err := d.Handle(t.Context(), confirm); !errors.Is(err, errLost) {
			t.Fatalf("commit %d is lost: got %v, want %v", at, err, errLost)
		}
		d.Handlers = d.open()
		want := "新增90，更新0，未变0"
		d.confirms("update:9", want)
		d.confirms("update:9", want) // and the answer too is kept
		d.confirms("update:10", "现在没有等您确认的")
		if tasks, parts := d.held(); tasks != 90 || parts != 4 {
			t.Errorf("commit %d was lost: %d tasks in %d parts, want 90 in 4", at, tasks, parts)
		}
	}
}

// Two processes that enter the same confirmed file enter it once.
func TestSheetIsEnteredOnce(t *testing.T) {
	d := newDesk(t)
	d.send("多.csv", manyRows(140))
	other := d.open()
	d.book.before = func(n int) {
		if n != 3 {
			return
		}
		d.book.before = nil
		reply, err := other.Handle(t.Context(), d.request("update:10", "确认"))
		if err != nil || !strings.Contains(reply.Text, "新增140，更新0，未变0") {
			t.Errorf("the other one: %q, %v", reply.Text, err)
		}
	}
	d.confirms("update:9", "现在没有等您确认的")
	if tasks, parts := d.held(); tasks != 140 || parts != 5 {
		t.Errorf("%d tasks in %d parts, want 140 in 5", tasks, parts)
	}
}

// Whoever loses his post while his file is entered enters no more of it.
func TestSheetStopsWithTheRight(t *testing.T) {
	d := newDesk(t)
	d.send("多.csv", manyRows(140))
	d.book.before = func(n int) {
		if n == 3 {
			found, err := d.book.Person(t.Context(), liumin)
			if err != nil {
				t.Fatal(err)
			}
			found[0].Posts[0].Until = ledger.NewDate(2025, 7, 14)
			d.put(found[0])
		}
	}
	d.confirms("update:9", "邀请码")
	if tasks, parts := d.held(); tasks != 40 || parts != 1 {
		t.Errorf("%d tasks in %d parts, want 40 in 1", tasks, parts)
	}
}

func TestSheetThatIsGone(t *testing.T) {
	d := newDesk(t)
	body := manyRows(3)
	d.send("多.csv", body)
	delete(d.files, "多.csv")
	d.confirms("update:9", "现在取不到 多.csv 的内容")
	d.files["多.csv"] = append([]byte("\n"), body...)
	d.confirms("update:10", "和给您看的不一样")
	if tasks, parts := d.held(); tasks != 0 || parts != 0 {
		t.Errorf("%d tasks in %d parts, want none", tasks, parts)
	}
	d.files["多.csv"] = body
	d.confirms("update:11", "新增3")
}

// A long import tells how far it is; a short one has nothing to tell.
func TestSheetTellsProgress(t *testing.T) {
	d := newDesk(t)
	d.send("少.csv", manyRows(3))
	d.confirms("update:9", "新增3")
	if len(d.told) > 0 {
		t.Errorf("told %q of three rows, want nothing", d.told)
	}
	d.send("多.csv", manyRows(440))
	d.confirms("update:10", "新增437，更新0，未变3")
	if n := len(d.told); n < 10 || d.told[n-1] != "正在导入 多.csv：437/437" {
		t.Errorf("told %q, want each part and the end", d.told)
	}
}
