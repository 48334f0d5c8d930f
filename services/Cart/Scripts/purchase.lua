-- KEYS[2] what is known of the order; ARGV[4] seconds to remember it, ARGV[5] the id of the cart that was bought, then product, quantity, ...
-- Takes what was bought out of the cart. What was added after paying stays, in a cart with a new id.
local order = KEYS[2]
local state = redis.call('HGET', order, 'state')
if state == 'bought' then
  return false
end

-- Another id: the cart that was bought has gone (it expired), and the one that is there now is the buyer's next.
local is_current = redis.call('HGET', cart, 'id') == ARGV[5]

local function renew()
  redis.call('HSET', cart, 'id', new_id)
  redis.call('EXPIRE', cart, ttl)
end

if state == 'refunded' then
  -- The refund overtook this. The lines stay, but the id was bought and cannot be bought again.
  if is_current then
    change()
    renew()
  end
  return false
end

redis.call('HSET', order, 'state', 'bought')
for i = 6, #ARGV, 2 do
  redis.call('HSET', order, 'line:' .. ARGV[i], ARGV[i + 1])
end
redis.call('EXPIRE', order, ARGV[4])

if is_current then
  local version = change()
  for i = 6, #ARGV, 2 do
    local left = line(ARGV[i]) - tonumber(ARGV[i + 1])
    set(ARGV[i], math.max(left, 0), version)
  end
  renew()
end
return true
