package store

import (
	"context"
	"fmt"

	"duban/ledger"
)

// Menus are the fingerprints of the menus that chats were last given.
func (s *Store) Menus(ctx context.Context) (map[ledger.Address]string, error) {
	read, err := s.client.HGetAll(ctx, s.keys.menus()).Result()
	if err != nil {
		return nil, fmt.Errorf("store: menus: %w", err)
	}
	shown := make(map[ledger.Address]string, len(read))
	for chat, print := range read {
		shown[ledger.Address(chat)] = print
	}
	return shown, nil
}

// ShowMenu remembers which menu a chat was given; an empty fingerprint: it has none of its
// own. To lose that costs one call to the messenger, so nobody waits for a replica.
func (s *Store) ShowMenu(ctx context.Context, chat ledger.Address, print string) error {
	var err error
	if print == "" {
		err = s.client.HDel(ctx, s.keys.menus(), string(chat)).Err()
	} else {
		err = s.client.HSet(ctx, s.keys.menus(), string(chat), print).Err()
	}
	if err != nil {
		return fmt.Errorf("store: menu of %s: %w", chat, err)
	}
	return nil
}
