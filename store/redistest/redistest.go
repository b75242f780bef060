//go:build unix

// Package redistest starts a private redis-server for a test: on a temporary unix
// socket, with an append-only file, and gone when the test ends. It is for tests only;
// no program imports it.
package redistest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

const patience = time.Minute // for a server to answer, on a busy machine

// Server is a redis-server of one test.
type Server struct {
	network, address string
	busPort          string // of a cluster's node
	dir              string
	args             []string
	lock             *os.File
	process          *os.Process
	ended            chan struct{}
}

// Start runs a redis-server on a unix socket that keeps an append-only file and syncs it
// every second. The args are redis-server's own and come last: "--appendfsync",
// "always". Without a redis-server on the machine the test is skipped, and fails where
// CI=true promises that there is one.
func Start(tb testing.TB, args ...string) *Server {
	tb.Helper()
	s := prepare(tb)
	s.network, s.address = "unix", filepath.Join(s.dir, "redis.sock")
	s.args = append(s.durable("--port", "0", "--unixsocket", s.address), args...)
	s.Restart(tb)
	return s
}

// StartTCP is Start on a free port of the loopback.
func StartTCP(tb testing.TB, args ...string) *Server {
	tb.Helper()
	s := prepare(tb)
	port := freePort(tb)
	s.network, s.address = "tcp", net.JoinHostPort("127.0.0.1", port)
	s.args = append(s.durable("--port", port, "--bind", "127.0.0.1"), args...)
	s.Restart(tb)
	return s
}

// StartReplica is StartTCP of a server that copies another one.
func StartReplica(tb testing.TB, master *Server) *Server {
	tb.Helper()
	host, port, err := net.SplitHostPort(master.address)
	if err != nil {
		tb.Fatal(err)
	}
	return StartTCP(tb, "--replicaof", host, port)
}

// StartSentinel runs a Sentinel that watches a server of [StartTCP] under a name.
func StartSentinel(tb testing.TB, master *Server, name string) *Server {
	tb.Helper()
	s := prepare(tb)
	port := freePort(tb)
	s.network, s.address = "tcp", net.JoinHostPort("127.0.0.1", port)
	host, masterPort, err := net.SplitHostPort(master.address)
	if err != nil {
		tb.Fatal(err)
	}
	file := filepath.Join(s.dir, "sentinel.conf") // Sentinel writes into it
	settings := fmt.Sprintf("port %s\nbind 127.0.0.1\ndir %s\nlogfile %s\nsentinel monitor %[4]s %[5]s %[6]s 1\n"+
		"sentinel down-after-milliseconds %[4]s 1000\nsentinel failover-timeout %[4]s 3000\n",
		port, s.dir, s.log(), name, host, masterPort)
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		tb.Fatal(err)
	}
	s.args = []string{file, "--sentinel"}
	s.Restart(tb)
	return s
}

// Patience sets after how long without an answer a Sentinel takes its master for dead: a test can
// look at what goes on before that.
func (s *Server) Patience(tb testing.TB, name string, d time.Duration) {
	tb.Helper()
	client := redis.NewSentinelClient(&redis.Options{Addr: s.address})
	defer client.Close() //nolint:errcheck // nothing is lost with it
	if err := client.Set(tb.Context(), name, "down-after-milliseconds", strconv.FormatInt(d.Milliseconds(), 10)).Err(); err != nil {
		tb.Fatalf("redistest: patience of the sentinel: %v", err)
	}
}

// durable are the settings of a server that keeps what it acknowledged.
func (s *Server) durable(more ...string) []string {
	return append([]string{
		"--dir", s.dir, "--logfile", s.log(), "--save", "", "--daemonize", "no",
		"--appendonly", "yes", "--appendfsync", "everysec",
	}, more...)
}

func (s *Server) log() string { return filepath.Join(s.dir, "redis.log") }

func prepare(tb testing.TB) *Server {
	tb.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") == "true" {
			tb.Fatalf("redis-server is missing, and CI must test against it: %v", err)
		}
		tb.Skip("redis-server is not installed: install it to test against a real Redis")
	}
	dir, err := os.MkdirTemp("", "duban-redis-") //nolint:usetesting // TempDir is too long for a socket
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := &Server{dir: dir, lock: lockFolder(tb, dir)}
	tb.Cleanup(func() {
		s.Kill(tb)
		_ = s.lock.Close()
	})
	return s
}

// lockFolder makes sure that no second server works on the folder: it would take over
// the socket and the append-only file in silence.
func lockFolder(tb testing.TB, dir string) *os.File {
	tb.Helper()
	lock, err := os.Create(filepath.Join(dir, "lock"))
	if err != nil {
		tb.Fatal(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		tb.Fatalf("the folder %s is in use: %v", dir, err)
	}
	return lock
}

// URL is what store.Open takes.
func (s *Server) URL() string {
	if s.network == "unix" {
		return "unix://" + s.address
	}
	return "redis://" + s.address
}

// Addr is the socket's path, or host:port.
func (s *Server) Addr() string { return s.address }

// Kill ends the server as a power cut would: SIGKILL, and waits until it is gone. It
// does nothing if the server does not run.
func (s *Server) Kill(tb testing.TB) {
	tb.Helper()
	if s.process == nil {
		return
	}
	if err := s.process.Kill(); err != nil {
		tb.Logf("kill redis-server: %v", err)
	}
	<-s.ended
	s.process = nil
}

// Restart starts the server again on the same folder, and waits until it answers.
func (s *Server) Restart(tb testing.TB) {
	tb.Helper()
	s.Kill(tb)
	if s.network == "unix" {
		_ = os.Remove(s.address)
	}
	ctx := context.WithoutCancel(tb.Context()) // the server outlives the test's context until Kill
	cmd := exec.CommandContext(ctx, "redis-server", s.args...)
	cmd.SysProcAttr = attributes()
	started, ended := make(chan error), make(chan struct{})
	go func() {
		// The kernel ends the server when the thread that started it ends.
		runtime.LockOSThread()
		defer close(ended)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // it was killed
		}
	}()
	if err := <-started; err != nil {
		tb.Fatalf("start redis-server: %v", err)
	}
	s.process, s.ended = cmd.Process, ended
	if err := s.answers(ctx); err != nil {
		said, _ := os.ReadFile(s.log())
		tb.Fatalf("redis-server: %v; its log:\n%s", err, said)
	}
}

// answers waits until the server has loaded its data and answers a ping.
func (s *Server) answers(ctx context.Context) error {
	const pause = 5 * time.Millisecond
	var last error
	for range patience / pause {
		if last = s.ping(ctx); last == nil {
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("it ended: %w", last)
		case <-time.After(pause):
		}
	}
	return last
}

func (s *Server) ping(ctx context.Context) error {
	dialer := net.Dialer{Timeout: patience}
	conn, err := dialer.DialContext(ctx, s.network, s.address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return err
	}
	answer := make([]byte, 64)
	n, err := conn.Read(answer)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(answer, []byte("+PONG")) {
		return fmt.Errorf("it answered %q to a ping", answer[:n])
	}
	return nil
}

func freePort(tb testing.TB) string {
	tb.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err := listener.Close(); err != nil {
		tb.Fatal(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return port
}
