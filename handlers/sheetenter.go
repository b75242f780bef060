package handlers

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// sheetAnswered takes the answer to the preview of a file: 确认, 取消, a corrected file, or
// whatever else is said meanwhile.
func sheetAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	a.word = "" // a command has to be found in the words
	if c, ok := a.command(); ok {
		return a.run(ctx, c)
	}
	if len(a.Files) > 0 && a.args == "" {
		a.word = "import"
		return importSheet(ctx, a)
	}
	return talk(ctx, a)
}

// errAnew says that an import must be begun anew: somebody else was there, or the asker's
// standing has changed.
var errAnew = errors.New("handlers: what was confirmed has changed")

// enterSheet enters the file that was confirmed. It is entered in many commits, each of which
// counts in the proposal what it did: a crash in the middle is finished by the same 确认, when
// the messenger brings it again, or by another one.
func (a *ask) enterSheet(ctx context.Context, p ledger.Proposal) (ledger.Change, error) {
	if refusal := ledger.May(a.Person, ledger.ActionImport, a.today); refusal != nil {
		return ledger.Change{}, refusal
	}
	if p.Sheet.Undecided() {
		return ledger.Change{}, refused(ledger.ReasonSheetWhich, p.Sheet.Same)
	}
	if err := a.turn(ctx); err != nil { // it commits before its end
		return ledger.Change{}, err
	}
	done, err := a.h.oneSheet(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	defer done()
	sheet := *p.Sheet
	file, body, err := a.fetchSheet(ctx, sheet.File)
	if err != nil {
		return ledger.Change{}, err
	}
	if file.SHA256 != sheet.File.SHA256 {
		return ledger.Change{}, refused(ledger.ReasonSheetOther, file.Name)
	}
	book := &sheetBook{ImportBook: a.h.Book, a: a, p: p}
	result, err := Import(ctx, book, a.sheetInput(ctx, sheet, body))
	switch {
	case errors.Is(err, errAnew):
		return ledger.Change{}, fmt.Errorf("handlers: import %s: %w", p.Press(), ledger.ErrStale)
	case errors.As(err, new(*WhichList)): // shown when the other list was not there yet
		return ledger.Change{}, refused(ledger.ReasonSheetOther, file.Name)
	case err != nil:
		return ledger.Change{}, sheetRefusal(err)
	}
	return a.sheetEntered(book.p, result), nil
}

// sheetEntered is the last commit: what the whole file did.
func (a *ask) sheetEntered(p ledger.Proposal, result ImportResult) ledger.Change {
	sheet := *p.Sheet
	run := importing{result: result}
	_, done := run.problems(sheet.Units)
	done.Unchanged += done.New + done.Changed // of this run, which may be the second
	done.New, done.Changed = sheet.Enters.New, sheet.Enters.Changed
	done.Unchanged -= done.New + done.Changed
	next, entry := p.Entered(a.From, a.At)
	return ledger.Change{
		Put: []ledger.Record{next}, Entries: []ledger.Entry{entry},
		Answer: ledger.Reply{Text: texts.SheetEntered(sheet, done, len(result.Absent))},
	}
}

// sheetBook is the book while a file that was confirmed is entered: each commit also keeps
// how far it is.
type sheetBook struct {
	ImportBook

	a *ask
	p ledger.Proposal
}

// Commit stores a part of the import together with the count of it. Its cause is of the
// proposal as it was before, so that two who enter the same file do not do it twice.
func (b *sheetBook) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	part := partOf(change)
	next, entry := b.p.Enter(part, b.a.From, b.a.At)
	change.Cause = fmt.Sprintf("import:%s:%d", b.p.Press(), b.p.Rev)
	change.Put, change.Entries = append(change.Put, next), append(change.Entries, entry)
	change.Read = append(change.Read, b.a.standing(change.Put)...)
	done, err := b.ImportBook.Commit(ctx, change)
	if done.Already { // by another one, or by this one when its answer was lost
		err = ledger.ErrStale
	}
	if errors.Is(err, ledger.ErrStale) {
		return done, b.again(ctx, err)
	}
	if err != nil {
		return done, err
	}
	b.p = next
	b.p.Rev++
	shown := b.p.Sheet.Shown
	if all := shown.New + shown.Changed; all > cmp.Or(b.a.h.Sheets.Long, sheetLong) {
		b.a.progress(ctx, texts.SheetEntering(b.p.Sheet.File.Name, b.p.Sheet.Enters.New+b.p.Sheet.Enters.Changed, all))
	}
	return done, nil
}

// again looks why a commit was stale. Where it was only the ledger, the import decides anew.
func (b *sheetBook) again(ctx context.Context, stale error) error {
	found, err := b.a.h.Book.Proposals(ctx, b.p.ID)
	if err != nil {
		return fmt.Errorf("handlers: proposal %s: %w", b.p.ID, err)
	}
	persons, err := b.a.h.Book.Person(ctx, b.a.From)
	if err != nil {
		return fmt.Errorf("handlers: person %d: %w", b.a.From, err)
	}
	now := found[0]
	if len(persons) != 1 || persons[0].Rev != b.a.Person.Rev || now.Sheet == nil || now.Press() != b.p.Press() {
		return errAnew
	}
	b.p = now
	return stale
}

// partOf counts what one commit of an import does.
func partOf(change ledger.Change) ledger.SheetCount {
	var part ledger.SheetCount
	for _, e := range change.Entries {
		switch {
		case e.What == ledger.WhatRegistered, e.What == ledger.WhatUnit && len(e.Fields) == 0:
			part.New++
		case e.What == ledger.WhatChanged && e.Why != "", e.What == ledger.WhatUnit: // one without its row is of a task that came back by another
			part.Changed++
		}
	}
	return part
}
