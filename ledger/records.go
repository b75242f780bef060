package ledger

import (
	"strconv"
	"unicode"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Ref names the report: by the report's name.
func (r Report) Ref() (Kind, string) { return KindReport, string(r.ID) }

// Revision is the revision at which the report was read.
func (r Report) Revision() int64 { return r.Rev }

// Marks are the indexes in which the report stands. A withdrawn one stays among the
// task's reports: the office can see that it was there. The order is that in which
// reports were taken up.
func (r Report) Marks() []Mark {
	at := r.answered().UnixMilli() // what waited while the program was down has only its second
	marks := []Mark{{ReportsMark(r.Task), at}}
	if r.From != "" {
		marks = append(marks, Mark{FromMark(r.From), at})
	}
	if r.Album != "" {
		marks = append(marks, Mark{AlbumMark(r.Album), at})
	}
	if r.Withdrawn.IsZero() {
		marks = append(marks, Mark{AuthorMark(r.By), at})
	}
	return marks
}

// Ref names the unit: by the unit's short name.
func (u Unit) Ref() (Kind, string) { return KindUnit, string(u.ID) }

// Revision is the revision at which the unit was read.
func (u Unit) Revision() int64 { return u.Rev }

// Marks tell which units may assign to others; all units of an office are read together.
func (u Unit) Marks() []Mark {
	if !u.Mandated || u.Merged != "" {
		return nil
	}
	return []Mark{{Name: MarkMandated}}
}

// Ref names the person: by the person's numeric user id.
func (p Person) Ref() (Kind, string) { return KindPerson, strconv.FormatInt(int64(p.ID), 10) }

// Revision is the revision at which the person was read.
func (p Person) Revision() int64 { return p.Rev }

// Marks are the indexes in which the person stands, by his name and by all posts that he
// ever held; whether a post is still held is asked of the day, by [Post.On].
func (p Person) Marks() []Mark {
	var marks []Mark
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			marks = append(marks, Mark{Name: name})
		}
	}
	for _, post := range p.Posts {
		add(RoleMark(post.Role))
		if post.Unit != "" && (post.Role == RoleHead || post.Role == RoleContact) {
			add(SpeakersMark(post.Unit))
		}
	}
	if p.Name != "" {
		add(NameMark(p.Name))
	}
	return marks
}

// Ref names the chat: by the chat's address.
func (c Chat) Ref() (Kind, string) { return KindChat, string(c.ID) }

// Revision is the revision at which the chat was read.
func (c Chat) Revision() int64 { return c.Rev }

// Marks place the chat under its audience; one that is gone is no longer addressed.
func (c Chat) Marks() []Mark {
	if c.Gone != "" {
		return nil
	}
	marks := []Mark{{Name: GroupMark(c.Audience, c.Unit)}}
	if !c.Until.IsZero() {
		marks = append(marks, Mark{MarkEnding, int64(c.Until)})
	}
	return marks
}

// Ref names the invitation: by the digest of the code.
func (i Invitation) Ref() (Kind, string) { return KindInvitation, i.Digest }

// Revision is the revision at which the invitation was read.
func (i Invitation) Revision() int64 { return i.Rev }

// Marks are none: an invitation is found by its code only.
func (i Invitation) Marks() []Mark { return nil }

// Ref names the counter: by the series and year.
func (c Counter) Ref() (Kind, string) { return KindCounter, c.ID }

// Revision is the revision at which the counter was read.
func (c Counter) Revision() int64 { return c.Rev }

// Marks are none.
func (c Counter) Marks() []Mark { return nil }

// Ref names the slot: by the job.
func (s Slot) Ref() (Kind, string) { return KindSlot, s.Job }

// Revision is the revision at which the slot was read.
func (s Slot) Revision() int64 { return s.Rev }

// Marks are none.
func (s Slot) Marks() []Mark { return nil }
