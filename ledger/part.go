package ledger

// Part is a unit's part in a task. (A person's standing is a [Role].)
type Part string

// The parts that the trade knows, with the words that name them.
const (
	PartLead      Part = "lead"      // 牵头, 主办, 主责
	PartCo        Part = "co"        // 配合, 协办, 参与
	PartImplement Part = "implement" // 负责落实, 属地
	PartSupervise Part = "supervise" // 督导
	PartAccept    Part = "accept"    // 验收, 销号
)
