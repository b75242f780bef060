package documents_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/documents"
	"duban/ledger"
)

// TestPolicyExample holds that the file that people copy is what the program does anyway.
func TestPolicyExample(t *testing.T) {
	body, err := os.ReadFile("../examples/policy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := documents.ReadPolicy(body)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ledger.DefaultPolicy(), got); diff != "" {
		t.Errorf("examples/policy.yaml (-default +read):\n%s", diff)
	}
	if problems := got.Problems(); len(problems) > 0 {
		t.Errorf("the default has problems: %v", problems)
	}
}

func TestPolicyRefuses(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"an unknown key":   {"ladder:\n  - code: a\n    nam: b\n", "nam"},
		"not YAML":         {"ladder: [", "documents: policy"},
		"a list as a word": {"ladder: yes", "documents: policy"},
	} {
		if _, err := documents.ReadPolicy([]byte(test.body)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, test.want)
		}
	}
}

func TestPolicyProblems(t *testing.T) {
	policy, err := documents.ReadPolicy([]byte(`
ladder:
  - {code: a, name: 甲, when: {days_overdue: 1}, told: [office], notice: true, signer: head}
  - {code: a, name: 乙, when: {}}
  - {when: {gap: -1}}
procedures:
  - {sources: [中央], steps: [{name: office}, {name: self_check}, {name: nonsense}, {name: public_notice}]}
  - {sources: [省], steps: []}
  - {sources: [市], steps: [{name: self_check}, {name: office, back: superior}, {name: superior, back: office}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.PolicyProblem{
		{Where: "ladder[1].told", Code: "role", Words: "office"},
		{Where: "ladder[1].signer", Code: "role", Words: "head"},
		{Where: "ladder[2]", Code: "twice", Words: "a"},
		{Where: "ladder[2].when", Code: "never", Words: "a"},
		{Where: "ladder[3]", Code: "unnamed"},
		{Where: "ladder[3]", Code: "negative"},
		{Where: "procedures[1].steps", Code: "order", Words: "self_check"},
		{Where: "procedures[1].steps", Code: "step", Words: "nonsense"},
		{Where: "procedures[1].steps", Code: "days", Words: "public_notice"},
		{Where: "procedures[2].steps", Code: "none"},
		{Where: "procedures[3].steps", Code: "back", Words: "superior"},
		{Where: "procedures", Code: "rest"},
	}
	if diff := cmp.Diff(want, policy.Problems()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}
