package ledger

import "slices"

// Action is something that a person asks for. It is a right's name, not a command's.
type Action string

// The actions.
const (
	ActionSelf        Action = "self"         // me, help: everybody who is bound
	ActionTasks       Action = "tasks"        // own unit's list
	ActionShow        Action = "show"         // one task
	ActionUndo        Action = "undo"         // 撤销 of a report or an instruction
	ActionReport      Action = "report"       // progress, no change, difficulty, promise, undo
	ActionAccept      Action = "accept"       // 签收
	ActionRegister    Action = "register"     // 立项, 会议
	ActionAssign      Action = "assign"       // 交办
	ActionLimit       Action = "limit"        // 时限: another limit, or the first
	ActionClaim       Action = "claim"        // 认领: a task that nobody leads
	ActionForward     Action = "forward"      // a difficulty to another unit (转办)
	ActionAnswer      Action = "answer"       // a difficulty: the office, or the unit that is asked
	ActionQueue       Action = "queue"        // the list of what waits for the asker
	ActionPlan        Action = "plan"         // the leading unit's own milestones
	ActionSuspend     Action = "suspend"      // 中止: the office decides, the leading unit applies
	ActionResume      Action = "resume"       // the office decides of a suspension by itself
	ActionWaive       Action = "waive"        // the office does without a plan (免计划)
	ActionApply       Action = "apply"        // what the leading unit asks the office for: an extension
	ActionDecide      Action = "decide"       // what waits for the asker's decision
	ActionNotice      Action = "notice"       // 督办单: draft, look at, declare void
	ActionNoticeShow  Action = "notice_show"  // 看督办单: read one, and nothing else
	ActionFormal      Action = "formal"       // 文号: a notice's formal number
	ActionPaper       Action = "paper"        // 文稿: the papers of a task or of a notice
	ActionNoticeReply Action = "notice_reply" // acknowledge a notice and reply to it
	ActionSummary     Action = "summary"      // figures: all, or own scope
	ActionFind        Action = "find"         // the whole ledger
	ActionInstruct    Action = "instruct"     // 批示: what a leader writes on a task
	ActionRemind      Action = "remind"       // 催办
	ActionInvite      Action = "invite"       // 邀请
	ActionBind        Action = "bind"         // groups
	ActionPeople      Action = "people"       // who speaks for a unit; a post ends, a unit is merged
	ActionDelegate    Action = "delegate"     // hand over one's post, or have somebody stand in
	ActionComplete    Action = "complete"     // the office confirms a completion, or sends it back
	ActionCloseout    Action = "closeout"     // the office's part in striking off: public notice, objections
	ActionReopen      Action = "reopen"       // 重启
	ActionCancelTask  Action = "cancel_task"  // 撤项
	ActionRecheck     Action = "recheck"      // 回头看
	ActionImport      Action = "import"       // and its template
	ActionExport      Action = "export"       // 导出: the ledger as a file
	ActionInspect     Action = "inspect"      // audit: what was not sent, the entries of a task
	ActionMeasure     Action = "measure"      // 指标: write down a figure
	ActionBulletin    Action = "bulletin"     // 通报: draft, change, put to be signed, declare void; signing is deciding
	ActionUnitScore   Action = "unitscore"    // figures of a unit that is not one's own
	ActionSuperior    Action = "superior"     // 上级督办: a superior's notice becomes a task
	ActionBases       Action = "bases"        // 依据: read the list of documents
	ActionBasis       Action = "basis"        // 依据: keep the list, cite it on a task
	ActionMandate     Action = "mandate"      // 授权: which units may assign to others
)

// reach is how far a right goes: to which tasks, by the relation of the person's unit.
type reach int

const (
	reachNone       reach = iota
	reachLead             // tasks that the person's unit leads
	reachAnswer           // tasks on which it answers: it leads, works on them or carries them out
	reachOwn              // tasks in which it has any part
	reachAsked            // tasks about which it is asked something
	reachNoticed          // tasks that it leads, and those of which a notice asks it for an answer
	reachRead             // tasks of which it may read a notice: it is to it, or is copied to it
	reachSupervised       // tasks that the person's unit supervises, and does not lead itself
	reachUnled            // tasks that nobody leads, and those in which it has any part
	reachAll
)

// rights is the one table of who may do what (domain §2): action × role × relation to
// the task. Who is not in a line may not do it; help, menus and refusals follow from it.
// It is read only.
var rights = map[Action]map[Role]reach{
	ActionSelf: {
		RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll, RoleHead: reachAll, RoleContact: reachAll,
		RoleGrid: reachAll, RoleReader: reachAll, RoleDiscipline: reachAll, RoleAdmin: reachAll,
	},
	ActionTasks:       {RoleHead: reachOwn, RoleContact: reachOwn},
	ActionShow:        {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll, RoleHead: reachOwn, RoleContact: reachOwn},
	ActionReport:      {RoleHead: reachAnswer, RoleContact: reachAnswer},                       // the office asks, it does not answer for a unit
	ActionUndo:        {RoleLeader: reachAll, RoleHead: reachAnswer, RoleContact: reachAnswer}, // what he reported, or wrote as a leader
	ActionAccept:      {RoleHead: reachLead, RoleContact: reachLead},
	ActionRegister:    {RoleOffice: reachAll, mandated: reachSupervised}, // what it enters it supervises, see Proposal.Register
	ActionAssign:      {RoleOffice: reachAll, mandated: reachSupervised},
	ActionLimit:       {RoleOffice: reachAll, mandated: reachSupervised}, // a unit applies for an extension
	ActionClaim:       {RoleHead: reachUnled, RoleContact: reachUnled},
	ActionForward:     {RoleOffice: reachAll},
	ActionAnswer:      {RoleOffice: reachAll, RoleHead: reachAsked, RoleContact: reachAsked},
	ActionQueue:       {RoleOffice: reachAll, RoleLeader: reachAll, RoleHead: reachOwn, RoleContact: reachOwn},
	ActionPlan:        {RoleHead: reachLead, RoleContact: reachLead},
	ActionSuspend:     {RoleOffice: reachAll, RoleHead: reachLead, RoleContact: reachLead},
	ActionResume:      {RoleOffice: reachAll},
	ActionWaive:       {RoleOffice: reachAll},
	ActionApply:       {RoleHead: reachLead, RoleContact: reachLead},
	ActionDecide:      {RoleOffice: reachAll, RoleLeader: reachAll, RoleHead: reachOwn, RoleContact: reachOwn}, // what waits at a desk of his, see Person.Sits
	ActionNotice:      {RoleOffice: reachAll, RoleSupervisor: reachAll, mandated: reachSupervised},             // speech 30
	ActionNoticeShow:  {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll, RoleHead: reachRead, RoleContact: reachRead, mandated: reachSupervised},
	ActionFormal:      {RoleOffice: reachAll},
	ActionPaper:       {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleHead: reachLead, RoleContact: reachLead, mandated: reachSupervised},
	ActionNoticeReply: {RoleHead: reachNoticed, RoleContact: reachNoticed},
	ActionSummary:     {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll, RoleHead: reachOwn, RoleContact: reachOwn},
	ActionFind:        {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll},
	ActionInstruct:    {RoleLeader: reachAll},
	ActionRemind:      {RoleOffice: reachAll},
	ActionInvite:      {RoleOffice: reachAll},
	ActionBind:        {RoleOffice: reachAll},
	ActionPeople:      {RoleOffice: reachAll},
	ActionDelegate:    {RoleOffice: reachAll, RoleLeader: reachAll, RoleHead: reachOwn, RoleContact: reachOwn}, // whose post it is, see Person.mayGive
	ActionComplete:    {RoleOffice: reachAll},
	ActionCloseout:    {RoleOffice: reachAll},
	ActionReopen:      {RoleOffice: reachAll},
	ActionCancelTask:  {RoleOffice: reachAll}, // a unit declines or reports a difficulty, a leader instructs
	ActionRecheck:     {RoleOffice: reachAll, RoleSupervisor: reachAll},
	ActionImport:      {RoleOffice: reachAll},
	ActionExport:      {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleHead: reachOwn, RoleContact: reachOwn},
	ActionInspect:     {RoleOffice: reachAll, RoleSupervisor: reachAll},
	ActionMeasure:     {RoleOffice: reachAll, RoleSupervisor: reachAll},
	ActionBulletin:    {RoleOffice: reachAll},
	ActionUnitScore:   {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll},
	ActionSuperior:    {RoleOffice: reachAll, RoleSupervisor: reachAll},
	ActionBases:       {RoleOffice: reachAll, RoleSupervisor: reachAll, RoleLeader: reachAll, RoleHead: reachAll, RoleContact: reachAll},
	ActionBasis:       {RoleOffice: reachAll, mandated: reachSupervised},
	ActionMandate:     {RoleOffice: reachAll},
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
	for _, post := range p.standings(today) {
		if RoleMay(post.Role, action) {
			return nil
		}
	}
	return &Refusal{Reason: ReasonNoRight}
}

// MayAll reports whether a person may do something with every task there is.
func MayAll(p Person, action Action, today Date) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return post.On(today) && rights[action][post.Role] == reachAll })
}

// MayTask reports why a person may not do something with one task. A task of others is
// answered as if it were not there: who has no right to it must not learn of it. On one that
// was cancelled nobody acts any more.
func MayTask(p Person, action Action, t Task, today Date) *Refusal {
	if refusal := May(p, action, today); refusal != nil {
		return refusal
	}
	switch {
	case p.reaches(action, t, today):
		return t.whenCancelled(action)
	case t.ownOf(p, action, today):
		return &Refusal{Reason: ReasonOwnTask, Task: t.ID} // he leads it, and a mandate is for what others lead
	case p.reaches(ActionShow, t, today):
		return &Refusal{Reason: ReasonNotLead, Task: t.ID} // he may see it, and has another part in it
	default:
		return &Refusal{Reason: ReasonNoTask}
	}
}

func (p Person) reaches(action Action, t Task, today Date) bool {
	return slices.ContainsFunc(p.standings(today), func(post Post) bool {
		return reaches(rights[action][post.Role], post.Unit, t)
	})
}

func reaches(right reach, unit UnitID, t Task) bool {
	switch right {
	case reachLead:
		return unit != "" && slices.Contains(t.Lead, unit)
	case reachAnswer:
		return unit != "" && t.Answers(unit)
	case reachOwn:
		return unit != "" && t.Involves(unit)
	case reachAsked:
		return t.Asks(unit)
	case reachSupervised:
		return t.mandates(unit)
	case reachNoticed:
		return unit != "" && slices.Contains(t.Lead, unit) || t.NoticedTo(unit)
	case reachRead:
		return t.ReadsNotices(unit)
	case reachUnled:
		return unit != "" && (t.unled() || t.Involves(unit))
	case reachAll:
		return true
	case reachNone:
	}
	return false
}

// RoleMay reports whether a role may ever do something: what its menu and help show.
func RoleMay(role Role, action Action) bool { return rights[action][role] != reachNone }
