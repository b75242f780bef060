package handlers

import (
	"strings"
	"time"

	"duban/ledger"
	"duban/texts"
)

// pdfLater is when the PDFs of an answer follow at the soonest: after the answer itself.
const pdfLater = 2 * time.Second

// pdfs owes the asker the PDF of each Word paper of an answer. It takes seconds to make one,
// so the answer does not wait: the PDFs are made and sent where all that is owed is.
func (a *ask) pdfs(answer ledger.Reply) []ledger.Message {
	if !a.h.Prints {
		return nil
	}
	var files []ledger.File
	for _, f := range answer.Files {
		if strings.HasSuffix(f.Name, ".docx") && len(f.Body) > 0 {
			f.Kind = ledger.FileToPrint
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil
	}
	return []ledger.Message{{
		ID: ledger.MessageID(a.Cause + "/pdf"), To: a.Request.Chat, Text: texts.PDFs(), NotBefore: a.At.Add(pdfLater),
		About: answer.About, Class: ledger.ClassReply, Files: files, Why: "pdf of the papers asked for",
	}}
}
