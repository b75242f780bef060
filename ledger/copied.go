package ledger

import (
	"cmp"
	"slices"
)

// NoticeHeard is what the unit that issued a notice by its mandate hears of one of those it
// went to: that it replied, what became of that, or that it acknowledged late.
type NoticeHeard struct {
	Unit    UnitID  `json:"unit"`
	On      Date    `json:"on"`
	Late    bool    `json:"late,omitempty"`    // it acknowledged only, and late
	Verdict Verdict `json:"verdict,omitempty"` // of its reply, if there is one
	Text    string  `json:"text,omitempty"`    // the beginning of its reply
}

// ReceivedLate is why the entry of a receipt (签收督办) is looked at: it came late.
const ReceivedLate = "late"

// heardShown is how much of a reply its task keeps for the digest of the unit that issued the
// notice.
const heardShown = 40

// copiedTo are the units that get a notice for information (抄送): each once, and none that
// answers it or issued it.
func (n Notice) copiedTo(units ...UnitID) []UnitID {
	var to []UnitID
	for _, unit := range units {
		if unit != "" && unit != n.hears() && !slices.Contains(n.Units, unit) && !slices.Contains(to, unit) {
			to = append(to, unit)
		}
	}
	return to
}

// CopyTo is the notice with more units that get it for information, and names of others that
// stand on its paper only: nobody is there whom the program could tell.
func (n Notice) CopyTo(units []UnitID, names []string) Notice {
	n.Copies = n.copiedTo(slices.Concat(n.Copies, units)...)
	n.Named = slices.Clone(n.Named)
	for _, name := range names {
		if !slices.Contains(n.Named, name) {
			n.Named = append(n.Named, name)
		}
	}
	return n
}

// hears is the unit that hears of the replies: the issuer, or what it has become part of. Where that
// is to reply itself, nobody else hears of it: the office reviews the reply.
func (n Notice) hears() UnitID {
	if n.N > 0 && slices.Contains(n.Units, n.heir()) {
		return ""
	}
	return n.heir()
}

// heir is the issuer, or what it has become part of.
func (n Notice) heir() UnitID { return cmp.Or(n.Heir, n.Issuer) }

// heard is what the unit that issued the notice hears of the others; nothing of the office's.
func (n Notice) heard() []NoticeHeard {
	if n.Issuer == "" || n.N == 0 {
		return nil
	}
	var all []NoticeHeard
	for _, unit := range n.Units {
		if r, ok := n.reply(unit); ok {
			on := DateOf(r.At)
			for _, s := range []Settled{r.Head, r.Settled} {
				if !s.At.IsZero() {
					on = max(on, DateOf(s.At))
				}
			}
			text := []rune(r.Text)
			all = append(all, NoticeHeard{Unit: unit, On: on, Verdict: r.Verdict, Text: string(text[:min(len(text), heardShown)])})
			continue
		}
		for _, r := range n.Received {
			if r.Unit == unit && r.Late {
				all = append(all, NoticeHeard{Unit: unit, On: DateOf(r.At), Late: true})
			}
		}
	}
	return all
}

// toldAside is the notice as its task knows it for those who are told of it without answering.
func (n Notice) toldAside(is Noticed) Noticed {
	if len(n.Copies) == 0 && n.Issuer == "" {
		return is
	}
	is.Units, is.Copies, is.Issuer, is.Heard = n.Units, n.Copies, n.hears(), n.heard()
	if n.Heir != "" {
		is.Once = n.Issuer
	}
	if n.State == NoticeVoid {
		is.Ended, is.Why = DateOf(n.Ended.At), n.Ended.Words
	}
	return is
}

// InformedOn is the day on which a unit was last told of the task's notices for information: as
// one that gets copies, or that issued them.
func (t Task) InformedOn(unit UnitID) Date {
	for _, told := range t.Informed {
		if told.Unit == unit {
			return told.On
		}
	}
	return 0
}

func (t Task) inform(unit UnitID, on Date) Task {
	before := t.InformedOn(unit)
	told := slices.DeleteFunc(slices.Clone(t.Informed), func(was Told) bool { return was.Unit == unit })
	t.Informed = append(told, Told{Unit: unit, On: on, Before: before})
	return t
}

// Uninformed is the task as if the unit had not been told of its notices the last time: the
// words did not arrive.
func (t Task) Uninformed(unit UnitID) Task {
	before := Date(0)
	for _, told := range t.Informed {
		if told.Unit == unit {
			before = told.Before
		}
	}
	t.Informed = slices.DeleteFunc(slices.Clone(t.Informed), func(told Told) bool { return told.Unit == unit })
	if !before.IsZero() {
		t.Informed = append(t.Informed, Told{Unit: unit, On: before})
	}
	return t
}

// asides are what a unit is to be told of notices since it was last told, and each from which
// day: the morning after, since that day's digest has been said. A copy is told once; that it is
// void only to those who were told of it.
func (t Task) asides(unit UnitID) (found []Telling, from []Date) {
	told := t.InformedOn(unit)
	add := func(day Date, telling Telling) {
		if day > told {
			found, from = append(found, telling), append(from, day)
		}
	}
	for _, n := range t.Notices {
		if n.Number == "" {
			continue
		}
		switch copied := slices.Contains(n.Copies, unit); {
		case !copied:
		case n.State != NoticeVoid:
			add(n.Issued+1, Telling{Reason: OccasionCopied, On: n.Issued, Title: n.Number})
		case told > n.Issued:
			add(n.Ended+1, Telling{Reason: OccasionCopyVoid, On: n.Ended, Title: n.Number})
		}
		for i, h := range n.Heard {
			if n.Issuer == unit && n.State != NoticeVoid && !t.unsignedReply(n.Notice, h.Unit) {
				add(h.On+1, Telling{Reason: OccasionHeard, On: h.On, Title: n.Number, N: i})
			}
		}
	}
	return found, from
}

// unsignedReply reports whether the reply of a unit to a notice waits for its own head: it has
// not left the house yet.
func (t Task) unsignedReply(notice NoticeID, unit UnitID) bool {
	return slices.ContainsFunc(t.Waiting, func(w Waiting) bool {
		return w.Kind == MatterHeadSign && w.Notice == notice && w.Desk == DeskHead(unit)
	})
}

// withAsides adds to what a unit is told what it is told of notices without having to answer
// them. They are formal acts, which no promise silences. A unit that is told that it leads the
// task no more is told of them the next time.
func (t Task) withAsides(found []Telling, unit UnitID, today Date) []Telling {
	asides := t.asidesBy(unit, today)
	if len(asides) == 0 || len(found) > 0 && found[0].Reason == OccasionMoved {
		return found
	}
	found = append(slices.DeleteFunc(found, func(f Telling) bool { return f.Reason == OccasionSilenced }), asides...)
	slices.SortStableFunc(found, func(a, b Telling) int { return cmp.Compare(a.Reason.Urgency(), b.Reason.Urgency()) })
	return found
}

func (t Task) asidesBy(unit UnitID, today Date) []Telling {
	var due []Telling
	found, from := t.asides(unit)
	for i, day := range from {
		if day <= today {
			due = append(due, found[i])
		}
	}
	return due
}

// wakeAsides are the marks by which units find what they are told of notices without having to
// answer them.
func (t Task) wakeAsides() []Mark {
	var marks []Mark
	var seen []UnitID
	for _, n := range t.Notices {
		for _, unit := range append(slices.Clone(n.Copies), n.Issuer) {
			if unit == "" || slices.Contains(seen, unit) {
				continue
			}
			seen = append(seen, unit)
			if _, from := t.asides(unit); len(from) > 0 {
				marks = append(marks, Mark{WakeMark(unit), int64(slices.Min(from))})
			}
		}
	}
	return marks
}

// sooner adds marks to others. Of two of one name the one that comes first counts.
func sooner(marks, more []Mark) []Mark {
	for _, m := range more {
		if i := slices.IndexFunc(marks, func(was Mark) bool { return was.Name == m.Name }); i >= 0 {
			marks[i].Score = min(marks[i].Score, m.Score)
		} else {
			marks = append(marks, m)
		}
	}
	return marks
}

// copied reports whether the unit gets a copy of one of the task's notices that were issued.
func (t Task) copied(unit UnitID) bool {
	return slices.ContainsFunc(t.Notices, func(n Noticed) bool { return n.Number != "" && slices.Contains(n.Copies, unit) })
}

// ReadsNotices reports whether a unit may read any notice of the task: it leads it, is asked for
// an answer, gets copies, or is what the issuer has become part of.
func (t Task) ReadsNotices(unit UnitID) bool {
	heir := func(n Noticed) bool { return n.Once != "" && n.Issuer == unit }
	return unit != "" && (t.leads(unit) || t.NoticedTo(unit) || t.copied(unit) || slices.ContainsFunc(t.Notices, heir))
}

// MayRead reports why somebody may not read the notice; nil: he may. Of the units those may that
// it is to, that get a copy of it, and that issued it; whole tells that he also reads what became
// of it: a copy is of the notice, and a reply is to whoever issued it.
func (n Notice) MayRead(t Task, p Person, today Date) (whole bool, refusal *Refusal) {
	if refusal := MayTask(p, ActionNoticeShow, t, today); refusal != nil {
		return false, refusal
	}
	units := p.Units(today)
	is := func(of []UnitID) bool {
		return slices.ContainsFunc(units, func(u UnitID) bool { return slices.Contains(of, u) })
	}
	switch {
	case MayAll(p, ActionNoticeShow, today), MayTask(p, ActionNotice, t, today) == nil, n.N > 0 && (is(n.Units) || n.Heir != "" && is([]UnitID{n.Heir})):
		return true, nil
	case n.CopiedTo(p, today), n.N > 0 && n.Asked == "" && is(t.Lead):
		return false, nil
	default:
		return false, &Refusal{Reason: ReasonNoNotice, Words: n.Number()}
	}
}

// CopiedTo reports whether a unit for which somebody speaks gets a copy of the notice.
func (n Notice) CopiedTo(p Person, today Date) bool {
	return n.N > 0 && slices.ContainsFunc(p.Units(today), func(u UnitID) bool { return slices.Contains(n.Copies, u) })
}

// moveAsides lets another unit get the copies that the old one got, and hear what that is yet to
// hear.
func (t Task) moveAsides(m Merging) Task {
	t.Notices = slices.Clone(t.Notices)
	for i := range t.Notices {
		t.Notices[i].Copies = renamed(t.Notices[i].Copies, m, map[UnitID]bool{})
	}
	was := t.InformedOn(m.From)
	t.Informed = slices.DeleteFunc(slices.Clone(t.Informed), func(told Told) bool { return told.Unit == m.From })
	if !was.IsZero() && t.InformedOn(m.Into).IsZero() {
		t.Informed = append(t.Informed, Told{Unit: m.Into, On: was})
	}
	if len(t.Informed) == 0 {
		t.Informed = nil
	}
	return t
}

// IssuedMark holds the running notices that a unit issued by its mandate; score: the day by
// which the reply is to come.
func IssuedMark(unit UnitID) string { return "notices:issuer/" + string(unit) }

// IssuedRange are those notices, the most pressing first.
func IssuedRange(unit UnitID) Range { return Range{Mark: IssuedMark(unit), Max: NoLimit} }
