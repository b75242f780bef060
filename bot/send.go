package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/ledger"
)

// doubt is the pause before a reply that may have arrived is said again: a gateway that
// has just failed fails again.
const doubt = 2 * time.Second

// delivery is what became of a letter.
type delivery struct {
	outcome ledger.Outcome
	wait    time.Duration  // of retry: how long, if that is known
	movedTo ledger.Address // of moved
	gone    bool           // of refused: the bot was blocked or removed
	reason  string
	err     error // ErrToken, or that ctx ended
}

// keptBack is the reason of what was not even tried: the limits do not allow it yet.
const keptBack = "kept back by the limits"

// send says the parts of a letter that were not said yet, each within the limits. It
// waits at most patience for a limit, forever if that is negative.
func (b *Bot) send(ctx context.Context, l *letter, patience time.Duration) delivery {
	for l.next < len(l.parts) {
		if l.next > 0 && patience >= 0 {
			patience = leaseTime // half a letter is worse than a late one
		}
		if wait, err := b.allowed(ctx, l, patience); err != nil || wait > 0 {
			return delivery{outcome: ledger.OutcomeRetry, wait: wait, reason: keptBack, err: err}
		}
		if err := l.begun(ctx); err != nil {
			return delivery{outcome: ledger.OutcomeRetry, reason: err.Error(), err: err}
		}
		v := b.say(ctx, l, l.parts[l.next])
		if v.outcome == ledger.OutcomeSent {
			l.said(v)
			continue
		}
		if b.again(ctx, l, v) {
			continue
		}
		d := delivery{outcome: v.outcome, wait: v.after, gone: v.gone, reason: v.reason, err: v.err}
		if v.movedTo != 0 {
			d.movedTo = chatAddress(v.movedTo) // topics do not survive the move
		}
		return d
	}
	return delivery{outcome: ledger.OutcomeSent}
}

// allowed waits for the limits. An album counts as many messages as it has pictures; once
// the first is allowed the others are waited for, since what was counted is spent.
func (b *Bot) allowed(ctx context.Context, l *letter, patience time.Duration) (time.Duration, error) {
	for n := range max(1, len(l.parts[l.next].files)) {
		if n > 0 && patience >= 0 {
			patience = leaseTime
		}
		if wait, err := b.limits.wait(ctx, l.to.chat, l.class, patience); err != nil || wait > 0 {
			return wait, err
		}
	}
	return 0, nil
}

// again tells whether the same part is to be tried again, and changes the letter
// to that end. The limiter keeps a penalty before the next attempt.
func (b *Bot) again(ctx context.Context, l *letter, v verdict) bool {
	switch {
	case v.after > 0:
		b.limits.penalise(l.to.chat, v.after)
		return true
	case v.lost == replyParameter && l.replyTo != 0:
		l.replyTo = 0
		return true
	case v.lost == threadParameter && l.to.thread != 0:
		l.to.thread = 0
		return true
	case v.outcome == ledger.OutcomeRefused && !v.gone && l.shed():
		return true
	case v.outcome == ledger.OutcomeUnknown && l.class == ledger.ClassReply && !l.doubted:
		l.doubted = true // said twice is harmless, not said at all is not
		return b.clock.Sleep(ctx, doubt) == nil
	}
	return false
}

// say makes one message of Telegram.
func (b *Bot) say(ctx context.Context, l *letter, p part) verdict {
	var reply *models.ReplyParameters
	if l.replyTo != 0 && l.next == 0 {
		reply = &models.ReplyParameters{MessageID: l.replyTo, AllowSendingWithoutReply: true}
	}
	var markup models.ReplyMarkup
	if p.buttons != nil {
		markup = p.buttons
	}
	switch {
	case len(p.files) > 1:
		return b.sayAlbum(ctx, l.to, p, reply)
	case len(p.files) == 1:
		return b.sayFile(ctx, l.to, p, reply, markup)
	}
	ctx, cancel := linger(ctx, callTime)
	defer cancel()
	off := true
	return b.client.post(ctx, "sendMessage", &telegram.SendMessageParams{
		ChatID: l.to.chat, MessageThreadID: l.to.thread, Text: p.text, ReplyParameters: reply, ReplyMarkup: markup,
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off},
	}).verdict()
}

func (b *Bot) sayFile(ctx context.Context, to target, p part, reply *models.ReplyParameters, markup models.ReplyMarkup) verdict {
	ctx, cancel := linger(ctx, uploadTime)
	defer cancel()
	got := answer{err: errors.New("the call was not made")}
	// The library's error is another view of the same answer.
	if file := inputFile(p.files[0]); isPicture(p.files[0]) {
		_, _ = b.api.SendPhoto(record(ctx, &got), &telegram.SendPhotoParams{
			ChatID: to.chat, MessageThreadID: to.thread, Photo: file, Caption: p.text, ReplyParameters: reply, ReplyMarkup: markup,
		})
	} else {
		_, _ = b.api.SendDocument(record(ctx, &got), &telegram.SendDocumentParams{
			ChatID: to.chat, MessageThreadID: to.thread, Document: file, Caption: p.text, ReplyParameters: reply, ReplyMarkup: markup,
		})
	}
	return got.verdict()
}

// inputFile is a file as the library takes it: its bytes, or Telegram's own name of it.
func inputFile(f ledger.File) models.InputFile {
	if len(f.Body) > 0 {
		return &models.InputFileUpload{Filename: f.Name, Data: bytes.NewReader(f.Body)}
	}
	return &models.InputFileString{Data: f.Ref}
}

// sayAlbum sends several pictures as one: Telegram takes them whole or not at all, and
// allows no buttons under them.
func (b *Bot) sayAlbum(ctx context.Context, to target, p part, reply *models.ReplyParameters) verdict {
	ctx, cancel := linger(ctx, uploadTime)
	defer cancel()
	media := make([]models.InputMedia, len(p.files))
	for i, f := range p.files {
		picture := &models.InputMediaPhoto{Media: f.Ref}
		if len(f.Body) > 0 {
			picture.Media, picture.MediaAttachment = "attach://"+strconv.Itoa(i)+".png", bytes.NewReader(f.Body)
		}
		media[i] = picture
	}
	got := answer{err: errors.New("the call was not made")}
	_, _ = b.api.SendMediaGroup(record(ctx, &got), &telegram.SendMediaGroupParams{
		ChatID: to.chat, MessageThreadID: to.thread, Media: media, ReplyParameters: reply,
	})
	return got.verdict()
}

// answerPress ends the waiting circle on a pressed button. One that is too old is not
// waited for by anybody any more, so a refusal is none of our matter.
func (b *Bot) answerPress(ctx context.Context, press, toast string) error {
	ctx, cancel := linger(ctx, callTime)
	defer cancel()
	err := b.client.ask(ctx, "answerCallbackQuery", &telegram.AnswerCallbackQueryParams{
		CallbackQueryID: press, Text: shorten(valid(toast), maxToast), ShowAlert: false,
	}, nil)
	var refused *CallError
	if errors.As(err, &refused) && refused.Code < 500 && refused.Code != 429 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("bot: answer to a button: %w", err)
	}
	return nil
}
