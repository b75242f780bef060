-- chain.lua: the beginning of the scripts that write entries.
--
-- link(n) = SHA1(link(n-1) .. SHA256(block n)), both in hex; link(0) is empty.
-- The content of a block is bound by SHA-256, which the client computes and which Lua in
-- Redis does not have. The link only puts such digests of fixed length in order, for
-- which SHA-1, which Lua has, is enough. Computed by the client it would make any two
-- writers fight for the head.

local cursor = 0

-- take is the next argument.
local function take()
  cursor = cursor + 1
  return ARGV[cursor]
end

local function head(key)
  local at = redis.call('HMGET', key, 'seq', 'link')
  return tonumber(at[1] or '0'), at[2] or ''
end

-- append takes: block, its SHA-256, ms, number of tasks, their index keys, number of
-- sorts, their index keys. An empty block is not appended. Answers with the head.
local function append(head_key, chain_key)
  local block, digest, ms = take(), take(), take()
  local seq, link = head(head_key)
  if block ~= '' then
    seq = seq + 1
    link = redis.sha1hex(link .. digest)
    redis.call('XADD', chain_key, string.format('%d-0', seq), 'block', block, 'link', link)
    redis.call('HSET', head_key, 'seq', string.format('%d', seq), 'link', link)
  end
  local member = string.format('%d', seq)
  for _ = 1, tonumber(take()) do redis.call('ZADD', take(), member, member) end
  for _ = 1, tonumber(take()) do redis.call('ZADD', take(), ms, member) end
  return seq, link
end

