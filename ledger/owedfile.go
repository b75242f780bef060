package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// OwedFile is a file that somebody sent and that could not be fetched at once (待取附件). The
// messenger keeps what was sent to it, so it is asked for again with growing pauses. Records hold
// the file meanwhile, and name this one ([File].Owed); evidence it is when it has come
// (docs/adr/0016).
type OwedFile struct {
	ID    string        `json:"id"` // see OwedFileID
	Rev   int64         `json:"-"`
	File  File          `json:"file"`
	By    PersonID      `json:"by"`
	Unit  UnitID        `json:"unit,omitempty"`
	Task  TaskID        `json:"task,omitempty"` // empty: it is not said yet of which, or of none
	At    time.Time     `json:"at"`             // when it was sent
	Held  []Held        `json:"held"`           // the records that hold it
	Tries int           `json:"tries,omitempty"`
	Due   time.Time     `json:"due"` // when it is asked for next; after its end, when that was
	State OwedFileState `json:"state"`
}

// Held names a record that holds a file.
type Held struct {
	Kind Kind   `json:"kind"`
	Key  string `json:"key"`
}

// OwedFileState is how it stands with a file that is owed.
type OwedFileState string

// The states.
const (
	OwedFileWaits   OwedFileState = "waits"
	OwedFileFetched OwedFileState = "fetched"  // it came, and counts
	OwedFileGivenUp OwedFileState = "given_up" // it could not be had
	OwedFileDropped OwedFileState = "dropped"  // nothing holds it any more: it was taken back
)

// owedFilePauses are how long it is waited before each attempt [O]: two days in all. Read only.
var owedFilePauses = [...]time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// OwedFilesMark holds the files that are owed; score: milliseconds of when each is asked for next.
const OwedFilesMark = "owed-files"

// OwedFilesDue are the files that are to be asked for by now.
func OwedFilesDue(now time.Time) Range { return Range{Mark: OwedFilesMark, Max: now.UnixMilli()} }

// OwedFileID names what is owed of what was said: the same saying never owes a file twice.
func OwedFileID(cause, ref string) string {
	digest := sha256.Sum256([]byte(cause + "\n" + ref))
	return hex.EncodeToString(digest[:16])
}

// Ref names the file that is owed.
func (o OwedFile) Ref() (Kind, string) { return KindOwedFile, o.ID }

// Revision is the revision at which it was read.
func (o OwedFile) Revision() int64 { return o.Rev }

// Marks place it among those that are owed, while it waits.
func (o OwedFile) Marks() []Mark {
	if o.State != OwedFileWaits {
		return nil
	}
	return []Mark{{OwedFilesMark, o.Due.UnixMilli()}}
}

// Owe writes down that a file is owed, which the person sent.
func Owe(f File, by Person, at time.Time) OwedFile {
	var unit UnitID
	if units := by.Units(DateOf(at)); len(units) > 0 {
		unit = units[0]
	}
	return OwedFile{ID: f.Owed, File: f, By: by.ID, Unit: unit, At: at, Due: at.Add(owedFilePauses[0]), State: OwedFileWaits}
}

// HeldBy is the file with the records among these that hold it, and whether any is new.
func (o OwedFile) HeldBy(records []Record) (OwedFile, bool) {
	held := len(o.Held)
	for _, r := range records {
		kind, key := r.Ref()
		h := Held{kind, key}
		if !o.in(r) || slices.Contains(o.Held, h) {
			continue
		}
		o.Held = append(slices.Clip(o.Held), h)
		if o.Task == "" {
			o.Task = taskOf(r)
		}
	}
	return o, len(o.Held) > held
}

// in reports whether a record holds the file.
func (o OwedFile) in(r Record) bool { return File{Owed: o.ID}.OwedTo(r) }

// OwedTo reports whether a record holds the file as one that is still to come.
func (f File) OwedTo(r Record) bool {
	return slices.ContainsFunc(FilesOf(r), func(held File) bool { return held.Owed == f.Owed })
}

// Tasks are those of which what holds the file is kept with all that was asked about them.
func (o OwedFile) Tasks() []TaskID {
	var tasks []TaskID
	for _, h := range o.Held {
		task := TaskID("")
		switch h.Kind { //nolint:exhaustive // nothing of the others is copied into a matter
		case KindTask:
			task = TaskID(h.Key)
		case KindMatter:
			task = MatterID(h.Key).Task()
		}
		if task != "" && !slices.Contains(tasks, task) {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// About is what a reply to words about the file is about: what was applied for with it, while that
// waits, or else its task.
func (o OwedFile) About(records []Record) About {
	about := About{}
	if o.Task != "" {
		about.Tasks = []TaskID{o.Task}
	}
	for _, r := range records {
		if m, ok := r.(Matter); ok && o.in(m) && m.Verdict == "" && m.Kind.applied() {
			return About{Tasks: about.Tasks, Matters: []MatterID{m.ID}}
		}
	}
	return about
}

// taskOf is the task that a record is of.
func taskOf(r Record) TaskID {
	switch r := r.(type) {
	case Task:
		return r.ID
	case Report:
		return r.Task
	case Matter:
		return r.Task
	case Notice:
		return r.Task
	}
	return ""
}

// Wanted reports whether any of the records still has use for the file: what was withdrawn, or
// taken back, has none.
func (o OwedFile) Wanted(records []Record) bool {
	return slices.ContainsFunc(records, func(r Record) bool {
		switch is := r.(type) {
		case Report:
			return is.Withdrawn.IsZero() && o.in(r)
		case Matter: // what ended by itself may come back; the files of the others are those of a report
			takenBack := is.Verdict == VerdictVoid && (is.Settled.By != 0 || !is.Kind.applied())
			return !takenBack && o.in(r)
		case Task:
			if is.Closeout.Taken {
				is.Closeout.Files = nil
			}
			return o.in(is)
		default:
			return o.in(r)
		}
	})
}

// OwedFileMoved is what became of a file that was owed.
type OwedFileMoved struct {
	File    OwedFile
	Put     []Record // with those that hold it
	Entries []Entry
}

// Fetch keeps the file with the digest of its bytes: wherever it is held it is evidence from now on.
func (o OwedFile) Fetch(at time.Time, digest string, records []Record) OwedFileMoved {
	return o.end(OwedFileFetched, at, File{SHA256: digest}, records)
}

// Miss is the file after it could not be had once more. It is asked for again after a longer pause;
// after the last one it is given up, and is evidence of nothing.
func (o OwedFile) Miss(at time.Time, records []Record) OwedFileMoved {
	o.Tries++
	if o.Tries >= len(owedFilePauses) {
		return o.GiveUp(at, records)
	}
	o.Due = at.Add(owedFilePauses[o.Tries])
	return OwedFileMoved{File: o, Put: []Record{o}, Entries: []Entry{o.Entry(at, o.File)}}
}

// GiveUp ends the attempts at a file that cannot be had.
func (o OwedFile) GiveUp(at time.Time, records []Record) OwedFileMoved {
	return o.end(OwedFileGivenUp, at, File{Lost: true}, records)
}

// Drop ends the attempts at a file that is not wanted any more.
func (o OwedFile) Drop(at time.Time, records []Record) OwedFileMoved {
	return o.end(OwedFileDropped, at, File{Lost: true}, records)
}

// end settles the file here and in the records that hold it.
func (o OwedFile) end(state OwedFileState, at time.Time, as File, records []Record) OwedFileMoved {
	settled := func(f File) File {
		f.Owed, f.SHA256, f.Lost = "", as.SHA256, as.Lost
		return f
	}
	was := o.File
	o.State, o.Due, o.File = state, at, settled(o.File)
	done := OwedFileMoved{File: o, Put: []Record{o}, Entries: []Entry{o.Entry(at, was)}}
	for _, r := range records {
		if !o.in(r) {
			continue
		}
		done.Put = append(done.Put, withFiles(r, func(files []File) []File {
			files = slices.Clone(files)
			for i, f := range files {
				if f.Owed == o.ID {
					files[i] = settled(f)
				}
			}
			return files
		}))
	}
	return done
}

// Entry tells how it stands with the file, and what it was known by before.
func (o OwedFile) Entry(at time.Time, was File) Entry {
	return Entry{At: at, By: o.By, Unit: o.Unit, Task: o.Task, What: WhatOwedFile, Why: string(o.State), Fields: []FieldDiff{
		{Name: "files", Before: fileNames([]File{was}), After: fileNames([]File{o.File})},
	}}
}
