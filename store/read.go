package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// Asker is what the book knows about somebody who spoke, and the tasks of which he
// presumably speaks, in one round trip. replyTo is "<address>/<id>" of the message that he
// replied to, or empty.
func (s *Store) Asker(ctx context.Context, person ledger.PersonID, chat ledger.Address, replyTo string, tasks ...ledger.TaskID) (ledger.Asker, error) {
	_, key := ledger.Person{ID: person}.Ref()
	var who, where, about *redis.StringCmd
	var mandated *redis.StringSliceCmd
	var which *redis.SliceCmd
	_, err := s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		who = pipe.HGet(ctx, s.keys.record(ledger.KindPerson), key)
		where = pipe.HGet(ctx, s.keys.record(ledger.KindChat), string(chat))
		about = pipe.Get(ctx, s.keys.said(replyTo))
		mandated = pipe.ZRange(ctx, s.keys.mark(ledger.MarkMandated), 0, -1)
		if len(tasks) > 0 {
			which = pipe.HMGet(ctx, s.keys.record(ledger.KindTask), taskKeys(tasks)...)
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return ledger.Asker{}, fmt.Errorf("store: asker %d: %w", person, err)
	}
	var asker ledger.Asker
	err = errors.Join(
		found(who, decodePerson, &asker.Person),
		found(where, decodeChat, &asker.Chat),
		found(about, decodeAbout, &asker.About))
	if err == nil && which != nil {
		asker.Tasks, err = existing(which.Val(), taskKeys(tasks), decodeTask)
	}
	if err != nil {
		return ledger.Asker{}, fmt.Errorf("store: asker %d: %w", person, err)
	}
	for _, unit := range mandated.Val() {
		asker.Person.Mandates = append(asker.Person.Mandates, ledger.UnitID(unit))
	}
	return asker, nil
}

func decodeAbout(value string) (about ledger.About, err error) {
	err = json.Unmarshal([]byte(value), &about)
	return about, err
}

// found decodes what a command read, and leaves the target alone if there is nothing.
func found[T any](cmd *redis.StringCmd, decode func(string) (T, error), into *T) error {
	value, err := cmd.Result()
	if errors.Is(err, redis.Nil) {
		return nil
	}
	if err != nil {
		return err
	}
	*into, err = decode(value)
	return err
}

// Tasks are the tasks of these codes that exist, in the order asked.
func (s *Store) Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error) {
	return records(ctx, s, ledger.KindTask, taskKeys(ids), decodeTask)
}

func taskKeys(ids []ledger.TaskID) []string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = string(id)
	}
	return keys
}

// Person are the persons of these numbers that exist, in the order asked.
func (s *Store) Person(ctx context.Context, ids ...ledger.PersonID) ([]ledger.Person, error) {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = strconv.FormatInt(int64(id), 10)
	}
	return records(ctx, s, ledger.KindPerson, keys, decodePerson)
}

// Report is a report by its name, if it exists.
func (s *Store) Report(ctx context.Context, id ledger.ReportID) (ledger.Report, bool, error) {
	return record(ctx, s, ledger.KindReport, string(id), decodeReport)
}

// Invitation is the invitation of a code's digest, if it exists.
func (s *Store) Invitation(ctx context.Context, digest string) (ledger.Invitation, bool, error) {
	return record(ctx, s, ledger.KindInvitation, digest, decodeInvitation)
}

// Counter is a counter; one that has counted nothing yet is zero.
func (s *Store) Counter(ctx context.Context, id string) (ledger.Counter, error) {
	counter, ok, err := record(ctx, s, ledger.KindCounter, id, decodeCounter)
	if !ok {
		counter = ledger.Counter{ID: id}
	}
	return counter, err
}

// Slots are the last worked slots of the jobs, in the order asked; that of a job which
// never ran has no time.
func (s *Store) Slots(ctx context.Context, jobs ...string) ([]ledger.Slot, error) {
	stored, err := records(ctx, s, ledger.KindSlot, jobs, decodeSlot)
	if err != nil {
		return nil, err
	}
	byJob := map[string]ledger.Slot{}
	for _, slot := range stored {
		byJob[slot.Job] = slot
	}
	slots := make([]ledger.Slot, len(jobs))
	for i, job := range jobs {
		slots[i] = byJob[job]
		slots[i].Job = job
	}
	return slots, nil
}

// Units are all units of the office, ordered by name.
func (s *Store) Units(ctx context.Context) ([]ledger.Unit, error) {
	values, err := s.client.HVals(ctx, s.keys.record(ledger.KindUnit)).Result()
	if err != nil {
		return nil, fmt.Errorf("store: units: %w", err)
	}
	units := make([]ledger.Unit, len(values))
	for i, value := range values {
		if units[i], err = decodeUnit(value); err != nil {
			return nil, fmt.Errorf("store: units: %w", err)
		}
	}
	slices.SortFunc(units, func(a, b ledger.Unit) int { return cmp.Compare(a.ID, b.ID) })
	return units, nil
}

// Mandated are the names of the units that may assign to others.
func (s *Store) Mandated(ctx context.Context) ([]ledger.UnitID, error) {
	names, err := s.client.ZRange(ctx, s.keys.mark(ledger.MarkMandated), 0, -1).Result()
	if err != nil {
		return nil, fmt.Errorf("store: units with a mandate: %w", err)
	}
	ids := make([]ledger.UnitID, len(names))
	for i, name := range names {
		ids[i] = ledger.UnitID(name)
	}
	return ids, nil
}

// UnitIDs are the names of all units of the office, in order.
func (s *Store) UnitIDs(ctx context.Context) ([]ledger.UnitID, error) {
	names, err := s.client.HKeys(ctx, s.keys.record(ledger.KindUnit)).Result()
	if err != nil {
		return nil, fmt.Errorf("store: names of units: %w", err)
	}
	slices.Sort(names)
	ids := make([]ledger.UnitID, len(names))
	for i, name := range names {
		ids[i] = ledger.UnitID(name)
	}
	return ids, nil
}

// TasksIn is a page of the tasks under a mark, and how many the range has in all. A
// negative limit asks for all of them, a limit of 0 only for the total.
func (s *Store) TasksIn(ctx context.Context, page ledger.Page) (tasks []ledger.Task, total int64, err error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindTask, decodeTask, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

// TasksInEach are the tasks of several pages, all of one moment.
func (s *Store) TasksInEach(ctx context.Context, pages ...ledger.Page) ([][]ledger.Task, error) {
	tasks, _, err := pagesOf(ctx, s, ledger.KindTask, decodeTask, pages...)
	return tasks, err
}

// Persons are the persons that stand under any of the marks, each once.
func (s *Store) Persons(ctx context.Context, marks ...string) ([]ledger.Person, error) {
	return under(ctx, s, ledger.KindPerson, decodePerson, marks)
}

// Chats are the chats that stand under any of the marks, each once.
func (s *Store) Chats(ctx context.Context, marks ...string) ([]ledger.Chat, error) {
	return under(ctx, s, ledger.KindChat, decodeChat, marks)
}

// Reports are the newest reports under a mark, newest first.
func (s *Store) Reports(ctx context.Context, mark string, limit int64) ([]ledger.Report, error) {
	page := ledger.Page{Range: ledger.AllRange(mark), Limit: limit, Descending: true}
	pages, _, err := pagesOf(ctx, s, ledger.KindReport, decodeReport, page)
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// mostWords is how many tasks are looked at to find words.
const mostWords = 500

// TasksWithWords are tasks whose title may have all these pairs of letters: those under
// the rarest pair, in falling order of their codes. The caller compares the titles. It
// takes two round trips and never looks at more than 500 tasks, however many are asked
// for: as many answers as were allowed means that there may be older ones.
func (s *Store) TasksWithWords(ctx context.Context, bigrams []string, limit int64) ([]ledger.Task, error) {
	if len(bigrams) == 0 {
		return nil, nil
	}
	sizes := make([]*redis.IntCmd, len(bigrams))
	_, err := s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, bigram := range bigrams {
			sizes[i] = pipe.ZCard(ctx, s.keys.mark(ledger.WordMark(bigram)))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: words: %w", err)
	}
	rarest := 0
	for i := range sizes {
		if sizes[i].Val() < sizes[rarest].Val() {
			rarest = i
		}
	}
	if sizes[rarest].Val() == 0 {
		return nil, nil
	}
	tasks, _, err := s.TasksIn(ctx, ledger.Page{
		Range: ledger.AllRange(ledger.WordMark(bigrams[rarest])), Limit: min(limit, mostWords), Descending: true,
	})
	return tasks, err
}

// Count is how many records each range has, all figures of one moment, and the head of
// the chain at that moment.
func (s *Store) Count(ctx context.Context, ranges ...ledger.Range) ([]int64, ledger.Head, error) {
	counted := make([]*redis.IntCmd, len(ranges))
	var at *redis.SliceCmd
	_, err := s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, r := range ranges {
			counted[i] = s.counted(ctx, pipe, r)
		}
		at = pipe.HMGet(ctx, s.keys.head(), "seq", "link")
		return nil
	})
	if err != nil {
		return nil, ledger.Head{}, fmt.Errorf("store: count: %w", err)
	}
	counts := make([]int64, len(ranges))
	for i, cmd := range counted {
		counts[i] = cmd.Val()
	}
	head, err := headOf(at.Val())
	if err != nil {
		return nil, ledger.Head{}, fmt.Errorf("store: count: %w", err)
	}
	return counts, head, nil
}

// counted asks how many records a range has: all that stand under a mark are known without
// being looked for.
func (s *Store) counted(ctx context.Context, pipe redis.Pipeliner, r ledger.Range) *redis.IntCmd {
	if r == ledger.AllRange(r.Mark) {
		return pipe.ZCard(ctx, s.keys.mark(r.Mark))
	}
	return pipe.ZCount(ctx, s.keys.mark(r.Mark), score(r.Min), score(r.Max))
}

// Head is the end of the chain of entries.
func (s *Store) Head(ctx context.Context) (ledger.Head, error) {
	values, err := s.client.HMGet(ctx, s.keys.head(), "seq", "link").Result()
	if err != nil {
		return ledger.Head{}, fmt.Errorf("store: head of the chain: %w", err)
	}
	head, err := headOf(values)
	if err != nil {
		return ledger.Head{}, fmt.Errorf("store: %w", err)
	}
	return head, nil
}

func headOf(values []any) (ledger.Head, error) {
	if len(values) != 2 || values[0] == nil {
		return ledger.Head{}, nil // nothing was ever stored
	}
	seq, _ := values[0].(string)
	link, _ := values[1].(string)
	return parseHead(seq, link)
}

// record reads one record.
func record[T any](ctx context.Context, s *Store, kind ledger.Kind, key string, decode func(string) (T, error)) (T, bool, error) {
	var none T
	value, err := s.client.HGet(ctx, s.keys.record(kind), key).Result()
	if errors.Is(err, redis.Nil) {
		return none, false, nil
	}
	if err != nil {
		return none, false, fmt.Errorf("store: %s %s: %w", kind, key, err)
	}
	read, err := decode(value)
	if err != nil {
		return none, false, fmt.Errorf("store: %s %s: %w", kind, key, err)
	}
	return read, true, nil
}

// records reads those records that exist.
func records[T any](ctx context.Context, s *Store, kind ledger.Kind, keys []string, decode func(string) (T, error)) ([]T, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	values, err := s.client.HMGet(ctx, s.keys.record(kind), keys...).Result()
	if err != nil {
		return nil, fmt.Errorf("store: %s records: %w", kind, err)
	}
	read, err := existing(values, keys, decode)
	if err != nil {
		return nil, fmt.Errorf("store: %s %w", kind, err)
	}
	return read, nil
}

// existing decodes those of the values that are there. Errors begin with the key.
func existing[T any](values []any, keys []string, decode func(string) (T, error)) ([]T, error) {
	read := make([]T, 0, len(values))
	for i, value := range values {
		text, ok := value.(string)
		if !ok {
			continue
		}
		record, err := decode(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", keys[i], err)
		}
		read = append(read, record)
	}
	return read, nil
}
