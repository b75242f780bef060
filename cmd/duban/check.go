package main

import (
	"fmt"
	"time"

	"duban/config"
)

type checkCommand struct{}

// firings is how many of a rhythm's next firings are shown.
const firings = 5

// Run tells every mistake in the settings at once, and when each rhythm fires next.
func (checkCommand) Run(out *outside) error {
	c, err := settings(out)
	if err != nil {
		return err
	}
	now := time.Now().In(c.Zone)
	fmt.Fprintf(out.stdout, "office   %s (%s)\nzone     %s, now %s\nredis    %s\napi      %s\nlisten   %s\n",
		c.Office, c.OfficeName, c.Zone, now.Format(time.DateTime), set(c.RedisURLSet), c.APIURL, c.Listen)
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
	return nil
}

func set(explicitly bool) string {
	if explicitly {
		return "as set"
	}
	return "default, on this machine"
}
