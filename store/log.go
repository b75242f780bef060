package store

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/redis/go-redis/v9"
)

// LogTo has the Redis client say what it has to say of its connections in the program's
// log, at debug: whoever asked hears of a failure anyway. The client keeps one logger for
// the whole process.
func LogTo(log *slog.Logger) { redis.SetLogger(chatter{log}) }

type chatter struct{ log *slog.Logger }

// Printf takes one remark of the client.
func (c chatter) Printf(ctx context.Context, format string, v ...any) {
	c.log.DebugContext(ctx, "redis client", "remark", fmt.Sprintf(format, v...))
}
