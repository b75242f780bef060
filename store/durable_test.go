package store_test

import (
	"testing"

	"duban/store"
	"duban/store/redistest"
)

func TestDurable(t *testing.T) {
	off := store.Problem{Setting: "appendonly", Value: "no", Want: "yes", Severity: store.SeverityRefuse}
	evicts := store.Problem{Setting: "maxmemory-policy", Value: "allkeys-lru", Want: "noeviction", Severity: store.SeverityRefuse}
	second := store.Problem{Setting: "appendfsync", Value: "everysec", Want: "always", Severity: store.SeverityWarn}
	tests := []struct {
		name string
		args []string
		want []store.Problem
	}{
		{"as it should be", []string{"--appendfsync", "always"}, nil},
		{"synced every second", nil, []store.Problem{second}},
		{"no file", []string{"--appendonly", "no", "--appendfsync", "always"}, []store.Problem{off}},
		{"evicting", []string{"--appendfsync", "always", "--maxmemory-policy", "allkeys-lru"}, []store.Problem{evicts}},
		{"everything wrong", []string{"--appendonly", "no", "--maxmemory-policy", "allkeys-lru"}, []store.Problem{off, evicts, second}},
		{"a managed one, as it should be", []string{"--rename-command", "CONFIG", ""}, []store.Problem{
			{Setting: "appendfsync", Want: "always", Severity: store.SeverityWarn},
		}},
		{"a managed one without a file", []string{"--rename-command", "CONFIG", "", "--appendonly", "no"}, []store.Problem{
			off, {Setting: "appendfsync", Want: "always", Severity: store.SeverityWarn},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := open(t, redistest.Start(t, tt.args...).URL(), "lechang").Durable(t.Context())
			must(t, err)
			equal(t, "problems", tt.want, got)
		})
	}
}

func TestDurableCluster(t *testing.T) {
	t.Parallel()
	got, err := open(t, clusterNode(t), "lechang").Durable(t.Context())
	must(t, err)
	if len(got) != 2 || got[0].Setting != "appendfsync" || got[0].Node == "" {
		t.Errorf("got %v, want a warning of the node's appendfsync", got)
	}
	equal(t, "of the replicas", "redis: replicas in the URL is 0, set it to 1 or more", got[len(got)-1].String())
}

// TestDurableUnknown asks a Redis that tells nothing: it is not taken for a durable one.
func TestDurableUnknown(t *testing.T) {
	got, err := mini(t).Durable(t.Context())
	must(t, err)
	var said []string
	for _, problem := range got {
		said = append(said, problem.String())
	}
	equal(t, "problems", []string{
		"redis: appendonly is not to be found out, set it to yes",
		"redis: maxmemory-policy is not to be found out, set it to noeviction",
		"redis: appendfsync is not to be found out, set it to always",
	}, said)
}
