//go:build unix

package redistest

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Cluster is a Redis Cluster of three masters, each with a replica: the fewest that elect a new
// master when one is gone.
type Cluster struct{ nodes []*Server }

// StartCluster runs the nodes of a cluster and has them meet.
func StartCluster(tb testing.TB) *Cluster {
	tb.Helper()
	c := &Cluster{}
	create := []string{"--cluster", "create"}
	for range 6 {
		node := StartNode(tb, "--cluster-node-timeout", "1000", "--repl-diskless-sync-delay", "0")
		c.nodes = append(c.nodes, node)
		create = append(create, node.address+"@"+node.busPort)
	}
	create = append(create, "--cluster-replicas", "1", "--cluster-yes")
	if out, err := exec.CommandContext(tb.Context(), "redis-cli", create...).CombinedOutput(); err != nil {
		tb.Fatalf("redis-cli: %v\n%s", err, out)
	}
	return c
}

// StartNode is StartTCP of a server that speaks as a node of a cluster.
func StartNode(tb testing.TB, args ...string) *Server {
	tb.Helper()
	bus := freePort(tb) // by default it is ten thousand more, and may be no port at all
	s := StartTCP(tb, append([]string{"--cluster-enabled", "yes", "--cluster-port", bus}, args...)...)
	s.busPort = bus
	return s
}

// URL is what store.Open takes.
func (c *Cluster) URL() string {
	addresses := make([]string, len(c.nodes))
	for i, node := range c.nodes {
		addresses[i] = node.address
	}
	return "redis+cluster://" + strings.Join(addresses, ",")
}

// Living is a node that runs.
func (c *Cluster) Living() *Server {
	return c.nodes[slices.IndexFunc(c.nodes, func(s *Server) bool { return s.process != nil })]
}

// Node is the node at an address; nil: none is.
func (c *Cluster) Node(address string) *Server {
	i := slices.IndexFunc(c.nodes, func(s *Server) bool { return s.address == address })
	if i < 0 {
		return nil
	}
	return c.nodes[i]
}
