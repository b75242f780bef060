package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	callTime   = 20 * time.Second // the longest that a call without files may take
	uploadTime = 60 * time.Second // the longest that a call with a file may take
	maxAnswer  = 64 << 20         // 100 updates of the largest size stay far below
)

// client is the HTTP side of a bot. The library calls through it too: what became of a
// call is read here from the raw answer, since the library fails on a message that was
// sent when the answer has a type that it does not know.
type client struct {
	http  *http.Client
	base  string // ends in "/", contains the token
	token string
}

func newClient(server, token string) *client {
	var protocols http.Protocols
	protocols.SetHTTP1(true) // over HTTP/2 one dead connection would hold up every call
	return &client{
		http: &http.Client{Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   10 * time.Second,
			MaxIdleConns:          64,
			MaxIdleConnsPerHost:   64,
			IdleConnTimeout:       90 * time.Second,
			ExpectContinueTimeout: time.Second,
			Protocols:             &protocols,
		}},
		base:  server + "/bot" + token + "/",
		token: token,
	}
}

// answer is what came back from one call, as raw as it came.
type answer struct {
	status int
	header http.Header
	body   []byte
	wrote  bool  // the request left whole: it may have been executed
	err    error // no whole answer came; without the token
}

// post calls a method with a JSON body. The library would build a multipart form through
// a pipe and a second goroutine, which BenchmarkSendMessage puts beside it.
func (c *client) post(ctx context.Context, method string, params any) answer {
	body, err := json.Marshal(params)
	if err != nil {
		return answer{err: fmt.Errorf("bot: %s: %w", method, err)}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, bytes.NewReader(body))
	if err != nil {
		return answer{err: redact(err, c.token)}
	}
	req.Header.Set("Content-Type", "application/json")
	return c.exchange(req)
}

// exchange makes one call and tells whether its bytes left. WroteRequest is seen before
// the last of them do, so a call of which it was not seen was certainly not executed.
func (c *client) exchange(req *http.Request) answer {
	var wrote atomic.Bool
	trace := &httptrace.ClientTrace{
		GetConn:      func(string) { wrote.Store(false) }, // another connection is only taken when nothing left by the first
		WroteRequest: func(info httptrace.WroteRequestInfo) { wrote.Store(info.Err == nil) },
	}
	resp, err := c.http.Do(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		return answer{wrote: wrote.Load(), err: redact(err, c.token)}
	}
	defer resp.Body.Close() //nolint:errcheck // the answer has been read
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return answer{status: resp.StatusCode, header: resp.Header, body: body, wrote: true, err: redact(err, c.token)}
}

// recorded is where a call of the library leaves its raw answer.
type recorded struct{}

// record returns a context in which a call of the library leaves its answer in a.
func record(ctx context.Context, a *answer) context.Context {
	return context.WithValue(ctx, recorded{}, a)
}

// Do lets the library call. The body is taken whole out of the library's pipe, so that
// it has a length and can be sent again on a fresh connection.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, fmt.Errorf("bot: %w", redact(err, c.token))
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.ContentLength = int64(len(body))
	got := c.exchange(req)
	if into, ok := req.Context().Value(recorded{}).(*answer); ok {
		*into = got
	}
	if got.err != nil {
		return nil, got.err
	}
	return &http.Response{StatusCode: got.status, Header: got.header, Body: io.NopCloser(bytes.NewReader(got.body))}, nil
}

// CallError is a refusal in Telegram's own words.
type CallError struct {
	Method string
	Code   int
	Words  string
	After  time.Duration // how long Telegram tells us to wait, if it does
}

// Error says what was called and what Telegram said.
func (e *CallError) Error() string {
	return fmt.Sprintf("bot: %s: telegram says %d %s", e.Method, e.Code, e.Words)
}

// ask calls a method that sends nothing and decodes its result.
func (c *client) ask(ctx context.Context, method string, params, result any) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	got := c.post(ctx, method, params)
	return got.result(method, result)
}

// result decodes the result of a call, or says why there is none: [ErrToken], a
// *[CallError], or what went wrong on the way.
func (a answer) result(method string, into any) error {
	if a.err != nil {
		return fmt.Errorf("bot: %s: %w", method, a.err)
	}
	var said said
	if err := json.Unmarshal(a.body, &said); err != nil {
		return fmt.Errorf("bot: %s: status %d without an answer of the Bot API", method, a.status)
	}
	switch {
	case said.OK && into == nil:
		return nil
	case said.OK:
		if err := json.Unmarshal(said.Result, into); err != nil {
			return fmt.Errorf("bot: %s: %w", method, err)
		}
		return nil
	case wrongToken(said.Code):
		return fmt.Errorf("%w: %s: %d %s", ErrToken, method, said.Code, said.Words)
	}
	return &CallError{Method: method, Code: said.Code, Words: said.Words, After: seconds(said.Parameters.After)}
}

// redact takes the token out of an error. The URL that net/http puts into its errors
// goes altogether; what still holds the token keeps only its words.
func redact(err error, token string) error {
	if err == nil {
		return nil
	}
	if located, ok := errors.AsType[*url.Error](err); ok {
		err = located.Err
	}
	words := err.Error()
	clean := words
	for _, form := range []string{token, url.QueryEscape(token)} {
		clean = strings.ReplaceAll(clean, form, "<token>")
	}
	if clean == words {
		return err
	}
	return errors.New(clean)
}
