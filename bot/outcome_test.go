package bot

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestVerdict(t *testing.T) {
	cut := errors.New("unexpected EOF")
	tests := []struct {
		name string
		got  answer
		want verdict
	}{
		{"sent", ok(`{"ok":true,"result":{"message_id":7,"text":"x"}}`), verdict{outcome: ledger.OutcomeSent, messages: []string{"7"}}},
		{"sent with an unknown type", ok(`{"ok":true,"result":{"message_id":7,"paid_media":{"type":"hologram"},"chat":"odd"}}`), verdict{outcome: ledger.OutcomeSent, messages: []string{"7"}}},
		{"sent with a result that is no message", ok(`{"ok":true,"result":true}`), verdict{outcome: ledger.OutcomeSent}},
		{"an album", ok(`{"ok":true,"result":[{"message_id":7},{"message_id":8}]}`), verdict{outcome: ledger.OutcomeSent, messages: []string{"7", "8"}}},
		{"a paper", ok(`{"ok":true,"result":{"message_id":7,"document":{"file_id":"BQAD","file_name":"x"}}}`), verdict{outcome: ledger.OutcomeSent, messages: []string{"7"}, files: []string{"BQAD"}}},
		{"an album of pictures", ok(`{"ok":true,"result":[{"message_id":7,"photo":[{"file_id":"small"},{"file_id":"a"}]},{"message_id":8,"photo":[{"file_id":"b"}]}]}`), verdict{outcome: ledger.OutcomeSent, messages: []string{"7", "8"}, files: []string{"a", "b"}}},
		{"a paper of an unknown type", ok(`{"ok":true,"result":{"message_id":7,"document":"odd"}}`), verdict{outcome: ledger.OutcomeSent, messages: []string{"7"}}},
		{"sent, cut after the id", answer{status: 200, body: []byte(`{"ok":true,"result":{"message_id":7,"te`), wrote: true, err: cut}, verdict{outcome: ledger.OutcomeSent, messages: []string{"7"}}},
		{"sent, cut in the id", ok(`{"ok":true,"result":{"message_id":7`), verdict{outcome: ledger.OutcomeSent}},
		{"cut before ok", ok(`{"ok":tr`), verdict{outcome: ledger.OutcomeUnknown, reason: "status 200 without an answer of the Bot API"}},
		{"not reached", answer{err: errors.New("connection refused")}, verdict{outcome: ledger.OutcomeRetry, reason: "not reached: connection refused"}},
		{"no answer", answer{wrote: true, err: cut}, verdict{outcome: ledger.OutcomeUnknown, reason: "no answer: unexpected EOF"}},
		{"too many", refusal(429, `Too Many Requests: retry after 7`, `,"parameters":{"retry_after":7}`), verdict{outcome: ledger.OutcomeRetry, after: 7 * time.Second, reason: "429 Too Many Requests: retry after 7"}},
		{"too many without a time", refusal(429, `Too Many Requests`, ``), verdict{outcome: ledger.OutcomeRetry, after: time.Second, reason: "429 Too Many Requests"}},
		{"too many, says a proxy", answer{status: 429, header: http.Header{"Retry-After": {"3"}}, body: []byte(`<html>`), wrote: true}, verdict{outcome: ledger.OutcomeRetry, after: 3 * time.Second, reason: "status 429 without an answer of the Bot API"}},
		{"moved", refusal(400, `Bad Request: group chat was upgraded to a supergroup chat`, `,"parameters":{"migrate_to_chat_id":-100}`), verdict{outcome: ledger.OutcomeMoved, movedTo: -100, reason: "400 Bad Request: group chat was upgraded to a supergroup chat"}},
		{"reply gone", refusal(400, `Bad Request: message to be replied not found`, ``), verdict{outcome: ledger.OutcomeRefused, lost: replyParameter, reason: "400 Bad Request: message to be replied not found"}},
		{"thread gone", refusal(400, `Bad Request: message thread not found`, ``), verdict{outcome: ledger.OutcomeRefused, lost: threadParameter, reason: "400 Bad Request: message thread not found"}},
		{"topic closed", refusal(400, `Bad Request: TOPIC_CLOSED`, ``), verdict{outcome: ledger.OutcomeRefused, lost: threadParameter, reason: "400 Bad Request: TOPIC_CLOSED"}},
		{"too long", refusal(400, `Bad Request: message is too long`, ``), verdict{outcome: ledger.OutcomeRefused, reason: "400 Bad Request: message is too long"}},
		{"blocked", refusal(403, `Forbidden: bot was blocked by the user`, ``), verdict{outcome: ledger.OutcomeRefused, gone: true, reason: "403 Forbidden: bot was blocked by the user"}},
		{"wrong token", refusal(401, `Unauthorized`, ``), verdict{outcome: ledger.OutcomeRetry, reason: "401 Unauthorized", err: ErrToken}},
		{"token of no form", refusal(404, `Not Found`, ``), verdict{outcome: ledger.OutcomeRetry, reason: "404 Not Found", err: ErrToken}},
		{"server error", refusal(500, `Internal Server Error`, ``), verdict{outcome: ledger.OutcomeUnknown, reason: "500 Internal Server Error"}},
		{"bad gateway", answer{status: 502, body: []byte(`<html>502</html>`), wrote: true}, verdict{outcome: ledger.OutcomeUnknown, reason: "status 502 without an answer of the Bot API"}},
		{"a portal that lets nobody through", answer{status: 200, body: []byte(`<html>login</html>`), wrote: true}, verdict{outcome: ledger.OutcomeUnknown, reason: "status 200 without an answer of the Bot API"}},
		{"too large", answer{status: 413, body: []byte(`<html>`), wrote: true}, verdict{outcome: ledger.OutcomeRefused, reason: "status 413 without an answer of the Bot API"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.got.verdict()
			if !errors.Is(got.err, tt.want.err) {
				t.Errorf("got error %v, want %v", got.err, tt.want.err)
			}
			got.err, tt.want.err = nil, nil
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(verdict{})); diff != "" {
				t.Errorf("verdict (-want +got):\n%s", diff)
			}
		})
	}
}

func ok(body string) answer { return answer{status: 200, body: []byte(body), wrote: true} }

func refusal(code int, words, more string) answer {
	body := fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q%s}`, code, words, more)
	return answer{status: code, body: []byte(body), wrote: true}
}
