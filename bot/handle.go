package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"duban/handlers"
	"duban/ledger"
)

// Handle answers a request: handlers.Handlers.Handle.
type Handle func(context.Context, handlers.Request) (ledger.Reply, error)

// panicError is a panic of a handler, which kills nothing but its own request.
type panicError struct {
	what  any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.what) }

// stack is where a panic came from, for the log.
func stack(err error) string {
	if panicked, ok := errors.AsType[*panicError](err); ok {
		return string(panicked.stack)
	}
	return ""
}

// call handles a request. It goes on for a moment when the program is stopped, and turns
// a panic into an error.
func (h Handle) call(ctx context.Context, request handlers.Request) (reply ledger.Reply, err error) {
	ctx, cancel := linger(ctx, handleTime)
	defer cancel()
	defer func() {
		if what := recover(); what != nil {
			err = &panicError{what, debug.Stack()}
		}
	}()
	return h(ctx, request)
}
