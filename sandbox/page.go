package sandbox

import (
	"embed"
	"io/fs"
	"net"
	"net/http"
	"strings"
)

// assets are the messenger page: plain files, no build step, no outside request.
//
//go:embed page
var assets embed.FS

// policy lets the page load what comes from here and nothing else.
const policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pages are the doors for a browser: the messenger, the list of calls, and their parts.
func (s *Server) pages(mux *http.ServeMux) {
	files, err := fs.Sub(assets, "page")
	if err != nil {
		panic("sandbox: the page is not embedded: " + err.Error())
	}
	file := func(name string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, files, name) }
	}
	mux.HandleFunc("GET /{$}", file("index.html"))
	mux.HandleFunc("GET /calls", file("calls.html"))
	mux.Handle("GET /page/", http.StripPrefix("/page/", http.FileServerFS(files)))
	mux.HandleFunc("GET /favicon.ico", file("icon.svg"))
	if s.opt.Panel != nil {
		mux.Handle("/demo/", s.opt.Panel)
	}
}

// guard keeps other sites out of the doors that have no locks: a page of another
// site may neither name this machine its own (DNS rebinding) nor act through a
// reader's browser.
func (s *Server) guard(next http.Handler) http.Handler {
	own := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !local(r.Host) {
			http.Error(w, "sandbox: this machine is asked for under a foreign name", http.StatusForbidden)
			return
		}
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-store")
		own.ServeHTTP(w, r)
		changes := r.Method == http.MethodPost || r.Method == http.MethodDelete
		if s.opt.Acted != nil && changes && strings.HasPrefix(r.URL.Path, "/control/") {
			s.opt.Acted()
		}
	})
}

// local tells whether a Host header names this machine by loopback.
func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
