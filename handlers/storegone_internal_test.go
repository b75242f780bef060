package handlers

import (
	"errors"
	"testing"

	"duban/ledger"
)

// TestStoreGone holds that a store that does not answer is no unknown unit and no missing notice:
// whoever asks is answered when it is back, and not told something that is not so.
func TestStoreGone(t *testing.T) {
	w := newWalker(t)
	if err := w.book.Close(); err != nil {
		t.Fatal(err)
	}
	officer := ledger.Person{ID: 1, Name: "刘敏", Chat: "tg:1", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: walkToday}}}
	contact := ledger.Person{ID: 1, Name: "李建", Chat: "tg:1", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局", From: walkToday}}}
	for _, said := range []struct {
		by   ledger.Person
		text string
	}{{contact, "任务 水务局"}, {officer, "看督办单 2"}, {officer, "看督办单 2025-002"}, {officer, "汇总住建局"}, {officer, "交办坪石镇7"}, {officer, "答复 17 全部 已协调"}} {
		req := Request{Cause: "update:1", At: walkNow, Said: walkNow, From: 1, Chat: "tg:1", Private: true, Message: "tg:1/1", Text: said.text}
		a := &ask{Request: req, Asker: ledger.Asker{Person: said.by}, today: walkToday, h: w.h}
		change, err := a.route(t.Context())
		if refusal, refused := errors.AsType[*ledger.Refusal](err); err == nil || refused {
			t.Errorf("%q: answered %q, refused %+v", said.text, change.Answer.Text, refusal)
		}
	}
}
