package store_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"testing"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
	"duban/store"
)

// answered is an error that Redis itself gave.
type answered string

func (a answered) Error() string { return string(a) }
func (answered) RedisError()     {}

var _ redis.Error = answered("")

func TestDown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want bool
	}{
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, true},
		{io.EOF, true},
		{redis.ErrPoolTimeout, true},
		{answered("LOADING Redis is loading the dataset in memory"), true},
		{answered("MISCONF Errors writing to the AOF file: No space left on device"), true},
		{answered("READONLY You can't write against a read only replica."), true},
		{answered("OOM command not allowed when used memory > 'maxmemory'."), true},
		{answered("WRONGTYPE Operation against a key holding the wrong kind of value"), false},
		{answered("ERR wrong number of arguments"), false},
		{ledger.ErrStale, false},
		{errors.New("LOADING was said by somebody else"), false},
	} {
		if got := store.Down(fmt.Errorf("store: commit: %w", c.err)); got != c.want {
			t.Errorf("%v: got %t, want %t", c.err, got, c.want)
		}
	}
}
