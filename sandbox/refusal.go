package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
)

// refusal is an error in Telegram's own words.
type refusal struct {
	code   int
	text   string
	params map[string]any
}

func (r *refusal) Error() string { return r.text }

func bad(text string) *refusal {
	return &refusal{code: http.StatusBadRequest, text: "Bad Request: " + text}
}

func forbidden(text string) *refusal {
	return &refusal{code: http.StatusForbidden, text: "Forbidden: " + text}
}

func conflict(text string) *refusal {
	return &refusal{code: http.StatusConflict, text: "Conflict: " + text}
}

func tooMany(seconds int) *refusal {
	return &refusal{
		code:   http.StatusTooManyRequests,
		text:   "Too Many Requests: retry after " + itoa(seconds),
		params: map[string]any{"retry_after": seconds},
	}
}

// answer is the body of a response.
type answer struct {
	OK          bool           `json:"ok"`
	Result      any            `json:"result,omitempty"`
	ErrorCode   int            `json:"error_code,omitempty"`
	Description string         `json:"description,omitempty"`
	Parameters  map[string]any `json:"parameters,omitempty"`
}

// described is a result that comes with words.
type described struct {
	result any
	words  string
}

func encode(result any, err error) (int, []byte) {
	status, body := http.StatusOK, answer{OK: true, Result: result}
	var said *refusal
	switch {
	case errors.As(err, &said):
		status = said.code
		body = answer{ErrorCode: said.code, Description: said.text, Parameters: said.params}
	case errors.Is(err, errTooLarge):
		status = http.StatusRequestEntityTooLarge
		body = answer{ErrorCode: status, Description: "Request Entity Too Large"}
	case err != nil:
		status = http.StatusInternalServerError
		body = answer{ErrorCode: status, Description: "Internal Server Error: " + err.Error()}
	}
	if with, ok := result.(described); ok {
		body.Result, body.Description = with.result, with.words
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic("sandbox: own types must encode: " + err.Error())
	}
	return status, raw
}
