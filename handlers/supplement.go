package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// supplements adds files to what somebody applied for and what waits still: they came in
// reply to its acknowledgment, or to words about it. A reply that says how far the work is
// is a report as ever. taken is false where this is no such reply.
func (a *ask) supplements(ctx context.Context) (change ledger.Change, taken bool, err error) {
	unkept := len(a.Files) == 0 && len(a.large) > 0
	if len(a.Files) == 0 && !unkept || a.Edited || len(a.About.Matters) != 1 || a.About.Matters[0] == "" {
		return ledger.Change{}, false, nil
	}
	if said := ledger.ReadReport(a.Text, false); said.Percent != ledger.NoPercent || said.NoChange || said.Blocked || said.Promise != "" {
		return ledger.Change{}, false, nil
	}
	m, t, found, err := a.stillWaiting(ctx, a.About.Matters[0])
	if err != nil || !found {
		return ledger.Change{}, false, err
	}
	if unkept { // its words speak of a file that is not there
		change, err = a.unkept()
		return change, true, err
	}
	change, err = a.supplement(ctx, m, t, a.Text)
	return change, true, err
}

// stillWaiting is a matter that waits and takes files; of a close-out the step at which it
// stands now.
func (a *ask) stillWaiting(ctx context.Context, id ledger.MatterID) (ledger.Matter, ledger.Task, bool, error) {
	m, t, err := a.matterWithTask(ctx, id)
	if err != nil {
		return ledger.Matter{}, ledger.Task{}, false, err
	}
	if w, waits := t.Waits(ledger.MatterStep); m.Kind == ledger.MatterStep && m.Verdict != "" && waits {
		if m, t, err = a.matterWithTask(ctx, w.Matter); err != nil {
			return ledger.Matter{}, ledger.Task{}, false, err
		}
	}
	return m, t, m.ID != "" && m.Supplemental(a.Person, a.today) && m.Verdict == "", nil
}

func (a *ask) matterWithTask(ctx context.Context, id ledger.MatterID) (ledger.Matter, ledger.Task, error) {
	matters, err := a.h.Book.Matters(ctx, id)
	if err != nil || len(matters) == 0 {
		return ledger.Matter{}, ledger.Task{}, wrapMatter(id, err)
	}
	if id.Task() == "" {
		return matters[0], ledger.Task{}, nil
	}
	tasks, err := a.h.Book.Tasks(ctx, id.Task())
	if err != nil || len(tasks) == 0 {
		return ledger.Matter{}, ledger.Task{}, wrapMatter(id, err)
	}
	return matters[0], tasks[0], nil
}

func wrapMatter(id ledger.MatterID, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("handlers: matter %s: %w", id, err)
}

// supplement adds the files that came, and tells whoever decides, if that is not the office:
// the office sees them with its queue.
func (a *ask) supplement(ctx context.Context, m ledger.Matter, t ledger.Task, words string) (ledger.Change, error) {
	s := ledger.Supplementing{By: a.Person, At: a.At, Words: words, Files: a.Files}
	if m.Notice != "" {
		notices, err := a.h.Book.Notices(ctx, m.Notice)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: notice %s: %w", m.Notice, err)
		}
		if len(notices) > 0 {
			s.Reply = notices[0]
		}
	}
	done, refusal := m.Supplement(t, s)
	if refusal == nil && len(done.Fresh) == 0 {
		return ledger.Change{Answer: ledger.Reply{Text: texts.Supplemented(m, 0), About: matterAbout(m)}}, nil
	}
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{done.Matter}, Entries: done.Entries}
	if done.Task.ID != "" {
		change.Put = append(change.Put, done.Task)
	}
	if done.Notice.ID != "" {
		change.Put = append(change.Put, done.Notice)
	}
	text, files := along(texts.SupplementedToDesk(done.Matter, len(done.Fresh), a.today), done.Fresh)
	send, err := a.toDesk(ctx, done.Matter, text, files)
	change.Send = numberedSend(a.Cause, send)
	change.Answer = ledger.Reply{Text: texts.Supplemented(done.Matter, len(done.Fresh)), About: matterAbout(done.Matter)}
	return change, err
}

// lateEvidence adds pictures of an album to what was applied for with it: Telegram sends the
// pieces one by one. taken is false where this is no such picture.
func (a *ask) lateEvidence(ctx context.Context) (change ledger.Change, taken bool, err error) {
	if a.Album == "" || len(a.Files) == 0 {
		return ledger.Change{}, false, nil
	}
	found, _, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: ledger.AlbumMatters(a.albumName()), Limit: 1})
	if err != nil {
		return ledger.Change{}, true, fmt.Errorf("handlers: what came with %s: %w", a.Album, err)
	}
	if len(found) == 0 || found[0].Holds(a.Files) {
		return ledger.Change{}, false, nil
	}
	m, t, waits, err := a.stillWaiting(ctx, found[0].ID)
	if err != nil || !waits {
		return ledger.Change{}, err != nil, err
	}
	a.Cause += "+" + a.Message // the album's own cause is that of its first pictures
	change, err = a.supplement(ctx, m, t, "")
	return change, true, err
}
