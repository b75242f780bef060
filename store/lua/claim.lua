-- claim.lua: the messages that are to be sent now, one for each chat, the longest due first.
--
-- KEYS: ready, busy, sending
-- ARGV: now ms, end of the lease ms, how many, prefix of queues, prefix of messages
-- Answers: {ids whose lease ran out before they were settled},
--          {id, chat, attempt, times that it may have arrived, json, in turn}

local now, lease, limit, queues, messages = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local lapsed = {}
for _, chat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  local id = redis.call('HGET', KEYS[3], chat)
  if id then
    lapsed[#lapsed + 1] = id
  else
    redis.call('ZREM', KEYS[2], chat)
    open(KEYS[1], queues .. chat, chat)
  end
end

local owed = {}
for _, chat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, limit)) do
  local first = redis.call('ZRANGE', queues .. chat, 0, 0, 'WITHSCORES')
  if not first[1] or tonumber(first[2]) > tonumber(now) then
    open(KEYS[1], queues .. chat, chat)
  else
    local id = string.sub(first[1], 24) -- after "<15 digits>:<6 digits>:"
    local key = messages .. id
    local attempt = redis.call('HINCRBY', key, 'attempt', 1)
    redis.call('HSET', key, 'state', 'claimed')
    redis.call('ZREM', KEYS[1], chat)
    redis.call('ZADD', KEYS[2], lease, chat)
    redis.call('HSET', KEYS[3], chat, id)
    local said = redis.call('HMGET', key, 'unknown', 'json', 'lapsed')
    local doubts = string.format('%d', tonumber(said[1]) + tonumber(said[3] or '0'))
    for _, field in ipairs({id, chat, tostring(attempt), doubts, said[2]}) do
      owed[#owed + 1] = field
    end
  end
end
return {lapsed, owed}
