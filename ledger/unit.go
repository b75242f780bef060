package ledger

// UnitID is a unit's short name (简称): the name that people call it by, unique in an office.
type UnitID string

// Unit is a department, town or street that answers for tasks (责任单位).
type Unit struct {
	ID      UnitID   `json:"id"`                // 简称
	Rev     int64    `json:"-"`                 // revision it was read at
	Full    string   `json:"full"`              // 全称
	Kind    string   `json:"kind"`              // 类别: 部门, 镇, 街道, 督查机构, 只读部门 …
	Parent  UnitID   `json:"parent,omitempty"`  // 上级
	Aliases []string `json:"aliases,omitempty"` // 别名, former names
	Group   string   `json:"group,omitempty"`   // 考核组: towns and departments are ranked apart
	Order   int      `json:"order,omitempty"`   // place in the office's own list: who is named first is no matter of spelling
	Merged  UnitID   `json:"merged,omitempty"`  // 撤并: it is part of that one now, which bears its names too
	Moving  Moving   `json:"moving,omitzero"`   // 撤并 that has begun and is not done

	Mandated bool `json:"mandated,omitempty"` // 授权: it may assign to other units and notice them
}
