//go:build unix

package main

import (
	"fmt"
	"slices"
	"time"

	"duban/ledger"
	"duban/sandbox"
)

// write makes up what the people will say.
func (c *crash) write(lanes []*lane) {
	left := c.updates - len(c.joiners)
	for n := range c.notices {
		task := c.tasks[ledger.UnitID(unitName(n%c.units))][3+n/c.units]
		c.reminded = append(c.reminded, task)
		c.script = append(c.script, &utterance{
			lane: &lane{person: c.office}, kind: "remind", task: task, text: "催办 " + string(task) + " 抓紧办理", answer: "已催办 〔" + string(task) + "〕",
		})
	}
	c.rand.Shuffle(len(c.script), func(i, j int) { c.script[i], c.script[j] = c.script[j], c.script[i] })
	talk := c.script
	c.script = nil
	for n := range left - len(talk) {
		if every := max(1, (left-len(talk))/max(1, len(talk))); n%every == 0 && len(talk) > 0 {
			c.script, talk = append(c.script, talk[0]), talk[1:]
		}
		c.script = append(c.script, c.compose(lanes[c.rand.IntN(len(lanes))], n))
	}
	c.script = append(c.script, talk...)
}

// compose makes up one utterance.
func (c *crash) compose(l *lane, n int) *utterance {
	u := &utterance{lane: l, kind: "report", task: l.own, note: fmt.Sprintf("情况U%05d", n), percent: -1}
	private := l.chat == 0
	dice := c.rand.IntN(100)
	switch {
	case dice < 10 && l.last != nil && l.last.amended == nil:
		return c.edit(u)
	case dice < 17 && private && l.last != nil: // one on the shared task may be in force no more
		u.kind, u.text, u.note, l.last = "undo", "撤销", "", nil
		return u
	case dice < 21 && private && !l.pressed:
		l.pressed, l.last = true, nil // 撤销 would withdraw what is reported by it
		u.kind, u.text, u.answer = "press", pressLabel, "本期无变化"
		return u
	case dice < 25:
		u.ask()
		return u
	case dice < 33:
		l.last = u
		u.text = "困难 " + string(u.task) + " " + u.note
		if !private {
			u.text = "/blocked " + string(u.task) + " " + u.note
		}
		u.answer = "困难已转指挥部办公室（" + u.note
		return u
	case dice < 60:
		u.task, l.last = l.shared, nil
	default:
		l.last = u
	}
	u.percent, l.percents = l.percents[0]+1, l.percents[1:]
	u.text = c.words(u)
	u.answer = fmt.Sprintf("：%d%%", u.percent)
	if private && dice >= 85 {
		u.kind, u.files = "photo", 1
		if dice >= 92 {
			u.kind, u.files = "album", 3
		}
		u.text = fmt.Sprintf("进展 %s %d %s", u.task, u.percent, u.note)
	}
	return u
}

// pressLabel is a button under a digest of which the task is nobody's own.
const pressLabel = "4 无变化"

// ask makes a question of it.
func (u *utterance) ask() {
	u.kind, u.text, u.answer, u.note = "ask", "/tasks", "〔", ""
}

// press presses the button under the digest, if that has arrived.
func (c *crash) press(u *utterance) bool {
	c.t.Helper()
	for _, m := range slices.Backward(c.read(u.room())) {
		for _, button := range slices.Concat(m.Buttons...) {
			if button.Text != pressLabel {
				continue
			}
			_, about, ok := ledger.ReadPress(button.Data)
			if _, err := c.telegram.Press(sandbox.Press{Person: u.person, Message: m.ID, Label: pressLabel}); err != nil || !ok {
				c.t.Fatalf("press %q: %v", button.Data, err)
			}
			u.task, u.from = ledger.TaskID(about), fmt.Sprintf("tg:%d/%d#%s", u.room(), m.ID, about)
			u.made = append(u.made, u)
			return true
		}
	}
	return false
}

// withdraw expects that the last report is withdrawn: it may be a press, of which the
// script does not know whether it comes about. Where that was long ago nothing is promised.
func (u *utterance) withdraw() bool {
	n := len(u.made) - 1
	if u.at.Sub(u.made[n].at) > ledger.UndoWithin-time.Minute {
		return false
	}
	u.of, u.made = u.made[n], u.made[:n]
	u.of.undone, u.task, u.answer = true, u.of.task, "已撤销 〔"+string(u.of.task)+"〕"
	return true
}

// edit corrects the last report of the lane.
func (c *crash) edit(u *utterance) *utterance {
	l := u.lane
	u.kind, u.of, u.task = "edit", l.last, l.last.task
	u.percent, l.percents = l.percents[0]+1, l.percents[1:]
	u.text = c.words(u)
	u.of.amended = u
	u.answer = "已更正 〔" + string(u.task) + "〕"
	return u
}

// words are a report in one of its forms.
func (c *crash) words(u *utterance) string {
	if u.chat != 0 {
		return fmt.Sprintf([]string{"/report %s %d %s", "/report@duban_bot %s %d%% %s"}[c.rand.IntN(2)], u.task, u.percent, u.note)
	}
	forms := []string{"进展 %s %d %s", "/report %s %d%% %s", "%s %d %s", "〔%s〕%d％，%s", "进展：%s 已完成%d%% %s"}
	return fmt.Sprintf(forms[c.rand.IntN(len(forms))], u.task, u.percent, u.note)
}

// speak says it in the sandbox.
func (c *crash) speak(u *utterance) {
	c.t.Helper()
	c.said, u.at = append(c.said, u), time.Now()
	if u.kind == "press" && c.press(u) {
		return
	}
	if u.kind == "press" || (u.kind == "undo" && !u.withdraw()) {
		u.ask()
	}
	speech := sandbox.Speech{Person: u.person, Chat: u.chat, Text: u.text}
	picture := sandbox.Upload{Name: "现场.jpg", Data: tinyPicture()}
	switch u.kind {
	case "edit":
		u.message = u.of.message
		if _, err := c.telegram.Edit(sandbox.Edit{Person: u.person, Chat: u.chat, Message: u.message, Text: u.text}); err != nil {
			c.t.Fatal(err)
		}
		return
	case "photo":
		speech.Text, speech.Caption, speech.Photo = "", u.text, &picture
	case "album":
		speech.Text, speech.Caption, speech.Album = "", u.text, []sandbox.Upload{picture, picture, picture}
	}
	u.message = c.say(speech).ID
	u.from = fmt.Sprintf("tg:%d/%d", u.room(), u.message)
	if u.reports() {
		u.made = append(u.made, u)
	}
}
