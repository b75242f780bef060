package ledger

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BulletinSubmitting is how a bulletin is put before whoever signs it.
type BulletinSubmitting struct {
	By       Person
	At       time.Time
	Version  int // that he saw: nobody has words signed that he did not see
	Desk     Desk
	Ask      string // what the list of whoever signs says of it
	AnswerBy Date
}

// Submit puts a draft before whoever signs it (送签).
func (b Bulletin) Submit(s BulletinSubmitting) (BulletinStep, Matter, *Refusal) {
	refuse := func(r *Refusal) (BulletinStep, Matter, *Refusal) { return BulletinStep{}, Matter{}, r }
	if refusal := May(s.By, ActionBulletin, DateOf(s.At)); refusal != nil {
		return refuse(refusal)
	}
	if refusal := b.Changeable(s.At); refusal != nil {
		return refuse(refusal)
	}
	switch {
	case b.State == BulletinToSign:
		return refuse(&Refusal{Reason: ReasonBulletinWaits})
	case len(b.Since(s.Version, s.By.ID)) > 0:
		return refuse(&Refusal{Reason: ReasonBulletinMoved})
	case b.To.IsZero():
		return refuse(&Refusal{Reason: ReasonBulletinNobody})
	}
	if refusal := b.fit(); refusal != nil {
		return refuse(refusal)
	}
	b.Version++
	b.State = BulletinToSign
	b.Matter = MatterID(freeMatter + "/bulletin-" + string(b.ID) + "-" + strconv.Itoa(b.Version))
	m := Matter{
		ID: b.Matter, Kind: MatterBulletin, Bulletin: b.ID, Title: b.Title, By: s.By.ID, ByName: s.By.Name, At: s.At,
		Text: s.Ask, Desk: s.Desk, AnswerBy: s.AnswerBy,
	}
	entry := b.entry("submitted", s.By, s.At,
		FieldDiff{Name: "matter", After: string(m.ID)}, FieldDiff{Name: "desk", After: string(s.Desk)}, FieldDiff{Name: "to", After: b.To.String()})
	return BulletinStep{Bulletin: b, Put: []Record{b, m}, Entries: []Entry{entry}}, m, nil
}

// Sign issues a bulletin after its matter was approved, or gives the draft back. The number
// is the next of its series and year, and stands in the same commit: it leaves no gap and is
// not given twice. counter is that of [CounterOfNotices] in the year of the decision.
func (b Bulletin) Sign(d Decided, counter Counter) (Bulletin, Counter) {
	settled := d.Matter.Settled
	b.Version++
	if d.Matter.Verdict != VerdictApproved {
		b.State, b.Returned = BulletinDraft, settled
		b.Expires = later(b.Expires, settled.At.Add(BulletinWaits/3))
		return b, counter
	}
	counter.Last++
	b.State, b.Signed, b.Returned = BulletinIssued, settled, Settled{}
	b.Year, b.N = DateOf(settled.At).Year(), counter.Last
	return b, counter
}

// Send notes on a signed bulletin where it is said, and for whom nobody was there.
func (b Bulletin) Send(told []Addressed, untold []UnitID, paper string) (Bulletin, []Entry) {
	b.Told, b.Untold, b.Paper = told, untold, paper
	by := Person{ID: b.Signed.By, Name: b.Signed.Name}
	fields := []FieldDiff{{Name: "title", After: b.Title}, {Name: "text", After: b.text()}, {Name: "chats", After: strconv.Itoa(len(told))}}
	if paper != "" {
		fields = append(fields, FieldDiff{Name: "sha256", After: paper})
	}
	entries := []Entry{b.entry("issued", by, b.Signed.At, fields...)}
	for _, unit := range untold {
		entries = append(entries, Entry{At: b.Signed.At, By: by.ID, Unit: unit, What: WhatNotTold, Why: string(ReasonNobodyToTell), Fields: []FieldDiff{
			{Name: "bulletin", After: string(b.ID)}, {Name: "number", After: b.Number()},
		}})
	}
	return b, entries
}

// Return notes on a bulletin that it was given back.
func (b Bulletin) Return() []Entry {
	by := Person{ID: b.Returned.By, Name: b.Returned.Name}
	return []Entry{b.entry("returned", by, b.Returned.At, FieldDiff{Name: "text", After: b.Returned.Words})}
}

// Drop ends a bulletin that was not signed (取消).
func (b Bulletin) Drop(by Person, at time.Time, waiting Matter) (BulletinStep, *Refusal) {
	if refusal := May(by, ActionBulletin, DateOf(at)); refusal != nil {
		return BulletinStep{}, refusal
	}
	if refusal := b.Changeable(at); refusal != nil {
		return BulletinStep{}, refusal
	}
	step := BulletinStep{}
	if b.State == BulletinToSign {
		step.takeBack(waiting, by, at)
	}
	b.Version++
	b.State, b.Ended = BulletinDropped, Settled{By: by.ID, Name: by.Name, At: at}
	step.Bulletin, step.Put = b, append(step.Put, b)
	step.Entries = append(step.Entries, b.entry("dropped", by, at))
	return step, nil
}

// Cancel declares a bulletin void that was signed (作废): it keeps its number.
func (b Bulletin) Cancel(by Person, at time.Time, why string) (Bulletin, []Entry, *Refusal) {
	if refusal := May(by, ActionBulletin, DateOf(at)); refusal != nil {
		return Bulletin{}, nil, refusal
	}
	why = strings.TrimSpace(why)
	switch {
	case b.State == BulletinVoid:
		return Bulletin{}, nil, &Refusal{Reason: ReasonBulletinVoid, Words: b.Number()}
	case why == "":
		return Bulletin{}, nil, &Refusal{Reason: ReasonBulletinWhy, Words: b.Number()}
	}
	if refusal := fitWords("", why, nil); refusal != nil {
		return Bulletin{}, nil, refusal
	}
	b.Version++
	b.State, b.Ended = BulletinVoid, Settled{By: by.ID, Name: by.Name, At: at, Words: why}
	return b, []Entry{b.entry("void", by, at, FieldDiff{Name: "text", After: why})}, nil
}

// Delivery is what became of a message in which a bulletin was said.
type Delivery struct {
	Addressed
	What What // delivered, refused, unknown; empty: not said yet
	At   time.Time
	Why  string // it was refused, or is not known
}

// Deliveries reads out of the entries of the messenger what became of the messages; the
// newest word on each counts.
func (b Bulletin) Deliveries(entries []Entry) []Delivery {
	found := make([]Delivery, len(b.Told))
	for i, to := range b.Told {
		found[i].Addressed = to
		for _, e := range entries {
			if e.At.Before(found[i].At) || !slices.Contains(e.Fields, FieldDiff{Name: "message", After: string(to.Message)}) {
				continue
			}
			found[i].What, found[i].At, found[i].Why = e.What, e.At, e.Why
		}
	}
	return found
}

// Ref names the bulletin.
func (b Bulletin) Ref() (Kind, string) { return KindBulletin, string(b.ID) }

// Revision is the revision at which the bulletin was read.
func (b Bulletin) Revision() int64 { return b.Rev }

// Marks place a bulletin among all, and under its number.
func (b Bulletin) Marks() []Mark {
	marks := []Mark{{MarkBulletins, b.At.UnixMilli()}}
	if b.N > 0 {
		marks = append(marks, Mark{bulletinMark(b.Year, b.N), b.Signed.At.UnixMilli()})
	}
	return marks
}

// MarkBulletins holds all bulletins; score: milliseconds of their figures.
const MarkBulletins = "bulletins:*"

func bulletinMark(year int, n int64) string {
	return "bulletin:" + strconv.Itoa(year) + "/" + strconv.FormatInt(n, 10)
}

// BulletinRange is the bulletin of a year with a number.
func BulletinRange(year int, n int64) Range {
	return Range{Mark: bulletinMark(year, n), Max: math.MaxInt64}
}

// BulletinsRange are all bulletins.
func BulletinsRange() Range { return Range{Mark: MarkBulletins, Max: math.MaxInt64} }

// Press is what the buttons under a bulletin carry: of this version and no other.
func (b Bulletin) Press(what string) string {
	return string(b.ID) + "/" + strconv.Itoa(b.Version) + "/" + what
}

// ReadBulletinPress reads what a button under a bulletin carries.
func ReadBulletinPress(about string) (id BulletinID, version int, what string, ok bool) {
	parts := strings.Split(about, "/")
	if len(parts) != 3 {
		return "", 0, "", false
	}
	version, err := strconv.Atoi(parts[1])
	return BulletinID(parts[0]), version, parts[2], err == nil
}
