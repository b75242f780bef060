package handlers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// printed is what came of making a paper: none where nothing is put on paper.
type printed struct {
	files  []ledger.File
	stamp  documents.Stamp
	failed bool
	copied bool // it tells of what became of a notice since it was issued
}

// print makes a paper that tells of this moment. A paper that cannot be made holds nothing
// up: the words go without it, and say so.
func (a *ask) print(ctx context.Context, paper func(documents.Stamp) (ledger.File, error)) (printed, error) {
	if a.h.Papers == nil {
		return printed{}, nil
	}
	_, head, err := a.h.Book.Count(ctx)
	if err != nil {
		return printed{}, fmt.Errorf("handlers: end of the chain: %w", err)
	}
	return a.printAs(documents.Stamp{Office: a.h.Office, Head: head, At: a.At}, paper), nil
}

func (a *ask) printAs(stamp documents.Stamp, paper func(documents.Stamp) (ledger.File, error)) printed {
	file, err := paper(stamp)
	if err != nil {
		if a.h.Trouble != nil {
			a.h.Trouble(fmt.Errorf("handlers: %s: paper: %w", a.Cause, err))
		}
		return printed{failed: true}
	}
	return printed{files: []ledger.File{file}, stamp: stamp}
}

// missing is the sentence for a paper that could not be made; empty if it was.
func (p printed) missing() string {
	if p.failed {
		return "\n" + texts.PaperMissing()
	}
	return ""
}

// printNotice makes the paper of a notice that was just signed, and notes its digest in the
// entry of its issuing, so that it can be proved which paper was sent.
func (a *ask) printNotice(ctx context.Context, noted ledger.Noted) (ledger.Noted, printed, error) {
	p, err := a.print(ctx, func(s documents.Stamp) (ledger.File, error) { return a.h.Papers.Notice(noted.Notice, s) })
	if err != nil || len(p.files) == 0 {
		return noted, p, err
	}
	digest := sha256.Sum256(p.files[0].Body)
	return noted.WithPaper(ledger.NoticePaper{
		Seq: p.stamp.Head.Seq, Link: p.stamp.Head.Link, At: p.stamp.At, SHA256: hex.EncodeToString(digest[:]),
	}), p, nil
}

// noticePaper is the paper of a notice as it was issued, made again of what was kept of it.
func (a *ask) noticePaper(ctx context.Context, n ledger.Notice) (printed, error) {
	paper := func(s documents.Stamp) (ledger.File, error) { return a.h.Papers.Notice(n, s) }
	switch {
	case n.N == 0 || a.h.Papers == nil:
		return printed{}, nil
	case n.Paper.SHA256 == "":
		return a.print(ctx, paper)
	}
	return a.printAs(documents.Stamp{
		Office: a.h.Office, Head: ledger.Head{Seq: n.Paper.Seq, Link: n.Paper.Link}, At: n.Paper.At.In(a.At.Location()),
	}, paper), nil
}

// noticeCopy is a notice with what became of it by now; the paper as it was issued if that is
// nothing.
func (a *ask) noticeCopy(ctx context.Context, n ledger.Notice) (printed, error) {
	if !n.Moved() {
		return a.noticePaper(ctx, n)
	}
	p, err := a.print(ctx, func(s documents.Stamp) (ledger.File, error) { return a.h.Papers.NoticeCopy(n, s) })
	p.copied = len(p.files) > 0
	return p, err
}

// noticePapers are the paper as it was issued, and after it a copy with what became of it.
func (a *ask) noticePapers(ctx context.Context, n ledger.Notice) ([]printed, error) {
	issued, err := a.noticePaper(ctx, n)
	if err != nil || !n.Moved() {
		return []printed{issued}, err
	}
	copied, err := a.noticeCopy(ctx, n)
	return []printed{issued, copied}, err
}

// paper gives the papers of a notice or of a task again: 文稿 3号, 文稿 17.
func paper(ctx context.Context, a *ask) (ledger.Change, error) {
	if number, rest, ok := ledger.ReadNoticeNumber(a.args); ok && rest == "" {
		n, _, err := a.noticeNumbered(ctx, number, ledger.ActionPaper)
		if err != nil {
			return ledger.Change{}, err
		}
		all, err := a.noticePapers(ctx, n)
		if err != nil {
			return ledger.Change{}, err
		}
		return a.papered(ledger.Task{ID: n.Task, Title: n.Title}, all...)
	}
	t, _, err := a.taskOrTheirs(ctx, ledger.ActionPaper)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.taskPapers(ctx, t)
}

// paperPressed is the button under a matter that has a paper.
func paperPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	t, err := a.task(ctx, ledger.TaskNumber{Code: ledger.TaskID(about)}, ledger.ActionPaper)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.taskPapers(ctx, t)
}

// taskPapers are the papers that a task has today: a proposal to summon only for the office,
// the application to strike it off, its public notice, and its newest notice.
func (a *ask) taskPapers(ctx context.Context, t ledger.Task) (ledger.Change, error) {
	var all []printed
	add := func(p printed, err error) error { all = append(all, p); return err }
	office := a.Person.Sits(ledger.DeskOffice, a.today) && a.wide()
	if office {
		proposed, err := a.printAdmonitions(ctx, t)
		if err != nil {
			return ledger.Change{}, err
		}
		all = append(all, proposed...)
	}
	if len(t.Closeout.Steps) > 0 {
		if err := add(a.print(ctx, func(s documents.Stamp) (ledger.File, error) { return a.h.Papers.Closeout(t, s) })); err != nil {
			return ledger.Change{}, err
		}
	}
	if !t.Closeout.Until.IsZero() && office {
		if err := add(a.printPublic(ctx, t)); err != nil {
			return ledger.Change{}, err
		}
	}
	shown := t.Notices
	if !office {
		shown = t.NoticesTo("") // those to another unit are not the lead's
	}
	if len(shown) > 0 {
		n, _, err := a.noticeByID(ctx, shown[len(shown)-1].Notice, ledger.ActionPaper)
		if err != nil {
			return ledger.Change{}, err
		}
		papers, err := a.noticePapers(ctx, n)
		if err != nil {
			return ledger.Change{}, err
		}
		all = append(all, papers...)
	}
	return a.papered(t, all...)
}

// printAdmonitions are the proposals to summon that wait on a task: its lead, or a unit that has
// not answered.
func (a *ask) printAdmonitions(ctx context.Context, t ledger.Task) ([]printed, error) {
	var all []printed
	for _, w := range t.Waiting {
		if w.Kind != ledger.MatterAdmonition {
			continue
		}
		about, problem := t, texts.NoticeProblem(t, a.today)
		about.Notices = t.NoticesTo(w.Unit)
		if w.Asked != "" {
			found, err := a.h.Book.Matters(ctx, w.Asked)
			if err != nil || len(found) == 0 {
				return nil, err
			}
			about.Lead, problem = []ledger.UnitID{w.Unit}, texts.AnswerMissing(found[0], a.today)
		}
		p, err := a.print(ctx, func(s documents.Stamp) (ledger.File, error) { return a.h.Papers.Admonition(about, problem, s) })
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func (a *ask) printPublic(ctx context.Context, t ledger.Task) (printed, error) {
	policy, err := a.policy(ctx)
	if err != nil {
		return printed{}, err
	}
	return a.print(ctx, func(s documents.Stamp) (ledger.File, error) {
		return a.h.Papers.PublicNotice(t, policy.Notices.Contact, s)
	})
}

// papered answers with papers, or that there are none.
func (a *ask) papered(t ledger.Task, all ...printed) (ledger.Change, error) {
	var reply ledger.Reply
	missing, copied := "", false
	for _, p := range all {
		copied = copied || p.copied
		reply.Files = append(reply.Files, p.files...)
		missing = cmp.Or(missing, p.missing())
	}
	if reply.Text = missing; missing == "" || len(reply.Files) > 0 {
		reply.Text = texts.Papers(t, len(reply.Files), copied) + missing
	}
	reply.Text = strings.TrimSpace(reply.Text)
	reply.About = ledger.About{Tasks: []ledger.TaskID{t.ID}}
	return ledger.Change{Answer: reply}, nil
}

// holders are the notices that have a number, of whatever series.
func (a *ask) holders(ctx context.Context, words string) ([]ledger.Notice, error) {
	number, _, ok := ledger.ReadNoticeNumber(words)
	if !ok || number.Year == 0 {
		return nil, nil
	}
	found, _, err := a.h.Book.NoticesIn(ctx, ledger.Page{Range: ledger.NumberRange(number.Year, number.N), Limit: shownNotices})
	if err != nil {
		return nil, fmt.Errorf("handlers: who has the number %s: %w", words, err)
	}
	return found, nil
}

// formal records the formal number of a notice: 文号 3号 乐污防攻坚办督〔2025〕3号.
func formal(ctx context.Context, a *ask) (ledger.Change, error) {
	number, rest, ok := ledger.ReadNoticeNumber(a.args)
	if !ok || rest == "" {
		return ledger.Change{}, a.form(a.args)
	}
	n, t, err := a.noticeNumbered(ctx, number, ledger.ActionFormal)
	if err != nil {
		return ledger.Change{}, err
	}
	was := n.Number()
	holders, err := a.holders(ctx, rest)
	if err != nil {
		return ledger.Change{}, err
	}
	noted, refusal := n.Record(t, a.Person, a.At, rest, holders...)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	p, err := a.noticePaper(ctx, noted.Notice)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: noted.Records(), Entries: noted.Entries,
		Answer: ledger.Reply{Text: texts.FormalRecorded(noted.Notice, was) + p.missing(), About: noticeAbout(noted.Notice, ""), Files: p.files},
	}, nil
}
