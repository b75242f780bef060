package ledger_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/ledger"
)

var bulletinAt = time.Date(2025, 7, 14, 9, 0, 0, 0, time.FixedZone("", 8*3600))

func bulletinOfficer(id ledger.PersonID, name string) ledger.Person {
	return ledger.Person{ID: id, Name: name, Posts: []ledger.Post{{Role: ledger.RoleOffice}}}
}

func draftedBulletin(t *testing.T, paragraphs ...string) ledger.Bulletin {
	t.Helper()
	b, counter, _, refusal := ledger.Counter{Last: 2}.DraftBulletin(ledger.BulletinDrafting{
		By: bulletinOfficer(1, "刘敏"), At: bulletinAt, Snapshot: ledger.Snapshot{At: bulletinAt, Name: "全市"},
		Title: "落实情况通报", Paragraphs: paragraphs, To: ledger.DefaultCircle(),
	})
	if refusal != nil || counter.Last != 3 || b.ID != "2025-3" {
		t.Fatalf("drafted %s, counter %d, refused %v", b.ID, counter.Last, refusal)
	}
	return b
}

func edit(b ledger.Bulletin, by ledger.Person, version int, reply string) (ledger.Bulletin, *ledger.Refusal) {
	lines, _, _ := ledger.ReadBulletinLines(reply)
	step, refusal := b.Edit(ledger.BulletinEditing{By: by, At: bulletinAt.Add(time.Minute), Version: version, Lines: lines})
	return step.Bulletin, refusal
}

func TestBulletinEdit(t *testing.T) {
	officer := bulletinOfficer(1, "刘敏")
	tests := map[string]struct {
		reply string
		want  []string
		title string
		no    ledger.Reason
	}{
		"one paragraph":          {reply: "2 第二段改了", want: []string{"甲", "第二段改了", "丙"}},
		"numbers as shown":       {reply: "删 1\n3 丙改了\n加 丁", want: []string{"乙", "丙改了", "丁"}},
		"several dropped":        {reply: "删 1、3", want: []string{"乙"}},
		"the title":              {reply: "标题 新的标题", want: []string{"甲", "乙", "丙"}, title: "新的标题"},
		"a paragraph not there":  {reply: "4 没有", no: ledger.ReasonNoParagraph},
		"paragraph zero":         {reply: "0 没有", no: ledger.ReasonNoParagraph},
		"one that is only added": {reply: "加 丁\n4 没有", no: ledger.ReasonNoParagraph},
		"nothing left":           {reply: "删 1、2、3", no: ledger.ReasonBulletinEmpty},
		"a marking":              {reply: "1 机密★十年", no: ledger.ReasonSecret},
		"a marking in the title": {reply: "标题 机密★十年", no: ledger.ReasonSecret},
		"too long a paragraph":   {reply: "1 " + strings.Repeat("长", ledger.TextMost+1), no: ledger.ReasonTooLong},
		"too many paragraphs":    {reply: strings.Repeat("加 段\n", ledger.BulletinParagraphs), no: ledger.ReasonTooLong},
		"too long in all":        {reply: strings.Repeat("加 "+strings.Repeat("长", 990)+"\n", 7), no: ledger.ReasonTooLong},
		"too short a title":      {reply: "标题 好", no: ledger.ReasonShortTitle},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := draftedBulletin(t, "甲", "乙", "丙")
			next, refusal := edit(b, officer, b.Version, tt.reply)
			if tt.no != "" {
				if refusal == nil || refusal.Reason != tt.no {
					t.Fatalf("got %v, want %s", refusal, tt.no)
				}
				return
			}
			if refusal != nil {
				t.Fatal(refusal)
			}
			if diff := cmp.Diff(tt.want, next.Paragraphs); diff != "" {
				t.Error(diff)
			}
			if tt.title != "" && next.Title != tt.title {
				t.Errorf("title %q, want %q", next.Title, tt.title)
			}
			if next.Version != b.Version+1 || !slices.Equal(b.Paragraphs, []string{"甲", "乙", "丙"}) {
				t.Errorf("version %d after %d, and the draft before it is %v", next.Version, b.Version, b.Paragraphs)
			}
		})
	}
}

// TestBulletinEditors: whoever saw an earlier draft than another officer's is told, and what
// one and the same officer says twice to one message counts while no number moved.
func TestBulletinEditors(t *testing.T) {
	liu, wang := bulletinOfficer(1, "刘敏"), bulletinOfficer(2, "小王")
	b := draftedBulletin(t, "甲", "乙", "丙")
	seen := b.Version
	b, refusal := edit(b, liu, seen, "1 甲改了")
	if refusal != nil {
		t.Fatal(refusal)
	}
	if _, refusal = edit(b, wang, seen, "2 乙改了"); refusal == nil || refusal.Reason != ledger.ReasonBulletinMoved {
		t.Fatalf("the later officer got %v", refusal)
	}
	if since := b.Since(seen, wang.ID); len(since) != 1 || since[0].Name != "刘敏" || since[0].Touched[0].N != 1 {
		t.Errorf("he is told of %+v", since)
	}
	if b, refusal = edit(b, liu, seen, "2 乙也改了"); refusal != nil {
		t.Fatalf("his own second correction got %v", refusal)
	}
	if b, refusal = edit(b, liu, seen, "删 1"); refusal != nil {
		t.Fatal(refusal)
	}
	if _, refusal = edit(b, liu, seen, "2 哪一段"); refusal == nil || refusal.Reason != ledger.ReasonBulletinMoved {
		t.Errorf("a number that moved got %v", refusal)
	}
}

func submit(t *testing.T, b ledger.Bulletin) (ledger.Bulletin, ledger.Matter) {
	t.Helper()
	step, m, refusal := b.Submit(ledger.BulletinSubmitting{By: bulletinOfficer(1, "刘敏"), At: bulletinAt.Add(time.Hour), Version: b.Version, Desk: ledger.DeskOffice})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return step.Bulletin, m
}

func decideBulletin(t *testing.T, m ledger.Matter, verdict ledger.Verdict, words string) ledger.Decided {
	t.Helper()
	d, refusal := m.Decide(ledger.Task{}, ledger.Deciding{By: bulletinOfficer(2, "小王"), At: bulletinAt.Add(2 * time.Hour), Verdict: verdict, Words: words})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return d
}

func TestBulletinSign(t *testing.T) {
	officer := bulletinOfficer(1, "刘敏")
	b, m := submit(t, draftedBulletin(t, "甲"))
	if b.State != ledger.BulletinToSign || m.Task != "" || m.ID.Task() != "" || m.Bulletin != b.ID {
		t.Fatalf("%s waits as %+v", b.State, m)
	}
	back, counter := b.Sign(decideBulletin(t, m, ledger.VerdictRefused, "请补充"), ledger.Counter{Last: 4})
	if back.State != ledger.BulletinDraft || back.N != 0 || counter.Last != 4 || back.Returned.Words != "请补充" {
		t.Errorf("given back it is %s, number %d, counter %d", back.State, back.N, counter.Last)
	}
	signed, counter := b.Sign(decideBulletin(t, m, ledger.VerdictApproved, ""), ledger.Counter{Last: 4})
	if signed.Number() != "通报〔2025〕5号" || counter.Last != 5 || signed.State != ledger.BulletinIssued {
		t.Errorf("signed it is %s %s, counter %d", signed.Number(), signed.State, counter.Last)
	}
	if _, refusal := edit(signed, officer, signed.Version, "1 改"); refusal == nil || refusal.Reason != ledger.ReasonBulletinSigned {
		t.Errorf("a change after the signature got %v", refusal)
	}
	if _, _, refusal := signed.Cancel(officer, bulletinAt, " "); refusal == nil || refusal.Reason != ledger.ReasonBulletinWhy {
		t.Errorf("void without a reason got %v", refusal)
	}
	void, entries, refusal := signed.Cancel(officer, bulletinAt, "数字有误")
	if refusal != nil || void.Number() != "通报〔2025〕5号" || void.State != ledger.BulletinVoid || len(entries) != 1 {
		t.Errorf("void it is %s %s, %v", void.Number(), void.State, refusal)
	}
	if _, _, refusal := void.Cancel(officer, bulletinAt, "再来"); refusal == nil || refusal.Reason != ledger.ReasonBulletinVoid {
		t.Errorf("void twice got %v", refusal)
	}
}

// TestBulletinTakenBack: what is changed while it waits is not signed as it was.
func TestBulletinTakenBack(t *testing.T) {
	b, m := submit(t, draftedBulletin(t, "甲"))
	lines, _, _ := ledger.ReadBulletinLines("1 乙")
	step, refusal := b.Edit(ledger.BulletinEditing{By: bulletinOfficer(1, "刘敏"), At: bulletinAt.Add(90 * time.Minute), Version: b.Version, Lines: lines, Waiting: m})
	if refusal != nil || step.Bulletin.State != ledger.BulletinDraft || len(step.Put) != 2 {
		t.Fatalf("it is %s with %d records, %v", step.Bulletin.State, len(step.Put), refusal)
	}
	if m, ok := step.Put[0].(ledger.Matter); !ok || m.Verdict != ledger.VerdictVoid {
		t.Errorf("the signature still waits: %+v", step.Put[0])
	}
}

func TestBulletinRefused(t *testing.T) {
	officer, contact := bulletinOfficer(1, "刘敏"), ledger.Person{ID: 9, Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局"}}}
	tests := map[string]struct {
		by   ledger.Person
		at   time.Time
		make func(*ledger.Bulletin)
		want ledger.Reason
	}{
		"a unit":          {by: contact, want: ledger.ReasonNoRight},
		"a stranger":      {by: ledger.Person{ID: 8}, want: ledger.ReasonStranger},
		"out of its time": {by: officer, at: bulletinAt.Add(ledger.BulletinWaits), want: ledger.ReasonBulletinOld},
		"waits already":   {by: officer, make: func(b *ledger.Bulletin) { b.State = ledger.BulletinToSign }, want: ledger.ReasonBulletinWaits},
		"signed":          {by: officer, make: func(b *ledger.Bulletin) { b.State = ledger.BulletinIssued }, want: ledger.ReasonBulletinSigned},
		"void":            {by: officer, make: func(b *ledger.Bulletin) { b.State = ledger.BulletinVoid }, want: ledger.ReasonBulletinVoid},
		"dropped":         {by: officer, make: func(b *ledger.Bulletin) { b.State = ledger.BulletinDropped }, want: ledger.ReasonBulletinDropped},
		"to nobody":       {by: officer, make: func(b *ledger.Bulletin) { b.To = ledger.Circle{} }, want: ledger.ReasonBulletinNobody},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := draftedBulletin(t, "甲")
			if tt.make != nil {
				tt.make(&b)
			}
			if tt.at.IsZero() {
				tt.at = bulletinAt
			}
			_, _, refusal := b.Submit(ledger.BulletinSubmitting{By: tt.by, At: tt.at, Version: b.Version, Desk: ledger.DeskOffice})
			if refusal == nil || refusal.Reason != tt.want {
				t.Errorf("got %v, want %s", refusal, tt.want)
			}
		})
	}
	if _, _, _, refusal := (ledger.Counter{}).DraftBulletin(ledger.BulletinDrafting{By: contact, At: bulletinAt}); refusal == nil || refusal.Reason != ledger.ReasonNoRight {
		t.Errorf("a unit that drafts got %v", refusal)
	}
}

func TestReadBulletinLines(t *testing.T) {
	tests := map[string][]ledger.BulletinLine{
		"2 改后的文字":       {{Act: ledger.BulletinReplace, N: 2, Words: "改后的文字"}},
		"２、改后的，文字":      {{Act: ledger.BulletinReplace, N: 2, Words: "改后的，文字"}},
		"第2段改为：新的":      {{Act: ledger.BulletinReplace, N: 2, Words: "新的"}},
		"12.全市":         {{Act: ledger.BulletinReplace, N: 12, Words: "全市"}},
		"删3":            {{Act: ledger.BulletinDrop, N: 3}},
		"删除 第3段、5":      {{Act: ledger.BulletinDrop, N: 3}, {Act: ledger.BulletinDrop, N: 5}},
		"加：一段":          {{Act: ledger.BulletinAppend, Words: "一段"}},
		"标题 新标题":        {{Act: ledger.BulletinTitle, Words: "新标题"}},
		"发给 各镇、住建局":     {{Act: ledger.BulletinTo, Words: "各镇、住建局"}},
		"送签":            {{Act: ledger.BulletinSubmit}},
		"送签 主要领导":       {{Act: ledger.BulletinSubmit, Words: "主要领导"}},
		"取消。":           {{Act: ledger.BulletinCancel}},
		"2025年8月底前完成":   nil,
		"3.5万户已接通":      nil,
		"加快推进":          nil,
		"标题":            nil,
		"2 好\n\n随便一句话":  nil,
		"2":             nil,
		"发送范围不对":        nil,
		"删 所有":          nil,
		"100 三位数不是段落编号": nil,
	}
	for text, want := range tests {
		got, _, ok := ledger.ReadBulletinLines(text)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || ok != (want != nil) {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// FuzzReadBulletinLines: what is read has words where they are needed, and they were said.
func FuzzReadBulletinLines(f *testing.F) {
	for _, seed := range []string{"2 改", "删 1、2", "加 一段\n标题 好", "送签", "２．Ａ", "第3段改成:x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lines, words, ok := ledger.ReadBulletinLines(text)
		if ok == (len(lines) == 0) || (!ok && len(lines) > 0) {
			t.Fatalf("%q: %v, %q, %t", text, lines, words, ok)
		}
		for _, line := range lines {
			needs := line.Act == ledger.BulletinReplace || line.Act == ledger.BulletinAppend || line.Act == ledger.BulletinTitle || line.Act == ledger.BulletinTo
			if needs && line.Words == "" || line.N < 0 || line.N > 99 {
				t.Errorf("%q: %+v", text, line)
			}
		}
	})
}

func TestCircle(t *testing.T) {
	units := []ledger.Unit{
		{ID: "住建局", Kind: "部门"},
		{ID: "水务局", Kind: "部门"},
		{ID: "坪石镇", Kind: "镇"},
		{ID: "乐城", Kind: "街道"},
		{ID: "督查室", Kind: "督查机构"},
		{ID: "城管局", Kind: "部门", Merged: "住建局"},
	}
	directory, _ := ledger.NewDirectory(units)
	leading := func(unit ledger.UnitID) bool { return unit == "水务局" }
	tests := map[string]struct {
		want []ledger.UnitID
		no   ledger.Reason
	}{
		"全部单位":     {want: []ledger.UnitID{"住建局", "水务局", "坪石镇", "乐城", "督查室"}},
		"各镇":       {want: []ledger.UnitID{"坪石镇", "乐城"}},
		"各部门，领导":   {want: []ledger.UnitID{"住建局", "水务局"}},
		"有任务的单位":   {want: []ledger.UnitID{"水务局"}},
		"水务局 水务局":  {want: []ledger.UnitID{"水务局"}},
		"城管局、各镇":   {want: []ledger.UnitID{"住建局", "坪石镇", "乐城"}},
		"领导":       {},
		"交通局":      {no: ledger.ReasonBulletinWho},
		"、 ，":      {no: ledger.ReasonBulletinNobody},
		"各镇、交通局xx": {no: ledger.ReasonBulletinWho},
	}
	for words, tt := range tests {
		c, refusal := ledger.ReadCircle(words, directory)
		if tt.no != "" {
			if refusal == nil || refusal.Reason != tt.no {
				t.Errorf("%q: got %v, want %s", words, refusal, tt.no)
			}
			continue
		}
		if refusal != nil {
			t.Errorf("%q: %v", words, refusal)
			continue
		}
		if diff := cmp.Diff(tt.want, c.Addressees(units, leading)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
	c := ledger.DefaultCircle().Toggle(ledger.CircleAll)
	if diff := cmp.Diff([]ledger.CircleGroup{ledger.CircleAll, ledger.CircleLeaders}, c.Groups); diff != "" {
		t.Errorf("all units beside others (-want +got):\n%s", diff)
	}
	if c = c.Toggle(ledger.CircleTowns); c.Has(ledger.CircleAll) || !c.Has(ledger.CircleTowns) || !c.Has(ledger.CircleLeaders) {
		t.Errorf("towns after all units: %v", c.Groups)
	}
	if c = c.Toggle(ledger.CircleTowns).Toggle(ledger.CircleLeaders); !c.IsZero() {
		t.Errorf("nobody is left, got %v", c)
	}
}
