package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// gate is where the program is asked how it is, from its first moment: whoever restarts what
// does not answer must not restart a program that waits for Redis.
type gate struct {
	*http.Server

	address string
	house   atomic.Pointer[http.Handler] // behind it; nil while the program waits
	served  chan error
}

// openGate listens. Close it.
func openGate(ctx context.Context, listen string) (*gate, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return nil, err
	}
	g := &gate{address: listener.Addr().String(), served: make(chan error, 1)}
	g.Server = &http.Server{Handler: g, ReadHeaderTimeout: 10 * time.Second}
	go func() { g.served <- g.Serve(listener) }()
	return g, nil
}

// leadTo lets everything that is asked from now on through to the house.
func (g *gate) leadTo(house http.Handler) { g.house.Store(&house) }

// ended waits until nothing is served any more, and says why if nobody asked for that.
func (g *gate) ended() error {
	if err := <-g.served; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeHTTP answers by itself while there is no house: it lives, and is not ready.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if house := g.house.Load(); house != nil {
		(*house).ServeHTTP(w, r)
		return
	}
	if r.Method == http.MethodGet && r.URL.Path == "/healthz" {
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Retry-After", "5")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusServiceUnavailable)
	io.WriteString(w, `{"leading":false,"redis":false}`+"\n") //nolint:errcheck // who asked has gone
}
