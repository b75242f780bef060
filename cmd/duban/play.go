package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

type playCommand struct {
	Story string `arg:"" help:"A story: see examples/lechang/first-week.txt." type:"existingfile"`
	Check bool   `help:"Compare with the answers in the story and exit 1 at the first difference."`
}

// Run plays the story and prints the conversations as they would be read.
func (c playCommand) Run(out *outside) error {
	makeRoom()
	file, err := os.Open(c.Story)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	steps, err := readStory(file)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Story, err)
	}
	wrong := 0
	err = perform(out, steps, filepath.Dir(c.Story), nil, func(s step, said []string) error {
		if s.raw != "" || s.line > 0 {
			fmt.Fprintln(out.stdout, s.raw)
		}
		for _, line := range said {
			fmt.Fprintln(out.stdout, "| "+line)
		}
		if c.Check && mask(strings.Join(said, "\n")) != mask(strings.Join(s.expect, "\n")) {
			wrong++
			fmt.Fprintf(out.stdout, "! expected:\n! %s\n", strings.Join(s.expect, "\n! "))
		}
		return nil
	})
	if err == nil && wrong > 0 {
		fmt.Fprintf(out.stderr, "duban: %d answers differ\n", wrong)
		return exit(1)
	}
	return err
}

// storyStart is when a story begins that does not say so itself.
func storyStart() time.Time {
	return time.Date(2025, time.July, 14, 8, 0, 0, 0, time.FixedZone("CST", 8*60*60))
}

// startOf is when the world of a story begins: where the story does.
func startOf(steps []step) time.Time {
	start := storyStart()
	for _, s := range steps {
		if s.verb == "@" {
			if at, err := time.ParseInLocation(time.DateOnly+" 15:04", s.text, start.Location()); err == nil {
				return at
			}
			break
		}
	}
	return start
}

// perform opens a world, plays the steps in it and closes it. check, if any, is asked
// about every call to Telegram.
func perform(out *outside, steps []step, folder string, check apiCheck, show func(step, []string) error) error {
	w, err := openWorld(out.ctx, setting{start: startOf(steps), log: silent(), check: check})
	if err != nil {
		return err
	}
	defer w.Close() //nolint:errcheck // nothing of it is kept
	return newStage(w, os.DirFS(folder)).play(out.ctx, steps, show)
}
