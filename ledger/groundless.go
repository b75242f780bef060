package ledger

import "slices"

// groundless reports whether what the ladder put before somebody has lost its ground: a
// draft that nobody has signed, a proposal that nobody has decided. They end with the rise of
// supervision (办结或批准延期后终止), and when the work is reported as complete: what they
// say of it is not so any more. What somebody drafted by hand stays his, and what is held
// against another unit that was asked ends with the question, see [Task.Answerless].
func (t Task) groundless(kind MatterKind, notice NoticeID, asked MatterID) bool {
	if t.State != StateSubmitted && t.Escalation.Level != "" {
		return false
	}
	if kind == MatterSign {
		return slices.Contains(t.Groundless(), notice)
	}
	return kind == MatterAdmonition && asked == ""
}

// Groundless are the drafts of the ladder that are not to be signed any more.
func (t Task) Groundless() []NoticeID {
	var ids []NoticeID
	for _, n := range t.Notices {
		if n.Ladder && n.Asked == "" && n.State == NoticeDraft && (t.State == StateSubmitted || t.Escalation.Level == "") {
			ids = append(ids, n.Notice)
		}
	}
	return ids
}

// LadderEnds reports whether a matter was the ladder's, about the work itself, and ended
// without a decision: whoever would have decided is told so.
func (t Task) LadderEnds(m Matter) bool {
	if m.Verdict != VerdictVoid || m.By != 0 {
		return false
	}
	n, ok := t.noticeOf(m.Notice)
	return m.Kind == MatterAdmonition && m.Asked == "" || m.Kind == MatterSign && ok && n.Ladder && n.Asked == ""
}

// Refreshed is a draft with the facts of the day on which it is signed: it may have waited,
// and nobody is to be blamed for what has changed meanwhile. problem are those facts; what a
// notice says of an answer that is owed is its own.
func (n Notice) Refreshed(t Task, problem string) Notice {
	if n.N > 0 || n.Asked != "" {
		return n
	}
	n.Limit, n.Problem = t.Limit.Due, problem
	return n
}

// EndedBy are the matters that a report ended without a decision, among what is stored with it:
// they come back if it is withdrawn, see [Task.Revive].
func EndedBy(put []Record) []MatterID {
	var ids []MatterID
	for _, record := range put {
		if m, ok := record.(Matter); ok && m.Verdict == VerdictVoid && m.Kind != MatterDifficulty {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// Revive puts matters back that a report had ended and that can be decided again as the task
// stands now: the report was withdrawn or amended. notices are the drafts among them. The
// fields go into the report's own entry.
func (t Task) Revive(matters []Matter, notices []Notice) (Task, []Record, []Matter, []FieldDiff) {
	var put []Record
	var back []Matter
	var fields []FieldDiff
	for _, m := range matters {
		_, another := t.Waits(m.Kind)
		if m.Verdict != VerdictVoid || !t.decidable(m.Kind) || another && m.Kind != MatterSign {
			continue
		}
		if m.Kind == MatterSign {
			i := slices.IndexFunc(notices, func(n Notice) bool { return n.ID == m.Notice && n.State == NoticeDeclined })
			if i < 0 {
				continue
			}
			n := notices[i]
			if _, runs := t.RunningNotice(n.Level.Code, n.Asked, ""); runs || t.State == StateSubmitted || t.Escalation.Level == "" {
				continue
			}
			n.State, n.Ended = NoticeDraft, Settled{}
			t, put = t.keep(n), append(put, n)
		}
		if t.groundless(m.Kind, m.Notice, m.Asked) {
			continue
		}
		m.Verdict, m.Settled = "", Settled{}
		t.Waiting = append(slices.Clone(t.Waiting), Waiting{Matter: m.ID, Kind: m.Kind, Desk: m.Desk, Notice: m.Notice})
		t, put, back = t.seat(m), append(put, m), append(back, m)
		fields = append(fields, FieldDiff{Name: "revived", After: string(m.ID)})
	}
	return t, put, back, fields
}
