-- entries.lua: the newest blocks that each of some indexes names. Only reads.
--
-- KEYS: chain, then the indexes
-- ARGV: lowest score, limit
-- Answers for each index: seq, block and link in turn, newest first

local all = {}
for i = 2, #KEYS do
  local found = {}
  for _, seq in ipairs(redis.call('ZREVRANGEBYSCORE', KEYS[i], '+inf', ARGV[1], 'LIMIT', 0, ARGV[2])) do
    local items = redis.call('XREVRANGE', KEYS[1], seq .. '-0', seq .. '-0')
    if items[1] then
      found[#found + 1] = seq
      found[#found + 1] = items[1][2][2]
      found[#found + 1] = items[1][2][4]
    end
  end
  all[i - 1] = found
end
return all
