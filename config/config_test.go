package config_test

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/config"
	"duban/ledger"
)

func load(env map[string]string, files map[string]string) (config.Config, error) {
	return config.Load(
		func(name string) (string, bool) { v, ok := env[name]; return v, ok },
		func(name string) ([]byte, error) {
			if body, ok := files[name]; ok {
				return []byte(body), nil
			}
			return nil, errors.New("no such file: " + name)
		})
}

func TestDefaults(t *testing.T) {
	c, err := load(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Office != "duban" || c.Zone.String() != "Asia/Shanghai" || c.RedisURLSet || c.Limits.ImmediateDays != 15 {
		t.Errorf("got %+v", c)
	}
	if len(c.Rhythms) != 8 {
		t.Fatalf("got %d rhythms, want 8", len(c.Rhythms))
	}
	monday := time.Date(2025, time.July, 14, 8, 0, 0, 0, c.Zone)
	if got := c.Rhythms[0].Next(monday, 1)[0]; got != monday.Add(30*time.Minute) {
		t.Errorf("digest next fires %s", got)
	}
	if !c.Calendar.Knows(2025) || c.Quiet.NotBefore(monday).IsZero() == c.Quiet.Holds(monday) {
		t.Error("calendar or quiet hours are not in place")
	}
	if err := c.Serving(); err == nil || !strings.Contains(err.Error(), "DUBAN_TOKEN") {
		t.Errorf("serving without a token: got %v", err)
	}
}

func TestExampleEqualsDefaults(t *testing.T) {
	body, err := os.ReadFile("../examples/duban.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := load(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := load(map[string]string{"DUBAN_CONFIG": "duban.yaml"}, map[string]string{"duban.yaml": string(body)})
	if err != nil {
		t.Fatal(err)
	}
	got.RedisURLSet = false // the example says it
	for i := range want.Rhythms {
		if got.Rhythms[i].Line != want.Rhythms[i].Line {
			t.Errorf("rhythm %s: got %q, want %q", got.Rhythms[i].Job, got.Rhythms[i].Line, want.Rhythms[i].Line)
		}
	}
	got.Rhythms, want.Rhythms = nil, nil
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		t.Errorf("examples/duban.yaml differs from the defaults:\n got %s\nwant %s", g, w)
	}
}

func TestBothWays(t *testing.T) {
	file := "token_file: /run/token\noffice: 乐昌\nrhythms:\n  digest: 0 9 * * *\n  brief: off\ncalendar_files: [2027.json]\n"
	files := map[string]string{
		"duban.yaml": file, "/run/token": " 42:abc\n", "2027.json": `{"2027":{"papers":[],"days":[{"date":"2027-01-01","name":"元旦","off":true}]}}`,
	}
	c, err := load(map[string]string{"DUBAN_CONFIG": "duban.yaml", "DUBAN_OFFICE": "env-wins", "DUBAN_RHYTHM_MISSING": "0 10 * * 2"}, files)
	if err != nil {
		t.Fatal(err)
	}
	if c.Token.Reveal() != "42:abc" || c.Office != "env-wins" || !c.Calendar.Knows(2027) {
		t.Errorf("got token %q office %q", c.Token.Reveal(), c.Office)
	}
	lines := map[string]string{}
	for _, r := range c.Rhythms {
		lines[r.Job] = r.Line
	}
	if lines["digest"] != "0 9 * * *" || lines["brief"] != "off" || lines["missing"] != "0 10 * * 2" {
		t.Errorf("got rhythms %v", lines)
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	file := "token: nonsense-secret\nrhytms:\n  digest: x\nzone: Mars/Olympus\nrhythms:\n  overdue: '* * * * *'\n"
	_, err := load(map[string]string{
		"DUBAN_CONFIG": "duban.yaml", "DUBAN_LISTEN": "8080", "DUBAN_RHYTHM_BRIEF": "0 0 1 * 1",
	}, map[string]string{"duban.yaml": file})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"duban.yaml:1: not a bot token", `duban.yaml:3: unknown key "rhytms.digest"`, "duban.yaml:4: not a zone",
		"duban.yaml:6: it fires more often", "env DUBAN_LISTEN: not an address", "env DUBAN_RHYTHM_BRIEF: day of month and weekday",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "nonsense") {
		t.Errorf("the token is printed: %v", err)
	}
}

// TestMistakes names one mistake each, that would otherwise pass in silence.
func TestMistakes(t *testing.T) {
	tests := []struct {
		name      string
		env       map[string]string
		file      string
		want      string // empty: no mistake
		forbidden string
	}{
		{name: "secret twice in the environment", env: map[string]string{"DUBAN_TOKEN": "1:a", "DUBAN_TOKEN_FILE": "t"}, want: "env DUBAN_TOKEN_FILE: the secret is set both"},
		{name: "byte order mark", file: "\ufefftoken: 1:a\noffce: x\n", want: `duban.yaml:2: unknown key "offce"`},
		{name: "secret twice in the file", file: "token: 1:a\ntoken_file: t\n", want: "duban.yaml:2: the secret is set both"},
		{name: "environment before the file", env: map[string]string{"DUBAN_TOKEN_FILE": "t"}, file: "token: 1:a\n"},
		{name: "secret file is empty", env: map[string]string{"DUBAN_TOKEN_FILE": "empty"}, want: "env DUBAN_TOKEN_FILE: the file that it names is empty"},
		{name: "token instead of a file's name", env: map[string]string{"DUBAN_TOKEN_FILE": "42:very-secret"}, want: "env DUBAN_TOKEN_FILE: the file that it names cannot be read", forbidden: "very-secret"},
		{name: "list instead of a value", file: "zone:\n  - Asia/Shanghai\n", want: "one value is wanted"},
		{name: "value instead of a list", file: "calendar_files: none.json\n", want: "duban.yaml:1"},
		{name: "no API", env: map[string]string{"DUBAN_API_URL": ""}, want: "env DUBAN_API_URL: not an http"},
		{name: "at night only", env: map[string]string{"DUBAN_RHYTHM_DIGEST": "0 22 * * *"}, want: "env DUBAN_RHYTHM_DIGEST: it fires in the quiet hours only"},
		{name: "at night too", env: map[string]string{"DUBAN_RHYTHM_CHAIN": "0 */4 * * *"}},
		{name: "no night", env: map[string]string{"DUBAN_RHYTHM_CHAIN": "0 22 * * *", "DUBAN_QUIET_FROM": "00:00", "DUBAN_QUIET_UNTIL": "00:00"}},
		{name: "a font", file: "font_path: f.ttf\n"},
		{name: "no font there", file: "font_path: none.ttf\n", want: "duban.yaml:1: open none.ttf"},
		{name: "a font of another kind", env: map[string]string{"DUBAN_FONT_PATH": "f.otf"}, want: "env DUBAN_FONT_PATH: not a TrueType font (.ttf): OpenType"},
		{name: "no font at all", env: map[string]string{"DUBAN_FONT_PATH": "t"}, want: "env DUBAN_FONT_PATH: not a TrueType font (.ttf)"},
		{name: "an empty font", env: map[string]string{"DUBAN_FONT_PATH": "empty"}, want: "env DUBAN_FONT_PATH: not a TrueType font (.ttf)"},
		{name: "the embedded font", env: map[string]string{"DUBAN_FONT_PATH": ""}, file: "font_path: none.ttf\n"},
		{name: "password of redis", env: map[string]string{"DUBAN_REDIS_URL": "very-secret@host"}, want: "env DUBAN_REDIS_URL: not a Redis URL", forbidden: "very-secret"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			env := map[string]string{"DUBAN_CONFIG": "duban.yaml"}
			maps.Copy(env, tt.env)
			read := func(name string) ([]byte, error) {
				switch name {
				case "duban.yaml":
					return []byte(tt.file), nil
				case "t":
					return []byte("42:abc\n"), nil
				case "f.ttf":
					return []byte("\x00\x01\x00\x00 and so on"), nil
				case "f.otf":
					return []byte("OTTO and so on"), nil
				case "empty":
					return []byte(" \n"), nil
				}
				return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
			}
			_, err := config.Load(func(name string) (string, bool) { v, ok := env[name]; return v, ok }, read)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q", err, tt.want)
			case tt.forbidden != "" && strings.Contains(err.Error(), tt.forbidden):
				t.Errorf("printed: %v", err)
			}
		})
	}
}

func TestBrokenFileHidesItsLines(t *testing.T) {
	_, err := load(map[string]string{"DUBAN_CONFIG": "f"}, map[string]string{"f": "token: 42:very-secret\n  zone: [unclosed\n"})
	if err == nil || strings.Contains(err.Error(), "very-secret") {
		t.Errorf("got %v", err)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	s := config.Secret("42:very-secret")
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", s, "all", config.Config{Token: s})
	all := fmt.Sprintf("%s %v %+v %#v %+v %s", s, s, s, s, config.Config{Token: s}, log.String())
	if strings.Contains(all, "very-secret") {
		t.Errorf("printed: %s", all)
	}
}

func TestScheduleRefuses(t *testing.T) {
	for _, line := range []string{
		"", "x", "* * * * *", "TZ=0", "CRON_TZ=Asia/Shanghai", "TZ=Asia/Shanghai 0 8 * * *", "@every 5m", "@every 24h",
		"0 8 1 * 1", "0 8 1W * 1", "* 8 1W * *", "0 8 2W * *", "0 0 8 * * *", "60 8 * * *", "0 0 31 2 *", "@nonsense", "*/5 8 * * *",
	} {
		if s, err := config.Schedule(line, time.UTC, calendar(t)); err == nil {
			t.Errorf("%q: got %v, want an error", line, s)
		}
	}
	for _, line := range []string{"30 8 * * *", "@daily", "0 */2 * * *", "0 9 * * 1-5", "0 9 1 * ?", "30 9 1W * *", "0 9,17 1W 10 *"} {
		if _, err := config.Schedule(line, time.UTC, calendar(t)); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func calendar(tb testing.TB) ledger.Calendar {
	tb.Helper()
	cal, err := ledger.DefaultCalendar()
	if err != nil {
		tb.Fatal(err)
	}
	return cal
}

// TestFirstWorkday: the first of the month is passed over when nobody works on it.
func TestFirstWorkday(t *testing.T) {
	s, err := config.Schedule("30 9 1W * *", time.UTC, calendar(t))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, time.July, 31, 0, 0, 0, 0, time.UTC)
	var got []string
	for range 8 {
		at = s.Next(at)
		got = append(got, at.Format("01-02 15:04"))
	}
	want := []string{
		"08-01 09:30", "09-01 09:30", "10-09 09:30", // the National Day's week is off
		"11-03 09:30", "12-01 09:30", "01-04 09:30", // a Sunday on which people work
		"02-02 09:30", "03-02 09:30",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("first workdays (-want +got):\n%s", diff)
	}
}

// FuzzSchedule: no line panics; what is taken fires in the future.
func FuzzSchedule(f *testing.F) {
	for _, line := range []string{"30 8 * * *", "TZ=0", "CRON_TZ=", "@every 1s", "0 0 31 2 *", "@daily", "30 9 1W * *"} {
		f.Add(line)
	}
	now := time.Date(2025, time.July, 14, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, line string) {
		s, err := config.Schedule(line, time.UTC, calendar(t))
		if err == nil && !s.Next(now).After(now) {
			t.Errorf("%q fires at %s", line, s.Next(now))
		}
	})
}
