package ledger

import "slices"

// PersonID is the messenger's numeric user id. Rights go by it, never by a name.
type PersonID int64

// Role is a person's standing in the office's book.
type Role string

// The roles of supervision work. What each may do is told by [May].
const (
	RoleOffice     Role = "office"     // 指挥部办公室
	RoleSupervisor Role = "supervisor" // 督查室, 督办室
	RoleLeader     Role = "leader"     // 市领导
	RoleHead       Role = "head"       // 一把手
	RoleContact    Role = "contact"    // 联络员
	RoleGrid       Role = "grid"       // 网格员
	RoleReader     Role = "reader"     // 组织部
	RoleDiscipline Role = "discipline" // 纪委监委
	RoleAdmin      Role = "admin"
)

// Person is somebody who is bound by an invitation code.
type Person struct {
	ID    PersonID `json:"id"`
	Rev   int64    `json:"-"`
	Name  string   `json:"name"`
	Chat  Address  `json:"chat,omitempty"` // his private chat with the bot
	Posts []Post   `json:"posts"`

	Mandates []UnitID `json:"-"` // the units that may assign to others, as they were when he was read; of his own they give him rights
}

// Post is one standing that a person holds, from a day until a day.
type Post struct {
	Role  Role   `json:"role"`
	Unit  UnitID `json:"unit,omitempty"`
	Title string `json:"title,omitempty"` // a leader's post: 分管城建副市长
	From  Date   `json:"from"`
	Until Date   `json:"until,omitzero"` // first day on which he no longer holds it

	Away Days     `json:"away,omitzero"` // on leave: he may act, and is not addressed (请假)
	For  PersonID `json:"for,omitempty"` // whom he stands in for, until that one is back

	ForName string `json:"for_name,omitempty"` // of that one, as records say it (代)
}

// Days are days in a row, the first and the last of them included.
type Days struct {
	First Date `json:"first"`
	Last  Date `json:"last"`
}

// Has reports whether a day is one of them.
func (d Days) Has(day Date) bool { return day >= d.First && day <= d.Last }

// On reports whether the post is held on a day.
func (p Post) On(today Date) bool {
	return today >= p.From && (p.Until.IsZero() || today < p.Until)
}

// Has reports whether the person holds one of the roles today.
func (p Person) Has(today Date, roles ...Role) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool {
		return post.On(today) && slices.Contains(roles, post.Role)
	})
}

// Units are the units that the person speaks for today (as head or contact), in the
// order in which the posts were given.
func (p Person) Units(today Date) []UnitID {
	var units []UnitID
	for _, post := range p.Posts {
		speaks := post.Role == RoleHead || post.Role == RoleContact
		if speaks && post.On(today) && post.Unit != "" && !slices.Contains(units, post.Unit) {
			units = append(units, post.Unit)
		}
	}
	return units
}

// Titles are the posts that a leader holds today: the words that tasks name him by.
func (p Person) Titles(today Date) []string {
	var titles []string
	for _, post := range p.Posts {
		if post.Role == RoleLeader && post.On(today) && post.Title != "" {
			titles = append(titles, post.Title)
		}
	}
	return titles
}

// Bound reports whether the person holds any post today. Somebody who is not bound
// learns nothing about tasks.
func (p Person) Bound(today Date) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return post.On(today) })
}

// Invitation is a one-time code that binds a person to a post. Only the digest of the
// code is kept: whoever reads the database cannot join with it.
type Invitation struct {
	Digest  string   `json:"digest"` // SHA-256 of the code, hex
	Rev     int64    `json:"-"`
	Post    Post     `json:"post"`
	Name    string   `json:"name,omitempty"` // whom the office meant
	By      PersonID `json:"by"`
	Expires Date     `json:"expires"` // last day on which it can be used
	UsedBy  PersonID `json:"used_by,omitempty"`
	Gives   PersonID `json:"gives,omitempty"` // whose post it hands over: it ends when the code is used (交接)
}
