package ledger

import (
	"slices"
	"strings"
)

// resolve finds who is meant by one piece: one list of units for each name in it. A name
// that nobody is known for has an empty list, so that whoever stands behind it does not
// become the first.
func (r *unitReader) resolve(at nameRun, siblings []nameRun) [][]UnitID {
	at = r.plain(at)
	key := r.key(at)
	switch {
	case key == "":
		return nil
	case isPerson(key):
		r.problem(UnitNotAUnit, at)
		return [][]UnitID{nil}
	case isGroup(key):
		return [][]UnitID{r.group(at)}
	}
	id, near, ok := r.d.Find(key)
	if ok {
		return [][]UnitID{{id}}
	}
	for _, read := range []func(nameRun) ([][]UnitID, bool){r.bracketed, r.joined, r.runTogether} {
		if units, ok := read(at); ok {
			return units
		}
	}
	if id, ok := r.sharedEnding(key, siblings); ok {
		return [][]UnitID{{id}}
	}
	if len(r.d.exactly(key)) > 1 {
		r.problem(UnitNearTie, at, near...)
	} else {
		r.problem(UnitUnknown, at, near...)
	}
	return [][]UnitID{nil}
}

// plain takes off what is said around a name: 由…, …等部门. 等 says that the list is not
// whole, which the office must know.
func (r *unitReader) plain(at nameRun) nameRun {
	at = r.trim(at)
	listed := at
	words := string(r.text[at.start:at.end])
	others := at.start > 0 && r.text[at.start-1] == '…'
	for _, suffix := range []string{"等有关部门", "等相关部门", "等有关单位", "等相关单位", "等部门", "等单位", "等"} {
		if name, ok := strings.CutSuffix(words, suffix); ok {
			others = true
			at.end = at.start + len([]rune(name))
			break
		}
	}
	if others {
		r.problem(UnitAndOthers, listed)
	}
	c := cursor{text: r.text[:at.end], at: at.start}
	if c.eat("由", "以及", "及", "和", "与") {
		at.start = c.at
	}
	return r.trim(at)
}

func isPerson(key string) bool {
	for _, suffix := range []string{"领导", "同志", "市长", "县长", "区长", "镇长", "书记", "主任", "局长", "常委", "负责人", "联系人", "河长"} {
		if strings.HasSuffix(key, suffix) {
			return true
		}
	}
	return false
}

// bracketed reads 市水务局（河长办）: who is named in the bracket answers too. What the
// bracket says and nobody knows is named.
func (r *unitReader) bracketed(at nameRun) ([][]UnitID, bool) {
	base, inner, ok := r.bracket(at)
	if !ok {
		return nil, false
	}
	id, _, ok := r.d.Find(r.key(base))
	if !ok {
		return nil, false
	}
	units := []UnitID{id}
	other, near, ok := r.d.Find(r.key(inner))
	switch {
	case ok && other != id:
		units = append(units, other)
	case !ok && len([]rune(r.key(inner))) > 0:
		r.problem(UnitUnknown, inner, near...)
	}
	return [][]UnitID{units}, true
}

// joined reads 市公安局和林业局, where both sides are units; 发展和改革局 is one name.
func (r *unitReader) joined(at nameRun) ([][]UnitID, bool) {
	for i := at.start + 1; i < at.end-1; i++ {
		width := 1
		switch {
		case r.text[i] == '和', r.text[i] == '与', r.text[i] == '及':
		case string(r.text[i:i+2]) == "以及", string(r.text[i:i+2]) == "会同":
			width = 2
		default:
			continue
		}
		left, right := nameRun{at.start, i}, nameRun{i + width, at.end}
		id, _, ok := r.d.Find(r.key(left))
		if !ok {
			continue
		}
		if other, _, ok := r.d.Find(r.key(right)); ok {
			return [][]UnitID{{id}, {other}}, true
		}
		if isGroup(r.key(right)) {
			return [][]UnitID{{id}, r.group(right)}, true
		}
	}
	return nil, false
}

// runTogether splits names that lost their separators, by known names first (the longest
// wins), then by the words that organs end with.
func (r *unitReader) runTogether(at nameRun) ([][]UnitID, bool) {
	if units, ok := r.knownNames(at); ok {
		r.problem(UnitNoSeparator, at)
		return units, true
	}
	pieces := r.byEnding(at)
	if len(pieces) < 2 {
		return nil, false
	}
	r.problem(UnitNoSeparator, at)
	var units [][]UnitID
	for _, piece := range pieces {
		id, near, ok := r.d.Find(r.key(piece))
		if !ok {
			r.problem(UnitUnknown, piece, near...)
			units = append(units, nil)
			continue
		}
		units = append(units, []UnitID{id})
	}
	return units, true
}

func (r *unitReader) knownNames(at nameRun) ([][]UnitID, bool) {
	const prefix = 4 // 乐昌市 and the like before a name
	var units [][]UnitID
	for start := at.start; start < at.end; {
		end := min(at.end, start+r.d.longest+prefix)
		for ; end-start >= 2; end-- {
			if ids := r.d.exactly(r.key(nameRun{start, end})); len(ids) == 1 {
				units = append(units, ids)
				break
			}
		}
		if end-start < 2 {
			return nil, false
		}
		start = end
	}
	return units, len(units) > 1
}

// byEnding splits 县委宣传部县教育局县河长办 before each 县 that follows the end of an organ.
func (r *unitReader) byEnding(at nameRun) []nameRun {
	var pieces []nameRun
	start := at.start
	for i := at.start + 2; i < at.end; i++ {
		ended := strings.ContainsRune("部局办委院室会厅镇", r.text[i-1])
		if ended && isRegionRune(r.text[i]) && i+2 < at.end && i-start >= 3 {
			pieces = append(pieces, nameRun{start, i})
			start = i
		}
	}
	return append(pieces, nameRun{start, at.end})
}

// sharedEnding reads 国土 in 国土、规划、住建部门, and 临汾 in 临汾、侯马经济开发区管委会.
func (r *unitReader) sharedEnding(key string, siblings []nameRun) (UnitID, bool) {
	if len(siblings) < 2 {
		return "", false
	}
	last := []rune(r.key(siblings[len(siblings)-1]))
	for from := 1; from < len(last); from++ {
		if ids := r.d.exactly(key + string(last[from:])); len(ids) == 1 {
			return ids[0], true
		}
	}
	return "", false
}

// isGroup tells words for several units from the name of one.
func isGroup(key string) bool {
	for _, prefix := range []string{"各", "有关", "相关", "其他", "其它", "全市各", "全县各", "全区各", "所有", "属地", "所在", "辖区"} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return containsAny(key, "有关部门", "有关单位", "相关部门", "相关单位", "成员单位", "有关镇", "相关镇", "相关乡镇", "有关乡镇")
}

// kindWords are what a group word can list; with the kinds of units that it means.
func kindWords() []kindWord {
	return []kindWord{
		{"街道办事处", []string{"街道"}},
		{"乡镇", []string{"乡", "镇"}},
		{"镇街", []string{"镇", "街道"}},
		{"镇", []string{"镇"}},
		{"乡", []string{"乡"}},
		{"街道", []string{"街道"}},
		{"街", []string{"街道"}},
		{"办事处", []string{"街道"}},
		{"经济开发区", []string{"开发区", "园区"}},
		{"开发区", []string{"开发区", "园区"}},
		{"园区", []string{"园区", "开发区"}},
		{"管委会", []string{"管委会", "园区", "开发区"}},
		{"县级市", []string{"县级市"}},
		{"县市区", []string{"县", "县级市", "区"}},
		{"县", []string{"县"}},
		{"区", []string{"区"}},
		{"市", []string{"县级市"}},
	}
}

type kindWord struct {
	word  string
	kinds []string
}

// kindsIn reads a list of kinds to its end: 镇（街道）, 县、区人民政府(管委会).
func (r *unitReader) kindsIn(at nameRun) (found []kindWord, ok bool) {
	c := cursor{text: r.text[:at.end], at: at.start}
	words := kindWords()
	for c.skip(); !c.end(); c.skip() {
		if c.eat("(", ")", "、", "/", ",", "和", "及", "人民政府", "政府", "党委", "党工委") {
			continue
		}
		i := slices.IndexFunc(words, func(w kindWord) bool { return c.eat(w.word) })
		if i < 0 {
			return nil, false
		}
		found = append(found, words[i])
	}
	return found, len(found) > 0
}

// group expands 各镇（街道） into the units of these kinds. Who is meant by 有关镇 or
// 各成员单位 is for the office to pick.
func (r *unitReader) group(at nameRun) []UnitID {
	if words := r.words(at); !slices.Contains(r.out.Groups, words) {
		r.out.Groups = append(r.out.Groups, words)
	}
	c := cursor{text: r.text, at: at.start}
	if !c.eat("各", "全市各", "全县各", "全区各", "所有") {
		r.problem(UnitVagueGroup, at)
		return nil
	}
	words, ok := r.kindsIn(nameRun{c.at, at.end})
	if !ok {
		r.problem(UnitVagueGroup, at)
		return nil
	}
	var units []UnitID
	missing := false
	for _, word := range words {
		found := false
		for _, unit := range r.d.units {
			if slices.Contains(word.kinds, unit.Kind) {
				found = true
				if !slices.Contains(units, unit.ID) {
					units = append(units, unit.ID)
				}
			}
		}
		missing = missing || !found
	}
	if missing {
		r.problem(UnitVagueGroup, at) // the part that the directory has no units for
	}
	return units
}

// joinGroups puts together what a separator inside a group took apart: 各县、区人民政府.
func (r *unitReader) joinGroups(names []nameRun) []nameRun {
	var joined []nameRun
	for _, name := range names {
		name = r.trim(name)
		if last := len(joined) - 1; last >= 0 && strings.HasPrefix(r.key(joined[last]), "各") {
			head := cursor{text: r.text, at: joined[last].start}
			head.eat("各")
			_, opens := r.kindsIn(nameRun{head.at, joined[last].end})
			if _, follows := r.kindsIn(name); opens && follows {
				joined[last].end = name.end
				continue
			}
		}
		joined = append(joined, name)
	}
	return joined
}
