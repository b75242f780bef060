package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A story is a conversation that the office can read, and that the program replays
// through the real rooms: `duban play FILE`, and every test of behaviour.
//
//	人物 李建: 住建局 联络员        somebody, invited and bound; without words a stranger
//	联络员 全部                    a contact for every unit, called 住建局联络员 and so on
//	群 住建局群: 住建局; 李建 王芳   a group, bound, with its members
//	导入 units.csv tasks.csv 2025-07-10
//	@ 2025-07-14 08:30             time moves; what is due happens in order
//	快进 2025-09-01 08:30           the same; what is said meanwhile is only counted
//	李建> 任务                     in private
//	李建@住建局群 回复> 1 80 沟渠已清  a reply to the bot's last message in that chat
//	李建 修改> 17 85 沟渠已清        edits his last message; 点> presses a button;
//	李建 回复照片> 说明  李建 回复文件> 说明  a reply with a picture, with a paper
//	李建 回复大文件> 说明  李建 回复相册 3> 说明  李建 回复语音>  李建 回复位置>
//	李建 转发>                     forwards the bot's last message of his private chat to the bot
//	李建 转发> 住建局群             … of that group; 转发> 王芳 forwards what she said last, 转发> 王芳 住建局群 in that group
//	李建 照片> 说明  李建 文件> 说明  李建 大文件> 说明 (25 MB)  李建 相册 3> 说明  李建 语音>  李建 位置>
//	李建 发文件> tasks.xlsx 说明     sends the file that lies beside the story
//	停机 / 开机                     the program is killed / started again
//	取件 坏 / 好                      files that were sent cannot be fetched, can be again
//	打印机 有 / 坏 / 无              the program is started again on a machine with a LibreOffice, a broken one, none
//	模板 坏 / 好                    … on one where papers can no more be made / can be again
//	校验                           duban verify
//	核账                           the summary's figures, recomputed from the entries alone
//	| …                            what the bot is expected to say
type step struct {
	line   int // in the file, 1-based
	raw    string
	verb   string // 人物 群 导入 @ 快进 说 停机 开机 校验 核账 迁移 拉黑 踢出 打印机 模板 取件 ; "" for a comment or an empty line
	who    string
	chat   string // "" for the private chat
	manner string // 回复 回复照片 回复文件 回复大文件 回复相册 回复语音 回复位置 转发 修改 点 照片 发文件 文件 大文件 相册 语音 位置 匿名 表情
	text   string
	expect []string
}

var speech = regexp.MustCompile(`^([^\s@>|#]+)(?:@(\S+))?(?:\s+(回复照片|回复文件|回复大文件|回复相册|回复语音|回复位置|回复|转发|修改|点|照片|发文件|文件|大文件|相册|语音|表情|位置|匿名)(?:\s*(\d+))?)?>\s?(.*)$`)

func readStory(r io.Reader) ([]step, error) {
	var steps []step
	scanner := bufio.NewScanner(r)
	for n := 1; scanner.Scan(); n++ {
		line := strings.TrimRight(scanner.Text(), " \r")
		if expected, ok := strings.CutPrefix(line, "|"); ok {
			if len(steps) == 0 {
				return nil, fmt.Errorf("line %d: an answer before anything was said", n)
			}
			last := &steps[len(steps)-1]
			last.expect = append(last.expect, strings.TrimPrefix(expected, " "))
			continue
		}
		if more, ok := strings.CutPrefix(line, "> "); ok && len(steps) > 0 && steps[len(steps)-1].verb == "说" {
			last := &steps[len(steps)-1]
			last.text += "\n" + more
			last.raw += "\n" + line
			continue
		}
		s, err := readStep(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		s.line, s.raw = n, line
		steps = append(steps, s)
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("story: %w", err)
	}
	return steps, nil
}

func readStep(line string) (step, error) {
	if line == "" || strings.HasPrefix(line, "#") {
		return step{}, nil
	}
	if when, ok := strings.CutPrefix(line, "@ "); ok {
		return step{verb: "@", text: strings.TrimSpace(when)}, nil
	}
	if m := speech.FindStringSubmatch(line); m != nil {
		return step{verb: "说", who: m[1], chat: m[2], manner: m[3] + m[4], text: m[5]}, nil
	}
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "人物", "群":
		who, words, found := strings.Cut(rest, ":")
		if !found {
			return step{}, fmt.Errorf("%q wants a colon after the name", line)
		}
		return step{verb: verb, who: strings.TrimSpace(who), text: strings.TrimSpace(words)}, nil
	case "导入", "联络员", "停机", "开机", "校验", "核账", "快进", "迁移", "拉黑", "踢出", "邀请", "打印机", "模板", "取件":
		return step{verb: verb, text: strings.TrimSpace(rest)}, nil
	}
	return step{}, fmt.Errorf("not understood: %q", line)
}

// chainHead is the part of an answer that differs with every change of stored forms.
var chainHead = regexp.MustCompile(`\b[0-9a-f]{8,40}\b`)

// mask hides chain heads, so that stories compare what was said and not how it is stored.
func mask(text string) string { return chainHead.ReplaceAllString(text, "········") }
