package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestIndicatorSeries lays the months beside each other, over the turn of the year, with a gap
// where nothing was measured.
func TestIndicatorSeries(t *testing.T) {
	i := goodAir()
	i.Months = append(i.Months, ledger.Measured{Month: month(6), Value: 97_780})
	s := i.Series(ledger.NewDate(2025, 6, 30), 12)
	if len(s.Months) != 12 || len(s.This) != 12 || len(s.Last) != 12 || s.Months[0] != ledger.NewDate(2024, 7, 1) || s.Months[11] != month(6) {
		t.Fatalf("got %v", s)
	}
	if s.This[11] == nil || *s.This[11] != 97_780 || s.Last[11] == nil || *s.Last[11] != 98_880 || s.This[9] != nil || s.Last[10] != nil {
		t.Errorf("got this %v, last %v", s.This, s.Last)
	}
	newest, ok := s.Newest()
	if want, _ := i.Newest(month(6)); !ok || newest.Month != want.Month || newest.Value != want.Value || *newest.Last != *want.Last || !newest.Worsened() {
		t.Errorf("got %+v, want %+v", newest, want)
	}
	if _, ok := i.Series(ledger.NewDate(2023, 1, 1), 12).Newest(); ok {
		t.Error("a year without a figure has a newest one")
	}
	if n := len(i.Series(month(6), 0).Months); n != 0 {
		t.Errorf("no month: got %d", n)
	}
	if _, ok := (ledger.IndicatorSeries{Months: s.Months}).Newest(); ok {
		t.Error("no figure, and a newest one")
	}
}
