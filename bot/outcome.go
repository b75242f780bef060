package bot

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/ledger"
)

// said is the envelope of every answer of the Bot API.
type said struct {
	OK         bool            `json:"ok"`
	Result     json.RawMessage `json:"result"`
	Code       int             `json:"error_code"`
	Words      string          `json:"description"`
	Parameters struct {
		After   int   `json:"retry_after"`
		MovedTo int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// verdict is what became of one attempt to send one message.
type verdict struct {
	outcome  ledger.Outcome
	messages []string      // of sent: its id, of an album several; none if the answer was cut before it
	files    []string      // of sent: Telegram's names of the files in it, as far as they are known
	after    time.Duration // of retry: how long Telegram orders to wait; 0: it ordered nothing
	movedTo  int64         // of moved
	lost     parameter     // of refused: what the message could be sent without
	gone     bool          // of refused: the bot was blocked or removed
	reason   string
	err      error // ErrToken
}

// parameter is what a message can be sent without.
type parameter int

const (
	needed parameter = iota
	replyParameter
	threadParameter
)

// verdict reads what became of a call that sends. Only ok:true is sent, only what
// Telegram cannot have executed is retried; everything in doubt is unknown.
func (a answer) verdict() verdict {
	if a.err != nil && !a.wrote {
		return verdict{outcome: ledger.OutcomeRetry, reason: "not reached: " + a.err.Error()}
	}
	begun, message := skim(a.body)
	if message != "" {
		return verdict{outcome: ledger.OutcomeSent, messages: []string{message}, files: fileIDs(a.body)}
	}
	var s said
	switch err := json.Unmarshal(a.body, &s); {
	case err == nil && s.OK:
		return verdict{outcome: ledger.OutcomeSent, messages: messageIDs(s.Result), files: fileIDs(a.body)}
	case err == nil:
		return a.refusal(s)
	case begun:
		return verdict{outcome: ledger.OutcomeSent}
	}
	return a.speechless()
}

// speechless judges an answer that is not of the Bot API, or was cut.
func (a answer) speechless() verdict {
	reason := fmt.Sprintf("status %d without an answer of the Bot API", a.status)
	if a.err != nil {
		reason = "no answer: " + a.err.Error()
	}
	switch a.status {
	case http.StatusTooManyRequests:
		wait, err := strconv.Atoi(a.header.Get("Retry-After"))
		if err != nil {
			wait = 0
		}
		return verdict{outcome: ledger.OutcomeRetry, after: seconds(wait), reason: reason}
	case http.StatusUnauthorized:
		return verdict{outcome: ledger.OutcomeRetry, reason: reason, err: ErrToken}
	case http.StatusRequestEntityTooLarge:
		return verdict{outcome: ledger.OutcomeRefused, reason: reason}
	}
	return verdict{outcome: ledger.OutcomeUnknown, reason: reason}
}

// refusal judges an answer that says no.
func (a answer) refusal(s said) verdict {
	reason := fmt.Sprintf("%d %s", s.Code, s.Words)
	switch {
	case s.Code == http.StatusTooManyRequests:
		return verdict{outcome: ledger.OutcomeRetry, after: max(seconds(s.Parameters.After), time.Second), reason: reason}
	case wrongToken(s.Code):
		return verdict{outcome: ledger.OutcomeRetry, reason: reason, err: fmt.Errorf("%w: %s", ErrToken, reason)}
	case s.Code == http.StatusBadRequest && s.Parameters.MovedTo != 0:
		return verdict{outcome: ledger.OutcomeMoved, movedTo: s.Parameters.MovedTo, reason: reason}
	case s.Code == http.StatusBadRequest:
		return verdict{outcome: ledger.OutcomeRefused, lost: lost(s.Words), reason: reason}
	case s.Code >= 400 && s.Code < 500:
		return verdict{outcome: ledger.OutcomeRefused, gone: s.Code == http.StatusForbidden, reason: reason}
	}
	return verdict{outcome: ledger.OutcomeUnknown, reason: reason}
}

// wrongToken tells the codes of a token that is unknown (401) or of a form that is none (404).
func wrongToken(code int) bool {
	return code == http.StatusUnauthorized || code == http.StatusNotFound
}

// lost finds which parameter a refusal is about.
func lost(words string) parameter {
	words = strings.ToLower(words)
	switch {
	case strings.Contains(words, "to be replied not found"), strings.Contains(words, "reply message not found"),
		strings.Contains(words, "replied message not found"), strings.Contains(words, "message to reply not found"):
		return replyParameter
	case strings.Contains(words, "thread not found"), strings.Contains(words, "topic_closed"), strings.Contains(words, "topic_deleted"):
		return threadParameter
	}
	return needed
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// sentForm is the beginning of the answer to a message that was sent: Telegram writes ok
// and the message's id first.
var sentForm = regexp.MustCompile(`^\s*\{\s*"ok"\s*:\s*true\b(?:\s*,\s*"result"\s*:\s*\{\s*"message_id"\s*:\s*([0-9]+)\s*[,}])?`)

// skim reads the beginning of an answer, which is evidence enough: that the message was
// sent, and its id. What follows may be cut, or of a type that nobody knows.
func skim(body []byte) (ok bool, message string) {
	found := sentForm.FindSubmatch(body)
	if found == nil {
		return false, ""
	}
	return true, string(found[1])
}

// messageIDs reads the id out of a result of whatever type, or the ids of an album.
func messageIDs(result []byte) []string {
	type sent struct {
		ID json.Number `json:"message_id"`
	}
	var album []sent
	if json.Unmarshal(result, &album) != nil {
		var one sent
		if json.Unmarshal(result, &one) != nil {
			return nil
		}
		album = []sent{one}
	}
	var ids []string
	for _, m := range album {
		if m.ID != "" {
			ids = append(ids, m.ID.String())
		}
	}
	return ids
}

// fileIDs reads Telegram's names of the files of a message, or of an album, in their order. A
// name only saves sending the same bytes again, so an answer that is cut or odd has none.
func fileIDs(body []byte) []string {
	type sent struct {
		Document struct {
			ID string `json:"file_id"`
		} `json:"document"`
		Photo []struct {
			ID string `json:"file_id"`
		} `json:"photo"` // in its sizes, the largest last
	}
	var album struct {
		Result []sent `json:"result"`
	}
	if json.Unmarshal(body, &album) != nil {
		var one struct {
			Result sent `json:"result"`
		}
		if json.Unmarshal(body, &one) != nil {
			return nil
		}
		album.Result = []sent{one.Result}
	}
	var ids []string
	for _, m := range album.Result {
		switch {
		case m.Document.ID != "":
			ids = append(ids, m.Document.ID)
		case len(m.Photo) > 0:
			ids = append(ids, m.Photo[len(m.Photo)-1].ID)
		}
	}
	return ids
}
