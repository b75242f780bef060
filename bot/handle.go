package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

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
// a panic into an error. A request that tells how far it is gets its time anew each time.
func (h Handle) call(ctx context.Context, request handlers.Request) (reply ledger.Reply, err error) {
	ctx, cancel := linger(ctx, longTime)
	defer cancel()
	idle := time.AfterFunc(handleTime, cancel)
	defer idle.Stop()
	if tell := request.Progress; tell != nil {
		request.Progress = func(ctx context.Context, text string) {
			idle.Reset(handleTime)
			tell(ctx, text)
		}
	}
	defer func() {
		if what := recover(); what != nil {
			err = &panicError{what, debug.Stack()}
		}
	}()
	reply, err = h(ctx, request)
	if err != nil && !idle.Stop() { // it took too long, which is not the request's own fault
		err = fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
	}
	return reply, err
}
