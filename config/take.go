package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

var (
	tokenForm  = regexp.MustCompile(`^[0-9]{1,18}:[A-Za-z0-9_-]{3,}$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
	officeForm = regexp.MustCompile(`^[\p{L}\p{N}_.-]{1,64}$`)
)

func takeToken(c *Config, value string) error {
	value = strings.TrimSpace(value)
	if value != "" && !tokenForm.MatchString(value) {
		return errors.New("not a bot token: digits, a colon, letters, as BotFather gives it")
	}
	c.Token = Secret(value)
	return nil
}

func takeURL(field func(*Config) *string, optional bool) func(*Config, string) error {
	return func(c *Config, value string) error {
		if value == "" && optional {
			return nil
		}
		at, err := url.Parse(value)
		if err != nil || at.Host == "" || (at.Scheme != "http" && at.Scheme != "https") {
			return errors.New("not an http or https URL")
		}
		*field(c) = strings.TrimRight(value, "/")
		return nil
	}
}

func takeRedis(c *Config, value string) error {
	scheme, _, found := strings.Cut(strings.TrimSpace(value), "://")
	known := []string{"redis", "rediss", "unix", "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster"}
	if !found || !slices.Contains(known, scheme) {
		return fmt.Errorf("not a Redis URL: it begins with one of %s", strings.Join(known, ", "))
	}
	c.RedisURL = Secret(strings.TrimSpace(value))
	return nil
}

func takeListen(c *Config, value string) error {
	if _, _, err := net.SplitHostPort(value); err != nil {
		return errors.New("not an address like 127.0.0.1:8080")
	}
	c.Listen = value
	return nil
}

func takeWebhookSecret(c *Config, value string) error {
	value = strings.TrimSpace(value)
	if value != "" && !secretForm.MatchString(value) {
		return errors.New("1 to 256 letters of A-Z a-z 0-9 _ -")
	}
	c.WebhookSecret = Secret(value)
	return nil
}

func takeOffice(c *Config, value string) error {
	if !officeForm.MatchString(value) {
		return errors.New("1 to 64 letters, digits, dots, dashes: it names the keys in Redis")
	}
	c.Office = value
	return nil
}

func takeZone(c *Config, value string) error {
	zone, err := time.LoadLocation(value)
	if err != nil || value == "" || value == "Local" {
		return errors.New("not a zone like Asia/Shanghai")
	}
	c.Zone = zone
	return nil
}

func takeClock(from bool) func(*Config, string) error {
	return func(c *Config, value string) error {
		at, err := time.Parse("15:04", value)
		if err != nil {
			return errors.New("not a clock time like 20:00")
		}
		since := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
		if from {
			c.Quiet.From = since
		} else {
			c.Quiet.Until = since
		}
		return nil
	}
}

func takeImmediate(c *Config, value string) error {
	days, err := strconv.Atoi(value)
	if err != nil || days < 1 || days > 365 {
		return errors.New("not a number of days from 1 to 365")
	}
	c.Limits.ImmediateDays = days
	return nil
}

func takeReview(c *Config, value string) error {
	rhythm, ok := ledger.ReadRhythm(value)
	switch value {
	case "weekly", "ten_days", "monthly", "quarterly", "half_year", "yearly":
		rhythm, ok = ledger.Rhythm(value), true
	}
	if !ok || rhythm.Days() == 0 {
		return errors.New("one of weekly, ten_days, monthly, quarterly, half_year, yearly")
	}
	c.Limits.ReviewEvery = rhythm
	return nil
}

func takeFlood(c *Config, value string) error {
	day, err := time.Parse("01-02", value)
	if err != nil {
		return errors.New("not a month and day like 04-15")
	}
	c.Limits.FloodStart = ledger.MonthDay{Month: day.Month(), Day: day.Day()}
	return nil
}

func takeLevel(c *Config, value string) error {
	if err := c.Log.Level.UnmarshalText([]byte(value)); err != nil {
		return errors.New("one of debug, info, warn, error")
	}
	return nil
}

func takeFormat(c *Config, value string) error {
	if value != "text" && value != "json" {
		return errors.New("text or json")
	}
	c.Log.Format = value
	return nil
}

func takeRhythm(job string) func(*Config, string) error {
	return func(c *Config, value string) error {
		r := Rhythm{Job: job, Line: strings.TrimSpace(value), Zone: c.Zone}
		if r.Line != Off {
			zone := c.Zone
			if zone == nil {
				zone = time.UTC // the zone's own mistake is told elsewhere
			}
			schedule, err := Schedule(r.Line, zone, c.Calendar)
			if err != nil {
				return err
			}
			r.Schedule, r.Zone = schedule, zone
			start := time.Date(2025, time.January, 1, 0, 0, 0, 0, zone)
			if !slices.ContainsFunc(r.Next(start, 24), func(at time.Time) bool { return !c.Quiet.Night(at) }) {
				return errors.New("it fires in the quiet hours only, and would always be passed over")
			}
		}
		c.Rhythms = append(c.Rhythms, r)
		return nil
	}
}

var _ slog.LogValuer = Secret("")
