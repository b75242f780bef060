package documents

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"

	"duban/ledger"
)

// policyFile is a policy as the office writes it in YAML (examples/policy.yaml).
type policyFile struct {
	Ladder []struct {
		Code string `yaml:"code"`
		Name string `yaml:"name"`
		When struct {
			DaysBefore   int  `yaml:"days_before"`
			NoProgress   bool `yaml:"no_progress"`
			DaysOverdue  int  `yaml:"days_overdue"`
			Gap          int  `yaml:"gap"`
			Notices      int  `yaml:"notices"`
			MissedReport int  `yaml:"missed_report"`
		} `yaml:"when"`
		Told      []ledger.Role `yaml:"told"`
		Notice    bool          `yaml:"notice"`
		Signer    ledger.Role   `yaml:"signer"`
		HeadSigns bool          `yaml:"head_signs"`
		ReplyDays int           `yaml:"reply_days"`
		Proposal  bool          `yaml:"proposal"`
	} `yaml:"ladder"`
	Notices struct {
		Number  string `yaml:"number"`
		Contact string `yaml:"contact"`
	} `yaml:"notices"`
	Procedures []struct {
		Sources []string `yaml:"sources"`
		Steps   []struct {
			Name     ledger.StepName `yaml:"name"`
			Days     int             `yaml:"days"`
			Workdays bool            `yaml:"workdays"`
			Files    bool            `yaml:"files"`
			Back     ledger.StepName `yaml:"back"`
		} `yaml:"steps"`
	} `yaml:"procedures"`
	Burden struct {
		Weekly int `yaml:"weekly"`
	} `yaml:"burden"`
	Ranking bool `yaml:"ranking"`
}

// ReadPolicy reads the office's rules. A key that is not known is an error with its line;
// what is wrong with the rules themselves is asked of [ledger.Policy.Problems].
func ReadPolicy(body []byte) (ledger.Policy, error) {
	if len(body) > maxPolicy {
		return ledger.Policy{}, errors.New("documents: policy: larger than 1 MiB")
	}
	var file policyFile
	if err := yaml.UnmarshalWithOptions(body, &file, yaml.Strict()); err != nil {
		return ledger.Policy{}, fmt.Errorf("documents: policy: %s", yaml.FormatError(err, false, false))
	}
	policy := ledger.Policy{ID: ledger.PolicyCurrent, Burden: ledger.Budget(file.Burden), Notices: ledger.NoticeRules(file.Notices), Ranking: file.Ranking}
	for _, l := range file.Ladder {
		policy.Ladder = append(policy.Ladder, ledger.Level{
			Code: l.Code, Name: l.Name, When: ledger.Trigger(l.When), Told: l.Told, ReplyDays: l.ReplyDays,
			Notice: l.Notice, Signer: l.Signer, HeadSigns: l.HeadSigns, Proposal: l.Proposal,
		})
	}
	for _, p := range file.Procedures {
		procedure := ledger.Procedure{Sources: p.Sources}
		for _, step := range p.Steps {
			procedure.Steps = append(procedure.Steps, ledger.Step(step))
		}
		policy.Procedures = append(policy.Procedures, procedure)
	}
	return policy, nil
}

const maxPolicy = 1 << 20
