// Package ledger is the book of rules of supervision work (督查督办): tasks, limits,
// units, people, reports, rights, lamps and the workday calendar.
//
// The room is pure. It must not know Redis, Telegram, the clock or the words said in
// a chat: the present is an argument, and a rule answers with new values, never with
// a sentence. Everything that one decision changes is a [Change]; everything that a
// person may not do is a [Refusal].
package ledger
