package ledger

import (
	"slices"
	"strconv"
	"strings"
)

// The marks that tasks name, each once per scope. Their scores are days, so a question
// about the present is a range and costs the same at a thousand tasks and at a million.
const (
	MarkAll       = "all"       // all that were not cancelled; score: day of registration
	MarkCancelled = "cancelled" // 撤项; score: day of that
	MarkOpen      = "open"      // not completed; score: limit, or NoLimit
	MarkYellow    = "yellow"    // open; score: first day on which it is at least yellow
	MarkRed       = "red"       // open; score: first day on which it is red
	MarkDuty      = "duty"      // open, a report is asked for; score: day on which the next is due
	MarkReported  = "reported"  // score: day of the report in force
	MarkUnsigned  = "unsigned"  // a leading unit has not signed for it; score: the day on which it was told, or NoLimit
	MarkBlocked   = "blocked"   // score: since when
	MarkStuck     = "stuck"     // open, a difficulty of its lead or of another unit that works on it stands (困难); score: since when
	MarkSubmitted = "submitted" // reported as complete; score: day of that report
	MarkCompleted = "completed" // completed, not struck off (未销号); score: day of completion
	MarkClosed    = "closed"    // struck off; score: day of that, or of completion where it is not known
	MarkLadder    = "ladder"    // open; score: first day on which supervision may have to rise, only in the whole
	MarkSuperior  = "superior"  // answers a superior's notice, and no reply was recorded; score: day by which the superior wants it
	MarkSuperiors = "superiors" // answers a superior's notice; score: the same
	MarkConfirm   = "confirm"   // the office must confirm something
	MarkReady     = "ready"     // completed, and not applied for to be struck off; score: since when
	MarkClosing   = "closing"   // on its way to be struck off (销号中); score: day of the application
	MarkPublic    = "public"    // in public notice (公示中); score: its last day, or NoLimit while an objection stops it
	MarkStalled   = "stalled"   // 销号中, a step waits at the desk of others than the office; score: by when it is to be decided
	MarkRecheck   = "recheck"   // struck off, to be looked at again (回头看); score: from which day
	MarkRelapsed  = "relapsed"  // open, had been struck off before (反弹), or is the return of one that had ended (反复出现); score: day of the last reopening, or of registration
	MarkRemarked  = "remarked"  // not struck off, a leader's words stand on it (批示); score: day of the newest
	MarkSuspended = "suspended" // 中止; score: the day on which it goes on
	MarkStill     = "still"     // three times 无变化 in a row; score: day of the last
	MarkNoPlan    = "noplan"    // long work without milestones; score: day of registration
	MarkIndicator = "indicator" // all indicators; score: 0 the whole, 1 an area
	MarkNoLead    = "nolead"    // open, nobody leads it (未交办); score: day of registration
	MarkDone      = "done"      // completed or struck off; score: day of completion
	MarkWhole     = "whole"     // divided (分解): counted beside its children; score: day of registration
	MarkDated     = "dated"     // has a day as its limit, and does not rest; score: that day
)

// NoLimit is the score of an open task without a limit.
const NoLimit = int64(never)

// Scope narrows a mark: to the whole office, a leading unit, a campaign, a leader. One of
// words names what a snapshot tells of; no mark is narrowed to it.
type Scope string

// ScopeOffice is everything.
const ScopeOffice Scope = "*"

// ScopeLead holds the tasks that the unit leads.
func ScopeLead(unit UnitID) Scope { return Scope("lead/" + string(unit)) }

// ScopePart holds the tasks in which the unit has any answering part, leading included.
func ScopePart(unit UnitID) Scope { return Scope("part/" + string(unit)) }

// ScopeCampaign holds the tasks of a campaign.
func ScopeCampaign(campaign string) Scope { return Scope("campaign/" + campaign) }

// ScopeLeader holds the tasks whose leader in charge or linked leader has the post.
func ScopeLeader(post string) Scope { return Scope("leader/" + post) }

// ScopeWords are the tasks whose titles have these words.
func ScopeWords(words string) Scope { return Scope("words/" + words) }

// Post is the leader whose scope it is; false: it is no leader's.
func (s Scope) Post() (string, bool) { return strings.CutPrefix(string(s), "leader/") }

// Lead is the unit whose scope it is; false: it is no unit's.
func (s Scope) Lead() (UnitID, bool) {
	unit, ok := strings.CutPrefix(string(s), "lead/")
	return UnitID(unit), ok
}

// Campaign is the campaign whose scope it is; false: it is no campaign's.
func (s Scope) Campaign() (string, bool) { return strings.CutPrefix(string(s), "campaign/") }

// MarkOf is the name of a mark within a scope.
func MarkOf(mark string, scope Scope) string { return mark + ":" + string(scope) }

// WakeMark holds the tasks of which a leading unit is to be told; score: from which day.
func WakeMark(unit UnitID) string { return "wake:" + string(unit) }

// NamedMark holds the tasks, also those that were cancelled, in which a unit does not answer and is
// named all the same: it supervises or accepts, or something waits for it. A merger finds them so.
func NamedMark(unit UnitID) string { return "named:" + string(unit) }

// EveryNaming are the marks under which all tasks stand that a unit has to do with, whatever has
// become of them: those in which it answers, of them those that were cancelled, and the others.
func EveryNaming(unit UnitID) []Range {
	part := ScopePart(unit)
	return []Range{AllRange(MarkOf(MarkAll, part)), AllRange(MarkOf(MarkCancelled, part)), AllRange(NamedMark(unit))}
}

// ListMark holds the tasks of an imported list; the score is of no meaning.
func ListMark(list string) string { return "list:" + list }

// ReportsMark holds the reports on a task; score: milliseconds of the time.
func ReportsMark(task TaskID) string { return "reports:" + string(task) }

// FromMark holds the reports that came with one message.
func FromMark(message string) string { return "from:" + message }

// AlbumMark holds the reports that came with one album of pictures.
func AlbumMark(album string) string { return "album:" + album }

// AuthorMark holds a person's reports that are not withdrawn; score: milliseconds.
func AuthorMark(person PersonID) string {
	return "author:" + strconv.FormatInt(int64(person), 10)
}

// WordMark holds the tasks whose title has two characters beside each other.
func WordMark(bigram string) string { return "word:" + bigram }

// SpeakersMark holds the persons who speak for a unit: whom to tell where there is no group.
func SpeakersMark(unit UnitID) string { return "speakers:" + string(unit) }

// NameMark holds the persons who bear a name: the office speaks of them by it.
func NameMark(name string) string { return "name:" + strings.Join(strings.Fields(name), "") }

// GroupMark holds the chats bound to a unit, to the office or to the leaders.
func GroupMark(audience Audience, unit UnitID) string {
	return "group:" + string(audience) + "/" + string(unit)
}

// RoleMark holds the persons who hold a role.
func RoleMark(role Role) string { return "role:" + string(role) }

// Ref names the task: by its code.
func (t Task) Ref() (Kind, string) { return KindTask, string(t.ID) }

// Revision is the revision at which the task was read.
func (t Task) Revision() int64 { return t.Rev }

// Marks are the indexes in which the task stands.
func (t Task) Marks() []Mark {
	if t.State == StateCancelled {
		return t.cancelledMarks()
	}
	var marks []Mark
	scopes := t.Scopes()
	add := func(name string, score Date) {
		for _, scope := range scopes {
			marks = append(marks, Mark{MarkOf(name, scope), int64(score)})
		}
	}
	add(MarkAll, t.Registered)
	if t.Divided() {
		add(MarkWhole, t.Registered)
	}
	if t.Last.Report != "" {
		add(MarkReported, DateOf(t.Last.At))
	}
	t.measureMarks(add)
	t.remarkedMarks(add)
	t.stateMarks(add)
	for _, unit := range t.Moved {
		marks = append(marks, Mark{WakeMark(unit), int64(t.Registered)})
	}
	marks = append(marks, t.superiorMarks(add)...)
	if t.Open() {
		t.openMarks(add)
	}
	if t.Open() || t.State == StateCompleted {
		for _, unit := range t.Lead {
			if len(t.newsFor(unit)) == 0 {
				marks = append(marks, Mark{WakeMark(unit), int64(t.wake(unit))})
			}
		}
	}
	marks = append(marks, t.newsMarks()...)
	marks = append(marks, t.unsignedMarks()...)
	marks = append(marks, t.instructedMarks()...)
	marks = append(append(marks, t.handedMarks()...), t.namedMarks()...)
	marks = sooner(marks, t.wakeAsides())
	if len(t.Confirm) > 0 {
		marks = append(marks, Mark{MarkOf(MarkConfirm, ScopeOffice), int64(t.Registered)})
	}
	if from := t.riseFrom(); from != never {
		marks = append(marks, Mark{MarkOf(MarkLadder, ScopeOffice), int64(from)})
	}
	if t.List != "" {
		marks = append(marks, Mark{Name: ListMark(t.List)})
	}
	marks = append(marks, Mark{TitleMark(t.Title), int64(t.Registered)})
	for _, bigram := range Bigrams(t.Title) {
		marks = append(marks, Mark{Name: WordMark(bigram)})
	}
	return marks
}

// namedMarks are those of the units that do not answer for the task and are named all the same.
func (t Task) namedMarks() []Mark {
	var marks []Mark
	units := slices.Concat(t.Supervise, t.Accept)
	for _, w := range t.Waiting {
		units = append(units, w.Desk.Of())
	}
	for i, unit := range units {
		if unit != "" && !t.Answers(unit) && !slices.Contains(units[:i], unit) {
			marks = append(marks, Mark{NamedMark(unit), int64(t.Registered)})
		}
	}
	return marks
}

// stateMarks are those that a task has by its state alone.
func (t Task) stateMarks(add func(name string, score Date)) {
	switch t.State {
	case StateCompleted:
		add(MarkCompleted, t.Completed)
		t.completedMarks(add)
	case StateClosed:
		add(MarkClosed, max(t.Completed, t.Closed))
		if due := t.RecheckDue(); !due.IsZero() {
			add(MarkRecheck, due)
		}
	case StateSubmitted:
		add(MarkSubmitted, DateOf(t.Last.At))
	case StateBlocked:
		add(MarkBlocked, t.BlockedOn)
	case StateSuspended:
		add(MarkSuspended, t.Suspension.Until)
	case StateRegistered, StateAssigned, StateAccepted, StateInProgress, StateCancelled:
	}
}

// measureMarks are those by which what is completed is measured against what should be.
func (t Task) measureMarks(add func(name string, score Date)) {
	if !t.Limit.Due.IsZero() && t.State != StateSuspended {
		add(MarkDated, t.Limit.Due)
	}
	if t.State == StateCompleted || t.State == StateClosed {
		add(MarkDone, t.Completed)
	}
}

// completedMarks tell where a completed task stands on its way to be struck off.
func (t Task) completedMarks(add func(name string, score Date)) {
	if since := t.Ready(); !since.IsZero() {
		add(MarkReady, since)
		return
	}
	if !t.Closing() {
		return
	}
	add(MarkClosing, t.Closeout.Applied)
	if by := t.stalled(); !by.IsZero() {
		add(MarkStalled, by)
	}
	if !t.Closeout.Until.IsZero() {
		ends := t.NoticeEnds()
		if ends.IsZero() {
			ends = never
		}
		add(MarkPublic, ends)
	}
}

func (t Task) openMarks(add func(name string, score Date)) {
	if t.Limit.Due.IsZero() || t.State == StateSuspended {
		add(MarkOpen, never)
	} else {
		add(MarkOpen, t.Limit.Due)
		add(MarkYellow, t.yellowFrom())
		add(MarkRed, t.redFrom())
	}
	if due := t.ReportDue(); !due.IsZero() {
		add(MarkDuty, due)
	}
	if t.Relapses() > 0 || t.RepeatOf != "" {
		add(MarkRelapsed, max(t.reopenedOn(), t.Registered))
	}
	if t.Unchanged >= StillRounds && t.State != StateSubmitted && t.State != StateSuspended {
		add(MarkStill, t.heardOn())
	}
	if since := t.stuckSince(); !since.IsZero() {
		add(MarkStuck, since)
	}
	if t.NeedsPlan() {
		add(MarkNoPlan, t.Registered)
	}
	if t.unled() {
		add(MarkNoLead, t.Registered)
	}
}

// Scopes are the scopes in which the task is counted.
func (t Task) Scopes() []Scope {
	scopes := []Scope{ScopeOffice}
	seen := map[Scope]bool{}
	add := func(scope Scope) {
		if !seen[scope] {
			seen[scope] = true
			scopes = append(scopes, scope)
		}
	}
	for _, unit := range t.Lead {
		add(ScopeLead(unit))
	}
	for _, units := range [][]UnitID{t.Lead, t.Co, t.Implement} {
		for _, unit := range units {
			add(ScopePart(unit))
		}
	}
	if t.Campaign != "" {
		add(ScopeCampaign(t.Campaign))
	}
	for _, post := range []string{t.Leader, t.Linked} {
		if post != "" {
			add(ScopeLeader(post))
		}
	}
	return scopes
}

// Bigrams are the pairs of neighbouring letters of a text, each once, without spaces
// and punctuation: the words by which a title is found.
func Bigrams(text string) []string {
	letters := Letters(text)
	seen := map[string]bool{}
	var pairs []string
	for i := 0; i+1 < len(letters); i++ {
		pair := string(letters[i : i+2])
		if !seen[pair] {
			seen[pair] = true
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// Letters are the letters and digits of a text in lower case: what is compared when
// words are looked for.
func Letters(text string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if isLetter(r) {
			return r
		}
		return -1
	}, strings.ToLower(text)))
}
