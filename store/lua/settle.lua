-- settle.lua: what an attempt to send ended with.
--
-- KEYS: head, chain, ready, busy, sending, owing, message, queue of its chat
-- ARGV: version at which the message was read, its id, its chat, its place in the queue
--       new state, times unknown, times its sender died, reason, receipt
--       json that is kept of it from now on (empty: what is there)
--       seconds to keep it (0: it is still owed)
--       ms until which the chat is told to wait (0: not at all)
--       new address (empty: the same), queue of that, prefix of messages
--       number of messages said, each: its key; then what they were about, seconds to keep it
--       what append of chain.lua takes
-- Answers: done | stale (another one settled it meanwhile; nothing was done)

local head_key, chain_key, ready, busy, sending, owing, message, queue = unpack(KEYS)
local version, id, chat, order = take(), take(), take(), take()
local state, unknown, lapsed, reason, receipt, kept = take(), take(), take(), take(), take(), take()
local life, hold, moved, moved_queue, messages = tonumber(take()), tonumber(take()), take(), take(), take()

if redis.call('HGET', message, 'version') ~= version then return 'stale' end

redis.call('HSET', message, 'version', string.format('%d', version + 1), 'state', state, 'unknown', unknown, 'lapsed', lapsed, 'reason', reason, 'receipt', receipt)
if kept ~= '' then redis.call('HSET', message, 'json', kept) end
if life > 0 then
  redis.call('ZREM', queue, order)
  redis.call('ZREM', owing, id)
  redis.call('EXPIRE', message, life)
end

local free = redis.call('HGET', sending, chat) == id -- else the chat is at another message
if free then
  redis.call('HDEL', sending, chat)
  redis.call('ZREM', busy, chat)
end
if moved ~= '' then
  local all = redis.call('ZRANGE', queue, 0, -1, 'WITHSCORES')
  for i = 1, #all, 2 do
    redis.call('ZADD', moved_queue, all[i + 1], all[i])
    redis.call('HSET', messages .. string.sub(all[i], 24), 'to', moved)
  end
  redis.call('DEL', queue)
  redis.call('ZREM', ready, chat)
  if not redis.call('ZSCORE', busy, moved) then open(ready, moved_queue, moved) end
elseif hold > 0 then
  redis.call('ZREM', ready, chat)
  redis.call('ZADD', busy, hold, chat)
elseif free or not redis.call('ZSCORE', busy, chat) then
  open(ready, queue, chat)
end

local said = {}
for i = 1, tonumber(take()) do said[i] = take() end
local about, said_life = take(), take()
for _, key in ipairs(said) do redis.call('SET', key, about, 'EX', said_life) end

append(head_key, chain_key)
return 'done'
