package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"duban/bot"
	"duban/documents"
	"duban/ledger"
	"duban/sandbox"
)

// machine is what a story's program has around it beside a Redis and a Telegram.
type machine struct {
	print  bot.Print         // nil: it has no LibreOffice
	papers *documents.Papers // nil: those of the templates
}

// move starts the program again on a machine that differs in one thing from the one before.
func (w *world) move(ctx context.Context, thing, stands string) error {
	switch thing + " " + stands {
	case "打印机 有":
		w.machine.print = toyPrint
	case "打印机 坏":
		w.machine.print = func(context.Context, ledger.File) (ledger.File, error) {
			return ledger.File{}, errors.New("the printer of the story is broken")
		}
	case "打印机 无":
		w.machine.print = nil
	case "模板 坏":
		w.machine.papers = &documents.Papers{} // that knows no template
	case "模板 好":
		w.machine.papers = nil
	default:
		return fmt.Errorf("a story's machine is 打印机 有, 坏 or 无, or 模板 坏 or 好, not %q", thing+" "+stands)
	}
	return w.start(ctx)
}

// files lets the sandbox refuse files that were sent, or give them out again.
func (w *world) files(stands string) error {
	switch stands {
	case "坏":
		_, err := w.telegram.Inject(sandbox.Fault{Kind: sandbox.FaultServerError, Method: "getFile", Count: -1})
		return err
	case "好":
		w.telegram.ClearFaults()
		return nil
	}
	return fmt.Errorf("files in a story are 取件 坏 or 好, not %q", stands)
}

// toyPrint makes what passes for a PDF in a story.
func toyPrint(_ context.Context, paper ledger.File) (ledger.File, error) {
	body := []byte("%PDF-1.4 example")
	return ledger.File{
		Kind: ledger.FileDocument, Name: strings.TrimSuffix(paper.Name, ".docx") + ".pdf", Size: int64(len(body)), Body: body,
	}, nil
}
