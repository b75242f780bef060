package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// decideBulletin signs a bulletin, or gives it back to be changed.
func (a *ask) decideBulletin(ctx context.Context, m ledger.Matter, verdict ledger.Verdict, words string) (ledger.Change, error) {
	b, err := a.bulletinByID(ctx, m.Bulletin)
	if err != nil {
		return ledger.Change{}, err
	}
	switch {
	case m.Verdict == ledger.VerdictApproved:
		return ledger.Change{}, refused(ledger.ReasonBulletinTwice, b.Number()+" "+m.Settled.Name)
	case m.Verdict != "":
		return ledger.Change{}, refused(ledger.ReasonBulletinBack, "")
	case verdict != ledger.VerdictApproved && words == "":
		return ledger.Change{}, refused(ledger.ReasonBulletinNoWhy, "")
	}
	decided, refusal := m.Decide(ledger.Task{}, ledger.Deciding{By: a.Person, At: a.At, Verdict: verdict, Words: words, Calendar: a.h.Calendar})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfNotices(b.Series, a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: numbers of bulletins: %w", err)
	}
	b, counter = b.Sign(decided, counter)
	change := ledger.Change{Put: []ledger.Record{decided.Matter}, Entries: decided.Entries}
	if b.N == 0 {
		change.Put, change.Entries = append(change.Put, b), append(change.Entries, b.Return()...)
		change.Answer = a.showDraft(b, texts.BulletinReturned(b)+"\n")
		if ledger.May(a.Person, ledger.ActionBulletin, a.today) != nil {
			change.Answer = ledger.Reply{Text: texts.BulletinReturned(b)} // he changes no words
		}
		return change, a.tellBulletinDrafter(ctx, &change, b, a.showDraft(b, texts.BulletinReturned(b)+"\n"))
	}
	change.Put = append(change.Put, counter)
	return a.sendBulletin(ctx, change, b)
}

// sendBulletin says a signed bulletin in each chat that was chosen, once.
func (a *ask) sendBulletin(ctx context.Context, change ledger.Change, b ledger.Bulletin) (ledger.Change, error) {
	to, untold, err := a.bulletinReaders(ctx, b.To)
	if err != nil {
		return ledger.Change{}, err
	}
	if len(to) == 0 {
		return ledger.Change{}, refused(ledger.ReasonBulletinUnread, texts.CircleWords(b.To))
	}
	paper, sum := a.bulletinPaper(b)
	told := make([]ledger.Addressed, len(to))
	for i, r := range to {
		told[i] = ledger.Addressed{To: r.to, Unit: r.unit, Message: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, i+1))}
	}
	b, entries := b.Send(told, untold, sum)
	change.Put, change.Entries = append(change.Put, b), append(change.Entries, entries...)
	change.Send = a.bulletinMessages(b, texts.Bulletin(b), "issued", paper.files)
	held := !a.h.Hours(a.At).IsZero()
	change.Answer = ledger.Reply{Text: texts.BulletinIssued(b, held) + paper.missing(), Files: paper.files, About: bulletinAbout(b, ledger.PressBulletin)}
	return change, a.tellBulletinDrafter(ctx, &change, b, ledger.Reply{Text: texts.BulletinSigned(b)})
}

// bulletinPaper is the paper of a bulletin with its digest; none where nothing is put on
// paper. It tells of the moment of the figures.
func (a *ask) bulletinPaper(b ledger.Bulletin) (printed, string) {
	if a.h.Papers == nil {
		return printed{}, ""
	}
	p := a.printAs(documents.Stamp{Office: a.h.Office, Head: b.Head, At: b.At}, func(stamp documents.Stamp) (ledger.File, error) {
		return a.h.Papers.Bulletin(documents.BulletinPaper{
			Number: b.Number(), Title: b.Title, To: texts.BulletinAddressees(b.To), Body: texts.BulletinBody(b), Date: ledger.DateOf(b.Signed.At), Stamp: stamp,
		})
	})
	if len(p.files) == 0 {
		return p, ""
	}
	sum := sha256.Sum256(p.files[0].Body)
	return p, hex.EncodeToString(sum[:])
}

func (a *ask) bulletinMessages(b ledger.Bulletin, text, why string, files []ledger.File) []ledger.Message {
	send := make([]ledger.Message, len(b.Told))
	for i, r := range b.Told {
		send[i] = ledger.Message{
			ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, i+1)), To: r.To, Text: text, Files: files, NotBefore: a.h.Hours(a.At),
			Class: ledger.ClassNotice, About: ledger.About{Unit: r.Unit, Bulletin: b.ID}, Why: "bulletin " + why,
		}
	}
	return send
}

// tellBulletinDrafter tells whoever drafted a bulletin what came of it, if he did not decide
// himself.
func (a *ask) tellBulletinDrafter(ctx context.Context, change *ledger.Change, b ledger.Bulletin, said ledger.Reply) error {
	if b.By == a.From {
		return nil
	}
	drafter, err := a.personOf(ctx, b.By)
	if err != nil {
		return err
	}
	drafts := ledger.May(drafter, ledger.ActionBulletin, a.today) == nil
	if drafter.Chat == "" || !drafts {
		return nil
	}
	change.Send = append(change.Send, ledger.Message{
		ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, len(change.Send)+1)), To: drafter.Chat, Text: said.Text, Buttons: said.Buttons,
		NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, About: said.About, Why: "bulletin " + string(ledger.OccasionDecided),
	})
	return nil
}

// bulletinReaders are the chats of a circle, each once: a unit's groups, else whoever speaks
// for it; the leaders' group, else each leader. Units of which nobody is there come back.
func (a *ask) bulletinReaders(ctx context.Context, c ledger.Circle) (to []reader, untold []ledger.UnitID, err error) {
	units, err := a.circleUnits(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	add := func(unit ledger.UnitID, address ledger.Address) {
		if !slices.ContainsFunc(to, func(r reader) bool { return r.to == address }) {
			to = append(to, reader{address, unit})
		}
	}
	groups, persons, err := a.circleChats(ctx, units, c.Has(ledger.CircleLeaders))
	if err != nil {
		return nil, nil, err
	}
	for _, unit := range units {
		there := chatsAmong(groups, persons, unit, a.today)
		for _, address := range there {
			add(unit, address)
		}
		if len(there) == 0 {
			untold = append(untold, unit)
		}
	}
	if c.Has(ledger.CircleLeaders) {
		for _, address := range leadersAmong(groups, persons, a.today) {
			add("", address)
		}
	}
	return to, untold, nil
}

// circleUnits are the units of a circle today.
func (a *ask) circleUnits(ctx context.Context, c ledger.Circle) ([]ledger.UnitID, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return nil, fmt.Errorf("handlers: units: %w", err)
	}
	leading := map[ledger.UnitID]bool{}
	if c.Has(ledger.CircleLeading) {
		ranges := make([]ledger.Range, len(units))
		for i, unit := range units {
			ranges[i] = ledger.OpenRange(ledger.ScopeLead(unit.ID))
		}
		counts, _, err := a.h.Book.Count(ctx, ranges...)
		if err != nil {
			return nil, fmt.Errorf("handlers: who leads open tasks: %w", err)
		}
		for i, unit := range units {
			leading[unit.ID] = counts[i] > 0
		}
	}
	return c.Addressees(units, func(unit ledger.UnitID) bool { return leading[unit] }), nil
}

// circleChats reads the groups and the persons of units, and of the leaders, at once.
func (a *ask) circleChats(ctx context.Context, units []ledger.UnitID, leaders bool) ([]ledger.Chat, []ledger.Person, error) {
	var groups, speakers []string
	for _, unit := range units {
		groups = append(groups, ledger.GroupMark(ledger.AudienceUnit, unit))
		speakers = append(speakers, ledger.SpeakersMark(unit))
	}
	if leaders {
		groups, speakers = append(groups, ledger.GroupMark(ledger.AudienceLeaders, "")), append(speakers, ledger.RoleMark(ledger.RoleLeader))
	}
	if len(groups) == 0 {
		return nil, nil, nil
	}
	chats, err := a.h.Book.Chats(ctx, groups...)
	if err != nil {
		return nil, nil, fmt.Errorf("handlers: chats of a bulletin: %w", err)
	}
	persons, err := a.h.Book.Persons(ctx, speakers...)
	if err != nil {
		return nil, nil, fmt.Errorf("handlers: readers of a bulletin: %w", err)
	}
	return ledger.Lasting(chats, a.today), persons, nil
}

// chatsAmong are a unit's groups, else the private chats of those who speak for it.
func chatsAmong(groups []ledger.Chat, persons []ledger.Person, unit ledger.UnitID, today ledger.Date) []ledger.Address {
	var to []ledger.Address
	for _, chat := range groups {
		if chat.Audience == ledger.AudienceUnit && chat.Unit == unit {
			to = append(to, chat.ID)
		}
	}
	if len(to) > 0 {
		return to
	}
	for _, p := range ledger.Speakers(persons, unit, today) {
		if p.Chat != "" {
			to = append(to, p.Chat)
		}
	}
	return to
}

// leadersAmong are the leaders' groups, else the private chat of each leader.
func leadersAmong(groups []ledger.Chat, persons []ledger.Person, today ledger.Date) []ledger.Address {
	var to []ledger.Address
	for _, chat := range groups {
		if chat.Audience == ledger.AudienceLeaders {
			to = append(to, chat.ID)
		}
	}
	if len(to) > 0 {
		return to
	}
	for _, p := range persons {
		if p.Chat != "" && p.Has(today, ledger.RoleLeader) {
			to = append(to, p.Chat)
		}
	}
	return to
}

// voidBulletin declares a bulletin void: 作废 通报〔2025〕1号 数字有误. It keeps its number, and
// whoever got it is told.
func (a *ask) voidBulletin(ctx context.Context, number ledger.NoticeNumber, why string) (ledger.Change, error) {
	if refusal := ledger.May(a.Person, ledger.ActionBulletin, a.today); refusal != nil {
		return ledger.Change{}, refusal
	}
	b, err := a.bulletinNumbered(ctx, number)
	if err != nil {
		return ledger.Change{}, err
	}
	b, entries, refusal := b.Cancel(a.Person, a.At, why)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{b}, Entries: entries, Send: a.bulletinMessages(b, texts.BulletinVoidedToUnit(b), "void", nil),
		Answer: ledger.Reply{Text: texts.BulletinVoided(b)},
	}, nil
}
