package ledger

// listPage is one of the lists behind the figures, and where it begins in the book.
type listPage struct {
	name ListName
	page Page
	on   func(Task) Date // the day that counts in it
}

// lists are those of tasks, in the order in which leaders read them.
func (s Survey) lists() []listPage {
	scope, next := s.marked(), s.Today.Monday().AddDays(7)
	none := func(Task) Date { return 0 }
	lists := []listPage{
		{ListOverdue, Page{Range: OverdueRange(scope, s.Today)}, none},
		{ListSuperior, Page{Range: SuperiorRange(scope)}, func(t Task) Date { return t.Superior.ReplyBy }},
		{ListReady, Page{Range: ReadyRange(scope, s.Today, s.Calendar)}, Task.Ready},
		{ListMissing, Page{Range: MissingRange(scope, s.Today)}, Task.ReportDue},
		{ListNext, Page{Range: DueRange(scope, next, next.AddDays(6))}, none},
	}
	if s.Kind == BriefSpecial {
		lists = append(lists, listPage{ListOpen, Page{Range: OpenRange(scope)}, none})
	}
	for i := range lists {
		lists[i].page.Limit = ListedMost
	}
	return lists
}

// listed are the lists of what was answered; one that is empty is left out.
func (s Survey) listed(m Moment) []Listed {
	var all []Listed
	for _, page := range m.Matters {
		list := Listed{Name: ListDecisions, Total: page.Total}
		for _, matter := range page.Matters {
			list.Lines = append(list.Lines, Line{
				Task: matter.Task, Title: matter.Title, On: matter.AnswerBy, Matter: matter.ID, Asks: matter.Kind, Lead: unitOf(matter),
			})
		}
		all = appendListed(all, list)
	}
	for i, list := range s.lists() {
		listed := Listed{Name: list.name, Total: m.Tasks[i].Total}
		for _, t := range m.Tasks[i].Tasks {
			listed.Lines = append(listed.Lines, Line{
				Task: t.ID, Title: t.Title, Lead: t.Lead, Lamp: t.Lamp(s.Today), Percent: t.Percent, Due: t.Limit.Due, On: list.on(t),
			})
		}
		all = appendListed(all, listed)
	}
	return all
}

func unitOf(m Matter) []UnitID {
	if m.Unit == "" {
		return nil
	}
	return []UnitID{m.Unit}
}

func appendListed(all []Listed, list Listed) []Listed {
	if list.Total == 0 {
		return all
	}
	return append(all, list)
}
