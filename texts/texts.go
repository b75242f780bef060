// Package texts holds every word that is said in a chat: one typed function a message,
// its template in zh/ under the same stem. All text is plain: no parse mode, nothing to
// escape, any messenger can carry it (docs/adr/0003).
//
// The room must not know Redis, Telegram or the clock, and decides nothing.
package texts

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
	"time"

	"duban/ledger"
)

//go:embed zh/*.tmpl
var files embed.FS

// templates is read only: a template that does not parse is found by any test.
var templates = template.Must(template.New("").Funcs(words()).ParseFS(files, "zh/*.tmpl"))

// say fills a template. A template that does not fit its data is a mistake of ours that
// the goldens find, so it panics.
func say(name string, data any) string {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name+".tmpl", data); err != nil {
		panic(fmt.Sprintf("texts: %s: %v", name, err))
	}
	return strings.TrimSpace(b.String())
}

func words() template.FuncMap {
	return template.FuncMap{
		"code": Code,
		"date": Day,
		"on":   onDay,
		"lamp": Lamp,
		"add":  func(a, b int) int { return a + b },
		"join": strings.Join,
		"unit": unitNames,

		"matter": MatterName,
		"asked":  askedUnit,

		"spoken":  spoken,
		"notHere": notHere,
	}
}

// Code is the visible code of a task: the fallback by which a reply finds its task.
func Code(id ledger.TaskID) string { return "〔" + string(id) + "〕" }

// Number is the short number by which people name a task: 17 of 2025-017.
func Number(id ledger.TaskID) string {
	_, n, _ := strings.Cut(string(id), "-")
	return strings.TrimLeft(n, "0")
}

// Day is a date as people write it: with the year, so that nobody has to guess.
func Day(d ledger.Date) string {
	if d.IsZero() {
		return "未定"
	}
	y, m, day := d.Civil()
	return fmt.Sprintf("%d年%d月%d日", y, int(m), day)
}

// ShortDay is a date within sight: month, day and weekday.
func ShortDay(d ledger.Date) string {
	_, m, day := d.Civil()
	return fmt.Sprintf("%d月%d日（%s）", int(m), day, weekday(d.Weekday()))
}

// Clock is an instant as people write it.
func Clock(t time.Time) string {
	return fmt.Sprintf("%d年%d月%d日 %s", t.Year(), int(t.Month()), t.Day(), t.Format("15:04"))
}

func weekday(d time.Weekday) string {
	return "周" + string([]rune("日一二三四五六")[d])
}

// Lamp is the sign of a colour, told apart without colours by its word elsewhere.
func Lamp(lamp ledger.Lamp) string {
	switch lamp {
	case ledger.LampBlue:
		return "🔵"
	case ledger.LampGreen:
		return "🟢"
	case ledger.LampYellow:
		return "🟡"
	case ledger.LampRed:
		return "🔴"
	case ledger.LampGrey:
		return "⚪"
	default:
		return "⚪"
	}
}

func unitNames(units []ledger.UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, "、")
}

// asOf stamps a figure: two leaders must never see different numbers without seeing why.
func asOf(t time.Time, head ledger.Head) string {
	return fmt.Sprintf("截至%s · 链%d·%s", Clock(t), head.Seq, short(head.Link))
}

func short(link string) string {
	if len(link) > 8 {
		return link[:8]
	}
	return link
}
