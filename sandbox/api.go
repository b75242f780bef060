package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// method is one method of the Bot API under its proper name.
type method struct {
	name string
	call func(*Server, *request) (any, error)
}

// methodTable lists what the sandbox speaks; Telegram takes names in any case.
// getUpdates has no entry of its own kind because it alone waits.
func methodTable() map[string]method {
	table := map[string]method{}
	for name, call := range map[string]func(*Server, *request) (any, error){
		"getMe": (*Server).getMe, "getUpdates": nil,
		"setWebhook": (*Server).setWebhook, "deleteWebhook": (*Server).deleteWebhook, "getWebhookInfo": (*Server).getWebhookInfo,
		"sendMessage": (*Server).sendMessage, "sendDocument": (*Server).sendDocument, "sendPhoto": (*Server).sendPhoto,
		"sendMediaGroup": (*Server).sendMediaGroup, "sendChatAction": (*Server).sendChatAction,
		"editMessageText": (*Server).editMessageText, "editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
		"editMessageCaption": (*Server).editMessageCaption,
		"deleteMessage":      (*Server).deleteMessage, "answerCallbackQuery": (*Server).answerCallbackQuery,
		"getFile": (*Server).getFile, "getChat": (*Server).getChat, "getChatMember": (*Server).getChatMember, "leaveChat": (*Server).leaveChat,
		"setMyCommands": (*Server).setMyCommands, "getMyCommands": (*Server).getMyCommands, "deleteMyCommands": (*Server).deleteMyCommands,
		"setMyName": (*Server).setAbout, "setMyDescription": (*Server).setAbout, "setMyShortDescription": (*Server).setAbout,
		"getMyName": (*Server).getAbout, "getMyDescription": (*Server).getAbout, "getMyShortDescription": (*Server).getAbout,
	} {
		table[strings.ToLower(name)] = method{name: name, call: call}
	}
	for name := range strings.FieldsSeq(unspoken) {
		table[strings.ToLower(name)] = method{name: name, call: (*Server).notSpoken}
	}
	return table
}

// unspoken are methods that a bot may well try and that the sandbox refuses by name.
const unspoken = `logOut close forwardMessage forwardMessages copyMessage copyMessages
sendAudio sendVideo sendAnimation sendVoice sendVideoNote sendLocation sendVenue sendContact
sendPoll sendDice sendSticker sendInvoice setMessageReaction getUserProfilePhotos banChatMember
unbanChatMember restrictChatMember promoteChatMember exportChatInviteLink createChatInviteLink
setChatTitle setChatDescription pinChatMessage unpinChatMessage unpinAllChatMessages
getChatAdministrators getChatMemberCount createForumTopic editForumTopic closeForumTopic
reopenForumTopic deleteForumTopic setChatMenuButton getChatMenuButton
setMyDefaultAdministratorRights getMyDefaultAdministratorRights editMessageMedia
stopPoll deleteMessages answerInlineQuery answerWebAppQuery`

func (s *Server) notSpoken(q *request) (any, error) {
	return nil, &refusal{code: http.StatusNotImplemented, text: "Not Implemented: the sandbox does not speak " + q.method}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	method, known := s.methods[strings.ToLower(name)]
	switch {
	case token != s.opt.Token:
		s.refuse(w, name, &refusal{code: http.StatusUnauthorized, text: "Unauthorized"})
		return
	case !known || r.Method != http.MethodGet && r.Method != http.MethodPost:
		s.refuse(w, name, &refusal{code: http.StatusNotFound, text: "Not Found"})
		return
	}
	if fault := s.unreadFault(method.name); fault != nil {
		s.pause(r.Context(), fault.Delay)
		s.record(Call{Method: method.name, Fault: fault.Kind})
		panic(http.ErrAbortHandler) // net/http closes the connection and says nothing
	}
	req, err := decode(r, method.name, s.opt.MaxUpload+maxFields)
	if err != nil {
		var said *refusal
		if !errors.As(err, &said) && !errors.Is(err, errTooLarge) {
			panic(http.ErrAbortHandler) // the caller went away in the middle of the body
		}
		s.refuse(w, method.name, err)
		return
	}
	s.answer(w, r, method, req)
}

func (s *Server) refuse(w http.ResponseWriter, name string, err error) {
	status, body := encode(nil, err)
	s.record(Call{Method: name, Status: status, Response: body})
	write(w, "application/json", status, body)
}

func write(w http.ResponseWriter, kind string, status int, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller who has gone cannot be told so
}

// answer executes a call, or what a fault makes of it.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, m method, req *request) {
	call := Call{Method: m.name, Params: req.checked()}
	call.Chat = req.integer("chat_id")
	if s.opt.Check != nil {
		call.Violations = s.opt.Check(m.name, call.Params)
	}
	fault := s.takeFault(m.name, call.Chat)
	if fault != nil {
		call.Fault = fault.Kind
		s.pause(r.Context(), fault.Delay)
	}
	if fault != nil && !fault.executes() {
		call.Status, call.Response = fault.answer(0, nil)
		s.record(call)
	} else {
		s.execute(r.Context(), m, req, fault, &call)
	}
	if call.Response == nil {
		panic(http.ErrAbortHandler) // net/http closes the connection and says nothing
	}
	kind := "application/json"
	if call.Status == http.StatusBadGateway {
		kind = "text/html"
	}
	write(w, kind, call.Status, call.Response)
}

// execute does what is asked and notes it under one lock, so that whoever sees
// the effect also finds the call in the transcript.
func (s *Server) execute(ctx context.Context, m method, req *request, fault *Fault, call *Call) {
	var result any
	var err error
	if m.call == nil {
		result, err = s.getUpdates(ctx, req)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.opt.Strict && len(call.Violations) > 0:
		err = bad("sandbox: " + strings.Join(call.Violations, "; "))
	case m.call != nil:
		result, err = m.call(s, req)
	}
	switch sent := result.(type) {
	case *message:
		call.Messages = []int{sent.ID}
	case []*message:
		for _, m := range sent {
			call.Messages = append(call.Messages, m.ID)
		}
	}
	call.Status, call.Response = encode(result, err)
	if fault != nil {
		call.Status, call.Response = fault.answer(call.Status, call.Response)
	}
	s.note(*call)
}

func (s *Server) pause(ctx context.Context, wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	case <-s.closed:
	}
}

func (s *Server) getMe(*request) (any, error) {
	return map[string]any{
		"id": s.bot.ID, "is_bot": true, "first_name": s.bot.FirstName, "username": s.bot.Username,
		"can_join_groups": true, "can_read_all_group_messages": s.opt.PrivacyOff,
		"supports_inline_queries": false, "can_connect_to_business": false, "has_main_web_app": false,
	}, nil
}

// Call is one entry of the transcript.
type Call struct {
	Seq        int64           `json:"seq"`
	At         time.Time       `json:"at"`
	Method     string          `json:"method"`
	Chat       int64           `json:"chat,omitempty"`
	Params     map[string]any  `json:"params,omitempty"`
	Status     int             `json:"status,omitempty"`   // 0 when the connection was dropped
	Response   json.RawMessage `json:"response,omitempty"` // as it was sent, so also cut or not JSON
	Fault      string          `json:"fault,omitempty"`
	Messages   []int           `json:"messages,omitempty"` // ids of what the call really sent or changed
	Violations []string        `json:"violations,omitempty"`
	rev        int64
}

// MarshalJSON writes a response that is not JSON as a string.
func (c Call) MarshalJSON() ([]byte, error) {
	type plain Call
	if len(c.Response) > 0 && !json.Valid(c.Response) {
		quoted, err := json.Marshal(string(c.Response))
		if err != nil {
			return nil, err
		}
		c.Response = quoted
	}
	return json.Marshal(plain(c))
}

func (s *Server) record(call Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(call)
}

func (s *Server) note(call Call) {
	s.callSeq++
	call.Seq, call.At = s.callSeq, s.now()
	if len(s.calls) >= s.opt.MaxCalls {
		s.calls = append(s.calls[:0], s.calls[len(s.calls)-s.opt.MaxCalls/2:]...)
	}
	call.rev = s.touch()
	s.calls = append(s.calls, call)
}

// Calls returns the transcript, oldest first. It keeps the latest MaxCalls
// calls; when it is full the older half is forgotten.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls...)
}
