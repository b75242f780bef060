package sandbox_test

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"testing"

	"duban/sandbox"
)

func TestPage(t *testing.T) {
	w := newWorld(t, nil)
	for path, want := range map[string]string{
		"/": "/page/app.js", "/calls": "/page/calls.js", "/page/app.js": "import", "/page/style.css": "--blue", "/favicon.ico": "<svg",
	} {
		status, body := w.control("GET", path, "")
		if status != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("GET %s: got %d %.80s, want %q", path, status, body, want)
		}
	}
	if status, _ := w.control("GET", "/page/nothing.js", ""); status != http.StatusNotFound {
		t.Errorf("a part that is not there: got %d", status)
	}
}

// TestPageIsSmallAndAlone: no build step, no outside host, no script or style within the markup.
func TestPageIsSmallAndAlone(t *testing.T) {
	total := 0
	err := fs.WalkDir(os.DirFS("page"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile("page/" + name)
		if err != nil {
			return err
		}
		total += len(text)
		for _, bad := range []string{"https://", "http://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "<style", " style=", " onclick="} {
			if strings.Contains(strings.ReplaceAll(string(text), "http://www.w3.org/2000/svg", ""), bad) {
				t.Errorf("%s contains %q", name, bad)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total == 0 || total > 300_000 {
		t.Errorf("the page has %d bytes, want at most 300 kB", total)
	}
}

func TestForeignersStayOutside(t *testing.T) {
	w := newWorld(t, nil)
	tests := []struct {
		name, method, path string
		host               string
		header             http.Header
		want               int
	}{
		{"own page", "GET", "/", "", nil, http.StatusOK},
		{"localhost", "GET", "/control/chats", "localhost:8081", nil, http.StatusOK},
		{"another name for this machine", "GET", "/control/chats", "evil.example", nil, http.StatusForbidden},
		{"another name with a port", "GET", "/", "127.0.0.1.evil.example:80", nil, http.StatusForbidden},
		{"act of another site", "POST", "/control/person", "", http.Header{"Sec-Fetch-Site": {"cross-site"}}, http.StatusForbidden},
		{"act from another origin", "POST", "/control/person", "", http.Header{"Origin": {"http://evil.example"}}, http.StatusForbidden},
		{"act of a program", "POST", "/control/person", "", nil, http.StatusOK},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := http.NewRequest(tt.method, w.url+tt.path, strings.NewReader(`{"first_name":"李"}`))
			if err != nil {
				t.Fatal(err)
			}
			r.Host = tt.host
			for key := range tt.header {
				r.Header.Set(key, tt.header.Get(key))
			}
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close() //nolint:errcheck // only read
			if _, err := io.Copy(io.Discard, resp.Body); err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != tt.want {
				t.Errorf("got %d, want %d", resp.StatusCode, tt.want)
			}
		})
	}
}

func TestPanelAndActed(t *testing.T) {
	acts := 0
	w := newWorld(t, func(o *sandbox.Options) {
		o.Panel = http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusTeapot) })
		o.Acted = func() { acts++ }
	})
	if status, _ := w.control("GET", "/demo/state", ""); status != http.StatusTeapot {
		t.Errorf("panel: got %d", status)
	}
	w.control("GET", "/control/chats", "")
	if acts != 0 {
		t.Errorf("looking is no act, got %d", acts)
	}
	w.control("POST", "/control/person", `{"first_name":"李"}`)
	if acts != 1 {
		t.Errorf("acts: got %d, want 1", acts)
	}
}
