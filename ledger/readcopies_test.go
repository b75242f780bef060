package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestReadCopies(t *testing.T) {
	type read struct {
		Rest  string
		Names []string
	}
	tests := map[string]read{
		"请于月底前完工，抄送 市委督查室、组织部":       {"请于月底前完工", []string{"市委督查室", "组织部"}},
		"请于月底前完工。抄送：财政局，水务局。":        {"请于月底前完工", []string{"财政局", "水务局"}},
		"请抓紧\n抄送组织部":                 {"请抓紧", []string{"组织部"}},
		"抄送 住房和城乡建设局":                {"", []string{"住房和城乡建设局"}},
		"请抓紧（抄送 组织部）":                {"请抓紧", []string{"组织部"}},
		"请将整改方案抄送生态环境局":              {"请将整改方案抄送生态环境局", nil},
		"请抓紧，抄送":                     {"请抓紧，抄送", nil},
		"请抓紧，抄送 、":                   {"请抓紧，抄送 、", nil},
		"抄送 组织部；请抓紧":                 {"抄送 组织部；请抓紧", nil},
		"请抓紧，抄送各有关单位并请各单位按照职责分工抓好落实": {"请抓紧，抄送各有关单位并请各单位按照职责分工抓好落实", nil},
		"": {},
	}
	for words, want := range tests {
		rest, names := ledger.ReadCopies(words)
		if diff := cmp.Diff(want, read{rest, names}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

func FuzzReadCopies(f *testing.F) {
	f.Add("请于月底前完工，抄送 市委督查室、组织部")
	f.Add("抄送：、，（")
	f.Fuzz(func(t *testing.T, words string) {
		rest, names := ledger.ReadCopies(words)
		switch {
		case len(names) == 0 && rest != words:
			t.Errorf("%q lost words without a name: %q", words, rest)
		case !strings.HasPrefix(words, rest):
			t.Errorf("%q became %q", words, rest)
		}
		for _, name := range names {
			if name == "" || !strings.Contains(words, name) {
				t.Errorf("%q names %q", words, name)
			}
		}
	})
}
