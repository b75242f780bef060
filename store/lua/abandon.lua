-- abandon.lua: end the leases of all messages that were claimed.
--
-- KEYS: busy, sending
-- Answers: how many

local chats = redis.call('HKEYS', KEYS[2])
for _, chat in ipairs(chats) do redis.call('ZADD', KEYS[1], 'XX', 0, chat) end
return #chats
