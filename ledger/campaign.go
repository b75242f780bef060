package ledger

import "slices"

// Campaign is a campaign (战役) of which some task is or was: its name is kept with the first
// task that has it, so that figures by campaign need not look for it.
type Campaign struct {
	Name  string `json:"name"`
	Rev   int64  `json:"-"`
	Since Date   `json:"since"`
}

// Ref names the campaign: by its name.
func (c Campaign) Ref() (Kind, string) { return KindCampaign, c.Name }

// Revision is the revision at which the campaign was read.
func (c Campaign) Revision() int64 { return c.Rev }

// Marks are none: all campaigns of an office are read together.
func (c Campaign) Marks() []Mark { return nil }

// NewCampaigns are the names of the campaigns that a change may bring up: those of tasks that
// it enters, and those that it gives to tasks.
func NewCampaigns(change Change) []string {
	var names []string
	for _, record := range change.Put {
		t, ok := record.(Task)
		if !ok || t.Campaign == "" || slices.Contains(names, t.Campaign) {
			continue
		}
		if t.Rev == 0 || slices.ContainsFunc(change.Entries, func(e Entry) bool { return e.Task == t.ID && e.sets("campaign") }) {
			names = append(names, t.Campaign)
		}
	}
	return names
}

// sets reports whether an entry tells that a field became something else.
func (e Entry) sets(field string) bool {
	return slices.ContainsFunc(e.Fields, func(f FieldDiff) bool { return f.Name == field })
}
