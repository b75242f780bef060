// Package sandbox is a Telegram on your own machine: a Bot API server with
// people, chats, limits, clock and faults, for the demo and for tests.
//
// It knows nothing of supervision and imports nothing of the project, so that
// it cannot agree with the bot's mistakes. README.md describes its doors.
package sandbox
