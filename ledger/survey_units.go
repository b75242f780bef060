package ledger

// membersMost is how many tasks of a campaign or of a leader are looked at, to tell its units
// apart. No mark is of a unit within a campaign: it would be one more for each pair of them.
const membersMost = 2000

// byUnit reports whether a survey tells the units within its scope apart by reading tasks.
func (s Survey) byUnit() bool {
	_, campaign := s.Scope.Campaign()
	_, leader := s.Scope.Post()
	return s.Kind == BriefSpecial && (campaign || leader)
}

func (s Survey) members() Page {
	return Page{Range: AllRange(MarkOf(MarkAll, s.Scope)), Limit: membersMost}
}

// unitsAmong are the figures of units by the tasks that they lead among these. There are none
// where these are not all: figures of a part would not fit those of the whole.
func (s Survey) unitsAmong(page TaskPage) []Figures {
	if int64(len(page.Tasks)) < page.Total {
		return nil
	}
	led := map[UnitID]scored{}
	for _, t := range page.Tasks {
		of := newScored(t)
		for _, unit := range t.Lead {
			led[unit] = append(led[unit], of)
		}
	}
	var all []Figures
	for _, unit := range s.Units {
		if own := led[unit]; len(own) > 0 {
			all = append(all, newFigures(string(unit), own.counts(FigureRanges(ScopeLead(unit), s.Today))))
		}
	}
	return all
}

// counts are how many of the tasks each question by a range would find.
func (all scored) counts(ranges []Range) []int64 {
	counts := make([]int64, len(ranges))
	for i, r := range ranges {
		counts[i] = int64(len(all.within(r)))
	}
	return counts
}

// JoinAsked puts the questions of several surveys together: one look answers all of them.
func JoinAsked(all ...Asked) Asked {
	var joined Asked
	for _, asked := range all {
		joined.Ranges = append(joined.Ranges, asked.Ranges...)
		joined.Tasks = append(joined.Tasks, asked.Tasks...)
		joined.Matters = append(joined.Matters, asked.Matters...)
		joined.Latest = append(joined.Latest, asked.Latest...)
		joined.Indicators = append(joined.Indicators, asked.Indicators...)
	}
	return joined
}

// Split gives back to each what it asked for, in the order of JoinAsked.
func (m Moment) Split(all ...Asked) []Moment {
	moments := make([]Moment, len(all))
	for i, asked := range all {
		moments[i].Head = m.Head
		moments[i].Counts, m.Counts = cut(m.Counts, len(asked.Ranges))
		moments[i].Tasks, m.Tasks = cut(m.Tasks, len(asked.Tasks))
		moments[i].Matters, m.Matters = cut(m.Matters, len(asked.Matters))
		moments[i].Latest, m.Latest = cut(m.Latest, len(asked.Latest))
		moments[i].Indicators, m.Indicators = cut(m.Indicators, len(asked.Indicators))
	}
	return moments
}

func cut[T any](all []T, n int) (first, rest []T) { return all[:n:n], all[n:] }
