-- pages.lua: pages of records under marks, all of one moment. Only reads.
--
-- KEYS: hash of the records, then one mark for each page
-- ARGV: for each page: min, max, offset, limit (negative: all; 0: only the total),
--       'down' or 'up'
-- Answers for each page: total, then key and stored value in turn; a value is false
--       where the mark names a record that is not there

local pages = {}
for i = 2, #KEYS do
  local at = (i - 2) * 5
  local min, max, offset, limit, way = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local page = {redis.call('ZCOUNT', KEYS[i], min, max)}
  local ids = {}
  if limit ~= '0' and way == 'down' then
    ids = redis.call('ZREVRANGEBYSCORE', KEYS[i], max, min, 'LIMIT', offset, limit)
  elseif limit ~= '0' then
    ids = redis.call('ZRANGEBYSCORE', KEYS[i], min, max, 'LIMIT', offset, limit)
  end
  for from = 1, #ids, 1000 do -- unpack has room for some thousands
    local upto = math.min(from + 999, #ids)
    local values = redis.call('HMGET', KEYS[1], unpack(ids, from, upto))
    for n = 1, upto - from + 1 do
      page[#page + 1] = ids[from + n - 1]
      page[#page + 1] = values[n]
    end
  end
  pages[i - 1] = page
end
return pages
