-- pages.lua: pages of records under marks, all of one moment. Only reads.
--
-- KEYS: hash of the records, then one mark for each page
-- ARGV: for each page: min, max, offset, limit (negative: all; 0: only the total),
--       'down' or 'up'
-- Answers for each page: total, then key and stored value in turn; a value is false
--       where the mark names a record that is not there

local pages, names, values = {}, {}, {}
for i = 2, #KEYS do
  local at = (i - 2) * 5
  local min, max, offset, limit, way = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local ids = {}
  if limit ~= '0' and way == 'down' then
    ids = redis.call('ZREVRANGEBYSCORE', KEYS[i], max, min, 'LIMIT', offset, limit)
  elseif limit ~= '0' then
    ids = redis.call('ZRANGEBYSCORE', KEYS[i], min, max, 'LIMIT', offset, limit)
  end
  local whole = offset == '0' and (tonumber(limit) < 0 or #ids < tonumber(limit))
  local page = {whole and #ids or redis.call('ZCOUNT', KEYS[i], min, max)}
  for _, id in ipairs(ids) do
    if values[id] == nil then
      values[id], names[#names + 1] = false, id
    end
    page[#page + 1] = id
    page[#page + 1] = false
  end
  pages[i - 1] = page
end

for from = 1, #names, 1000 do -- unpack has room for some thousands
  local upto = math.min(from + 999, #names)
  local read = redis.call('HMGET', KEYS[1], unpack(names, from, upto))
  for n = from, upto do values[names[n]] = read[n - from + 1] end
end
for _, page in ipairs(pages) do
  for n = 2, #page, 2 do page[n + 1] = values[page[n]] end
end
return pages
