package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/config"
)

func TestUnknown(t *testing.T) {
	environ := []string{
		"PATH=/bin", "DUBAN_TOKN=1:a", "DUBAN_TOKEN=1:a", "DUBAN_TOKEN_FILE=t", "DUBAN_CONFIG=c", "DUBAN_ZONE_FILE=z",
		"DUBAN_CALENDAR_FILES=a,b", "DUBAN_RHYTHM_DIGEST=off", "DUBAN_REDIS_URL=redis://h", "DUBANX=1",
	}
	if diff := cmp.Diff([]string{"DUBAN_TOKN", "DUBAN_ZONE_FILE"}, config.Unknown(environ)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
