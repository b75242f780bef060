// Package handlers is where somebody spoke: it finds out who, which command and whether
// he may, reads what is needed, lets the ledger decide, words the answer and commits.
// One command is one file and one line in the table.
//
// The room must not know Redis or Telegram: it speaks of requests and replies.
package handlers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// Book is what the handlers read and the one write. The store keeps it.
type Book interface {
	people
	tasks
	matters
	burdens
	notices
	indicators
	bulletins
	bases
	register
	briefs
	exports
	files
	Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error)
	Answered(ctx context.Context, cause string) (ledger.Reply, bool, error)
}

type people interface {
	Asker(ctx context.Context, person ledger.PersonID, chat ledger.Address, replyTo string, tasks ...ledger.TaskID) (ledger.Asker, error)
	Units(ctx context.Context) ([]ledger.Unit, error)
	Persons(ctx context.Context, marks ...string) ([]ledger.Person, error)
	Chats(ctx context.Context, marks ...string) ([]ledger.Chat, error)
	Invitation(ctx context.Context, digest string) (ledger.Invitation, bool, error)
	Person(ctx context.Context, ids ...ledger.PersonID) ([]ledger.Person, error)
}

type tasks interface {
	Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error)
	TasksIn(ctx context.Context, page ledger.Page) ([]ledger.Task, int64, error)
	TasksWithWords(ctx context.Context, bigrams []string, limit int64) ([]ledger.Task, error)
	Reports(ctx context.Context, mark string, limit int64) ([]ledger.Report, error)
	Report(ctx context.Context, id ledger.ReportID) (ledger.Report, bool, error)
	Count(ctx context.Context, ranges ...ledger.Range) ([]int64, ledger.Head, error)
	EntriesOfKind(ctx context.Context, since time.Time, limit int64, sorts ...ledger.What) ([]ledger.Entry, error)
}

type matters interface {
	Matters(ctx context.Context, ids ...ledger.MatterID) ([]ledger.Matter, error)
	MattersIn(ctx context.Context, page ledger.Page) ([]ledger.Matter, int64, error)
	Policy(ctx context.Context, id string) (ledger.Policy, error)
	Counter(ctx context.Context, id string) (ledger.Counter, error)
}

type burdens interface {
	Burdens(ctx context.Context, ids ...string) ([]ledger.Burden, error)
	BurdensIn(ctx context.Context, page ledger.Page) ([]ledger.Burden, int64, error)
}

type notices interface {
	Notices(ctx context.Context, ids ...ledger.NoticeID) ([]ledger.Notice, error)
	NoticesIn(ctx context.Context, page ledger.Page) ([]ledger.Notice, int64, error)
	Counter(ctx context.Context, id string) (ledger.Counter, error)
}

type exports interface {
	EntriesOf(ctx context.Context, task ledger.TaskID, limit int64) ([]ledger.Entry, error)
}

type bulletins interface {
	Bulletins(ctx context.Context, ids ...ledger.BulletinID) ([]ledger.Bulletin, error)
	EntriesOfBulletin(ctx context.Context, id ledger.BulletinID) ([]ledger.Entry, error)
	BulletinsIn(ctx context.Context, page ledger.Page) ([]ledger.Bulletin, int64, error)
}

type register interface {
	Counter(ctx context.Context, id string) (ledger.Counter, error)
	Proposals(ctx context.Context, ids ...string) ([]ledger.Proposal, error)
}

type briefs interface {
	Names(ctx context.Context) ([]ledger.Unit, []string, error)
	Moment(ctx context.Context, asked ledger.Asked) (ledger.Moment, error)
	Snapshots(ctx context.Context, ids ...ledger.SnapshotID) ([]ledger.Snapshot, error)
	campaigns
}

// Options are what the handlers need besides the book.
type Options struct {
	Book     Book
	Zone     *time.Location
	Calendar ledger.Calendar
	Limits   ledger.LimitOptions
	Hours    Hours
	NewCode  func() string     // a fresh invitation code, not to be guessed
	Fetch    Fetch             // what was sent; nil: evidence is kept without its digest
	Papers   *documents.Papers // nil: nothing is put on paper
	Prints   bool              // whoever delivers makes PDFs of papers
	Makers   Makers            // what is made of a brief beside words
	Sheets   SheetSizes        // of files that are imported in a chat
	Office   string            // as people call it; its name stands on papers
	Trouble  func(err error)   // learns of a paper that could not be made; may be nil
}

// Hours tells when units may be addressed (domain §9). The scheduler keeps the same rule.
type Hours func(now time.Time) (notBefore time.Time)

// Fetch writes a file that somebody sent, of at most limit bytes.
type Fetch func(ctx context.Context, ref string, w io.Writer, limit int64) error

// Handlers answer requests.
type Handlers struct {
	Options
	commands []command
	reading  chan struct{} // taken while a file is read: one at a time
}

// New makes the handlers.
func New(options Options) *Handlers {
	return &Handlers{Options: options, commands: table(), reading: make(chan struct{}, 1)}
}

// staleTries is how often a decision is made anew when somebody else was faster.
const staleTries = 5

// Handle answers one request. The reply may be empty: then nothing is said. An error is
// ours, never the asker's: the same request may be handed in again, and what was stored
// is not stored twice.
func (h *Handlers) Handle(ctx context.Context, req Request) (ledger.Reply, error) {
	req.At = req.At.In(h.Zone)
	if req.Said = req.Said.In(h.Zone); req.Said.IsZero() || req.Said.After(req.At) {
		req.Said = req.At
	}
	var err error
	for range staleTries {
		var reply ledger.Reply
		if reply, err = h.once(ctx, req); !errors.Is(err, ledger.ErrStale) {
			return reply, err
		}
	}
	return ledger.Reply{}, fmt.Errorf("handlers: %s: %w", req.Cause, err)
}

func (h *Handlers) once(ctx context.Context, req Request) (ledger.Reply, error) {
	likely := likelyTasks(req)
	asker, err := h.Book.Asker(ctx, req.From, req.Chat, req.ReplyTo, likely...)
	if err != nil {
		return ledger.Reply{}, fmt.Errorf("handlers: who asks: %w", err)
	}
	a, change, err := h.decide(ctx, req, asker, likely)
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
		return a.refuse(ctx, refusal)
	}
	if err != nil {
		return ledger.Reply{}, err
	}
	question := len(change.Put)+len(change.Entries)+len(change.Send) == 0
	change.Answer.Text = a.filesSaid(change)
	change.Send = append(change.Send, a.pdfs(change.Answer)...)
	if question && len(change.Send) == 0 {
		return change.Answer, nil // asked again it is answered anew
	}
	if err := a.turn(ctx); err != nil {
		return ledger.Reply{}, err
	}
	change.Cause, change.At = a.Cause, a.At
	if change, err = following(ctx, h.Book, change, a.At, h.Calendar); err != nil {
		return ledger.Reply{}, err
	}
	if change, err = a.ended(ctx, change); err != nil {
		return ledger.Reply{}, err
	}
	if change, err = a.draftsEnded(ctx, change); err != nil {
		return ledger.Reply{}, err
	}
	if change, err = naming(ctx, h.Book, change, a.today); err != nil {
		return ledger.Reply{}, err
	}
	if change, err = a.counted(ctx, change); err != nil {
		return ledger.Reply{}, err
	}
	if change, err = a.withOwedFiles(ctx, change); err != nil {
		return ledger.Reply{}, err
	}
	change.Read = append(change.Read, a.standing(change.Put)...)
	if change.Read, err = a.mandate(ctx, change); err != nil {
		return ledger.Reply{}, err
	}
	answer := change.Answer
	if question {
		change.Answer.Files = nil // they are made again as well, and need not lie there
	}
	done, err := h.Book.Commit(ctx, change)
	if err != nil {
		return ledger.Reply{}, fmt.Errorf("handlers: %s: %w", req.Cause, err)
	}
	if done.Already && !question {
		return done.Answer, nil
	}
	return answer, nil
}

// standing is the asker's record, unless the change puts it: whose post ends between the
// question and the commit may not act once more (docs/adr/0002).
func (a *ask) standing(put []ledger.Record) []ledger.Record {
	kind, key := a.Person.Ref()
	same := func(r ledger.Record) bool { k, id := r.Ref(); return k == kind && id == key }
	if a.Person.ID == 0 || slices.ContainsFunc(put, same) {
		return nil
	}
	return []ledger.Record{a.Person}
}

// turn waits until what was decided may be committed: nothing is written before.
func (a *ask) turn(ctx context.Context) error {
	if a.Turn == nil {
		return nil
	}
	if err := a.Turn(ctx); err != nil {
		return fmt.Errorf("handlers: %s: %w", a.Cause, err)
	}
	return nil
}

// refuse words a refusal. What is refused now may have been granted a moment ago, when
// the messenger sends the same update again: then the stored answer is repeated.
func (a *ask) refuse(ctx context.Context, refusal *ledger.Refusal) (ledger.Reply, error) {
	stored, found, err := a.h.Book.Answered(ctx, a.Cause)
	if err != nil {
		return ledger.Reply{}, fmt.Errorf("handlers: %s: %w", a.Cause, err)
	}
	if found {
		return stored, nil
	}
	text := a.withUnkept(refusal, texts.Refusal(refusal, a.exampleOf(ctx, refusal)))
	if a.Button != "" {
		return ledger.Reply{Toast: text}, nil
	}
	return ledger.Reply{Text: text, About: a.stillAbout(refusal)}, nil
}

// stillAbout lets the next reply, to what was refused, speak of the same task: who is
// asked for a word about a difficulty answers the question.
func (a *ask) stillAbout(refusal *ledger.Refusal) ledger.About {
	if !a.QuotedOur || refusal.Reason == ledger.ReasonNoTask {
		return ledger.About{}
	}
	about := ledger.About{Tasks: a.about(), Matters: a.About.Matters, Notices: a.About.Notices, Act: a.About.Act}
	about.Bulletin, about.Version = a.About.Bulletin, a.About.Version
	if refusal.Reason == ledger.ReasonNoWords && ledger.ReadReport(a.Text, false).Blocked {
		about.Act = ledger.PressBlocked
	}
	return about
}

// ask is a request with what the book knows of the asker.
type ask struct {
	Request
	ledger.Asker
	today ledger.Date
	h     *Handlers
	word  string // the command as it was typed
	args  string // what followed it

	likely []ledger.TaskID // read with the asker, into Tasks

	large []ledger.File // came too, and are too large to be fetched
	lost  []ledger.File // of Files, could not be fetched: owed, if the change keeps them
}

func said(text string) (ledger.Change, error) {
	return ledger.Change{Answer: ledger.Reply{Text: text}}, nil
}

func refused(reason ledger.Reason, words string) error {
	return &ledger.Refusal{Reason: reason, Words: words}
}

// bound reports whether the asker holds any post today.
func (a *ask) bound() bool { return a.Person.Bound(a.today) }
