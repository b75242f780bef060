package main

import (
	"os"
	"time"

	"duban/config"
	"duban/store"
	"duban/texts"
)

// settings reads what the operator set; every mistake is told at once.
func settings(out *outside) (config.Config, error) {
	return config.Load(out.env, os.ReadFile)
}

// withStore hands the office's store to a sub-command, with the present in its zone.
func withStore(out *outside, do func(s *store.Store, now time.Time) error) error {
	c, err := settings(out)
	if err != nil {
		return err
	}
	store.LogTo(logger(out, c))
	s, err := store.Open(out.ctx, c.RedisURL.Reveal(), c.Office)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is written by closing
	return do(s, time.Now().In(c.Zone))
}

func verdict(v store.Verification) string {
	if v.Break != nil {
		return texts.Broken(v.Break.String())
	}
	return texts.Verified(v.Head, v.Blocks, v.Entries, v.Records)
}
