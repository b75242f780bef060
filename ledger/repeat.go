package ledger

import (
	"regexp"
	"strings"
	"time"
)

// titleFrame are the words around a place and its problem, which one calls so and the other so:
// 整治坪石镇秸秆焚烧问题 and 坪石镇秸秆焚烧整治 are the same matter.
var titleFrame = regexp.MustCompile(`专项行动|专项整治|整治|治理|清理|整改|开展|加强|推进|落实|完成|做好|抓好|进行|关于|工作|问题|情况|现象|任务|的`)

// The bounds of what is compared of titles [O].
const (
	leastOfTitle = 4  // letters without which the frame is all that a title says
	mostOfTitle  = 60 // letters that tell two titles apart
)

// TitleKey is what titles have in common that speak of the same place and the same problem.
func TitleKey(title string) string {
	letters := Letters(title)
	if bare := []rune(titleFrame.ReplaceAllString(string(letters), "")); len(bare) >= leastOfTitle {
		letters = bare
	}
	return string(letters[:min(len(letters), mostOfTitle)])
}

// TitleMark holds the tasks, but for those that were cancelled, whose titles speak of the same;
// score: day of registration.
func TitleMark(title string) string { return "title:" + TitleKey(title) }

// TitleRange are the tasks that a new one of this title may be once more.
func TitleRange(title string) Range { return AllRange(TitleMark(title)) }

// SameTitle reports whether two tasks are called the same, and not only nearly so.
func (t Task) SameTitle(other Task) bool {
	return string(Letters(t.Title)) == string(Letters(other.Title))
}

// repeatWord is how an officer says that a new task is an ended one that came back: 反弹 3.
var repeatWord = regexp.MustCompile(`^(?:反弹|反复出现|重复出现|再次出现)[:,;]?\s*(.+)$`)

// ReadRepeat reads of which task a new one is the return: 反弹 3, 反复出现 2025-003.
func ReadRepeat(words string) (TaskNumber, bool) {
	m := repeatWord.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(Narrow(words)), "。.! "))
	if m == nil {
		return TaskNumber{}, false
	}
	if number, ok := ReadTaskNumber(m[1]); ok {
		return number, true
	}
	return TaskNumber{}, false
}

// repeatInside is the same where it stands among other words, and ends a piece of them.
var repeatInside = regexp.MustCompile(`(?:^|[\s,，;；。])(?:反弹|反复出现|重复出现|再次出现)\s*[:：]?\s*(〔?\d[\d-]{0,9}〕?)\s*(?:[,，;；。\n]|$)`)

// TakeRepeat takes out of words of which task a new one is the return: …；反弹 3. Words that only speak
// of what came back stay: 反弹 3起.
func TakeRepeat(words string) (TaskNumber, string) {
	at := repeatInside.FindStringSubmatchIndex(words)
	if at == nil {
		return TaskNumber{}, words
	}
	number, ok := ReadTaskNumber(words[at[2]:at[3]])
	if !ok {
		return TaskNumber{}, words
	}
	return number, strings.TrimSpace(words[:at[0]] + "；" + words[at[1]:])
}

// Repeats links a proposed task to the one that ended and came back by it (反复出现): it weighs
// more than a first one (speech 13 and 36). The old one stays as it ended.
func (t Task) Repeats(old Task) (Task, *Refusal) {
	switch old.State {
	case StateCompleted, StateClosed:
		t.RepeatOf = old.ID
		return t, nil
	case StateRegistered, StateAssigned, StateAccepted, StateInProgress, StateBlocked, StateSubmitted, StateSuspended, StateCancelled:
	}
	return Task{}, &Refusal{Reason: ReasonRepeatOpen, Task: old.ID}
}

// RepeatsSince links a task that was entered without it: while it is open, to one that ended, and once.
func (t Task) RepeatsSince(old Task, by Person, at time.Time) (Promised, *Refusal) {
	switch {
	case !by.Sits(DeskOffice, DateOf(at)):
		return Promised{}, &Refusal{Reason: ReasonNoRight}
	case !t.Open():
		return Promised{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case t.RepeatOf != "":
		return Promised{}, &Refusal{Reason: ReasonRepeatKnown, Task: t.ID, Words: string(t.RepeatOf)}
	}
	linked, refusal := t.Repeats(old)
	if refusal != nil {
		return Promised{}, refusal
	}
	return Promised{Task: linked, Entries: []Entry{{
		At: at, By: by.ID, Task: t.ID, What: WhatChanged, Fields: []FieldDiff{{Name: RepeatField, After: string(old.ID)}},
	}}}, nil
}

// RepeatedBy is an ended task after another one was entered as its return.
func (t Task) RepeatedBy(next TaskID, by Person, at time.Time) Promised {
	t.RepeatedAs = append(append([]TaskID(nil), t.RepeatedAs...), next)
	return Promised{Task: t, Entries: []Entry{{
		At: at, By: by.ID, Task: t.ID, What: WhatChanged, Fields: []FieldDiff{{Name: "repeated_as", After: string(next)}},
	}}}
}

// RepeatField names, in an entry, the ended task that came back.
const RepeatField = "repeat_of"

// Returns are the ended tasks that come back by those of a change, each with the new one: what the
// entries say that link them.
func (c Change) Returns() (olds, news []TaskID) {
	for _, e := range c.Entries {
		for _, f := range e.Fields {
			if f.Name == RepeatField && f.After != "" && (e.What == WhatRegistered || e.What == WhatChanged) {
				olds, news = append(olds, TaskID(f.After)), append(news, e.Task)
			}
		}
	}
	return olds, news
}
