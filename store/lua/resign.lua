-- resign.lua: give a lease back, if it is still his.
--
-- KEYS: lease
-- ARGV: holder

if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
