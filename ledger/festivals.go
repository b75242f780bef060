package ledger

import "time"

// festival is a movable feast that time limits are tied to (春节前). Whether the days
// around it are off is the business of [Calendar] alone.
type festival int

const (
	springFestival festival = iota // 春节, the first day of the lunar year
	tombSweeping                   // 清明
	dragonBoat                     // 端午
	midAutumn                      // 中秋
)

// festivalDay is the day itself; ok is false outside 2015–2040, and is never guessed.
func festivalDay(f festival, year int) (day Date, ok bool) {
	const first = 2015
	// By year: 春节, 清明, 端午, 中秋 as month×100+day, computed with lunar-go v1.4.6
	// and held against the published holidays by a test.
	table := [...][4]int{
		{219, 405, 620, 927},  // 2015
		{208, 404, 609, 915},  // 2016
		{128, 404, 530, 1004}, // 2017
		{216, 405, 618, 924},  // 2018
		{205, 405, 607, 913},  // 2019
		{125, 404, 625, 1001}, // 2020
		{212, 404, 614, 921},  // 2021
		{201, 405, 603, 910},  // 2022
		{122, 405, 622, 929},  // 2023
		{210, 404, 610, 917},  // 2024
		{129, 404, 531, 1006}, // 2025
		{217, 405, 619, 925},  // 2026
		{206, 405, 609, 915},  // 2027
		{126, 404, 528, 1003}, // 2028
		{213, 404, 616, 922},  // 2029
		{203, 405, 605, 912},  // 2030
		{123, 405, 624, 1001}, // 2031
		{211, 404, 612, 919},  // 2032
		{131, 404, 601, 908},  // 2033
		{219, 405, 620, 927},  // 2034
		{208, 405, 610, 916},  // 2035
		{128, 404, 530, 1004}, // 2036
		{215, 404, 618, 924},  // 2037
		{204, 405, 607, 913},  // 2038
		{124, 405, 527, 1002}, // 2039
		{212, 404, 614, 920},  // 2040
	}
	if year < first || year >= first+len(table) {
		return 0, false
	}
	monthDay := table[year-first][f]
	return NewDate(year, time.Month(monthDay/100), monthDay%100), true
}
