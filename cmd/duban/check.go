package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"duban/config"
	"duban/documents"
	"duban/ledger"
	"duban/store"
)

type checkCommand struct {
	Policy string `help:"Explain the rules of this file instead of those in force." placeholder:"FILE" type:"existingfile"`
}

// firings is how many of a rhythm's next firings are shown.
const firings = 5

// rulesTime is how long check waits for Redis.
const rulesTime = 3 * time.Second

// Run tells every mistake in the settings at once, when each rhythm fires next, and what the
// office's rules say.
func (k checkCommand) Run(out *outside) error {
	c, err := settings(out)
	if err != nil {
		return err
	}
	_, err = documents.NewPapers(c.Templates)
	if err := errors.Join(err, store.CheckURL(c.RedisURL.Reveal())); err != nil {
		return err
	}
	now := time.Now().In(c.Zone)
	fmt.Fprintf(out.stdout, "office   %s (%s)\nzone     %s, now %s\nredis    %s\napi      %s\nlisten   %s\n",
		c.Office, c.OfficeName, c.Zone, now.Format(time.DateTime), set(c.RedisURLSet), c.APIURL, c.Listen)
	if c.Templates != "" {
		fmt.Fprintf(out.stdout, "papers   templates of %s can be filled\n", c.Templates)
	}
	if err := c.Serving(); err != nil {
		fmt.Fprintf(out.stdout, "serve    not yet: %v\n", err)
	}
	for _, name := range config.Unknown(out.environ) {
		fmt.Fprintf(out.stdout, "unknown  %s is no setting: nothing reads it\n", name)
	}
	for _, year := range []int{now.Year(), now.Year() + 1} {
		if !c.Calendar.Knows(year) {
			fmt.Fprintf(out.stdout, "calendar the days off of %d are not known: add their notice with calendar_files when it is published\n", year)
		}
	}
	if err := checkFont(out, c); err != nil {
		return err
	}
	for _, r := range c.Rhythms {
		fmt.Fprintf(out.stdout, "%-8s %s\n", r.Job, r.Line)
		for _, at := range r.Next(now, firings) {
			note := ""
			if c.Quiet.Holds(at) {
				note = "  quiet: skipped with its reason"
			}
			fmt.Fprintf(out.stdout, "         %s%s\n", at.Format("Mon "+time.DateTime), note)
		}
	}
	return k.rules(out, c)
}

// checkFont draws with the font that the operator set.
func checkFont(out *outside, c config.Config) error {
	if c.FontPath == "" {
		return nil
	}
	if _, err := charts(c); err != nil {
		return err
	}
	fmt.Fprintf(out.stdout, "font     %s\n", c.FontPath)
	return nil
}

// charts makes ready to draw in the font that the operator set, else in the embedded one.
func charts(c config.Config) (*documents.Charts, error) {
	made, err := documents.NewCharts(c.Font)
	if err != nil {
		return nil, fmt.Errorf("config: font_path %s: %w", c.FontPath, err)
	}
	return made, nil
}

// rules explains the office's rules: those of a file, or those in force. A Redis that is not
// there is no mistake in the settings.
func (k checkCommand) rules(out *outside, c config.Config) error {
	if k.Policy != "" {
		policy, err := readPolicy(out, k.Policy)
		if err != nil {
			return err
		}
		return explain(out, policy)
	}
	if !c.RedisURLSet {
		fmt.Fprintln(out.stdout, "rules    not looked up: redis_url is not set; duban check --policy FILE explains a file")
		return nil
	}
	ctx, cancel := context.WithTimeout(out.ctx, rulesTime)
	defer cancel()
	s, err := store.Open(ctx, c.RedisURL.Reveal(), c.Office)
	if err != nil {
		fmt.Fprintf(out.stdout, "rules    not looked up: %v\n", err)
		return nil
	}
	defer s.Close() //nolint:errcheck // nothing is written by closing
	policy, err := s.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		fmt.Fprintf(out.stdout, "rules    not looked up: %v\n", err)
		return nil
	}
	return explain(out, policy)
}

func set(explicitly bool) string {
	if explicitly {
		return "as set"
	}
	return "default, on this machine"
}
