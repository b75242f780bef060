package store

import (
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

// How long the keys live that are not kept for ever.
const (
	causeLife   = 35 * 24 * time.Hour  // longer than anything is delivered again
	seenLife    = 8 * 24 * time.Hour   // Telegram repeats an update for a day
	saidLife    = 400 * 24 * time.Hour // people reply to a message of last year
	messageLife = 400 * 24 * time.Hour // after the message was settled
	deadLetters = 10000                // about as many updates stay to be looked at
)

// keys makes every key of an office. All share one hash tag, so they live on one node
// of a cluster and one script may touch them all.
type keys string

func newKeys(office string) keys { return keys("duban:{" + office + "}:") }

// record holds all records of a kind. HASH key → "<rev>\n<marks>\n<json>", for ever.
func (k keys) record(kind ledger.Kind) string { return string(k) + "rec:" + string(kind) }

// mark is an index. ZSET key of a record → score, for ever (as long as it has members).
func (k keys) mark(name string) string { return string(k) + "mark:" + clean(name) }

// cause is the answer to what was decided. STRING json of the reply, [causeLife].
func (k keys) cause(cause string) string { return string(k) + "cause:" + cause }

// chain is the audit log. STREAM "<seq>-0" → block, link; for ever.
func (k keys) chain() string { return string(k) + "chain" }

// head is the end of the chain. HASH seq, link; for ever.
func (k keys) head() string { return string(k) + "head" }

// entriesOf are the blocks with entries on a task. ZSET seq → seq, for ever.
func (k keys) entriesOf(task ledger.TaskID) string { return string(k) + "entries:" + string(task) }

// entriesOfBulletin are the blocks with entries on a bulletin. ZSET seq → seq, for ever.
func (k keys) entriesOfBulletin(id ledger.BulletinID) string {
	return string(k) + "entries:bulletin/" + string(id)
}

// what are the blocks with entries of a sort. ZSET seq → ms, for ever.
func (k keys) what(what ledger.What) string { return string(k) + "what:" + string(what) }

// said is what a message of ours was about. STRING json of About, [saidLife].
// message is "<address>/<id>".
func (k keys) said(message string) string { return string(k) + "said:" + message }

// fence is written after each write that replicas must hold. STRING "", for ever.
func (k keys) fence() string { return string(k) + "fence" }

// inbox holds the updates that are not answered yet. STREAM id, chat, raw; until done.
func (k keys) inbox() string { return string(k) + "inbox" }

// seen says that an update was stored. STRING, [seenLife].
func (k keys) seen(id int64) string { return string(k) + "seen:" + strconv.FormatInt(id, 10) }

// dead holds the updates that could not be worked. STREAM of about [deadLetters].
func (k keys) dead() string { return string(k) + "dead" }

// message is one message of the outbox, see lua/queue.lua. HASH, [messageLife] after it
// was settled; for ever before. Once it was sent it has no bytes of files any more.
func (k keys) message(id ledger.MessageID) string { return string(k) + "message:" + string(id) }

// queue are the messages that a chat is owed. ZSET order and id → ms from which it may
// be said; until all are settled.
func (k keys) queue(chat ledger.Address) string { return string(k) + "queue:" + string(chat) }

// ready are the chats that may be served. ZSET address → ms from which; while owed.
func (k keys) ready() string { return string(k) + "ready" }

// busy are the chats that must be left alone: being served, or told to wait. ZSET
// address → ms until which.
func (k keys) busy() string { return string(k) + "busy" }

// sending is what is being said in a busy chat. HASH address → message id.
func (k keys) sending() string { return string(k) + "sending" }

// owing are all messages that are not settled. ZSET message id → ms of when it was due.
func (k keys) owing() string { return string(k) + "owing" }

// menus are the menus that chats were given. HASH address → fingerprint, until nobody is
// bound there.
func (k keys) menus() string { return string(k) + "menus" }

// lease is who has the lead in something. STRING holder, as long as he asked for it.
func (k keys) lease(name string) string { return string(k) + "lease:" + name }

// clean keeps the tabs and newlines of a name apart from those of the stored form.
func clean(name string) string {
	if !strings.ContainsAny(name, "\\\t\n") {
		return name
	}
	return strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`).Replace(name)
}
