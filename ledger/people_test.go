package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestDepart(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	contact := contactOf(1, "住建局", "城管局")
	left, entries, refusal := contact.Depart(ledger.Ending{By: officer(), At: now, Post: contact.Posts[0]})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if diff := cmp.Diff([]ledger.UnitID{"城管局"}, left.Units(today)); diff != "" || len(entries) != 1 {
		t.Errorf("%d entries, units:\n%s", len(entries), diff)
	}
	if len(contact.Units(today)) != 2 {
		t.Error("the argument was changed")
	}
	for unit, want := range map[ledger.UnitID]bool{"住建局": true, "城管局": false, "": false, "水务局": false} {
		if got := left.Left(unit, today); got != want {
			t.Errorf("Left(%q) = %v, want %v", unit, got, want)
		}
	}
	gone, _, _ := left.Depart(ledger.Ending{By: officer(), At: now, Post: contact.Posts[1]})
	if !gone.Left("", today) || (ledger.Person{}).Left("", today) || left.Left("住建局", today-1) {
		t.Error("Left does not tell who left from who is there or unknown")
	}
	gone.Posts = append(gone.Posts, ledger.Post{Role: ledger.RoleOffice, From: today})
	if gone.Left("住建局", today) {
		t.Error("whoever went to the office is told as one of the office")
	}
	for name, test := range map[string]struct {
		by   ledger.Person
		of   ledger.Person
		want ledger.Reason
	}{
		"a stranger":          {ledger.Person{ID: 9}, contact, ledger.ReasonStranger},
		"the head":            {headOf("住建局"), contact, ledger.ReasonNoRight},
		"himself, the office": {officer(), officer(), ledger.ReasonOwnPost},
	} {
		if _, _, refusal := test.of.Depart(ledger.Ending{By: test.by, At: now, Post: test.of.Posts[0]}); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

func TestDelegate(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	contact := contactOf(1, "住建局")
	stand := contactOf(2, "住建局")
	stand.Posts[0].For = 1
	for name, test := range map[string]struct {
		by, giver ledger.Person
		want      ledger.Reason
	}{
		"his own":                 {contact, contact, ""},
		"the head for a contact":  {headOf("住建局"), contact, ""},
		"the office":              {officer(), contact, ""},
		"the head of another":     {headOf("水务局"), contact, ledger.ReasonNotYourPost},
		"a colleague":             {contactOf(3, "住建局"), contact, ledger.ReasonNotYourPost},
		"a contact for the head":  {contact, headOf("住建局"), ledger.ReasonNotYourPost},
		"who stands in":           {stand, stand, ledger.ReasonNotYourPost},
		"the office's own post":   {officer(), officer(), ledger.ReasonNotYourPost},
		"a stranger":              {ledger.Person{ID: 9}, contact, ledger.ReasonStranger},
		"somebody of the archive": {holder(ledger.RoleReader, 0, 0), contact, ledger.ReasonNoRight},
	} {
		_, _, refusal := ledger.Delegate(ledger.Delegating{By: test.by, At: now, Giver: test.giver, Post: test.giver.Posts[0], Name: "李四", Digest: "d"})
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestHandOver holds that the giver's post ends when the code is used, and that who has
// left cannot leave his post to anybody.
func TestHandOver(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	contact := contactOf(1, "住建局")
	i, _, refusal := ledger.Delegate(ledger.Delegating{By: contact, At: now, Giver: contact, Post: contact.Posts[0], Name: "李四", Digest: "d"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	joined, refusal := (ledger.Person{}).Join(i, true, ledger.Joining{ID: 2, Chat: "tg:2", At: now, Giver: contact})
	if refusal != nil || joined.Giver.Bound(today) || len(joined.Person.Units(today)) != 1 || len(joined.Entries) != 2 {
		t.Errorf("refused %v, giver %+v, taker %+v, %d entries", refusal, joined.Giver, joined.Person, len(joined.Entries))
	}
	for name, test := range map[string]struct {
		by   ledger.Joining
		want ledger.Reason
	}{
		"the giver himself":    {ledger.Joining{ID: 1, At: now, Giver: contact}, ledger.ReasonOwnCode},
		"after he left":        {ledger.Joining{ID: 2, At: now, Giver: joined.Giver}, ledger.ReasonCode},
		"nobody knows who":     {ledger.Joining{ID: 2, At: now}, ledger.ReasonCode},
		"after the code's end": {ledger.Joining{ID: 2, At: now.AddDate(0, 0, 8), Giver: contact}, ledger.ReasonCode},
	} {
		if _, refusal := (ledger.Person{}).Join(i, true, test.by); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

func TestTakeLeave(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	contact, colleague := contactOf(1, "住建局"), contactOf(2, "住建局")
	contact.Chat, colleague.Chat = "tg:1", "tg:2"
	days := ledger.Days{First: today + 1, Last: today + 3}
	awayOn := func(first, last ledger.Date) []ledger.Post {
		post := colleague.Posts[0]
		post.Away = ledger.Days{First: first, Last: last}
		return []ledger.Post{post}
	}
	ask := func(change func(*ledger.Leaving)) (ledger.Leave, *ledger.Refusal) {
		l := ledger.Leaving{By: contact, At: now, Post: contact.Posts[0], Days: days, Name: "王五", Digest: "d"}
		change(&l)
		return contact.TakeLeave(l)
	}
	for name, test := range map[string]struct {
		change func(*ledger.Leaving)
		want   ledger.Reason
	}{
		"by code":           {func(*ledger.Leaving) {}, ""},
		"by a colleague":    {func(l *ledger.Leaving) { l.Stand = colleague }, ""},
		"today":             {func(l *ledger.Leaving) { l.Days.First = today }, ""},
		"yesterday":         {func(l *ledger.Leaving) { l.Days.First = today - 1 }, ledger.ReasonLeaveDays},
		"the wrong way":     {func(l *ledger.Leaving) { l.Days.Last = today }, ledger.ReasonLeaveDays},
		"too long":          {func(l *ledger.Leaving) { l.Days.Last = l.Days.First + ledger.LeaveMost }, ledger.ReasonLeaveDays},
		"by himself":        {func(l *ledger.Leaving) { l.Stand = contact }, ledger.ReasonStandSelf},
		"by his own name":   {func(l *ledger.Leaving) { l.Name = contact.Name }, ledger.ReasonStandSelf},
		"by one on leave":   {func(l *ledger.Leaving) { l.Stand = colleague; l.Stand.Posts = awayOn(days.Last, days.Last+2) }, ledger.ReasonStandAway},
		"by one back by it": {func(l *ledger.Leaving) { l.Stand = colleague; l.Stand.Posts = awayOn(today, today) }, ""},
		"asked by nobody":   {func(l *ledger.Leaving) { l.By = ledger.Person{ID: 9} }, ledger.ReasonStranger},
		"asked by another":  {func(l *ledger.Leaving) { l.By = colleague }, ledger.ReasonNotYourPost},
		"a secret for name": {func(l *ledger.Leaving) { l.Name = "机密★" }, ledger.ReasonSecret},
	} {
		if _, refusal := ask(test.change); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	leave, _ := ask(func(*ledger.Leaving) {})
	told := func(day ledger.Date, persons ...ledger.Person) []ledger.PersonID {
		var ids []ledger.PersonID
		for _, p := range ledger.Speakers(persons, "住建局", day) {
			ids = append(ids, p.ID)
		}
		return ids
	}
	stranger, refusal := (ledger.Person{}).Join(leave.Invitation, true, ledger.Joining{ID: 3, Chat: "tg:3", At: now, Giver: leave.Person})
	if refusal != nil {
		t.Fatal(refusal)
	}
	for day, want := range map[ledger.Date][]ledger.PersonID{today: {1}, days.First: {3}, days.Last: {3}, days.Last + 1: {1}} {
		if diff := cmp.Diff(want, told(day, leave.Person, stranger.Person)); diff != "" {
			t.Errorf("told on %s:\n%s", day, diff)
		}
	}
	if got := told(days.First, leave.Person); len(got) != 1 {
		t.Errorf("with nobody else there %v are told, want him who is on leave", got)
	}
	if !leave.Person.Bound(days.First) {
		t.Error("who is on leave may still act")
	}
	again := ledger.Leaving{By: leave.Person, At: now, Post: leave.Person.Posts[0], Days: days, Name: "王五"}
	if _, refusal := leave.Person.TakeLeave(again); reasonOf(refusal) != ledger.ReasonAway {
		t.Errorf("a second leave: refused for %q", reasonOf(refusal))
	}
	back, stood, _, refusal := leave.Person.Return(again, []ledger.Person{leave.Person, stranger.Person})
	if refusal != nil || len(stood) != 1 || stood[0].Bound(days.First) || back.Posts[0].Away != (ledger.Days{}) {
		t.Errorf("back: refused %v, stood in %+v, back %+v", refusal, stood, back)
	}
	again.Post = back.Posts[0]
	if _, _, _, refusal := back.Return(again, nil); reasonOf(refusal) != ledger.ReasonNotAway {
		t.Errorf("back twice: refused for %q", reasonOf(refusal))
	}
	if _, refusal := (ledger.Person{}).Join(leave.Invitation, true, ledger.Joining{ID: 4, At: now, Giver: back}); reasonOf(refusal) != ledger.ReasonCode {
		t.Errorf("a code to stand in after the leave was taken back: refused for %q", reasonOf(refusal))
	}
}
