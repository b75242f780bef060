package ledger

import "slices"

// Action is something that a person asks for. It is a right's name, not a command's.
type Action string

// The actions.
const (
	ActionSelf      Action = "self"      // me, help: everybody who is bound
	ActionTasks     Action = "tasks"     // own unit's list
	ActionShow      Action = "show"      // one task
	ActionReport    Action = "report"    // progress, no change, difficulty, promise, undo
	ActionSummary   Action = "summary"   // figures: all, or own scope
	ActionFind      Action = "find"      // the whole ledger
	ActionRemind    Action = "remind"    // 催办
	ActionInvite    Action = "invite"    // 邀请
	ActionBind      Action = "bind"      // groups
	ActionComplete  Action = "complete"  // the office confirms a completion, or sends it back
	ActionImport    Action = "import"    // and export
	ActionInspect   Action = "inspect"   // audit: what was not sent, the entries of a task
	ActionUnitScore Action = "unitscore" // figures of a unit that is not one's own
)

// reach is how far a right goes.
type reach int

const (
	reachNone reach = iota
	reachOwn        // tasks in which the person's unit has a part, or that name the leader
	reachAll
)

// rights is the one table of who may do what (domain §2). A row that is not there may
// do nothing; help, menus and refusals follow from it.
func rights(role Role, action Action) reach {
	switch role {
	case RoleOffice:
		if action == ActionReport || action == ActionTasks {
			return reachNone // the office asks, it does not answer for a unit
		}
		return reachAll
	case RoleSupervisor:
		if in(action, ActionSelf, ActionShow, ActionSummary, ActionFind, ActionInspect, ActionUnitScore) {
			return reachAll
		}
	case RoleLeader:
		if in(action, ActionSelf, ActionShow, ActionSummary, ActionFind, ActionUnitScore) {
			return reachAll
		}
	case RoleHead, RoleContact:
		if in(action, ActionSelf, ActionTasks, ActionShow, ActionReport, ActionSummary) {
			return reachOwn
		}
	case RoleGrid, RoleReader, RoleDiscipline, RoleAdmin:
		if action == ActionSelf {
			return reachOwn
		}
	}
	return reachNone
}

// Roles are all roles, in the order in which the office reads them.
func Roles() []Role {
	return []Role{
		RoleOffice, RoleSupervisor, RoleLeader, RoleHead, RoleContact,
		RoleGrid, RoleReader, RoleDiscipline, RoleAdmin,
	}
}

// May reports why a person may not do something at all; nil: he may, as far as the task
// allows (see [MayTask]). Somebody who holds no post today is a stranger.
func May(p Person, action Action, today Date) *Refusal {
	if !p.Bound(today) {
		return &Refusal{Reason: ReasonStranger}
	}
	for _, post := range p.Posts {
		if post.On(today) && rights(post.Role, action) != reachNone {
			return nil
		}
	}
	return &Refusal{Reason: ReasonNoRight}
}

// MayTask reports why a person may not do something with one task. A task of others is
// answered as if it were not there: who has no right to it must not learn of it.
func MayTask(p Person, action Action, t Task, today Date) *Refusal {
	if refusal := May(p, action, today); refusal != nil {
		return refusal
	}
	for _, post := range p.Posts {
		if !post.On(today) {
			continue
		}
		switch rights(post.Role, action) {
		case reachAll:
			return nil
		case reachOwn:
			if own(post, action, t) {
				return nil
			}
		case reachNone:
		}
	}
	return &Refusal{Reason: ReasonNoTask}
}

func own(post Post, action Action, t Task) bool {
	if post.Unit == "" {
		return false
	}
	if action == ActionReport {
		return t.Answers(post.Unit)
	}
	return t.Involves(post.Unit)
}

func in(action Action, actions ...Action) bool { return slices.Contains(actions, action) }

// RoleMay reports whether a role may ever do something: what its menu and help show.
func RoleMay(role Role, action Action) bool { return rights(role, action) != reachNone }
