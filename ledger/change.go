package ledger

import (
	"errors"
	"time"
)

// Change is everything that one decision does. It is stored whole or not at all, and
// a cause is never stored twice (docs/adr/0002).
type Change struct {
	Cause   string    // "update:8123", "digest:住建局:2026-03-09": why it happens, and its identity
	At      time.Time // when it was decided
	Read    []Record  // must still stand at the revision at which they were read: whose rights were asked
	Put     []Record  // new states; each carries the revision it was read at, and names its own marks
	Entries []Entry   // audit; a change that puts anything has at least one
	Send    []Message // words owed to others
	Answer  Reply     // what the asker is told
}

// Record is a state that is stored under a kind and an id.
type Record interface {
	Ref() (kind Kind, key string)
	Revision() int64 // as read; 0: it must not be there yet
	Marks() []Mark
}

// Kind is a sort of record.
type Kind string

// The kinds of records.
const (
	KindTask       Kind = "task"
	KindReport     Kind = "report"
	KindUnit       Kind = "unit"
	KindPerson     Kind = "person"
	KindChat       Kind = "chat"
	KindInvitation Kind = "invitation"
	KindCounter    Kind = "counter"
	KindSlot       Kind = "slot"
	KindMatter     Kind = "matter"
	KindPolicy     Kind = "policy"
	KindBurden     Kind = "burden"
	KindNotice     Kind = "notice"
	KindProposal   Kind = "proposal"
	KindIndicator  Kind = "indicator"
	KindSnapshot   Kind = "snapshot"
	KindCampaign   Kind = "campaign"
	KindBulletin   Kind = "bulletin"
	KindBasis      Kind = "basis"
	KindOwedFile   Kind = "owed_file"
)

// Mark places a record in an index. Readers use marks and never scan.
type Mark struct {
	Name  string
	Score int64
}

// Range asks for the records under a mark whose score is within [Min, Max].
type Range struct {
	Mark     string
	Min, Max int64
}

// Entry is one line of the audit log: hash-chained by the store, append-only.
type Entry struct {
	At     time.Time   `json:"at"`
	By     PersonID    `json:"by,omitempty"` // 0: the program
	Unit   UnitID      `json:"unit,omitempty"`
	Task   TaskID      `json:"task,omitempty"`
	What   What        `json:"what"`
	Fields []FieldDiff `json:"fields,omitempty"`
	Why    string      `json:"why,omitempty"` // the slot, rule or reason
}

// FieldDiff is what one field was and became.
type FieldDiff struct {
	Name   string `json:"name"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// What is the sort of an entry.
type What string

// What can happen.
const (
	WhatRegistered  What = "registered"   // 立项, import
	WhatChanged     What = "changed"      // a row of a later import differs
	WhatReported    What = "reported"     // 进展
	WhatAmended     What = "amended"      // the message was edited, or a late picture of an album came
	WhatWithdrawn   What = "withdrawn"    // 撤销
	WhatPromised    What = "promised"     // 承诺
	WhatBlocked     What = "blocked"      // 困难
	WhatImported    What = "imported"     // 导入: a file that was sent was confirmed, or a part of it entered
	WhatProposed    What = "proposed"     // somebody is about to enter tasks; nothing counts yet
	WhatAssigned    What = "assigned"     // 交办: it was set or changed who leads
	WhatDivided     What = "divided"      // 分解: it got children
	WhatFollowed    What = "followed"     // a divided task moved with its children
	WhatAccepted    What = "accepted"     // 签收
	WhatForwarded   What = "forwarded"    // 转办: another unit is to answer a difficulty
	WhatSuspended   What = "suspended"    // 中止
	WhatResumed     What = "resumed"      // 恢复, by the office or by its day
	WhatPlanned     What = "planned"      // 计划: the unit's milestones were set, or set anew
	WhatMilestone   What = "milestone"    // 节点: one was reached, or that was taken back
	WhatWaived      What = "waived"       // 免计划
	WhatLimit       What = "limit"        // 时限: it was given another limit, or its first
	WhatCompleted   What = "completed"    // 办结
	WhatApplied     What = "applied"      // something was asked for that somebody must decide: 延期
	WhatAddedFiles  What = "added_files"  // to what waits for its decision
	WhatOwedFile    What = "owed_file"    // a file that could not be fetched at once: owed, tried again, come or given up
	WhatDecided     What = "decided"      // 同意, 不同意, 退回
	WhatRose        What = "rose"         // supervision rose by one level
	WhatDrafted     What = "drafted"      // a notice was drafted
	WhatIssued      What = "issued"       // a notice was signed and got its number
	WhatFormal      What = "formal"       // 文号: the notice's formal number was recorded
	WhatReceived    What = "received"     // 签收督办
	WhatReplied     What = "replied"      // 回复督办
	WhatRepliedUp   What = "replied_up"   // 上级督办 已回复: our reply to a superior was recorded, corrected or taken back
	WhatReviewed    What = "reviewed"     // the reply was found good, or sent back
	WhatNoticeEnded What = "notice_ended" // declined, declared void, or the task ended
	WhatCloseout    What = "closeout"     // 销号 was applied for; a public notice ended
	WhatReopened    What = "reopened"     // 重启, 反弹
	WhatRechecked   What = "rechecked"    // 回头看
	WhatCancelled   What = "cancelled"    // 撤项
	WhatInstructed  What = "instructed"   // 批示
	WhatMeasured    What = "measured"     // 指标: a figure, a floor
	WhatBulletin    What = "bulletin"     // 通报: a step of one, see its why
	WhatBasis       What = "basis"        // 依据: a document was registered or withdrawn
	WhatTold        What = "told"         // a digest or reminder was committed to the outbox
	WhatNotTold     What = "not_told"     // something was due and not said, with the reason
	WhatDelivered   What = "delivered"    // the messenger took it, with its message id
	WhatRefused     What = "refused"      // the messenger refused it, with the reason
	WhatUnknown     What = "unknown"      // it is not known whether it arrived
	WhatInvited     What = "invited"
	WhatJoined      What = "joined"
	WhatLeft        What = "left"    // 离任, 交接: a post ended
	WhatAway        What = "away"    // 请假, or back from it
	WhatMerged      What = "merged"  // 撤并: what was one unit's is another's
	WhatBound       What = "bound"   // a group was bound
	WhatUnit        What = "unit"    // a unit was entered or changed
	WhatPolicy      What = "policy"  // the office's rules were changed
	WhatBriefed     What = "briefed" // 汇总, 周报 …: a snapshot was taken, and is kept
	WhatSlot        What = "slot"    // a slot of the clock was worked, or skipped with its reason
)

// ErrStale says that a record changed since it was read: read again and decide again.
var ErrStale = errors.New("ledger: a record changed since it was read")

// Refusal is why a person may not have what he asked for: his matter, not an error of ours.
type Refusal struct {
	Reason Reason
	Task   TaskID     // the task that it is about, if any
	Words  string     // the piece of the input that was not understood
	Before *Matter    // what somebody decided before him, with who, when and how; of ReasonDecided and ReasonAnswered; what waits at whose desk, of ReasonInPlace and ReasonElsewhere
	Gone   *Cancelled // how the task was cancelled; of ReasonCancelled only
}

func (r *Refusal) Error() string { return "ledger: refused: " + string(r.Reason) }

// Committed is what a commit answered with.
type Committed struct {
	Already bool  // the cause was known: nothing was stored, Answer is the stored one
	Answer  Reply // what the asker is told
	Head    Head  // the end of the chain after it
}
