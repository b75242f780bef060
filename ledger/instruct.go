package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Instruction is what a leader wrote on a task (批示), with his post of that day.
type Instruction struct {
	At   time.Time `json:"at"`
	By   PersonID  `json:"by"`
	Name string    `json:"name"`
	Post string    `json:"post,omitempty"`
	Text string    `json:"text"`
}

// Instructed is a task with the instruction that was written on it.
type Instructed struct {
	Task        Task
	Instruction Instruction
	Entries     []Entry
}

// Instruct writes a leader's words on a task. Nothing is left to instruct on what was
// struck off: that wants a new task.
func (t Task) Instruct(by Person, at time.Time, words string) (Instructed, *Refusal) {
	if refusal := MayTask(by, ActionInstruct, t, DateOf(at)); refusal != nil {
		return Instructed{}, refusal
	}
	words = strings.TrimSpace(words)
	switch {
	case t.State == StateClosed:
		return Instructed{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case words == "":
		return Instructed{}, &Refusal{Reason: ReasonNoInstruction, Task: t.ID}
	}
	if refusal := fitWords(t.ID, words, nil); refusal != nil {
		return Instructed{}, refusal
	}
	instruction := Instruction{At: at, By: by.ID, Name: by.Name, Post: by.title(DateOf(at)), Text: words}
	t.Instructions = append(slices.Clone(t.Instructions), instruction)
	entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatInstructed, Fields: []FieldDiff{
		{Name: "post", After: instruction.Post}, {Name: "text", After: words},
	}}
	return Instructed{Task: t, Instruction: instruction, Entries: []Entry{entry}}, nil
}

// title is the leader's post as words name it; the first, if he holds several.
func (p Person) title(today Date) string {
	if titles := p.Titles(today); len(titles) > 0 {
		return titles[0]
	}
	return ""
}

// Requested is what a leader's wish for a new task makes: a matter of the office's queue.
type Requested struct {
	Counter Counter
	Matter  Matter
	Entries []Entry
}

// InstructionAnswer is within how many workdays the office answers a leader's wish [O].
const InstructionAnswer = 3

// InstructionSeries names the counter by which the wishes of a year are told apart.
func InstructionSeries(year int) string { return "instruction:" + strconv.Itoa(year) }

// freeMatter begins the names of matters that are on no task.
const freeMatter = "new"

// RequestTask asks the office for a new task (批示 立项). It is no matter of the task that
// gave rise to it, which may end without that: from is only named; zero: none is.
func (c Counter) RequestTask(a Applying, from Task) (Requested, *Refusal) {
	today := DateOf(a.At)
	if refusal := May(a.By, ActionInstruct, today); refusal != nil {
		return Requested{}, refusal
	}
	a.Text = strings.TrimSpace(a.Text)
	if a.Text == "" {
		return Requested{}, &Refusal{Reason: ReasonNoInstruction, Task: from.ID}
	}
	if refusal := fitWords(from.ID, a.Text, a.Files); refusal != nil {
		return Requested{}, refusal
	}
	c.Last++
	m := Matter{
		ID: MatterID(freeMatter + "/" + strconv.Itoa(today.Year()) + "-" + strconv.FormatInt(c.Last, 10)), Kind: MatterInstruction,
		Task: from.ID, Title: from.Title, By: a.By.ID, ByName: a.By.title(today) + a.By.Name, At: a.At, Text: a.Text, Files: a.Files, Album: a.Album,
		Desk: DeskOffice, AnswerBy: a.AnswerBy,
	}
	return Requested{Counter: c, Matter: m, Entries: []Entry{{
		At: a.At, By: a.By.ID, Task: from.ID, What: WhatInstructed, Why: string(MatterInstruction), Fields: append([]FieldDiff{
			{Name: "matter", After: string(m.ID)}, {Name: "post", After: a.By.title(today)}, {Name: "text", After: a.Text},
		}, filesDiff(a.Files)...),
	}}}, nil
}
