package ledger

// Why a slot or a line was not sent; beside the reasons of refusals and occasions.
const (
	WhyHoliday   = "holiday"
	WhyQuiet     = "quiet_hours"
	WhyDowntime  = "downtime"
	WhyCalendar  = "calendar_missing"
	WhyUncertain = "uncertain" // the bytes left and no answer came
	WhyExpired   = "expired"   // could not be sent for a day
	WhyLeft      = "left"      // whom it was meant for no longer holds his post
)
