-- commit.lua: everything that one decision does, whole or not at all.
--
-- KEYS: cause, head, chain, ready, busy, owing
-- ARGV: seconds that the cause is kept, answer, prefix of marks
--       number of records that must stand as they were read, each: its hash, its key, revision
--       number of records, each: its hash, its key, revision it was read at, stored value
--       number of messages, each: its key, its chat's queue, id, chat, class, due ms, json
--       what append of chain.lua takes
-- Answers: stored, seq, link
--          already, answer, seq, link    the cause is known; nothing was done
--          stale, hash, key              a record changed since; nothing was done
--          owed, id                      a message of this name exists; nothing was done

-- line_of is the second line of a stored value: its marks.
local function line_of(value)
  local first = string.find(value, '\n', 1, true)
  return string.sub(value, first + 1, string.find(value, '\n', first + 1, true) - 1)
end

-- mark_after reads the mark that follows a place in such a line: name, score, its end.
-- Plain finds, since patterns cost a year of the demo most of its time.
-- (Names are never put in order here: Lua in Redis compares strings by the locale of the
-- server's environment.)
local function mark_after(line, at)
  if at >= #line then return end
  local tab = string.find(line, '\t', at + 1, true)
  local stop = string.find(line, '\t', tab + 1, true) or #line + 1
  return string.sub(line, at + 1, tab - 1), string.sub(line, tab + 1, stop - 1), stop
end

local life, answer, mark_prefix = take(), take(), take()

local known = redis.call('GET', KEYS[1])
if known then
  local seq, link = head(KEYS[2])
  return {'already', known, string.format('%d', seq), link}
end

for _ = 1, tonumber(take()) do
  local hash, key, read = take(), take(), take()
  local value = redis.call('HGET', hash, key)
  local rev = value and string.sub(value, 1, string.find(value, '\n', 1, true) - 1) or '0'
  if rev ~= read then return {'stale', hash, key} end
end

local puts = {}
for i = 1, tonumber(take()) do
  local put = {hash = take(), key = take(), read = take(), value = take()}
  put.old = redis.call('HGET', put.hash, put.key)
  local rev = put.old and string.sub(put.old, 1, string.find(put.old, '\n', 1, true) - 1) or '0'
  if rev ~= put.read then return {'stale', put.hash, put.key} end
  puts[i] = put
end

local sends = {}
for i = 1, tonumber(take()) do
  local send = {key = take(), queue = take(), id = take(), chat = take(), class = take(), due = take(), json = take()}
  if redis.call('EXISTS', send.key) == 1 then return {'owed', send.id} end
  sends[i] = send
end

local seq, link = append(KEYS[2], KEYS[3])

for _, put in ipairs(puts) do
  local was, is = put.old and line_of(put.old) or '', line_of(put.value)
  if was ~= is then
    local name, score, at = mark_after(is, 0)
    local stood, stood_score, stood_at = mark_after(was, 0)
    while name and name == stood do -- mostly all of them: only scores have moved
      if score ~= stood_score then redis.call('ZADD', mark_prefix .. name, score, put.key) end
      name, score, at = mark_after(is, at)
      stood, stood_score, stood_at = mark_after(was, stood_at)
    end
    local rest = {}
    while stood do
      rest[stood] = stood_score
      stood, stood_score, stood_at = mark_after(was, stood_at)
    end
    while name do
      if rest[name] ~= score then redis.call('ZADD', mark_prefix .. name, score, put.key) end
      rest[name] = nil
      name, score, at = mark_after(is, at)
    end
    for gone in pairs(rest) do redis.call('ZREM', mark_prefix .. gone, put.key) end
  end
  redis.call('HSET', put.hash, put.key, put.value)
end

for i, send in ipairs(sends) do
  local order = string.format('%015d:%06d:', seq, i) .. send.id
  redis.call('HSET', send.key, 'state', 'planned', 'version', '1', 'attempt', '0', 'unknown', '0',
    'to', send.chat, 'class', send.class, 'due', send.due, 'order', order, 'json', send.json)
  redis.call('ZADD', send.queue, send.due, order)
  redis.call('ZADD', KEYS[6], send.due, send.id)
  if not redis.call('ZSCORE', KEYS[5], send.chat) then
    local ready = redis.call('ZSCORE', KEYS[4], send.chat)
    if not ready or tonumber(ready) > tonumber(send.due) then
      redis.call('ZADD', KEYS[4], send.due, send.chat)
    end
  end
end

redis.call('SET', KEYS[1], answer, 'EX', life)
return {'stored', string.format('%d', seq), link}
