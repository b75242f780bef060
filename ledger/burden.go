package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// Burden is how often a unit was addressed unasked in a week (减负表, domain §9). It is fed
// by the commit that owes the words, so it counts exactly what was decided.
type Burden struct {
	Unit      UnitID `json:"unit"`
	Week      Date   `json:"week"` // its Monday
	Rev       int64  `json:"-"`
	Digests   int    `json:"digests,omitempty"`   // 每日提醒
	Reminders int    `json:"reminders,omitempty"` // 催办
	Notices   int    `json:"notices,omitempty"`   // 通知: what else was said unasked
	Private   int    `json:"private,omitempty"`   // 私聊负责人: beside the unit's own messages, and not of its budget
	Asked     int    `json:"asked,omitempty"`     // reports that digests asked for: lines, not messages
}

// Total is how many messages to the unit there were, however many people read each. What was
// said to its head alone is shown beside them: it does not use up what may be said to the unit.
func (b Burden) Total() int { return b.Digests + b.Reminders + b.Notices }

// WeekOf is the Monday of a day's week.
func WeekOf(day Date) Date { return day.AddDays(-(int(day.Weekday()) + 6) % 7) }

// BurdenID names the burden of a unit in the week of a day.
func BurdenID(unit UnitID, day Date) string { return WeekOf(day).String() + "/" + string(unit) }

// Burdens are what a change adds to the burden of units. What answers a unit's own question
// does not count.
func (c Change) Burdens() []Burden {
	today := DateOf(c.At)
	var found []Burden
	of := func(unit UnitID) *Burden {
		i := slices.IndexFunc(found, func(b Burden) bool { return b.Unit == unit })
		if i < 0 {
			found, i = append(found, Burden{Unit: unit, Week: WeekOf(today)}), len(found)
		}
		return &found[i]
	}
	seen := map[[2]string]bool{} // the same words to several chats of a unit are one message
	for _, m := range c.Send {
		unit := cmp.Or(m.For, m.About.Unit)
		said := [2]string{string(unit), m.Text}
		if unit == "" || m.Class == ClassReply || seen[said] || m.answers() {
			continue
		}
		seen[said] = true
		switch b := of(unit); {
		case m.For != "":
			b.Private++
		case m.Class == ClassDigest:
			b.Digests++
		case m.is(OccasionByOffice):
			b.Reminders++
		default:
			b.Notices++
		}
	}
	for _, e := range c.Entries {
		if e.What == WhatTold && e.Unit != "" && asksReport(e.Why) && len(c.Send) > 0 {
			of(e.Unit).Asked++
		}
	}
	return found
}

// is reports whether an occasion made the message: the act and the occasion are its why.
func (m Message) is(why Occasion) bool { return slices.Contains(strings.Fields(m.Why), string(why)) }

func (m Message) answers() bool { return m.is(OccasionDecided) }

// asksReport reads the reasons of a told line: "overdue 2025-07-09, late 2025-07-11".
func asksReport(why string) bool {
	for reason := range strings.SplitSeq(why, ", ") {
		occasion, _, _ := strings.Cut(reason, " ")
		if Occasion(occasion) == OccasionReport || Occasion(occasion) == OccasionLate {
			return true
		}
	}
	return false
}

// Feed adds what came to what is stored, and gives back the records to be put.
func Feed(came, stored []Burden) []Record {
	var put []Record
	for _, b := range came {
		for _, was := range stored {
			if was.Unit == b.Unit && was.Week == b.Week {
				b.Rev = was.Rev
				b.Digests, b.Reminders = b.Digests+was.Digests, b.Reminders+was.Reminders
				b.Notices, b.Asked = b.Notices+was.Notices, b.Asked+was.Asked
				b.Private += was.Private
			}
		}
		put = append(put, b)
	}
	return put
}

// Budget is how much a unit may be addressed (减负). It is a part of the office's rules.
type Budget struct {
	Weekly int `json:"weekly"` // messages to a unit in a week; 0: WeeklyBudget
}

// WeeklyBudget is the budget of a unit and week until the office sets another [O].
const WeeklyBudget = 10

// WeeklyBudget is how many messages a unit may get unasked in a week before a reminder by
// hand is refused.
func (p Policy) WeeklyBudget() int {
	if p.Burden.Weekly > 0 {
		return p.Burden.Weekly
	}
	return WeeklyBudget
}

// Ref names the burden.
func (b Burden) Ref() (Kind, string) { return KindBurden, BurdenID(b.Unit, b.Week) }

// Revision is the revision at which the burden was read.
func (b Burden) Revision() int64 { return b.Rev }

// Marks place the burden among those of its week; score: how many messages.
func (b Burden) Marks() []Mark { return []Mark{{BurdenMark(b.Week), int64(b.Total())}} }

// BurdenMark holds the burdens of a week; score: how many messages.
func BurdenMark(week Date) string { return "burden:" + week.String() }
