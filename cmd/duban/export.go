package main

import (
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"duban/config"
	"duban/documents"
	"duban/ledger"
	"duban/store"
	"duban/texts"
)

type exportCommand struct {
	What string `arg:"" enum:"tasks,entries" help:"tasks or entries."`
	Out  string `short:"o" help:"The file to write: a workbook if its name ends in .xlsx, else csv; standard output if empty."`
}

// exportPage is how many records are read at a time.
const exportPage = 500

// Run writes what a spreadsheet opens and import reads again.
func (c exportCommand) Run(out *outside) (err error) {
	return withStore(out, func(s *store.Store, now time.Time) error {
		to := out.stdout
		if c.Out != "" {
			file, err := os.Create(c.Out)
			if err != nil {
				return err
			}
			defer func() {
				if closed := file.Close(); err == nil {
					err = closed
				}
			}()
			to = file
		}
		if strings.EqualFold(filepath.Ext(c.Out), ".xlsx") {
			return c.workbook(out, s, now, to)
		}
		if c.What == "tasks" {
			return documents.WriteTasks(to, ledger.DateOf(now), allTasks(out, s))
		}
		return documents.WriteEntries(to, now.Location(), allEntries(out, s))
	})
}

// workbook writes the office's ledger. Its cover names the head at which it began; what
// was entered while it was written may be in it, and is said.
func (c exportCommand) workbook(out *outside, s *store.Store, now time.Time, to io.Writer) error {
	head, err := s.Head(out.ctx)
	if err != nil {
		return err
	}
	if c.What == "tasks" {
		cover := documents.Cover{Title: texts.ExportTitle(texts.WholeCity, nil), At: now, Head: head}
		err = documents.WriteWorkbook(to, cover, allTasks(out, s))
	} else {
		cover := documents.Cover{Title: texts.WholeCity + texts.AllEntries, At: now, Head: head}
		err = documents.WriteEntriesWorkbook(to, cover, documents.Names{}, allEntries(out, s))
	}
	if err != nil {
		return err
	}
	after, err := s.Head(out.ctx)
	if err == nil && after != head {
		fmt.Fprintln(out.stderr, texts.ExportMoved)
	}
	return err
}

func allTasks(out *outside, s *store.Store) iter.Seq2[ledger.Task, error] {
	return func(yield func(ledger.Task, error) bool) {
		for _, in := range ledger.EveryTask(ledger.ScopeOffice) {
			for offset, total := int64(0), int64(1); offset < total; offset += exportPage {
				var tasks []ledger.Task
				var err error
				if tasks, total, err = s.TasksIn(out.ctx, ledger.Page{Range: in, Offset: offset, Limit: exportPage}); err != nil {
					yield(ledger.Task{}, err)
					return
				}
				for _, t := range tasks {
					if !yield(t, nil) {
						return
					}
				}
			}
		}
	}
}

func allEntries(out *outside, s *store.Store) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for after := int64(0); ; {
			blocks, err := s.Entries(out.ctx, after, exportPage)
			if err != nil {
				yield(ledger.Entry{}, err)
				return
			}
			if len(blocks) == 0 {
				return
			}
			for _, b := range blocks {
				for _, e := range b.Entries {
					if !yield(e, nil) {
						return
					}
				}
			}
			after = blocks[len(blocks)-1].Seq
		}
	}
}

// logger tells what the program does: no tokens, no message bodies.
func logger(out *outside, c config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.Log.Level}
	if c.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(out.stderr, options))
	}
	return slog.New(slog.NewTextHandler(out.stderr, options))
}
