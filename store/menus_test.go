package store_test

import (
	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func testMenus(b book) {
	b.t.Helper()
	is := func(want map[ledger.Address]string) {
		b.t.Helper()
		got, err := b.Menus(b.t.Context())
		must(b.t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			b.t.Errorf("menus (-want +got):\n%s", diff)
		}
	}
	is(map[ledger.Address]string{})
	must(b.t, b.ShowMenu(b.t.Context(), "tg:1", "a"))
	must(b.t, b.ShowMenu(b.t.Context(), "tg:-2", "b"))
	must(b.t, b.ShowMenu(b.t.Context(), "tg:1", "c"))
	is(map[ledger.Address]string{"tg:1": "c", "tg:-2": "b"})
	must(b.t, b.ShowMenu(b.t.Context(), "tg:1", ""))
	must(b.t, b.ShowMenu(b.t.Context(), "tg:1", ""))
	is(map[ledger.Address]string{"tg:-2": "b"})
}
