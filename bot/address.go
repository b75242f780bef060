package bot

import (
	"fmt"
	"strconv"
	"strings"

	"duban/ledger"
)

// target is a chat of Telegram, and a topic of it if thread is not 0.
type target struct {
	chat   int64
	thread int
}

// group reports whether several people are there: their ids are negative.
func (t target) group() bool { return t.chat < 0 }

// address is the form in which everybody else keeps the target: "tg:<chat>", or
// "tg:<chat>:<thread>" for a topic.
func (t target) address() ledger.Address {
	if t.thread != 0 {
		return ledger.Address("tg:" + strconv.FormatInt(t.chat, 10) + ":" + strconv.Itoa(t.thread))
	}
	return chatAddress(t.chat)
}

func chatAddress(chat int64) ledger.Address {
	return ledger.Address("tg:" + strconv.FormatInt(chat, 10))
}

// parseAddress reads what address wrote.
func parseAddress(a ledger.Address) (target, error) {
	rest, ok := strings.CutPrefix(string(a), "tg:")
	chat, thread, topic := strings.Cut(rest, ":")
	var t target
	var err error
	if t.chat, err = strconv.ParseInt(chat, 10, 64); !ok || err != nil || t.chat == 0 {
		return target{}, fmt.Errorf("bot: %q is not the address of a chat", a)
	}
	if !topic {
		return t, nil
	}
	if t.thread, err = strconv.Atoi(thread); err != nil || t.thread <= 0 {
		return target{}, fmt.Errorf("bot: %q is not the address of a topic", a)
	}
	return t, nil
}

// messageName names a message: "tg:<chat>/<id>". Its topic does not matter, since ids
// are unique in a chat.
func messageName(chat int64, id int) string {
	if id == 0 {
		return ""
	}
	return string(chatAddress(chat)) + "/" + strconv.Itoa(id)
}

// messageNumber is the id in a message's name, 0 if there is none.
func messageNumber(name string) int {
	_, id, _ := strings.Cut(name, "/")
	n, err := strconv.Atoi(id)
	if err != nil {
		return 0
	}
	return n
}
