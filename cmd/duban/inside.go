package main

import (
	"bytes"
	"net"
	"sync"

	"github.com/alicebob/miniredis/v2"
)

// roomyConn is one end of a pipe in memory, with room for what is written to it. The pipe has
// none of its own: a client that writes many commands before it reads an answer, and a
// server that answers the first before it reads the last, would wait for each other.
type roomyConn struct {
	net.Conn
	written chan []byte
	closed  chan struct{}
	once    sync.Once
}

const mostWritten = 1024 // pieces of some kilobytes that may wait to be read

// dialInside leads to a Redis in this process without a socket between: a simulated year
// asks it ten thousand times.
func dialInside(redis *miniredis.Miniredis) func() (net.Conn, error) {
	return func() (net.Conn, error) {
		pipe, err := redis.Dial()
		if err != nil {
			return nil, err
		}
		c := &roomyConn{Conn: pipe, written: make(chan []byte, mostWritten), closed: make(chan struct{})}
		go c.pass()
		return c, nil
	}
}

// pass hands over what was written until the connection is closed.
func (c *roomyConn) pass() {
	for {
		select {
		case piece := <-c.written:
			if _, err := c.Conn.Write(piece); err != nil {
				return
			}
		case <-c.closed:
			return
		}
	}
}

func (c *roomyConn) Write(piece []byte) (int, error) {
	select {
	case c.written <- bytes.Clone(piece):
		return len(piece), nil
	case <-c.closed:
		return 0, net.ErrClosed
	}
}

func (c *roomyConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}
