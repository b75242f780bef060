package ledger

import "strings"

// Ref names the matter.
func (m Matter) Ref() (Kind, string) { return KindMatter, string(m.ID) }

// Revision is the revision at which the matter was read.
func (m Matter) Revision() int64 { return m.Rev }

// Marks place a matter among those of its task, and in the queue of its desk for as long
// as it waits.
func (m Matter) Marks() []Mark {
	marks := []Mark{{MattersMark(m.Task), m.At.UnixMilli()}}
	by := m.AnswerBy
	if !m.Rests.IsZero() {
		by = never
	}
	if m.Verdict == "" && m.From != "" {
		marks = append(marks, Mark{WishedMark(m.By), m.At.UnixMilli()})
	}
	if m.Verdict == "" {
		marks = append(marks, Mark{QueueMark(m.Desk), int64(by)}, Mark{QueueMark(anyDesk), int64(by)})
		if _, ok := strings.CutPrefix(string(m.Desk), string(DeskLeader(""))); ok {
			marks = append(marks, Mark{QueueMark(anyLeader), int64(by)})
		}
		if m.Album != "" {
			marks = append(marks, Mark{albumMatterMark(m.Album), m.At.UnixMilli()})
		}
		if _, ok := m.Desk.Unit(); ok && m.Kind == MatterDifficulty {
			marks = append(marks, Mark{ForwardedMark, int64(by)})
			if !m.AddedBy.IsZero() && m.Rests.IsZero() { // the office has to look at what was added
				marks = append(marks, Mark{QueueMark(DeskOffice), int64(m.AddedBy)})
			}
		}
	}
	return marks
}

// What waits at any desk, and at any leader's.
const (
	anyDesk   Desk = "*"
	anyLeader Desk = "leader/*"
)

// MattersMark holds all matters of a task; score: milliseconds of when they were opened.
func MattersMark(task TaskID) string { return "matters:" + string(task) }

// QueueMark holds what waits at a desk; score: the day by which it is to be answered.
func QueueMark(desk Desk) string { return "queue:" + string(desk) }

// QueueRange is what waits at a desk, the most pressing first.
func QueueRange(desk Desk) Range { return Range{Mark: QueueMark(desk), Max: NoLimit} }

// UnansweredRange is what waits at a desk and should have been answered before today.
func UnansweredRange(desk Desk, today Date) Range {
	return Range{Mark: QueueMark(desk), Max: int64(today) - 1}
}

// DecisionsRange is what waits for a leader's decision within a scope: of the whole that of
// all leaders, of a leader's own what waits at his desk. In that of a unit or campaign nothing
// is: false.
func DecisionsRange(scope Scope) (Range, bool) {
	if scope == ScopeOffice {
		return QueueRange(anyLeader), true
	}
	if post, ok := scope.Post(); ok {
		return QueueRange(DeskLeader(post)), true
	}
	return Range{}, false
}

// QueueAll is what waits at any desk.
func QueueAll() Range { return QueueRange(anyDesk) }
