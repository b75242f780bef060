package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Address is where words go: a chat of some messenger, opaque to the ledger.
type Address string

// Audience is whom a bound group belongs to.
type Audience string

// The audiences that a group can be bound to.
const (
	AudienceUnit    Audience = "unit"
	AudienceOffice  Audience = "office"
	AudienceLeaders Audience = "leaders"
)

// Chat is a group that the office bound to a unit, to itself or to the leaders.
type Chat struct {
	ID       Address  `json:"id"`
	Rev      int64    `json:"-"`
	Title    string   `json:"title,omitempty"`
	Audience Audience `json:"audience"`
	Unit     UnitID   `json:"unit,omitempty"`
	Gone     string   `json:"gone,omitempty"` // why nothing can be said there any more

	Purpose string `json:"purpose,omitempty"` // 用途: what the group is for
	Until   Date   `json:"until,omitzero"`    // 截止日期: the last day on which something is said there unasked
}

// Class is how a message is treated when it is uncertain whether it arrived, and what
// goes first when many wait.
type Class string

// The classes. A reply is said again once; a notice is sent again with the same number
// and marked 补发; a digest is left to the next slot and recorded.
const (
	ClassReply  Class = "reply"
	ClassNotice Class = "notice"
	ClassDigest Class = "digest"
)

// MessageID names one message that is owed; it is made of the cause and a counter, so
// the same decision never makes a second one.
type MessageID string

// Message is words owed to somebody.
type Message struct {
	ID        MessageID  `json:"id"`
	To        Address    `json:"to"`
	Text      string     `json:"text"`
	Buttons   [][]Button `json:"buttons,omitempty"`
	NotBefore time.Time  `json:"not_before,omitzero"`
	About     About      `json:"about,omitzero"`
	Class     Class      `json:"class"`
	Urgent    bool       `json:"urgent,omitempty"` // somebody named approved that it is said also at night
	Files     []File     `json:"files,omitempty"`  // papers that go with the words, as they were when it was decided
	For       UnitID     `json:"for,omitempty"`    // the unit whose head is addressed in private: it counts as its burden
	Why       string     `json:"why"`              // the slot or the act that made it, and the rule: evidence, not chat words
}

// Button is a label and what comes back when it is pressed: at most 64 bytes.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data"`
}

// About is what a message was about. A reply to the message is a reply about this.
type About struct {
	Unit    UnitID     `json:"unit,omitempty"`
	Tasks   []TaskID   `json:"tasks,omitempty"`   // in the order of the numbered lines
	Report  ReportID   `json:"report,omitempty"`  // the report that it acknowledges
	Matters []MatterID `json:"matters,omitempty"` // that it asks to decide, in the order of the numbered lines
	Notices []NoticeID `json:"notices,omitempty"` // that it is about, in the order of the numbered lines
	Act     string     `json:"act,omitempty"`     // what the bot asked for: a bare reply is that, see PressBlocked
	Words   string     `json:"words,omitempty"`   // what the asker said, and is asked to confirm

	Bulletin BulletinID `json:"bulletin,omitempty"` // that it shows
	Version  int        `json:"version,omitempty"`  // at which it shows it, or the task

	Snapshot SnapshotID `json:"snapshot,omitempty"` // of which it is a brief
	Proposal string     `json:"proposal,omitempty"` // of which it asks something
}

// Reply is what the asker is told. It is kept with the cause and repeated on redelivery.
type Reply struct {
	Text    string     `json:"text,omitempty"` // empty: say nothing
	Buttons [][]Button `json:"buttons,omitempty"`
	About   About      `json:"about,omitzero"`
	Toast   string     `json:"toast,omitempty"` // the short answer to a pressed button
	Files   []File     `json:"files,omitempty"` // said after the text: papers one by one, pictures as one album
}

// File is a document, photo or other attachment: what came in (Ref, as the messenger
// names it) or what goes out (Name and Body).
type File struct {
	Ref  string `json:"ref,omitempty"`
	Kind string `json:"kind,omitempty"` // FilePhoto, FileDocument, video, voice …
	Name string `json:"name,omitempty"`
	Size int64  `json:"size,omitempty"`
	Body []byte `json:"body,omitempty"`

	SHA256 string `json:"sha256,omitempty"` // hex, of evidence that could be fetched
	Owed   string `json:"owed,omitempty"`   // it could not be fetched yet: see OwedFile
	Lost   bool   `json:"lost,omitempty"`   // it never could: it is evidence of nothing
}

// Proof is what proves a file that went out, without its bytes.
func (f File) Proof() File {
	if len(f.Body) > 0 {
		digest := sha256.Sum256(f.Body)
		f.Size, f.SHA256, f.Body = int64(len(f.Body)), hex.EncodeToString(digest[:]), nil
	}
	return f
}

// The kinds of files that the program sends itself.
const (
	FilePhoto    = "photo"
	FileDocument = "document"
	FileToPrint  = "print" // a Word paper of which the PDF alone goes out: it was sent itself before
)
