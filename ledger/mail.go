package ledger

import "time"

// Incoming is one update as the messenger sent it, kept raw until it is answered: what
// was acknowledged is never lost.
type Incoming struct {
	Seq  string  // its place in the inbox, given when it is stored
	ID   int64   // the messenger's own number, by which a repetition is known
	Chat Address // updates of one chat are worked in order
	Raw  []byte
}

// Owed is a message that was claimed from the outbox to be sent now.
type Owed struct {
	Message
	Attempt int  // 1 for the first
	Again   bool // an earlier attempt may have arrived: a formal notice is marked 补发
}

// Outcome is what became of an attempt to send.
type Outcome string

// The outcomes of a call to the messenger (docs/architecture.md, "One tick").
const (
	OutcomeSent    Outcome = "sent"
	OutcomeRetry   Outcome = "retry"   // certainly not executed: again at NotBefore
	OutcomeRefused Outcome = "refused" // refused for good, with the reason
	OutcomeUnknown Outcome = "unknown" // the bytes left and no answer came
	OutcomeMoved   Outcome = "moved"   // the chat has a new address: send there at once
)

// Receipt is the evidence of a delivered message: which message of which chat it
// became. A long text becomes several.
type Receipt struct {
	To       Address
	Messages []string // the messenger's message ids
	Files    []File   // that went out, by name, size, digest and the messenger's own name; not their bytes
}

// Settlement is what an attempt to send ended with.
type Settlement struct {
	ID        MessageID
	Outcome   Outcome
	Receipt   Receipt   // of OutcomeSent
	NotBefore time.Time // of OutcomeRetry
	Lapsed    bool      // of OutcomeUnknown: the sender died during the call, which is no word of the messenger's
	Reason    string    // of the others, without secrets
	MovedTo   Address   // of OutcomeMoved
}

// Asker is what the book knows about somebody who spoke: everything that is needed to
// decide who he is and what he answers to.
type Asker struct {
	Person Person // zero ID: not bound
	Chat   Chat   // zero ID: not a bound group
	About  About  // of the message that he replied to, or whose button he pressed
	Tasks  []Task // of the codes that were asked for with him, those that exist
}

// Head is the end of the chain of entries: how many blocks, and the link of the last.
type Head struct {
	Seq  int64  `json:"seq"`
	Link string `json:"link"`
}

// Page asks for records under a mark, in the order of the scores.
type Page struct {
	Range
	Offset, Limit int64
	Descending    bool
}
