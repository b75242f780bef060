package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// HelpLines is how many commands the short help shows: with what stands around them it
// fits on a phone.
const HelpLines = 6

// Help lists the few commands of every day, one line each, and how to find the others.
func Help(commands []string, e Example) string {
	var b strings.Builder
	b.WriteString("可以这样对我说：\n")
	for _, command := range commands {
		b.WriteString(helpLine(command, e) + "\n")
	}
	b.WriteString("其他的：帮助 全部")
	switch {
	case slices.Contains(commands, "report"):
		b.WriteString("；一条指令的各种写法，如：帮助 进展\n最省事的办法：直接回复我的提醒，写“80 一句话”。")
	case slices.Contains(commands, "summary"):
		b.WriteString("；一条指令的各种写法，如：帮助 汇总")
	}
	return b.String()
}

// ResultsToCome tells those who only use results why there is nothing for them to look at yet.
func ResultsToCome(role ledger.Role) string {
	if role == ledger.RoleDiscipline {
		return "定稿的考核结果和移交的问题线索，有了才能在这里查看；任务本身不在查看范围内。"
	}
	return "定稿的考核结果，有了才能在这里查看；任务本身不在查看范围内。"
}

func helpLine(command string, e Example) string {
	first, _, _ := strings.Cut(forms(command, e), "\n")
	return first + " — " + purpose(command)
}

// InGroups says what the bot can see in a group.
func InGroups() string {
	return "在群里，我只看得到“/”加英文的指令（输入“/”会列出来）和对我消息的回复。"
}

// HelpKind is what commands are for. None is also the word of a command.
type HelpKind string

// The groups of the long help.
const (
	HelpReporting HelpKind = "报送申请"
	HelpAssigning HelpKind = "立项交办"
	HelpNoticing  HelpKind = "督办通报"
	HelpClosing   HelpKind = "销号复查"
	HelpDeciding  HelpKind = "审批"
	HelpAsking    HelpKind = "看情况"
	HelpPapers    HelpKind = "台账文稿"
	HelpPosts     HelpKind = "人员职务"
)

// HelpKinds are the groups, in the order in which they are shown.
func HelpKinds() []HelpKind {
	return []HelpKind{HelpReporting, HelpAssigning, HelpNoticing, HelpClosing, HelpDeciding, HelpAsking, HelpPapers, HelpPosts}
}

// HelpGroup are the commands of one kind, by name, and the words that they are said with.
type HelpGroup struct {
	Kind     HelpKind
	Commands []string
	Words    []string
}

// HelpAll names all commands that the asker may use, a line for each group: what each is
// like is asked by group or by command.
func HelpAll(groups []HelpGroup) string {
	var b strings.Builder
	for _, group := range groups {
		fmt.Fprintf(&b, "【%s】%s\n", group.Kind, strings.Join(group.Words, "、"))
	}
	fmt.Fprintf(&b, "一类怎么写，如：帮助 %s；一条怎么写，如：帮助 %s\n", groups[0].Kind, groups[0].Words[0])
	return b.String() + InGroups()
}

// HelpOnKind shows how each command of a group is written.
func HelpOnKind(group HelpGroup, e Example) string {
	var b strings.Builder
	fmt.Fprintf(&b, "【%s】\n", group.Kind)
	for _, command := range group.Commands {
		b.WriteString(helpLine(command, e) + "\n")
	}
	return strings.TrimSpace(b.String())
}
