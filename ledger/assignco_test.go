package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestReadHanding(t *testing.T) {
	for words, want := range map[string]ledger.Handing{
		"住建局":                   {Lead: "住建局"},
		"住建局、水务局":               {Lead: "住建局、水务局"},
		"住建局 配合 水务局、坪石镇":        {Lead: "住建局", Co: "水务局、坪石镇"},
		"住建局，配合：水务局":            {Lead: "住建局", Co: "水务局"},
		"住建局 不再配合 农业农村局":        {Lead: "住建局", Drop: "农业农村局"},
		"不再配合 农业农村局":            {Drop: "农业农村局"},
		"住建局 取消配合单位 农业农村局":      {Lead: "住建局", Drop: "农业农村局"},
		"住建局 配合 水务局 不再配合 农业农村局": {Lead: "住建局", Co: "水务局", Drop: "农业农村局"},
		"住建局 不再配合 农业农村局；配合 水务局": {Lead: "住建局", Co: "水务局", Drop: "农业农村局"},
		"住建局 配合 无":              {Lead: "住建局", Alone: true},
		"水务局不再配合了":              {Drop: "水务局"},
		"配合 水务局":                {Co: "水务局"},
		"":                      {},
	} {
		if diff := cmp.Diff(want, ledger.ReadHanding(words)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

// TestHelpersStay holds that who helped goes on when a task is handed to others, until it is said
// that he does not.
func TestHelpersStay(t *testing.T) {
	for name, test := range map[string]struct {
		a    ledger.Assigning
		want []ledger.UnitID
		why  ledger.Reason
	}{
		"nothing is said":   {ledger.Assigning{}, []ledger.UnitID{"水务局"}, ""},
		"one more":          {ledger.Assigning{Co: []ledger.UnitID{"坪石镇"}}, []ledger.UnitID{"水务局", "坪石镇"}, ""},
		"the same":          {ledger.Assigning{Co: []ledger.UnitID{"水务局"}}, []ledger.UnitID{"水务局"}, ""},
		"it leads now":      {ledger.Assigning{Lead: []ledger.UnitID{"农业农村局", "水务局"}}, nil, ""},
		"let go":            {ledger.Assigning{Drop: []ledger.UnitID{"水务局"}}, nil, ""},
		"one for another":   {ledger.Assigning{Co: []ledger.UnitID{"坪石镇"}, Drop: []ledger.UnitID{"水务局"}}, []ledger.UnitID{"坪石镇"}, ""},
		"nobody":            {ledger.Assigning{Alone: true}, nil, ""},
		"who does not help": {ledger.Assigning{Drop: []ledger.UnitID{"坪石镇"}}, nil, ledger.ReasonNotCo},
	} {
		test.a.By, test.a.At = officer(), at(t, "2025-07-14 10:00:00")
		if test.a.Lead == nil {
			test.a.Lead = []ledger.UnitID{"农业农村局"}
		}
		task := drainTask()
		task.Co = []ledger.UnitID{"水务局"}
		given, refusal := task.Assign(test.a)
		if reasonOf(refusal) != test.why {
			t.Errorf("%s: refused for %q", name, reasonOf(refusal))
		}
		if diff := cmp.Diff(len(test.want), len(given.Task.Co)); diff != "" || refusal == nil && len(test.want) > 0 && !cmp.Equal(test.want, given.Task.Co) {
			t.Errorf("%s: %v help, want %v", name, given.Task.Co, test.want)
		}
	}
}
