package texts

import (
	"fmt"

	"duban/ledger"
)

// decidedBefore tells whoever comes too late who decided before him, when, what and how.
func decidedBefore(r *ledger.Refusal) string {
	const newest = "不再重复决定。看最新的请发送：待办"
	m := r.Before
	if m == nil { // he himself did, a line earlier
		return fmt.Sprintf("%s的这件事%s已经决定过了，%s", code(r.Task), r.Words, newest)
	}
	what := code(m.Task) + "的" + MatterName(m.Kind)
	switch {
	case m.Task == "":
		what = MatterName(m.Kind)
	case m.Step != "":
		what += "（" + stepShort(m.Step) + "）"
	}
	if m.Made != "" {
		return fmt.Sprintf("%s，%s%s已经立项：%s。%s", what, byWhom(r.Words, m.Settled.For, m.Instead), m.Settled.At.Format("1月2日 15:04"), Code(m.Made), newest)
	}
	return fmt.Sprintf("%s，%s%s已经%s过了，%s", what, byWhom(r.Words, m.Settled.For, m.Instead), m.Settled.At.Format("1月2日 15:04"), decidedWord(*m), newest)
}

// decidedWord is what was done, in the word of the button that does it.
func decidedWord(m ledger.Matter) string {
	approved := m.Verdict == ledger.VerdictApproved
	switch {
	case m.Kind == ledger.MatterObjection:
		return "认定" + pickWords(approved, "成立", "不成立")
	case approved && (m.Kind == ledger.MatterSign || m.Kind == ledger.MatterHeadSign || m.Kind == ledger.MatterBulletin):
		return yesWord(m)
	default:
		return verdictName(m.Verdict)
	}
}
