package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/store"
)

// promised are the units that are to be told of an act at once, as it stands in the chain:
// what they asked for was decided, or somebody did something to their work.
func (k *known) promised(e ledger.Entry) []ledger.UnitID {
	said := fieldsOf(e)
	approved := said["verdict"].After == string(ledger.VerdictApproved)
	switch e.What { //nolint:exhaustive // of the others units hear in a digest, or not at all
	case ledger.WhatDecided:
		if e.By == 0 || takenBack(e) || ledger.MatterID(said["matter"].After).Task() != e.Task {
			return nil
		}
		switch ledger.MatterKind(e.Why) { //nolint:exhaustive // the others are no unit's to know
		case ledger.MatterExtension, ledger.MatterSuspension, ledger.MatterSentBack, ledger.MatterClaim, ledger.MatterPartial:
			return []ledger.UnitID{e.Unit}
		case ledger.MatterDifficulty:
			return []ledger.UnitID{k.asked[ledger.MatterID(said["matter"].After)]}
		case ledger.MatterReview:
			return k.lead
		case ledger.MatterStep:
			if !approved || k.state == ledger.StateClosed {
				return k.lead
			}
		case ledger.MatterObjection:
			if approved {
				return k.lead
			}
		}
	case ledger.WhatIssued:
		if k.notices[ledger.NoticeID(said["notice"].After)].moved {
			return nil
		}
		return k.notices[ledger.NoticeID(said["notice"].After)].units
	case ledger.WhatReviewed:
		return []ledger.UnitID{e.Unit}
	case ledger.WhatInstructed:
		if e.Why == "" {
			return k.lead
		}
	case ledger.WhatSuspended, ledger.WhatCompleted, ledger.WhatReopened:
		return k.lead
	case ledger.WhatResumed:
		if e.By != 0 && e.Why == "" {
			return k.lead
		}
	case ledger.WhatTold:
		if e.By != 0 {
			return k.lead
		}
	case ledger.WhatCancelled:
		if len(k.signed) > 0 || k.last != "" {
			return k.lead
		}
	}
	return nil
}

// promises holds a block to what it promises: each unit is told by the messages that go with
// it, all who speak for it and are not away, or it stands there that nobody could be; and
// nobody is told anything who holds no post.
func (o *oracle) promises(b store.Block) (problems []string) {
	day := ledger.DateOf(b.At)
	for _, e := range b.Entries {
		k := o.tasks[e.Task]
		if k == nil {
			continue
		}
		for _, unit := range k.promised(e) {
			o.kept++
			to := o.people.told(unit, day)
			untold := slices.ContainsFunc(b.Entries, func(n ledger.Entry) bool { return n.What == ledger.WhatNotTold && n.Unit == unit })
			if len(to) == 0 && !untold {
				problems = append(problems, fmt.Sprintf("of %s on %s nobody of %s was told, and it does not say so", e.What, e.Task, unit))
			}
			for _, who := range to {
				if who == e.By { // he reads the answer
					continue
				}
				if !slices.ContainsFunc(b.Sends, func(s store.Send) bool { return s.To == chatOf(who) }) {
					problems = append(problems, fmt.Sprintf("of %s (%s) on %s %d of %s was not told", e.What, e.Why, e.Task, who, unit))
				}
			}
		}
	}
	for _, s := range b.Sends {
		o.owed[s.ID] = b.Cause
		if who, ok := personIn(s.To); ok && len(o.people.posts(who, day)) == 0 && !slices.ContainsFunc(b.Entries, leaves) {
			problems = append(problems, fmt.Sprintf("%s is to %d, who holds no post", s.ID, who))
		}
	}
	return problems
}

func leaves(e ledger.Entry) bool { return e.What == ledger.WhatLeft } // he is told that, once

// told are those who are told what concerns a unit on a day: heads and contacts, but for who
// is on leave while anybody else is there.
func (s *staff) told(unit ledger.UnitID, day ledger.Date) (here []ledger.PersonID) {
	var all []ledger.PersonID
	for who := range s.of {
		if !s.speaks(who, day, unit) {
			continue
		}
		all = append(all, who)
		if away := s.away[who]; away[0] == 0 || day < away[0] || day > away[1] {
			here = append(here, who)
		}
	}
	if len(here) == 0 {
		return all
	}
	return here
}

func chatOf(who ledger.PersonID) ledger.Address {
	return ledger.Address("tg:" + strconv.FormatInt(int64(who), 10))
}

func personIn(chat ledger.Address) (ledger.PersonID, bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(string(chat), "tg:"), 10, 64)
	return ledger.PersonID(n), err == nil && n > 0
}

// arrives decides what becomes of a message: words about a unit do not reach who has left it.
func (l *life) arrives(m ledger.Owed) bool {
	l.t.Helper()
	who, private := personIn(m.To)
	if !private || m.Class == ledger.ClassReply { // an answer, or that his post has ended
		return true
	}
	left, err := l.house.deliverer.Left(l.t.Context(), who, m.About.Unit, l.now())
	if err != nil {
		l.t.Fatal(err)
	}
	if nobody := len(l.model.people.posts(who, ledger.DateOf(l.now()))) == 0; nobody && !left {
		l.t.Errorf("seed %d: %s reaches %d, who has left", l.seed, m.ID, who)
	}
	return !left
}

// allKept holds that every message that the chain promises arrived, or that it stands there
// why not.
func (l *life) allKept() {
	l.t.Helper()
	arrived := 0
	for id, cause := range l.model.owed {
		if l.mail.sent[id] {
			arrived++
			continue
		}
		kept, err := l.book.Messages(l.t.Context(), id)
		if err != nil || len(kept) != 1 || kept[0].State != store.StateRefused || kept[0].Reason == "" {
			l.t.Errorf("seed %d: %s of %s was promised and never arrived: %+v, %v", l.seed, id, cause, kept, err)
		}
	}
	l.t.Logf("%d promises to units, %d messages, %d of them arrived", l.model.kept, len(l.model.owed), arrived)
}
