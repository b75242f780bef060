package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// WithNamed adds to a message the files that do not go along with it, by their names.
func WithNamed(text string, named []ledger.File) string {
	if len(named) == 0 {
		return text
	}
	const shown = 5
	var names []string
	for _, f := range named[:min(len(named), shown)] {
		names = append(names, fileName(f))
	}
	more := ""
	if len(named) > shown {
		more = "等"
	}
	return fmt.Sprintf("%s\n另有附件%d个没有随本消息发送：%s%s", text, len(named), strings.Join(names, "、"), more)
}

// Unkept says of files that were too large, or that could not be fetched, that they were not
// kept, and what helps.
func Unkept(large, lost []ledger.File) string {
	text := ""
	if len(large) > 0 {
		text += "\n" + fileList(large) + "超过20MB，系统取不到，没有收下，不算佐证材料。" +
			"请压缩、分成几个小文件，或拍下关键页面再发；都不行的，原件交指挥部办公室，再拍一张交接单发来。"
	}
	if len(lost) > 0 {
		text += "\n这次发的" + fileList(lost) + "没有取到，没有收下。请过一会儿再发一次。"
	}
	return text
}

// FilesOwed says of files that could not be fetched at once that they are still to come, and that
// nobody has to do anything about it.
func FilesOwed(owed []ledger.File) string {
	if len(owed) == 0 {
		return ""
	}
	return "\n" + fileList(owed) + "已收下，内容暂时没有取到，系统会自动再取，不用再发。取到后才算佐证材料；两天内取不到，会私聊告诉您。"
}

// notHere says how many of the files that came are still to come, and how many never will.
func notHere(files []ledger.File) string {
	owed, lost := 0, 0
	for _, f := range files {
		switch {
		case f.Owed != "":
			owed++
		case f.Lost:
			lost++
		}
	}
	return withFiles(owed, "（%d个内容还没取到，系统在再取）") + withFiles(lost, "（%d个没有取到，不算佐证）")
}

// FileGivenUp tells whoever sent a file that it could not be had.
func FileGivenUp(o ledger.OwedFile, large bool) string {
	text := fmt.Sprintf("您%d月%d日发的%s", int(o.At.Month()), o.At.Day(), fileList([]ledger.File{o.File}))
	if o.Task != "" {
		text = Code(o.Task) + text
	}
	if large {
		return text + "超过20MB，系统取不到，不算佐证材料。请压缩、分成几个小文件，或拍下关键页面再发。"
	}
	return text + "，两天里试了多次都没有取到，不算佐证材料。请回复本消息，把附件再发一次；还是不行的，原件交指挥部办公室。"
}

// fileList are files by name and size.
func fileList(files []ledger.File) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = "“" + fileName(f) + "”"
		if f.Size > 0 {
			names[i] += "（" + fileMB(f.Size) + "）"
		}
	}
	return shortList(names, 3)
}

// fileMB is a size in megabytes, rounded up: one that is over a limit reads so.
func fileMB(size int64) string {
	const mega = 1 << 20
	return fmt.Sprintf("%dMB", (size+mega-1)/mega)
}

// NotKept says of files that came with words which take none that they were not kept.
func NotKept(lost []ledger.File) string {
	if len(lost) == 0 {
		return ""
	}
	return fmt.Sprintf("\n附件%d个没有登记，也没有转告：这里只收文字。", len(lost))
}

// toAdd says how files are added to what waits.
const toAdd = "要补附件，直接回复本消息。"

// WithEvidence says of a task that the files of what waits for the reader go along.
func WithEvidence(text string, n int) string {
	return fmt.Sprintf("%s\n等您决定的申请有附件%d个，附后。", text, n)
}

// fileName is what a file is called; pictures have no names of their own.
func fileName(f ledger.File) string {
	switch {
	case f.Name != "":
		return f.Name
	case f.Kind == ledger.FilePhoto:
		return "照片"
	default:
		return "附件"
	}
}

// Supplemented answers whoever added files to what he applied for.
func Supplemented(m ledger.Matter, n int) string {
	if n == 0 {
		return fmt.Sprintf("%s的%s里已有这些附件，共%d个，不用再发。", subject(m), applied(m), len(m.Files))
	}
	return fmt.Sprintf("已补充 %s的%s：这次附件%d个，共%d个。决定以前还可以再补，直接回复本消息。", subject(m), applied(m), n, len(m.Files))
}

// SupplementedToDesk tells whoever decides that files were added.
func SupplementedToDesk(m ledger.Matter, n int, today ledger.Date) string {
	return fmt.Sprintf("【补充附件%d个】%s", n, matterLine(m, today))
}

// applied is the word of whoever asked for what he asked for.
func applied(m ledger.Matter) string {
	if m.Kind == ledger.MatterHeadSign || m.Kind == ledger.MatterNoticeReview {
		return "督办回复"
	}
	return MatterName(m.Kind)
}

// subject names what a matter is about.
func subject(m ledger.Matter) string {
	if m.Task == "" {
		return "您"
	}
	return Code(m.Task) + cut(m.Title, matterTitle)
}
