package config

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"duban/ledger"
)

// Env looks a name up in the environment.
type Env func(name string) (string, bool)

// ReadFile reads a file that a setting names.
type ReadFile func(name string) ([]byte, error)

// Load puts the settings together: the defaults, then the file that DUBAN_CONFIG names,
// then the environment. The error joins every mistake that was found.
func Load(env Env, read ReadFile) (Config, error) {
	l := loading{env: env, read: read}
	file := l.file()
	l.calendar(file) // before the rhythms, some of which ask for workdays
	for _, k := range keys() {
		value, source := l.value(k, file)
		if err := k.take(&l.config, value); err != nil {
			l.mistake(source, err)
		}
		switch k.file {
		case "redis_url":
			l.config.RedisURLSet = source != "default"
		case fontPath:
			l.font(source)
		}
	}
	l.config.Quiet.Calendar = l.config.Calendar
	return l.config, errors.Join(l.mistakes...)
}

// Serving reports what serve needs beyond the rest.
func (c Config) Serving() error {
	var missing []error
	if c.Token == "" {
		missing = append(missing, errors.New("config: no token: set DUBAN_TOKEN or DUBAN_TOKEN_FILE"))
	}
	if c.WebhookURL != "" && c.WebhookSecret == "" {
		missing = append(missing, errors.New("config: a webhook needs a secret: set DUBAN_WEBHOOK_SECRET"))
	}
	return errors.Join(missing...)
}

type loading struct {
	env      Env
	read     ReadFile
	config   Config
	mistakes []error
}

func (l *loading) mistake(source string, err error) {
	l.mistakes = append(l.mistakes, fmt.Errorf("config: %s: %w", source, err))
}

// value is what is set for a key, and where. The environment goes before the file. A
// secret that is given twice at one place is a mistake: nobody could tell which one holds.
func (l *loading) value(k key, file map[string]setting) (value, source string) {
	direct, isDirect := l.env(k.env)
	source = "env " + k.env
	if k.secret {
		if name, ok := l.env(k.env + fileSuffix); ok {
			return l.secret(name, source+fileSuffix, isDirect)
		}
	}
	if isDirect {
		return direct, source
	}
	set, isDirect := file[k.file]
	if k.secret {
		if named, ok := file[k.file+"_file"]; ok {
			return l.secret(named.value, named.source, isDirect)
		}
	}
	switch {
	case set.list != nil:
		l.mistake(set.source, errors.New("one value is wanted, not a list"))
		return k.value, set.source
	case isDirect:
		return set.value, set.source
	}
	return k.value, "default"
}

// secret reads a secret out of the file that DUBAN_…_FILE or …_file names. The name is not
// repeated in the error: somebody may have put the secret itself there.
func (l *loading) secret(name, source string, twice bool) (value, where string) {
	if twice {
		l.mistake(source, errors.New("the secret is set both here and by itself: keep one"))
	}
	body, err := l.read(name)
	if err != nil {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = at.Err
		}
		l.mistake(source, fmt.Errorf("the file that it names cannot be read: %w", err))
		return "", source
	}
	value = strings.TrimSpace(string(body))
	if value == "" {
		l.mistake(source, errors.New("the file that it names is empty"))
	}
	return value, source
}

// file reads the YAML file, if there is one, and refuses keys that nobody knows.
func (l *loading) file() map[string]setting {
	name, ok := l.env(configEnv)
	if !ok || name == "" {
		return nil
	}
	body, err := l.read(name)
	if err != nil {
		l.mistake("env "+configEnv, err)
		return nil
	}
	found, err := flatten(name, body)
	if err != nil {
		l.mistake(name, err)
		return nil
	}
	known := []string{calendarFiles}
	for _, k := range keys() {
		known = append(known, k.file)
		if k.secret {
			known = append(known, k.file+"_file")
		}
	}
	for _, path := range sortedPaths(found) {
		if !slices.Contains(known, path) {
			l.mistake(found[path].source, fmt.Errorf("unknown key %q", path))
		}
	}
	return found
}

// calendar is the embedded one with the notices that the office added.
func (l *loading) calendar(file map[string]setting) {
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		l.mistake("calendar", err)
	}
	set := file[calendarFiles]
	names, source := set.list, set.source
	if set.value != "" {
		names = []string{set.value}
	}
	if v, ok := l.env(calendarFilesEnv); ok {
		names, source = strings.Split(v, ","), "env "+calendarFilesEnv
	}
	for _, name := range names {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		body, err := l.read(name)
		if err != nil {
			l.mistake(source, err)
			continue
		}
		more, err := ledger.ReadCalendar(body)
		if err != nil {
			l.mistake(source+": "+name, err)
			continue
		}
		calendar = calendar.With(more)
	}
	l.config.Calendar = calendar
}
