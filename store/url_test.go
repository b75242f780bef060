package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseURL(t *testing.T) {
	type want struct {
		Addrs            []string
		DB               int
		User, Password   string
		Master           string
		SUser, SPassword string
		Cluster, TLS     bool
	}
	tests := []struct {
		url  string
		want want
	}{
		{"redis://localhost:6379/2", want{Addrs: []string{"localhost:6379"}, DB: 2}},
		{"redis://localhost", want{Addrs: []string{"localhost:6379"}}},
		{"rediss://u:p%40w@h:1", want{Addrs: []string{"h:1"}, User: "u", Password: "p@w", TLS: true}},
		{"unix:///run/redis.sock?db=3", want{Addrs: []string{"/run/redis.sock"}, DB: 3}},
		{"redis+sentinel://u:p%3Aw@a:1,b:2,c/lechang/4?sentinel_username=s&sentinel_password=t", want{
			Addrs: []string{"a:1", "b:2", "c:26379"}, DB: 4, User: "u", Password: "p:w", Master: "lechang", SUser: "s", SPassword: "t",
		}},
		{"redis+sentinel://a/lechang", want{Addrs: []string{"a:26379"}, Master: "lechang"}},
		{"rediss+cluster://:p@a:1,b", want{Addrs: []string{"a:1", "b:6379"}, Password: "p", Cluster: true, TLS: true}},
		{"redis+cluster://a:1/", want{Addrs: []string{"a:1"}, Cluster: true}},
	}
	for _, tt := range tests {
		t.Run(tt.url, func(t *testing.T) {
			o, err := parseURL(tt.url)
			if err != nil {
				t.Fatal(err)
			}
			got := want{o.Addrs, o.DB, o.Username, o.Password, o.MasterName, o.SentinelUsername, o.SentinelPassword, o.IsClusterMode, o.TLSConfig != nil}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			client, err := connect(tt.url)
			if err != nil {
				t.Fatal(err)
			}
			if err := client.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestParseURLRefuses never shows what may be a password.
func TestParseURLRefuses(t *testing.T) {
	tests := []struct{ url, want string }{
		{"", "is not of the form"},
		{"secret", "is not of the form"},
		{"http://u:secret@h", "is not of the form"},
		{"redis://u:secret@h:port/0", "is not of the form"},
		{"redis://u:secret@h:1/x", "is not of the form"},
		{"redis://u:sec%zzsecret@h:1", "is not of the form"},
		{"redis://h:1?secret=1", "is not of the form"},
		{"redis+sentinel://u:sec%zzret@h:1/m", "is not of the form"},
		{"redis+sentinel://:secret@,h:1/m", "is not of the form"},
		{"redis+sentinel://:secret@h:1", "does not name the master"},
		{"redis+sentinel://:secret@h:1/m/x", "is not a number"},
		{"redis+sentinel://:secret@h:1/m?db=1", `unknown setting "db"`},
		{"redis+cluster://:secret@h:1/1", "a cluster has none"},
		{"redis://:secret@h:1?replicas=secret", "is not a number from 0 to 9"},
		{"redis+cluster://:secret@h:1?replicas=10", "is not a number from 0 to 9"},
		{"redis+sentinel://:secret@h:1/m?replicas=-1", "is not a number from 0 to 9"},
	}
	for _, tt := range tests {
		t.Run(tt.url, func(t *testing.T) {
			_, err := connect(tt.url)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "zz") {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}

func TestReplicasOfURL(t *testing.T) {
	for url, want := range map[string]struct {
		rest     string
		replicas int
	}{
		"redis://h:1/0":                            {"redis://h:1/0", 0},
		"redis://h:1/0?replicas=1":                 {"redis://h:1/0", 1},
		"unix:///run/redis.sock?db=3&replicas=2":   {"unix:///run/redis.sock?db=3", 2},
		"redis+cluster://h:1?replicas=1":           {"redis+cluster://h:1", 1},
		"redis+sentinel://h/m/0?replicas=1&x=y":    {"redis+sentinel://h/m/0?x=y", 1},
		"redis+sentinel://h/m?sentinel_password=a": {"redis+sentinel://h/m?sentinel_password=a", 0},
	} {
		rest, replicas, err := takeReplicas(url)
		if err != nil || rest != want.rest || replicas != want.replicas {
			t.Errorf("%s: got %q, %d, %v, want %q, %d", url, rest, replicas, err, want.rest, want.replicas)
		}
	}
}
