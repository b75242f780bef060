package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

type webhook struct {
	url     string
	secret  string
	max     int
	stop    context.CancelFunc
	errorAt int64
	trouble string
}

func (s *Server) setWebhook(q *request) (any, error) {
	if !q.has("url") {
		return s.deleteWebhook(q)
	}
	target := strings.TrimSpace(q.str("url"))
	if err := hookURL(target); err != nil {
		return nil, err
	}
	secret := q.str("secret_token")
	if len(secret) > 256 {
		return nil, bad("secret token is too long")
	}
	if !regexp.MustCompile(`^[A-Za-z0-9_-]*$`).MatchString(secret) {
		return nil, bad("secret token contains unallowed characters")
	}
	if q.has("allowed_updates") {
		if err := s.allow(q); err != nil {
			return nil, err
		}
	}
	if q.flag("drop_pending_updates") {
		s.queue.list = nil
	}
	if s.hook.url == target && s.hook.secret == secret {
		return described{true, "Webhook is already set"}, nil
	}
	s.queue.dismiss("terminated by setWebhook request")
	s.hook.end()
	ctx, cancel := context.WithCancel(context.Background())
	s.hook = webhook{url: target, secret: secret, stop: cancel, max: or(q.number("max_connections"), 40)}
	s.work.Go(func() {
		defer cancel()
		s.deliver(ctx, target, secret)
	})
	return described{true, "Webhook was set"}, nil
}

// hookURL keeps deliveries on this machine, where plain http is good enough.
func hookURL(target string) error {
	u, err := url.Parse(target)
	switch {
	case err != nil || u.Host == "":
		return bad("bad webhook: invalid webhook URL specified")
	case u.Scheme != "http" && u.Scheme != "https":
		return bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return bad("bad webhook: the sandbox delivers to loopback addresses only")
}

func (h *webhook) end() {
	if h.stop != nil {
		h.stop()
	}
}

func (s *Server) deleteWebhook(q *request) (any, error) {
	if q.flag("drop_pending_updates") {
		s.queue.list = nil
	}
	if s.hook.url == "" {
		return described{true, "Webhook is already deleted"}, nil
	}
	s.hook.end()
	s.hook = webhook{}
	return described{true, "Webhook was deleted"}, nil
}

func (s *Server) getWebhookInfo(*request) (any, error) {
	s.expire()
	info := map[string]any{
		"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue.list),
	}
	if s.hook.url != "" {
		info["max_connections"], info["ip_address"] = s.hook.max, "127.0.0.1"
	}
	if s.hook.trouble != "" {
		info["last_error_date"], info["last_error_message"] = s.hook.errorAt, s.hook.trouble
	}
	if len(s.queue.allowed) > 0 {
		info["allowed_updates"] = s.queue.allowed
	}
	return info, nil
}

// deliver posts the updates one after the other, each until it is taken. The
// real server sends several chats at once; here the order is kept throughout.
func (s *Server) deliver(ctx context.Context, target, secret string) {
	client := &http.Client{Transport: &http.Transport{Proxy: nil}, Timeout: 30 * time.Second}
	defer client.CloseIdleConnections()
	wait := s.opt.HookBackoff
	for {
		next, ok := s.waitForUpdate(ctx)
		if !ok {
			return
		}
		err := deliverOne(ctx, client, target, secret, next.body)
		if s.delivered(ctx, next.id, err) {
			wait = s.opt.HookBackoff
			continue
		}
		s.pause(ctx, wait)
		wait = min(2*wait, s.opt.HookLimit)
	}
}

func (s *Server) waitForUpdate(ctx context.Context) (update, bool) {
	for {
		s.mu.Lock()
		s.expire()
		changed := s.changed
		var next update
		found := len(s.queue.list) > 0
		if found {
			next = s.queue.list[0]
		}
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return update{}, false
		case <-s.closed:
			return update{}, false
		default:
		}
		if found {
			return next, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
		case <-s.closed:
		}
	}
}

func deliverOne(ctx context.Context, client *http.Client, target, secret string, body json.RawMessage) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("sandbox: webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	resp, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("sandbox: webhook: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing is lost with an answer that has been read
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return &refusal{code: resp.StatusCode, text: "Wrong response from the webhook: " + resp.Status}
	}
	return nil
}

// delivered takes a delivered update from the queue, or notes the trouble.
func (s *Server) delivered(ctx context.Context, id int64, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil {
		return false // another webhook, or none, has taken over: the update stays
	}
	if err != nil {
		s.hook.errorAt, s.hook.trouble = s.now().Unix(), err.Error()
		s.touch()
		return false
	}
	for i, u := range s.queue.list {
		if u.id == id {
			s.queue.list = append(s.queue.list[:i:i], s.queue.list[i+1:]...)
			break
		}
	}
	s.touch()
	return true
}
