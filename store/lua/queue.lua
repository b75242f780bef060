-- queue.lua: the beginning of the scripts that work the outbox.
--
-- A chat that is owed something stands in exactly one of two sorted sets: in ready, from
-- when its first message may be said, or in busy, until when it must be left alone,
-- because a message was claimed there (then sending names it) or because the messenger
-- told us to wait.

-- open puts a chat into ready by its first message, or out of it if nothing is owed.
local function open(ready, queue, chat)
  local first = redis.call('ZRANGE', queue, 0, 0, 'WITHSCORES')
  if first[1] then
    redis.call('ZADD', ready, first[2], chat)
  else
    redis.call('ZREM', ready, chat)
  end
end

