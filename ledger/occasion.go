package ledger

import "slices"

// Occasion is why a unit is told of a task (domain §5).
type Occasion string

// The occasions.
const (
	OccasionNew       Occasion = "new"        // handed to the unit, not told yet
	OccasionNear      Occasion = "near"       // T-7, T-3, T-1
	OccasionToday     Occasion = "today"      // the limit is today
	OccasionOverdue   Occasion = "overdue"    // 1, 3, 7 days after the limit and weekly
	OccasionMilestone Occasion = "milestone"  // 3 days before a milestone, and the day
	OccasionReport    Occasion = "report"     // a report is due by its rhythm
	OccasionLate      Occasion = "late"       // the report is missing: 1, 3, 7 days and weekly
	OccasionPromise   Occasion = "promise"    // the promised day is here
	OccasionBroken    Occasion = "broken"     // the promised day has passed
	OccasionUnsigned  Occasion = "unsigned"   // not signed for on the working day after it was handed over, and whenever it is told again
	OccasionMoved     Occasion = "moved"      // another unit leads it now
	OccasionShared    Occasion = "shared"     // it was divided: nothing is reported on it directly
	OccasionChildBack Occasion = "child_back" // it was taken up again, since a part of it was
	OccasionJoint     Occasion = "joint"      // another unit that leads it too reported it as complete
	OccasionDenied    Occasion = "denied"     // what another unit that leads it too asked for was refused or sent back
	OccasionExtended  Occasion = "extended"   // its limit moved with that of the task of which it is a part
	OccasionLimit     Occasion = "limit"      // it was given another limit, without having asked for it
	OccasionReview    Occasion = "review"     // standing or recurring work is looked at again
	OccasionAsked     Occasion = "asked"      // another unit's work waits for the unit's answer (转办)
	OccasionBlocking  Occasion = "blocking"   // the same, and the answer is late
	OccasionResumed   Occasion = "resumed"    // the suspension is over, the work goes on
	OccasionPlan      Occasion = "plan"       // long work without milestones: weekly, until there is a plan
	OccasionSilenced  Occasion = "silenced"   // due, not said: silenced by a promise until On
	OccasionByOffice  Occasion = "by_office"  // the office reminds by hand (催办)
	OccasionFinished  Occasion = "completed"  // the office confirmed the completion
	OccasionDecided   Occasion = "decided"    // what the unit asked for was decided
	OccasionReady     Occasion = "ready"      // completed, and nobody applied to have it struck off
	OccasionClosed    Occasion = "closed"     // it was struck off
	OccasionReopened  Occasion = "reopened"   // it was taken up again

	OccasionCancelled Occasion = "cancelled" // it was cancelled (撤项)

	OccasionInstructed  Occasion = "instructed"   // a leader wrote on the task (批示)
	OccasionBeside      Occasion = "beside"       // another unit that works on it is stuck, or was answered
	OccasionHeld        Occasion = "held"         // the task waits for another unit that was asked, and supervision rises against that
	OccasionRisen       Occasion = "risen"        // supervision rose to a level without a notice (蓝色提醒)
	OccasionReply       Occasion = "reply"        // the reply to a notice is due
	OccasionReplyLate   Occasion = "reply_late"   // the reply to a notice is missing: 1, 3, 7 days and weekly
	OccasionHandedLate  Occasion = "handed_late"  // what the unit handed to others by its mandate is overdue: 1, 3, 7 days and weekly
	OccasionHandedStuck Occasion = "handed_stuck" // the same, a difficulty was reported
	OccasionHandedDone  Occasion = "handed_done"  // the same, it is completed
	OccasionHandedMoved Occasion = "handed_moved" // the same, other units lead it now, or none does yet
	OccasionVoided      Occasion = "voided"       // a notice to the unit is void, since it leads the task no more
	OccasionIssuedVoid  Occasion = "issued_void"  // a notice that the unit issued is void for the same reason
	OccasionPart        Occasion = "part"         // it works on the task beside its lead (配合、落实)
	OccasionPartOver    Occasion = "part_over"    // it works on it no more
	OccasionCopied      Occasion = "copied"       // the unit gets a copy of a notice (抄送)
	OccasionCopyVoid    Occasion = "copy_void"    // that notice is void
	OccasionHeard       Occasion = "heard"        // a unit replied to a notice that the unit issued by its mandate, or acknowledged it late
	OccasionNotice      Occasion = "notice"       // what a notice brought: issued, void, replied to
)

// Urgency orders the occasions of a digest: what is smaller is said first.
func (o Occasion) Urgency() int {
	order := []Occasion{
		OccasionReplyLate, OccasionReply, OccasionBlocking, OccasionRisen, OccasionOverdue, OccasionToday, OccasionBroken, OccasionPromise, OccasionAsked,
		OccasionNear, OccasionLate, OccasionMilestone, OccasionReport, OccasionBeside, OccasionHeld, OccasionUnsigned, OccasionReview, OccasionPlan, OccasionLimit, OccasionNew, OccasionMoved, OccasionVoided, OccasionIssuedVoid, OccasionChildBack, OccasionShared, OccasionJoint, OccasionDenied, OccasionExtended,
		OccasionResumed, OccasionReady, OccasionHandedLate, OccasionHandedStuck, OccasionHandedMoved, OccasionHandedDone, OccasionPart, OccasionPartOver,
		OccasionHeard, OccasionCopyVoid, OccasionCopied,
	}
	if i := slices.Index(order, o); i >= 0 {
		return i
	}
	return len(order)
}
