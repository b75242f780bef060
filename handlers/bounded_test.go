package handlers

import (
	"errors"
	"testing"
)

// TestBounded has no door: a file of 50 MB would take too long to make.
func TestBounded(t *testing.T) {
	b := bounded{most: 4}
	if n, err := b.Write([]byte("1234")); n != 4 || err != nil {
		t.Errorf("what it may hold: %d, %v", n, err)
	}
	if n, err := b.Write([]byte("5")); n != 0 || !errors.Is(err, errTooMuch) || b.String() != "1234" {
		t.Errorf("one more: %d, %v, holds %q", n, err, b.String())
	}
}
