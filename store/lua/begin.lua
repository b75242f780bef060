-- begin.lua: a message that was claimed is about to be said, and may arrive from now on.
--
-- KEYS: message
-- ARGV: the attempt for which it was claimed
-- Answers: done | stale (the claim ran out meanwhile; nothing may be said)

local said = redis.call('HMGET', KEYS[1], 'state', 'attempt', 'version')
if said[1] ~= 'claimed' or said[2] ~= ARGV[1] then return 'stale' end
-- The version is a new one: whoever took the claim for one that ran out looks again.
redis.call('HSET', KEYS[1], 'state', 'sending', 'version', string.format('%d', said[3] + 1))
return 'done'
