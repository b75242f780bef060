package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"duban/documents"
	"duban/ledger"
	"duban/store"
	"duban/texts"
)

type policyCommand struct {
	DryRun bool   `help:"Read and explain only."`
	File   string `arg:"" optional:"" help:"policy.yaml; without it the rules in force are explained" type:"existingfile"`
}

// Run explains the office's rules in sentences, and puts others in force.
func (c policyCommand) Run(out *outside) error {
	set, err := settings(out)
	if err != nil {
		return err
	}
	var next ledger.Policy
	if c.File != "" {
		if next, err = readPolicy(out, c.File); err != nil {
			return err
		}
		if c.DryRun {
			return explain(out, next)
		}
	}
	store.LogTo(logger(out, set))
	s, err := store.Open(out.ctx, set.RedisURL.Reveal(), set.Office)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is written by closing
	current, err := s.Policy(out.ctx, ledger.PolicyCurrent)
	if err != nil || c.File == "" {
		return errors.Join(err, explain(out, current))
	}
	now := time.Now().In(set.Zone)
	put, entries := current.Replace(next, 0, now)
	change := ledger.Change{Cause: fmt.Sprintf("policy:%d", current.Version+1), At: now, Put: put, Entries: entries}
	if _, err := s.Commit(out.ctx, change); err != nil {
		return err
	}
	return explain(out, next)
}

func readPolicy(out *outside, file string) (ledger.Policy, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return ledger.Policy{}, err
	}
	policy, err := documents.ReadPolicy(body)
	if err != nil {
		return ledger.Policy{}, err
	}
	problems := policy.Problems()
	for _, p := range problems {
		fmt.Fprintln(out.stderr, texts.PolicyProblem(p))
	}
	if len(problems) > 0 {
		return ledger.Policy{}, exit(1)
	}
	return policy, nil
}

func explain(out *outside, policy ledger.Policy) error {
	_, err := fmt.Fprintln(out.stdout, texts.Policy(policy))
	return err
}
