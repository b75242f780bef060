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
	WhatCompleted   What = "completed"    // 办结
	WhatApplied     What = "applied"      // something was asked for that somebody must decide: 延期
	WhatAddedFiles  What = "added_files"  // to what waits for its decision
	WhatDecided     What = "decided"      // 同意, 不同意, 退回
	WhatRose        What = "rose"         // supervision rose by one level
	WhatDrafted     What = "drafted"      // a notice was drafted
	WhatIssued      What = "issued"       // a notice was signed and got its number
	WhatFormal      What = "formal"       // 文号: the notice's formal number was recorded
	WhatReceived    What = "received"     // 签收督办
	WhatReplied     What = "replied"      // 回复督办
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
	Before *Matter    // what somebody decided before him, with who, when and how; of ReasonDecided only
	Gone   *Cancelled // how the task was cancelled; of ReasonCancelled only
}

func (r *Refusal) Error() string { return "ledger: refused: " + string(r.Reason) }

// Reason is why something is refused. Each has its own sentence in texts.
type Reason string

// The reasons.
const (
	ReasonStranger        Reason = "stranger"         // not bound: learns nothing
	ReasonAnonymous       Reason = "anonymous"        // anonymous admin or channel
	ReasonNoRight         Reason = "no_right"         // the role has no part in this
	ReasonNoTask          Reason = "no_task"          // no such task among those he may see
	ReasonWhichTask       Reason = "which_task"       // several could be meant
	ReasonPercent         Reason = "percent"          // the percentage was not understood
	ReasonPercentRange    Reason = "percent_range"    // not within 0..100
	ReasonNoWords         Reason = "no_words"         // nothing was said
	ReasonClosed          Reason = "closed"           // completed or cancelled: nothing to report
	ReasonUndoLate        Reason = "undo_late"        // more than ten minutes ago
	ReasonUndoNewer       Reason = "undo_newer"       // a newer report is in force
	ReasonUndoNothing     Reason = "undo_nothing"     // nothing to withdraw
	ReasonNotYours        Reason = "not_yours"        // somebody else's report
	ReasonDate            Reason = "date"             // the date was not understood
	ReasonPastDate        Reason = "past_date"        // the date has passed
	ReasonFarDate         Reason = "far_date"         // later than the rule allows
	ReasonCode            Reason = "code"             // invitation unknown, used or expired
	ReasonUnknownUnit     Reason = "unknown_unit"     // no such unit
	ReasonWhichUnit       Reason = "which_unit"       // near ties
	ReasonForm            Reason = "form"             // the command's form was not understood
	ReasonOldButton       Reason = "old_button"       // the button belongs to an earlier state
	ReasonNotInGroup      Reason = "not_in_group"     // only in a private chat
	ReasonOnlyInGroup     Reason = "only_in_group"    // only in a group
	ReasonSecret          Reason = "secret"           // carries a secrecy marking
	ReasonUnsupported     Reason = "unsupported"      // voice, sticker …: nothing was stored
	ReasonQuiet           Reason = "quiet"            // not at night or on holidays
	ReasonNobodyToTell    Reason = "nobody_to_tell"   // the unit has neither a group nor a contact
	ReasonTooOften        Reason = "too_often"        // it was reminded today already
	ReasonOftenWeek       Reason = "often_week"       // it was reminded this week, and is not red; Words: from when on it may be
	ReasonUnconfirmed     Reason = "unconfirmed"      // 好的, while a proposal waits for 确认
	ReasonCourtesy        Reason = "courtesy"         // 收到, 谢谢: words that say nothing of a task
	ReasonUnknown         Reason = "unknown"          // no such command, and nothing to take it for
	ReasonTooLong         Reason = "too_long"         // longer than can be kept
	ReasonEditedTooLate   Reason = "edited_late"      // the edited message's report can no longer be amended
	ReasonEditedAct       Reason = "edited_act"       // an edited message does not repeat a command that acts
	ReasonAlone           Reason = "alone"            // a command among the lines of a report
	ReasonTwice           Reason = "twice"            // the same task twice in one message, or a button pressed again
	ReasonNotBound        Reason = "not_bound"        // the group is not bound to anybody
	ReasonBasisTitle      Reason = "basis_title"      // too short or too long for a document's title
	ReasonBasisDay        Reason = "basis_day"        // a document's day was not understood, or is to come
	ReasonBasisKnown      Reason = "basis_known"      // the document is registered
	ReasonBasisUnknown    Reason = "basis_unknown"    // no such document is registered
	ReasonBasisWhich      Reason = "basis_which"      // several documents could be meant
	ReasonBasisGone       Reason = "basis_gone"       // the document was withdrawn
	ReasonBasisGoneSince  Reason = "basis_gone_since" // it was withdrawn after the draft had cited it
	ReasonBasisNumber     Reason = "basis_number"     // another document has that number
	ReasonBasisWhy        Reason = "basis_why"        // a document is withdrawn without a reason
	ReasonBasisCited      Reason = "basis_cited"      // the task cites it already
	ReasonPurpose         Reason = "purpose"          // the purpose of a group is too long
	ReasonGroupDate       Reason = "group_date"       // the end of a group was not understood
	ReasonGroupPast       Reason = "group_past"       // the end of a group has passed
	ReasonGroupEnded      Reason = "group_ended"      // a group whose end has passed is bound without a new one
	ReasonNotSubmitted    Reason = "not_submitted"    // the unit has not reported it as complete: the office says it twice
	ReasonShortWord       Reason = "short_word"       // a single letter: too little to look for
	ReasonNotLead         Reason = "not_lead"         // he sees the task, and another unit answers for it
	ReasonWaits           Reason = "waits"            // the same was asked for already, and waits for its decision
	ReasonDecided         Reason = "decided"          // somebody decided it before
	ReasonWhichDifficulty Reason = "which_difficulty" // several units are stuck on the task
	ReasonNoMatter        Reason = "no_matter"        // nothing of it waits for the asker's decision
	ReasonDeclineIt       Reason = "decline_it"       // 退回 of what the unit leads: it means 退办
	ReasonNothingWaits    Reason = "nothing_waits"    // nothing at all waits for the asker's decision
	ReasonOtherWaits      Reason = "other_waits"      // what waits for the asker is nothing that his word is for
	ReasonWhichMatter     Reason = "which_matter"     // several things of the task wait for the asker
	ReasonNoWhy           Reason = "no_why"           // no reason was given where one is needed
	ReasonNoLimit         Reason = "no_limit"         // the task has no limit that could be moved
	ReasonNotForThat      Reason = "not_for_that"     // 确认 or 取消 in reply to something that it does not answer
	ReasonNotToConfirm    Reason = "not_to_confirm"   // 确认 or 取消 of somebody for whom nothing of that kind ever waits
	ReasonNoProposal      Reason = "no_proposal"      // nothing is waiting to be confirmed, or no longer
	ReasonOthersDraft     Reason = "others_draft"     // the button stands under what another officer proposes
	ReasonOldProposal     Reason = "old_proposal"     // it was changed since the button was made
	ReasonNoImport        Reason = "no_import"        // no file waits to be imported, or no longer
	ReasonOldImport       Reason = "old_import"       // the button stands under an earlier file
	ReasonWhichConfirm    Reason = "which_confirm"    // 确认 or 取消 while two things wait for it
	ReasonNoSheet         Reason = "no_sheet"         // 导入 without a file
	ReasonManySheets      Reason = "many_sheets"      // several files at once
	ReasonSheetLarge      Reason = "sheet_large"      // larger than the messenger hands out
	ReasonSheetGone       Reason = "sheet_gone"       // the messenger does not hand it out
	ReasonSheetOther      Reason = "sheet_other"      // what comes back is not what was shown
	ReasonSheetFault      Reason = "sheet_fault"      // it cannot be read whole: Words say why
	ReasonSheetWhich      Reason = "sheet_which"      // it may be a list of another name: that must be said first
	ReasonSheetSecret     Reason = "sheet_secret"     // a row carries a secrecy marking
	ReasonUnready         Reason = "unready"          // something of the new task is still missing
	ReasonTooManyDrafts   Reason = "too_many"         // more drafts than can be entered at once
	ReasonNoDraft         Reason = "no_draft"         // no draft has that number
	ReasonDraftForm       Reason = "draft_form"       // how a draft is to be corrected was not understood
	ReasonShortTitle      Reason = "short_title"      // too little for a title
	ReasonLimit           Reason = "limit"            // the limit was not understood
	ReasonFieldEmpty      Reason = "field_empty"      // a label of a new task, and nothing after it
	ReasonLimitPast       Reason = "limit_past"       // the limit has passed already
	ReasonRhythm          Reason = "rhythm"           // the rhythm was not understood, or is more often than weekly
	ReasonMandated        Reason = "mandated"         // the unit may assign to others already
	ReasonNotMandated     Reason = "not_mandated"     // the unit has no mandate that could be taken back
	ReasonMandateOver     Reason = "mandate_over"     // the unit may issue nothing any more: the office signs instead
	ReasonOwnLead         Reason = "own_lead"         // a unit with a mandate hands tasks to others and not to itself
	ReasonOwnTask         Reason = "own_task"         // by a mandate nobody hands away or notices what his own unit leads
	ReasonReported        Reason = "reported"         // the unit has reported on it: it cannot be handed to another one like this
	ReasonSameLead        Reason = "same_lead"        // the unit leads it already
	ReasonNoLead          Reason = "no_lead"          // no unit was named that would lead it
	ReasonAccepted        Reason = "accepted"         // the unit has signed for it before
	ReasonUnassigned      Reason = "unassigned"       // nobody was handed the task yet
	ReasonWhichAccept     Reason = "which_accept"     // 签收 in answer to a message about several tasks
	ReasonNoAccept        Reason = "no_accept"        // the unit has signed for all
	ReasonNoDateThere     Reason = "no_date_there"    // a day was said where what waits knows none
	ReasonExtendLate      Reason = "extend_late"      // an extension is asked for before the limit, not after it
	ReasonNobodyLeads     Reason = "nobody_leads"     // nobody leads the task: there is nobody to notice
	ReasonDrafted         Reason = "drafted"          // a notice of that level waits for its signature
	ReasonNoNotice        Reason = "no_notice"        // no such notice, or none that waits for the asker
	ReasonNoneRuns        Reason = "none_runs"        // no notice on the task asks for a reply
	ReasonWhichNotice     Reason = "which_notice"     // several notices could be meant
	ReasonNoticeVoid      Reason = "notice_void"      // it was declared void, or declined
	ReasonNoticeDone      Reason = "notice_done"      // nothing more is asked for
	ReasonNotIssued       Reason = "not_issued"       // a draft is nothing to the unit
	ReasonReceived        Reason = "received"         // acknowledged already
	ReasonReplied         Reason = "replied"          // replied already, the reply waits
	ReasonNoReply         Reason = "no_reply"         // a reply without a word
	ReasonSuperiorKnown   Reason = "superior_known"   // the superior's notice was registered already
	ReasonSuperiorLacks   Reason = "superior_lacks"   // some of its parts were not said; Words: which
	ReasonSuperiorFuture  Reason = "superior_future"  // its paper is of a day that has not come
	ReasonSuperiorPast    Reason = "superior_past"    // the day by which the superior wants the reply has passed
	ReasonFormal          Reason = "formal"           // not a formal number: 乐污防攻坚办督〔2025〕3号
	ReasonFormalKnown     Reason = "formal_known"     // it was recorded already
	ReasonNotDrafter      Reason = "not_drafter"      // a supervisor ends only what he drafted
	ReasonExtendBack      Reason = "extend_back"      // the new limit is not later than the old one
	ReasonVoid            Reason = "void"             // nothing is left to decide: it ended, or was taken back
	ReasonNotCompleted    Reason = "not_completed"    // the work is not completed: nothing to strike off
	ReasonClosing         Reason = "closing"          // it is on its way to be struck off already
	ReasonNoEvidence      Reason = "no_evidence"      // the step wants files
	ReasonNoNumber        Reason = "no_number"        // the superior's answer has a number
	ReasonNoPublic        Reason = "no_public"        // there is no public notice to object to
	ReasonUphold          Reason = "uphold"           // an objection stands or not: it is not sent back
	ReasonNoStep          Reason = "no_step"          // its close-out does not stand at the public notice
	ReasonNotEnded        Reason = "not_ended"        // neither completed nor struck off: nothing to reopen
	ReasonNotClosed       Reason = "not_closed"       // not struck off: nothing to look back at
	ReasonCancelled       Reason = "cancelled"        // the task was cancelled: nobody acts on it any more
	ReasonCancelDone      Reason = "cancel_done"      // the work is completed: it is struck off, not cancelled
	ReasonCancelClosed    Reason = "cancel_closed"    // it was struck off
	ReasonCancelParent    Reason = "cancel_parent"    // it is divided: its children are cancelled one by one
	ReasonCancelMoved     Reason = "cancel_moved"     // the task is not any more as it was when it was shown
	ReasonCancelOne       Reason = "cancel_one"       // several tasks at once
	ReasonCancelUnsure    Reason = "cancel_unsure"    // what was answered neither confirms it nor drops it
	ReasonReopenPercent   Reason = "reopen_percent"   // reopened work stands below 100
	ReasonReopenDate      Reason = "reopen_date"      // the old limit has passed: a new one is wanted
	ReasonNoInstruction   Reason = "no_instruction"   // an instruction without words
	ReasonRemarkGone      Reason = "remark_gone"      // the words that waited for their task were dealt with, or waited too long
	ReasonOthersRemark    Reason = "others_remark"    // the button stands under another leader's words
	ReasonBudget          Reason = "budget"           // the unit was addressed often enough this week
	ReasonNoApprover      Reason = "no_approver"      // what is urgent names who approved it
	ReasonNoPerson        Reason = "no_person"        // nobody of this name holds a post that is meant
	ReasonWhichPost       Reason = "which_post"       // several posts could be meant
	ReasonWhichPerson     Reason = "which_person"     // several persons of that name hold such a post
	ReasonNotYourPost     Reason = "not_your_post"    // only its holder, his head or the office gives a post away
	ReasonOwnPost         Reason = "own_post"         // nobody of the office ends his own standing there
	ReasonOwnCode         Reason = "own_code"         // the code by which he hands over is for the other one
	ReasonExtendPast      Reason = "extend_past"      // the new limit has passed already
	ReasonLeavePast       Reason = "leave_past"       // the leave would begin before today
	ReasonNoStand         Reason = "no_stand"         // it does not say who stands in
	ReasonLeaveDays       Reason = "leave_days"       // the days of a leave are in the past, the wrong way round or too many
	ReasonAway            Reason = "away"             // he has taken leave already
	ReasonNotAway         Reason = "not_away"         // there is no leave to take back
	ReasonMergeSelf       Reason = "merge_self"       // a unit is merged into another one
	ReasonMerging         Reason = "merging"          // another merger of these units broke off and must be ended first
	ReasonMerged          Reason = "merged"           // it was merged already, and nothing is left to move
	ReasonStandSelf       Reason = "stand_self"       // nobody stands in for himself
	ReasonNoDifficulty    Reason = "no_difficulty"    // no difficulty of the task waits for an answer
	ReasonAnswerIt        Reason = "answer_it"        // a difficulty is answered, not granted or refused
	ReasonNoAnswer        Reason = "no_answer"        // an answer without words
	ReasonForwardOne      Reason = "forward_one"      // a difficulty goes to one unit at a time
	ReasonClaimOwn        Reason = "claim_own"        // a claim was granted in another unit's name; Words: which
	ReasonForwardOwn      Reason = "forward_own"      // the unit that is asked is the one that asks
	ReasonForwardPast     Reason = "forward_past"     // the limit for the answer has passed
	ReasonSuspended       Reason = "suspended"        // the work rests
	ReasonNotSuspended    Reason = "not_suspended"    // it does not
	ReasonSuspendPast     Reason = "suspend_past"     // the day on which it goes on has passed
	ReasonSuspendFar      Reason = "suspend_far"      // it is too far away
	ReasonNoExport        Reason = "no_export"        // nothing stands in what was to be exported
	ReasonExportWords     Reason = "export_words"     // what was to be exported was not understood
	ReasonExportLarge     Reason = "export_large"     // more than the messenger carries, or than an import takes back
	ReasonExportCell      Reason = "export_cell"      // a task has more words than a cell of a workbook holds
	ReasonExportRecord    Reason = "export_record"    // what happened to a task is for office and supervisors
	ReasonNotHere         Reason = "not_here"         // the whole ledger goes to a private chat or to the office's group
	ReasonPlanDate        Reason = "plan_date"        // a milestone without a date that could be read
	ReasonPlanWords       Reason = "plan_words"       // a milestone without words
	ReasonPlanPast        Reason = "plan_past"        // a milestone that is already past
	ReasonPlanAfter       Reason = "plan_after"       // a milestone after the limit
	ReasonPlanMany        Reason = "plan_many"        // more milestones than anybody reads
	ReasonHasPlan         Reason = "has_plan"         // nothing to waive: there are milestones
	ReasonNoMilestone     Reason = "no_milestone"     // no such milestone, or several could be meant
	ReasonHandled         Reason = "handled"          // the work has begun: it is not sent back any more
	ReasonBackToSelf      Reason = "back_to_self"     // the right unit is not the one that sent it back
	ReasonHasLead         Reason = "has_lead"         // a unit leads it already: nothing to claim
	ReasonParent          Reason = "parent"           // a divided task is moved by its children
	ReasonChild           Reason = "child"            // a child is not divided again
	ReasonHasChild        Reason = "has_child"        // the unit has its child already
	ReasonDivideLead      Reason = "divide_lead"      // nobody leads what is to be divided
	ReasonNoReport        Reason = "no_report"        // nothing was reported yet of which a part could be completed
	ReasonReadyFiles      Reason = "ready_files"      // files for completed work: they belong to the application to strike it off
	ReasonMonthAhead      Reason = "month_ahead"      // a figure of a month that has not begun
	ReasonMeasure         Reason = "measure"          // no figure, or a percentage above 100
	ReasonSameFigure      Reason = "same_figure"      // it stands so already
	ReasonNoIndicator     Reason = "no_indicator"     // nothing was measured of that name
	ReasonReached         Reason = "reached"          // the milestone stands so already
	ReasonNotMade         Reason = "not_made"         // charts, tables or papers are not made here
	ReasonNotDrawn        Reason = "not_drawn"        // of this snapshot there is nothing to draw
	ReasonNoSubject       Reason = "no_subject"       // neither a unit nor a campaign nor words of a title: nothing to report on

	ReasonNoBulletin      Reason = "no_bulletin"      // no bulletin has that number
	ReasonBulletinForm    Reason = "bulletin_form"    // how a bulletin is to be changed was not understood
	ReasonBulletinMoved   Reason = "bulletin_moved"   // somebody changed it since
	ReasonBulletinOld     Reason = "bulletin_old"     // the draft's figures are too old
	ReasonBulletinWaits   Reason = "bulletin_waits"   // it waits for its signature already
	ReasonBulletinSigned  Reason = "bulletin_signed"  // it was signed and sent: its words stand
	ReasonBulletinVoid    Reason = "bulletin_void"    // it was declared void
	ReasonBulletinDropped Reason = "bulletin_dropped" // it was cancelled
	ReasonBulletinEmpty   Reason = "bulletin_empty"   // no paragraph is left
	ReasonBulletinNobody  Reason = "bulletin_nobody"  // it goes to nobody
	ReasonBulletinWho     Reason = "bulletin_who"     // no group and no unit has that name
	ReasonBulletinWhy     Reason = "bulletin_why"     // it is declared void without a reason
	ReasonBulletinAct     Reason = "bulletin_act"     // 送签 or 取消 stands alone, not among changes
	ReasonNoParagraph     Reason = "no_paragraph"     // no paragraph has that number
	ReasonBulletinUnsaid  Reason = "bulletin_unsaid"  // 签发 of a draft that was not put to be signed
	ReasonBulletinTwice   Reason = "bulletin_twice"   // it was signed before
	ReasonBulletinBack    Reason = "bulletin_back"    // it was taken back to be changed, or given back
	ReasonBulletinNoWhy   Reason = "bulletin_no_why"  // it is given back without a reason
	ReasonBulletinSigner  Reason = "bulletin_signer"  // no leader of that post is there to sign
	ReasonBulletinUnread  Reason = "bulletin_unread"  // of those chosen nobody is there to be told
)

// Committed is what a commit answered with.
type Committed struct {
	Already bool  // the cause was known: nothing was stored, Answer is the stored one
	Answer  Reply // what the asker is told
	Head    Head  // the end of the chain after it
}
