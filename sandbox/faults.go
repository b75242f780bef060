package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// Kinds of faults.
const (
	FaultDropBefore  = "drop_before" // connection cut, nothing executed; unread when no chat is named
	FaultDropAfter   = "drop_after"  // executed, connection cut before the answer
	FaultDelay       = "delay"       // executed after Delay
	FaultTooMany     = "too_many"    // 429 with RetryAfter
	FaultServerError = "error"       // 500 with JSON
	FaultBadGateway  = "bad_gateway" // 502 with HTML
	FaultTruncated   = "truncated"   // executed, half of the JSON
	FaultGarbage     = "garbage"     // executed, ok:true with a type that no client knows
	FaultForbidden   = "forbidden"   // 403
)

// Fault is something that goes wrong on demand.
type Fault struct {
	ID          int           `json:"id"`
	Kind        string        `json:"kind"`
	Method      string        `json:"method,omitempty"`      // every method if empty
	Chat        int64         `json:"chat,omitempty"`        // every chat if 0
	Count       int           `json:"count,omitempty"`       // how often; once if 0, for ever if negative
	Probability float64       `json:"probability,omitempty"` // of each call that fits; 1 if 0
	Delay       time.Duration `json:"delay,omitempty"`       // before anything else, in nanoseconds over HTTP
	RetryAfter  int           `json:"retry_after,omitempty"` // of too_many, in seconds; 1 if 0
	Execute     bool          `json:"execute,omitempty"`     // error, bad_gateway: the call was executed nevertheless
	Words       string        `json:"words,omitempty"`       // of error and forbidden, instead of the usual ones
}

// Inject adds a fault and returns its id.
func (s *Server) Inject(f Fault) (int, error) {
	kinds := []string{
		FaultDropBefore, FaultDropAfter, FaultDelay, FaultTooMany, FaultServerError,
		FaultBadGateway, FaultTruncated, FaultGarbage, FaultForbidden,
	}
	if !slices.Contains(kinds, f.Kind) {
		return 0, problem("no fault of kind %q, there are %q", f.Kind, kinds)
	}
	if f.Probability < 0 || f.Probability > 1 {
		return 0, problem("probability %v is not between 0 and 1", f.Probability)
	}
	f.Count, f.Probability, f.RetryAfter = or(f.Count, 1), or(f.Probability, 1), or(f.RetryAfter, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faultID++
	f.ID = s.faultID
	s.faults = append(s.faults, &f)
	return f.ID, nil
}

// Faults returns the faults that still wait for a call.
func (s *Server) Faults() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Fault{}
	for _, f := range s.faults {
		out = append(out, *f)
	}
	return out
}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// unreadFault takes a fault that strikes before the call is read.
func (s *Server) unreadFault(method string) *Fault {
	return s.strike(func(f *Fault) bool {
		return f.Kind == FaultDropBefore && f.Chat == 0 && f.fits(method, 0)
	})
}

func (s *Server) takeFault(method string, chat int64) *Fault {
	return s.strike(func(f *Fault) bool {
		return (f.Kind != FaultDropBefore || f.Chat != 0) && f.fits(method, chat)
	})
}

func (f *Fault) fits(method string, chat int64) bool {
	return (f.Method == "" || f.Method == method) && (f.Chat == 0 || f.Chat == chat)
}

// strike takes the oldest fault that fits and whose die falls.
func (s *Server) strike(fits func(*Fault) bool) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if !fits(f) || f.Probability < 1 && s.rand.Float64() >= f.Probability {
			continue
		}
		if f.Count > 0 {
			if f.Count--; f.Count == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		taken := *f
		return &taken
	}
	return nil
}

func (f *Fault) executes() bool {
	switch f.Kind {
	case FaultDropAfter, FaultDelay, FaultTruncated, FaultGarbage:
		return true
	case FaultServerError, FaultBadGateway:
		return f.Execute
	}
	return false
}

// answer is what the caller gets instead of the true status and body; no body
// means that the connection is dropped.
func (f *Fault) answer(status int, body []byte) (int, []byte) {
	switch f.Kind {
	case FaultDelay:
		return status, body
	case FaultTooMany:
		return encode(nil, tooMany(f.RetryAfter))
	case FaultServerError:
		return encode(nil, &refusal{code: http.StatusInternalServerError, text: or(f.Words, "Internal Server Error")})
	case FaultBadGateway:
		return http.StatusBadGateway, []byte("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n" +
			"<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n")
	case FaultTruncated:
		return status, body[:len(body)/2]
	case FaultGarbage:
		return status, garbled(body)
	case FaultForbidden:
		return encode(nil, &refusal{code: http.StatusForbidden, text: or(f.Words, "Forbidden: bot was blocked by the user")})
	}
	return 0, nil
}

// garbled puts a type that no client knows into a good result: the ids stay
// true, but typed decoding of the whole fails. A refusal is left alone.
func garbled(body []byte) []byte {
	var whole map[string]any
	if json.Unmarshal(body, &whole) != nil || whole["ok"] != true {
		return body
	}
	odd := map[string]any{"star_count": 1, "paid_media": []any{map[string]any{"type": "sandbox_unknown"}}}
	switch result := whole["result"].(type) {
	case map[string]any:
		result["paid_media"] = odd
	case []any:
		for _, item := range result {
			if object, ok := item.(map[string]any); ok {
				object["paid_media"] = odd
			}
		}
	default:
		whole["result"] = map[string]any{"paid_media": odd}
	}
	out, err := json.Marshal(whole)
	if err != nil {
		panic("sandbox: what was decoded must encode: " + err.Error())
	}
	return out
}
