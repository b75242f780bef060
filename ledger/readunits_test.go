package ledger_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// said writes a responsibility in lines, one for each part and problem.
func said(r ledger.Responsibility) string {
	var b strings.Builder
	for _, part := range []struct {
		name  string
		units []ledger.UnitID
	}{{"lead", r.Lead}, {"co", r.Co}, {"implement", r.Implement}, {"supervise", r.Supervise}, {"accept", r.Accept}} {
		if len(part.units) > 0 {
			fmt.Fprintf(&b, "%s %v\n", part.name, part.units)
		}
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s %s", p.Code, p.Words)
		if len(p.Near) > 0 {
			fmt.Fprintf(&b, " near %v", p.Near)
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

// lechang is the directory of the example, as its csv has it.
func lechang(tb testing.TB) ledger.Directory {
	tb.Helper()
	var units []ledger.Unit
	for _, row := range rows(tb, "../examples/lechang/units.csv")[1:] {
		unit := ledger.Unit{ID: ledger.UnitID(row[0]), Full: row[1], Kind: row[2], Group: row[5]}
		if row[4] != "" {
			unit.Aliases = strings.Split(row[4], ";")
		}
		units = append(units, unit)
	}
	d, problems := ledger.NewDirectory(units)
	if len(problems) > 0 {
		tb.Fatalf("the example's units: %v", problems)
	}
	return d
}

// county is a directory for the wordings, which come from many places.
func county(tb testing.TB) ledger.Directory {
	tb.Helper()
	d, problems := ledger.NewDirectory([]ledger.Unit{
		{ID: "生态环境局", Full: "某市生态环境局", Kind: "部门"},
		{ID: "发改局", Full: "某市发展和改革局", Kind: "部门"},
		{ID: "工信局", Full: "某市工业和信息化局", Kind: "部门"},
		{ID: "自然资源局", Full: "某市自然资源局", Kind: "部门", Aliases: []string{"规划局"}},
		{ID: "水务局", Full: "某市水务局", Kind: "部门"},
		{ID: "住建局", Full: "某市住房和城乡建设局", Kind: "部门"},
		{ID: "市场监管局", Full: "某市市场监督管理局", Kind: "部门"},
		{ID: "组织部", Full: "中共某市委组织部", Kind: "部门"},
		{ID: "宣传部", Full: "中共某市委宣传部", Kind: "部门"},
		{ID: "教育局", Full: "某市教育局", Kind: "部门"},
		{ID: "河长办", Full: "某市河长制办公室", Kind: "部门"},
		{ID: "公安局", Full: "某市公安局", Kind: "部门"},
		{ID: "气象局", Full: "某市气象局", Kind: "部门"},
		{ID: "中院", Full: "某市中级人民法院", Kind: "部门", Aliases: []string{"市高院"}},
		{ID: "消防救援大队", Full: "某市消防救援大队", Kind: "部门", Aliases: []string{"消防"}},
		{ID: "开发区管委会", Full: "某经济开发区管委会", Kind: "园区"},
		{ID: "供电公司", Full: "某供电公司", Kind: "企业"},
		{ID: "东县", Full: "东县人民政府", Kind: "县"},
		{ID: "西区", Full: "西区人民政府", Kind: "区"},
		{ID: "北镇", Full: "北镇人民政府", Kind: "镇"},
		{ID: "南街道", Full: "南街道办事处", Kind: "街道"},
	})
	if len(problems) > 0 {
		tb.Fatalf("units: %v", problems)
	}
	return d
}

// TestReadUnitsWordings holds every row of the real wordings, read as a column 责任单位.
// A row without an expectation fails.
func TestReadUnitsWordings(t *testing.T) {
	want := map[string]string{
		"市生态环境局牵头,市发展和改革局、工业和信息化局、自然资源局参与,各县、区人民政府(管委会)负责落实。以下各项工作均需各县、区人民政府(管委会)落实,不再列出": "lead [生态环境局]\nco [发改局 工信局 自然资源局]\nimplement [东县 西区 开发区管委会]\ndefault_carried 以下各项工作均需各县、区人民政府(管委会)落实,不再列出",
		"[市水务局牵头,市工信委、城乡建设局配合,各县(市)区政府负责落实。……区政府无相关工作职能的,由市政府直属责任部门负责]":                   "lead [水务局]\nco [工信局 住建局]\nimplement [东县 西区]\nvague_group 各县(市)区政府\nconditional 区政府无相关工作职能的,由市政府直属责任部门负责",
		"牵头单位:区经信局、发改局,责任单位:各乡镇街道园区":                               "lead [工信局 发改局]\nimplement [北镇 南街道 开发区管委会]",
		"牵头单位:经信委、环保局;责任单位:发改委、市场监管局、各镇(街道)":                       "lead [工信局 生态环境局]\nimplement [发改局 市场监管局 北镇 南街道]",
		"责任单位:区发改局、区市场监管局、环保拱墅分局,各街道(园区)。":                         "lead [发改局]\nco [市场监管局 南街道 开发区管委会]\nunknown 环保拱墅分局",
		"牵头单位：市委组织部，配合单位：市委宣传部、各有关单位，各区、县级市":                       "lead [组织部]\nco [宣传部 西区]\nvague_group 各有关单位\nvague_group 各区、县级市",
		"水资源司、各流域管理机构、各省级水行政主管部门负责,各有关单位配合":                        "unknown 水资源司\nvague_group 各流域管理机构\nvague_group 各省级水行政主管部门\nvague_group 各有关单位",
		"县生态环境局、县科技经信局、相关乡镇政府、开发区管委会":                              "lead [生态环境局]\nco [工信局 开发区管委会]\nvague_group 相关乡镇政府",
		"县委宣传部县教育局县河长办":                                            "lead [宣传部]\nco [教育局 河长办]\nno_separator 县委宣传部县教育局县河长办",
		"国土、规划、住建、消防部门":                                            "lead [自然资源局]\nco [住建局 消防救援大队]",
		"市高院、市公安局、……市气象局等；各区政府":                                    "lead [中院]\nco [公安局 气象局 西区]\nand_others 市气象局等",
		"整改实施主体 / 主责单位 / 协办单位 / 主办处室 / 协办处室 / 承办人 / 负责考核部门 / 责任站办": "no_unit 整改实施主体 / 主责单位 / 协办单位 / 主办处室 / 协办处室 / 承办人 / 负责考核部门 / 责任站办",
	}
	d := county(t)
	for _, raw := range wordings(t, "testdata/wordings/units.csv") {
		t.Run(raw, func(t *testing.T) {
			expected, ok := want[raw]
			if !ok {
				t.Fatalf("no expectation for the row %q", raw)
			}
			got := said(ledger.ReadUnits(raw, ledger.PartResponsible, d))
			if diff := cmp.Diff(expected, got); diff != "" {
				t.Errorf("ReadUnits(%q) (-want +got):\n%s", raw, diff)
			}
		})
	}
}

func TestReadUnits(t *testing.T) {
	d := county(t)
	for _, test := range []struct {
		raw  string
		part ledger.Part
		want string
	}{
		{"", ledger.PartLead, ""},
		{" / ", ledger.PartCo, ""},
		{"无", ledger.PartCo, ""},
		{"市工信局、市生态环境局", ledger.PartLead, "lead [工信局 生态环境局]"},
		{"市工信局、市生态环境局", ledger.PartResponsible, "lead [工信局]\nco [生态环境局]"},
		{"市工信局、市生态环境局", ledger.PartCo, "co [工信局 生态环境局]"},
		{"市工信局、市生态环境局", ledger.PartSupervise, "supervise [工信局 生态环境局]"},
		{"市工信局；市生态环境局", ledger.PartAccept, "accept [工信局 生态环境局]"},
		{"市自然资源局牵头，生态环境局配合，有关镇负责落实", ledger.PartLead, "lead [自然资源局]\nco [生态环境局]\nvague_group 有关镇"},
		{"市公安局牵头，市教育局", ledger.PartLead, "lead [公安局]\nco [教育局]"},
		{"牵头单位：市公安局；责任单位：市教育局", ledger.PartLead, "lead [公安局]\nimplement [教育局]"},
		{"配合单位：市公安局；责任单位：市教育局", ledger.PartResponsible, "lead [教育局]\nco [公安局]"},
		{"市公安局 市教育局\n市气象局", ledger.PartResponsible, "lead [公安局]\nco [教育局 气象局]"},
		{"市公安局和教育局", ledger.PartResponsible, "lead [公安局]\nco [教育局]"},
		{"市生态环境局会同市水务局", ledger.PartResponsible, "lead [生态环境局]\nco [水务局]"},
		{"市教育局、市公安局(牵头)", ledger.PartResponsible, "lead [公安局]\nco [教育局]"},
		{"由市公安局牵头，市教育局等部门配合", ledger.PartLead, "lead [公安局]\nco [教育局]\nand_others 市教育局等部门"},
		{"市生态环境局、工信局牵头督导,市公安局落实", ledger.PartResponsible, "lead [生态环境局 工信局]\nimplement [公安局]\nsupervise [生态环境局 工信局]"},
		{"验收销号单位：市生态环境局；牵头单位：市住建局；配合单位：供电公司", ledger.PartResponsible, "lead [住建局]\nco [供电公司]\naccept [生态环境局]"},
		{"督导单位 市水务局 牵头单位 市公安局", ledger.PartResponsible, "lead [公安局]\nsupervise [水务局]"},
		{"市公安局按职责分工负责", ledger.PartResponsible, "lead [公安局]"},
		{"各镇（街道）", ledger.PartLead, "lead [北镇 南街道]"},
		{"各县（市、区）", ledger.PartImplement, "implement [东县 西区]\nvague_group 各县（市、区）"},
		{"各挂点领导", ledger.PartCo, "not_a_unit 各挂点领导"},
		{"市煤炭局、市公安局", ledger.PartResponsible, "co [公安局]\nunknown 市煤炭局"}, // the first one named is not known: nobody is made the lead
		{"（市公安局牵头，市教育局配合", ledger.PartResponsible, "lead [公安局]\nco [教育局]\nunbalanced_bracket （市公安局牵头，市教育局配合"},
		{"市公安局、公安局", ledger.PartLead, "lead [公安局]"},
		{"备注：市公安局", ledger.PartLead, "lead [公安局]\nunknown 备注"},
	} {
		if diff := cmp.Diff(test.want, said(ledger.ReadUnits(test.raw, test.part, d))); diff != "" {
			t.Errorf("ReadUnits(%q, %s) (-want +got):\n%s", test.raw, test.part, diff)
		}
	}
}

// TestReadExample reads the whole example; the golden is to be read by somebody.
func TestReadExample(t *testing.T) {
	d, cal, on := lechang(t), calendar(t), date(t, "2025-07-10")
	var b strings.Builder
	for _, row := range rows(t, "../examples/lechang/tasks.csv")[3:] {
		lead := ledger.ReadUnits(row[5], ledger.PartLead, d)
		co := ledger.ReadUnits(row[6], ledger.PartCo, d)
		limit, problems := ledger.ReadLimit(row[8], on, cal, ledger.LimitOptions{})
		rhythm, ok := ledger.ReadRhythm(row[9])
		fmt.Fprintf(&b, "%s %s\n", row[0], row[3])
		for _, cell := range []struct{ raw, read string }{
			{row[5], said(lead)}, {row[6], said(co)}, {row[8], describe(limit, problems)}, {row[9], fmt.Sprintf("%s %v", rhythm, ok)},
		} {
			fmt.Fprintf(&b, "\t%s\n", cell.raw)
			for line := range strings.Lines(cell.read) {
				fmt.Fprintf(&b, "\t\t%s\n", strings.TrimSuffix(line, "\n"))
			}
		}
	}
	const path = "testdata/lechang_read.golden"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the example reads in another way (-want +got):\n%s", diff)
	}
}

func FuzzUnits(f *testing.F) {
	d := county(f)
	for _, seed := range []string{
		"市生态环境局牵头,市发展和改革局、工业和信息化局参与,各县、区人民政府(管委会)负责落实。以下均需落实,不再列出",
		"县委宣传部县教育局县河长办", "国土、规划、住建、消防部门", "牵头单位：市委组织部，各区、县级市", "市水务局（河长办）等", "((", "各", "：", "\xff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := ledger.ReadUnits(raw, ledger.PartResponsible, d)
		known := 0
		for _, ids := range [][]ledger.UnitID{got.Lead, got.Co, got.Implement, got.Supervise, got.Accept} {
			seen := make(map[ledger.UnitID]bool)
			for _, id := range ids {
				if _, ok := d.Unit(id); !ok || seen[id] {
					t.Errorf("%q: %q is unknown or named twice in %v", raw, id, ids)
				}
				seen[id] = true
				known++
			}
		}
		named := strings.ContainsFunc(raw, func(r rune) bool { return r >= '一' && r <= '龥' })
		if named && known == 0 && len(got.Problems) == 0 && strings.Count(raw, "无") == 0 {
			t.Errorf("%q: lost without a word", raw)
		}
		if diff := cmp.Diff(got, ledger.ReadUnits(raw, ledger.PartResponsible, d)); diff != "" {
			t.Errorf("%q reads in two ways:\n%s", raw, diff)
		}
	})
}

func BenchmarkReadUnits(b *testing.B) {
	d := lechang(b)
	cells := []string{
		"市公安局、生态环境局，各镇（街道）", "市自然资源局牵头，生态环境局配合，有关镇负责落实", "市工信局、市生态环境局",
		"国土、规划、住建、消防部门", "市煤炭局、市水文站", "牵头单位:经信委、环保局;责任单位:发改委、市场监管局、各镇(街道)",
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ledger.ReadUnits(cells[i%len(cells)], ledger.PartResponsible, d)
	}
}

// TestReadUnitsSharedEnding reads names that share their ending with the last one.
func TestReadUnitsSharedEnding(t *testing.T) {
	d, _ := ledger.NewDirectory([]ledger.Unit{
		{ID: "临汾开发区", Full: "临汾经济开发区管委会"},
		{ID: "侯马开发区", Full: "侯马经济开发区管委会"},
		{ID: "洪洞开发区", Full: "洪洞经济开发区管委会"},
	})
	want := "implement [临汾开发区 侯马开发区 洪洞开发区]"
	got := said(ledger.ReadUnits("临汾、侯马、洪洞经济开发区管委会负责落实", ledger.PartResponsible, d))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ReadUnits (-want +got):\n%s", diff)
	}
}
