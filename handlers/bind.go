package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// bind gives a group to a unit, to the office or to the leaders: 绑定 住建局, 绑定 办公室,
// 绑定 领导, 绑定 解除; with what it is for and until when: 绑定 住建局 用途 污水管网攻坚 至
// 2026-12-31.
func bind(ctx context.Context, a *ask) (ledger.Change, error) {
	word, binding, err := a.groupWords(strings.TrimSpace(a.args))
	if err != nil {
		return ledger.Change{}, err
	}
	chat := a.Asker.Chat
	chat.ID, chat.Title, chat.Gone = a.Request.Chat, a.ChatTitle, ""
	switch {
	case word == "" && (a.here().ID == "" || strings.TrimSpace(a.args) == ""):
		return ledger.Change{}, a.form("")
	case ledger.Marked(chat.Title):
		return ledger.Change{}, refused(ledger.ReasonSecret, "")
	}
	switch word {
	case "": // stays whose it is
	case "办公室", "指挥部办公室", "office":
		chat.Audience, chat.Unit = ledger.AudienceOffice, ""
	case "领导", "市领导", "leaders":
		chat.Audience, chat.Unit = ledger.AudienceLeaders, ""
	case "解除", "取消":
		if a.Asker.Chat.ID == "" {
			return ledger.Change{}, refused(ledger.ReasonNotBound, "")
		}
		chat.Gone, chat.Purpose, chat.Until = ledger.GoneUnbound, "", 0
		return boundTo(chat, false, []ledger.Entry{ledger.BoundEntry(a.Asker.Chat, chat, a.From, a.At)})
	default:
		unit, err := a.unit(ctx, word)
		if err != nil {
			return ledger.Change{}, err
		}
		chat.Audience, chat.Unit = ledger.AudienceUnit, unit
	}
	binding.Chat, binding.Was, binding.By, binding.At = chat, a.Asker.Chat, a.From, a.At
	bound, entries, refusal := binding.Bind()
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return boundTo(bound, binding.Endless, entries)
}

func boundTo(chat ledger.Chat, endless bool, entries []ledger.Entry) (ledger.Change, error) {
	return ledger.Change{Put: []ledger.Record{chat}, Entries: entries, Answer: ledger.Reply{Text: texts.Bound(chat, endless)}}, nil
}

// service keeps the book of chats true when the messenger says that one moved or that
// the bot was removed or let in.
func service(_ context.Context, a *ask) (ledger.Change, error) {
	was := a.Asker.Chat
	switch {
	case a.MovedTo != "":
		return a.moved(was), nil
	case a.Gone != "":
		if was.ID == "" || was.Gone != "" {
			return ledger.Change{}, nil // not a bound group, or known already
		}
		gone := was
		gone.Gone = a.Gone
		return ledger.Change{
			Put: []ledger.Record{gone}, Entries: []ledger.Entry{ledger.BoundEntry(was, gone, 0, a.At)},
		}, nil
	case a.Entered && !a.Private && (was.ID == "" || was.Gone != ""):
		return said(texts.Entered())
	}
	return ledger.Change{}, nil
}

// moved binds a group's new address as the old one was. That the bot has left the old
// one may be told first, and takes nothing back.
func (a *ask) moved(was ledger.Chat) ledger.Change {
	if was.ID == "" || was.Gone == ledger.GoneMoved || was.Gone == ledger.GoneUnbound {
		return ledger.Change{}
	}
	gone, moved := was, was
	gone.Gone = ledger.GoneMoved
	moved.ID, moved.Rev, moved.Gone = a.MovedTo, 0, ""
	return ledger.Change{
		Put: []ledger.Record{gone, moved}, Entries: []ledger.Entry{ledger.BoundEntry(was, moved, 0, a.At)},
	}
}
