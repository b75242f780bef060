package bot

import (
	"encoding/json"
	"slices"
)

// unreadable are the things that people send instead of words, as Telegram names them.
// A venue comes first, because it comes with a location.
func unreadable() []string {
	return []string{
		"venue", "location", "voice", "video", "video_note", "audio", "sticker", "contact", "poll", "dice", "game",
		"story", "paid_media", "live_photo", "checklist", "rich_message", "invoice", "giveaway", "giveaway_winners",
	}
}

// services are what Telegram itself says in a chat, and what concerns nobody's work.
func services() []string {
	return []string{
		"new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed", "new_chat_title", "new_chat_photo",
		"delete_chat_photo", "group_chat_created", "supergroup_chat_created", "channel_chat_created",
		"message_auto_delete_timer_changed", "pinned_message", "successful_payment", "refunded_payment", "users_shared",
		"chat_shared", "gift", "unique_gift", "gift_upgrade_sent", "connected_website", "write_access_allowed",
		"passport_data", "proximity_alert_triggered", "boost_added", "chat_background_set", "checklist_tasks_done",
		"checklist_tasks_added", "direct_message_price_changed", "forum_topic_created", "forum_topic_edited",
		"forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden",
		"giveaway_created", "giveaway_completed", "managed_bot_created", "paid_message_price_changed", "poll_option_added",
		"poll_option_deleted", "suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined",
		"suggested_post_paid", "suggested_post_refunded", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
		"video_chat_participants_invited", "web_app_data",
	}
}

// kindOf names what came instead of words: "other" for what is newer than this program,
// nothing for what Telegram itself says.
func kindOf(raw []byte) string {
	var u struct {
		Said   map[string]json.RawMessage `json:"message"`
		Edited map[string]json.RawMessage `json:"edited_message"`
	}
	if err := json.Unmarshal(raw, &u); err != nil {
		return ""
	}
	fields := u.Said
	if fields == nil {
		fields = u.Edited
	}
	has := func(name string) bool { return fields[name] != nil }
	names := unreadable()
	if i := slices.IndexFunc(names, has); i >= 0 {
		return names[i]
	}
	if slices.ContainsFunc(services(), has) {
		return ""
	}
	return "other"
}
