package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestDirectoryFind(t *testing.T) {
	d := lechang(t)
	for name, want := range map[string]ledger.UnitID{
		"住建局": "住建局", "市住建局": "住建局", "乐昌市住房和城乡建设管理局": "住建局", "住房和城乡建设管理局": "住建局",
		"住管局": "住建局", "市住管局": "住建局", "城乡建设局": "住建局", "市建设局": "住建局", "住建": "住建局", "住建部门": "住建局",
		"环保局": "生态环境局", "市环境保护局": "生态环境局", "环保": "生态环境局", "生态环境部门": "生态环境局",
		"国土局": "自然资源局", "县国土资源局": "自然资源局", "工商局": "市场监管局", "质监局": "市场监管局", "市监局": "市场监管局",
		"市场监督管理局": "市场监管局", "乐昌市市场监督管理局": "市场监管局", "市市场监管局": "市场监管局",
		"安监局": "应急管理局", "农业局": "农业农村局", "水利局": "水务局", "河长办": "水务局", "市河长办": "水务局",
		"工业和信息化局": "工信局", "市工信委": "工信局", "经信委": "工信局", "市经济和信息化局": "工信局", "发改委": "发改局", "市发展和改革委员会": "发改局",
		"城管局": "综合执法局", "城市管理局": "综合执法局", "市城市管理和综合执法局": "综合执法局",
		"市委督查室": "市委督查室", "督查室": "市委督查室", "市政府督查室": "市政府督办室", "政府督办室": "市政府督办室", "乐昌市委督查室": "市委督查室",
		"组织部": "市委组织部", "乐昌市委组织部": "市委组织部", "纪委监委": "市纪委监委",
		"坪石": "坪石镇", "坪石镇政府": "坪石镇", "坪石镇人民政府": "坪石镇", "坪石镇党委": "坪石镇", "乐城办事处": "乐城街道", "乐城街道办事处": "乐城街道",
		"公安局交警大队": "公安局", "市公安局治安大队": "公安局", " 市 公 安 局 ": "公安局", "“林业局”": "林业局", "财政": "财政局",
	} {
		if got, near, ok := d.Find(name); !ok || got != want {
			t.Errorf("Find(%q) = %q, near %v, %v, want %q", name, got, near, ok, want)
		}
	}
}

// TestDirectoryNotFound holds that nobody is guessed: what looks alike is offered.
func TestDirectoryNotFound(t *testing.T) {
	d := lechang(t)
	for name, want := range map[string][]ledger.UnitID{
		"": nil, "局": nil, "市": nil, "供电部门": nil, "市卫健局": nil, "韶关市人民政府": nil, "各镇": nil,
		"生态环境厅":    {"生态环境局"},
		"五山":       nil,
		"农业农村和水利局": {"农业农村局"},
	} {
		id, near, ok := d.Find(name)
		if name == "五山" { // an alias: found
			if !ok || id != "五山镇" {
				t.Errorf("Find(%q) = %q, %v", name, id, ok)
			}
			continue
		}
		if diff := cmp.Diff(want, near); ok || diff != "" {
			t.Errorf("Find(%q) = %q, %v, near (-want +got):\n%s", name, id, ok, diff)
		}
	}
}

func TestNewDirectoryProblems(t *testing.T) {
	d, problems := ledger.NewDirectory([]ledger.Unit{
		{ID: "水务局", Full: "甲市水务局", Aliases: []string{"河长办", "水办"}},
		{ID: "河长办", Full: "甲市河长制办公室"},
		{ID: "水文站", Full: "甲市水文站", Aliases: []string{"水办"}},
		{ID: "水文站", Full: "甲市第二水文站"},
	})
	want := []ledger.DirectoryProblem{
		{Name: "水办", Units: []ledger.UnitID{"水务局", "水文站"}},
		{Name: "水文站", Units: []ledger.UnitID{"水文站", "水文站"}},
		{Name: "河长办", Units: []ledger.UnitID{"水务局", "河长办"}},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if id, _, ok := d.Find("河长办"); !ok || id != "河长办" {
		t.Errorf("Find by the short name = %q, %v, want 河长办", id, ok)
	}
	if id, near, ok := d.Find("水办"); ok || len(near) != 2 {
		t.Errorf("Find(水办) = %q, %v, near %v, want a tie of two", id, ok, near)
	}
	if unit, ok := d.Unit("水务局"); !ok || unit.Full != "甲市水务局" {
		t.Errorf("Unit = %v, %v", unit, ok)
	}
	if got := len(d.Units()); got != 3 {
		t.Errorf("Units: %d, want 3", got)
	}
}
