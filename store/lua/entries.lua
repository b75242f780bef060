-- entries.lua: the newest blocks that an index names. Only reads.
--
-- KEYS: index, chain
-- ARGV: lowest score, limit
-- Answers: seq, block and link in turn, newest first

local found = {}
for _, seq in ipairs(redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', ARGV[1], 'LIMIT', 0, ARGV[2])) do
  local items = redis.call('XREVRANGE', KEYS[2], seq .. '-0', seq .. '-0')
  if items[1] then
    found[#found + 1] = seq
    found[#found + 1] = items[1][2][2]
    found[#found + 1] = items[1][2][4]
  end
end
return found
