package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/ledger"
)

func leaveRead(words string) string {
	read, ok := ledger.ReadLeave(words)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s|%s|%s|%d|%s", strings.Join(read.Who, " "), read.First, read.Last, read.Count, read.Stand)
}

func TestReadLeave(t *testing.T) {
	for words, want := range map[string]string{
		"8月1日 8月5日 王五":          "|8月1日|8月5日|0|王五",
		"8月1日-8月5日":             "|8月1日|8月5日|0|",
		"8月1日至5日 由张三代":          "|8月1日|8月5日|0|张三",
		"8月1日到5号，请张三代班":         "|8月1日|8月5号|0|张三",
		"张三 8月1日 8月5日 王五":       "张三|8月1日|8月5日|0|王五",
		"住建局 联络员 张三 8/1-8/5 王五": "住建局 联络员 张三|8/1|8/5|0|王五",
		"三天":                       "|||3|",
		"三天 由张三代":                  "|||3|张三",
		"10天 王五":                   "|||10|王五",
		"明天起两天 王五":                 "|明天||2|王五",
		"8月1日起5天，由王五代理":            "|8月1日||5|王五",
		"8月1日 王五":                  "|8月1日||1|王五",
		"下周一至周三 王五":                "|下周一|下周三|0|王五",
		"随便 7月17日 王五":              "",
		"取消":                       "",
		"":                         "",
		"2025-08-01至2025-08-05 王五": "|2025-08-01|2025-08-05|0|王五",
	} {
		if got := leaveRead(words); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

func FuzzReadLeave(f *testing.F) {
	for _, words := range []string{"8月1日至5日 由张三代", "三天", "明天起两天 王五", "\xff天", "十十十天", "张三 8/1-8/5 王五"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		read, ok := ledger.ReadLeave(words)
		switch {
		case !ok:
		case read.Last == "" && read.Count <= 0 && read.First != "":
			t.Errorf("%q: neither an end nor a count of days: %+v", words, read)
		case read.Last != "" && (read.First == "" || read.Count != 0):
			t.Errorf("%q: an end without a beginning, or with a count: %+v", words, read)
		}
	})
}
