-- under.lua: the records under any of some marks, each once, the lowest score first. Only
-- reads.
--
-- KEYS: hash of the records, then the marks
-- Answers: key and stored value in turn; a value is false where a mark names a record that
--       is not there

local names, seen = {}, {}
for from = 2, #KEYS, 1000 do -- unpack has room for some thousands
  local upto = math.min(from + 999, #KEYS)
  local marks = {unpack(KEYS, from, upto)}
  marks[#marks + 1], marks[#marks + 2] = 'AGGREGATE', 'MIN'
  for _, name in ipairs(redis.call('ZUNION', upto - from + 1, unpack(marks))) do
    if not seen[name] then
      seen[name], names[#names + 1] = true, name
    end
  end
end

local found = {}
for from = 1, #names, 1000 do
  local upto = math.min(from + 999, #names)
  local values = redis.call('HMGET', KEYS[1], unpack(names, from, upto))
  for n = from, upto do
    found[#found + 1] = names[n]
    found[#found + 1] = values[n - from + 1]
  end
end
return found
