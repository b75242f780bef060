package bot

import (
	"context"
	"strconv"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/ledger"
)

const (
	progressPause = 3 * time.Second // between two states of one message
	progressTime  = 5 * time.Second // what telling may cost the work that it tells of
)

// progress tells an asker how far his request is, in one message that is edited. It is told
// as well as it can be and never stored: where Telegram does not take it, nothing more is
// told, and the work goes on.
type progress struct {
	bot     *Bot
	to      target
	replyTo int

	message int // 0: nothing was said yet
	said    time.Time
	shown   string
	latest  string // not shown yet, if it is another one
	mute    bool
}

// follow lets a request tell how far it is.
func (s *shift) follow(a *act) *progress {
	to, err := parseAddress(a.Chat)
	p := &progress{bot: s.Bot, to: to, mute: err != nil}
	if to.group() {
		p.replyTo = messageNumber(a.Message)
	}
	a.Progress = p.tell
	return p
}

// tell shows a state, unless the last one was shown a moment ago.
func (p *progress) tell(ctx context.Context, text string) {
	p.latest = text
	if p.message != 0 && p.bot.clock.Now().Sub(p.said) < progressPause {
		return
	}
	p.show(ctx)
}

// finish shows the last state before the answer is said.
func (p *progress) finish(ctx context.Context) {
	if p.message != 0 {
		p.show(ctx)
	}
}

func (p *progress) show(ctx context.Context) {
	if p.mute || p.latest == p.shown {
		return
	}
	// A digest's share of the limits: what others are answered goes first.
	if wait, err := p.bot.limits.wait(ctx, p.to.chat, ledger.ClassDigest, 0); err != nil || wait > 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, progressTime)
	defer cancel()
	v := p.call(ctx)
	if v.after > 0 {
		p.bot.limits.penalise(p.to.chat, v.after)
	}
	if v.outcome != ledger.OutcomeSent {
		p.bot.log.Debug("progress is not told", "reason", v.reason)
		p.mute = true
		return
	}
	if p.message == 0 && len(v.messages) == 1 {
		p.message, _ = strconv.Atoi(v.messages[0]) // what is no number is edited no more
	}
	p.said, p.shown = p.bot.clock.Now(), p.latest
}

func (p *progress) call(ctx context.Context) verdict {
	text := shorten(valid(p.latest), maxText)
	if p.message != 0 {
		return p.bot.client.post(ctx, "editMessageText", &telegram.EditMessageTextParams{
			ChatID: p.to.chat, MessageID: p.message, Text: text,
		}).verdict()
	}
	params := &telegram.SendMessageParams{ChatID: p.to.chat, MessageThreadID: p.to.thread, Text: text, DisableNotification: true}
	if p.replyTo != 0 {
		params.ReplyParameters = &models.ReplyParameters{MessageID: p.replyTo, AllowSendingWithoutReply: true}
	}
	return p.bot.client.post(ctx, "sendMessage", params).verdict()
}
