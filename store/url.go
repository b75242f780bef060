package store

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

const (
	dialTimeout  = 5 * time.Second
	replyTimeout = 5 * time.Second // beyond the wait that a blocking read asks for
	maxReplicas  = 9
)

var errURL = errors.New("store: the Redis URL is not of the form redis://[user:password@]host:port/db, " +
	"rediss://…, unix://path, redis+sentinel://[user:password@]host:port,host:port/master/db or " +
	"redis+cluster://[user:password@]host:port,host:port, each with ?replicas=n or without")

// connection is what a URL leads to.
type connection struct {
	redis.UniversalClient

	replicas  int  // that must hold what is acknowledged
	failsOver bool // a replica may take the master's place
}

// connect makes a client out of a URL. Nothing is dialled yet.
func connect(text string) (connection, error) {
	text, replicas, err := takeReplicas(text)
	if err != nil {
		return connection{}, err
	}
	options, err := parseURL(text)
	if err != nil {
		return connection{}, err
	}
	return connection{newClient(options), replicas, options.MasterName != "" || options.IsClusterMode}, nil
}

// CheckURL tells what is wrong with the form of a URL; nothing is dialled. No error shows the
// URL: it may carry a password.
func CheckURL(text string) error {
	text, _, err := takeReplicas(text)
	if err != nil {
		return err
	}
	_, err = parseURL(text)
	return err
}

// takeReplicas takes the setting replicas=n, which is ours and not the client's, out of a URL.
func takeReplicas(text string) (rest string, replicas int, err error) {
	head, query, found := strings.Cut(text, "?")
	if !found {
		return text, 0, nil
	}
	var kept []string
	for setting := range strings.SplitSeq(query, "&") {
		value, ours := strings.CutPrefix(setting, "replicas=")
		if !ours {
			kept = append(kept, setting)
			continue
		}
		if replicas, err = strconv.Atoi(value); err != nil || replicas < 0 || replicas > maxReplicas {
			return "", 0, fmt.Errorf("store: replicas in the Redis URL is not a number from 0 to %d", maxReplicas)
		}
	}
	if len(kept) > 0 {
		head += "?" + strings.Join(kept, "&")
	}
	return head, replicas, nil
}

func newClient(options *redis.UniversalOptions) redis.UniversalClient {
	options.DialTimeout = dialTimeout
	options.ReadTimeout = replyTimeout
	options.WriteTimeout = replyTimeout
	options.ContextTimeoutEnabled = true
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return redis.NewUniversalClient(options)
}

// parseURL reads one of
//
//	redis://[user:password@]host:port/db
//	rediss://…                             the same over TLS
//	unix://[user:password@]/path?db=n
//	redis+sentinel://[user:password@]host:port,host:port/master/db?sentinel_username=…&sentinel_password=…
//	redis+cluster://[user:password@]host:port,host:port
//
// and rediss+sentinel, rediss+cluster over TLS. Errors show nothing of the URL but the
// name of what is wrong.
func parseURL(text string) (*redis.UniversalOptions, error) {
	scheme, rest, _ := strings.Cut(text, "://")
	switch scheme {
	case "redis", "rediss", "unix":
		return parseSingle(text)
	case "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster":
		return parseMany(scheme, rest)
	default:
		return nil, errURL
	}
}

func parseSingle(text string) (*redis.UniversalOptions, error) {
	single, err := redis.ParseURL(text)
	if err != nil {
		return nil, errURL // the library's error quotes the URL
	}
	options := &redis.UniversalOptions{
		Addrs: []string{single.Addr}, DB: single.DB, Username: single.Username, Password: single.Password,
		TLSConfig: single.TLSConfig, ClientName: single.ClientName, PoolSize: single.PoolSize,
		MinIdleConns: single.MinIdleConns, MaxRetries: single.MaxRetries,
	}
	return options, nil
}

// parseMany reads the URLs that name several hosts, which net/url does not take.
func parseMany(scheme, rest string) (*redis.UniversalOptions, error) {
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	authority, tail := rest[:end], rest[end:]
	at := strings.LastIndex(authority, "@")
	hosts := strings.Split(authority[at+1:], ",")
	parsed, err := url.Parse("redis://" + authority[:at+1] + "hosts" + tail)
	if err != nil {
		return nil, errURL // it quotes the URL
	}
	options := &redis.UniversalOptions{Addrs: hosts}
	for i, host := range hosts {
		if host == "" {
			return nil, errURL
		}
		if !strings.Contains(host, ":") {
			hosts[i] += defaultPort(scheme)
		}
	}
	if strings.HasPrefix(scheme, "rediss") {
		name, _, _ := strings.Cut(hosts[0], ":")
		options.TLSConfig = &tls.Config{ServerName: name, MinVersion: tls.VersionTLS12}
	}
	options.Username = parsed.User.Username()
	options.Password, _ = parsed.User.Password()
	query := parsed.Query()
	options.SentinelUsername = query.Get("sentinel_username")
	options.SentinelPassword = query.Get("sentinel_password")
	query.Del("sentinel_username")
	query.Del("sentinel_password")
	for name := range query {
		return nil, fmt.Errorf("store: the Redis URL has an unknown setting %q", name)
	}
	path := strings.Trim(parsed.Path, "/")
	if strings.HasSuffix(scheme, "+cluster") {
		if path != "" {
			return nil, errors.New("store: the Redis URL names a database, and a cluster has none")
		}
		options.IsClusterMode = true
		return options, nil
	}
	master, db, _ := strings.Cut(path, "/")
	if options.MasterName = master; master == "" {
		return nil, errors.New("store: the Redis URL does not name the master that Sentinel watches")
	}
	if db != "" {
		if options.DB, err = strconv.Atoi(db); err != nil || options.DB < 0 {
			return nil, errors.New("store: the database in the Redis URL is not a number")
		}
	}
	return options, nil
}

func defaultPort(scheme string) string {
	if strings.HasSuffix(scheme, "+sentinel") {
		return ":26379"
	}
	return ":6379"
}
