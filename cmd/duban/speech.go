package main

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"duban/sandbox"
)

// say lets somebody say a line of the story, in the manner that the line names.
func (s *stage) say(who, chat int64, st step) error {
	key := fmt.Sprint(chat, " ", who)
	speech := sandbox.Speech{Person: who, Chat: chat, Text: st.text}
	if what, ok := strings.CutPrefix(st.manner, "回复"); ok && what != "" { // 回复照片 and its like
		last, err := s.lastOfBot(who, chat)
		if err != nil {
			return err
		}
		speech.ReplyTo, st.manner = last, what
	}
	manner := strings.TrimRight(st.manner, "0123456789")
	switch manner {
	case "修改":
		_, err := s.world.telegram.Edit(sandbox.Edit{Person: who, Chat: chat, Message: s.spoke[key], Text: st.text})
		return err
	case "点":
		_, err := s.world.telegram.Press(sandbox.Press{Person: who, Chat: chat, Label: st.text})
		return err
	case "回复":
		last, err := s.lastOfBot(who, chat)
		if err != nil {
			return err
		}
		speech.ReplyTo = last
	default:
		if err := s.fill(&speech, manner, st); err != nil {
			return err
		}
	}
	if (manner == "照片" || manner == "文件" || manner == "大文件" || manner == "相册") && st.chat != "" {
		if last, err := s.lastOfBot(who, chat); err == nil {
			speech.ReplyTo = last // in a group the bot sees pictures only as replies (privacy mode)
		}
	}
	said, err := s.world.telegram.Say(speech)
	if err == nil && len(said) > 0 {
		s.spoke[key] = said[0].ID
	}
	return err
}

// fill puts into a speech what is said by other means than words.
func (s *stage) fill(speech *sandbox.Speech, manner string, st step) error {
	picture := sandbox.Upload{Name: "现场.jpg", Data: tinyPicture()}
	switch manner {
	case "匿名":
		speech.Anonymous = true
	case "转发":
		return s.forward(speech, strings.Fields(st.text))
	case "位置":
		speech.Text, speech.Location = "", &sandbox.Location{Latitude: 25.13, Longitude: 113.35}
	case "照片":
		speech.Text, speech.Caption, speech.Photo = "", st.text, &picture
	case "文件":
		speech.Text, speech.Caption = "", st.text
		speech.Document = &sandbox.Upload{Name: "情况说明.pdf", Data: []byte("%PDF-1.4 example")}
	case "发文件":
		return s.enclose(speech, st.text)
	case "大文件":
		speech.Text, speech.Caption = "", st.text
		speech.Document = &sandbox.Upload{Name: "整改影像.mp4", Size: 25 << 20}
	case "语音":
		speech.Text, speech.Voice = "", &sandbox.Upload{Name: "语音.ogg", Data: []byte("OggS")}
	case "表情":
		speech.Text, speech.Sticker = "", "👍"
	case "相册":
		n, _ := strconv.Atoi(strings.TrimPrefix(st.manner, manner))
		speech.Text, speech.Caption = "", st.text
		for range max(n, 2) {
			speech.Album = append(speech.Album, picture)
		}
	}
	return nil
}

// forward passes a message on as Telegram does: with its words, its files and where it comes
// from. It is the bot's last one in a chat, or what somebody said there last; without words
// the bot's last one in the private chat.
func (s *stage) forward(speech *sandbox.Speech, words []string) error {
	from, who := speech.Person, int64(0)
	for _, word := range words {
		person, isPerson := s.people[word]
		chat, isChat := s.chats[word]
		switch {
		case isPerson:
			who = person
		case isChat:
			from = chat
		default:
			return fmt.Errorf("转发 wants a chat, somebody, or both, not %q", word)
		}
	}
	if who != 0 && from == speech.Person {
		from = who
	}
	message, err := s.lastOfBot(from, from)
	if who != 0 {
		chat := from
		if from == who {
			chat = 0
		}
		message, err = s.spoke[fmt.Sprint(chat, " ", who)], nil
	}
	speech.Text, speech.Forward = "", &sandbox.Forward{Chat: from, Message: message}
	return err
}

// enclose sends a file that lies beside the story: its name, then what is written with it.
func (s *stage) enclose(speech *sandbox.Speech, words string) error {
	name, caption, _ := strings.Cut(words, " ")
	body, err := fs.ReadFile(s.files, name)
	if err != nil {
		return err
	}
	speech.Text, speech.Caption = "", caption
	speech.Document = &sandbox.Upload{Name: path.Base(name), Data: body}
	return nil
}
