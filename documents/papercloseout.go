package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"duban/ledger"
)

// Closeout is the application that a task be struck off (销号申请表), with the steps that were
// decided and the evidence, by its SHA-256.
func (p *Papers) Closeout(t ledger.Task, s Stamp) (ledger.File, error) {
	c := t.Closeout
	number := paperCode(t.ID)
	return p.make(paperCloseout, "销号申请表"+number, values{
		fieldNumber: number, fieldOffice: s.Office, fieldUnit: string(c.Unit), fieldMatter: t.Title, fieldTarget: t.Target, fieldLimit: paperLimit(t.Limit),
		fieldCompleted: paperDay(t.Completed), fieldApplied: paperDay(c.Applied), fieldResult: c.Text,
		fieldDate: paperDay(ledger.DateOf(s.At)), fieldCheck: s.check(number),
	}, lists{"步骤": paperSteps(c), "材料": paperEvidence(c)})
}

// paperSteps are the steps of a close-out: those that were decided since it was applied for
// the last time, then those to come, to be signed by hand.
func paperSteps(c ledger.Closeout) []values {
	var rows []values
	for _, passed := range c.Passed {
		verdict := "通过"
		switch {
		case passed.Verdict == ledger.VerdictVoid && passed.Words != "":
			verdict = "取消"
		case passed.Verdict == ledger.VerdictVoid:
			verdict = "单位撤回"
		case passed.Verdict != ledger.VerdictApproved:
			verdict = "退回"
		}
		rows = append(rows, values{
			"名称": stepWord(passed.Step), "办理人": cmp.Or(paperBy(passed), "期满自动"), "日期": paperDay(passed.On), "结果": verdict, "意见": passed.Words,
		})
	}
	for _, step := range c.Steps[min(c.At, len(c.Steps)):] {
		rows = append(rows, values{"名称": stepWord(step.Name)})
	}
	return rows
}

// paperBy is who decided a step, and for whom if not for himself.
func paperBy(p ledger.Passed) string {
	switch {
	case p.Instead != "":
		return p.By + "（代办）"
	case p.For != "":
		return p.By + "（代" + p.For + "）"
	case p.Unit != "":
		return p.By + "（" + string(p.Unit) + "）"
	default:
		return p.By
	}
}

func paperEvidence(c ledger.Closeout) []values {
	files := c.Files
	for _, passed := range c.Passed {
		files = append(slices.Clip(files), passed.Files...)
	}
	var rows []values
	seen := map[string]bool{}
	for _, f := range files {
		if f.SHA256 != "" && seen[f.SHA256] {
			continue // a head who applies has signed with the same files
		}
		seen[f.SHA256] = true
		rows = append(rows, values{
			"序号": strconv.Itoa(len(rows) + 1), "名称": cmp.Or(f.Name, fileKind(f.Kind)), "大小": fileSize(f.Size), "摘要": cmp.Or(f.SHA256, "没有取得（文件过大）"),
		})
	}
	return rows
}

func fileKind(kind string) string {
	if kind == ledger.FilePhoto {
		return "照片"
	}
	return "文件"
}

// PublicNotice is the public notice of a close-out (销号公示), to be posted by the office.
func (p *Papers) PublicNotice(t ledger.Task, contact string, s Stamp) (ledger.File, error) {
	number, today := paperCode(t.ID), ledger.DateOf(s.At)
	return p.make(paperPublic, "销号公示"+number, values{
		fieldNumber: number, fieldOffice: s.Office, fieldUnit: joinUnits(t.Lead), fieldMatter: t.Title, fieldTarget: t.Target,
		fieldCompleted: paperDay(t.Completed), fieldResult: t.Closeout.Text, fieldFrom: paperDay(today), fieldUntil: paperDay(t.Closeout.Until),
		fieldContact: contact, fieldDate: paperDay(today), fieldCheck: s.check(number),
	}, nil)
}

// stepWord is what a step of a close-out is called on paper.
func stepWord(name ledger.StepName) string {
	switch name {
	case ledger.StepSelfCheck:
		return "自查自验"
	case ledger.StepLeadVerify:
		return "牵头单位核查"
	case ledger.StepAccept:
		return "验收单位验收"
	case ledger.StepOffice:
		return "指挥部办公室审核"
	case ledger.StepPublicNotice:
		return "公示"
	case ledger.StepLeaderSign:
		return "分管领导签字"
	case ledger.StepSuperior:
		return "上级复核"
	case ledger.StepFile:
		return "备案归档"
	default:
		return string(name)
	}
}

func fileSize(bytes int64) string {
	switch {
	case bytes <= 0:
		return ""
	case bytes < 1<<20:
		return fmt.Sprintf("%d KB", (bytes+1023)>>10)
	default:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	}
}
