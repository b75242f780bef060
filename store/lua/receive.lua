-- receive.lua: a batch of updates into the inbox; what was seen before is dropped.
--
-- KEYS: inbox, then one seen-key for each update
-- ARGV: seconds that a number is remembered, then for each update: id, chat, raw
-- Answers: how many were new

local fresh = 0
for i = 2, #KEYS do
  if redis.call('SET', KEYS[i], '1', 'NX', 'EX', ARGV[1]) then
    local at = (i - 2) * 3 + 1
    redis.call('XADD', KEYS[1], '*', 'id', ARGV[at + 1], 'chat', ARGV[at + 2], 'raw', ARGV[at + 3])
    fresh = fresh + 1
  end
end
return fresh
