package config

import (
	"errors"
	"fmt"
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
	for _, k := range keys() {
		value, source := l.value(k, file)
		if err := k.take(&l.config, value); err != nil {
			l.mistake(source, err)
		}
		if k.file == "redis_url" {
			l.config.RedisURLSet = source != "default"
		}
	}
	l.calendar(file)
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

// value is what is set for a key, and where. The environment goes before the file.
func (l *loading) value(k key, file map[string]setting) (value, source string) {
	if v, ok := l.env(k.env); ok {
		return v, "env " + k.env
	}
	if k.secret {
		if v, source, ok := l.secret(k, file); ok {
			return v, source
		}
	}
	if s, ok := file[k.file]; ok {
		return s.value, s.source
	}
	return k.value, "default"
}

// secret reads a secret out of the file that DUBAN_…_FILE or …_file names.
func (l *loading) secret(k key, file map[string]setting) (value, source string, ok bool) {
	name, source := "", "env "+k.env+fileSuffix
	if v, found := l.env(k.env + fileSuffix); found {
		name = v
	} else if s, found := file[k.file+"_file"]; found {
		name, source = s.value, s.source
	} else {
		return "", "", false
	}
	body, err := l.read(name)
	if err != nil {
		l.mistake(source, err)
		return "", source, true
	}
	return strings.TrimSpace(string(body)), source, true
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
	names, source := file[calendarFiles].list, file[calendarFiles].source
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
