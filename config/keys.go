package config

import "strings"

// key is one setting: its name in the file, its name in the environment, and what takes
// it in. secret keys can also be given by the name of a file: DUBAN_TOKEN_FILE.
type key struct {
	file   string // path in the YAML file
	env    string
	secret bool
	value  string // the default
	take   func(c *Config, value string) error
}

// keys are all settings, in the order in which examples/duban.yaml explains them.
func keys() []key {
	table := []key{
		{file: "token", env: "DUBAN_TOKEN", secret: true, take: takeToken},
		{file: "api_url", env: "DUBAN_API_URL", value: "https://api.telegram.org", take: takeURL(func(c *Config) *string { return &c.APIURL }, false)},
		{file: "redis_url", env: "DUBAN_REDIS_URL", secret: true, value: "redis://127.0.0.1:6379/0", take: takeRedis},
		{file: "listen", env: "DUBAN_LISTEN", value: "127.0.0.1:8080", take: takeListen},
		{file: "webhook_url", env: "DUBAN_WEBHOOK_URL", take: takeURL(func(c *Config) *string { return &c.WebhookURL }, true)},
		{file: "webhook_secret", env: "DUBAN_WEBHOOK_SECRET", secret: true, take: takeWebhookSecret},
		{file: "office", env: "DUBAN_OFFICE", value: "duban", take: takeOffice},
		{file: "office_name", env: "DUBAN_OFFICE_NAME", value: "指挥部办公室", take: func(c *Config, v string) error { c.OfficeName = v; return nil }},
		{file: "templates", env: "DUBAN_TEMPLATES", take: func(c *Config, v string) error { c.Templates = strings.TrimSpace(v); return nil }},
		{file: "zone", env: "DUBAN_ZONE", value: "Asia/Shanghai", take: takeZone},
		{file: "quiet.from", env: "DUBAN_QUIET_FROM", value: "20:00", take: takeClock(true)},
		{file: "quiet.until", env: "DUBAN_QUIET_UNTIL", value: "08:00", take: takeClock(false)},
		{file: "limits.immediate_days", env: "DUBAN_LIMITS_IMMEDIATE_DAYS", value: "15", take: takeImmediate},
		{file: "limits.review_every", env: "DUBAN_LIMITS_REVIEW_EVERY", value: "monthly", take: takeReview},
		{file: "limits.flood_season", env: "DUBAN_LIMITS_FLOOD_SEASON", value: "04-15", take: takeFlood},
		{file: fontPath, env: "DUBAN_FONT_PATH", take: func(c *Config, v string) error { c.FontPath = v; return nil }},
		{file: "log.level", env: "DUBAN_LOG_LEVEL", value: "info", take: takeLevel},
		{file: "log.format", env: "DUBAN_LOG_FORMAT", value: "text", take: takeFormat},
	}
	for _, r := range rhythms() {
		table = append(table, key{file: "rhythms." + r.Job, env: r.env(), value: r.Line, take: takeRhythm(r.Job)})
	}
	return table
}

// calendarFiles is the one setting that is a list: more holiday notices, later ones win.
const (
	calendarFiles    = "calendar_files"
	calendarFilesEnv = "DUBAN_CALENDAR_FILES" // separated by commas
	configEnv        = "DUBAN_CONFIG"
	fontPath         = "font_path"
	fileSuffix       = "_FILE"
)
