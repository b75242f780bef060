package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// fieldTasks names the field of an entry that is about several tasks at once.
const fieldTasks = "tasks"

// tasksOf are the tasks that an entry is about.
func tasksOf(entry ledger.Entry) []ledger.TaskID {
	var tasks []ledger.TaskID
	if entry.Task != "" {
		tasks = append(tasks, entry.Task)
	}
	for _, field := range entry.Fields {
		if field.Name != fieldTasks {
			continue
		}
		for name := range strings.FieldsSeq(field.After) {
			tasks = append(tasks, ledger.TaskID(name))
		}
	}
	return tasks
}

// fieldBulletin names the field of an entry that is about a bulletin, its deliveries included.
const fieldBulletin = "bulletin"

// bulletinOf is the bulletin that an entry is about, if it is about one.
func bulletinOf(entry ledger.Entry) ledger.BulletinID {
	for _, field := range entry.Fields {
		if field.Name == fieldBulletin {
			return ledger.BulletinID(field.After)
		}
	}
	return ""
}

// EntriesOfBulletin are all entries on a bulletin and on the messages in which it was said,
// newest first: as many as it has edits and chats, however much else was said since.
func (s *Store) EntriesOfBulletin(ctx context.Context, id ledger.BulletinID) ([]ledger.Entry, error) {
	return s.newest(ctx, []string{s.keys.entriesOfBulletin(id)}, "-inf", math.MaxInt64, func(_ int, entry ledger.Entry) bool {
		return bulletinOf(entry) == id
	})
}

// EntriesOf are the newest entries on a task, newest first.
func (s *Store) EntriesOf(ctx context.Context, task ledger.TaskID, limit int64) ([]ledger.Entry, error) {
	return s.newest(ctx, []string{s.keys.entriesOf(task)}, "-inf", limit, func(_ int, entry ledger.Entry) bool {
		return slices.Contains(tasksOf(entry), task)
	})
}

// EntriesOfKind are, for each of the sorts in the order asked, the newest entries since a
// time, newest first; the limit is that of a sort.
func (s *Store) EntriesOfKind(ctx context.Context, since time.Time, limit int64, sorts ...ledger.What) ([]ledger.Entry, error) {
	indexes := make([]string, len(sorts))
	for i, what := range sorts {
		indexes[i] = s.keys.what(what)
	}
	return s.newest(ctx, indexes, score(millis(since)), limit, func(i int, entry ledger.Entry) bool {
		return entry.What == sorts[i]
	})
}

// newest reads what each index names, and of it no more than the limit of those entries
// that are wanted for that index.
func (s *Store) newest(ctx context.Context, indexes []string, lowest string, limit int64, wanted func(int, ledger.Entry) bool) ([]ledger.Entry, error) {
	keys := append([]string{s.keys.chain()}, indexes...)
	said, err := s.scripts.entries.Run(ctx, s.client, keys, lowest, limit).Slice()
	if err != nil {
		return nil, fmt.Errorf("store: entries: %w", err)
	}
	var entries []ledger.Entry
	for i, one := range said {
		before, blocks := len(entries), texts(one)
		for n := 0; n+2 < len(blocks); n += 3 {
			block, err := decodeBlock(blocks[n+1])
			if err != nil {
				return nil, fmt.Errorf("store: block %s: %w", blocks[n], err)
			}
			for _, entry := range slices.Backward(block.Entries) {
				if wanted(i, entry) && int64(len(entries)-before) < limit {
					entries = append(entries, entry)
				}
			}
		}
	}
	return entries, nil
}

// Entries are the blocks of the chain after a number, oldest first.
func (s *Store) Entries(ctx context.Context, after, limit int64) ([]Block, error) {
	items, err := s.links(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	blocks := make([]Block, len(items))
	for i, item := range items {
		if blocks[i], err = decodeBlock(item.body); err != nil {
			return nil, fmt.Errorf("store: block %d: %w", item.seq, err)
		}
		blocks[i].Seq, blocks[i].Link = item.seq, item.link
	}
	return blocks, nil
}

// link is a block as it stands in the chain.
type link struct {
	seq        int64
	body, link string
}

func (s *Store) links(ctx context.Context, after, limit int64) ([]link, error) {
	from := strconv.FormatInt(after+1, 10) + "-0"
	items, err := s.client.XRangeN(ctx, s.keys.chain(), from, "+", limit).Result()
	if err != nil {
		return nil, fmt.Errorf("store: chain: %w", err)
	}
	links := make([]link, len(items))
	for i, item := range items {
		if links[i], err = linkOf(item); err != nil {
			return nil, err
		}
	}
	return links, nil
}

func linkOf(item redis.XMessage) (link, error) {
	number, rest, _ := strings.Cut(item.ID, "-")
	seq, err := strconv.ParseInt(number, 10, 64)
	if err != nil || rest != "0" {
		return link{}, fmt.Errorf("store: chain: %s is no place in it", item.ID)
	}
	body, _ := item.Values["block"].(string)
	after, _ := item.Values["link"].(string)
	return link{seq, body, after}, nil
}
