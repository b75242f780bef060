package handlers_test

import (
	"context"
	"errors"
	"testing"

	"duban/handlers"
)

// What is decided ahead of its turn is not committed where the turn does not come, and
// was never said: handed in again it is decided as if for the first time.
func TestTurnDoesNotCome(t *testing.T) {
	o := newOffice(t)
	no := errors.New("not its turn")
	request := handlers.Request{
		Cause: "update:1", At: o.now(), From: lijian, Chat: "tg:7", Private: true, Message: "tg:7/1", Text: "17 80 主体封顶",
		Turn: func(context.Context) error { return no },
	}
	if reply, err := o.Handle(t.Context(), request); !errors.Is(err, no) {
		t.Errorf("got %q, %v; want %v", reply.Text, err, no)
	}
	if _, known, err := o.book.Answered(t.Context(), "update:1"); known || err != nil {
		t.Errorf("the cause is known: %v, %v; want it free", known, err)
	}
	if got := o.task("2025-017"); got.Percent != 0 {
		t.Errorf("2025-017 stands at %d%%, want 0%%", got.Percent)
	}
	request.Turn = nil
	if _, err := o.Handle(t.Context(), request); err != nil {
		t.Error(err)
	}
	if got := o.task("2025-017"); got.Percent != 80 {
		t.Errorf("2025-017 stands at %d%%, want 80%%", got.Percent)
	}
}

// What was decided ahead is decided anew when somebody else was faster.
func TestTurnComesAfterAnother(t *testing.T) {
	o := newOffice(t)
	turns := 0
	said := o.say(handlers.Request{
		Cause: "update:2", Message: "tg:7/2", Text: "17 90 验收中",
		Turn: func(ctx context.Context) error {
			if turns++; turns > 1 {
				return nil
			}
			_, err := o.Handle(ctx, handlers.Request{
				Cause: "update:1", At: o.now(), From: lijian, Chat: "tg:7", Private: true, Message: "tg:7/1", Text: "17 80 主体封顶",
			})
			return err
		},
	})
	got := o.task("2025-017")
	if got.Percent != 90 || got.Rev != 3 || turns != 2 {
		t.Errorf("got %d%% at revision %d after %d turns, want 90%% at 3 after 2; said: %s", got.Percent, got.Rev, turns, said)
	}
}

// A question has no effect and need not wait.
func TestQuestionNeedsNoTurn(t *testing.T) {
	o := newOffice(t)
	said := o.say(handlers.Request{Cause: "update:1", Text: "任务", Turn: func(context.Context) error {
		t.Error("waited for its turn")
		return nil
	}})
	if said == "" {
		t.Error("got no answer")
	}
}
