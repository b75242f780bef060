package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// briefPressed shows more of the snapshot behind a brief, however old it is: the brief itself
// where it was one line of several, 详情, 图表, 表格, 文稿. It takes what it took to ask for the brief itself.
func briefPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	what, id, _ := strings.Cut(about, "/")
	found, err := a.h.Book.Snapshots(ctx, ledger.SnapshotID(id))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: snapshot %s: %w", id, err)
	}
	if len(found) == 0 {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	s := found[0]
	if err := a.mayRead(s); err != nil {
		return ledger.Change{}, err
	}
	switch what {
	case texts.BriefWhole:
		return ledger.Change{Answer: a.briefed(s)}, nil
	case texts.BriefDetails:
		text, about := texts.BriefLists(s)
		return ledger.Change{Answer: ledger.Reply{Text: text, About: about}}, nil
	case texts.BriefCharts:
		return a.charts(ctx, s)
	case texts.BriefTable:
		return a.made(s, a.h.Makers.Table)
	case texts.BriefPaper:
		return a.paperOf(s)
	}
	return ledger.Change{}, refused(ledger.ReasonOldButton, "")
}

// mayRead tells why the asker may not read a snapshot here; nil: he may. It is what he might
// ask for himself: in a unit's group and of a unit's people their own unit's, of who reads
// everything each.
func (a *ask) mayRead(s ledger.Snapshot) error {
	unit, _ := s.Scope.Lead()
	if here := a.here(); here.Audience == ledger.AudienceUnit && !a.Private {
		if here.Unit != unit {
			return refused(ledger.ReasonNotInGroup, "")
		}
		return a.onlyOwn(unit)
	}
	if !a.wide() {
		return refused(ledger.ReasonNotInGroup, "")
	}
	if s.Kind == ledger.BriefSpecial {
		return deny(ledger.May(a.Person, ledger.ActionFind, a.today))
	}
	if ledger.May(a.Person, ledger.ActionUnitScore, a.today) == nil {
		return nil
	}
	for _, own := range a.ownScopes() {
		if own.scope == s.Scope {
			return nil
		}
	}
	return refused(ledger.ReasonNoRight, "")
}

// deny keeps a refusal that is none from becoming an error that is one.
func deny(refusal *ledger.Refusal) error {
	if refusal == nil {
		return nil
	}
	return refusal
}

// charts sends the pictures as one album; who ranks whom is shown only where the office wants
// it (domain §9).
func (a *ask) charts(ctx context.Context, s ledger.Snapshot) (ledger.Change, error) {
	draw := a.h.Makers.Charts
	if draw == nil {
		return ledger.Change{}, refused(ledger.ReasonNotMade, "")
	}
	type picture struct {
		name string
		draw func(ledger.Snapshot) ([]byte, error)
	}
	pictures := []picture{{"lamps.png", draw.Lamps}, {"progress.png", draw.Progress}}
	if len(s.Weeks) > 1 {
		pictures = append(pictures, picture{"trends.png", draw.Trends})
	}
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: charts: %w", err)
	}
	if policy.Ranking && len(s.Units) > 1 {
		pictures = append(pictures, picture{"ranking.png", draw.Ranking})
	}
	reply := ledger.Reply{Text: texts.BriefCaption(s)}
	for _, p := range pictures {
		body, err := p.draw(s)
		if errors.Is(err, documents.ErrNothingToDraw) {
			continue
		}
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: snapshot %s: %s: %w", s.ID, p.name, err)
		}
		reply.Files = append(reply.Files, ledger.File{Kind: ledger.FilePhoto, Name: p.name, Body: body})
	}
	if len(reply.Files) == 0 {
		return ledger.Change{}, refused(ledger.ReasonNotDrawn, "")
	}
	return ledger.Change{Answer: reply}, nil
}

// paperOf sends the snapshot's paper, or says that it could not be made: the figures stand in
// the brief all the same.
func (a *ask) paperOf(s ledger.Snapshot) (ledger.Change, error) {
	if a.h.Makers.Paper == nil {
		return ledger.Change{}, refused(ledger.ReasonNotMade, "")
	}
	p := a.printAs(documents.Stamp{}, func(documents.Stamp) (ledger.File, error) { return a.h.Makers.Paper(s) })
	return ledger.Change{Answer: ledger.Reply{Text: texts.BriefCaption(s) + p.missing(), Files: p.files}}, nil
}

// made sends what a maker makes of the snapshot.
func (a *ask) made(s ledger.Snapshot, make func(ledger.Snapshot) (ledger.File, error)) (ledger.Change, error) {
	if make == nil {
		return ledger.Change{}, refused(ledger.ReasonNotMade, "")
	}
	file, err := make(s)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: snapshot %s: %w", s.ID, err)
	}
	return ledger.Change{Answer: ledger.Reply{Text: texts.BriefCaption(s), Files: []ledger.File{file}}}, nil
}
