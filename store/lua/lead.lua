-- lead.lua: take or renew a lease.
--
-- KEYS: lease
-- ARGV: holder, ms
-- Answers: 1 if he has it now, 0 if somebody else has

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
