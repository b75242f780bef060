package ledger

import (
	"maps"
	"slices"
	"strings"
)

// nameKey is a name as it is looked up: folded, without gaps.
func nameKey(name string) string {
	runes := foldRunes(name)
	return string(slices.DeleteFunc(runes, isGap))
}

// regionsOf are the places that several full names begin with: 乐昌市.
func regionsOf(units []Unit) []string {
	counts := make(map[string]int)
	for _, unit := range units {
		runes := []rune(nameKey(unit.Full))
		for i := 1; i <= 3 && i+2 < len(runes); i++ {
			if isRegionRune(runes[i]) {
				counts[string(runes[:i+1])]++
				break
			}
		}
	}
	var regions []string
	for _, region := range slices.Sorted(maps.Keys(counts)) {
		if counts[region] > 1 {
			regions = append(regions, region)
		}
	}
	return regions
}

func isRegionRune(r rune) bool { return strings.ContainsRune("省市县区州旗盟", r) }

// forms are the ways to say a name, from the whole to the bare: 乐昌市委组织部, 市委组织部,
// 委组织部, 组织部.
func (d Directory) forms(key string) []string {
	forms := []string{key}
	add := func(form string) {
		if len([]rune(form)) >= 2 && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	rest := key
	for _, region := range d.regions {
		if after, ok := strings.CutPrefix(key, region); ok {
			rest = after
			add(rest)
			// 乐昌市委组织部: the region ends with the rune that 市委 begins with.
			runes := []rune(region)
			add(string(runes[len(runes)-1:]) + rest)
		}
	}
	runes := []rune(rest)
	if len(runes) > 2 && isRegionRune(runes[0]) && runes[1] != '场' { // 市场监管局 begins with 市场
		rest = string(runes[1:])
		add(rest)
	}
	for _, owner := range []string{"人民政府", "政府", "委"} {
		if after, ok := strings.CutPrefix(rest, owner); ok {
			add(after)
		}
	}
	for _, form := range slices.Clone(forms) {
		for _, suffix := range []string{"人民政府", "政府", "党委", "党工委"} {
			if town, ok := strings.CutSuffix(form, suffix); ok {
				add(town)
			}
		}
		if street, ok := strings.CutSuffix(form, "办事处"); ok {
			add(street)
		}
	}
	return forms
}

// stemOf is the name without the word that says what sort of organ it is; empty where it
// has none, or where too little is left.
func stemOf(name string) string {
	for _, suffix := range []string{"委员会", "部门", "街道", "局", "委", "办", "部", "镇", "乡"} {
		if stem, ok := strings.CutSuffix(name, suffix); ok && len([]rune(stem)) >= 2 {
			return stem
		}
	}
	return ""
}

// renamedTo are the names that an organ from before the reform of 2018 may bear now, and
// those that a county gives the same organ. It counts only where one unit fits.
func renamedTo(name string) []string {
	switch name {
	case "环保局", "环境保护局", "环保":
		return []string{"生态环境局", "生态环境分局"}
	case "国土局", "国土资源局", "规划局", "国土规划局", "城乡规划局":
		return []string{"自然资源局", "自然资源和规划局", "规划和自然资源局", "规自局"}
	case "住管局", "建设局", "城建局", "规建局", "城乡建设局", "住房城乡建设局", "住房和城乡建设局", "房管局", "住建委":
		return []string{"住建局", "住房和城乡建设局", "住房城乡建设局"}
	case "经信局", "经信委", "工信委", "经贸局", "经委", "科技经信局", "工业信息化局", "经济和信息化局", "经济和信息化委员会":
		return []string{"工信局", "工业和信息化局", "经信局", "经济和信息化局", "科工信局"}
	case "工商局", "质监局", "食药监局", "药监局", "质量技术监督局", "工商行政管理局", "食品药品监督管理局", "市场和质量监管局":
		return []string{"市场监管局", "市场监督管理局"}
	case "安监局", "安全生产监督管理局":
		return []string{"应急管理局", "应急局"}
	case "农业局", "农委", "农办", "农工办", "农工部", "农粮局", "畜牧局", "畜牧兽医局", "农牧局":
		return []string{"农业农村局", "农业农村委"}
	case "水利局", "水保局", "水务水利局":
		return []string{"水务局", "水利局"}
	case "水务局":
		return []string{"水利局"}
	case "城管局", "城市管理局", "城管执法局", "城管委", "城市管理委", "执法局", "行政执法局":
		return []string{"综合执法局", "城市管理和综合执法局", "城市管理局", "城管局", "城市管理综合执法局"}
	case "卫计局", "卫计委", "卫生局", "卫生计生局":
		return []string{"卫健局", "卫生健康局", "卫健委", "卫生健康委"}
	case "文广新局", "旅游局", "旅发委", "文化局", "体育局", "文体局":
		return []string{"文广旅体局", "文化广电旅游体育局", "文旅局", "文广旅局"}
	case "发改委", "计委", "发展和改革委员会", "物价局":
		return []string{"发改局", "发展和改革局", "发展改革局"}
	case "发改局", "发展和改革局":
		return []string{"发改委", "发展和改革委员会", "发展改革委"}
	case "工信局", "工业和信息化局":
		return []string{"工信委", "经信局", "经信委", "经济和信息化局"}
	case "法制办":
		return []string{"司法局"}
	case "人社局", "劳动局", "人事局":
		return []string{"人力资源和社会保障局", "人力资源社会保障局"}
	case "河长办":
		return []string{"河长制办公室", "水务局", "水利局"}
	}
	return nil
}
