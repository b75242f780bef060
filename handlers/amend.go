package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// amend takes an edited message: reports that came with it say what the message says
// now, a line that was not understood before is taken as new, and a report that the
// message no longer speaks of is withdrawn.
func (a *ask) amend(ctx context.Context, lines []line) (ledger.Change, error) {
	earlier, err := a.cameWith(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if a.saysTheSame(lines, earlier) {
		answer, _, err := a.h.Book.Answered(ctx, a.Cause) // unless this very update was answered
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: %s: %w", a.Cause, err)
		}
		return ledger.Change{Answer: answer}, nil
	}
	var change ledger.Change
	var results []texts.Result
	seen := map[ledger.TaskID]bool{}
	understood := true
	var said strings.Builder // of what waits again
	for _, l := range lines {
		result, taken, err := a.amendLine(ctx, l, earlier, seen)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Put = append(change.Put, taken.Put...)
		change.Entries = append(change.Entries, taken.Entries...)
		change.Send = append(change.Send, taken.Send...)
		said.WriteString(strings.TrimRight("\n"+taken.Answer.Text, "\n"))
		understood = understood && result.Refusal == nil
		results = append(results, result)
	}
	told, err := a.tell(ctx, change, results)
	told.Answer.Text, told.Send = strings.TrimSpace(told.Answer.Text+said.String()), numberedSend(a.Cause, told.Send)
	if err != nil || !understood { // a line that was not understood may have meant any of them
		return told, err
	}
	dropped := slices.DeleteFunc(earlier, func(r ledger.Report) bool { return seen[r.Task] })
	return a.drop(ctx, told, dropped)
}

// saysTheSame reports whether an edit changed nothing: messengers report one also when
// only what they show beside the words has changed.
func (a *ask) saysTheSame(lines []line, earlier []ledger.Report) bool {
	for _, r := range earlier {
		same := func(l line) bool {
			number := l.said.Task
			if l.task != "" {
				number = ledger.TaskNumber{Code: l.task}
			}
			return l.bad == nil && l.said.Unclear == "" && l.said.Promise == "" &&
				names(number, r.Task) && r.Says(a.reporting(l.said))
		}
		if !slices.ContainsFunc(lines, same) {
			return false
		}
	}
	return len(earlier) > 0 && len(lines) == len(earlier)
}

// maxLines is the most lines of one message that are looked for.
const maxLines = 100

// cameWith are the reports that came with this message, or with its album.
func (a *ask) cameWith(ctx context.Context) ([]ledger.Report, error) {
	mark := ledger.FromMark(a.Message)
	if a.Album != "" {
		mark = ledger.AlbumMark(a.albumName())
	}
	earlier, err := a.h.Book.Reports(ctx, mark, maxLines)
	if err != nil {
		return nil, fmt.Errorf("handlers: reports of %s: %w", a.Message, err)
	}
	return slices.DeleteFunc(earlier, func(r ledger.Report) bool { return !r.Withdrawn.IsZero() }), nil
}

// albumName is the album's, if the message is a piece of one: its number counts in its
// chat only.
func (a *ask) albumName() string {
	if a.Album == "" {
		return ""
	}
	return string(a.Request.Chat) + "/" + a.Album
}

func (a *ask) amendLine(ctx context.Context, l line, earlier []ledger.Report, seen map[ledger.TaskID]bool) (texts.Result, ledger.Change, error) {
	number := l.said.Task
	if l.task != "" {
		number = ledger.TaskNumber{Code: l.task}
	}
	for _, r := range earlier {
		if l.bad != nil || !names(number, r.Task) || seen[r.Task] {
			continue
		}
		t, err := a.task(ctx, ledger.TaskNumber{Code: r.Task}, ledger.ActionReport)
		if err != nil {
			return texts.Result{}, ledger.Change{}, err
		}
		seen[t.ID] = true
		return a.amendReport(ctx, t, r, l)
	}
	return a.takeLine(ctx, l, seen)
}

func (a *ask) amendReport(ctx context.Context, t ledger.Task, r ledger.Report, l line) (texts.Result, ledger.Change, error) {
	refuse := func(r *ledger.Refusal) (texts.Result, ledger.Change, error) {
		return texts.Result{Raw: l.raw, Refusal: r}, ledger.Change{}, nil
	}
	if l.said.Unclear != "" {
		return refuse(a.unclear(t, l.said.Unclear))
	}
	reporting, err := a.reportingOn(ctx, t, l.said, r)
	if err != nil {
		return texts.Result{}, ledger.Change{}, err
	}
	done, refusal := t.Amend(r, reporting)
	if refusal != nil {
		return refuse(refusal)
	}
	result := texts.Result{Raw: l.raw, Was: t, Task: done.Task, Report: done.Report, Lead: done.Lead, Amended: true, Words: l.said.Percent == ledger.NoPercent, AnswerBy: reporting.AnswerBy, Ended: done.Ended()}
	change, err := a.reported(ctx, done)
	return result, change, err
}

func names(number ledger.TaskNumber, id ledger.TaskID) bool {
	return number.Code == id || (number.Code == "" && strconv.Itoa(number.N) == shortNumber(id))
}

// drop withdraws the reports that an edited message no longer speaks of; one that can no
// longer be withdrawn is named, so that nobody takes it for gone.
func (a *ask) drop(ctx context.Context, change ledger.Change, dropped []ledger.Report) (ledger.Change, error) {
	for _, r := range dropped {
		gone, err := a.withdraw(ctx, r)
		if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
			change.Answer.Text += "\n" + texts.StillInForce(r.Task, refusal, a.exampleOf(ctx, refusal))
			continue
		}
		if err != nil {
			return ledger.Change{}, err
		}
		change.Put = append(change.Put, gone.Put...)
		change.Entries = append(change.Entries, gone.Entries...)
		change.Send = numberedSend(a.Cause, append(change.Send, gone.Send...))
		change.Answer.Text += "\n" + gone.Answer.Text
	}
	return change, nil
}

// latePicture adds pictures of an album to the reports that came with it: Telegram sends
// the pieces one by one, and the program may have been started anew between them. taken
// is false where this is no such picture.
func (a *ask) latePicture(ctx context.Context) (ledger.Change, bool, error) {
	if a.Album == "" || len(a.Files) == 0 {
		return ledger.Change{}, false, nil
	}
	earlier, err := a.cameWith(ctx)
	if err != nil {
		return ledger.Change{}, true, err
	}
	fresh := slices.ContainsFunc(earlier, func(r ledger.Report) bool { return !r.Holds(a.Files) })
	if !fresh || (a.Edited && a.Text != "") {
		return ledger.Change{}, false, nil
	}
	a.Cause += "+" + a.Message // the album's own cause is that of its first pictures
	if a.Text != "" {
		a.Edited = true
		return ledger.Change{}, false, nil
	}
	var change ledger.Change
	var results []texts.Result
	for _, r := range earlier {
		t, err := a.task(ctx, ledger.TaskNumber{Code: r.Task}, ledger.ActionReport)
		if err != nil {
			return ledger.Change{}, true, err
		}
		same := ledger.Said{Percent: r.Percent, NoChange: r.NoChange, Blocked: r.Blocked, Text: r.Text}
		result, taken, err := a.amendReport(ctx, t, r, line{said: same})
		if err != nil {
			return ledger.Change{}, true, err
		}
		change.Put = append(change.Put, taken.Put...)
		change.Entries = append(change.Entries, taken.Entries...)
		change.Send = append(change.Send, taken.Send...)
		results = append(results, result)
	}
	change, err = a.tell(ctx, change, results)
	return change, true, err
}
