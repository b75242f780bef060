package store

import (
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/redis/go-redis/v9"
)

// Down tells the errors that only time, or the operator, can mend: Redis is not reached,
// still loads its data, fails over, or cannot write to its disk. What was asked of it is
// not to blame, and may be asked again.
func Down(err error) bool {
	if _, broken := errors.AsType[net.Error](err); broken {
		return true
	}
	for _, gone := range []error{io.EOF, io.ErrUnexpectedEOF, redis.ErrPoolTimeout, redis.ErrPoolExhausted} {
		if errors.Is(err, gone) {
			return true
		}
	}
	var said redis.Error
	if !errors.As(err, &said) {
		return false
	}
	code, _, _ := strings.Cut(said.Error(), " ")
	return slices.Contains([]string{
		"LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "MISCONF", "OOM", "BUSY",
	}, code) || strings.HasPrefix(said.Error(), "ERR max number of clients")
}
