package documents

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"duban/ledger"
)

// printTime is how long LibreOffice may take over one paper; it takes 2 to 5 s.
const printTime = 60 * time.Second

// ErrNoPrinter says that LibreOffice is not on this machine.
var ErrNoPrinter = errors.New("documents: LibreOffice is not installed")

// Printer makes PDFs of papers with the LibreOffice of this machine, one at a time.
type Printer struct {
	program string
	turn    chan struct{}
	done    []madePDF // the last ones: the same paper goes to many, and is tried again
}

type madePDF struct {
	of  [sha256.Size]byte
	pdf ledger.File
}

const keptPDFs = 16

// NewPrinter finds LibreOffice: [ErrNoPrinter] where there is none.
func NewPrinter() (*Printer, error) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		return nil, ErrNoPrinter
	}
	return &Printer{program: program, turn: make(chan struct{}, 1)}, nil
}

// Print makes a PDF of a paper. LibreOffice gets a profile of its own, which is thrown away,
// and is ended with all that it started when its time is up. Papers and templates refer to
// nothing outside themselves, so there is nothing that it would fetch.
func (p *Printer) Print(ctx context.Context, paper ledger.File) (ledger.File, error) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return ledger.File{}, ctx.Err()
	}
	of := sha256.Sum256(paper.Body)
	if i := slices.IndexFunc(p.done, func(d madePDF) bool { return d.of == of && d.pdf.Name == pdfName(paper) }); i >= 0 {
		return p.done[i].pdf, nil
	}
	pdf, err := p.convert(ctx, paper)
	if err == nil {
		p.done = append(p.done[max(0, len(p.done)-keptPDFs+1):], madePDF{of, pdf})
	}
	return pdf, err
}

func pdfName(paper ledger.File) string { return strings.TrimSuffix(paper.Name, ".docx") + ".pdf" }

// convert has LibreOffice make one PDF.
func (p *Printer) convert(ctx context.Context, paper ledger.File) (ledger.File, error) {
	dir, err := os.MkdirTemp("", "duban-print-")
	if err != nil {
		return ledger.File{}, fmt.Errorf("documents: print: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	if err := os.WriteFile(filepath.Join(dir, "paper.docx"), paper.Body, 0o600); err != nil {
		return ledger.File{}, fmt.Errorf("documents: print: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, printTime)
	defer cancel()
	command := exec.CommandContext(ctx, p.program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), //nolint:gosec // the program was looked up, the rest is ours
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "paper.docx"))
	command.Env = []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TMPDIR=" + dir}
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	together(command)
	if err := command.Run(); err != nil {
		return ledger.File{}, fmt.Errorf("documents: print %s: %w: %s", paper.Name, err, cutRunes(said.String(), 200))
	}
	body, err := os.ReadFile(filepath.Join(dir, "paper.pdf"))
	if err != nil {
		return ledger.File{}, fmt.Errorf("documents: print %s: %w: %s", paper.Name, err, cutRunes(said.String(), 200))
	}
	return ledger.File{Kind: ledger.FileDocument, Name: pdfName(paper), Size: int64(len(body)), Body: body}, nil
}
