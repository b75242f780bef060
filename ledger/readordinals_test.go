package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

func TestReadOrdinals(t *testing.T) {
	for _, c := range []struct {
		words   string
		numbers []int
		rest    string
		unclear bool
	}{
		{"1 请抓紧", []int{1}, "请抓紧", false},
		{"1、请抓紧", []int{1}, "请抓紧", false},
		{"1. 请抓紧", []int{1}, "请抓紧", false},
		{"①请抓紧", []int{1}, "请抓紧", false},
		{"1请抓紧", []int{1}, "请抓紧", false},
		{"1、2 请抓紧", []int{1, 2}, "请抓紧", false},
		{"1，2 请抓紧，不得拖延", []int{1, 2}, "请抓紧，不得拖延", false},
		{"1 2 请抓紧", []int{1, 2}, "请抓紧", false},
		{"1和2请抓紧", []int{1, 2}, "请抓紧", false},
		{"1、2、5：请抓紧", []int{1, 2, 5}, "请抓紧", false},
		{"第1项、第2项请抓紧", []int{1, 2}, "请抓紧", false},
		{"1、2项请抓紧", []int{1, 2}, "请抓紧", false},
		{"1 2 3天内报方案", []int{1, 2}, "3天内报方案", false},
		{"1 3天内报方案", []int{1}, "3天内报方案", false},
		{"1 7月20日前完成", []int{1}, "7月20日前完成", false},
		{"1 8.15前完成", []int{1}, "8.15前完成", false},
		{"1 20号前完成", []int{1}, "20号前完成", false},
		{"1 第3季度前完成", []int{1}, "第3季度前完成", false},
		{"1、2", []int{1, 2}, "", false},
		{"17", []int{17}, "", false},
		{"1-3 请抓紧", []int{1}, "请抓紧", true},
		{"1 2项问题限期整改", []int{1}, "2项问题限期整改", true},
		{"1 5G基站请加快", []int{1}, "5G基站请加快", true},
		{"5G基站请加快", nil, "5G基站请加快", false},
		{"3天内报方案", nil, "3天内报方案", false},
		{"2项问题限期整改", nil, "2项问题限期整改", false},
		{"2025-003 请抓紧", nil, "2025-003 请抓紧", false},
		{"请抓紧", nil, "请抓紧", false},
		{"", nil, "", false},
	} {
		got := ledger.ReadOrdinals(c.words)
		if !slices.Equal(got.Numbers, c.numbers) || got.Rest != c.rest || got.Unclear != c.unclear {
			t.Errorf("%q: %v %q %v", c.words, got.Numbers, got.Rest, got.Unclear)
		}
	}
}
