package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// Print makes a PDF of a paper. It may take seconds, so it is done when a message is
// delivered and not when it is decided.
type Print func(ctx context.Context, paper ledger.File) (ledger.File, error)

const (
	printTime = 40 * time.Second // of the papers of one message, within its lease
	printed   = 8                // messages with papers that are worked at a time, apart from all others
	printLate = 5 * time.Second  // the pause of a message for which there is no room among these
)

// errNoPrinter says that PDFs are not made here, and yet one is owed: the program was moved
// to a machine without LibreOffice.
var errNoPrinter = errors.New("bot: nothing prints here")

// prints reports whether LibreOffice has to do with a message. Such messages have room of
// their own: whoever waits for nothing but words does not wait for it.
func (d *Deliverer) prints(m ledger.Message) bool {
	return slices.ContainsFunc(m.Files, func(f ledger.File) bool { return f.Kind == ledger.FileToPrint || d.Print != nil && isPaper(f) })
}

// isPaper tells a Word paper that lies here with its bytes.
func isPaper(f ledger.File) bool { return strings.HasSuffix(f.Name, ".docx") && len(f.Body) > 0 }

// print adds the PDF of each Word paper after it. What cannot be printed goes without; where
// a PDF alone was owed, words say so in its place.
func (d *Deliverer) print(ctx context.Context, o ledger.Owed) (text string, files []ledger.File) {
	ctx, done := context.WithTimeout(ctx, printTime)
	defer done()
	missing := false
	for _, f := range o.Files {
		alone := f.Kind == ledger.FileToPrint
		if !alone {
			files = append(files, f)
		}
		if !isPaper(f) || d.Print == nil && !alone {
			continue
		}
		pdf, err := d.pdf(ctx, f)
		if err != nil {
			d.Bot.log.Warn("paper is not printed", "message", o.ID, "err", err)
			missing = missing || alone
			continue
		}
		files = append(files, pdf)
	}
	switch {
	case !missing || d.Unprinted == "":
		return o.Text, files
	case len(files) == 0:
		return d.Unprinted, nil
	}
	return o.Text + "\n" + d.Unprinted, files
}

func (d *Deliverer) pdf(ctx context.Context, paper ledger.File) (ledger.File, error) {
	if d.Print == nil {
		return ledger.File{}, errNoPrinter
	}
	return d.Print(ctx, paper)
}
