package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxControl is the size of a control request: an album in base64.
const maxControl = 100 << 20

// routes are the doors other than Telegram's own.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	s.pages(mux)
	do(mux, "person", s.AddPerson)
	do(mux, "chat", s.AddChat)
	do(mux, "say", s.Say)
	do(mux, "edit", s.Edit)
	do(mux, "press", func(p Press) (map[string]string, error) {
		id, err := s.Press(p)
		return map[string]string{"callback_query_id": id}, err
	})
	do(mux, "member", func(m account) (bool, error) {
		return true, s.SetMember(m.Chat, or(m.Person, s.bot.ID), m.Status)
	})
	do(mux, "block", func(a account) (bool, error) { return true, s.Block(a.Person, !a.Off) })
	do(mux, "delete-account", func(a account) (bool, error) { return true, s.DeleteAccount(a.Person) })
	do(mux, "migrate", func(a account) (map[string]int64, error) {
		id, err := s.Migrate(a.Chat)
		return map[string]int64{"chat": id}, err
	})
	do(mux, "topic", func(a account) (map[string]int, error) {
		id, err := s.OpenTopic(a.Person, a.Chat, a.Name)
		return map[string]int{"topic": id}, err
	})
	do(mux, "update", func(raw json.RawMessage) (map[string]int64, error) {
		id, err := s.PushUpdate(raw)
		return map[string]int64{"update_id": id}, err
	})
	do(mux, "fault", func(f Fault) (map[string]int, error) {
		id, err := s.Inject(f)
		return map[string]int{"id": id}, err
	})
	mux.HandleFunc("DELETE /control/fault", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		reply(w, true, nil)
	})
	do(mux, "clock", s.turnClock)
	s.questions(mux)
	return mux
}

// about is which run of the server this is, and whether calls are held to the Bot API.
type about struct {
	Boot    string `json:"boot"`
	Checked bool   `json:"checked"`
}

// questions are the doors that only look.
func (s *Server) questions(mux *http.ServeMux) {
	ask(mux, "chats", func(query) (any, error) { return s.Chats(), nil })
	ask(mux, "chat", func(q query) (any, error) { return s.Read(q.number("id"), q.number("after")) })
	ask(mux, "wait", s.wait)
	ask(mux, "view", s.viewed)
	ask(mux, "behind", func(q query) (any, error) { return s.Behind(q.number("chat"), int(q.number("message"))) })
	ask(mux, "mark", func(query) (any, error) { return s.Mark(), nil })
	ask(mux, "toasts", func(q query) (any, error) { return s.Toasts(q.number("person")), nil })
	ask(mux, "calls", s.callsAfter)
	ask(mux, "about", func(query) (any, error) { return about{s.boot, s.opt.Check != nil}, nil })
	ask(mux, "pending", func(query) (any, error) { return s.Pending(), nil })
	ask(mux, "menus", func(query) (any, error) { return s.Menus(), nil })
	ask(mux, "clock", func(query) (any, error) { return s.now(), nil })
	mux.HandleFunc("GET /control/file", func(w http.ResponseWriter, r *http.Request) {
		data, err := s.File(r.URL.Query().Get("id"))
		if err != nil {
			reply(w, nil, err)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		if kind := http.DetectContentType(data); strings.HasPrefix(kind, "image/") {
			w.Header().Set("Content-Type", kind)
		}
		_, _ = w.Write(data) // a reader who has gone cannot be told so
	})
}

// account is what the small requests need: somebody, somewhere.
type account struct {
	Person int64  `json:"person"` // the bot if 0
	Chat   int64  `json:"chat"`
	Status string `json:"status"`
	Name   string `json:"name"`
	Off    bool   `json:"off"` // undo
}

type clockTurn struct {
	Set     time.Time `json:"set"`
	Advance string    `json:"advance"` // as Go writes durations: 90s, 24h
}

func (s *Server) turnClock(t clockTurn) (time.Time, error) {
	if s.opt.Clock == nil {
		return time.Time{}, problem("this server's clock is somebody else's")
	}
	if !t.Set.IsZero() {
		s.opt.Clock.Set(t.Set)
	}
	if t.Advance != "" {
		by, err := time.ParseDuration(t.Advance)
		if err != nil {
			return time.Time{}, problem("advance: %v", err)
		}
		s.opt.Clock.Advance(by)
	}
	return s.now(), nil
}

// do adds a door that changes something: POST with a JSON body.
func do[In, Out any](mux *http.ServeMux, name string, act func(In) (Out, error)) {
	mux.HandleFunc("POST /control/"+name, func(w http.ResponseWriter, r *http.Request) {
		var in In
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxControl))
		if err != nil {
			reply(w, nil, problem("read body: %v", err))
			return
		}
		if err := json.Unmarshal(raw, &in); err != nil {
			reply(w, nil, problem("body: %v", err))
			return
		}
		out, err := act(in)
		reply(w, out, err)
	})
}

// query is a question's parameters; what is not a number is noted.
type query struct {
	r   *http.Request
	bad *error
}

func (q query) number(name string) int64 {
	value := q.r.URL.Query().Get(name)
	if value == "" {
		return 0
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		*q.bad = problem("%s=%q is not a number", name, value)
	}
	return n
}

func ask(mux *http.ServeMux, name string, answer func(query) (any, error)) {
	mux.HandleFunc("GET /control/"+name, func(w http.ResponseWriter, r *http.Request) {
		var wrong error
		out, err := answer(query{r, &wrong})
		if wrong != nil {
			err = wrong
		}
		reply(w, out, err)
	})
}

// reply writes a result, or {"error": …} with 400 when the request was wrong.
func reply(w http.ResponseWriter, out any, err error) {
	status := http.StatusOK
	if err != nil {
		status = http.StatusInternalServerError
		if _, ours := errors.AsType[*Problem](err); ours {
			status = http.StatusBadRequest
		}
		out = map[string]string{"error": err.Error()}
	}
	raw, err := json.Marshal(out)
	if err != nil {
		status, raw = http.StatusInternalServerError, []byte(`{"error":"sandbox: result does not encode"}`)
	}
	write(w, "application/json", status, append(raw, '\n'))
}

// wait answers with what there is when timeout (seconds, 10 if not given) is over.
func (s *Server) wait(q query) (any, error) {
	w := Wait{Chat: q.number("chat"), After: q.number("after"), Count: int(q.number("count")), All: q.number("all") != 0}
	patience := time.Duration(or(q.number("timeout"), 10)) * time.Second
	ctx, cancel := context.WithTimeout(q.r.Context(), patience)
	defer cancel()
	got, err := s.Wait(ctx, w)
	if errors.Is(err, context.DeadlineExceeded) {
		return got, nil
	}
	return got, err
}

// viewed answers at once, or with a timeout (seconds) when there is something new.
func (s *Server) viewed(q query) (any, error) {
	person, after := q.number("person"), q.number("after")
	ctx, cancel := context.WithTimeout(q.r.Context(), time.Duration(min(q.number("timeout"), 60))*time.Second)
	defer cancel()
	return s.View(ctx, person, after), nil
}

// callsAfter lists calls, only the latest if a limit is given.
func (s *Server) callsAfter(q query) (any, error) {
	after, name, limit := q.number("after"), q.r.URL.Query().Get("method"), int(q.number("limit"))
	out := []Call{}
	for _, call := range s.Calls() {
		if call.Seq > after && (name == "" || call.Method == name) {
			out = append(out, call)
		}
	}
	if limit > 0 && len(out) > limit {
		out = out[len(out)-limit:]
	}
	return out, nil
}
