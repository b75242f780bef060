package handlers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// The bounds of what is handed out in a chat. Telegram takes files of up to 50 MB from a
// bot, and an import takes so many rows back.
const (
	exportBytes   = 49 << 20
	exportRows    = 100_000
	exportPage    = 500
	exportTries   = 3 // so often it is begun anew because the ledger changed meanwhile
	exportEntries = 20_000
)

// export hands the ledger out as a workbook: 导出, 导出 住建局, 导出 碧水, 导出 红灯,
// 导出 未办结, 导出 住建局 红灯, 导出 17 记录. A unit gets its own tasks and no others.
func export(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.Fields(a.args)
	if entries := slices.IndexFunc(words, isEntriesWord); entries >= 0 {
		return a.exportEntries(ctx, slices.Delete(words, entries, entries+1))
	}
	what, err := a.exported(ctx, words)
	if err != nil {
		return ledger.Change{}, err
	}
	for try := 1; ; try++ {
		done, err := what.write(ctx, a, try == exportTries)
		if err != nil {
			return ledger.Change{}, err
		}
		if done {
			break
		}
	}
	text := texts.Exported(texts.Export{
		Title: what.title(), Count: what.rows, At: a.At, Head: what.head,
		Back: ledger.May(a.Person, ledger.ActionImport, a.today) == nil, Moved: what.moved,
	})
	return handedOut(text, workbook(what.title(), a.today, &what.out))
}

func isEntriesWord(word string) bool {
	return slices.Contains([]string{"记录", "留痕", "办理记录", "entries"}, word)
}

func isEverything(word string) bool {
	return slices.Contains([]string{texts.WholeCity, "全部", "所有", "台账", "表格", "excel", "xlsx", "all"}, strings.ToLower(word))
}

func handedOut(text string, file ledger.File) (ledger.Change, error) {
	return ledger.Change{Answer: ledger.Reply{Text: text, Files: []ledger.File{file}}}, nil
}

// exporting is what is exported, while it is.
type exporting struct {
	ranges   []ledger.Range
	of       string   // whose tasks, as people say it
	lists    []string // what they were narrowed to, in the asker's words
	lamp     ledger.Lamp
	campaign string
	person   ledger.Person // a unit's: each task is looked at once more

	head  ledger.Head
	rows  int
	moved bool // the ledger changed while it was written
	out   bounded
}

// exported reads what is to be exported out of the words, as 查 does.
func (a *ask) exported(ctx context.Context, words []string) (*exporting, error) {
	all := ledger.MayAll(a.Person, ledger.ActionExport, a.today)
	if !all && slices.Contains(words, texts.WholeCity) {
		return nil, refused(ledger.ReasonNoRight, "")
	}
	words = slices.DeleteFunc(words, isEverything)
	if len(words) > findWords {
		return nil, a.form(firstWord(a.args))
	}
	q, err := a.query(ctx, words)
	if err != nil {
		return nil, err
	}
	x := &exporting{of: texts.WholeCity, lamp: q.lamp, out: bounded{most: exportBytes}}
	if campaign, ok := strings.CutPrefix(string(q.scope), string(ledger.ScopeCampaign(""))); ok {
		x.of = campaign
	}
	if unit, ok := strings.CutPrefix(string(q.scope), string(ledger.ScopePart(""))); ok {
		x.of = unit
	}
	x.lists = slices.DeleteFunc(words, func(word string) bool { return word == x.of || lists(word) == nil && a.closeoutLists(word) == nil })
	scopes := []ledger.Scope{q.scope}
	if !all {
		if scopes, err = x.own(a, q); err != nil {
			return nil, err
		}
	}
	if err := x.narrow(ctx, a, q.text); err != nil {
		return nil, err
	}
	for _, scope := range scopes {
		if q.mark != nil {
			x.ranges = append(x.ranges, q.mark(scope, a.today))
			continue
		}
		x.ranges = append(x.ranges, ledger.EveryTask(scope)...)
	}
	return x, nil
}

// own narrows to the asker's units. A campaign is looked for among their tasks; a word
// that names nothing of theirs tells nothing of the tasks of others.
func (x *exporting) own(a *ask, q *query) ([]ledger.Scope, error) {
	x.person = a.Person
	units := a.Person.Units(a.today)
	if q.part {
		named := ledger.UnitID(x.of)
		if !slices.Contains(units, named) {
			return nil, refused(ledger.ReasonNoRight, "")
		}
		units = []ledger.UnitID{named}
	} else if q.scope != ledger.ScopeOffice {
		q.text = append(q.text, x.of)
	}
	names := make([]string, len(units))
	scopes := make([]ledger.Scope, len(units))
	for i, unit := range units {
		names[i], scopes[i] = string(unit), ledger.ScopePart(unit)
	}
	x.of = strings.Join(names, "、")
	return scopes, nil
}

// narrow takes one more word for a campaign within the rest.
func (x *exporting) narrow(ctx context.Context, a *ask, words []string) error {
	switch {
	case len(words) == 0:
		return nil
	case len(words) > 1:
		return refused(ledger.ReasonExportWords, words[1])
	}
	x.campaign = words[0]
	x.lists = append(x.lists, words[0])
	if x.person.ID != 0 {
		return nil // among his own there is one, or there is none
	}
	counts, _, err := a.h.Book.Count(ctx, ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, ledger.ScopeCampaign(words[0])), Max: ledger.NoLimit})
	if err != nil {
		return fmt.Errorf("handlers: export: %w", err)
	}
	if counts[0] == 0 {
		return refused(ledger.ReasonExportWords, words[0])
	}
	return nil
}

func (x *exporting) title() string { return texts.ExportTitle(x.of, x.lists) }

// workbook is a file as it is handed out, named by what it shows and the day.
func workbook(title string, today ledger.Date, body *bounded) ledger.File {
	name := documents.FileName(title + "-" + today.String() + ".xlsx")
	return ledger.File{Kind: ledger.FileDocument, Name: name, Size: int64(body.Len()), Body: body.Bytes()}
}

// write makes the workbook. Tasks are read by pages: if the ledger changed meanwhile, a
// page may be of a later moment than the cover says, so it is begun anew; the last time
// the cover says so.
func (x *exporting) write(ctx context.Context, a *ask, last bool) (bool, error) {
	counts, before, err := a.h.Book.Count(ctx, x.ranges...)
	if err != nil {
		return false, fmt.Errorf("handlers: export: %w", err)
	}
	total := int64(0)
	for _, n := range counts {
		total += n
	}
	switch {
	case total == 0:
		return false, refused(ledger.ReasonNoExport, x.title())
	case total > exportRows:
		return false, refused(ledger.ReasonExportLarge, x.title())
	}
	x.head, x.rows = before, 0
	x.out.Reset()
	cover := documents.Cover{Title: x.title(), At: a.At, Head: before}
	if last {
		cover.Remark = texts.ExportMoved
	}
	err = documents.WriteWorkbook(&x.out, cover, x.tasks(ctx, a))
	long, isLong := errors.AsType[*documents.CellError](err)
	switch {
	case errors.Is(err, errTooMuch):
		return false, refused(ledger.ReasonExportLarge, x.title())
	case isLong:
		return false, &ledger.Refusal{Reason: ledger.ReasonExportCell, Task: long.Task, Words: long.Column}
	case err != nil:
		return false, fmt.Errorf("handlers: export: %w", err)
	case x.rows == 0:
		return false, refused(ledger.ReasonNoExport, x.title())
	}
	_, after, err := a.h.Book.Count(ctx)
	if err != nil {
		return false, fmt.Errorf("handlers: export: %w", err)
	}
	x.moved = last && after != before
	return last || after == before, nil
}

// tasks are those that are wanted, each once.
func (x *exporting) tasks(ctx context.Context, a *ask) iter.Seq2[ledger.Task, error] {
	return func(yield func(ledger.Task, error) bool) {
		seen := map[ledger.TaskID]bool{}
		for t, err := range a.under(ctx, x.ranges) {
			if err == nil && (seen[t.ID] || !x.wants(t, a.today)) {
				continue
			}
			if err == nil {
				seen[t.ID] = true
				x.rows++
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

// under reads the tasks of ranges, page by page.
func (a *ask) under(ctx context.Context, ranges []ledger.Range) iter.Seq2[ledger.Task, error] {
	return func(yield func(ledger.Task, error) bool) {
		for _, in := range ranges {
			for offset, total := int64(0), int64(1); offset < total; offset += exportPage {
				var page []ledger.Task
				var err error
				if page, total, err = a.h.Book.TasksIn(ctx, ledger.Page{Range: in, Offset: offset, Limit: exportPage}); err != nil {
					yield(ledger.Task{}, err)
					return
				}
				for _, t := range page {
					if !yield(t, nil) {
						return
					}
				}
			}
		}
	}
}

func (x *exporting) wants(t ledger.Task, today ledger.Date) bool {
	return (x.lamp == "" || t.Lamp(today) == x.lamp) &&
		(x.campaign == "" || t.Campaign == x.campaign) &&
		(x.person.ID == 0 || ledger.MayTask(x.person, ledger.ActionExport, t, today) == nil)
}

// exportEntries hands out what happened to one task: 导出 17 记录.
func (a *ask) exportEntries(ctx context.Context, words []string) (ledger.Change, error) {
	if ledger.May(a.Person, ledger.ActionInspect, a.today) != nil {
		return ledger.Change{}, refused(ledger.ReasonExportRecord, "")
	}
	number, ok := ledger.ReadTaskNumber(strings.Join(words, " "))
	if !ok {
		return ledger.Change{}, a.form(strings.Join(words, " "))
	}
	t, err := a.task(ctx, number, ledger.ActionInspect)
	if err != nil {
		return ledger.Change{}, err
	}
	entries, err := a.h.Book.EntriesOf(ctx, t.ID, exportEntries)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: entries of %s: %w", t.ID, err)
	}
	slices.Reverse(entries) // as it happened
	names, err := a.namesOf(ctx, entries)
	if err != nil {
		return ledger.Change{}, err
	}
	_, head, err := a.h.Book.Count(ctx)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: export: %w", err)
	}
	out := bounded{most: exportBytes}
	title := texts.EntriesTitle(t)
	cover := documents.Cover{Title: title, At: a.At, Head: head}
	name := func(p ledger.PersonID) string { return names[p] }
	err = documents.WriteEntriesWorkbook(&out, cover, name, func(yield func(ledger.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	})
	if errors.Is(err, errTooMuch) {
		return ledger.Change{}, refused(ledger.ReasonExportLarge, title)
	}
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: export: %w", err)
	}
	return handedOut(texts.ExportedEntries(title, len(entries), a.At, head), workbook(title, a.today, &out))
}

// namesOf tells who the persons of entries are, as far as they are still known.
func (a *ask) namesOf(ctx context.Context, entries []ledger.Entry) (map[ledger.PersonID]string, error) {
	var ids []ledger.PersonID
	for _, e := range entries {
		if e.By != 0 && !slices.Contains(ids, e.By) {
			ids = append(ids, e.By)
		}
	}
	persons, err := a.h.Book.Person(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: persons of entries: %w", err)
	}
	names := map[ledger.PersonID]string{}
	for _, p := range persons {
		names[p.ID] = p.Name
	}
	return names, nil
}

// errTooMuch tells that a file became larger than it may.
var errTooMuch = errors.New("handlers: the file is too large")

// bounded is a buffer that takes so many bytes and no more.
type bounded struct {
	bytes.Buffer

	most int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, errTooMuch
	}
	return b.Buffer.Write(p)
}
